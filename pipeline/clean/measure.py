"""What the treatments measure a page with: a binary picture of its ink, its pieces, its grain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.raster import Pixels

WHITE = 255


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The connected pieces of ink of a page: `labels` (0 = paper), and per piece box and area in pixels."""

    labels: npt.NDArray[np.int32]
    left: npt.NDArray[np.int32]
    top: npt.NDArray[np.int32]
    width: npt.NDArray[np.int32]
    height: npt.NDArray[np.int32]
    area: npt.NDArray[np.int32]

    def mask(self, chosen: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Return the pixels of the chosen pieces; `chosen` has one entry per piece, without the paper."""
        picked: npt.NDArray[np.bool_] = np.concatenate([[False], chosen])[self.labels]
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


def ink(grey: Pixels, *, window: int = 0) -> Pixels:
    """Return a picture of `grey` in which ink is 255 and paper 0.

    The threshold is Otsu's, but never nearer to the paper than a quarter of the way to the ink, so that the grain
    of an empty page is not taken for ink. With a `window` (odd, pixels) the threshold follows uneven light.
    """
    if window:
        smooth = cv2.GaussianBlur(grey, (0, 0), 1.0)
        return as_pixels(
            cv2.adaptiveThreshold(smooth, WHITE, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, 18)
        )
    otsu, _ = cv2.threshold(grey, 0, WHITE, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return as_pixels(np.where(grey <= min(otsu, paper_level(grey) * 0.8), WHITE, 0))


def paper_level(grey: Pixels) -> float:
    """Return the grey level of the paper: the most frequent one of the brighter half."""
    counts = np.bincount(grey.ravel(), minlength=256)[128:]
    return float(128 + int(np.argmax(counts)))


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
    absolute response, which strokes do not move.
    """
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], dtype=np.float32)
    response = cv2.filter2D(grey, cv2.CV_32F, kernel)
    paper = grey > 0.75 * paper_level(grey)
    if not paper.any():
        return 0.0
    return float(np.median(np.abs(response[paper]))) / (0.6745 * 6)
