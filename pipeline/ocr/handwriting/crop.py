"""The part of a page in which figures are looked for, brought to the scale that the reader was taught at."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.ocr.handwriting.places import Place
from pipeline.raster import Pixels, Raster

WORK_DPI = 100
"""Scale of what the reader sees."""

HEIGHT = 40
"""Rows of what the reader sees: 0.4 inch, for handwriting is taller than print."""

WIDTH = 160
"""Columns of what the reader sees; a narrower place is filled up with paper, a wider one is cut."""

BASELINE_INCHES = 0.28
"""How far under the upper edge the print's baseline stands."""

_BEFORE, _AFTER = 0.05, 0.13
"""Inches that are taken of the words before and after: their edges are not known to the pixel."""

_MOST_SQUEEZED = 1.4
_PAPER = 255
_VIEWS = ((0.9, 1.5), (1.1, -1.5))


def cut_out(page: Raster, place: Place) -> Pixels | None:
    """Return `place` of the grey `page` as the reader sees it, `HEIGHT` x `WIDTH`; None where it is too wide for it."""
    scale = WORK_DPI / page.dpi
    x0, x1 = place.x0 - _BEFORE * page.dpi, place.x1 + _AFTER * page.dpi
    y0 = place.baseline - BASELINE_INCHES * page.dpi
    wide = (x1 - x0) * scale
    if wide > _MOST_SQUEEZED * WIDTH:
        return None
    across = scale * min(1.0, WIDTH / wide)
    part, left, top = _part(page.pixels, x0, y0, x1, y0 + HEIGHT / scale)
    if part.size == 0:
        return None
    small = cv2.resize(part, None, fx=across, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    out = np.full((HEIGHT, WIDTH), _PAPER, dtype=np.uint8)
    x, y = round(left * across), round(top * scale)
    room = small[: HEIGHT - y, : WIDTH - x]
    out[y : y + room.shape[0], x : x + room.shape[1]] = room
    return out


def views(field: Pixels) -> tuple[Pixels, ...]:
    """Return `field` as it is, smaller and lower, larger and higher: its size and line are known only about."""
    line = BASELINE_INCHES * WORK_DPI
    made = [field]
    for zoom, shift in _VIEWS:
        move = np.array([[zoom, 0, 0], [0, zoom, line * (1 - zoom) + shift]])
        seen = cv2.warpAffine(field, move, (WIDTH, HEIGHT), borderMode=cv2.BORDER_CONSTANT, borderValue=_PAPER)
        made.append(seen.astype(np.uint8, copy=False))
    return tuple(made)


def _part(pixels: Pixels, x0: float, y0: float, x1: float, y1: float) -> tuple[Pixels, int, int]:
    """Return the part of `pixels` that lies inside, and how far right of and below the asked corner it begins."""
    height, width = pixels.shape[:2]
    left, top = max(0, round(x0)), max(0, round(y0))
    right, bottom = min(width, round(x1)), min(height, round(y1))
    return pixels[top : max(top, bottom), left : max(left, right)], left - round(x0), top - round(y0)
