"""A stamp of secrecy is found on any paper, tilted, in any ink; other stamps and frames are none."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from pipeline.model import MarkKind, Word
from pipeline.ocr import View, find_secrecy
from pipeline.ocr.marks.secrecy import secrecy_in
from pipeline.ocr.tesseract import TesseractLibrary
from pipeline.raster import Pixels, Raster
from pipeline.settings import Ocr
from pipeline.synth.fonts import family
from pipeline.synth.ink import RED_BGR
from pipeline.synth.pen import BLACK_BGR
from pipeline.synth.stamps import STAMP_BLUE_BGR, framed

DPI = 150
MM = DPI / 25.4
AGED = (170, 205, 225)  # blue, green, red of brown paper


@pytest.fixture(scope="module")
def engine() -> TesseractLibrary:
    return TesseractLibrary("vie", None)


def stamped(
    text: str, colour: Sequence[int], slant: float, paper: Sequence[int] = (255, 255, 255), y: float = 65
) -> Pixels:
    """Return an A4 page with a framed stamp 48 mm from its left edge and `y` from its upper one, and print below."""
    pixels = np.empty((round(297 * MM), round(210 * MM), 3), np.uint8)
    pixels[:] = paper
    blue, green, red = colour
    ink = framed((text,), family("arimo"), 4.2 * MM, (blue, green, red), slant, np.random.default_rng(4))
    ink.lay_on(pixels, round(48 * MM), round(y * MM))
    cv2.putText(pixels, "black print below the stamp", (200, 700), cv2.FONT_HERSHEY_COMPLEX, 1.0, (0, 0, 0), 2)
    return pixels


@pytest.mark.parametrize(
    ("text", "colour", "slant", "paper"),
    [
        ("MẬT", RED_BGR, 0, (255, 255, 255)),
        ("MẬT", RED_BGR, 14, AGED),
        ("TỐI MẬT", STAMP_BLUE_BGR, -9, (255, 255, 255)),
        ("TUYỆT MẬT", RED_BGR, -17, AGED),
        ("TUYỆT MẬT", BLACK_BGR, 5, (255, 255, 255)),
    ],
)
def test_a_stamp_of_secrecy_is_found(
    text: str, colour: Sequence[int], slant: float, paper: Sequence[int], engine: TesseractLibrary
) -> None:
    found = find_secrecy(Raster(stamped(text, colour, slant, paper), DPI), 0, 3, Ocr(), engine)
    assert found is not None
    assert (found.kind, found.text) == (MarkKind.SECRECY, text)
    assert found.box is not None
    assert found.box.page == 3
    assert (found.box.x0 + found.box.x1) / 2 == pytest.approx(48 * MM, abs=2 * MM)
    assert (found.box.y0 + found.box.y1) / 2 == pytest.approx(65 * MM, abs=2 * MM)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_that_is_stored_turned(rotation: int, engine: TesseractLibrary) -> None:
    upright = stamped("TỐI MẬT", RED_BGR, 6)
    stored = np.ascontiguousarray(np.rot90(upright, rotation // 90))
    found = find_secrecy(Raster(stored, DPI), rotation, 1, Ocr(), engine)
    assert found is not None
    box = found.box
    assert box is not None
    part = stored[round(box.y0) : round(box.y1), round(box.x0) : round(box.x1)]
    all_ink = np.count_nonzero(np.ptp(stored.astype(int), axis=2) > 60)
    assert np.count_nonzero(np.ptp(part.astype(int), axis=2) > 60) > 0.9 * all_ink


def test_a_bilevel_scan_has_black_stamps(engine: TesseractLibrary) -> None:
    grey = stamped("MẬT", RED_BGR, 8).min(axis=2)
    page = Raster(np.where(grey < 150, 0, 255).astype(np.uint8), DPI, bilevel=True)
    assert find_secrecy(page, 0, 1, Ocr(), engine) is not None


@pytest.mark.parametrize("text", ["KHẨN", "HỎA TỐC", "SAO Y", "DỰ THẢO", "ĐẾN"])
def test_other_stamps_are_none(text: str, engine: TesseractLibrary) -> None:
    assert find_secrecy(Raster(stamped(text, RED_BGR, 5), DPI), 0, 1, Ocr(), engine) is None


def test_the_foot_of_a_page_is_not_looked_at(engine: TesseractLibrary) -> None:
    assert find_secrecy(Raster(stamped("MẬT", RED_BGR, 0, y=220), DPI), 0, 1, Ocr(), engine) is None


class Never:
    """An engine that is not to be asked."""

    name, version = "never", "1"

    def words(self, raster: Raster, settings: Ocr, page: int = 1, view: View = View.PAGE) -> tuple[Word, ...]:
        raise AssertionError


def test_a_page_without_a_frame_costs_no_reading() -> None:
    page = np.full((1754, 1240, 3), 255, np.uint8)
    for row in range(12):
        cv2.putText(page, "PRINT WITHOUT FRAMES", (150, 200 + 50 * row), cv2.FONT_HERSHEY_COMPLEX, 1.2, (0, 0, 0), 2)
    cv2.rectangle(page, (100, 150), (1100, 900), (0, 0, 0), 3)
    assert find_secrecy(Raster(page, DPI), 0, 1, Ocr(), Never()) is None


@pytest.mark.parametrize("read", ["", "M", "KHẨN", "HỎA TỐC", "SAO Y", "ĐẾN", "DỰ THẢO", "GẤP", "PHÁP", "MẶT TRẬN"])
def test_what_other_frames_say_is_no_secrecy(read: str) -> None:
    assert secrecy_in(read) is None
