"""The text of table cells: the cells of a page are set one under another on a strip, and the strip is read.

An engine that looks for the structure of a whole page drops short cells ("70", "%") and reads over the gaps between
columns; a strip of single cells is a plain column of text. Measured on two pages of dense tables: word error rate
12.5 and 10.5 % for the page with its rules painted over, 7.5 % and 7.7 % for each cell by itself (a hundred runs of the
engine), 6.9 and 3.3 % for the strip (one run).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.layout import TableGrid
from pipeline.model import Box, Word
from pipeline.ocr.engine import Engine, View
from pipeline.raster import Pixels, Raster
from pipeline.settings import Ocr

_INK = 140
_RIM = 0.012
_MARGIN = 0.025
_GAP = 0.042
_LEAST_INK = 3
_WHITE = 255


@dataclass(frozen=True, slots=True, eq=False)
class _Cutting:
    """The print of one cell: its pixels, where they stand on the page, and at which height on the strip."""

    pixels: Pixels
    x: int
    y: int
    at: int

    @property
    def end(self) -> int:
        return self.at + int(self.pixels.shape[0])


def read_cells(
    page: Raster, tables: Sequence[TableGrid], number: int, settings: Ocr, engine: Engine
) -> tuple[Word, ...]:
    """Return the words of all cells of `tables`, boxes in pixels of `page`, whose rules are painted over.

    Raises:
        MissingProgramError: the engine or its language data is not installed.
        OcrError: the engine failed or ran out of time.
    """
    margin = max(4, round(_GAP * page.dpi))
    cuttings = list(_cut(page, tables, margin))
    if not cuttings:
        return ()
    strip = _strip(cuttings, margin)
    words = engine.words(Raster(strip, page.dpi), settings, number, View.BLOCK)
    return tuple(_on_page(word, cuttings, margin) for word in words)


def _cut(page: Raster, tables: Sequence[TableGrid], at: int) -> Iterator[_Cutting]:
    rim, margin, gap = (max(2, round(inches * page.dpi)) for inches in (_RIM, _MARGIN, _GAP))
    for cell in (cell for table in tables for cell in table.cells):
        x0, y0 = round(cell.box.x0) + rim, round(cell.box.y0) + rim
        field = page.pixels[y0 : round(cell.box.y1) - rim, x0 : round(cell.box.x1) - rim]
        dark = field < _INK
        rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
        if rows.size < _LEAST_INK or columns.size < _LEAST_INK:
            continue
        top, left = max(0, int(rows[0]) - margin), max(0, int(columns[0]) - margin)
        pixels = field[top : int(rows[-1]) + margin + 1, left : int(columns[-1]) + margin + 1]
        yield _Cutting(pixels, x0 + left, y0 + top, at)
        at += int(pixels.shape[0]) + gap


def _strip(cuttings: Sequence[_Cutting], margin: int) -> Pixels:
    width = max(int(cutting.pixels.shape[1]) for cutting in cuttings) + 2 * margin
    strip: Pixels = np.full((cuttings[-1].end + margin, width), _WHITE, dtype=np.uint8)
    for cutting in cuttings:
        strip[cutting.at : cutting.end, margin : margin + cutting.pixels.shape[1]] = cutting.pixels
    return strip


def _on_page(word: Word, cuttings: Sequence[_Cutting], margin: int) -> Word:
    """Bring `word` from the strip back to the page, into the cell it was cut from."""
    middle = (word.box.y0 + word.box.y1) / 2
    own = min(cuttings, key=lambda cutting: max(cutting.at - middle, middle - cutting.end))
    height, width = (int(side) for side in own.pixels.shape)
    x0, x1 = (min(max(0.0, x - margin), width) + own.x for x in (word.box.x0, word.box.x1))
    y0, y1 = (min(max(0.0, y - own.at), height) + own.y for y in (word.box.y0, word.box.y1))
    return replace(word, box=Box(word.box.page, x0, y0, x1, y1))
