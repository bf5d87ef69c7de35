"""What the treatments measure a page with: a histogram, a binary picture of its ink, its pieces, its grain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.raster import Pixels

WHITE = 255

_TILE = 128
_TILES_A_SIDE = 6

Counts = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The connected pieces of ink of a page: `labels` (0 = paper), and per piece box and area in pixels."""

    labels: npt.NDArray[np.int32]
    left: npt.NDArray[np.int32]
    top: npt.NDArray[np.int32]
    width: npt.NDArray[np.int32]
    height: npt.NDArray[np.int32]
    area: npt.NDArray[np.int32]

    @property
    def size(self) -> npt.NDArray[np.int32]:
        """The longer side of the box of each piece."""
        return np.maximum(self.width, self.height)

    def mask(self, chosen: npt.NDArray[np.bool_], step: int = 1) -> npt.NDArray[np.bool_]:
        """Return the pixels of the chosen pieces, of every `step`-th row and column.

        `chosen` has one entry per piece, without the paper.
        """
        table = np.concatenate([[False], chosen])
        picked: npt.NDArray[np.bool_] = np.take(table, self.labels[::step, ::step])
        return picked


def as_pixels(array: npt.NDArray[Any]) -> Pixels:
    """Return `array`, which OpenCV gave, as what it is: uint8 pixels."""
    return array.astype(np.uint8, copy=False)


def shrink(grey: Pixels, factor: float) -> Pixels:
    """Return `grey` at `factor` (at most 1) of its size, each pixel the mean of those it stands for."""
    if factor >= 1:
        return grey
    size = (max(1, round(grey.shape[1] * factor)), max(1, round(grey.shape[0] * factor)))
    return as_pixels(cv2.resize(grey, size, interpolation=cv2.INTER_AREA))


def shrink_ink(binary: Pixels, factor: float) -> Pixels:
    """Return `binary` (ink 255) at `factor` of its size, still of 0 and 255: ink is what is over a third ink."""
    if factor >= 1:
        return binary
    _, small = cv2.threshold(shrink(binary, factor), 90, WHITE, cv2.THRESH_BINARY)
    return as_pixels(small)


def histogram(grey: Pixels) -> Counts:
    """Return how many pixels have each of the 256 levels."""
    counts: Counts = cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel().astype(np.float64)
    return counts


def percentile(counts: Counts, share: float) -> float:
    """Return the level below or at which `share` (0 to 1) of the counted pixels lie; 0 where none was counted."""
    total = np.cumsum(counts)
    return float(np.searchsorted(total, share * total[-1])) if total[-1] else 0.0


def otsu(counts: Counts) -> float:
    """Return the level that parts ink from paper best (N. Otsu, "A Threshold Selection Method", 1979)."""
    levels = np.arange(counts.size)
    below = np.cumsum(counts)
    mass = np.cumsum(counts * levels)
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        between = below * above * (mass / below - (mass[-1] - mass) / above) ** 2
    return float(np.argmax(np.nan_to_num(between)))


def ink(grey: Pixels) -> Pixels:
    """Return a picture of `grey` in which ink is 255 and paper 0.

    The threshold is Otsu's, but never nearer to the paper than a fifth of the way to black, so that the grain of an
    empty page is not taken for ink.
    """
    counts = histogram(grey)
    level = min(otsu(counts), _paper_level(counts) * 0.8)
    _, binary = cv2.threshold(grey, level, WHITE, cv2.THRESH_BINARY_INV)
    return as_pixels(binary)


def paper_level(grey: Pixels) -> float:
    """Return the grey level of the paper: the most frequent one of the brighter half."""
    return _paper_level(histogram(grey))


def _paper_level(counts: Counts) -> float:
    return float(128 + int(np.argmax(counts[128:])))


def pieces(binary: Pixels) -> Pieces:
    """Return the 8-connected pieces of the non-zero pixels of `binary`."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(binary, connectivity=8, ltype=cv2.CV_32S)
    found = stats[1:].astype(np.int32)
    return Pieces(
        labels.astype(np.int32, copy=False),
        found[:, cv2.CC_STAT_LEFT],
        found[:, cv2.CC_STAT_TOP],
        found[:, cv2.CC_STAT_WIDTH],
        found[:, cv2.CC_STAT_HEIGHT],
        found[:, cv2.CC_STAT_AREA],
    )


def grain(grey: Pixels) -> float:
    """Return the noise of the page as a standard deviation in grey levels.

    Source: J. Immerkær, "Fast Noise Variance Estimation" (1996), taken on the paper only: the median of the
    absolute response, which strokes do not move. Measured on 36 tiles spread over the page, which are enough.
    """
    sample = _tiles(grey)
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], dtype=np.float32)
    response = np.abs(cv2.filter2D(sample, cv2.CV_32F, kernel))
    inner = np.ones(sample.shape, dtype=np.bool_)
    inner[:: min(_TILE, grey.shape[0])] = False  # the filter sees two tiles there
    paper = inner & (sample > 0.75 * paper_level(sample))
    return float(np.median(response[paper])) / (0.6745 * 6) if paper.any() else 0.0


def _tiles(grey: Pixels) -> Pixels:
    """Return tiles from all over `grey` (all of it where it is small), one under the other."""
    height, width = grey.shape
    if height * width <= _TILE * _TILE * _TILES_A_SIDE**2 or min(height, width) < _TILE:
        return grey
    tops = np.linspace(0, height - _TILE, _TILES_A_SIDE).astype(int)
    lefts = np.linspace(0, width - _TILE, _TILES_A_SIDE).astype(int)
    return np.vstack([grey[top : top + _TILE, left : left + _TILE] for top in tops for left in lefts])
