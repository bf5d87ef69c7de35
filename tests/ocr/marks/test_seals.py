"""A black seal is a circle filled with print; its disc or its ring can be painted over."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.model import MarkKind
from pipeline.ocr.marks.seals import find_black_seals, without_seals
from pipeline.ocr.ruling import find_ruling
from pipeline.raster import Pixels, Raster
from tests.clean.drawing import text_page


def sealed(dpi: int = 150) -> Pixels:
    page = text_page()
    page[700:1000, 500:900] = 255
    cv2.circle(page, (700, 850), 110, 0, 6)
    cv2.circle(page, (700, 850), 80, 0, 3)
    cv2.putText(page, "SO Y TE", (635, 860), cv2.FONT_HERSHEY_COMPLEX, 0.9, 0, 2)
    cv2.line(page, (600, 900), (900, 840), 0, 4)
    return np.asarray(cv2.resize(page, None, fx=dpi / 150, fy=dpi / 150), dtype=np.uint8)


@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_a_seal_is_found_at_any_resolution(dpi: int) -> None:
    (found,) = find_black_seals(Raster(sealed(dpi), dpi), 2)
    assert found.kind is MarkKind.SEAL
    assert found.box is not None
    assert found.box.page == 2
    assert abs((found.box.x0 + found.box.x1) / 2 / dpi - 700 / 150) < 0.05
    assert abs((found.box.x1 - found.box.x0) / dpi - 2 * 118 / 150) < 0.12


def test_an_empty_circle_and_print_are_no_seal() -> None:
    page = text_page()
    page[700:1000, 500:900] = 255
    cv2.circle(page, (700, 850), 110, 0, 3)
    assert find_black_seals(Raster(page, 150), 1) == ()
    assert find_black_seals(Raster(text_page(), 150), 1) == ()


def test_rules_hide_no_seal_and_are_none() -> None:
    page = text_page()
    page[200:1300, 150:1100] = 255
    for y in range(200, 1301, 100):
        cv2.line(page, (150, y), (1100, y), 0, 3)
    for x in (150, 400, 700, 1100):
        cv2.line(page, (x, 200), (x, 1300), 0, 3)
    raster = Raster(page, 150)
    assert find_black_seals(raster, 1, ruling=find_ruling(raster)) == ()
    raster = Raster(np.minimum(page, sealed()), 150)
    (found,) = find_black_seals(raster, 1, ruling=find_ruling(raster))
    assert found.box is not None
    assert abs((found.box.x0 + found.box.x1) / 2 - 700) < 8
    assert abs((found.box.y0 + found.box.y1) / 2 - 850) < 8


def test_the_disc_or_only_the_ring_is_painted_over() -> None:
    page = Raster(sealed(), 150)
    seals = find_black_seals(page, 1)
    bare, ringless = without_seals(page, seals), without_seals(page, seals, only_rings=True)
    disc = np.zeros(page.pixels.shape, np.uint8)
    cv2.circle(disc, (700, 850), 112, 1, cv2.FILLED)
    assert bare.pixels[disc > 0].min() == 255
    assert (ringless.pixels[820:880, 640:760] < 128).any()
    ring = np.zeros(page.pixels.shape, np.uint8)
    cv2.circle(ring, (700, 850), 110, 1, 4)
    assert ringless.pixels[ring > 0].mean() > 245
    assert np.array_equal(bare.pixels[:600], page.pixels[:600])
