"""The letter-sized pieces of a page and how well their feet line up: the measure of slant and orientation."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.clean.measure import as_pixels, pieces
from pipeline.raster import Pixels

_WORK_DPI = 150

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """Left, top, width and height of each letter-sized piece, in pixels at about 150 dpi."""

    x: Numbers
    y: Numbers
    width: Numbers
    height: Numbers

    @property
    def count(self) -> int:
        """How many there are."""
        return int(self.x.size)


def find_letters(binary: Pixels, dpi: int) -> Letters:
    """Return the pieces of `binary` (ink 255) that are as large as letters or short words, whichever way up."""
    factor = min(1.0, _WORK_DPI / dpi)
    small = binary
    if factor < 1:
        shrunk = cv2.resize(binary, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        small = as_pixels(np.where(shrunk > 90, 255, 0))
    found = pieces(small)
    inch = dpi * factor
    longer, shorter = np.maximum(found.width, found.height), np.minimum(found.width, found.height)
    chosen = (longer > 0.035 * inch) & (longer < 0.5 * inch) & (shorter > 0.015 * inch)
    x, y, width, height = (
        side[chosen].astype(np.float64) for side in (found.left, found.top, found.width, found.height)
    )
    return Letters(x, y, width, height)


def sharpness(points: Numbers, angle: float, bin_height: float = 2.0) -> float:
    """Return how sharply `points` (x, y) fall into lines that slant by `angle` degrees: the sum of squared counts.

    The counts are smoothed over three bins, so that it does not matter where a bin begins.
    """
    along = points[:, 1] - points[:, 0] * np.tan(np.radians(angle))
    counts = np.bincount(((along - along.min()) / bin_height).astype(np.int64))
    return float((np.convolve(counts, (0.25, 0.5, 0.25)) ** 2).sum())
