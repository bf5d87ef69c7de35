"""A bent sheet comes out flat and is traced back; a flat one is left alone."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from pipeline.clean import clean_page
from pipeline.clean.curl import find_curl
from pipeline.clean.letters import Letters, find_letters
from pipeline.clean.measure import ink, pieces
from pipeline.raster import Pixels, Raster
from pipeline.settings import Clean
from tests.clean.drawing import slanted, text_page

DPI = 150
AS_IT_IS = Clean(target_dpi=DPI)


def curled(page: Pixels, pixels: float) -> Pixels:
    """Return `page` bent like a sheet that was held by one side."""
    height, width = page.shape
    columns = np.arange(width, dtype=np.float32)
    lift = pixels * np.sin(columns / width * math.pi * 1.5)
    x = np.broadcast_to(columns, (height, width)).astype(np.float32)
    y = (np.arange(height)[:, None] + lift[None, :]).astype(np.float32)
    return cv2.remap(page, x, y, cv2.INTER_LINEAR, borderValue=255).astype(np.uint8)


def letters_of(page: Pixels) -> Letters:
    return find_letters(pieces(ink(page)), DPI)


def raggedness(page: Pixels) -> float:
    """How far, in pixels, the lines of `page` are from level: how blurred their sum along the page is."""
    profile = (page < 128).sum(axis=1).astype(np.float64)
    return float(1 / np.abs(np.diff(profile)).max())


@pytest.mark.parametrize("pixels", [5.0, -8.0, 15.0, 25.0])
@pytest.mark.parametrize("lines", [32, 8])
def test_a_bent_page_comes_out_flat(pixels: float, lines: int) -> None:
    page = text_page(lines=lines)
    bent = curled(page, pixels)
    done = clean_page(Raster(bent, DPI), AS_IT_IS)
    assert "curl" in [step.name for step in done.steps]
    assert raggedness(done.raster.pixels) < 0.6 * raggedness(bent)
    assert raggedness(done.raster.pixels) < 2.5 * raggedness(page)


def test_places_are_traced_back_through_the_bend() -> None:
    page = text_page()
    cv2.rectangle(page, (600, 1600), (640, 1640), 0, cv2.FILLED)
    bent = curled(slanted(page, 0.9), 12)
    done = clean_page(Raster(bent, DPI), AS_IT_IS)
    assert done.to_original.bend is not None
    dark = cv2.erode((done.raster.pixels < 128).astype(np.uint8), np.ones((25, 25), np.uint8))
    ys, xs = np.nonzero(dark)
    assert ys.size
    for x, y in zip(xs[::20].tolist(), ys[::20].tolist(), strict=True):
        back_x, back_y = done.to_original.point(x, y)
        assert bent[round(back_y), round(back_x)] < 60
        again_x, again_y = done.to_original.point_back(back_x, back_y)
        assert (again_x, again_y) == pytest.approx((x, y), abs=1.5)


@pytest.mark.parametrize("lines", [1, 3, 8, 32])
def test_a_flat_page_is_left_alone(lines: int) -> None:
    page = text_page(lines=lines)
    assert find_curl(letters_of(page), np.eye(3), page.shape[1], page.shape[0], DPI) is None


def test_a_picture_without_lines_has_no_bend() -> None:
    noise = (np.random.default_rng(1).random((900, 700)) < 0.03).astype(np.uint8) * 255
    assert find_curl(find_letters(pieces(noise), DPI), np.eye(3), 700, 900, DPI) is None
    assert find_curl(find_letters(pieces(np.zeros((90, 70), np.uint8)), DPI), np.eye(3), 70, 90, DPI) is None
