"""Whether the first row of a page is the rest of the row that the page before ends with.

A word processor cuts a row line by line: only cells that filled the old page to its foot have anything on the new one,
the row's number is not printed again, and sentences go on. A row of its own has most of its cells, and its figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.language import fold
from pipeline.layout.spread_tables import Filled, TablePart

_FOOT = 1.5  # heights of a line above the foot of the row: words that ended there had room to go on
_WIDE = 2  # columns: a cell over more of them is the title of a group
_SURE, _LIKELY, _UNLIKELY, _NEVER = 2, 1, -2, -9
_ENDED = re.compile(r"[.;:!?…]\W*$")
_UNFINISHED = re.compile(
    r"[,(–-]$|\b(?:và|hoặc|của|tại|theo|về|cho|các|những|với|từ|đến|để|là|do|bởi|thuộc|đã|sẽ|phải|bộ|sở)$",
    re.IGNORECASE,
)
_ASKS_FIGURE = re.compile(r"\b(?:số|ngày|tháng|năm|quý|khoản|điều|điểm|mục)$", re.IGNORECASE)
_ITEM = re.compile(r"(?:[-–+•*]|\(?[a-zđ\d]{1,2}[.)])\s*\w")
_FIGURES = re.compile(r"[\d\s.,:%/–-]+")


def is_cut(above: TablePart, below: TablePart, row: int) -> bool:
    """Whether row `row` of `below` is the rest of the last row of `above`, which stands on the page before."""
    filled = [cell for cell in below.cells if cell.cell.row == row and cell.text]
    if not filled or any(cell.cell.columns > _WIDE for cell in filled):
        return False
    signs = [how_it_goes_on(above.last(cell.cell.column), cell, above) for cell in filled]
    if filled[0].cell.column == 0 and signs[0] < _SURE:
        return False
    return sum(signs) + _by_number(above, filled) > 0


def how_it_goes_on(before: Filled | None, cell: Filled, above: TablePart) -> int:
    """Return how probable it is that the words of `cell` go on with those of `before`: 0 where nothing tells."""
    if before is None or not before.text:
        return _UNLIKELY
    text, rest = before.text, cell.text
    if fold(text) == fold(rest) or (_FIGURES.fullmatch(text) and _FIGURES.fullmatch(rest)):
        return _NEVER
    if _ends_early(before, above):
        return _UNLIKELY
    if rest[0].islower() and not _ITEM.match(rest):
        return _LIKELY if _ENDED.search(text) else _SURE
    asked = rest[0].isdigit() and _ASKS_FIGURE.search(text)
    return _SURE if asked or _UNFINISHED.search(text) else 0


def _ends_early(cell: Filled, table: TablePart) -> bool:
    """Whether the words of `cell`, of the last row of `table`, end above the foot of the page that the row reaches."""
    places = [(box.page, box.y1) for other in table.cells if other.end == table.rows for box in other.boxes]
    page, foot = max(places)
    own_page, own_foot = max((box.page, box.y1) for box in cell.boxes)
    return own_page < page or foot - own_foot > _FOOT * table.unit


def _by_number(above: TablePart, filled: Sequence[Filled]) -> int:
    """Return what the number of filled cells tells: the rest of a row has few, a row of its own all."""
    before = sum(cell.end == above.rows and cell.cell.column > 0 and cell.text != "" for cell in above.cells)
    after = sum(cell.cell.column > 0 for cell in filled)
    if 2 * after <= before:
        return _LIKELY
    if after >= before:
        return _UNLIKELY if before > 1 else -1
    return 0
