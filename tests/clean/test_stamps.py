"""Rings, frames, half seals and pen strokes are told from letters, ghosts and the fringe of black print."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.measure import Mask
from pipeline.clean.stamps import Found, find_pen, find_stamps
from pipeline.model import MarkKind
from pipeline.raster import Pixels
from tests.clean.drawing import text_page

DPI = 150
LEAST = 30


def empty() -> Pixels:
    return np.zeros((1754, 1240), dtype=np.uint8)


def kinds(mask: Pixels) -> list[MarkKind]:
    return [found.kind for found in find_stamps(mask > 0, DPI)[1]]


def framed(degrees: float, text: str = "HOA TOC") -> Pixels:
    mask = empty()
    points = cv2.boxPoints(((400.0, 500.0), (240.0, 70.0), degrees))
    cv2.polylines(mask, [points.astype(np.int32)], isClosed=True, color=255, thickness=4)
    letters = empty()
    cv2.putText(letters, text, (310, 515), cv2.FONT_HERSHEY_COMPLEX, 1.0, 255, 2)
    turning = cv2.getRotationMatrix2D((400, 500), -degrees, 1.0)
    return np.maximum(mask, cv2.warpAffine(letters, turning, (1240, 1754))).astype(np.uint8)


@pytest.mark.parametrize("degrees", [0.0, -35.0, -60.0, 20.0])
def test_a_frame_is_a_stamp_and_goes_with_its_letters(degrees: float) -> None:
    mask = framed(degrees)
    region, found = find_stamps(mask > 0, DPI)
    assert [each.kind for each in found] == [MarkKind.STAMP]
    assert region[mask > 0].mean() > 0.98
    ys, xs = np.nonzero(mask)
    assert abs(found[0].x0 - xs.min()) < 6
    assert abs(found[0].y1 - ys.max()) < 6


def test_letters_without_a_frame_stay() -> None:
    mask = empty()
    cv2.putText(mask, "PHO GIAM DOC", (400, 500), cv2.FONT_HERSHEY_COMPLEX, 0.8, 255, 2)
    region, found = find_stamps(mask > 0, DPI)
    assert not found
    assert not region.any()


def test_a_patchy_ghost_is_no_stamp() -> None:
    rng = np.random.default_rng(3)
    mask = empty()
    cv2.circle(mask, (500, 600), 110, 255, 10)
    cv2.circle(mask, (500, 600), 70, 255, 10)
    blotch = cv2.GaussianBlur(rng.normal(size=mask.shape).astype(np.float32), (0, 0), 4)
    assert kinds(np.where(blotch > 0.04, mask, 0).astype(np.uint8)) == []


@pytest.mark.parametrize(("centre", "covered"), [(1239, 0), (1270, 0), (1125, 1180)])
def test_part_of_a_ring_at_the_edge_is_half_a_seal(centre: int, covered: int) -> None:
    mask = empty()
    cv2.circle(mask, (centre, 900), 110, 255, 6)
    cv2.circle(mask, (centre, 900), 80, 255, 3)
    mask[:, :covered] = 0  # by the sheet above
    assert kinds(mask) == [MarkKind.HALF_SEAL]


def test_a_stripe_of_the_scanner_at_the_edge_is_nothing() -> None:
    mask = empty()
    mask[900:1200, 1225:1240] = 255
    mask[1700:1708, 20:300] = 255
    assert kinds(mask) == []


def pen_page(strength: int) -> tuple[Pixels, Pixels]:
    """Return the grey of a page of print with a blue scrawl, and how blue it is."""
    grey = text_page()
    scrawl = empty()
    cv2.ellipse(scrawl, (900, 1500), (60, 30), 20, 0, 300, 255, 4)
    blue = np.where(scrawl > 0, strength, 0).astype(np.uint8)
    return np.where(scrawl > 0, 90, grey).astype(np.uint8), blue


def found_pen(grey: Pixels, blue: Pixels) -> list[Found]:
    return list(find_pen(blue, LEAST, grey, DPI))


def test_a_pen_is_found_where_it_wrote() -> None:
    (found,) = found_pen(*pen_page(120))
    assert found.kind is MarkKind.HANDWRITING
    assert found.x0 < 860
    assert found.x1 > 940
    assert found.y1 - found.y0 < 90


def test_the_pale_fringe_of_black_print_is_no_pen() -> None:
    grey = text_page()
    fringe = cv2.dilate((grey < 128).astype(np.uint8), np.ones((3, 3), np.uint8)) - (grey < 128)
    assert found_pen(grey, (fringe * 45).astype(np.uint8)) == []
    assert found_pen(grey, (fringe * 80).astype(np.uint8)) == []


@given(st.integers(0, 2**32 - 1), st.sampled_from([72, 100, 300, 600]))
@settings(deadline=None, max_examples=20)
def test_any_ink_gives_boxes_on_the_page(seed: int, dpi: int) -> None:
    rng = np.random.default_rng(seed)
    blotch = cv2.GaussianBlur(rng.normal(size=(400, 300)).astype(np.float32), (0, 0), float(rng.uniform(0.5, 6)))
    mask: Mask = blotch > rng.uniform(-0.1, 0.3)
    region, found = find_stamps(mask, dpi)
    assert not (region & ~mask).any()
    assert all(each.x0 < each.x1 and each.y0 < each.y1 for each in found)
