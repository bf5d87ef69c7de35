"""The ruling lines of a page, and where on it they lie together.

A page of text has hardly any, so what is costly is done only in the rows and columns of the page that hold a run of ink
longer than any stroke of a letter. Such runs are found at the price of a few looks at each pixel: rows of pixels are
compared eight at a time, columns are packed into bits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.raster import Pixels, Raster

SHORTEST_RULE = 0.35
"""Inches."""

_STROKE = 0.16
_THICKEST = 0.06
_GAP = 0.08
_LIGHTER, _LIGHTEST = 30, (140, 210)  # grey levels: than the threshold by Otsu, and between which limits
_NOTHING = 1e-7
_EVERY = 3
_EIGHT = np.uint64(0x0101010101010101)

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Ruling:
    """The ruling lines of a page: pixels of the level and of the upright ones."""

    level: Mask
    upright: Mask


@dataclass(frozen=True, slots=True)
class Island:
    """A part of a mask that holds pixels: its left and upper edge in the mask, and a view of it."""

    left: int
    top: int
    mask: Mask


def find_ruling(raster: Raster) -> Ruling:
    """Return the straight lines of a grey page, at least 0.35 inch long and thinner than 0.06 inch.

    A short gap (worn print, a bilevel scan) does not break a line. Costs about 10 ms where there are few.
    """
    dark = raster.pixels < _threshold(raster.pixels)
    return Ruling(_level(dark, raster.dpi), _upright(dark, raster.dpi))


def islands(mask: Mask, reach: int) -> Iterator[Island]:
    """Return the parts of `mask` that more than twice `reach` empty rows or columns hold apart, from the top.

    Each has a margin of `reach` pixels, where the mask has it.
    """
    for top, bottom in _spans(np.asarray(mask.any(axis=1)), reach):
        band = mask[top:bottom]
        for left, right in _spans(np.asarray(band.any(axis=0)), reach):
            yield Island(left, top, band[:, left:right])


def _spans(filled: Mask, reach: int) -> Iterator[tuple[int, int]]:
    """Return where the places of `filled` begin and end, those together that are near each other, with a margin."""
    places = np.flatnonzero(filled)
    if places.size:
        breaks = np.flatnonzero(np.diff(places) > 2 * reach + 1)
        starts, ends = np.append(0, breaks + 1), np.append(breaks, places.size - 1)
        for start, end in zip(places[starts].tolist(), places[ends].tolist(), strict=True):
            yield max(0, start - reach), min(len(filled), end + 1 + reach)


def _threshold(grey: Pixels) -> int:
    """Return the grey value from which on a pixel is no ink: somewhat lighter than Otsu's (1979), within limits.

    Some of the pixels tell it as well as all.
    """
    some = np.ascontiguousarray(grey[::_EVERY, ::_EVERY])
    share = cv2.calcHist([some], [0], None, [256], [0, 256]).ravel().astype(np.float64) / some.size
    darker, below = np.cumsum(share), np.cumsum(share * np.arange(256))
    parted = np.flatnonzero((darker > _NOTHING) & (darker < 1 - _NOTHING))
    if not parted.size:
        return _LIGHTEST[0]
    share_below, sum_below = darker[parted], below[parted]
    between = (below[-1] * share_below - sum_below) ** 2 / (share_below * (1 - share_below))
    return int(np.clip(parted[np.argmax(between)] + _LIGHTER, *_LIGHTEST))


def _level(dark: Mask, dpi: int) -> Mask:
    """Return the level rules of `dark`."""
    thick = dark.copy()  # one pixel of slack across, so that a line that steps by a pixel is still one line
    thick[1:] |= dark[:-1]
    rows = _rows_with_runs(thick, _pixels(_STROKE, dpi))
    rows[1:] |= rows[:-1]  # with the rows beside them, which hold apart what is apart
    rows[:-1] |= rows[1:]
    out = np.zeros_like(dark)
    out[rows] = _straight(thick[rows], dpi, level=True)
    return out


def _upright(dark: Mask, dpi: int) -> Mask:
    """Return the upright rules of `dark`."""
    thick = dark.copy()
    thick[:, 1:] |= dark[:, :-1]
    columns = _columns_with_runs(thick, _pixels(_STROKE, dpi))
    columns[1:] |= columns[:-1]
    columns[:-1] |= columns[1:]
    out = np.zeros_like(dark)
    out[:, columns] = _straight(thick[:, columns], dpi, level=False)
    return out


def _rows_with_runs(dark: Mask, length: int) -> Mask:
    """Return which rows may hold a run of `length` pixels: all that do, and those with most of one."""
    rows = dark[:, 0] | dark[:, -1]  # a run may go on beyond the edge
    whole = dark.ravel()[: dark.size // 8 * 8].view(np.uint64) == _EIGHT
    least = (length - 7) // 8
    if least < 1:
        return np.ones(len(rows), dtype=np.bool_)
    found = _runs(whole, least)
    rows[np.flatnonzero(found) * 8 // dark.shape[1]] = True
    return rows


def _columns_with_runs(dark: Mask, length: int) -> Mask:
    """Return which columns hold a run of `length` pixels, or one at an edge of the page."""
    runs = _runs(np.packbits(dark, axis=1), length)
    found = np.unpackbits(np.bitwise_or.reduce(runs, axis=0), count=dark.shape[1]) > 0
    columns: Mask = found | dark[0] | dark[-1]
    return columns


def _runs(filled: npt.NDArray[Any], length: int) -> npt.NDArray[Any]:
    """Return at which places along the first axis `length` bits in a row are set."""
    have = 1
    while have < length:
        step = min(have, length - have)
        filled = filled[step:] & filled[:-step]
        have += step
    return filled


def _straight(thick: Mask, dpi: int, *, level: bool) -> Mask:
    """Return the straight runs of `thick` in one direction.

    First come runs longer than any stroke of a letter, then gaps between such runs are closed, then the long ones
    are kept: letters in a row never add up to a rule.
    """
    if not thick.size:
        return thick
    runs = cv2.morphologyEx(thick.view(np.uint8), cv2.MORPH_OPEN, _bar(_STROKE, dpi, level=level))
    bridged = cv2.morphologyEx(runs, cv2.MORPH_CLOSE, _bar(_GAP, dpi, level=level))
    long = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, _bar(SHORTEST_RULE, dpi, level=level))
    solid = cv2.morphologyEx(long, cv2.MORPH_OPEN, _bar(_THICKEST, dpi, level=not level))
    straight: Mask = (long > 0) & (solid == 0)
    return straight


def _bar(inches: float, dpi: int, *, level: bool) -> Pixels:
    length = _pixels(inches, dpi)
    return np.ones((1, length) if level else (length, 1), dtype=np.uint8)


def _pixels(inches: float, dpi: int) -> int:
    return max(3, round(inches * dpi))
