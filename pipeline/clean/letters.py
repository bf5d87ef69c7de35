"""The letter-sized pieces of a page and how well their feet line up: the measure of slant, orientation and curl."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pipeline.clean.measure import pieces, shrink_ink
from pipeline.raster import Pixels

_WORK_DPI = 150

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """Left, top, width and height of each letter-sized piece in pixels of a picture at `dpi` (150 at most).

    That picture is the page at `factor` of its size: `page_width` x `page_height` pixels.
    """

    x: Numbers
    y: Numbers
    width: Numbers
    height: Numbers
    page_width: int
    page_height: int
    dpi: float
    factor: float

    @property
    def count(self) -> int:
        """How many there are."""
        return int(self.x.size)

    @property
    def feet(self) -> Numbers:
        """The middle of the lower side of each letter: rows of x, y."""
        return np.column_stack([self.x + self.width / 2, self.y + self.height])

    def turned(self, rotation: int) -> Letters:
        """Return the letters of the page turned clockwise by `rotation` (0, 90, 180, 270 degrees)."""
        if rotation == 0:
            return self
        right, bottom = self.page_width - self.x - self.width, self.page_height - self.y - self.height
        if rotation == 180:
            return replace(self, x=right, y=bottom)
        x, y = (bottom, self.x) if rotation == 90 else (self.y, right)
        wide, tall = self.page_height, self.page_width
        return replace(self, x=x, y=y, width=self.height, height=self.width, page_width=wide, page_height=tall)


def find_letters(binary: Pixels, dpi: int) -> Letters:
    """Return the pieces of `binary` (ink 255) that are as large as letters or short words, whichever way up."""
    factor = min(1.0, _WORK_DPI / dpi)
    small = shrink_ink(binary, factor)
    found = pieces(small)
    inch = dpi * factor
    longer, shorter = found.size, np.minimum(found.width, found.height)
    chosen = (longer > 0.035 * inch) & (longer < 0.5 * inch) & (shorter > 0.015 * inch)
    x, y, width, height = (
        side[chosen].astype(np.float64) for side in (found.left, found.top, found.width, found.height)
    )
    return Letters(x, y, width, height, small.shape[1], small.shape[0], inch, factor)


def sharpness(points: Numbers, angle: float, bin_height: float = 2.0) -> float:
    """Return how sharply `points` (x, y) fall into lines that slant by `angle` degrees: the sum of squared counts.

    The counts are smoothed over three bins, so that it does not matter where a bin begins.
    """
    along = points[:, 1] - points[:, 0] * np.tan(np.radians(angle))
    counts = np.bincount(((along - along.min()) / bin_height).astype(np.int64)).astype(np.float64)
    padded = np.concatenate([[0.0, 0.0], counts, [0.0, 0.0]])
    smooth = 0.25 * padded[:-2] + 0.5 * padded[1:-1] + 0.25 * padded[2:]
    return float(smooth @ smooth)
