"""A table, or the part of one that stands on a page, as its cells: what joining over page breaks asks of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from pipeline.language import fold
from pipeline.layout.upright import upright
from pipeline.model import Box, Cell, Line, Page


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell with its lines; `boxes` are those of its lines with words, in widths of the upright page."""

    cell: Cell
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]

    @property
    def text(self) -> str:
        """Its lines joined by spaces."""
        return " ".join(line.text for line in self.lines if line.text)

    @property
    def end(self) -> int:
        """The row behind its last one."""
        return self.cell.row + self.cell.rows


@dataclass(frozen=True, slots=True)
class TablePart:
    """Cells, row by row; `unit` is the height of a line in widths of the page."""

    cells: tuple[Filled, ...]
    unit: float

    @property
    def rows(self) -> int:
        """The number of rows, or where they count on: the row behind the last one."""
        return max((cell.end for cell in self.cells), default=0)

    @property
    def columns(self) -> int:
        """The number of columns."""
        return max((cell.cell.column + cell.cell.columns for cell in self.cells), default=0)

    def text(self, first: int, last: int) -> str:
        """Return the folded words of the cells that begin in a row from `first` up to, without it, `last`."""
        return fold(" ".join(cell.text for cell in self.cells if first <= cell.cell.row < last and cell.text))

    def span(self, column: int) -> tuple[float, float] | None:
        """Return where the words of `column` begin and end across the page, in its widths; None without words."""
        boxes = [box for cell in self.cells if _is_in(cell.cell, column) for box in cell.boxes]
        return (min(box.x0 for box in boxes), max(box.x1 for box in boxes)) if boxes else None

    def last(self, column: int) -> Filled | None:
        """Return the cell of the last row that begins in `column`."""
        cells = (cell for cell in reversed(self.cells) if cell.cell.column == column)
        return next((cell for cell in cells if cell.end == self.rows), None)


def _is_in(cell: Cell, column: int) -> bool:
    return cell.column == column and cell.columns == 1


def table_part(lines: Sequence[Line], pages: Mapping[int, Page]) -> TablePart:
    """Return the table that `lines` are, row by row and cell by cell; `pages` are known by their numbers."""
    cells: list[Filled] = []
    for _, group in groupby(lines, key=lambda line: (line.cell.row, line.cell.column) if line.cell else None):
        own = tuple(group)
        if (cell := own[0].cell) is not None:
            boxes = tuple(upright(line.box, pages[line.page]) for line in own if line.box and line.text)
            cells.append(Filled(cell, own, boxes))
    heights = [box.y1 - box.y0 for cell in cells for box in cell.boxes]
    return TablePart(tuple(cells), median(heights or [1.0]))
