"""The ruling lines of a table as a grid of cells; plain geometry, found elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Box, Cell, Word


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: its box and its place. A merged cell stands at its first row and column."""

    box: Box
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    def place(self, table: int) -> Cell:
        """Return the place of a line of this cell in table number `table` of its page."""
        return Cell(table, self.row, self.column, self.rows, self.columns)


@dataclass(frozen=True, slots=True)
class TableGrid:
    """A ruled table: the box around it, and its cells row by row, each row from left to right."""

    box: Box
    cells: tuple[GridCell, ...]

    def cell_of(self, word: Word) -> GridCell | None:
        """Return the cell that holds the middle of `word`; None outside the table.

        A word on a ruling line, or in a hole of the grid, goes to the nearest cell.
        """
        x = (word.box.x0 + word.box.x1) / 2
        y = (word.box.y0 + word.box.y1) / 2
        if not (self.cells and self.box.x0 <= x < self.box.x1 and self.box.y0 <= y < self.box.y1):
            return None
        for box, cell in ((cell.box, cell) for cell in self.cells):
            if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1:
                return cell
        return min(self.cells, key=lambda cell: _distance(cell.box, x, y))


def _distance(box: Box, x: float, y: float) -> float:
    return max(box.x0 - x, 0.0, x - box.x1) + max(box.y0 - y, 0.0, y - box.y1)
