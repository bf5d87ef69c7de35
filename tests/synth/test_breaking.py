from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.synth.breaking import Type, break_lines, tokens_of
from pipeline.synth.content import Emphasis, RichText, plain
from pipeline.synth.fonts import REQUIRED, family
from pipeline.synth.sheet import text_width

LETTERS = st.text(alphabet=REQUIRED + "  ¹²-", max_size=300)


@pytest.fixture(scope="module")
def kind() -> Type:
    return Type(family("tinos"), 20.0)


@given(text=LETTERS, width=st.integers(40, 900))
@settings(deadline=None)
def test_no_letter_is_lost_and_no_line_is_too_wide(kind: Type, text: str, width: int) -> None:
    rich = plain(text)
    lines = break_lines(tokens_of(rich, kind), kind, width, width)
    assert "".join(line.text for line in lines).replace(" ", "") == rich.text.replace(" ", "")
    assert all(text_width(line, kind) <= width + 0.01 for line in lines)
    assert [line.last for line in lines] == [False] * (len(lines) - 1) + [True] * bool(lines)


def test_a_symbol_may_be_broken_after_its_hyphen(kind: Type) -> None:
    rich = plain("Kế hoạch số 17/KH-UBND")
    width = text_width(break_lines(tokens_of(plain("Kế hoạch số 17/KH-UB"), kind), kind, 1e9, 1e9)[0], kind)
    lines = break_lines(tokens_of(rich, kind), kind, width, width)
    assert [line.text for line in lines] == ["Kế hoạch số 17/KH-", "UBND"]


def test_a_range_of_years_is_not_broken(kind: Type) -> None:
    assert [token.runs[0].text for token in tokens_of(plain("2021-2030 a-b"), kind)] == ["2021-2030", "a-", "b"]


def test_a_footnote_mark_is_raised_and_drawn_with_a_plain_digit(kind: Type) -> None:
    (token,) = tokens_of(plain("họp¹²."), kind)
    assert [(run.drawn, run.raised) for run in token.runs] == [("họp", False), ("12", True), (".", False)]


def test_emphasis_reaches_only_its_letters(kind: Type) -> None:
    rich = RichText("Điều 1. Thành lập", (Emphasis(0, 7, bold=True),))
    assert [token.runs[0].bold for token in tokens_of(rich, kind)] == [True, True, False, False]
