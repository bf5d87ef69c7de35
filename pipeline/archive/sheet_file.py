"""Reads the tables of an archivist's sheet (XLSX or CSV): which table is which, and what its rows say."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from pipeline.archive.columns import GUIDE, LAYOUTS, Column, Layout, layout_of
from pipeline.encodings import decode
from pipeline.errors import DamagedSourceError, SourceLimitError, UnsupportedSourceError, UsageError
from pipeline.message import Message

_HEADING_WITHIN = 20  # rows: titles may stand above the headings
_MOST_ROWS = 200_000
_MOST_COLUMNS = 200
_MOST_BYTES = 50_000_000
_MOST_UNPACKED = 500_000_000

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: where it stands, and its cells by field."""

    table: str
    row: int
    cells: Mapping[str, object]


def read_tables(path: Path) -> dict[Layout, list[Line]]:
    """Return the rows of each table that `path` holds, by its layout.

    Raises:
        UsageError: the file cannot be opened, or no table of it is one of ours.
        SourceError: it is no XLSX or CSV, is damaged, or too large.
    """
    found: dict[Layout, list[Line]] = {}
    for name, rows in _tables(path):
        placed = None if name == GUIDE else _heading(rows)
        if placed is None:
            continue
        layout, columns, start = placed
        found.setdefault(layout, []).extend(_lines(name, rows[start:], columns, start))
    if not found:
        known = "; ".join(
            f"{layout.title}: {', '.join(one.heading for one in layout.columns[:4])}…" for layout in LAYOUTS
        )
        raise UsageError(
            Message(
                f"Không nhận ra bảng nào trong {path}. Dòng tiêu đề cần có các cột như {known}. "
                "Mẫu: sohoa dossiers --template MAU.xlsx",
                f"No table of {path} is known. Its headings must be like {known}. "
                "A template: sohoa dossiers --template TEMPLATE.xlsx",
            )
        )
    return found


def _heading(rows: Sequence[Row]) -> tuple[Layout, dict[int, Column], int] | None:
    """Return the layout, its columns, and the place of the first row below the headings."""
    for place, row in enumerate(rows[:_HEADING_WITHIN]):
        found = layout_of(row)
        if found is not None:
            return (*found, place + 1)
    return None


def _lines(table: str, rows: Iterable[Row], columns: Mapping[int, Column], start: int) -> Iterator[Line]:
    for number, row in enumerate(rows, start=start + 1):
        cells = {column.field: row[place] for place, column in columns.items() if place < len(row)}
        if any(value is not None and str(value).strip() for value in cells.values()):
            yield Line(table, number, cells)


def _tables(path: Path) -> Iterator[tuple[str, list[Row]]]:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UsageError(
            Message(f"Không đọc được {path}: {error.strerror}.", f"Cannot read {path}: {error.strerror}.")
        ) from error
    if size > _MOST_BYTES:
        raise _too_large(path)
    if path.suffix.lower() in {".csv", ".tsv", ".txt"}:
        yield path.name, _csv_rows(path)
    elif zipfile.is_zipfile(path):
        yield from _workbook(path)
    else:
        raise UnsupportedSourceError(
            Message(f"{path} không phải .xlsx hay .csv.", f"{path} is no .xlsx and no .csv file.")
        )


def _workbook(path: Path) -> Iterator[tuple[str, list[Row]]]:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MOST_UNPACKED:
                raise _too_large(path)
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise DamagedSourceError(
            Message(f"{path} không phải bảng Excel đọc được ({error}).", f"{path} is no readable workbook ({error}).")
        ) from error
    try:
        for sheet in book.worksheets:
            rows = list(islice(sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS), _MOST_ROWS + 1))
            if len(rows) > _MOST_ROWS:
                raise _too_large(path)
            yield sheet.title, list(rows)
    finally:
        book.close()


def _csv_rows(path: Path) -> list[Row]:
    text = decode(path.read_bytes()).text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    rows: list[Row] = list(islice(csv.reader(io.StringIO(text), delimiter=separator), _MOST_ROWS + 1))
    if len(rows) > _MOST_ROWS:
        raise _too_large(path)
    return rows


def _too_large(path: Path) -> SourceLimitError:
    return SourceLimitError(
        Message(
            f"{path} quá lớn cho một bảng hồ sơ (nhiều nhất {_MOST_ROWS} dòng). Hãy chia thành nhiều tệp.",
            f"{path} is too large for a sheet of files (at most {_MOST_ROWS} rows). Part it.",
        )
    )
