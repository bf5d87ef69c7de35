"""The sheet that an archivist fills in, with what is known already written into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from pipeline.archive.codes import codes, words_of
from pipeline.archive.columns import DOCUMENTS, DOSSIERS, FONDS, GUIDE, LAYOUTS, Layout
from pipeline.archive.computed import archivist_date
from pipeline.archive.holding import Holding, Item
from pipeline.export.sheet import Sheet, write_book
from pipeline.store import Dossier, Fonds

_FLAGS = {True: "có", False: "không", None: None}
_GUIDE_HEADINGS = ("Bảng", "Cột", "Ví dụ", "Các giá trị nhận")
_DAYS = {"start", "end", "date"}


def write_template(path: Path, fonds: Sequence[Fonds], found: Iterable[Holding]) -> Path:
    """Write the template as a workbook: the fonds and files known, each with its documents; return `path`.

    Raises:
        ExportError: the file cannot be written.
    """
    dossiers = [(one.dossier, one.items) for one in found]
    sheets = (
        _sheet(FONDS, [asdict(one) for one in fonds] or [{"code": _code(dossiers)}]),
        _sheet(DOSSIERS, [asdict(dossier) for dossier, _ in dossiers]),
        _sheet(DOCUMENTS, [_document(dossier, item) for dossier, items in dossiers for item in items]),
        Sheet(GUIDE, _GUIDE_HEADINGS, _guide()),
    )
    write_book(path, sheets)
    return path


def _code(dossiers: Sequence[tuple[Dossier, Sequence[Item]]]) -> str | None:
    return next((dossier.fonds for dossier, _ in dossiers if dossier.fonds), None)


def _sheet(layout: Layout, rows: Iterable[Mapping[str, object]]) -> Sheet:
    headings = [column.heading for column in layout.columns]
    return Sheet(layout.title, headings, [_row(layout, row) for row in rows])


def _row(layout: Layout, values: Mapping[str, object]) -> list[object]:
    cells: list[object] = []
    for column in layout.columns:
        value = values.get(column.field)
        if column.table:
            value = words_of(column.table, str(value)) if value else None
        elif isinstance(value, bool):
            value = _FLAGS[value]
        elif column.field in _DAYS and value:
            value = _day(str(value))
        cells.append(value)
    return cells


def _day(iso: str) -> object:
    try:
        return date.fromisoformat(iso)
    except ValueError:  # a month only
        return archivist_date(iso)


def _document(dossier: Dossier, item: Item) -> Mapping[str, object]:
    """Return the row of a document: what was read of it is left to the reader, what a person gave stays."""
    return {**item.given, "dossier": dossier.code, "ordinal": item.ordinal, "file": item.path}


def _guide() -> list[tuple[object, ...]]:
    return [
        (layout.title, column.heading, column.example or None, ", ".join(codes(column.table).values()) or None)
        if column.table
        else (layout.title, column.heading, column.example or None, None)
        for layout in LAYOUTS
        for column in layout.columns
    ]
