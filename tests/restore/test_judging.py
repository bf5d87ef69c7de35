from __future__ import annotations

import pytest

from pipeline.language_model import LanguageModel
from pipeline.restore.decoding import decode
from pipeline.restore.judging import Judge
from pipeline.restore.lattice import Option, Slot
from pipeline.restore.models import models


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return models().language


def options(model: LanguageModel, *texts: str, cost: float = 0.0, rule: str = "t") -> tuple[Option, ...]:
    return tuple(Option(text, tuple(model.encode(text)), cost, rule) for text in texts)


def test_confidence_is_a_probability_and_alternatives_are_others(model: LanguageModel) -> None:
    slots = [Slot(options(model, "thần", "thân")), Slot(options(model, "thể", "thế"))]
    for choice in Judge(model, slots).with_confidence(decode(model, slots)):
        assert 0 <= choice.confidence <= 1
        assert choice.option.text not in choice.alternatives


def test_the_only_option_is_sure(model: LanguageModel) -> None:
    slots = [Slot(options(model, "kế")), Slot(options(model, "hoạch"))]
    judged = Judge(model, slots).with_confidence(decode(model, slots))
    assert [choice.confidence for choice in judged] == [1.0, 1.0]


def test_a_choice_of_two_words_is_middling(model: LanguageModel) -> None:
    slots = [Slot(options(model, "ban hành", "bản hành")), Slot(options(model, "kế"))]
    assert [choice.confidence for choice in Judge(model, slots).with_confidence(decode(model, slots))] == [0.6, 1.0]


def test_a_documents_habits_decide_doubtful_readings(model: LanguageModel) -> None:
    read = options(model, "phương", "phường")  # one reading, in clear places and in a doubtful one
    clear = [
        Slot(options(model, "ủy")), Slot(options(model, "ban")), Slot(options(model, "nhân")),
        Slot(options(model, "dân")), Slot(read),
    ]  # fmt: skip
    doubtful = [Slot(options(model, "x")), Slot(read), Slot(options(model, "y"))]
    slots = [*clear * 4, *doubtful]
    choices = decode(model, slots)
    judge = Judge(model, slots)
    before = judge.with_confidence(choices)[-2]
    judge.learn_habits(choices)
    after = judge.with_confidence(judge.settle(choices))[-2]
    assert after.option.text == "phường"
    share = {before.option.text: before.confidence}.get("phường", 1 - before.confidence)
    assert after.confidence > share


def test_two_sightings_make_no_habit(model: LanguageModel) -> None:
    slots = [Slot(options(model, "nhân")), Slot(options(model, "dân")), Slot(options(model, "phương", "phường"))] * 2
    choices = decode(model, slots)
    judge = Judge(model, slots)
    before = judge.with_confidence(choices)
    judge.learn_habits(choices)
    assert judge.with_confidence(choices) == before


def test_nothing_is_judged_in_nothing(model: LanguageModel) -> None:
    judge = Judge(model, [])
    judge.learn_habits([])
    assert judge.settle([]) == judge.with_confidence([]) == []
