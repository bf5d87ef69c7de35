"""QR and bar codes are found and read; tables, text and seals are none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.model import MarkKind
from pipeline.ocr.marks.codes import find_codes
from pipeline.raster import Pixels, Raster
from tests.clean.drawing import text_page

DPI = 150


def with_code(text: str, x: int, y: int, module: int, page: Pixels) -> Pixels:
    code = cv2.QRCodeEncoder.create().encode(text)
    code = cv2.resize(code, None, fx=module, fy=module, interpolation=cv2.INTER_NEAREST)
    page[y : y + code.shape[0], x : x + code.shape[1]] = code
    return page


def blank() -> Pixels:
    return np.full((1754, 1240), 255, dtype=np.uint8)


@pytest.mark.parametrize("dpi", [150, 300])
def test_codes_are_read_where_they_stand(dpi: int) -> None:
    page = with_code("https://example.vn/ke-hoach", 200, 300, 6, blank())
    page = with_code("VB-2024-0012", 800, 1200, 8, page)
    page = np.asarray(cv2.resize(page, None, fx=dpi / DPI, fy=dpi / DPI, interpolation=cv2.INTER_NEAREST))
    found = find_codes(Raster(page, dpi), 3)
    assert [(mark.kind, mark.text) for mark in found] == [
        (MarkKind.CODE, "https://example.vn/ke-hoach"),
        (MarkKind.CODE, "VB-2024-0012"),
    ]
    assert found[0].box is not None
    assert (found[0].box.page, abs(found[0].box.x0 * DPI / dpi - 212) < 25) == (3, True)


def test_a_code_that_cannot_be_read_keeps_its_box() -> None:
    page = with_code("https://example.vn/ke-hoach", 200, 300, 6, blank())
    page[380:430, 290:320] = 255
    page[380:430, 320:350] = 0
    (found,) = find_codes(Raster(page, DPI), 1)
    assert (found.kind, found.text) == (MarkKind.CODE, "")
    assert found.confidence < 0.9


def test_bars_of_one_height_are_a_bar_code() -> None:
    rng = np.random.default_rng(1)
    page, x = blank(), 300
    for _ in range(40):
        wide = int(rng.integers(2, 5))
        page[200:260, x : x + wide] = 0
        x += wide + int(rng.integers(2, 6))
    (found,) = find_codes(Raster(page, DPI), 1)
    assert found.kind is MarkKind.CODE
    assert found.box is not None
    assert abs(found.box.x0 - 300) < 4


def test_text_tables_and_boxes_to_tick_are_no_codes() -> None:
    page = text_page()
    for y in range(1200, 1700, 60):
        page[y : y + 3, 100:1100] = 0
    for x in range(100, 1140, 100):
        page[1200:1683, x : x + 3] = 0
        cv2.rectangle(page, (x + 20, 1212), (x + 50, 1242), 0, 2)
    assert find_codes(Raster(page, DPI), 1) == ()
    assert find_codes(Raster(blank(), DPI), 1) == ()
