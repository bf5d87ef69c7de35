"""A framed stamp is turned level, read without its frame, and named by what it says."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest

from pipeline.model import Box, Mark, MarkKind, Word
from pipeline.ocr import View
from pipeline.ocr.marks import read_stamps
from pipeline.ocr.tesseract import TesseractLibrary
from pipeline.raster import Pixels, Raster
from pipeline.settings import Ocr

DPI = 150
RED = (60, 50, 220)
BOX = Box(1, 200.0, 330.0, 560.0, 690.0)


@dataclass
class LineReader:
    """An engine that reads `said` of a line, and keeps the pictures it was shown."""

    said: str
    shown: list[Pixels] = field(default_factory=list)
    name: str = "line reader"
    version: str = "1"

    def words(self, raster: Raster, settings: Ocr, page: int = 1, view: View = View.PAGE) -> tuple[Word, ...]:
        assert view is View.LINE
        self.shown.append(raster.pixels)
        return tuple(Word(text, Box(page, 0, 0, 10, 10), 0.9) for text in self.said.split())


def stamped(degrees: float) -> Raster:
    """Return a page with KHAN in a red frame, turned clockwise by `degrees` about (380, 510)."""
    page = np.full((1754, 1240, 3), 255, dtype=np.uint8)
    cv2.rectangle(page, (270, 470), (490, 550), RED, 4)
    cv2.putText(page, "KHAN", (300, 530), cv2.FONT_HERSHEY_DUPLEX, 1.6, RED, 3)
    turning = cv2.getRotationMatrix2D((380, 510), -degrees, 1.0)
    turned = cv2.warpAffine(page, turning, (1240, 1754), borderValue=(255, 255, 255)).astype(np.uint8)
    cv2.putText(turned, "black print", (300, 700), cv2.FONT_HERSHEY_COMPLEX, 1.0, (0, 0, 0), 2)
    return Raster(turned, DPI)


@pytest.mark.parametrize("degrees", [0, -30, -60, 25])
def test_a_stamp_is_shown_level_and_without_its_frame(degrees: float) -> None:
    engine = LineReader("KHẨN")
    (found,) = read_stamps(stamped(degrees), (Mark(MarkKind.STAMP, BOX),), 0, 1, Ocr(), engine)
    assert (found.kind, found.text, found.box) == (MarkKind.URGENCY, "KHẨN", BOX)
    assert 0.8 < found.confidence < 1
    (shown,) = engine.shown
    columns = np.flatnonzero((shown < 128).any(axis=0))
    rows = np.flatnonzero((shown < 128).any(axis=1))
    assert 3.2 < columns.size / rows.size < 5.5  # four letters in a row


@pytest.mark.slow
@pytest.mark.parametrize("degrees", [0, -40])
def test_tesseract_reads_the_slanted_stamp(degrees: float) -> None:
    (found,) = read_stamps(stamped(degrees), (Mark(MarkKind.STAMP, BOX),), 0, 1, Ocr(), TesseractLibrary("vie"))
    assert (found.kind, found.text) == (MarkKind.URGENCY, "KHẨN")


def test_a_page_that_lies_on_its_side_is_put_upright_first() -> None:
    upright = stamped(0)
    lying = Raster(np.ascontiguousarray(np.rot90(upright.pixels)), DPI)
    box = Box(1, BOX.y0, 1240 - BOX.x1, BOX.y1, 1240 - BOX.x0)
    shown: list[Pixels] = []
    for page, rotation, place in ((upright, 0, BOX), (lying, 90, box)):
        engine = LineReader("KHẨN")
        read_stamps(page, (Mark(MarkKind.STAMP, place),), rotation, 1, Ocr(), engine)
        shown += engine.shown
    assert shown[0].shape == shown[1].shape
    assert np.abs(shown[0].astype(int) - shown[1].astype(int)).mean() < 8


def test_a_stamp_of_other_words_stays_a_stamp_without_text() -> None:
    (found,) = read_stamps(stamped(0), (Mark(MarkKind.STAMP, BOX),), 0, 1, Ocr(), LineReader("xqz ~ 1"))
    assert (found.kind, found.text) == (MarkKind.STAMP, "")
    assert found.confidence <= 0.5


def test_other_marks_and_empty_boxes_are_not_read() -> None:
    engine = LineReader("KHẨN")
    seal, empty = Mark(MarkKind.SEAL, BOX), Mark(MarkKind.STAMP, Box(1, 10, 10, 100, 100))
    found = read_stamps(stamped(0), (seal, empty), 0, 1, Ocr(), engine)
    assert found[0] == seal
    assert (found[1].kind, found[1].text) == (MarkKind.STAMP, "")
    assert not engine.shown
