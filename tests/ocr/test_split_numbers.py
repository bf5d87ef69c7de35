"""Numbers that were parted where no space is."""

from __future__ import annotations

from pipeline.model import Box, Line, Word
from pipeline.ocr.split_numbers import join_split_numbers


def _line(*parts: tuple[str, float]) -> Line:
    """Return a line of words, each with the gap before it; letters are 10 pixels wide."""
    words, x = [], 0.0
    for text, gap in parts:
        x += gap
        words.append(Word(text, Box(1, x, 0, x + 10 * len(text), 20), 0.9 if text.isdigit() else 0.95))
        x += 10 * len(text)
    text = " ".join(word.text for word in words)
    return Line(1, text, text, words=tuple(words))


def _texts(line: Line) -> list[str]:
    return [word.text for word in join_split_numbers(line.words, [line])]


def test_a_gap_of_less_than_half_a_space_parts_no_number() -> None:
    line = _line(("số", 0), ("1", 12), ("082/QĐ-UBND", 4), ("ngày", 11), ("24/1", 12), ("1/2020", 3), ("của", 12))

    assert _texts(line) == ["số", "1082/QĐ-UBND", "ngày", "24/11/2020", "của"]
    joined = join_split_numbers(line.words, [line])[1]
    assert (joined.box.x0, joined.box.x1, joined.confidence) == (32, 156, 0.9)


def test_three_parts_become_one() -> None:
    line = _line(("tổng", 0), ("1", 12), ("1", 4), ("1", 4), ("hộ", 12), ("nghèo", 11), ("của", 12), ("xã", 12))

    assert _texts(line) == ["tổng", "111", "hộ", "nghèo", "của", "xã"]


def test_numbers_with_a_space_between_them_stay_two() -> None:
    line = _line(("lớp", 0), ("1", 12), ("25", 11), ("em", 12), ("lớp", 12), ("2", 12))

    assert _texts(line) == ["lớp", "1", "25", "em", "lớp", "2"]


def test_a_short_line_does_not_show_what_a_space_is() -> None:
    line = _line(("1", 0), ("5", 4), ("xã", 12))

    assert _texts(line) == ["1", "5", "xã"]
