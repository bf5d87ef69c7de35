"""Rows of tables of figures: what is measured, its unit, its value; columns are known by the words of their head."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.figures.phrases import figure_words, find_year, last_year
from pipeline.extract.figures.quantities import Quantity, read_value
from pipeline.extract.figures.settings import Setting
from pipeline.extract.structure.blocks import Block, BlockCell, BlockKind
from pipeline.extract.vocabulary import flat, starts_with, words
from pipeline.language import fold


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value of a row: `head` is what its column is called, `unit` that of its own column or of the value."""

    setting: Setting
    indicator: BlockCell
    value: BlockCell
    quantity: Quantity
    unit: str | None
    head: str


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a table: what is measured, its unit, and the columns of values with their heads."""

    indicator: int
    unit: int | None
    values: dict[int, str]


_Read = Callable[[Block], _Columns | None]
_NONE = _Columns(-1, None, {})
_LONGEST_HEAD = 90  # characters
_FIRST_ROWS = 3


def find_goal_rows(settings: Sequence[Setting], year: int | None) -> Iterator[ValueRow]:
    """Yield the goals of tables with a column of goals; columns of years before `year` tell of the past."""

    def read(block: Block) -> _Columns | None:
        return _columns(block, "goal", "not_goal", needs="goals", since=year)

    return _rows(settings, read)


def find_done_rows(settings: Sequence[Setting]) -> Iterator[ValueRow]:
    """Yield the values of tables that say what was done."""

    def read(block: Block) -> _Columns | None:
        return _columns(block, "done", "not_done", needs=None, since=None)

    return _rows(settings, read)


def _rows(settings: Sequence[Setting], read: _Read) -> Iterator[ValueRow]:
    columns, since_head = _NONE, 0
    for setting in settings:
        block = setting.block
        if block.kind is not BlockKind.TABLE_ROW:
            columns = _NONE
            continue
        head = read(block)
        since_head += 1
        if head is not None and (columns is _NONE or head is _NONE or since_head > _FIRST_ROWS):
            columns, since_head = head, 0
        elif columns.values:
            yield from _read_row(setting, columns)


def _read_row(setting: Setting, columns: _Columns) -> Iterator[ValueRow]:
    cells = {cell.column: cell for cell in setting.block.cells}
    indicator = cells.get(columns.indicator)
    if indicator is None or not any(map(str.isalpha, indicator.text)) or read_value(indicator.text):
        return
    unit = cells.get(columns.unit) if columns.unit is not None else None
    for column, head in columns.values.items():
        value = cells.get(column)
        quantity = read_value(value.text) if value else None
        if value is None or quantity is None:
            continue
        own = quantity.unit or _unit_in(head) or (unit.text if unit and _may_be_unit(unit.text) else None)
        yield ValueRow(setting, indicator, value, quantity, own, head)


_LONGEST_UNIT = 25  # characters


def _may_be_unit(text: str) -> bool:
    """Say whether a cell below "Đơn vị" says a unit, not who does it."""
    return len(text) <= _LONGEST_UNIT and not starts_with(flat(text), words("bodies", "heads"))


_BARE_YEAR = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/.])")


def _bare_year(head: str) -> int | None:
    found = _BARE_YEAR.findall(head)
    return int(found[-1]) if found else None


def year_of(head: str) -> str | None:
    """Return the year that the head of a column names, as printed; in a head it needs no word.

    >>> year_of("Kế hoạch năm 2027"), year_of("Kế hoạch 2018"), year_of("Chỉ tiêu giao")
    ('năm 2027', '2018', None)
    """
    year = _bare_year(head)
    return find_year(head) or (str(year) if year else None)


def _unit_in(head: str) -> str | None:
    """Return the unit that the head of a column names in brackets: "Tỷ lệ (%)"."""
    return "%" if "%" in head else None


def _columns(block: Block, wanted: str, unwanted: str, *, needs: str | None, since: int | None) -> _Columns | None:
    """Return the columns of a head; `_NONE` where its table holds no such values; None where the row is no head."""
    entries = figure_words("tables")
    cells = [(cell.column, cell.text, fold(cell.text)) for cell in block.cells]
    if len(cells) < 2 or any(len(text) > _LONGEST_HEAD for _, text, _ in cells):
        return None
    if any(_has(folded, entries["never"]) for _, _, folded in cells):
        return _NONE
    indicator = next((column for column, _, folded in cells if _has(folded, entries["indicator"])), None)
    if indicator is None or any(read_value(text) and not last_year(text) for _, text, _ in cells):
        return None
    unit = next((column for column, _, folded in cells if _has(folded, entries["unit"])), None)
    if unit is None:
        unit = next((column for column, _, folded in cells if folded.strip(" .:") in entries["bare_unit"]), None)
    values = {
        column: text
        for column, text, folded in cells
        if column not in {indicator, unit}
        and _has(folded, entries[wanted])
        and not _has(folded, entries[unwanted])
        and not (since and (past := last_year(text) or _bare_year(text)) and past < since)
    }
    if not values:
        return None
    if needs and not any(_has(folded, entries[needs]) for _, _, folded in cells):
        return _NONE
    return _Columns(indicator, unit, values)


def _has(folded: str, entries: Sequence[str]) -> bool:
    padded = f" {folded} "
    return any(f" {fold(entry)}" in padded for entry in entries)
