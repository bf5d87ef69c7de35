"""How a document is written into the tables of the workspace."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from pipeline.language import fold
from pipeline.message import Message
from pipeline.model import Document, Source
from pipeline.record import Record, to_record
from pipeline.store.duplicates import note_likeness
from pipeline.store.facts import EVIDENCE, FACT_TABLES, as_json
from pipeline.store.identity import number_key
from pipeline.store.names import stem_of
from pipeline.store.search import index_document, remove_document

_PROBLEM = ("code", "severity", "vi", "en", "page", "line")
_DOCUMENT = (
    "sha256", "part", "status", "pages", "confidence", "doc_type", "number", "symbol", "number_symbol", "date", "place",
    "issuer", "superior", "title", "signer_name", "signer_title", "recipients", "period", "period_start", "period_end",
    "urgency", "secrecy", "number_key", "canonical", "record", "program_version", "imported_at",
)  # fmt: skip


def now() -> str:
    """Return the time in UTC, to the second, in ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def write_document(connection: sqlite3.Connection, document: Document, machine: Document | None = None) -> int:
    """Write `document` in place of what was known of the same part of the same file; return its id, which stays.

    `machine` is what it was before people corrected it, where they did.
    """
    source = document.source
    write_names(connection, source)
    _remove_other_cut(connection, source)
    document_id = _write_row(connection, document)
    for table in ("machine_reading", "review_queue"):
        connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))  # noqa: S608 - our own names
    if machine is not None:
        _insert(connection, "machine_reading", ("document_id", "record"), [(document_id, packed(to_record(machine)))])
    _write_facts(connection, document_id, document)
    is_other_text = index_document(connection, document_id, document)
    note_likeness(connection, document_id, document, is_other_text=is_other_text)
    connection.executemany("DELETE FROM import_failure WHERE name = ?", [(name,) for name in source.names])
    return document_id


def write_names(connection: sqlite3.Connection, source: Source) -> None:
    """Note the file and those of its names that are new; the first name it was met under stays first."""
    connection.execute(
        "INSERT INTO file (sha256, media_type, size) VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET media_type = excluded.media_type, size = excluded.size",
        (source.sha256, source.media_type, source.size),
    )
    for name in source.names:
        stem = stem_of(name, source.media_type)
        connection.execute(
            "INSERT INTO file_name (sha256, position, name, stem, stem_folded) "
            "SELECT ?1, (SELECT count(*) FROM file_name WHERE sha256 = ?1), ?2, ?3, ?4 WHERE true "
            "ON CONFLICT DO NOTHING",
            (source.sha256, name, stem, fold(stem)),
        )


def write_failure(
    connection: sqlite3.Connection, name: str, code: str, message: Message, sha256: str | None, origin: Path | None
) -> None:
    """Note that the file `name`, which lay at `origin`, could not be imported, in place of what was noted before."""
    _insert(
        connection, "import_failure", ("name", "sha256", "code", "vi", "en", "failed_at", "origin"),
        [(name, sha256, code, message.vi, message.en, now(), str(origin) if origin else None)], replace=True,
    )  # fmt: skip


def write_originals(connection: sqlite3.Connection, source: Source, copies: Iterable[tuple[str, Path]]) -> None:
    """Note of which files, by SHA-256 and copy, `source` is made."""
    write_names(connection, source)
    rows = [(source.sha256, position, sha256, copy.suffix) for position, (sha256, copy) in enumerate(copies)]
    _insert(connection, "original", ("source_sha256", "position", "sha256", "suffix"), rows, replace=True)


def remove_other_parts(connection: sqlite3.Connection, sha256: str, kept: Sequence[int]) -> None:
    """Remove the documents of a file that are not among `kept`: it was cut into more parts before."""
    for (document_id,) in connection.execute("SELECT id FROM document WHERE sha256 = ?", (sha256,)).fetchall():
        if document_id not in kept:
            remove_document(connection, document_id)
            connection.execute("DELETE FROM document WHERE id = ?", (document_id,))


def remove_source(connection: sqlite3.Connection, sha256: str) -> tuple[list[tuple[str, str]], bool]:
    """Remove a file with its documents; return the originals (SHA-256, suffix) that only it was made of.

    The second value says whether there were documents.
    """
    documents = connection.execute("SELECT id FROM document WHERE sha256 = ?", (sha256,)).fetchall()
    for (document_id,) in documents:
        remove_document(connection, document_id)
        connection.execute("DELETE FROM document WHERE id = ?", (document_id,))
    orphans = connection.execute(
        "SELECT DISTINCT sha256, suffix FROM original AS own WHERE source_sha256 = ?1 AND NOT EXISTS "
        "(SELECT 1 FROM original WHERE sha256 = own.sha256 AND source_sha256 <> ?1)",
        (sha256,),
    ).fetchall()
    connection.execute("DELETE FROM file WHERE sha256 = ?", (sha256,))
    return [(str(own), str(suffix)) for own, suffix in orphans], bool(documents)


def packed(record: Record) -> bytes:
    """Return a record as the database keeps it."""
    return zlib.compress(to_json(record, inf_nan_mode="constants"))  # in a third of the time of `json`


def unpacked(data: bytes) -> Record:
    """Return the record that `packed` made `data` from."""
    record: Record = json.loads(zlib.decompress(data))
    return record


def _remove_other_cut(connection: sqlite3.Connection, source: Source) -> None:
    """Remove what a file held when it was cut another way: it is one whole document, or parts, never both."""
    other = "part > 0" if source.part is None else "part = 0"
    found = connection.execute(f"SELECT id FROM document WHERE sha256 = ? AND {other}", (source.sha256,)).fetchall()  # noqa: S608
    for (document_id,) in found:
        remove_document(connection, document_id)
        connection.execute("DELETE FROM document WHERE id = ?", (document_id,))


def _write_row(connection: sqlite3.Connection, document: Document) -> int:
    record, header, period = to_record(document), document.header, document.header.period
    confidences = [page.confidence for page in document.pages]
    row = (
        document.source.sha256, document.source.part or 0, document.status.value, len(document.pages),
        sum(confidences) / len(confidences) if confidences else None,
        header.doc_type, header.number, header.symbol, header.number_symbol, header.date, header.place,
        header.issuer, header.superior, header.title, header.signer_name, header.signer_title,
        as_json(header.recipients), period and period.text, period and period.start, period and period.end,
        header.urgency, header.secrecy, number_key(header.number_symbol), header.canonical,
        packed(record), record["provenance"]["program"]["version"], now(),
    )  # fmt: skip
    changed = ", ".join(f"{name} = excluded.{name}" for name in _DOCUMENT[2:])
    statement = (
        f"INSERT INTO document ({', '.join(_DOCUMENT)}) VALUES ({_marks(_DOCUMENT)}) "  # noqa: S608 - our own names
        f"ON CONFLICT (sha256, part) DO UPDATE SET {changed} RETURNING id"
    )
    return int(connection.execute(statement, row).fetchone()[0])


def _write_facts(connection: sqlite3.Connection, document_id: int, document: Document) -> None:
    for table in (*(facts.name for facts in FACT_TABLES), "problem"):
        connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))  # noqa: S608 - our own names

    def write(table: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
        numbered = [(document_id, position, *row) for position, row in enumerate(rows)]
        _insert(connection, table, ("document_id", "position", *columns), numbered)

    for facts in FACT_TABLES:
        write(facts.name, facts.columns + EVIDENCE, map(facts.row, getattr(document, facts.field)))
    write("problem", _PROBLEM, (
        (one.code, one.severity.value, one.message.vi, one.message.en, one.page, one.line) for one in document.problems
    ))  # fmt: skip


def _insert(
    connection: sqlite3.Connection,
    table: str,
    columns: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
    *,
    replace: bool = False,
) -> None:
    verb = "INSERT OR REPLACE" if replace else "INSERT"
    connection.executemany(f"{verb} INTO {table} ({', '.join(columns)}) VALUES ({_marks(columns)})", rows)


def _marks(columns: Sequence[str]) -> str:
    return ", ".join("?" * len(columns))
