"""Specks: small pieces of ink that stand alone. Dots, tone marks and dotted lines stay."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.clean.measure import as_pixels, pieces
from pipeline.raster import Pixels

_DUST_INCHES = 0.007
_SPECK_INCHES = 0.022
_LETTER_INCHES = 0.035
_ALONE_INCHES = 0.08
_LEAST_SPECKS = 12


def find_specks(binary: Pixels, dpi: int) -> npt.NDArray[np.bool_]:
    """Return the pixels of specks in `binary` (ink 255); none where there are hardly any.

    A piece is a speck if it is no larger than 0.022 inch and nothing as large as a letter stands within 0.08
    inch of it (a full stop or a tone mark has its letter nearer), nor its like at both sides of it (a dotted
    line). Dust below 0.007 inch goes wherever it is clear of a letter.
    """
    found = pieces(binary)
    size = np.maximum(found.width, found.height)
    is_small = size <= max(2.0, _SPECK_INCHES * dpi)
    is_dust = size <= max(1.0, _DUST_INCHES * dpi)
    letters = found.mask(size > _LETTER_INCHES * dpi)
    alone = ~_near(found.mask(is_small), found.labels, letters, _ALONE_INCHES * dpi, is_small.size)
    touching = _near(found.mask(is_dust), found.labels, letters, 0.012 * dpi, is_small.size)
    chosen = (is_small & alone & ~_in_dotted_line(found.left, found.top, is_small, dpi)) | (is_dust & ~touching)
    if np.count_nonzero(chosen) < _LEAST_SPECKS:
        return np.zeros(binary.shape, dtype=np.bool_)
    grown = cv2.dilate(as_pixels(found.mask(chosen)), np.ones((3, 3), np.uint8))
    specks: npt.NDArray[np.bool_] = (grown > 0) & ~letters
    return specks


def _near(
    candidates: npt.NDArray[np.bool_],
    labels: npt.NDArray[np.int32],
    letters: npt.NDArray[np.bool_],
    distance: float,
    count: int,
) -> npt.NDArray[np.bool_]:
    """Return, per piece, whether it is a candidate with a letter within `distance` pixels."""
    away = cv2.distanceTransform(as_pixels(~letters), cv2.DIST_L2, 3)
    near = np.unique(labels[candidates & (away <= max(1.5, distance))])
    out = np.zeros(count + 1, dtype=np.bool_)
    out[near] = True
    return out[1:]


def _in_dotted_line(
    left: npt.NDArray[np.int32], top: npt.NDArray[np.int32], is_small: npt.NDArray[np.bool_], dpi: int
) -> npt.NDArray[np.bool_]:
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


def without(binary: Pixels, dpi: int) -> Pixels:
    """Return `binary` with only those pieces that are as large as a letter: what makes a page not blank."""
    found = pieces(binary)
    return as_pixels(found.mask(np.maximum(found.width, found.height) > _LETTER_INCHES * dpi))
