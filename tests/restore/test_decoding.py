from __future__ import annotations

import pytest

from pipeline.language_model import LanguageModel
from pipeline.restore.decoding import decode
from pipeline.restore.lattice import Option, Slot, Span
from pipeline.restore.models import models


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return models().language


def options(model: LanguageModel, *texts: str, cost: float = 0.0, rule: str = "t") -> tuple[Option, ...]:
    return tuple(Option(text, tuple(model.encode(text)), cost, rule) for text in texts)


def joined(model: LanguageModel, text: str, length: int = 2) -> tuple[Span, ...]:
    return tuple(Span(length, option) for option in options(model, text))


def texts(model: LanguageModel, slots: list[Slot]) -> list[str]:
    return [choice.option.text for choice in decode(model, slots)]


def test_context_decides(model: LanguageModel) -> None:
    slots = [Slot(options(model, *words)) for words in (["tỉnh", "tinh"], ["thần", "thân"], ["trách"], ["nhiệm"])]
    assert texts(model, slots) == ["tinh", "thần", "trách", "nhiệm"]


def test_a_cheap_reading_beats_a_weak_context(model: LanguageModel) -> None:
    dear = options(model, "tinh", cost=30.0) + options(model, "tỉnh")
    assert texts(model, [Slot(dear), Slot(options(model, "thần"))]) == ["tỉnh", "thần"]


def test_two_tokens_can_be_one_word(model: LanguageModel) -> None:
    first = Slot(options(model, "nhi", cost=9.0), spans=joined(model, "nhiều"))
    choices = decode(model, [Slot(options(model, "rất")), first, Slot(options(model, "ều", cost=9.0))])
    assert [(choice.option.text, choice.span) for choice in choices] == [("rất", 1), ("nhiều", 2)]


def test_one_token_can_be_two_words(model: LanguageModel) -> None:
    split = options(model, "ban hành", "bản hành")
    assert texts(model, [Slot(split), Slot(options(model, "kế")), Slot(options(model, "hoạch"))])[0] == "ban hành"


def test_nothing_gives_nothing(model: LanguageModel) -> None:
    assert decode(model, []) == []


def test_many_sentences_together_are_decoded_as_each_alone(model: LanguageModel) -> None:
    words = (["tỉnh", "tinh"], ["thần", "thân"], ["trách", "trach"], ["nhiệm", "nhiêm"], ["của", "cửa"])
    sentences = [
        [Slot(options(model, *pair), boundary=place == last) for place, pair in enumerate(words[: last + 1])]
        for last in (4, 1, 3, 2)
    ]
    alone = [text for sentence in sentences for text in texts(model, sentence)]
    assert texts(model, [slot for sentence in sentences for slot in sentence] * 60) == alone * 60


def test_what_is_certain_is_heard_on_both_sides(model: LanguageModel) -> None:
    certain = [Slot(options(model, word)) for word in ("ủy", "ban", "nhân", "dân")]
    slots = [
        *certain,
        Slot(options(model, "phương", "phường")),
        Slot(options(model, "bến")),
        Slot(options(model, "thành")),
    ]
    choices = decode(model, [*certain * 3, *slots, *certain * 3])
    assert [choice.slot for choice in choices] == list(range(31))
    assert choices[16].option.text == "phường"


def test_a_word_over_two_tokens_at_the_end_of_a_sentence(model: LanguageModel) -> None:
    slots = [
        Slot(options(model, "nhi", cost=9.0), spans=joined(model, "nhiều")),
        Slot(options(model, "x", cost=9.0), boundary=True),
    ]
    assert texts(model, [*slots, *slots]) == ["nhiều", "nhiều"]


def test_a_token_that_stands_for_nothing(model: LanguageModel) -> None:
    dash = Option("-", (), 0.0, "dash")
    assert texts(model, [Slot((dash,)), Slot(options(model, "kế")), Slot((*options(model, "hoạch"), dash))])[0] == "-"


def test_a_name_over_three_tokens(model: LanguageModel) -> None:
    name = joined(model, "Bến Nghé Đông", 3)
    read = [Slot(options(model, word, cost=8.0)) for word in ("ben", "nghe", "dong")]
    slots = [Slot(options(model, "phường")), Slot(read[0].options, spans=name), *read[1:], Slot(options(model, "có"))]
    assert texts(model, slots) == ["phường", "Bến Nghé Đông", "có"]
    assert texts(model, slots[:3]) == ["phường", "ben", "nghe"], "a span that reaches over the end is left out"
