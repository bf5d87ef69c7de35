"""The text of table cells: the print of the cells is set on a strip, without rules and gaps, and the strip is read.

An engine that looks for the structure of a whole page drops short cells ("70", "%") and reads over the gaps between
columns; a strip is a plain column of text, one cell under another. Short cells of one row ("1", "x", "-") stand beside
each other there, as they do on the paper: alone they are read worse. Share of cells read exactly right on two pages of
dense bilevel tables: each cell by itself on the strip 0.90, short ones beside each other 0.93; whole rows beside each
other 0.82, for the engine then loses the spaces between words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.layout import GridCell, TableGrid
from pipeline.model import Box, Word
from pipeline.ocr.engine import Engine, View
from pipeline.raster import Pixels, Raster
from pipeline.settings import Ocr

_INK = 140
_WHITE = 255
# inches
_RIM = 0.012
_MARGIN = 0.025
_BETWEEN_LINES = 0.042
_BETWEEN_CELLS = 0.4
_POINT, _NEAR = 0.03, 0.09
_SHORT = 0.2
_DASH, _THIN, _TICK = 0.15, 0.03, 0.075
_REMAINS_DEEP, _REMAINS_THICK = 0.03, 0.016
# in heights of a letter, or of the print of a cell
_ONE_LINE = 0.9
_LETTER = 0.6  # a component that is lower is a mark or a point
_ONE_HEIGHT = 0.5
_FLAT = 1.7  # times as wide as tall
_SIGN_TRUST = 0.9
_STROKE = "|"
_INSIDE = 0.6  # of a word
_SEEN_TRUST = 0.75


@dataclass(frozen=True, slots=True, eq=False)
class _Print:
    """The print of one cell: its pixels and where they stand on the page.

    `top` and `foot` are where its ink begins and ends on the page; `is_line` says that it is one line, `is_short` that
    it is a sign or three at most. `column` is that of its cell. `sign` is what it says where its shape alone tells: "-"
    or the ditto mark.
    """

    pixels: Pixels
    x: int
    y: int
    top: int
    foot: int
    is_line: bool
    is_short: bool
    column: int
    sign: str

    def shares(self, other: _Print) -> bool:
        """Whether a good part of `other`, which is no taller, stands on the height of this one."""
        shared = min(self.foot, other.foot) - max(self.top, other.top)
        return shared > _ONE_HEIGHT * (other.foot - other.top)


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """Where a print stands on the strip."""

    own: _Print
    x: int
    y: int

    def distance(self, x: float, y: float) -> tuple[float, float]:
        """How far (x, y) of the strip is from the print: upright first, then sideways."""
        tall, wide = self.own.pixels.shape
        return max(self.y - y, y - self.y - tall, 0.0), max(self.x - x, x - self.x - wide, 0.0)


def read_cells(
    page: Raster, tables: Sequence[TableGrid], number: int, settings: Ocr, engine: Engine, seen: Sequence[Word] = ()
) -> tuple[Word, ...]:
    """Return the words of all cells of `tables`, boxes in pixels of `page`, whose rules are painted over.

    `seen` are the words that the engine read on the whole page; a cell keeps those where they are believed more.

    Raises:
        MissingProgramError: the engine or its language data is not installed.
        OcrError: the engine failed or ran out of time.
    """
    rows = [row for table in tables for row in _rows(page, table)]
    signs = tuple(_sign(found, number) for row in rows for found in row if found.sign)
    places = list(_places([line for row in rows for line in _lines(row)], page.dpi))
    if not places:
        return signs
    strip = _strip(places, round(_BETWEEN_LINES * page.dpi))
    words = engine.words(Raster(strip, page.dpi), settings, number, View.BLOCK)
    read: dict[int, list[Word]] = {}
    for word in words:
        index = _nearest(word, places)
        read.setdefault(index, []).append(_on_page(word, places[index]))
    found = [_believed(read.get(index, []), place.own, seen) for index, place in enumerate(places)]
    return (*signs, *(word for own in found for word in own))


def _believed(read: Sequence[Word], own: _Print, seen: Sequence[Word]) -> Sequence[Word]:
    """Return the reading of a cell that is believed more: `read` on the strip, or what was `seen` on the page."""
    x0, y0, x1, y1 = own.x, own.y, own.x + own.pixels.shape[1], own.y + own.pixels.shape[0]
    touching = [word for word in seen if _shared(word.box, x0, y0, x1, y1) > 0]
    if not touching or any(_shared(word.box, x0, y0, x1, y1) < _INSIDE for word in touching):
        return read
    trust = min((word.confidence for word in read), default=0.0)
    return touching if min(word.confidence for word in touching) > max(trust, _SEEN_TRUST) else read


def _shared(box: Box, x0: float, y0: float, x1: float, y1: float) -> float:
    """Return which part of `box` lies in a rectangle."""
    wide, tall = min(box.x1, x1) - max(box.x0, x0), min(box.y1, y1) - max(box.y0, y0)
    return max(0.0, wide) * max(0.0, tall) / max(1.0, (box.x1 - box.x0) * (box.y1 - box.y0))


def read_again(
    words: Sequence[Word], tables: Sequence[TableGrid], page: Raster, number: int, settings: Ocr, engine: Engine
) -> tuple[Word, ...]:
    """Return `words` with those in the cells of `tables`, which were found by them, read anew cell by cell.

    Raises:
        MissingProgramError: the engine or its language data is not installed.
        OcrError: the engine failed or ran out of time.
    """
    inside = [word for word in words if any(table.cell_of(word) for table in tables)]
    outside = [word for word in words if word not in inside]
    return (*outside, *read_cells(page, tables, number, settings, engine, inside))


def _rows(page: Raster, table: TableGrid) -> Iterator[list[_Print]]:
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    for _, row in groupby(cells, key=lambda cell: cell.row):
        yield [found for cell in row if (found := _print(page, cell)) is not None]


def _sign(found: _Print, number: int) -> Word:
    height, width = found.pixels.shape
    return Word(found.sign, Box(number, found.x, found.y, found.x + width, found.y + height), _SIGN_TRUST)


def _lines(row: Sequence[_Print]) -> Iterator[list[_Print]]:
    """Return what of a row stands beside each other on the strip: one cell, or short ones that share a line."""
    beside = [found for found in row if found.is_line and found.is_short and not found.sign]
    yield from ([found] for found in row if not (found.is_line and found.is_short))
    yield from _on_one_height(beside)


def _on_one_height(prints: Sequence[_Print]) -> Iterator[list[_Print]]:
    """Part `prints` by height on the page; the tallest of a line says where it stands."""
    lines: list[list[_Print]] = []
    for found in sorted(prints, key=lambda found: found.top - found.foot):
        line = next((line for line in lines if line[0].shares(found)), None)
        if line is None:
            lines.append([found])
        else:
            line.append(found)
    yield from (sorted(line, key=lambda found: found.x) for line in lines)


def _print(page: Raster, cell: GridCell) -> _Print | None:
    """Cut the print of `cell` out, without what is left of its rules; None where it is empty."""
    rim, margin = max(2, round(_RIM * page.dpi)), round(_MARGIN * page.dpi)
    x0, y0 = round(cell.box.x0) + rim, round(cell.box.y0) + rim
    field = page.pixels[y0 : round(cell.box.y1) - rim, x0 : round(cell.box.x1) - rim]
    if min(field.shape) < 2:
        return None
    dark = (field < _INK).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    parts = np.asarray(stats[1:], dtype=np.int64)
    left, top, wide, tall = (parts[:, column] for column in range(4))
    kept = ~_remains(parts, field.shape, page.dpi)
    kept &= ~_specks(parts, kept, page.dpi)
    if not kept.any():
        return None
    if not kept.all():
        field = field.copy()
        strange = np.isin(labels, 1 + np.flatnonzero(~kept)).astype(np.uint8)
        field[cv2.dilate(strange, np.ones((3, 3), dtype=np.uint8)) > 0] = _WHITE
    ink = _Ink(
        int(left[kept].min()), int(top[kept].min()), int((left + wide)[kept].max()), int((top + tall)[kept].max())
    )
    x, y = max(0, ink.x0 - margin), max(0, ink.y0 - margin)
    letters = kept & (tall >= _LETTER * np.median(tall[kept]))
    spread = float(np.ptp((top + tall / 2)[letters]))
    return _Print(
        pixels=field[y : ink.y1 + margin, x : ink.x1 + margin],
        x=x0 + x,
        y=y0 + y,
        top=y0 + ink.y0,
        foot=y0 + ink.y1,
        is_line=spread < _ONE_LINE * float(np.median(tall[letters])),
        is_short=ink.x1 - ink.x0 < _SHORT * page.dpi,
        column=cell.column,
        sign=_shape(parts[kept], page.dpi),
    )


class _Ink(NamedTuple):
    """The edges of the ink in a cell."""

    x0: int
    y0: int
    x1: int
    y1: int


def _shape(parts: npt.NDArray[np.int64], dpi: int) -> str:
    """Return "-" for a lone level stroke, the ditto mark for two short upright ones, "" for all else."""
    left, _, wide, tall = (parts[:, column] for column in range(4))
    if len(parts) == 1:
        is_dash = _FLAT * tall[0] <= wide[0] <= _DASH * dpi and tall[0] <= _THIN * dpi
        return "-" if is_dash else ""
    is_ditto = len(parts) == 2 and (tall >= wide).all() and (wide <= _THIN * dpi).all() and (tall <= _TICK * dpi).all()
    return '"' if is_ditto and abs(int(left[0] - left[1])) <= _TICK * dpi else ""


def _remains(parts: npt.NDArray[np.int64], shape: tuple[int, ...], dpi: int) -> npt.NDArray[np.bool_]:
    """Return which components (rows of `parts`) are what is left of a rule: thin, and along a side of the field."""
    left, top, wide, tall = (parts[:, column] for column in range(4))
    deep, thick = _REMAINS_DEEP * dpi, _REMAINS_THICK * dpi
    level = (tall <= thick) & (wide >= tall) & ((top <= deep) | (top + tall >= shape[0] - deep))
    upright = (wide <= thick) & (tall >= 2 * wide) & ((left <= deep) | (left + wide >= shape[1] - deep))
    remains: npt.NDArray[np.bool_] = level | upright
    return remains


def _specks(parts: npt.NDArray[np.int64], kept: npt.NDArray[np.bool_], dpi: int) -> npt.NDArray[np.bool_]:
    """Return which components are as small as a point and have no letter of the `kept` ones near them."""
    left, top, wide, tall = (parts[:, column] for column in range(4))
    small = np.maximum(wide, tall) < _POINT * dpi
    letters = parts[kept & ~small]
    across = np.maximum(letters[:, 0] - (left + wide)[:, None], left[:, None] - letters[:, 0] - letters[:, 2])
    down = np.maximum(letters[:, 1] - (top + tall)[:, None], top[:, None] - letters[:, 1] - letters[:, 3])
    near: npt.NDArray[np.bool_] = (np.maximum(across, down) < _NEAR * dpi).any(axis=1)
    return small & ~near


def _places(lines: Sequence[Sequence[_Print]], dpi: int) -> Iterator[_Place]:
    margin, gap = round(_BETWEEN_LINES * dpi), round(_BETWEEN_CELLS * dpi)
    y = margin
    for line in lines:
        x = margin
        top = min(found.y for found in line)
        for found in line:
            yield _Place(found, x, y + found.y - top)
            x += int(found.pixels.shape[1]) + gap
        y += max(found.y + int(found.pixels.shape[0]) for found in line) - top + margin


def _strip(places: Sequence[_Place], margin: int) -> Pixels:
    wide = max(place.x + int(place.own.pixels.shape[1]) for place in places) + margin
    tall = max(place.y + int(place.own.pixels.shape[0]) for place in places) + margin
    strip: Pixels = np.full((tall, wide), _WHITE, dtype=np.uint8)
    for place in places:
        height, width = place.own.pixels.shape
        strip[place.y : place.y + height, place.x : place.x + width] = place.own.pixels
    return strip


def _nearest(word: Word, places: Sequence[_Place]) -> int:
    middle = ((word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2)
    return min(range(len(places)), key=lambda index: places[index].distance(*middle))


def _on_page(word: Word, place: _Place) -> Word:
    """Bring `word` from its `place` on the strip back to the page."""
    height, width = (int(side) for side in place.own.pixels.shape)
    x0, x1 = (min(max(0.0, x - place.x), width) + place.own.x for x in (word.box.x0, word.box.x1))
    y0, y1 = (min(max(0.0, y - place.y), height) + place.own.y for y in (word.box.y0, word.box.y1))
    text = word.text
    if text == _STROKE:  # what is left of the rules is gone: it is a numeral, a Roman one in front
        text = "1" if place.own.column else "I"
    return replace(word, text=text, box=Box(word.box.page, x0, y0, x1, y1))
