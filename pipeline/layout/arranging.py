"""From words in any order to lines in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.layout.columns import find_ending, find_header, find_signature
from pipeline.layout.grid import GridCell, TableGrid
from pipeline.layout.segments import Segment, find_segments, join_rows, word_height
from pipeline.layout.unruled import find_unruled
from pipeline.model import Box, Cell, Line, LineRole, Mark, MarkKind, Word
from pipeline.reading import union

_PAGE_NUMBER = re.compile(r"^(?:[-–—~.]\s?)?(?:(?:Trang|trang|Page)\s)?\d{1,3}(?:\s?/\s?\d{1,3})?(?:\s?[-–—~.])?$")
_RAISED_START = re.compile(r"^[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:\s|$)")
_NOTE_START = re.compile(r"^(?:\(?\[?\d{1,3}[\])]?|[*†]+)[.,:]?(?:\s|$)|^\d{1,2}[^\W\d_]")
_EDGE = 0.12
_NOTE_HEIGHT = 0.88
_WORD_LETTERS = 2
_SCRAWL_BELOW = 0.3


@dataclass(frozen=True, slots=True)
class Arranged:
    """The lines of a page in reading order, what stands beside them (page numbers), and the tables without rules."""

    lines: tuple[Line, ...]
    marks: tuple[Mark, ...] = ()
    unruled: tuple[TableGrid, ...] = ()


def arrange(words: Sequence[Word], width: int, height: int, page: int, tables: Sequence[TableGrid] = ()) -> Arranged:
    """Put `words` (any order, boxes in pixels of a page of `width` x `height`) into lines in reading order.

    The left column of a header comes before the right one, the recipients before the signature, a table row by
    row and within a row cell by cell. `page` is the number that the lines carry. Words in a cell of one of
    `tables` become one line for each line of that cell.
    """
    of_tables, free = _divide(words, tables)
    unit = word_height(words)
    segments, marks = _without_page_number(find_segments(free, unit), width, height)
    blocks = list(_blocks(segments, _Sheet(page, width, height, unit)))
    for index, (table, own) in enumerate(zip(tables, of_tables, strict=True)):
        blocks.append(_Block(table.box.y0, list(_table_lines(index, table, own, page))))
    blocks.sort(key=lambda block: block.top)
    lines = list(_numbered(line for block in blocks for line in block.lines))
    scrawls = [line for line in lines if _is_scrawl(line)]
    marks += [Mark(MarkKind.HANDWRITING, line.box, line.text, line.confidence) for line in scrawls]
    unruled = tuple(block.unruled for block in blocks if block.unruled)
    return Arranged(tuple(line for line in lines if line not in scrawls), tuple(marks), unruled)


def _is_scrawl(line: Line) -> bool:
    """Whether `line` is what the engine made of the strokes of a signature: no word of it is believed."""
    words = [word for word in line.words if sum(char.isalpha() for char in word.text) >= _WORD_LETTERS]
    believed = max((word.confidence for word in words), default=0.0)
    return line.role is LineRole.SIGNATURE and max(believed, line.confidence) < _SCRAWL_BELOW


def line_confidence(words: Sequence[Word]) -> float:
    """Return the mean confidence of `words`, each weighted by its number of characters (1 where there are none)."""
    characters = sum(len(word.text) for word in words)
    if not characters:
        return 1.0
    return round(sum(word.confidence * len(word.text) for word in words) / characters, 4)


def _divide(words: Sequence[Word], tables: Sequence[TableGrid]) -> tuple[list[list[Word]], list[Word]]:
    """Return the words in each of `tables`, and those outside any table."""
    inside: list[list[Word]] = [[] for _ in tables]
    free: list[Word] = []
    for word in words:
        own = next((found for table, found in zip(tables, inside, strict=True) if table.cell_of(word)), free)
        own.append(word)
    return inside, free


def _numbered(lines: Iterable[Line]) -> Iterator[Line]:
    """Number the tables from 0 in the order in which they come."""
    numbers: dict[int, int] = {}
    for line in lines:
        if line.cell is None:
            yield line
        else:
            number = numbers.setdefault(line.cell.table, len(numbers))
            yield replace(line, cell=replace(line.cell, table=number))


def _without_page_number(segments: Sequence[Segment], width: int, height: int) -> tuple[list[Segment], list[Mark]]:
    """Take the lone number in the middle (or right corner) of the top or bottom edge out."""
    marks: list[Mark] = []
    kept = list(segments)
    for row in join_rows(segments):
        at_edge = row.y1 < _EDGE * height or row.y0 > (1 - _EDGE) * height
        middle = (row.x0 + row.x1) / (2 * width)
        if at_edge and middle > 0.4 and _PAGE_NUMBER.match(row.text) and _is_outermost(row, segments, height):
            box = union([word.box for word in row.words])
            marks.append(Mark(MarkKind.PAGE_NUMBER, box, row.text, line_confidence(row.words)))
            kept = [segment for segment in kept if segment.words[0] not in row.words]
    return kept, marks


def _is_outermost(row: Segment, segments: Sequence[Segment], height: int) -> bool:
    if row.middle < height / 2:
        return all(segment.middle >= row.y0 for segment in segments)
    return all(segment.middle <= row.y1 for segment in segments)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The page's number and size, and the height of a word on it."""

    page: int
    width: int
    height: int
    unit: float


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that stand together, their upper edge, and the grid of a table without rules that they are."""

    top: float
    lines: list[Line]
    unruled: TableGrid | None = None


def _blocks(segments: Sequence[Segment], sheet: _Sheet) -> Iterator[_Block]:
    """Return the lines of `segments` in blocks with their upper edges: each header, ending, and body line.

    A page may hold several papers (forms, an annex): what is above and below each pair of columns is divided again.
    """
    if header := find_header(segments, sheet.width, sheet.height, sheet.unit):
        columns, roles = header, (LineRole.HEADER_LEFT, LineRole.HEADER_RIGHT)
    elif ending := find_ending(segments, sheet.width, sheet.unit):
        columns, roles = ending, (LineRole.RECIPIENTS, LineRole.SIGNATURE)
    else:
        yield from _plain(segments, sheet)
        return
    yield from _blocks(columns.above, sheet)
    top = min(segment.y0 for segment in columns.left or columns.right)
    yield _Block(top, _lines(columns.left, sheet.page, roles[0]) + _lines(columns.right, sheet.page, roles[1]))
    yield from _blocks(columns.below, sheet)


def _plain(segments: Sequence[Segment], sheet: _Sheet) -> Iterator[_Block]:
    """Return the lines of a part of the page in one column, and of a signature at its end."""
    signature = find_signature(segments, sheet.width)
    body = [segment for segment in segments if segment not in signature]
    for table in find_unruled(body, sheet.unit, sheet.page):
        body = [segment for segment in body if segment not in table.segments]
        own = [word for segment in table.segments for word in segment.words]
        number = -round(table.grid.box.y1)  # numbered anew with the ruled ones, when all are known
        yield _Block(table.grid.box.y0, list(_table_lines(number, table.grid, own, sheet.page)), table.grid)
    for line in _body_lines(body, sheet.page, sheet.height):
        if line.box:
            yield _Block(line.box.y0, [line])
    if signature:
        yield _Block(signature[0].y0, _lines(signature, sheet.page, LineRole.SIGNATURE))


def _body_lines(body: Iterable[Segment], page: int, height: int) -> list[Line]:
    rows = join_rows(body)
    first_note = _first_note(rows, height)
    return [
        _line(row.words, page, LineRole.BODY if index < first_note else LineRole.FOOTNOTE)
        for index, row in enumerate(rows)
    ]


def _first_note(rows: Sequence[Segment], height: int) -> int:
    """Return the index of the first row that belongs to the footnotes: smaller print at the end of the page."""
    usual = word_height([word for row in rows for word in row.words])
    first = _first_raised(rows, height)
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index]
        if row.middle < 0.4 * height or word_height(row.words) > _NOTE_HEIGHT * usual:
            break
        if _NOTE_START.match(row.text):
            first = min(first, index)
    return first


def _first_raised(rows: Sequence[Segment], height: int) -> int:
    """Return the index of the first row that begins with a raised mark and has only small print from there on."""
    first = next((i for i, row in enumerate(rows) if row.middle > 0.3 * height and _RAISED_START.match(row.text)), None)
    if first is None:
        return len(rows)
    above, notes = ([word for row in part for word in row.words] for part in (rows[:first], rows[first:]))
    return first if not above or word_height(notes) < word_height(above) else len(rows)


def _table_lines(number: int, table: TableGrid, words: Sequence[Word], page: int) -> Iterator[Line]:
    """Return the lines of each cell; a line without words stands for an empty one, so that it leaves a trace."""
    if not words:
        return
    in_cells: dict[GridCell | None, list[Word]] = {}
    for word in words:
        in_cells.setdefault(table.cell_of(word), []).append(word)
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        own = in_cells.get(cell, [])
        if not own:
            yield Line(page, "", "", replace(cell.box, page=page), role=LineRole.TABLE, cell=cell.place(number))
        for row in join_rows(find_segments(own, word_height(own))):
            yield _line(row.words, page, LineRole.TABLE, cell.place(number))


def _lines(segments: Iterable[Segment], page: int, role: LineRole) -> list[Line]:
    return [_line(row.words, page, role) for row in join_rows(segments)]


def _line(words: tuple[Word, ...], page: int, role: LineRole, cell: Cell | None = None) -> Line:
    text = " ".join(word.text for word in words)
    box = union([word.box for word in words])
    return Line(
        page=page,
        read=text,
        text=text,
        box=Box(page, box.x0, box.y0, box.x1, box.y1),
        words=words,
        confidence=line_confidence(words),
        role=role,
        cell=cell,
    )
