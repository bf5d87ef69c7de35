"""The image of one page, as it travels between ingest, clean, ocr and synth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.model import Box

Pixels = npt.NDArray[np.uint8]


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
class Transform:
    """A projective map of points (x, y) from one page image to another, as a 3 x 3 matrix in row order.

    Cleaning returns the map from the cleaned image back to the original, so that boxes can be traced to the paper.
    """

    matrix: tuple[float, ...] = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where (x, y) goes."""
        a, b, c, d, e, f, g, h, i = self.matrix
        w = g * x + h * y + i
        return (a * x + b * y + c) / w, (d * x + e * y + f) / w

    def box(self, box: Box, width: int, height: int) -> Box:
        """Return the upright rectangle around where `box` goes, cut to an image of `width` x `height` pixels."""
        corners = [self.point(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        xs = [min(max(0.0, x), width) for x, _ in corners]
        ys = [min(max(0.0, y), height) for _, y in corners]
        return Box(box.page, round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1))
