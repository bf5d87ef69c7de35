"""The letter-sized pieces of a page and how well their feet line up: the measure of slant, orientation and curl."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pipeline.clean.measure import Pieces

_WORK_DPI = 150

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """Left, top, width and height of each letter-sized piece, in units of `dpi` to the inch (150 at most).

    These are pixels of the page times `factor`; in them it is `page_width` x `page_height` large.
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


def find_letters(found: Pieces, dpi: int) -> Letters:
    """Return those of the pieces `found` on a page that are as large as letters or short words, whichever way up."""
    factor = min(1.0, _WORK_DPI / dpi)
    longer, shorter = found.size, np.minimum(found.width, found.height)
    chosen = (longer > 0.035 * dpi) & (longer < 0.5 * dpi) & (shorter > 0.015 * dpi)
    x, y, width, height = (
        side[chosen].astype(np.float64) * factor for side in (found.left, found.top, found.width, found.height)
    )
    page_height, page_width = (round(side * factor) for side in found.labels.shape)
    return Letters(x, y, width, height, page_width, page_height, dpi * factor, factor)


def sharpness(points: Numbers, angles: Numbers, bin_height: float = 2.0) -> Numbers:
    """Return how sharply `points` (x, y) fall into lines that slant by each of `angles` (degrees).

    That is the sum of the squared counts of points in bins across the lines. The counts are smoothed over three bins,
    so that it does not matter where a bin begins.
    """
    along = points[:, 1] - np.tan(np.radians(angles))[:, None] * points[:, 0]
    bins = ((along - along.min(axis=1, keepdims=True)) / bin_height).astype(np.int64) + 2
    count = int(bins.max()) + 3
    bins += np.arange(angles.size)[:, None] * count
    counts = np.bincount(bins.ravel(), minlength=angles.size * count).reshape(angles.size, count)
    smooth = 0.25 * counts[:, :-2] + 0.5 * counts[:, 1:-1] + 0.25 * counts[:, 2:]
    return np.asarray((smooth * smooth).sum(axis=1), dtype=np.float64)
