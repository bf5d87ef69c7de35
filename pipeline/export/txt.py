"""Plain text as it stands on the paper: line for line, indents, columns side by side, tables aligned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from statistics import median

from pipeline.export.collection import Collection
from pipeline.export.columns import GridCell, aligned, beside
from pipeline.export.whole import whole_file
from pipeline.layout.upright import upright
from pipeline.model import Document, Line, LineRole, Page
from pipeline.record import from_record

PAGE_BREAK = "\f"
_DEEPEST_INDENT = 60  # characters
_CENTRED = 8  # characters that a centred line leaves free on both sides, and by which the sides may differ
_BLANK_LINE = 1.55  # usual distances of lines, from which on an empty line is shown
_WIDE_ENOUGH = 20  # characters of a line that shows how wide a character is
_LEFT = frozenset({LineRole.HEADER_LEFT, LineRole.RECIPIENTS})
_SIDES = {
    LineRole.HEADER_LEFT: "head",
    LineRole.HEADER_RIGHT: "head",
    LineRole.RECIPIENTS: "foot",
    LineRole.SIGNATURE: "foot",
}


def write(collection: Collection, out: Path) -> list[Path]:
    """Write OUT/<export name>.txt for each document of `collection` (UTF-8); return the files.

    Raises:
        ExportError: a file cannot be written.
    """
    written = []
    for name, record in collection.records():
        path = out / f"{name}.txt"
        with whole_file(path) as part:
            part.write_text(plain_text(from_record(record)), encoding="utf-8", newline="\n")
        written.append(path)
    return written


def plain_text(document: Document) -> str:
    """Return the text of `document`: a line of the paper on a line, a form feed between pages.

    Head and foot stand side by side as on the paper, tables in aligned columns; a row that a page break cuts stands
    whole on the page where it begins. Text that has no place on a page (a .txt) stays as it is.
    """
    pages = {page.number: page for page in document.pages}
    found: dict[int, list[_Part]] = {number: [] for number in pages}
    for part in _parts(document.lines):
        found.setdefault(part.lines[0].page, []).append(part)
    texts = ["\n".join(_page(parts, pages.get(number))) for number, parts in sorted(found.items())]
    return f"\n{PAGE_BREAK}".join(texts) + "\n"


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines that are laid out together: one line, the rows of a table, both sides of head or foot."""

    kind: str
    lines: tuple[Line, ...]


def _parts(lines: Sequence[Line]) -> Iterator[_Part]:
    """Part lines, in reading order, into what is laid out together."""
    rows = [tuple(row) for _, row in groupby(enumerate(lines), key=_row_key)]
    for (kind, _), group in groupby(rows, key=lambda row: _part_key(row[0])):
        held = tuple(line for row in group for _, line in row)
        if kind == "line":
            yield from (_Part(kind, (line,)) for line in held)
        else:
            yield _Part(kind, held)


def _row_key(item: tuple[int, Line]) -> tuple[int, ...]:
    index, line = item
    if line.cell is None:
        return (-1, index)
    return (line.cell.page or line.page, line.cell.table, line.cell.row)


def _part_key(item: tuple[int, Line]) -> tuple[str, tuple[int, ...]]:
    _, line = item
    if line.cell is not None:
        return "table", (line.page, line.cell.page or line.page, line.cell.table)
    if line.box is not None and line.role in _SIDES:
        return _SIDES[line.role], (line.page,)
    return "line", ()


@dataclass(frozen=True, slots=True)
class _Measures:
    """What places on a page are counted in: margins, width of a character, distance of lines, all in page widths."""

    page: Page
    left: float
    right: float
    character: float
    pitch: float

    def indent(self, line: Line) -> int:
        """Return by how many characters a line stands in; one in the middle of the page is centred by its letters."""
        if line.box is None:
            return 0
        box = upright(line.box, self.page)
        before, behind = box.x0 - self.left, self.right - box.x1
        characters = before / self.character
        if min(before, behind) > _CENTRED * self.character and abs(before - behind) < _CENTRED * self.character:
            characters = ((self.right - self.left) / self.character - len(line.text)) / 2
        return max(0, min(round(characters), _DEEPEST_INDENT))

    def row(self, line: Line) -> float:
        """Return on which row of the page a line stands."""
        if line.box is None:
            return 0
        box = upright(line.box, self.page)
        return (box.y0 + box.y1) / 2 / self.pitch


def _measures(parts: Sequence[_Part], page: Page | None) -> _Measures | None:
    """Return the measures of a page; None where its lines have no places, or too few show them."""
    lines = [line for part in parts for line in part.lines if line.box is not None and line.cell is None]
    if page is None or not page.width or not lines:
        return None
    boxes = [upright(line.box, page) for line in lines if line.box is not None]
    wide = [(box.x1 - box.x0) / len(line.text) for box, line in zip(boxes, lines, strict=True) if line.text]
    long = [width for width, line in zip(wide, lines, strict=False) if len(line.text) >= _WIDE_ENOUGH] or wide
    steps = [below.y0 - above.y0 for above, below in pairwise(boxes) if below.y0 > above.y1 - (above.y1 - above.y0) / 2]
    pitch = median(steps) if steps else max(box.y1 - box.y0 for box in boxes)
    character = median(long) if long else 0
    if character <= 0 or pitch <= 0:
        return None
    return _Measures(page, min(box.x0 for box in boxes), max(box.x1 for box in boxes), character, pitch)


def _page(parts: Sequence[_Part], page: Page | None) -> Iterator[str]:
    measures = _measures(parts, page)
    above: float | None = None
    for part in parts:
        if measures is not None:
            first, last = measures.row(part.lines[0]), max(measures.row(line) for line in part.lines)
            if above is not None and first - above >= _BLANK_LINE:
                yield ""
            above = last
        yield from _laid_out(part, measures)


def _laid_out(part: _Part, measures: _Measures | None) -> Iterator[str]:
    if part.kind == "table":
        yield from aligned(_grid(part.lines))
    elif part.kind == "line" or measures is None:
        for line in part.lines:
            yield f"{' ' * measures.indent(line)}{line.text}".rstrip() if measures else line.text
    else:
        left = [line for line in part.lines if line.role in _LEFT]
        right = [line for line in part.lines if line.role not in _LEFT]
        yield from beside(
            [(measures.row(line), line.text) for line in left],
            [(measures.row(line), line.text) for line in right],
            start=min((measures.indent(line) for line in right), default=0),
            centred=part.kind == "head",
        )


def _grid(lines: Sequence[Line]) -> list[list[GridCell]]:
    """Return the rows of a table, each cell with its lines."""
    rows = []
    for _, group in groupby(lines, key=lambda line: line.cell.row if line.cell else 0):
        cells: dict[int, GridCell] = {}
        for line in group:
            if line.cell is not None:
                held = cells.setdefault(line.cell.column, GridCell(line.cell.column, max(1, line.cell.columns), []))
                held.lines.append(line.text)
        rows.append(sorted(cells.values(), key=lambda cell: cell.column))
    return rows
