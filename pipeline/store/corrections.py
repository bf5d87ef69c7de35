"""What people corrected in a workspace, a history to which is only ever added, and what they should look at."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from pipeline.model import Action, Anchor, Box, Correction, Document
from pipeline.record import completed, from_record
from pipeline.store import rows as written
from pipeline.store.database import Database
from pipeline.store.facts import FACT_TABLES

_COLUMNS = (
    "sha256", "image", "action", "target", "field", "before", "after", "anchor", "who", "made_at", "follows", "undoes",
)  # fmt: skip
_ALL = f"SELECT id, {', '.join(_COLUMNS)} FROM correction"  # noqa: S608 - our own names
_RENAMED = {"id": "cited_id", "to": "addressee"}
"""Fields of facts whose column has another name."""


class Corrections:
    """The corrections of an open workspace."""

    def __init__(self, database: Database) -> None:
        """Read and write by the means of the workspace."""
        self._database = database

    def add(self, corrections: Sequence[Correction]) -> tuple[Correction, ...]:
        """Add `corrections` to the history, all or none; return them with their ids.

        Raises:
            StoreError: the database is locked or damaged, or the disk is full.
        """
        marks = ", ".join("?" * len(_COLUMNS))
        statement = f"INSERT INTO correction ({', '.join(_COLUMNS)}) VALUES ({marks}) RETURNING id"  # noqa: S608
        with self._database.changing() as connection:
            ids = [int(connection.execute(statement, _row(one)).fetchone()[0]) for one in corrections]
        return tuple(replace(one, id=number) for one, number in zip(corrections, ids, strict=True))

    def all(self) -> list[Correction]:
        """Return the whole history, oldest first."""
        return [_correction(*row) for row in self._database.rows(f"{_ALL} ORDER BY id")]

    def is_empty(self) -> bool:
        """Return whether nobody corrected anything yet."""
        return not self._database.rows("SELECT 1 FROM correction LIMIT 1")

    def get(self, number: int) -> Correction | None:
        """Return the correction with this id, None where there is none."""
        found = self._database.rows(f"{_ALL} WHERE id = ?", (number,))
        return _correction(*found[0]) if found else None

    def of(self, sha256: str, images: Sequence[str] = ()) -> list[Correction]:
        """Return the history of a source, oldest first, and of pages in other files whose pictures are `images`."""
        listed = json.dumps(list(images))
        query = f"{_ALL} WHERE sha256 = ? OR image IN (SELECT value FROM json_each(?)) ORDER BY id"  # noqa: S608
        return [_correction(*row) for row in self._database.rows(query, (sha256, listed))]

    def machine(self, document_id: int) -> Document | None:
        """Return what a document was before people corrected it, None where nobody did.

        Raises:
            RecordError: what is kept is no record.
        """
        found = self._database.rows("SELECT record FROM machine_reading WHERE document_id = ?", (document_id,))
        return from_record(completed(written.unpacked(found[0][0]))) if found else None

    def corrected(self) -> list[int]:
        """Return the ids of the documents that people corrected."""
        return [
            int(row[0]) for row in self._database.rows("SELECT document_id FROM machine_reading ORDER BY document_id")
        ]

    def documents(self, sha256: str) -> list[int]:
        """Return the ids of the documents of a source, in order."""
        query = "SELECT id FROM document WHERE sha256 = ? ORDER BY part"
        return [int(row[0]) for row in self._database.rows(query, (sha256,))]

    def with_value(self, target: str, field: str, value: str) -> list[int]:
        """Return the ids of the documents in which a field of the header or of a fact holds `value`."""
        if target == "document":
            query = f'SELECT id FROM document WHERE "{field}" = ? ORDER BY id'  # noqa: S608 - a field of the model
        else:
            table = next(facts.name for facts in FACT_TABLES if facts.field == target)
            column = _RENAMED.get(field, field)
            query = f'SELECT DISTINCT document_id FROM {table} WHERE "{column}" = ? ORDER BY document_id'  # noqa: S608
        return [int(row[0]) for row in self._database.rows(query, (value,))]

    def put_queue(self, document_id: int, made_with: str, entries: Sequence[Mapping[str, Any]]) -> None:
        """Keep what a person should look at in a document until the document is stored anew.

        Raises:
            StoreError: the database is locked or damaged, or the disk is full.
        """
        data = zlib.compress(json.dumps(entries, ensure_ascii=False).encode())
        statement = (
            "INSERT OR REPLACE INTO review_queue (document_id, made_with, entries) "
            "SELECT id, ?, ? FROM document WHERE id = ?"
        )
        with self._database.changing() as connection:
            connection.execute(statement, (made_with, data, document_id))

    def queues(self, made_with: str) -> Iterator[tuple[int, list[dict[str, Any]] | None]]:
        """Yield the id of each document, and its queue, None where none is kept that was made in this way."""
        query = (
            "SELECT document.id, entries FROM document LEFT JOIN review_queue "
            "ON document_id = document.id AND made_with = ? ORDER BY document.id"
        )
        for document_id, data in self._database.rows(query, (made_with,)):
            yield int(document_id), None if data is None else json.loads(zlib.decompress(data))


def remove_corrections(connection: sqlite3.Connection, sha256: str) -> None:
    """Remove the corrections of a source of which nothing may be kept: they quote it."""
    connection.execute("DELETE FROM correction WHERE sha256 = ?", (sha256,))


def _row(one: Correction) -> tuple[Any, ...]:
    anchor = {name: value for name, value in asdict(one.anchor).items() if name not in {"sha256", "image"}}
    return (
        one.anchor.sha256, one.anchor.image, one.action.value, one.target, one.field, one.before, one.after,
        json.dumps(anchor, ensure_ascii=False), one.who, one.when, one.like, one.undoes,
    )  # fmt: skip


def _correction(*row: Any) -> Correction:  # noqa: ANN401 - what SQLite gives
    number, sha256, image, action, target, field, before, after, place, who, when, like, undoes = row
    anchor = json.loads(place)
    box = Box(**anchor.pop("box")) if anchor["box"] else anchor.pop("box")
    where = Anchor(sha256=sha256, image=image, box=box, **anchor)
    return Correction(Action(action), target, where, who, when, field, before, after, number, like, undoes)
