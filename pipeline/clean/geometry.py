"""Where the pixels of a page go: quarter turns, slant, scale and bend, with as little resampling as can be."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.clean.measure import WHITE, as_pixels, shrink
from pipeline.raster import Bend, Pixels

Matrix = npt.NDArray[np.float64]
"""A 3 x 3 projective map of points (x, y, 1)."""

_AT_ONCE = 0.75
_BAND = 64  # rows
_QUARTERS = {
    90: ((0, -1), (1, 0)),
    180: ((-1, 0), (0, -1)),
    270: ((0, 1), (-1, 0)),
}


def turned(picture: Pixels, rotation: int) -> Pixels:
    """Return `picture` turned clockwise by 0, 90, 180 or 270 degrees."""
    return as_pixels(np.ascontiguousarray(np.rot90(picture, -rotation // 90)))


def quarter_turn(rotation: int, width: int, height: int) -> Matrix:
    """Return the map of a clockwise turn of a page of `width` x `height` pixels by 90, 180 or 270 degrees."""
    out = np.eye(3)
    out[:2, :2] = _QUARTERS[rotation]
    out[0, 2] = {90: height, 180: width, 270: 0}[rotation]
    out[1, 2] = {90: 0, 180: height, 270: width}[rotation]
    return out


def slanting(angle: float, width: int, height: int) -> Matrix:
    """Return the map that takes the slant `angle` (degrees, clockwise) out, around the middle of a page."""
    turn = np.eye(3)
    turn[:2] = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return turn


def mapped(grey: Pixels, matrix: Matrix, scale: float) -> Pixels:
    """Map `grey` by `matrix`, which scales by `scale`; what comes from outside is white.

    Interpolation is linear, because it smooths the grain that a cubic would sharpen. A page that becomes much smaller
    is turned at its full size and then averaged down: one step would skip pixels.
    """
    height, width = grey.shape
    size = (round(width * scale), round(height * scale))
    at_once = scale >= _AT_ONCE
    turn = matrix if at_once else np.diag([1 / scale, 1 / scale, 1.0]) @ matrix
    if at_once and np.allclose(turn, np.diag([scale, scale, 1.0])):
        return as_pixels(cv2.resize(grey, size, interpolation=cv2.INTER_LINEAR))
    out = grey
    if not np.allclose(turn, np.eye(3)):
        out = as_pixels(
            cv2.warpAffine(
                grey,
                turn[:2],
                size if at_once else (width, height),
                flags=cv2.INTER_LINEAR,
                borderMode=cv2.BORDER_CONSTANT,
                borderValue=WHITE,
            )
        )
    return out if at_once else as_pixels(cv2.resize(out, size, interpolation=cv2.INTER_AREA))


def flattened(grey: Pixels, matrix: Matrix, scale: float, bend: Bend) -> Pixels:
    """Map `grey` by `matrix`, which scales by `scale`, and take out the `bend` that the result would have.

    Interpolation is linear; what comes from outside is white.
    """
    width, height = round(bend.width), round(bend.height)
    small = shrink(grey, min(1.0, scale))
    back = np.diag([small.shape[1] / grey.shape[1], small.shape[0] / grey.shape[0], 1.0]) @ np.linalg.inv(matrix)
    a, b, c, d, e, f = (np.float32(value) for value in back[:2].ravel())
    lift = np.asarray(bend.lift, dtype=np.float64)
    above, part = _between(height, lift.shape[0])
    lowered = lift[above] + (lift[above + 1] - lift[above]) * part[:, None]
    lowered = lowered.astype(np.float32)
    before, share = _between(width, lift.shape[1])
    columns = np.arange(width, dtype=np.float32)[None, :]
    out = np.empty((height, width), dtype=np.uint8)
    for top in range(0, height, _BAND):  # the maps of a band stay in the processor's cache
        band = slice(top, min(top + _BAND, height))
        left, right = lowered[band][:, before], lowered[band][:, before + 1]
        rows = left + (right - left) * share + np.arange(band.start, band.stop, dtype=np.float32)[:, None]
        across, down = a * columns + b * rows + c, d * columns + e * rows + f
        out[band] = cv2.remap(small, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=WHITE)
    return out


def _between(size: int, count: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """Return which of `count` evenly spaced values lies before each of `size` pixels, and its way to the next."""
    place = np.arange(size) / size * (count - 1)
    before = np.minimum(place.astype(np.int64), count - 2)
    return before, (place - before).astype(np.float32)


def carried(points: npt.NDArray[np.float64], matrix: Matrix) -> npt.NDArray[np.float64]:
    """Return where the affine `matrix` takes `points` (rows of x, y)."""
    out: npt.NDArray[np.float64] = points @ matrix[:2, :2].T + matrix[:2, 2]
    return out
