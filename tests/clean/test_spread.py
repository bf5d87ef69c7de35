"""An open book is two pages; a wide table, two columns under one title and a portrait page are one."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline import process
from pipeline.clean import clean_page
from pipeline.ingest import ImageInput
from pipeline.model import Box
from pipeline.raster import Pixels, Raster
from pipeline.settings import Clean, Settings
from tests.clean.drawing import slanted, text_page


def book(left_slant: float = 0.0, right_slant: float = 0.0) -> Pixels:
    """Two pages of about 150 dpi side by side, with the shadow of the gutter."""
    both = np.hstack([slanted(text_page(lines=14), left_slant), slanted(text_page(lines=20), right_slant)])
    both[:, 1236:1244] = 90
    return both


def cut(picture: Pixels, box: Box) -> Pixels:
    return picture[round(box.y0) : round(box.y1), round(box.x0) : round(box.x1)]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_book_is_parted_at_its_gutter(rotation: int) -> None:
    picture = np.ascontiguousarray(np.rot90(book(), rotation // 90))
    done = clean_page(Raster(picture, 150), Clean())
    assert len(done.halves) == 2
    assert done.rotation == rotation
    assert "spread" in [step.name for step in done.steps]
    upright = [np.ascontiguousarray(np.rot90(cut(picture, box), -rotation // 90)) for box in done.halves]
    for half, ink in zip(upright, (text_page(lines=14), text_page(lines=20)), strict=True):
        assert half.shape == pytest.approx((1754, 1240), abs=60)
        assert (half < 60).sum() == pytest.approx((ink < 60).sum(), rel=0.02), "the left page comes first"


def test_one_page_is_one() -> None:
    assert clean_page(Raster(text_page(), 150), Clean()).halves == ()


def test_a_title_across_the_middle_makes_it_one_page() -> None:
    picture = book()
    picture[60:140] = 255
    for x in range(900, 1600, 66):
        cv2.putText(picture, "KE", (x, 120), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 0, 3)
    picture[:, 1236:1244] = 255
    assert clean_page(Raster(picture, 150), Clean()).halves == ()


def test_a_wide_table_is_one_page() -> None:
    picture = book()
    picture[:, 1236:1244] = 255
    for y in range(120, 1000, 88):
        cv2.line(picture, (100, y), (2400, y), 0, 3)
    assert clean_page(Raster(picture, 150), Clean()).halves == ()


@pytest.mark.slow
def test_the_left_page_is_read_before_the_right_one() -> None:
    picture = book(0.8, -0.6)
    reading = process._read_image(ImageInput(Raster(picture, 150)), 1, Settings())
    assert (reading.page.number, reading.page.width, reading.page.height) == (1, 2480, 1754)
    sides = [line.box.x0 > 1240 for line in reading.lines if line.box]
    assert len(sides) > 25
    assert sides == sorted(sides), "no line of the right page stands before one of the left page"
    for line in reading.lines:
        assert line.box is not None
        assert picture[int(line.box.y0) : int(line.box.y1), int(line.box.x0) : int(line.box.x1)].min() < 60


def test_specks_in_the_gutter_are_no_words() -> None:
    picture = book()
    for row in (300, 800, 1200):  # each beside a line of print, as large as a letter
        picture[row : row + 18, 1200:1212] = 0
    assert len(clean_page(Raster(picture, 150), Clean()).halves) == 2
