"""Black seals: on bilevel and grey scans a seal has the colour of print, and swallows what it was set over.

The ring is found by a Hough transform for circles; cleaning does the same for red ink.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.model import Box, Mark, MarkKind
from pipeline.ocr.marks.pieces import Pieces, find_pieces
from pipeline.ocr.ruling import Ruling
from pipeline.raster import Raster

_WORK_DPI = 100
_RING = (0.45, 1.0)  # inches: radius of a seal
_RIM = 0.05  # inches: from the middle of the outermost circle to its edge
_ROUND = 0.6  # of a circle must be there
_INK = 128
_WHITE = 255
_SURE, _LIKELY = 0.95, 0.8
_LARGE = 1.8 * _RING[0]  # inches: what is left of a worn ring is at least as wide and tall
_REACH = 2 * _RING[1] - _LARGE  # inches: so far the rest of a ring may be from it
_LONG = 1.3  # inches: longer than what a ring has of a straight line
_ACCURACY = 1.5  # pixels: of the middle of a circle
_STEP = 15  # pixels: parts of a page begin at multiples of it, so that the grid of middles is the page's
_INKED = 0.08  # of the disc is ink: an empty circle is a drawing


@dataclass(frozen=True, slots=True)
class _Circle:
    """A circle, in pixels at the resolution that circles are looked for at, and the share of ink in it."""

    x: float
    y: float
    radius: float
    inked: float


def find_black_seals(
    page: Raster, number: int, pieces: Pieces | None = None, ruling: Ruling | None = None
) -> tuple[Mark, ...]:
    """Return the seals in the grey page image `page`, outermost circles that are filled with print.

    Of several overlapping ones the largest counts. `pieces` are the pieces of ink of the page, `ruling` its rules,
    where they are known: circles are looked for only around pieces as large as a ring that are more than a table.
    """
    factor = min(1.0, _WORK_DPI / page.dpi)
    found: list[_Circle] = []
    for place in _places(page, find_pieces(page) if pieces is None else pieces, factor):
        if ruling is None or _is_more_than_rules(page, ruling, place, factor):
            found += _circles(page, place, factor)
    seals: list[_Circle] = []
    for circle in sorted(found, key=lambda circle: -circle.radius):
        if all(np.hypot(circle.x - other.x, circle.y - other.y) > other.radius for other in seals):
            seals.append(replace(circle, radius=circle.radius + _RIM * page.dpi * factor))
    return tuple(
        Mark(
            MarkKind.SEAL,
            Box(
                number,
                max(0.0, (seal.x - seal.radius) / factor),
                max(0.0, (seal.y - seal.radius) / factor),
                min(float(page.width), (seal.x + seal.radius) / factor),
                min(float(page.height), (seal.y + seal.radius) / factor),
            ),
            confidence=_SURE if seal.inked > 2 * _INKED else _LIKELY,
        )
        for seal in seals
    )


def _places(page: Raster, pieces: Pieces, factor: float) -> list[tuple[int, int, int, int]]:
    """Return the parts of the page (left, top, right, bottom) around pieces as large as a ring; none overlap."""
    large = pieces[(pieces[:, 2:4] > _LARGE * page.dpi).all(axis=1)]
    reach, step = _REACH * page.dpi, _STEP / factor
    places: list[tuple[int, int, int, int]] = []
    for left, top, wide, tall in large[:, :4].tolist():
        place = (
            round(max(0, (left - reach) // step) * step),
            round(max(0, (top - reach) // step) * step),
            min(page.width, round(left + wide + reach)),
            min(page.height, round(top + tall + reach)),
        )
        while other := next((other for other in places if _overlap(place, other)), None):
            places.remove(other)
            x0, y0, x1, y1 = zip(place, other, strict=True)
            place = min(x0), min(y0), max(x1), max(y1)
        places.append(place)
    return places


def _overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])


def _is_more_than_rules(page: Raster, ruling: Ruling, place: tuple[int, int, int, int], factor: float) -> bool:
    """Whether a piece as large as a ring is left in `place` without the rules that are longer than a seal is wide."""
    part = slice(place[1], place[3]), slice(place[0], place[2])
    level, upright = ruling.level[part], ruling.upright[part]
    long = level & (cv2.reduce(level.view(np.uint8), 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S) > _LONG * page.dpi)
    long |= upright & (cv2.reduce(upright.view(np.uint8), 0, cv2.REDUCE_SUM, dtype=cv2.CV_32S) > _LONG * page.dpi)
    if not long.any():
        return True
    rules = cv2.dilate(long.view(np.uint8), np.ones((3, 3), np.uint8))
    rest = ((page.pixels[part] < _INK) & (rules == 0)).astype(np.uint8) * _WHITE
    small = cv2.resize(rest, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) > _WHITE // 4
    joined = cv2.dilate(small.view(np.uint8), np.ones((7, 7), np.uint8))  # where a rule was, a ring is cut
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    return bool((stats[1:, 2:4] > _LARGE * page.dpi * factor).all(axis=1).any())


def _circles(page: Raster, place: tuple[int, int, int, int], factor: float) -> list[_Circle]:
    """Return the circles of the size of a seal in `place` that are filled with print."""
    inch = page.dpi * factor
    left, top = round(place[0] * factor), round(place[1] * factor)
    ink = (page.pixels[place[1] : place[3], place[0] : place[2]] < _INK).astype(np.float32)
    small = cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    picture = cv2.GaussianBlur((np.clip(2 * small, 0, 1) * _WHITE).astype(np.uint8), (0, 0), 1.2)
    low, high = _RING
    circles = cv2.HoughCircles(
        picture, cv2.HOUGH_GRADIENT_ALT, _ACCURACY, high * inch, param1=200, param2=_ROUND,
        minRadius=round(low * inch), maxRadius=round(high * inch),
    )  # fmt: skip
    found = []
    for x, y, radius in [] if circles is None else circles[0].tolist():
        inked = _inked(small, x, y, radius)
        if inked > _INKED:
            found.append(_Circle(left + x, top + y, radius, _inked(small, x, y, radius + _RIM * inch)))
    return found


def without_seals(page: Raster, seals: Sequence[Mark], *, only_rings: bool = False) -> Raster:
    """Return `page` with the discs of black `seals` painted over, or only their outermost circles."""
    pixels = page.pixels.copy()
    for box in (seal.box for seal in seals):
        if box is not None:
            centre = round((box.x0 + box.x1) / 2), round((box.y0 + box.y1) / 2)
            radius = max(box.x1 - box.x0, box.y1 - box.y0) / 2
            rim = round(2 * _RIM * page.dpi)
            thickness, middle = (rim, radius - rim / 2) if only_rings else (cv2.FILLED, radius)
            cv2.circle(pixels, centre, round(middle), _WHITE, thickness)
    return Raster(pixels, page.dpi, page.bilevel)


def _inked(small: npt.NDArray[Any], x: float, y: float, radius: float) -> float:
    """Return the share of ink in the disc inside a circle."""
    disc = np.zeros(small.shape[:2], dtype=np.uint8)
    cv2.circle(disc, (round(x), round(y)), max(1, round(0.9 * radius)), 1, cv2.FILLED)
    return float(small[disc > 0].mean())
