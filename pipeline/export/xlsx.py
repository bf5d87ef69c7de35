"""XLSX for people: one sheet per table, Vietnamese headings, filters, real dates, links to pages and documents."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.export.collection import Collection, PageFiles
from pipeline.export.sheet import PERCENT, WHOLE_NUMBER, Sheet, Shown, write_book
from pipeline.export.table_words import ABOUT, SHEETS, WORDS, heading
from pipeline.export.whole import ExportError
from pipeline.export.words import day_words
from pipeline.message import Message
from pipeline.record import SCHEMA_VERSION
from pipeline.version import __version__
from pipeline.wording import recurrence_words

FILE_NAME = "sohoa.xlsx"
READ_FIRST = "Đọc trước"

_DOCUMENT = "document"  # the column of a fact that names its document
_FOLDED = (
    "number", "symbol", "canonical", "urn", "key", "actor_keys", "partner_keys", "part", "names", "sha256", "doc_id",
)  # fmt: skip
"""Columns that programs need and a person seldom looks at: they come last, folded away."""

_NOT_FOLDED = frozenset({("results", "number"), ("bodies", "names")})

_MOST_ROWS = 1_048_575  # below the headings; Excel's own bound
_ISO = "_iso"


def write(collection: Collection, out: Path) -> list[Path]:
    """Write OUT/sohoa.xlsx; return it in a list.

    Lists stand in one cell, one item per line; codes stand as words; a day of which only the month is known stands as
    text. Page numbers lead to the page images in the workspace, names of documents to their row, names of files to the
    PDF that lies beside the workbook, if it does. Where records are changed (masked), nothing leads to a picture.

    Raises:
        ExportError: the file cannot be written, or a table has more rows than a sheet can hold.
    """
    path = out / FILE_NAME
    tables = collection.frames().tables()
    for name, frame in tables.items():
        _check_size(SHEETS[name], frame)
    links = _Links(tables.get("documents", pd.DataFrame()), collection.page_images, out)
    write_book(path, _sheets(tables, links))
    return [path]


def _sheets(tables: Mapping[str, pd.DataFrame], links: _Links) -> Iterator[Sheet]:
    yield _read_first(tables)
    for name, frame in tables.items():
        read, folded = columns_of(name, frame)
        columns = [*read, *folded]
        rows = _rows(name, frame, columns, links)
        yield Sheet(SHEETS[name], [heading(name, column) for column in columns], rows, folded=len(folded))


def columns_of(table: str, frame: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return the columns of a sheet that a person reads, in order, and those that are folded away."""
    given = [str(column) for column in frame.columns if not str(column).endswith(_ISO)]
    folded = [column for column in _FOLDED if column in given and (table, column) not in _NOT_FOLDED]
    named = [] if table == "documents" else [_DOCUMENT]
    return [*named, *(column for column in given if column not in folded)], folded


class _Links:
    """Where the cells of a workbook lead."""

    def __init__(self, documents: pd.DataFrame, images: PageFiles | None, out: Path) -> None:
        self._images = images
        self._out = out
        self._names: dict[Any, str] = {}
        self._rows: dict[Any, int] = {}
        self._hashes: dict[Any, str] = {}
        for row, document in enumerate(documents.to_dict("records"), start=2):
            key, number = document["doc_id"], document["number_symbol"]
            self._names[key] = document["export_name"] if pd.isna(number) else number
            self._rows[key] = row
            self._hashes[key] = document["sha256"]
        self._page = lru_cache(maxsize=4096)(self._page_target)

    def document(self, key: object) -> Shown | None:
        """Return the name of a document, which leads to its row."""
        if key not in self._rows:
            return None
        return Shown(self._names[key], target=f"#'{SHEETS['documents']}'!A{self._rows[key]}")

    def page(self, key: object, number: int) -> Shown:
        """Return the number of a page, which leads to its image."""
        return Shown(number, target=self._page(self._hashes[key], int(number)) if key in self._hashes else None)

    def file(self, name: object) -> object:
        """Return the name of an exported document, which leads to its PDF where that was exported before.

        Where no page may be shown it does not: a PDF that an earlier export left there shows them all.
        """
        pdf = f"{name}.pdf"
        if self._images is None:
            return name
        return Shown(name, target=pdf) if (self._out / pdf).is_file() else name

    def _page_target(self, sha256: str, number: int) -> str | None:
        image = self._images.path(sha256, number) if self._images else None
        if image is None:
            return None
        try:
            return Path(os.path.relpath(image.resolve(), self._out.resolve())).as_posix()
        except ValueError:
            return None  # on another drive of Windows there is no way that is relative


def _rows(name: str, frame: pd.DataFrame, columns: list[str], links: _Links) -> Iterator[list[object]]:
    convert = [_converter(name, column, links) for column in columns]
    for row in frame.to_dict("records"):
        yield [show(row) for show in convert]


Row = Mapping[Any, Any]


def _converter(table: str, column: str, links: _Links) -> Callable[[Row], object]:
    """Return what makes the value of a column from a row of the table."""
    words = WORDS.get((table, column))
    if words is not None:
        said = {code: word.vi for code, word in words.items()}
        return lambda row: said.get(row[column]) if _is_there(row[column]) else None
    special: dict[str, Callable[[Row], object]] = {
        _DOCUMENT: lambda row: links.document(row["doc_id"]),
        "cited_doc_id": lambda row: links.document(row["cited_doc_id"]),
        "page": lambda row: links.page(row["doc_id"], row["page"]),
        "export_name": lambda row: links.file(row["export_name"]),
        "recurrence": lambda row: _rhythm(row["recurrence"]) if _is_there(row["recurrence"]) else None,
        "confidence": lambda row: Shown(row["confidence"], PERCENT),
        "amount": lambda row: Shown(row["amount"], WHOLE_NUMBER),
    }
    return special.get(column) or (lambda row: _day_or_month(row, column))


def _is_there(value: object) -> bool:
    return value is not None and not (isinstance(value, float) and pd.isna(value)) and value is not pd.NA


def _day_or_month(row: Row, column: str) -> object:
    """Return a value; where only the month of a day is known, the month in words."""
    value, iso = row[column], row.get(f"{column}{_ISO}")
    return day_words(iso) if value is pd.NaT and isinstance(iso, str) else value


def _rhythm(rule: str) -> str:
    words = recurrence_words(rule)
    return words.vi if words else rule


def _read_first(tables: Mapping[str, pd.DataFrame]) -> Sheet:
    """Return the sheet that explains the others."""
    today = datetime.now(UTC).astimezone()
    rows: list[list[object]] = [
        [Shown(SHEETS[name], target=f"#'{SHEETS[name]}'!A1"), ABOUT[name], len(frame)] for name, frame in tables.items()
    ]
    notes = (
        ("Trang", "Bấm vào số trang để mở ảnh trang trong kho; chỉ mở được khi kho và tệp này còn ở chỗ cũ."),
        ("Văn bản", "Bấm vào tên văn bản để đến dòng của văn bản đó ở trang tính Văn bản."),
        ("Độ tin cậy", "Xác suất đọc và hiểu đúng. Đây là kết quả máy đọc: hãy đối chiếu với bản gốc khi dùng."),
        ("Ngày", "Chỗ nào văn bản chỉ ghi tháng thì ghi tháng/năm, không phải ngày."),
        ("Cột ẩn", "Mã số cho máy dùng nằm ở các cột cuối; bấm dấu + phía trên để mở."),
        ("Ngày xuất", f"{today:%d/%m/%Y}"),
        ("Phiên bản", f"sohoa {__version__}, lược đồ bản ghi {SCHEMA_VERSION}"),
    )
    rows.append([None, None, None])
    rows += [[name, note, None] for name, note in notes]
    return Sheet(READ_FIRST, ("Trang tính", "Nội dung", "Số dòng"), rows, filters=False)


def _check_size(title: str, frame: pd.DataFrame) -> None:
    if len(frame) > _MOST_ROWS:
        raise ExportError(
            Message(
                f"Bảng {title} có {len(frame)} dòng, quá sức một trang tính Excel. Hãy xuất csv hoặc parquet.",
                f"The table {title} has {len(frame)} rows, more than a sheet holds. Export csv or parquet.",
            )
        )
