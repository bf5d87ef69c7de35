"""Rules are found as on the whole page, whatever stands around them; islands hold all there is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ocr.ruling import find_ruling, islands
from pipeline.raster import Pixels, Raster

_SPOT = st.tuples(st.integers(0, 399), st.integers(0, 399), st.integers(1, 200), st.integers(1, 9), st.booleans())


def page_of(spots: list[tuple[int, int, int, int, bool]]) -> Pixels:
    """A white page with black bars: left, top, length, thickness, and whether each is level."""
    page = np.full((400, 403), 255, np.uint8)
    for x, y, length, thickness, is_level in spots:
        wide, tall = (length, thickness) if is_level else (thickness, length)
        page[y : y + tall, x : x + wide] = 0
    return page


def straight(dark: Pixels, dpi: int, *, level: bool) -> Pixels:
    """What the method says, done on the whole page."""

    def bar(inches: float, *, along: bool) -> Pixels:
        size = max(3, round(inches * dpi))
        return np.ones((1, size) if along == level else (size, 1), np.uint8)

    thick = cv2.dilate(dark, np.ones((2, 1) if level else (1, 2), np.uint8))
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, bar(0.16, along=True))
    bridged = cv2.morphologyEx(runs, cv2.MORPH_CLOSE, bar(0.08, along=True))
    long = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, bar(0.35, along=True))
    solid = cv2.morphologyEx(long, cv2.MORPH_OPEN, bar(0.06, along=False))
    return np.asarray((long > 0) & (solid == 0), dtype=np.uint8)


@settings(deadline=None, max_examples=25)
@given(st.lists(_SPOT, max_size=25), st.sampled_from([72, 100, 150, 240]))
def test_rules_are_those_of_the_whole_page(spots: list[tuple[int, int, int, int, bool]], dpi: int) -> None:
    page = page_of(spots)
    found = find_ruling(Raster(page, dpi))
    dark = np.asarray(page == 0, dtype=np.uint8)
    assert np.array_equal(found.level, straight(dark, dpi, level=True) > 0)
    assert np.array_equal(found.upright, straight(dark, dpi, level=False) > 0)


@pytest.mark.parametrize("grey", [255, 0])
def test_a_page_of_one_colour_has_no_rules(grey: int) -> None:
    found = find_ruling(Raster(np.full((300, 200), grey, np.uint8), 100))
    assert not found.level.any()
    assert not found.upright.any()


@settings(deadline=None, max_examples=25)
@given(st.lists(_SPOT, max_size=12), st.integers(0, 6))
def test_islands_hold_every_pixel_once_and_part_no_piece(
    spots: list[tuple[int, int, int, int, bool]], reach: int
) -> None:
    mask = page_of(spots) == 0
    seen = np.zeros(mask.shape, dtype=np.int64)
    pieces = 0
    for island in islands(mask, reach):
        height, width = island.mask.shape
        seen[island.top : island.top + height, island.left : island.left + width] += island.mask
        wide = cv2.dilate(island.mask.astype(np.uint8), np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
        pieces += cv2.connectedComponents(wide, connectivity=8)[0] - 1
    assert np.array_equal(seen, mask.astype(np.int64))
    whole = cv2.dilate(mask.astype(np.uint8), np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    assert pieces == cv2.connectedComponents(whole, connectivity=8)[0] - 1
