"""The image of one page, as it travels between ingest, clean, ocr and synth."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from pipeline.model import Box

Pixels = npt.NDArray[np.uint8]

VIEW_DPI = 150
"""Resolution of the copy of a page image that is kept for looking at."""


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """One page image.

    `pixels` has shape (height, width) for grey or (height, width, 3) for colour in **BGR** order (OpenCV's), dtype
    uint8, 255 = white; a bilevel page is grey with the values 0 and 255 and `bilevel` set. `dpi` is the resolution
    in dots per inch, estimated where the file does not say.
    """

    pixels: Pixels
    dpi: int
    bilevel: bool = False

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.pixels.shape[0])

    @property
    def is_colour(self) -> bool:
        """Whether the pixels have three channels."""
        return self.pixels.ndim == 3


@dataclass(frozen=True, slots=True)
class Bend:
    """How far the points of a page image lie from where they should: a grid of shifts in y, over the whole image.

    `lift` has rows of equal length, at least 2 x 2: the shift in pixels at evenly spaced points, the first and last
    of each row and column on the edges of an image of `width` x `height` pixels. Between them it is linear.
    """

    width: float
    height: float
    lift: tuple[tuple[float, ...], ...]

    def shift(self, x: float, y: float) -> float:
        """Return how much lower the paper that belongs at (x, y) lies; outside, that of the nearest edge."""
        rows, columns = len(self.lift) - 1, len(self.lift[0]) - 1
        u = min(max(x / self.width, 0.0), 1.0) * columns
        v = min(max(y / self.height, 0.0), 1.0) * rows
        column, row = min(int(u), columns - 1), min(int(v), rows - 1)
        u, v = u - column, v - row
        above, below = self.lift[row], self.lift[row + 1]
        upper = above[column] * (1 - u) + above[column + 1] * u
        lower = below[column] * (1 - u) + below[column + 1] * u
        return upper * (1 - v) + lower * v


@dataclass(frozen=True, slots=True)
class Transform:
    """A map of points (x, y) from one page image to another: a shift by `bend`, then a projective map.

    `matrix` is 3 x 3 in row order. Cleaning returns the map from the cleaned image back to the original, so that
    boxes can be traced to the paper; `bend` is set where the sheet was curled.
    """

    matrix: tuple[float, ...] = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
    bend: Bend | None = None

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where (x, y) goes."""
        if self.bend is not None:
            y += self.bend.shift(x, y)
        a, b, c, d, e, f, g, h, i = self.matrix
        w = g * x + h * y + i
        return (a * x + b * y + c) / w, (d * x + e * y + f) / w

    def box(self, box: Box, width: int, height: int) -> Box:
        """Return the upright rectangle around where `box` goes, cut to an image of `width` x `height` pixels."""
        corners = [self.point(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        return _around(box.page, corners, width, height)

    def point_back(self, x: float, y: float) -> tuple[float, float]:
        """Return which point goes to (x, y), to a pixel where the sheet was curled."""
        a, b, c, d, e, f, g, h, i = self.matrix
        # the adjugate of the matrix: its inverse but for a factor, which falls out
        u = (e * i - f * h) * x + (c * h - b * i) * y + (b * f - c * e)
        v = (f * g - d * i) * x + (a * i - c * g) * y + (c * d - a * f)
        w = (d * h - e * g) * x + (b * g - a * h) * y + (a * e - b * d)
        u, v = u / w, v / w
        if self.bend is not None:
            v -= self.bend.shift(u, v - self.bend.shift(u, v))
        return u, v

    def box_back(self, box: Box, width: int, height: int) -> Box:
        """Return the upright rectangle around what goes to the corners of `box`, cut to `width` x `height` pixels."""
        corners = [self.point_back(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        return _around(box.page, corners, width, height)


def _around(page: int, corners: Sequence[tuple[float, float]], width: int, height: int) -> Box:
    xs = [min(max(0.0, x), width) for x, _ in corners]
    ys = [min(max(0.0, y), height) for _, y in corners]
    return Box(page, round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1))


def viewing_copy(raster: Raster) -> bytes:
    """Return a JPEG of the page at `VIEW_DPI` or less, for looking at."""
    image = Image.fromarray(raster.pixels)
    scale = min(1.0, VIEW_DPI / max(1, raster.dpi))
    if scale < 1:
        size = (max(1, round(raster.width * scale)), max(1, round(raster.height * scale)))
        way = Image.Resampling.BOX if raster.bilevel else Image.Resampling.LANCZOS
        image = image.resize(size, way, reducing_gap=1.0)  # a fifth of the time, and as good to look at
    if raster.is_colour:
        image = Image.merge("RGB", image.split()[::-1])  # pixels are blue, green, red; fewer after shrinking
    out = io.BytesIO()
    image.save(out, "JPEG", quality=75, optimize=True)
    return out.getvalue()
