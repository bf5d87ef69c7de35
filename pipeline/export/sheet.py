"""One sheet of a workbook for people: a bold heading that stays in view, filters, real dates, text that stays text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from pipeline.export.whole import whole_file

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Value = str | int | float | date | None
"""What a cell holds."""

_LONGEST_CELL = 32_767  # characters; Excel's own bound
_FIRST_YEAR = 1900  # Excel knows no day before
_WIDTHS = (8, 60)
_BOLD = Font(bold=True)
_SHADE = PatternFill("solid", fgColor="DDE6F0")
_TOP = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table under its title and headings."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[object]]


def write_book(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write a workbook, whole or not at all.

    Raises:
        ExportError: the file cannot be written.
    """
    with whole_file(path) as part:
        book = Workbook(write_only=True)
        for sheet in sheets:
            write_sheet(book.create_sheet(sheet.title), sheet.headings, sheet.rows)
        book.save(part)


def write_sheet(sheet: WriteOnlyWorksheet, headings: Sequence[str], table: Iterable[Sequence[object]]) -> None:
    """Write a sheet of a write-only workbook: `headings`, and a row for each of `table`.

    Days are `date`s or pandas timestamps, lists are tuples (an item a line), times are shown without their zone.
    """
    rows = [[_value(value) for value in row] for row in table]
    last = get_column_letter(len(headings))
    for number, title in enumerate(headings):
        letter = get_column_letter(number + 1)
        sheet.column_dimensions[letter].width = _width(title, [row[number] for row in rows])  # type: ignore[attr-defined]
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"  # type: ignore[attr-defined] # missing in the stubs, as above
    sheet.append([_heading_cell(sheet, title) for title in headings])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _width(heading: str, values: list[Value]) -> int:
    lines = [line for value in values if value is not None for line in str(value).split("\n")]
    longest = max((len(line) for line in lines), default=0)
    return min(max(longest + 2, len(heading) + 4, _WIDTHS[0]), _WIDTHS[1])


def _heading_cell(sheet: WriteOnlyWorksheet, heading: str) -> Cell:
    cell: Cell = WriteOnlyCell(sheet, heading)
    cell.font, cell.fill = _BOLD, _SHADE
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> Cell:
    cell: Cell = WriteOnlyCell(sheet)
    cell.value = value
    cell.alignment = _TOP
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula, whatever it begins with
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy hh:mm" if isinstance(value, datetime) else "dd/mm/yyyy"
    return cell


def _value(value: object) -> Value:
    """Return a value of a table as Excel takes it: no control characters, days as dates, times without a zone."""
    if isinstance(value, tuple):
        value = "\n".join(value)
    if isinstance(value, str):
        return ILLEGAL_CHARACTERS_RE.sub(" ", value)[:_LONGEST_CELL]
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, pd.Timestamp):
        if value.year < _FIRST_YEAR:
            return value.date().isoformat()
        return value.tz_localize(None).to_pydatetime() if value.tzinfo else value.date()
    if isinstance(value, date):
        return value if value.year >= _FIRST_YEAR else value.isoformat()
    if isinstance(value, float):
        return None if value != value else round(value, 4)  # noqa: PLR0124 - NaN differs from itself
    if isinstance(value, Integral):
        return int(value)
    raise TypeError(value)
