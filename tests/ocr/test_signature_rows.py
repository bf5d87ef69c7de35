"""Letters of a signature that no word covers make rows, and belong to the rows beside them."""

from __future__ import annotations

import cv2
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.layout.segments import Segment
from pipeline.model import Box, Word
from pipeline.ocr.signature_rows import is_off_axis, unread_letters, without_others
from pipeline.raster import Raster

AREA = (0, 0, 800, 500)
TALL = 40.0


def sheet(*letters: tuple[int, int]) -> Raster:
    """Draw letters (left, foot), 20 pixels wide and 30 tall."""
    page = Raster(np.full((500, 800), 255, dtype=np.uint8), 240)
    for left, foot in letters:
        cv2.rectangle(page.pixels, (left, foot - 29), (left + 19, foot), 60, 3)
    return page


def word(text: str, x0: float, x1: float, foot: float) -> Word:
    return Word(text, Box(1, x0, foot - 34, x1, foot + 4), 0.9)


def test_letters_on_one_foot_are_a_row() -> None:
    found = unread_letters(sheet((200, 100), (230, 100), (260, 100), (330, 100), (360, 100)), (), AREA, TALL)
    ((x0, y0, x1, y1),) = found.rows()
    assert (abs(x0 - 200) < 3, abs(y0 - 70) < 3, abs(x1 - 381) < 3, abs(y1 - 102) < 3) == (True,) * 4


def test_what_a_pen_left_is_no_row() -> None:
    scattered = sheet((200, 100), (240, 122), (280, 88), (320, 140), (360, 110))
    assert unread_letters(scattered, (), AREA, TALL).rows() == []
    stroke = sheet()
    cv2.line(stroke.pixels, (100, 300), (600, 220), 0, 4)
    assert unread_letters(stroke, (), AREA, TALL).rows() == []


def test_covered_letters_are_read() -> None:
    page = sheet((200, 100), (230, 100), (260, 100), (290, 100))
    assert unread_letters(page, (word("TỊCH", 195, 315, 100),), AREA, TALL).rows() == []


def test_letters_left_of_a_row_or_within_it_belong_to_it() -> None:
    row = (word("TỊCH", 300, 400, 100), word("TỈNH", 480, 580, 100))
    for letters, count in (((220, 250), 2), ((420, 445), 2), ((600, 630), 0), ((40, 70), 0), ((), 0)):
        found = unread_letters(sheet(*((left, 100) for left in letters)), row, AREA, TALL)
        assert found.beside(row)[0] == count
        assert (found.beside(row)[1] is None) == (count == 0)
    other_row = unread_letters(sheet((220, 200), (250, 200)), row, AREA, TALL)
    assert other_row.beside(row) == (0, None)


def test_letters_that_hang_together_count_for_more() -> None:
    page = sheet()
    cv2.rectangle(page.pixels, (230, 70), (280, 100), 0, 3)
    row = (word("Phúc", 300, 400, 100),)
    assert unread_letters(page, row, AREA, TALL).beside(row)[0] == 2


def test_the_other_rows_are_painted_over() -> None:
    page = sheet((200, 100), (200, 200))
    row, other = word("A", 195, 225, 100), word("B", 195, 225, 200)
    bare = without_others(page, (row, other), (row,))
    assert bare.pixels[60:110].min() < 100
    assert bare.pixels[160:210].min() == 255
    assert page.pixels[160:210].min() < 100


@settings(max_examples=30, deadline=None)
@given(shift=st.integers(min_value=-200, max_value=200))
def test_a_row_off_the_axis(shift: int) -> None:
    name = Segment((word("Trần", 300, 400, 300),))
    title = Segment((word("TỊCH", 300 + shift, 400 + shift, 100),))
    assert is_off_axis(title, [name], TALL) == (abs(shift) > 1.3 * TALL)
    assert not is_off_axis(name, [name], TALL)
    assert not is_off_axis(title, [], TALL)
