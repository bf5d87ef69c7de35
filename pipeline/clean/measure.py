"""What the treatments measure a page with: a histogram, a binary picture of its ink, its pieces, its grain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.raster import Pixels

WHITE = 255

_TILE = 128
_TILES_A_SIDE = 6
_BLOCK = 8  # pixels
_SAMPLE = 1_500_000  # pixels; more do not make a threshold better
_STEP_COST, _LOOKUP_COST = 1500, 3  # a piece painted by itself, a pixel looked up, each in pixels compared

Counts = npt.NDArray[np.float64]
Labels = npt.NDArray[np.uint16] | npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Window = tuple[slice, slice]


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The connected pieces of ink of a page: `labels` (0 = paper), and per piece box and area in pixels."""

    labels: Labels
    left: npt.NDArray[np.int32]
    top: npt.NDArray[np.int32]
    width: npt.NDArray[np.int32]
    height: npt.NDArray[np.int32]
    area: npt.NDArray[np.int32]

    @property
    def size(self) -> npt.NDArray[np.int32]:
        """The longer side of the box of each piece."""
        return np.maximum(self.width, self.height)

    def mask(self, chosen: Mask, step: int = 1) -> Mask:
        """Return the pixels of the chosen pieces, of every `step`-th row and column.

        `chosen` has one entry per piece, without the paper.
        """
        labels = self.labels[::step, ::step]
        indices = np.flatnonzero(chosen)
        boxes = int(np.sum(self.width[indices].astype(np.int64) * self.height[indices])) // step**2
        if indices.size * _STEP_COST + boxes > _LOOKUP_COST * labels.size:
            table = np.concatenate([[False], chosen])
            looked_up: Mask = np.take(table, labels)
            return looked_up
        picked = np.zeros(labels.shape, dtype=np.bool_)
        edges = (self.top, self.top + self.height, self.left, self.left + self.width)
        boxes_at_step = (-(-edge[indices] // step) for edge in edges)  # rounded up
        for label, y0, y1, x0, x1 in zip(
            (indices + 1).tolist(), *(edge.tolist() for edge in boxes_at_step), strict=True
        ):
            picked[y0:y1, x0:x1] |= labels[y0:y1, x0:x1] == label
        return picked

    def window(self, index: int) -> Window:
        """Return the rows and columns of the box of a piece."""
        top, left = int(self.top[index]), int(self.left[index])
        return slice(top, top + int(self.height[index])), slice(left, left + int(self.width[index]))


def as_pixels(array: npt.NDArray[Any]) -> Pixels:
    """Return `array`, which OpenCV gave, as what it is: uint8 pixels."""
    return array.astype(np.uint8, copy=False)


def shrink(grey: Pixels, factor: float) -> Pixels:
    """Return `grey` (or a page in colour) at `factor`, at most 1, of its size: each pixel the mean of what it shows.

    It is halved as often as can be (a last odd row or column falls off), which is several times as fast as one step.
    """
    while factor <= 0.5 and min(grey.shape[:2]) > 1:
        height, width = grey.shape[0] // 2, grey.shape[1] // 2
        even = grey[: 2 * height, : 2 * width]
        grey = as_pixels(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA))
        factor *= 2
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


def histogram(grey: Pixels, mask: Mask | None = None) -> Counts:
    """Return how many pixels, of those of `mask` where it is given, have each of the 256 levels."""
    chosen = None if mask is None else mask.view(np.uint8)
    counts: Counts = cv2.calcHist([grey], [0], chosen, [256], [0, 256]).ravel().astype(np.float64)
    return counts


def sampled_histogram(grey: Pixels) -> Counts:
    """Return the histogram of evenly spread rows of `grey`: of all where it is small."""
    return histogram(grey[:: max(1, grey.size // _SAMPLE)])


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
    counts = sampled_histogram(grey)
    level = min(otsu(counts), _paper_level(counts) * 0.8)
    _, binary = cv2.threshold(grey, level, WHITE, cv2.THRESH_BINARY_INV)
    return as_pixels(binary)


def paper_level(grey: Pixels) -> float:
    """Return the grey level of the paper: the most frequent one of the brighter half."""
    return _paper_level(histogram(grey))


def _paper_level(counts: Counts) -> float:
    return float(128 + int(np.argmax(counts[128:])))


def share(mask: Mask) -> float:
    """Return which part of the pixels of `mask` are set."""
    return float(cv2.countNonZero(mask.view(np.uint8)) / mask.size)


def with_level(grey: Pixels, mask: Mask, level: int) -> Pixels:
    """Return `grey` with the pixels of `mask` at one `level`."""
    return as_pixels(cv2.copyTo(np.full_like(grey, level), mask.view(np.uint8), grey.copy()))


def pieces(binary: Pixels) -> Pieces:
    """Return the 8-connected pieces of the non-zero pixels of `binary`."""
    labels, stats = _labelled(binary)
    found = stats[1:].astype(np.int32)
    return Pieces(
        labels,
        found[:, cv2.CC_STAT_LEFT],
        found[:, cv2.CC_STAT_TOP],
        found[:, cv2.CC_STAT_WIDTH],
        found[:, cv2.CC_STAT_HEIGHT],
        found[:, cv2.CC_STAT_AREA],
    )


def _labelled(binary: Pixels) -> tuple[Labels, npt.NDArray[np.int32]]:
    """Return the label of each pixel and the statistics of OpenCV.

    Labels of 16 bits take half the time and memory; where there are too many pieces OpenCV says so.
    """
    if _tells_of_overflow():
        try:
            _, short, stats, _ = cv2.connectedComponentsWithStats(binary, connectivity=8, ltype=cv2.CV_16U)
        except cv2.error:
            pass  # more than 65 534 pieces; any other failure comes again below
        else:
            return short.astype(np.uint16, copy=False), stats.astype(np.int32, copy=False)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(binary, connectivity=8, ltype=cv2.CV_32S)
    return labels.astype(np.int32, copy=False), stats.astype(np.int32, copy=False)


@cache
def _tells_of_overflow() -> bool:
    """Whether this OpenCV refuses to count more pieces than 16 bits hold (old ones begin again at 0)."""
    dots = np.zeros((514, 514), dtype=np.uint8)
    dots[::2, ::2] = WHITE  # 257 x 257 pieces
    try:
        cv2.connectedComponents(dots, connectivity=8, ltype=cv2.CV_16U)
    except cv2.error:
        return True
    return False


def windows_of_large(binary: Pixels, length: float) -> list[Window]:
    """Return windows of `binary` that together hold every 8-connected piece wider or higher than `length` pixels.

    They are found in blocks of 8 x 8 pixels, of which each that holds any ink counts: a piece hangs together in them,
    too, and touches more than `length` / 8 of them. Where windows would cover more than the picture, it is one.
    """
    inked = cv2.dilate(binary, np.ones((_BLOCK, _BLOCK), np.uint8), anchor=(0, 0))[::_BLOCK, ::_BLOCK]
    found = pieces(as_pixels(np.ascontiguousarray(inked)))
    windows = []
    for index in np.flatnonzero(found.size * _BLOCK > length).tolist():
        rows, columns = found.window(index)
        windows.append(
            (slice(rows.start * _BLOCK, rows.stop * _BLOCK), slice(columns.start * _BLOCK, columns.stop * _BLOCK))
        )
    area = sum(binary[window].size for window in windows)
    return windows if area < binary.size else [(slice(0, binary.shape[0]), slice(0, binary.shape[1]))]


def grain(grey: Pixels) -> float:
    """Return the noise of the page as a standard deviation in grey levels.

    Source: J. Immerkær, "Fast Noise Variance Estimation" (1996), taken on the paper only: the median of the
    absolute response, which strokes do not move. Measured on 36 tiles spread over the page, which are enough.
    """
    sample = _tiles(grey)
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], dtype=np.float32)
    response = as_pixels(cv2.convertScaleAbs(cv2.filter2D(sample, cv2.CV_16S, kernel)))
    paper = sample > 0.75 * paper_level(sample)
    paper[:: min(_TILE, grey.shape[0])] = False  # the filter sees two tiles there
    return percentile(histogram(response, paper), 0.5) / (0.6745 * 6)


def _tiles(grey: Pixels) -> Pixels:
    """Return tiles from all over `grey` (all of it where it is small), one under the other."""
    height, width = grey.shape
    if height * width <= _TILE * _TILE * _TILES_A_SIDE**2 or min(height, width) < _TILE:
        return grey
    tops = np.linspace(0, height - _TILE, _TILES_A_SIDE).astype(int)
    lefts = np.linspace(0, width - _TILE, _TILES_A_SIDE).astype(int)
    return np.vstack([grey[top : top + _TILE, left : left + _TILE] for top in tops for left in lefts])
