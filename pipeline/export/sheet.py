"""One sheet of a workbook for people: a bold heading that stays in view, filters, real dates, text that stays text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from pipeline.export.formulas import begins_formula
from pipeline.export.whole import whole_file

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Value = str | int | float | date | None
"""What a cell holds."""

_LONGEST_CELL = 32_767  # UTF-16 units; Excel's own bound
_CUT = " … (còn nữa; xem tệp JSON)"
_MOST_LINKS = 65_530  # of a sheet; Excel's own bound
_A4 = 9  # what Excel calls it
_FIRST_YEAR = 1900  # Excel knows no day before
_WIDTHS = (8, 48)
_LINE_HEIGHT = 15.0  # points
_MOST_LINES = 12  # of a row that are shown; the cell holds the rest
_BOLD = Font(name="Calibri", size=11, bold=True)
_LINK = Font(name="Calibri", size=11, color="0563C1", underline="single")
_SHADE = PatternFill("solid", fgColor="DDE6F0")
_TOP = Alignment(vertical="top", wrap_text=True)


PERCENT = "0%"
WHOLE_NUMBER = "#,##0"


@dataclass(frozen=True, slots=True)
class Shown:
    """A value with what the cell does with it.

    `target` is where a click leads: a path relative to the workbook, or "#" and a cell ("#'Văn bản'!A5").
    """

    value: object
    number_format: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table under its title and headings.

    `filters` lets a person choose rows. The last `folded` columns are folded away, to be opened by the plus above.
    """

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[object]]
    filters: bool = True
    folded: int = 0


def write_book(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write a workbook, whole or not at all.

    Raises:
        ExportError: the file cannot be written.
    """
    with whole_file(path) as part:
        book = Workbook(write_only=True)
        for sheet in sheets:
            write_sheet(book.create_sheet(sheet.title), sheet)
        book.save(part)


def write_sheet(into: WriteOnlyWorksheet, sheet: Sheet) -> None:
    """Write a sheet of a write-only workbook.

    Days are `date`s or pandas timestamps, lists are tuples (an item a line), times are shown without their zone. A
    text that looks like a formula stays text, also when a person edits it. `Shown` gives a value a format or a link.
    """
    rows = [[_ready(value) for value in row] for row in sheet.rows]
    widths = [_width(title, [row[number].value for row in rows]) for number, title in enumerate(sheet.headings)]
    _columns(into, widths, sheet.folded)
    into.freeze_panes = "A2"
    _print_setup(into)
    if sheet.filters:
        last = get_column_letter(len(widths))
        into.auto_filter.ref = f"A1:{last}{len(rows) + 1}"  # type: ignore[attr-defined] # missing in the stubs
    into.append([_heading_cell(into, title) for title in sheet.headings])
    left = _MOST_LINKS
    shown = len(widths) - sheet.folded
    for number, row in enumerate(rows, start=2):
        lines = max((_lines(one.value, width) for one, width in zip(row[:shown], widths, strict=False)), default=1)
        into.row_dimensions[number].height = _LINE_HEIGHT * min(lines, _MOST_LINES)  # type: ignore[attr-defined]
        cells = [_cell(into, one.value, one.number_format) for one in row]
        for column, (cell, one) in enumerate(zip(cells, row, strict=True), start=1):
            if one.target and cell.value is not None and left > 0:
                left -= 1
                _link(cell, f"{get_column_letter(column)}{number}", one.target)
        into.append(cells)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A value as Excel takes it, with its format and its link."""

    value: Value
    number_format: str | None
    target: str | None


def _ready(value: object) -> _Ready:
    if isinstance(value, Shown):
        return _Ready(_value(value.value), value.number_format, value.target)
    return _Ready(_value(value), None, None)


def _columns(sheet: WriteOnlyWorksheet, widths: Sequence[int], folded: int) -> None:
    for number, width in enumerate(widths, start=1):
        dimension = sheet.column_dimensions[get_column_letter(number)]  # type: ignore[attr-defined]
        dimension.width = width
        if number > len(widths) - folded:
            dimension.outline_level, dimension.hidden = 1, True


def _lines(value: Value, width: int) -> int:
    """Return how many lines a value takes in a cell `width` characters wide."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, ceil(len(line) / width)) for line in value.split("\n"))


def _print_setup(sheet: WriteOnlyWorksheet) -> None:
    """Let the sheet be printed on A4 lying, as wide as the paper, its heading on each page."""
    sheet.page_setup.orientation = "landscape"  # type: ignore[attr-defined]
    sheet.page_setup.paperSize = _A4  # type: ignore[attr-defined]
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0  # type: ignore[attr-defined]
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)  # type: ignore[attr-defined]
    sheet.print_title_rows = "1:1"


def _link(cell: Cell, place: str, target: str) -> None:
    if target.startswith("#"):
        link = Hyperlink(ref=place, location=target.removeprefix("#"))
    else:
        link = Hyperlink(ref=place, target=quote(target))
    cell._hyperlink = link  # type: ignore[attr-defined] # the setter would name the cell A1: a cell of a write-only sheet knows no place yet
    cell.font = _LINK


def _width(heading: str, values: list[Value]) -> int:
    lines = [line for value in values if value is not None for line in str(value).split("\n")]
    longest = max((len(line) for line in lines), default=0)
    return min(max(longest + 2, len(heading) + 4, _WIDTHS[0]), _WIDTHS[1])


def _heading_cell(sheet: WriteOnlyWorksheet, heading: str) -> Cell:
    cell: Cell = WriteOnlyCell(sheet, heading)
    cell.font, cell.fill = _BOLD, _SHADE
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Value, number_format: str | None) -> Cell:
    cell: Cell = WriteOnlyCell(sheet)
    cell.value = value
    cell.alignment = _TOP
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula, whatever it begins with
        if begins_formula(value):
            cell.quotePrefix = True  # nor when a person opens the cell and closes it
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy hh:mm" if isinstance(value, datetime) else "dd/mm/yyyy"
    elif number_format:
        cell.number_format = number_format
    return cell


def _value(value: object) -> Value:
    """Return a value of a table as Excel takes it: no control characters, days as dates, times without a zone."""
    if isinstance(value, tuple):
        value = "\n".join(value)
    if isinstance(value, str):
        return _short(ILLEGAL_CHARACTERS_RE.sub(" ", value))
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


def _short(text: str) -> str:
    """Return a text as long as a cell may be; one that is cut says so."""
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * _LONGEST_CELL:
        return text
    return units[: 2 * (_LONGEST_CELL - len(_CUT))].decode("utf-16-le", "ignore") + _CUT
