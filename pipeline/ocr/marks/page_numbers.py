"""Page numbers that the engine passed over: looking at a whole page, it takes a lone figure for a speck.

A page number stands by itself beyond all words, in the middle or the right corner of the upper or lower edge. Such
lone ink is shown to the engine once more, as a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from pipeline.model import Box, Word
from pipeline.ocr.engine import Engine, View
from pipeline.ocr.marks.pieces import Pieces
from pipeline.raster import Raster
from pipeline.settings import Ocr

_EDGE = 0.12  # of the height of the page
_LEFT = 0.4  # of its width: no number stands further left
_SIDE = 0.06  # of its width: shadows of the sheet's edge
_SPECK = 0.02  # inches
_MOST_PIECES = 60  # with more the edge is no empty one
_FLAT = 0.06  # inches: specks and dashes do not count
_NEAR = 0.09  # inches: between the pieces of one number
_TALL, _WIDE = (0.07, 0.22), (0.015, 0.5)  # inches: the sides of a number
_RIM = 0.12  # inches of paper around what is read
_READ_AT = 300  # dpi
_WHITE = 255
_NUMBER = re.compile(r"^\W{0,3}(\d{1,3})\W{0,3}$")
_BELIEVED = 0.5


class _Sides(NamedTuple):
    """The edges of a box."""

    left: float
    top: float
    right: float
    bottom: float


def find_lost_number(
    words: Sequence[Word], page: Raster, pieces: Pieces, number: int, settings: Ocr, engine: Engine
) -> tuple[Word, ...]:
    """Return the page number of `page` as a word where the engine left it out of `words`, all that it read.

    `pieces` are the pieces of ink of the page. The engine is asked only where lone ink has the size of a number.

    Raises:
        MissingProgramError: the engine or its language data is not installed.
        OcrError: the engine failed or ran out of time.
    """
    if not words:
        return ()
    first, last = min(word.box.y0 for word in words), max(word.box.y1 for word in words)
    edge = _EDGE * page.height
    if any(_NUMBER.match(word.text) and (word.box.y0 <= first or word.box.y1 >= last) for word in words):
        return ()
    for low, high in ((0.0, min(first, edge)), (max(last, page.height - edge), float(page.height))):
        box = _lone(pieces, page, low, high)
        if box and (word := _read(box, page, number, settings, engine)):
            return (word,)
    return ()


def _lone(pieces: Pieces, page: Raster, low: float, high: float) -> _Sides | None:
    """Return the outermost ink between the heights `low` and `high` where it has size and place of a number."""
    inch = page.dpi
    left, top, right, bottom = pieces[:, 0], pieces[:, 1], pieces[:, 0] + pieces[:, 2], pieces[:, 1] + pieces[:, 3]
    reach_in = np.minimum(bottom, high) - np.maximum(top, low)
    inside = reach_in > np.minimum(0.5 * (bottom - top), _TALL[0] * inch)
    inside &= (right > _SIDE * page.width) & (left < (1 - _SIDE) * page.width)
    inside &= np.maximum(right - left, bottom - top) > _SPECK * inch
    if np.count_nonzero(inside) > _MOST_PIECES:
        return None
    groups: list[_Sides] = []
    for box in np.stack([left, top, right, bottom], axis=1)[inside]:
        group = _Sides(*box.tolist())
        while near := next((other for other in groups if _gap(group, other) < _NEAR * inch), None):
            groups.remove(near)
            group = _Sides(*map(min, group[:2], near[:2]), *map(max, group[2:], near[2:]))
        groups.append(group)
    groups = [group for group in groups if group.bottom - group.top > _FLAT * inch]
    if not groups:
        return None
    own = min(groups, key=lambda group: group.top) if low == 0 else max(groups, key=lambda group: group.bottom)
    is_tall = _TALL[0] * inch < own.bottom - own.top < _TALL[1] * inch
    is_wide = _WIDE[0] * inch < own.right - own.left < _WIDE[1] * inch
    is_placed = own.left + own.right > 2 * _LEFT * page.width
    is_alone = not any(other is not own and other.top < own.bottom and other.bottom > own.top for other in groups)
    return own if is_tall and is_wide and is_placed and is_alone else None


def _gap(one: _Sides, other: _Sides) -> float:
    return max(one.left - other.right, other.left - one.right, one.top - other.bottom, other.top - one.bottom)


def _read(box: _Sides, page: Raster, number: int, settings: Ocr, engine: Engine) -> Word | None:
    """Return the number in `box`, None where there is none."""
    slack = round(0.02 * page.dpi)
    x0, y0 = max(0, round(box[0]) - slack), max(0, round(box[1]) - slack)
    part = page.pixels[y0 : round(box[3]) + slack, x0 : round(box[2]) + slack]
    factor, rim = _READ_AT / page.dpi, round(_RIM * _READ_AT)
    scaled = cv2.resize(part, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    framed = cv2.copyMakeBorder(scaled, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=_WHITE).astype(np.uint8)
    read = engine.words(Raster(framed, _READ_AT), settings, number, View.LINE)
    said = _NUMBER.match(" ".join(word.text for word in read))
    sure = min((word.confidence for word in read), default=0.0)
    return Word(said[1], Box(number, *box), sure) if said and sure >= _BELIEVED else None
