"""What is true about one scanned page: its text, tables, marks, header fields, slant and turn, and where all lies.

Nothing here is found by looking at the scan: all follows from what was drawn and from the way it went.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from pipeline.model import Box, Cell, Line, LineRole, Mark, Word
from pipeline.raster import Raster
from pipeline.reading import compose
from pipeline.synth.sheet import DrawnPage
from pipeline.synth.way import Way

Point = tuple[float, float]

HEAD_FIELDS = ("doc_type", "number", "symbol", "number_symbol", "date", "place", "issuer", "title")
SIGNING_FIELDS = ("signer_name", "signer_title")


@dataclass(frozen=True, slots=True)
class TrueCell:
    """A cell of a table: its place (`Cell`), its text on one line, and its rectangle in the scan."""

    cell: Cell
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class TrueTable:
    """A table as it stands on one page, its repeated head included."""

    cells: tuple[TrueCell, ...]
    box: Box
    ruled: bool

    @property
    def size(self) -> tuple[int, int]:
        """How many rows and columns it has."""
        rows = max(cell.cell.row + cell.cell.rows for cell in self.cells)
        columns = max(cell.cell.column + cell.cell.columns for cell in self.cells)
        return rows, columns

    @property
    def grid(self) -> tuple[tuple[str, ...], ...]:
        """The texts in rows and columns; a merged cell stands at its first row and column, the rest is empty."""
        rows, columns = self.size
        texts = [[""] * columns for _ in range(rows)]
        for cell in self.cells:
            texts[cell.cell.row][cell.cell.column] = cell.text
        return tuple(tuple(row) for row in texts)


@dataclass(frozen=True, slots=True)
class Truth:
    """The truth of one scanned page. All boxes and points are pixels of the scan as it is stored.

    `text` is a perfect reading, a line of paper or a table row on each line. `rotation` is the clockwise turn (0, 90,
    180, 270 degrees) that puts the page upright, `skew` the slant that is left then, clockwise positive. `corners`
    are those of the sheet: top left, top right, bottom right, bottom left as one reads it; a photo shows them, a
    scan may cut them off. `header` pairs the fields of the gold record that stand on this page with their values.
    """

    text: str
    lines: tuple[Line, ...]
    rotation: int
    skew: float
    corners: tuple[Point, Point, Point, Point]
    tables: tuple[TrueTable, ...] = ()
    marks: tuple[Mark, ...] = ()
    header: tuple[tuple[str, str], ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether no text stands on the page."""
        return not self.lines


def truth_of(page: DrawnPage, way: Way, scan: Raster, record: dict[str, Any], quarter_turns: int) -> Truth:
    """Return the truth of `page` when its points went `way` into `scan`, turned clockwise by quarters."""
    width, height = page.raster.width, page.raster.height
    left, top, right, bottom = 0.0, 0.0, float(width), float(height)
    corners = (way.point(left, top), way.point(right, top), way.point(right, bottom), way.point(left, bottom))
    placed = _Placed(way, scan.width, scan.height)
    return Truth(
        text=compose(page.lines).text,
        lines=tuple(placed.line(line) for line in page.lines),
        rotation=-90 * quarter_turns % 360,
        skew=way.slant(width, height),
        corners=corners,
        tables=placed.tables(page),
        marks=tuple(replace(mark, box=placed.box(mark.box)) for mark in page.marks if mark.box),
        header=_header(page, record.get("document", {})),
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    way: Way
    width: int
    height: int

    def box(self, box: Box) -> Box:
        return self.way.box(box, self.width, self.height)

    def line(self, line: Line) -> Line:
        words = tuple(Word(word.text, self.box(word.box), word.confidence) for word in line.words)
        return replace(line, box=self.box(line.box) if line.box else None, words=words)

    def tables(self, page: DrawnPage) -> tuple[TrueTable, ...]:
        texts: dict[Cell, list[str]] = defaultdict(list)
        for line in page.lines:
            if line.cell:
                texts[line.cell].append(line.text)
        tables: dict[int, list[tuple[TrueCell, Box]]] = defaultdict(list)
        for cell, box in page.cells:
            true = TrueCell(cell, " ".join(texts.get(cell, ())), self.box(box))
            tables[cell.table].append((true, box))
        return tuple(
            TrueTable(
                tuple(true for true, _ in pairs),
                self.box(_around([box for _, box in pairs])),
                ruled=number not in page.unruled,
            )
            for number, pairs in sorted(tables.items())
        )


def _around(boxes: list[Box]) -> Box:
    return Box(
        boxes[0].page,
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


def _header(page: DrawnPage, document: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    roles = {line.role for line in page.lines}
    fields: tuple[str, ...] = HEAD_FIELDS if LineRole.HEADER_LEFT in roles else ()
    fields += SIGNING_FIELDS if LineRole.SIGNATURE in roles else ()
    return tuple((name, str(document[name])) for name in fields if document.get(name))
