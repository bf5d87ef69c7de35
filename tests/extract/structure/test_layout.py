from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from pipeline.extract.structure.layout import is_page_number, mostly_capitals, text_lines
from pipeline.model import Box, Line, LineRole
from pipeline.reading import compose, union
from tests.extract.texts import reading_of, scanned
from tests.strategies import any_line, papers


def slanted(line: Line, slope: float) -> Line:
    """Turn the middles of the words of `line`, as boxes of a slanted scan come back to the original image."""
    words = []
    for word in line.words:
        x, y = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
        right, down = -slope * y, slope * x
        box = Box(1, word.box.x0 + right, word.box.y0 + down, word.box.x1 + right, word.box.y1 + down)
        words.append(replace(word, box=box))
    return replace(line, words=tuple(words), box=union([word.box for word in words]))


@pytest.mark.parametrize("slope", [-0.035, -0.01, 0.01, 0.035])
def test_indents_of_a_slanted_page_are_those_of_a_level_one(slope: float) -> None:
    rows = [
        (("Câu thụt vào", 180.0) if row % 5 == 0 else ("câu ở lề", 100.0), 1500.0 if row % 5 < 4 else 700.0, 60.0 * row)
        for row in range(40)
    ]
    page = scanned(
        *((f"{text} và dài hết dòng này cho đến lề kia", left, right, top) for (text, left), right, top in rows)
    )
    level = text_lines(compose(page))
    found = text_lines(compose([slanted(line, slope) for line in page]))
    assert [(line.indented, line.full, line.gap) for line in found] == [
        (line.indented, line.full, line.gap) for line in level
    ]
    assert sum(line.indented for line in level) == 8


def test_boxes_tell_where_a_line_stands() -> None:
    lines = text_lines(
        compose(
            scanned(
                ("Tên của kế hoạch", 600, 1000, 100),
                ("Câu đầu thụt vào và dài hết dòng này", 180, 1500, 160),
                ("câu sau bắt đầu ở lề và dài hết dòng", 100, 1500, 220),
                ("dòng này cũng dài từ lề này đến lề kia", 100, 1500, 280),
                ("ngắn.", 100, 220, 340),
                ("Đoạn mới cách xa đoạn trên và dài hết", 180, 1500, 460),
            )
        )
    )
    assert [line.centred for line in lines] == [True, False, False, False, False, False]
    assert [line.indented for line in lines[1:]] == [True, False, False, False, True]
    assert [line.full for line in lines[1:]] == [True, True, True, False, True]
    assert [line.gap for line in lines] == [False, False, False, False, False, True]
    assert all(line.measured for line in lines)


def test_margins_follow_a_skewed_page() -> None:
    rows = [("dòng dài từ lề này sang đến lề kia", 100.0 + 4 * i, 1500.0 + 4 * i, 60.0 * i) for i in range(40)]
    lines = text_lines(compose(scanned(*rows)))
    assert sum(line.full for line in lines) >= 38
    assert not any(line.centred for line in lines)


def test_a_page_on_its_side_is_not_measured() -> None:
    lines = text_lines(compose([*scanned(("a", 100, 120, 100), ("b", 150, 170, 100))]))
    assert not any(line.measured for line in lines)


def test_characters_tell_a_full_line_of_a_text() -> None:
    lines = text_lines(
        reading_of(
            "Câu này dài hết một dòng của tờ giấy, vì vậy nó còn sang dòng sau và chỉ\nhết ở đây.\n\n"
            "Mục đích\nCâu này cũng dài hết một dòng của tờ giấy, vì vậy nó cũng sang dòng sau\n"
        )
    )
    assert [line.full for line in lines] == [True, False, False, True]
    assert [line.gap for line in lines] == [False, False, True, False]


def test_page_numbers() -> None:
    assert is_page_number("- 12 -")
    assert not is_page_number("12.")


@given(any_line)
def test_the_short_cut_of_mostly_capitals_changes_nothing(text: str) -> None:
    letters = [char for char in text if char.isalpha()]
    upper = sum(char.isupper() for char in letters)
    assert mostly_capitals(text) is (len(letters) >= 2 and upper >= 0.9 * len(letters))


@settings(deadline=None, max_examples=60)
@given(papers())
def test_lines_hold_their_text(paper: tuple[Line, ...]) -> None:
    reading = compose(paper)
    lines = text_lines(reading)
    for line in lines:
        assert reading.text[line.start : line.end] == line.text == line.text.strip() != ""
        assert reading.line_number(line.start) == line.number
    repeated = {
        reading.line_number(piece.start)
        for piece in reading.pieces
        if reading.lines[piece.line].role is LineRole.FURNITURE
    }
    full = [number for number, line in enumerate(reading.text.split("\n"), 1) if line.strip()]
    assert [line.number for line in lines] == [number for number in full if number not in repeated]
