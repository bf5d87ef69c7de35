"""Checks everything in a workspace: database, originals, page images, kept pages, records.

What is compared with what: an original with its name, which is its SHA-256, and with the source that is made of it; a
page image with the digest that was noted when the page was read; a kept page with the digest it begins with; a record
with its own text and pages (`pipeline.store.evidence`) and with the tables beside it; the index of the search with the
passages. Nothing is changed.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.message import Message
from pipeline.record import Record
from pipeline.store.evidence import faults_of_record
from pipeline.store.facts import FACT_TABLES
from pipeline.store.files import damaged_pages, joined_digest, original_path
from pipeline.store.rows import unpacked
from pipeline.store.schema import MIGRATIONS

_MOST_OF_ONE = 20  # faults of one record that are listed; a damaged one has hundreds


class FaultKind(StrEnum):
    """What is wrong."""

    DATABASE = "database"
    ORIGINAL = "original"
    PAGE_IMAGE = "page_image"
    CACHE = "cache"
    RECORD = "record"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: `where` is a file, a document or a table."""

    kind: FaultKind
    where: str
    message: Message


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what is wrong. Files that belong to nothing (`strangers`) are no fault."""

    documents: int
    originals: int
    page_images: int
    cached_pages: int
    strangers: int
    faults: tuple[Fault, ...]

    @property
    def exit_code(self) -> int:
        """0 where nothing is wrong, else that of a workspace that cannot be trusted."""
        return StoreError.exit_code if self.faults else 0


def verify(connection: sqlite3.Connection, folder: Path, tell: Callable[[str], None] = lambda _: None) -> Verified:
    """Check the workspace at `folder`, whose database is `connection`; `tell` is told of each part that is looked at.

    Raises:
        OSError: a folder cannot be read.
        sqlite3.Error: the database is damaged so much that it cannot be asked.
    """
    faults: list[Fault] = []
    tell("database")
    faults += _of_database(connection)
    tell("originals")
    sources = dict.fromkeys((row[0] for row in connection.execute("SELECT DISTINCT sha256 FROM document")), 0)
    known: set[Path] = set()
    for sha256 in sources:
        faults += _of_originals(connection, folder, sha256, known)
    tell("pages")
    images = connection.execute("SELECT sha256, page, image_sha256 FROM page_image ORDER BY 1, 2").fetchall()
    for sha256, page, digest in images:
        faults += _of_page_image(folder, sha256, page, digest, known)
    tell("cache")
    cached, damaged = damaged_pages(folder)
    faults += [Fault(FaultKind.CACHE, str(path.relative_to(folder)), _CACHE_DAMAGED) for path in damaged]
    tell("records")
    documents = 0
    for row in connection.execute("SELECT id FROM document ORDER BY id").fetchall():
        documents += 1
        faults += _of_record(connection, row[0])
    strangers = _strangers(folder, known)
    originals = sum(1 for path in known if path.is_relative_to(folder / "originals"))
    return Verified(documents, originals, len(images), cached, strangers, tuple(faults))


_CACHE_DAMAGED = Message(
    "kết quả trang lưu tạm bị hỏng; trang sẽ được đọc lại khi cần.", "a kept page is damaged; it will be read again."
)


def check_database(connection: sqlite3.Connection) -> Iterator[Message]:
    """Yield what SQLite itself finds wrong: pages, indexes, links between tables, the index of the search."""
    for (found,) in connection.execute("PRAGMA integrity_check").fetchall():
        if found != "ok":
            yield Message(f"cơ sở dữ liệu: {found}", f"database: {found}")
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield Message(
            f"bảng {table}, hàng {row}: trỏ tới hàng không có của bảng {parent}.",
            f"table {table}, row {row}: points to a row of {parent} that is not there.",
        )
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != len(MIGRATIONS):
        yield Message(f"lược đồ {version}, cần {len(MIGRATIONS)}.", f"schema {version}, not {len(MIGRATIONS)}.")


def _of_database(connection: sqlite3.Connection) -> Iterator[Fault]:
    for message in check_database(connection):
        yield Fault(FaultKind.DATABASE, "sohoa.db", message)
    passages = {row[0] for row in connection.execute("SELECT id FROM passage")}
    indexed = {row[0] for row in connection.execute("SELECT id FROM passage_index_docsize")}
    for row in sorted(passages ^ indexed):
        what = ("chưa có trong", "is not in") if row in passages else ("còn sót trong", "is left in")
        yield Fault(
            FaultKind.INDEX,
            "passage_index",
            Message(f"đoạn {row} {what[0]} chỉ mục tìm kiếm.", f"passage {row} {what[1]} the search index."),
        )
    try:
        connection.execute("INSERT INTO passage_index (passage_index) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        message = Message(f"chỉ mục tìm kiếm bị hỏng: {error}.", f"the search index is damaged: {error}.")
        yield Fault(FaultKind.INDEX, "passage_index", message)


def _of_originals(connection: sqlite3.Connection, folder: Path, sha256: str, known: set[Path]) -> Iterator[Fault]:
    query = "SELECT sha256, suffix FROM original WHERE source_sha256 = ? ORDER BY position"
    parts = connection.execute(query, (sha256,)).fetchall()
    if not parts:
        message = Message("không có bản gốc trong kho.", "its original is not in the workspace.")
        yield Fault(FaultKind.ORIGINAL, sha256, message)
        return
    digests = [part for part, _ in parts]
    if sha256 != (digests[0] if len(digests) == 1 else joined_digest(digests)):
        message = Message("các tệp gốc không phải là của văn bản này.", "its originals are those of another source.")
        yield Fault(FaultKind.ORIGINAL, sha256, message)
    for digest, suffix in parts:
        path = original_path(folder, digest, suffix)
        known.add(path)
        found = _digest(path)
        if found != digest:
            yield Fault(FaultKind.ORIGINAL, str(path.relative_to(folder)), _differs(found))


def _of_page_image(folder: Path, sha256: str, page: int, digest: str, known: set[Path]) -> Iterator[Fault]:
    places = [folder / "pages" / sha256[:2] / sha256 / f"{page:05d}{suffix}" for suffix in (".jpg", ".png")]
    path = next((place for place in places if place.is_file()), places[0])
    known.add(path)
    found = _digest(path)
    if found != digest:
        yield Fault(FaultKind.PAGE_IMAGE, str(path.relative_to(folder)), _differs(found))


def _differs(found: str | None) -> Message:
    if found is None:
        return Message("không còn hoặc không đọc được.", "is gone or cannot be read.")
    return Message("nội dung đã thay đổi (sai mã băm SHA-256).", "its bytes have changed (wrong SHA-256).")


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _of_record(connection: sqlite3.Connection, document_id: int) -> Iterator[Fault]:
    where = f"id {document_id}"
    row = connection.execute(
        "SELECT sha256, part, pages, number_symbol, date, record FROM document WHERE id = ?", (document_id,)
    ).fetchone()
    try:
        record = unpacked(row[5])
        found = list(faults_of_record(record))
        if not found:
            found += _beside(connection, document_id, row[:5], record)
    except Exception as error:
        found = [Message(f"bản ghi không đọc được ({error}).", f"the record cannot be read ({error}).")]
    for message in found[:_MOST_OF_ONE]:
        yield Fault(FaultKind.RECORD, where, message)


def _beside(
    connection: sqlite3.Connection, document_id: int, columns: tuple[object, ...], record: Record
) -> Iterator[Message]:
    """Yield where the tables beside a record say something else."""
    header, source = record["document"], record["provenance"]
    said = (source["sha256"], source["part"] or 0, len(record["pages"]), header["number_symbol"], header["date"])
    if said != tuple(columns):
        yield Message("hàng của văn bản không khớp với bản ghi.", "the row of the document differs from its record.")
    for facts in FACT_TABLES:
        count = f"SELECT count(*) FROM {facts.name} WHERE document_id = ?"  # noqa: S608 - our own names
        rows = connection.execute(count, (document_id,)).fetchone()[0]
        if rows != len(record.get(facts.field, [])):
            yield Message(f"bảng {facts.name} không khớp với bản ghi.", f"the table {facts.name} differs from it.")


def _strangers(folder: Path, known: set[Path]) -> int:
    """Return how many files below originals/ and pages/ belong to no document: left by a run that was cut off."""
    places = [path for name in ("originals", "pages") for path in (folder / name).rglob("*")]
    return sum(1 for path in places if path.is_file() and path not in known)
