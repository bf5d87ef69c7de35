"""Tables, ruled or not, over as many pages as they need, the head repeated on each or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.model import Cell, LineRole
from pipeline.synth.breaking import BrokenLine, break_lines, tokens_of
from pipeline.synth.content import RichText, Row, Table
from pipeline.synth.flow import Flow
from pipeline.synth.sheet import Origin, Placing, text_width

PADDING_MM = 1.6
LEADING = 1.15
BASELINE = 0.77
"""Where the baseline stands in the height of a line."""
RULE_POINTS = 0.6


@dataclass(frozen=True, slots=True)
class _Filled:
    """A cell in lines: the name of the text that they come from, its first column, and what it spans."""

    name: str
    lines: tuple[BrokenLine, ...]
    column: int
    columns: int
    rows: int
    centred: bool


_FilledRow = tuple[_Filled, ...]
_Band = tuple[_FilledRow, ...]
"""Rows that stay on one page."""


def draw_table(flow: Flow, name: str, table: Table) -> None:
    """Draw `table`; cell (row, column) comes from the text `name.row.column`, the head from `name.head`."""
    _Ruler(flow, name, table).draw()


class _Ruler:
    def __init__(self, flow: Flow, name: str, table: Table) -> None:
        self._flow, self._name, self._table = flow, name, table
        self._kind = flow.type(flow.style.table_size)
        self._line = self._kind.size * LEADING
        self._padding = flow.style.mm(PADDING_MM)
        self._rule = flow.style.points(RULE_POINTS)
        total = sum(table.widths)
        edges = [flow.left]
        for width in table.widths:
            edges.append(edges[-1] + flow.width * width / total)
        self._edges = tuple(edges)
        self._head = self._filled_head()
        self._number, self._row = 0, 0

    def draw(self) -> None:
        bands = list(self._bands())
        first = sum(self._band_heights(bands[0])) if bands else 0.0
        self._flow.keep(sum(self._band_heights(self._head)) + first)
        self._begin()
        for band in bands:
            for part in self._parts(band):
                heights = self._band_heights(part)
                if self._flow.y + sum(heights) > self._flow.limit:
                    self._flow.new_page()
                    self._begin(again=True)
                self._put_band(part, heights)
        self._flow.y += self._flow.style.points(self._flow.style.gap + 2)

    def _bands(self) -> Iterator[_Band]:
        """Yield the rows, those together that a merged cell joins."""
        reach = {merge.row: merge.row + merge.rows for merge in self._table.merges}
        band: list[_FilledRow] = []
        end = 0
        for index, row in enumerate(self._table.rows):
            end = max(end, reach.get(index, 0), index + 1)
            band.append(self._filled_row(index, row))
            if index + 1 == end:
                yield tuple(band)
                band = []
        if band:
            yield tuple(band)

    def _begin(self, *, again: bool = False) -> None:
        """Begin the table, or (`again`) the rest of it, on this page, as a rule with its head."""
        self._number, self._row = self._flow.sheet.next_table(ruled=self._table.ruled), 0
        if again and not self._table.head_again:
            return
        self._put_band(self._head, self._band_heights(self._head))

    def _filled_head(self) -> _Band:
        table, name = self._table, f"{self._name}.head"
        if not table.groups:
            return (tuple(self._fill(name, rich, column, head=True) for column, rich in enumerate(table.head)),)
        grouped = {column: group for group in table.groups for column in range(group.first, group.last + 1)}
        upper = [
            self._fill(name, grouped[column].text, column, columns=grouped[column].width, head=True)
            if column in grouped
            else self._fill(name, rich, column, rows=2, head=True)
            for column, rich in enumerate(table.head)
            if column not in grouped or grouped[column].first == column
        ]
        lower = [self._fill(name, table.head[column], column, head=True) for column in sorted(grouped)]
        return tuple(upper), tuple(lower)

    def _filled_row(self, index: int, row: Row) -> _FilledRow:
        count = len(self._table.widths)
        spans = count if len(row.cells) == 1 else 1
        merged = {merge.column: merge for merge in self._table.merges if merge.row <= index < merge.row + merge.rows}
        return tuple(
            self._fill(
                f"{self._name}.{index}.{column}",
                rich,
                column,
                columns=spans,
                rows=merged[column].rows if column in merged else 1,
            )
            for column, rich in enumerate(row.cells)
            if column not in merged or merged[column].row == index
        )

    def _fill(
        self, name: str, rich: RichText, column: int, *, columns: int = 1, rows: int = 1, head: bool = False
    ) -> _Filled:
        whole_row = columns == len(self._table.widths)
        width = self._edges[column + columns] - self._edges[column] - 2 * self._padding
        tokens = tokens_of(rich, self._kind, bold=head or whole_row)
        centred = head or (not whole_row and self._table.aligns[column] == "c")
        return _Filled(name, break_lines(tokens, self._kind, width, width), column, columns, rows, centred)

    def _height(self, cells: _FilledRow) -> float:
        """Return the height of a row; a cell that reaches into the next row does not count."""
        return max((self._cell_height(cell) for cell in cells if cell.rows == 1), default=0.0)

    def _cell_height(self, cell: _Filled) -> float:
        return len(cell.lines) * self._line + 2 * self._padding

    def _band_heights(self, band: _Band) -> list[float]:
        """Return the heights of the rows of `band`; its last row grows where a cell of several rows needs it."""
        heights = [self._height(row) for row in band]
        for index, row in enumerate(band):
            tallest = max((self._cell_height(cell) for cell in row if cell.rows > 1), default=0.0)
            heights[-1] += max(0.0, tallest - sum(heights[index:]))
        return heights

    def _parts(self, band: _Band) -> list[_Band]:
        """Return the band; where it is one row that is higher than a page, or may be cut where this one ends, cut."""
        if len(band) > 1:
            return [band]
        (cells,) = band
        room = self._flow.page_height - sum(self._band_heights(self._head)) - 4 * self._padding
        most = max(1, int(room / self._line) - 1)
        longest = max(len(cell.lines) for cell in cells)
        left = int((self._flow.limit - self._flow.y - 2 * self._padding) / self._line)
        first = left if self._table.cut and 0 < left < most else most
        ends = [0, *range(first, longest, most), max(1, longest)]
        return [(tuple(replace(cell, lines=cell.lines[start:end]) for cell in cells),) for start, end in pairwise(ends)]

    def _put_band(self, band: _Band, heights: Sequence[float]) -> None:
        """Draw rows of these heights at the cursor; a cell of several rows reaches over them."""
        for index, (cells, height) in enumerate(zip(band, heights, strict=True)):
            for cell in cells:
                self._put_cell(cell, sum(heights[index : index + cell.rows]))
            self._flow.y += height
            self._row += 1

    def _put_cell(self, cell: _Filled, height: float) -> None:
        sheet, top = self._flow.sheet, self._flow.y
        left, right = self._edges[cell.column], self._edges[cell.column + cell.columns]
        place = Cell(self._number, self._row, cell.column, cell.rows, cell.columns)
        sheet.cell(place, left, top, right, top + height)
        slack = height - self._cell_height(cell)
        y = top + self._padding + (slack / 2 if cell.centred or cell.rows > 1 else 0.0)
        for line in cell.lines:
            inset = (right - left - text_width(line, self._kind)) / 2 if cell.centred else self._padding
            origin = Origin(cell.name, line.tokens[0].start, line.tokens[-1].end)
            at = Placing(left + inset, y + self._line * BASELINE)
            sheet.put(line, self._kind, at, origin, LineRole.TABLE, place)
            y += self._line
        if not self._table.ruled:
            return
        for level in (top, top + height):
            sheet.rule(left, level, right, level, self._rule)
        for upright in (left, right):
            sheet.rule(upright, top, upright, top + height, self._rule)
