"""Ruled tables, over as many pages as they need, the head repeated on each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from pipeline.model import Cell, LineRole
from pipeline.synth.breaking import BrokenLine, break_lines, tokens_of
from pipeline.synth.content import Row, Table
from pipeline.synth.flow import Flow
from pipeline.synth.sheet import Origin, Placing, text_width

PADDING_MM = 1.6
LEADING = 1.15
RULE_POINTS = 0.6


@dataclass(frozen=True, slots=True)
class _Filled:
    """One cell in lines, and the name of the text that they come from."""

    name: str
    lines: tuple[BrokenLine, ...]
    left: float
    width: float
    centred: bool


@dataclass(frozen=True, slots=True)
class _Measures:
    """Pixels: edges of the columns, height of a line, distance of text from rules."""

    edges: tuple[float, ...]
    line: float
    padding: float
    rule: float


def draw_table(flow: Flow, name: str, table: Table) -> None:
    """Draw `table`; cell (row, column) comes from the text `name.row.column`, the head from `name.head`."""
    _Ruler(flow, name, table).draw()


class _Ruler:
    def __init__(self, flow: Flow, name: str, table: Table) -> None:
        self._flow, self._name, self._table = flow, name, table
        self._kind = flow.type(flow.style.table_size)
        total, edge = sum(table.widths), flow.left
        edges = [edge]
        for width in table.widths:
            edge += flow.width * width / total
            edges.append(edge)
        self._measures = _Measures(
            tuple(edges), self._kind.size * LEADING, flow.style.mm(PADDING_MM), flow.style.points(RULE_POINTS)
        )
        self._head = self._fill(f"{name}.head", Row(table.head), head=True)
        self._number, self._row = flow.sheet.next_table(), 0

    def draw(self) -> None:
        first = self._fill(f"{self._name}.0", self._table.rows[0]) if self._table.rows else ()
        self._flow.keep(self._height(self._head) + self._height(first))
        self._number, self._row = self._flow.sheet.next_table(), 0
        self._put_row(self._head)
        for index, row in enumerate(self._table.rows):
            for part in self._parts(self._fill(f"{self._name}.{index}", row)):
                self._room_for(part)
                self._put_row(part)
        self._flow.y += self._flow.style.points(self._flow.style.gap + 2)

    def _fill(self, name: str, row: Row, *, head: bool = False) -> tuple[_Filled, ...]:
        edges, padding = self._measures.edges, self._measures.padding
        spans = [(edges[0], edges[-1])] if len(row.cells) == 1 else list(pairwise(edges))
        filled = []
        for column, (rich, (left, right)) in enumerate(zip(row.cells, spans, strict=True)):
            whole_row = len(spans) == 1
            width = right - left - 2 * padding
            tokens = tokens_of(rich, self._kind, bold=head or whole_row)
            lines = break_lines(tokens, self._kind, width, width)
            centred = head or (not whole_row and self._table.aligns[column] == "c")
            cell_name = name if head else f"{name}.{column}"
            filled.append(_Filled(cell_name, lines, left + padding, width, centred))
        return tuple(filled)

    def _height(self, cells: tuple[_Filled, ...]) -> float:
        most = max((len(cell.lines) for cell in cells), default=0)
        return most * self._measures.line + 2 * self._measures.padding

    def _parts(self, cells: tuple[_Filled, ...]) -> list[tuple[_Filled, ...]]:
        """Return the row, cut where it is higher than a page."""
        room = self._flow.page_height - self._height(self._head) - 4 * self._measures.padding
        most = max(1, int(room / self._measures.line) - 1)
        longest = max(len(cell.lines) for cell in cells)
        return [
            tuple(
                _Filled(cell.name, cell.lines[start : start + most], cell.left, cell.width, cell.centred)
                for cell in cells
            )
            for start in range(0, max(1, longest), most)
        ]

    def _room_for(self, cells: tuple[_Filled, ...]) -> None:
        if self._flow.y + self._height(cells) > self._flow.limit:
            self._flow.new_page()
            self._number, self._row = self._flow.sheet.next_table(), 0
            self._put_row(self._head)

    def _put_row(self, cells: tuple[_Filled, ...]) -> None:
        flow, measures = self._flow, self._measures
        top, height = flow.y, self._height(cells)
        for column, cell in enumerate(cells):
            spanned = len(measures.edges) - 1 if len(cells) == 1 else 1
            place = Cell(self._number, self._row, column, 1, spanned)
            slack = height - 2 * measures.padding - len(cell.lines) * measures.line
            y = top + measures.padding + (slack / 2 if cell.centred else 0)
            for line in cell.lines:
                baseline = y + measures.line * 0.77
                inset = (cell.width - text_width(line, self._kind)) / 2 if cell.centred else 0.0
                origin = Origin(cell.name, line.tokens[0].start, line.tokens[-1].end)
                flow.sheet.put(line, self._kind, Placing(cell.left + inset, baseline), origin, LineRole.TABLE, place)
                y += measures.line
        self._rules(cells, top, top + height)
        flow.y = top + height
        self._row += 1

    def _rules(self, cells: tuple[_Filled, ...], top: float, bottom: float) -> None:
        sheet, edges, rule = self._flow.sheet, self._measures.edges, self._measures.rule
        for y in (top, bottom):
            sheet.rule(edges[0], y, edges[-1], y, rule)
        for x in (edges[0], edges[-1]) if len(cells) == 1 else edges:
            sheet.rule(x, top, x, bottom, rule)
