"""Specks: small pieces of ink that stand alone. Dots, tone marks and dotted lines stay."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.clean.measure import Mask, Pieces, as_pixels

_DUST_INCHES = 0.007
_SPECK_INCHES = 0.022
_LETTER_INCHES = 0.035
_ALONE_INCHES = 0.075
_TOUCH_INCHES = 0.015
_LEAST_SPECKS = 12
_WORK_DPI = 150

Flags = npt.NDArray[np.bool_]
"""One for each piece."""

Sums = npt.NDArray[Any]
"""Of OpenCV's integers."""


def find_specks(found: Pieces, dpi: int) -> Mask:
    """Return the pixels of specks among the pieces of ink `found`; none where there are hardly any.

    A piece is a speck if it is no larger than 0.022 inch and nothing as large as a letter stands within 0.075
    inch of its middle (a full stop or a tone mark has its letter nearer), nor its like at both sides of it (a dotted
    line). Dust below 0.007 inch goes wherever it is clear of a letter. How near the next letter is, is seen at
    about 150 dpi.
    """
    small = found.size <= max(2.0, _SPECK_INCHES * dpi)
    dust = found.size <= max(1.0, _DUST_INCHES * dpi)
    if np.count_nonzero(small) < _LEAST_SPECKS:
        return np.zeros(found.labels.shape, dtype=np.bool_)
    step = max(1, dpi // _WORK_DPI)
    letters = as_pixels(found.mask(letter_sized(found, dpi), step))
    total = cv2.integral(letters)
    alone = small & ~_near(found, small, total, _ALONE_INCHES * dpi, step)
    clear = dust & ~_near(found, dust, total, _TOUCH_INCHES * dpi, step)
    chosen = (alone & ~_in_dotted_line(found.left, found.top, small, dpi)) | clear
    if np.count_nonzero(chosen) < _LEAST_SPECKS:
        return np.zeros(found.labels.shape, dtype=np.bool_)
    picked = found.mask(chosen)
    specks: Mask = cv2.dilate(picked.view(np.uint8), np.ones((3, 3), np.uint8)).view(np.bool_)
    specks &= (found.labels == 0) | picked  # with the soft rim, but no other ink
    return specks


def letter_sized(found: Pieces, dpi: int) -> Flags:
    """Return which pieces are at least as large as a letter: what makes a page not blank."""
    return np.asarray(found.size > _LETTER_INCHES * dpi, dtype=np.bool_)


def _near(found: Pieces, asked: Flags, total: Sums, distance: float, step: int) -> Flags:
    """Return which of the pieces that are `asked` about have a letter within `distance` pixels of their middle.

    `total` sums up the pixels of letters in every `step`-th row and column: at each place all above and left of it
    (an integral image). Letters are counted row by row of the disc around a piece; the squares around and inside the
    disc settle most.
    """
    reach = max(1, round(distance / step))
    index = np.flatnonzero(asked)
    rows = np.minimum((found.top[index] + found.height[index] // 2) // step, total.shape[0] - 2)
    columns = np.minimum((found.left[index] + found.width[index] // 2) // step, total.shape[1] - 2)
    half_widths = _half_widths(reach)
    inner = int(np.flatnonzero(half_widths >= np.abs(np.arange(-reach, reach + 1)))[-1]) - reach
    inner = min(inner, int(half_widths[reach + inner]))
    is_near = _count(total, rows, columns, inner, inner) > 0
    open_ones = np.flatnonzero(~is_near & (_count(total, rows, columns, reach, reach) > 0))
    for shift, half_width in zip(range(-reach, reach + 1), half_widths.tolist(), strict=True):
        is_near[open_ones] |= _count(total, rows[open_ones] + shift, columns[open_ones], 0, half_width) > 0
    out = np.zeros(asked.size, dtype=np.bool_)
    out[index] = is_near
    return out


def _half_widths(reach: int) -> npt.NDArray[np.int64]:
    """Return how far each row of a disc that reaches `reach` pixels extends to either side of its middle."""
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    widths: npt.NDArray[np.int64] = disc.sum(axis=1, dtype=np.int64) // 2
    return widths


def _count(total: Sums, rows: Sums, columns: Sums, high: int, wide: int) -> Sums:
    """Return how much of the integral image `total` lies in the rectangles that reach so far around each point."""
    height, width = total.shape[0] - 1, total.shape[1] - 1
    top, bottom = np.clip(rows - high, 0, height), np.clip(rows + high + 1, 0, height)
    left, right = np.clip(columns - wide, 0, width), np.clip(columns + wide + 1, 0, width)
    counts: Sums = total[bottom, right] - total[top, right] - total[bottom, left] + total[top, left]
    return counts


def _in_dotted_line(left: npt.NDArray[np.int32], top: npt.NDArray[np.int32], is_small: Flags, dpi: int) -> Flags:
    """Return which pieces have at least two of their like within a sixth of an inch on their own height."""
    out = np.zeros(is_small.size, dtype=np.bool_)
    chosen = np.flatnonzero(is_small)
    order = chosen[np.lexsort((left[chosen], top[chosen] // max(1, round(0.02 * dpi))))]
    xs, ys = left[order].astype(np.int64), top[order].astype(np.int64)
    reach, slack = dpi / 6, max(1.0, 0.012 * dpi)
    beside = (np.diff(xs) > 0) & (np.diff(xs) < reach) & (np.abs(np.diff(ys)) <= slack)
    pair = beside[:-1] & beside[1:]
    for shift in range(3):
        out[order[shift : shift + pair.size][pair]] = True
    return out
