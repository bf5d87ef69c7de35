"""The way of a point from the drawn page to its scan: warp of the sheet, curl of the paper, scale and turns."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from pipeline.model import Box
from pipeline.raster import Transform

CURL_WAVES = 1.5
"""Half waves of a curled sheet over its width."""


@dataclass(frozen=True, slots=True)
class Way:
    """First `warp`, then a sine curl of `curl` pixels over `width` pixels, then `after` (scale, quarter turns)."""

    warp: Transform
    after: Transform
    curl: float = 0.0
    width: int = 1

    @property
    def flat(self) -> Transform:
        """The way without the curl, which is a few pixels."""
        return chained(self.warp, self.after)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where the point (x, y) of the drawn page lies in the scan."""
        x, y = self.warp.point(x, y)
        y -= self.curl * math.sin(x / self.width * math.pi * CURL_WAVES)
        return self.after.point(x, y)

    def box(self, box: Box, width: int, height: int) -> Box:
        """Return the upright rectangle around where `box` goes, cut to a scan of `width` x `height` pixels."""
        ends = [self.point(x, y) for x in (box.x0, (box.x0 + box.x1) / 2, box.x1) for y in (box.y0, box.y1)]
        xs = [min(max(0.0, x), float(width)) for x, _ in ends]
        ys = [min(max(0.0, y), float(height)) for _, y in ends]
        return Box(box.page, round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1))

    def turned(self, quarter_turns: int, width: int, height: int) -> Way:
        """Return the way where the scan, of `width` x `height` pixels, is then turned clockwise by quarters."""
        turn = {
            0: Transform(),
            1: Transform((0.0, -1.0, float(height), 1.0, 0.0, 0.0, 0.0, 0.0, 1.0)),
            2: Transform((-1.0, 0.0, float(width), 0.0, -1.0, float(height), 0.0, 0.0, 1.0)),
            3: Transform((0.0, 1.0, 0.0, -1.0, 0.0, float(width), 0.0, 0.0, 1.0)),
        }[quarter_turns % 4]
        return replace(self, after=chained(self.after, turn))

    def slant(self, width: int, height: int) -> float:
        """Return the slant, in degrees and clockwise positive, of the level line through the middle of a drawn page.

        The page is `width` x `height` pixels. Quarter turns are taken off: the result lies between -45 and 45.
        """
        x0, y0 = self.flat.point(width * 0.25, height / 2)
        x1, y1 = self.flat.point(width * 0.75, height / 2)
        angle = math.degrees(math.atan2(y1 - y0, x1 - x0))
        return (angle + 45.0) % 90.0 - 45.0


def chained(first: Transform, second: Transform) -> Transform:
    """Return the map that does `first`, then `second`.

    >>> double = Transform((2.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 1.0))
    >>> chained(double, double).point(1, 2)
    (4.0, 8.0)
    """
    product = np.reshape(second.matrix, (3, 3)) @ np.reshape(first.matrix, (3, 3))
    return Transform(tuple(float(value) for value in product.ravel()))
