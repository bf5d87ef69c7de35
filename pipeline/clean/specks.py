"""Specks: small pieces of ink that stand alone. Dots, tone marks and dotted lines stay."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.clean.measure import Pieces, as_pixels
from pipeline.raster import Pixels

_DUST_INCHES = 0.007
_SPECK_INCHES = 0.022
_LETTER_INCHES = 0.035
_ALONE_INCHES = 0.075
_TOUCH_INCHES = 0.015
_LEAST_SPECKS = 12
_WORK_DPI = 150

Flags = npt.NDArray[np.bool_]


def find_specks(found: Pieces, dpi: int) -> Flags:
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
    alone = small & ~_near(found, letters, _ALONE_INCHES * dpi, step)
    clear = dust & ~_near(found, letters, _TOUCH_INCHES * dpi, step)
    chosen = (alone & ~_in_dotted_line(found.left, found.top, small, dpi)) | clear
    if np.count_nonzero(chosen) < _LEAST_SPECKS:
        return np.zeros(found.labels.shape, dtype=np.bool_)
    picked = found.mask(chosen)
    grown = cv2.dilate(as_pixels(picked), np.ones((3, 3), np.uint8))
    specks: Flags = (grown > 0) & ((found.labels == 0) | picked)  # with the soft rim, but no other ink
    return specks


def letter_sized(found: Pieces, dpi: int) -> Flags:
    """Return which pieces are at least as large as a letter: what makes a page not blank."""
    return np.asarray(found.size > _LETTER_INCHES * dpi, dtype=np.bool_)


def _near(found: Pieces, letters: Pixels, distance: float, step: int) -> Flags:
    """Return which pieces have a letter within `distance` pixels of their middle.

    `letters` shows the letters in every `step`-th row and column.
    """
    reach = 2 * max(1, round(distance / step)) + 1
    around = cv2.dilate(letters, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    rows = np.minimum((found.top + found.height // 2) // step, around.shape[0] - 1)
    columns = np.minimum((found.left + found.width // 2) // step, around.shape[1] - 1)
    return np.asarray(around[rows, columns] > 0, dtype=np.bool_)


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
