from __future__ import annotations

import pytest

from pipeline.language_model import LanguageModel
from pipeline.restore.lattice import Option, Slot, adapt, decode, settle, with_confidence
from pipeline.restore.models import models


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return models().language


def options(model: LanguageModel, *texts: str, cost: float = 0.0, rule: str = "t") -> tuple[Option, ...]:
    return tuple(Option(text, tuple(model.encode(text)), cost, rule) for text in texts)


def texts(model: LanguageModel, slots: list[Slot]) -> list[str]:
    return [choice.option.text for choice in decode(model, slots)]


def test_context_decides(model: LanguageModel) -> None:
    slots = [Slot(options(model, *words)) for words in (["tỉnh", "tinh"], ["thần", "thân"], ["trách"], ["nhiệm"])]
    assert texts(model, slots) == ["tinh", "thần", "trách", "nhiệm"]


def test_a_cheap_reading_beats_a_weak_context(model: LanguageModel) -> None:
    dear = options(model, "tinh", cost=30.0) + options(model, "tỉnh")
    assert texts(model, [Slot(dear), Slot(options(model, "thần"))]) == ["tỉnh", "thần"]


def test_two_tokens_can_be_one_word(model: LanguageModel) -> None:
    first = Slot(options(model, "nhi", cost=9.0), joins=options(model, "nhiều"))
    choices = decode(model, [Slot(options(model, "rất")), first, Slot(options(model, "ều", cost=9.0))])
    assert [(choice.option.text, choice.span) for choice in choices] == [("rất", 1), ("nhiều", 2)]


def test_one_token_can_be_two_words(model: LanguageModel) -> None:
    split = options(model, "ban hành", "bản hành")
    assert texts(model, [Slot(split), Slot(options(model, "kế")), Slot(options(model, "hoạch"))])[0] == "ban hành"


def test_nothing_gives_nothing(model: LanguageModel) -> None:
    assert decode(model, []) == []


def test_confidence_is_a_probability_and_alternatives_are_others(model: LanguageModel) -> None:
    slots = [Slot(options(model, "thần", "thân")), Slot(options(model, "thể", "thế"))]
    for choice in with_confidence(model, slots, decode(model, slots)):
        assert 0 <= choice.confidence <= 1
        assert choice.option.text not in choice.alternatives


def test_the_only_option_is_sure(model: LanguageModel) -> None:
    slots = [Slot(options(model, "kế")), Slot(options(model, "hoạch"))]
    assert [choice.confidence for choice in with_confidence(model, slots, decode(model, slots))] == [1.0, 1.0]


def test_a_documents_habits_decide_doubtful_readings(model: LanguageModel) -> None:
    read = options(model, "phương", "phường")  # one reading, in clear places and in a doubtful one
    clear = [
        Slot(options(model, "ủy")), Slot(options(model, "ban")), Slot(options(model, "nhân")),
        Slot(options(model, "dân")), Slot(read),
    ]  # fmt: skip
    slots = [*clear * 4, Slot(options(model, "của")), Slot(read)]
    choices = decode(model, slots)
    adapted = adapt(model, slots, choices)
    costs = {option.text: option.cost for option in adapted[-1].options}
    assert costs["phường"] == 0
    assert costs["phương"] > 1
    assert settle(model, adapted, choices)[-1].option.text == "phường"
    assert adapted[0].options == slots[0].options
