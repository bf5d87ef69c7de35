"""Specks go; full stops, tone marks and dotted lines stay."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.clean.measure import ink, pieces
from pipeline.clean.specks import find_specks
from pipeline.raster import Pixels
from tests.clean.drawing import text_page

DPI = 150


def speckled(page: Pixels) -> tuple[Pixels, list[tuple[int, int]]]:
    out = page.copy()
    places: list[tuple[int, int]] = []
    generator = np.random.default_rng(1)
    away = cv2.distanceTransform((page > 128).astype(np.uint8), cv2.DIST_L2, 3)
    while len(places) < 60:
        y, x = int(generator.integers(10, page.shape[0] - 10)), int(generator.integers(10, page.shape[1] - 10))
        if away[y, x] > 14:
            out[y : y + 2, x : x + 2] = 0
            places.append((y, x))
    return out, places


def test_specks_are_found_and_letters_are_not() -> None:
    page = text_page()
    dirty, places = speckled(page)
    mask = find_specks(pieces(ink(dirty)), DPI)
    assert all(mask[y, x] for y, x in places)
    assert not (mask & (page < 128)).any()


def test_dots_beside_letters_stay() -> None:
    page = text_page()
    for row in range(32):  # a full stop and a dot below in each line, of speck size
        cv2.rectangle(page, (1170, 138 + row * 44), (1182, 150 + row * 44), 0, 1)
        page[149 + row * 44 : 151 + row * 44, 1186:1188] = 0
    dirty, _ = speckled(page)
    mask = find_specks(pieces(ink(dirty)), DPI)
    assert not any(mask[150 + row * 44, 1186] for row in range(32))


def test_a_dotted_line_stays() -> None:
    page = text_page(lines=10)
    for x in range(200, 1000, 9):
        page[1200:1202, x : x + 2] = 0
    mask = find_specks(pieces(ink(page)), DPI)
    assert not mask[1195:1207].any()


def test_a_page_with_hardly_any_specks_is_left_alone() -> None:
    page = text_page()
    page[1700:1702, 600:602] = 0
    assert not find_specks(pieces(ink(page)), DPI).any()


def test_only_a_letter_within_reach_keeps_a_speck() -> None:
    """Specks stand in all directions and distances from letters; a disc of 0.075 inch around them decides."""
    page = np.full((1200, 900), 255, np.uint8)
    generator = np.random.default_rng(8)
    away: dict[tuple[int, int], float] = {}
    for row in range(20):
        for column in range(15):
            left, top = 30 + 60 * column, 30 + 60 * row
            page[top : top + 8, left : left + 8] = 0  # as large as a letter
            turn, distance = generator.uniform(0, 2 * np.pi), generator.uniform(9, 24)
            x, y = round(left + 3.5 + distance * np.cos(turn)), round(top + 3.5 + distance * np.sin(turn))
            page[y - 1 : y + 1, x - 1 : x + 1] = 0
            away[y, x] = float(np.hypot(max(left - x, 0, x - left - 7), max(top - y, 0, y - top - 7)))
    mask = find_specks(pieces(ink(page)), DPI)
    reach = 0.075 * DPI
    kept = [distance for place, distance in away.items() if not mask[place]]
    gone = [distance for place, distance in away.items() if mask[place]]
    assert min(len(kept), len(gone)) > 50
    assert max(kept) <= reach + 1
    assert min(gone) >= reach - 1
