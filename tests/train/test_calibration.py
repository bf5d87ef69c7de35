"""Whether fixes are judged right where they are, and the rising steps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.calibration import rising
from pipeline.model import Fix, Line
from pipeline.train.calibration import outcomes, right_words


def line(read: str, text: str, *fixes: Fix) -> Line:
    return Line(1, read, text, fixes=fixes)


def test_each_fix_is_judged_at_its_own_place() -> None:
    lines = [
        line("Ké hoach sb 5", "Kế hoách số 5", Fix(0, 2, "Ké", "Kế", "w", 0.9), Fix(3, 8, "hoach", "hoách", "w", 0.6),
             Fix(9, 11, "sb", "số", "w", 0.8)),
        line("cuaquan", "của quân", Fix(0, 7, "cuaquan", "của quân", "split", 0.5)),
    ]  # fmt: skip
    assert list(outcomes(lines, "Kế hoạch số 5\ncủa quận")) == [(0.9, True), (0.6, False), (0.8, True), (0.5, False)]


def test_signs_beside_a_word_and_the_place_of_a_tone_do_not_count() -> None:
    assert right_words(["(hoà", "bình)"], ["hòa", "bình;"]) == [True, True]


def test_a_word_that_stands_elsewhere_is_not_right() -> None:
    assert right_words(["ban", "hành", "kế", "hoạch"], ["ban", "hành", "kể", "hoạch", "kế"])[2] is False


def test_the_steps_rise_and_none_is_certain() -> None:
    found = [(0.5, False)] * 30 + [(0.6, True)] * 10 + [(0.7, False)] * 20 + [(0.9, True)] * 60
    knots = rising(found, least=10)
    assert [round(raw, 2) for raw, _ in knots] == [0.5, 0.67, 0.9]
    assert [round(share, 2) for _, share in knots] == [0.03, 0.34, 0.98]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=200))
def test_the_steps_always_rise(found: list[tuple[float, bool]]) -> None:
    knots = rising(found, least=5)
    assert [raw for raw, _ in knots] == sorted(raw for raw, _ in knots)
    assert [share for _, share in knots] == sorted(share for _, share in knots)
    assert all(0 < share < 1 for _, share in knots)


def test_one_confidence_is_one_step() -> None:
    knots = rising([(0.9, True)] * 30 + [(0.9, False)] * 30, least=10)

    assert [(round(confidence, 6), share) for confidence, share in knots] == [(0.9, 0.5)]
