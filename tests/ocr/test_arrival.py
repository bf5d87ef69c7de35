"""The words of an arrival stamp become a mark; text that it stands over stays text."""

from __future__ import annotations

import numpy as np

from pipeline.model import Box, MarkKind, Word
from pipeline.ocr.arrival import part_arrival_stamp
from pipeline.ocr.tables import Ruling, find_ruling
from pipeline.raster import Raster

DPI = 200
FORM = ("ĐẾN", 60, 440), ("Số:", 200, 400), ("Ngày:", 200, 440), ("Chuyển:", 200, 480)


def word(text: str, x: float, y: float, confidence: float = 0.9) -> Word:
    return Word(text, Box(1, x, y, x + 14 * len(text), y + 28), confidence)


def framed() -> Ruling:
    page = np.full((2339, 1654), 255, dtype=np.uint8)
    for y in (380, 530):
        page[y : y + 3, 40:480] = 0
    for x in (40, 477):
        page[380:533, x : x + 3] = 0
    return find_ruling(Raster(page, DPI))


def test_the_words_in_the_frame_become_a_mark() -> None:
    title = word("KẾ", 800, 400), word("HOẠCH", 840, 400)
    kept, marks = part_arrival_stamp((*(word(*place) for place in FORM), *title), framed(), DPI, 1)
    assert kept == title
    assert [(mark.kind, mark.text) for mark in marks] == [(MarkKind.STAMP, "Số:\nĐẾN Ngày:\nChuyển:")]


def test_a_line_of_text_under_the_stamp_stays() -> None:
    text = word("Trong", 380, 500), word("thời", 465, 500), word("gian", 540, 500)
    kept, _ = part_arrival_stamp((*(word(*place) for place in FORM), *text), framed(), DPI, 1)
    assert kept == text


def test_a_frame_with_other_words_is_no_stamp() -> None:
    words = word("Mẫu", 200, 400), word("số:", 250, 400), word("02", 300, 400)
    assert part_arrival_stamp(words, framed(), DPI, 1) == (words, ())
