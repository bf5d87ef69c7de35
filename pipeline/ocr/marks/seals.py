"""Black seals: on bilevel and grey scans a seal has the colour of print, and swallows what it was set over.

The ring is found by a Hough transform for circles; cleaning does the same for red ink.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.model import Box, Mark, MarkKind
from pipeline.ocr.marks.pieces import Pieces, find_pieces
from pipeline.raster import Raster

_WORK_DPI = 100
_RING = (0.45, 1.0)  # inches: radius of a seal
_RIM = 0.05  # inches: from the middle of the outermost circle to its edge
_ROUND = 0.6  # of a circle must be there
_INK = 128
_WHITE = 255
_SURE, _LIKELY = 0.95, 0.8
_INKED = 0.08  # of the disc is ink: an empty circle is a drawing


def find_black_seals(page: Raster, number: int, pieces: Pieces | None = None) -> tuple[Mark, ...]:
    """Return the seals in the grey page image `page`, outermost circles that are filled with print.

    Of several overlapping ones the largest counts. `pieces` are the pieces of ink of the page, where they are known:
    a page on which none is as large as a ring costs nothing more.
    """
    stats = find_pieces(page) if pieces is None else pieces
    wide, tall = stats[:, 2] / page.dpi, stats[:, 3] / page.dpi
    if not ((wide > 1.8 * _RING[0]) & (tall > 1.8 * _RING[0])).any():
        return ()
    factor = min(1.0, _WORK_DPI / page.dpi)
    inch = page.dpi * factor
    ink = (page.pixels < _INK).astype(np.float32)
    small = cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    picture = cv2.GaussianBlur((np.clip(2 * small, 0, 1) * _WHITE).astype(np.uint8), (0, 0), 1.2)
    low, high = _RING
    circles = cv2.HoughCircles(
        picture, cv2.HOUGH_GRADIENT_ALT, 1.5, high * inch, param1=200, param2=_ROUND,
        minRadius=round(low * inch), maxRadius=round(high * inch),
    )  # fmt: skip
    found: list[tuple[float, float, float]] = []
    for x, y, radius in sorted([] if circles is None else circles[0].tolist(), key=lambda circle: -circle[2]):
        apart = all(np.hypot(x - other[0], y - other[1]) > other[2] for other in found)
        if apart and _inked(small, x, y, radius) > _INKED:
            found.append((x, y, radius + _RIM * inch))
    return tuple(
        Mark(
            MarkKind.SEAL,
            Box(
                number,
                max(0.0, (x - radius) / factor),
                max(0.0, (y - radius) / factor),
                min(float(page.width), (x + radius) / factor),
                min(float(page.height), (y + radius) / factor),
            ),
            confidence=_SURE if _inked(small, x, y, radius) > 2 * _INKED else _LIKELY,
        )
        for x, y, radius in found
    )


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
