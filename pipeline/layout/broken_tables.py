"""Tables that go on over a page break become one table again: rows count on, and a row that the break cut is joined.

The page before ends with a table, the next one begins with one of the same columns. Rows of its head that are printed
again are told apart (`LineRole.FURNITURE`); what follows them may be the rest of a cut row (`cut_rows`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rapidfuzz import fuzz

from pipeline.layout.cut_rows import how_it_goes_on, is_cut
from pipeline.layout.spread_tables import Filled, TablePart, table_part
from pipeline.model import Cell, Line, LineRole, Page

_Key = tuple[int, int]
"""The page on which a table begins, and its number there."""

_BESIDE = frozenset({LineRole.FURNITURE, LineRole.FOOTNOTE})
_SPECK = 3  # characters: what the engine makes of a speck between a table and the edge of the page
_HEAD_ROWS = 4  # a head has no more
_LIKE_HEAD = 80.0  # in 100
_BEGINS_LIKE = 65.0
_SHARED = 0.3  # of the narrower of two columns
_SLIP = 0.01  # of the width of the page
_MANY = 3  # columns: of more, one may be misread
_COUNTED = re.compile(r"\d+\b")
_NUMBERED = re.compile(r"(?:s?tt|so tt)\b")


def join_tables(lines: Sequence[Line], pages: Sequence[Page]) -> tuple[Line, ...]:
    """Return `lines` with each table that goes on over a page break made one.

    `lines` are those of a document, page after page; every line keeps its page, box and words. The lines of a cut row
    are brought to where it begins, cell by cell; a cell that is empty on the new page leaves no line there.
    """
    sheets = {page.number: page for page in pages}
    out: list[Line] = []
    ending: _Key | None = None
    for _, group in groupby(lines, key=lambda line: line.page):
        own = list(group)
        beginning = _first_table(own)
        if ending is not None and beginning is not None:
            table = [line for line in out if _key(line) == ending]
            above = table_part([line for line in table if line.role is not LineRole.FURNITURE], sheets)
            below = table_part([line for line in own if _key(line) == beginning], sheets)
            if _goes_on(above, below):
                own = _Join(out, ending, above, below, table_part(table, sheets).rows).put(own, beginning)
        out += own
        if not all(map(_is_beside, own)):  # else the whole page went into the table that is open
            ending = _first_table(reversed(own))
    return tuple(out)


def _key(line: Line) -> _Key | None:
    return (line.cell.page or line.page, line.cell.table) if line.cell else None


def _first_table(lines: Iterable[Line]) -> _Key | None:
    """Return the table that `lines` begin with, or None; what stands in the margins does not count."""
    return next((_key(line) for line in lines if not _is_beside(line)), None)


def _is_beside(line: Line) -> bool:
    return line.cell is None and (line.role in _BESIDE or len(line.text) <= _SPECK)


def _goes_on(above: TablePart, below: TablePart) -> bool:
    """Whether `below`, the first thing on its page, is the rest of `above`, the last thing on the page before."""
    if above.columns != below.columns or above.columns < 2 or not _same_columns(above, below):
        return False
    return _NUMBERED.match(below.text(0, 1)) is None or head_rows(above, below) > 0


def _same_columns(above: TablePart, below: TablePart) -> bool:
    """Whether the words of each column stand where those of the same column stood."""
    pairs = [(above.span(column), below.span(column)) for column in range(above.columns)]
    known = [(a, b) for a, b in pairs if a and b]
    apart = sum(min(a[1], b[1]) - max(a[0], b[0]) + _SLIP < _SHARED * min(a[1] - a[0], b[1] - b[0]) for a, b in known)
    return bool(known) and apart <= (1 if len(known) > _MANY else 0)


def head_rows(above: TablePart, below: TablePart) -> int:
    """Return how many of the first rows of `below` are the head of `above`, printed again."""
    first = above.text(0, 1)
    if _COUNTED.match(below.text(0, 1)) or fuzz.ratio(first, below.text(0, _HEAD_ROWS)[: len(first)]) < _BEGINS_LIKE:
        return 0
    found, best = 0, 0.0
    for rows in range(1, min(_HEAD_ROWS, below.rows) + 1):
        text, last = below.text(0, rows), below.text(rows - 1, rows)
        near = [other for other in (rows - 1, rows, rows + 1) if other > 0]
        like = max(fuzz.ratio(text, above.text(0, other)) for other in near) if any(map(str.isalpha, text)) else 0.0
        is_own = max(fuzz.ratio(last, above.text(other - 1, other)) for other in near) >= _LIKE_HEAD
        if last and like >= _LIKE_HEAD and (is_own or like >= best):
            found, best = rows, like
    return found


@dataclass(frozen=True, slots=True)
class _Join:
    """Joins `below` to the table `key` in the lines `out`, which `above` is; its rows count on from `first`."""

    out: list[Line]
    key: _Key
    above: TablePart
    below: TablePart
    first: int

    def put(self, lines: Sequence[Line], own: _Key) -> list[Line]:
        """Put the cells that a cut row or a merged cell goes on with into `out`; return the other lines of the page.

        `own` is the table among `lines`. Its rows count on, and those of a repeated head are told apart.
        """
        head = head_rows(self.above, self.below)
        cut = is_cut(self.above, self.below, head)
        behind = self.first - cut  # where the rows behind the first one count on from
        moved: set[int] = set()
        for cell in self.below.cells:
            if cell.cell.row == head and (cut or self._merged_goes_on(cell)):
                self._move(cell, behind + cell.end)
                moved |= {id(line) for line in cell.lines}
        rest: list[Line] = []
        for line in lines:
            if line.cell is None or _key(line) != own:
                rest.append(line)
            elif id(line) not in moved:
                is_head = line.cell.row < head
                row = (self.first if is_head else behind) + line.cell.row
                role = LineRole.FURNITURE if is_head else line.role
                rest.append(replace(line, role=role, cell=self._placed(line.cell, row)))
        return rest

    def _placed(self, cell: Cell, row: int) -> Cell:
        return replace(cell, page=self.key[0], table=self.key[1], row=row)

    def _merged_goes_on(self, cell: Filled) -> bool:
        """Whether `cell`, merged from several rows, is the rest of a cell of the page before."""
        before = self.above.last(cell.cell.column)
        if before is None or cell.cell.rows == 1:
            return False
        return not cell.text or how_it_goes_on(before, cell, self.above) > 0

    def _move(self, cell: Filled, end: int) -> None:
        """Make `cell` one with the cell above it; a merged one then reaches down to the row before `end`."""
        before = self.above.last(cell.cell.column)
        if before is None:
            target = self._placed(cell.cell, self.above.rows - 1)
        elif cell.cell.rows == 1:
            target = self._placed(before.cell, before.cell.row)
        else:
            target = replace(self._placed(before.cell, before.cell.row), rows=end - before.cell.row)
        last = 0
        for at, line in enumerate(self.out):
            if line.cell and _key(line) == self.key and _place(line.cell) <= _place(target):
                last = at
                if _place(line.cell) == _place(target):
                    self.out[at] = replace(line, cell=replace(line.cell, rows=target.rows))
        lines = [replace(line, cell=target) for line in cell.lines if line.text or before is None]
        self.out[last + 1 : last + 1] = lines


def _place(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column
