"""CSV for spreadsheets: UTF-8 with a byte order mark (Excel asks for it), one file per table."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipeline.export.collection import Collection
from pipeline.export.formulas import begins_formula
from pipeline.export.whole import whole_file

_LIST_SEPARATOR = "; "


def write(collection: Collection, out: Path) -> list[Path]:
    """Write OUT/<table>.csv for each table; return the files.

    Text that a spreadsheet would run as a formula gets an apostrophe before it. Lists are joined by "; ".

    Raises:
        ExportError: a file cannot be written.
    """
    written = []
    for name, frame in collection.frames().tables().items():
        path = out / f"{name}.csv"
        with whole_file(path) as part:
            frame.map(cell).to_csv(
                part, index=False, encoding="utf-8-sig", date_format="%Y-%m-%d", lineterminator="\r\n"
            )
        written.append(path)
    return written


def cell(value: object) -> object:
    """Return a value as it goes into a cell.

    >>> cell("=1+1"), cell(-3), cell(("a", "b"))
    ("'=1+1", -3, 'a; b')
    """
    if isinstance(value, tuple):
        value = _LIST_SEPARATOR.join(value)
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat() if value.tzinfo is None else value.isoformat()
    if isinstance(value, str) and begins_formula(value):
        return f"'{value}"
    return value
