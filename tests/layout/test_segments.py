"""The free band between two columns, and rows of slanted segments."""

from __future__ import annotations

from pipeline.layout.segments import find_segments, gutter, join_rows
from pipeline.model import Box, Word


def word(x0: float, x1: float, y: float = 0, text: str = "a") -> Word:
    return Word(text, Box(1, x0, y, x1, y + 20), 0.9)


def test_gutter_is_the_widest_band_and_not_the_margin() -> None:
    words = [word(300, 420), word(440, 500), word(620, 900), word(310, 530), word(600, 880)]
    assert gutter(words, 0, 700) == 565


def test_no_gutter_where_a_word_stands_across() -> None:
    assert gutter([word(100, 900)], 100, 800) is None
    assert gutter([], 100, 800) is None


def test_a_wide_gap_parts_segments_and_a_row_joins_them() -> None:
    words = [word(100, 160), word(170, 230), word(500, 560, 4)]
    segments = find_segments(words, 20)
    assert [segment.x0 for segment in segments] == [100, 500]
    (row,) = join_rows(segments)
    assert len(row.words) == 3


def test_a_word_whose_box_is_drawn_too_wide_does_not_break_its_line() -> None:
    words = [word(100, 260, text="lập"), word(175, 185, text="-"), word(200, 240, text="Tự"), word(250, 290, text="do")]
    (segment,) = find_segments(words, 20)
    assert segment.text == "lập - Tự do"
