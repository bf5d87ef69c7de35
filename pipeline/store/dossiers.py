"""Fonds and files (phông, hồ sơ) of a workspace: what the archivist says of them, and which documents they hold."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field, fields
from typing import Any, Literal

from pipeline.store.database import Database

DossierOrigin = Literal["folder", "sheet"]
"""How a file became known: from the folder of its scans, or from a sheet that a person filled in."""


@dataclass(frozen=True, slots=True)
class Fonds:
    """A fonds: the documents of one body. `creator_code` is that body's code, `archive_code` the archive's."""

    code: str
    name: str | None = None
    creator: str | None = None
    creator_code: str | None = None
    archive_code: str | None = None
    archive_name: str | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """A file (hồ sơ), as a person described it; what is None is computed, or missing.

    `code` is the mã hồ sơ; `retention`, `access`, `language`, `condition` and `confidence` are codes of
    data/vocabulary/archive.toml; `start` and `end` are ISO dates. `sheets` counts sheets of paper (tờ); `duplex` says
    whether both sides were written on, None where nobody said. `folder` is that of its scans.
    """

    code: str
    fonds: str | None = None
    title: str | None = None
    box: str | None = None
    paper_number: str | None = None
    retention: str | None = None
    access: str | None = None
    language: str | None = None
    start: str | None = None
    end: str | None = None
    keyword: str | None = None
    sheets: int | None = None
    duplex: bool | None = None
    condition: str | None = None
    information_sign: str | None = None
    confidence: str | None = None
    backup: bool | None = None
    note: str | None = None
    folder: str | None = None
    origin: DossierOrigin = "sheet"


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a file, and what the archivist says of it in place of what was read (`given`, by field)."""

    document: int
    given: Mapping[str, str] = field(default_factory=dict)


_FONDS = tuple(one.name for one in fields(Fonds))
_DOSSIER = tuple(f'"{one.name}"' for one in fields(Dossier))  # quoted: SQL has an END of its own


class Dossiers:
    """The fonds and files of an open workspace."""

    def __init__(self, database: Database) -> None:
        """Read and write by the means of the workspace."""
        self._database = database

    def put(self, fonds: Iterable[Fonds], dossiers: Iterable[tuple[Dossier, Sequence[Member] | None]]) -> None:
        """Write fonds and files in place of what was known of them; a document is in one file only, the last named.

        Members None leaves those that the file has. A file that was known from a folder only and has lost all its
        documents is removed.

        Raises:
            StoreError: the database is locked or damaged, or the disk is full.
        """
        with self._database.changing() as connection:
            for one in fonds:
                connection.execute(_upsert("fonds", _FONDS), astuple(one))
            for dossier, members in dossiers:
                if dossier.fonds is not None:
                    connection.execute("INSERT OR IGNORE INTO fonds (code) VALUES (?)", (dossier.fonds,))
                connection.execute(_upsert("dossier", _DOSSIER), astuple(dossier))
                if members is not None:
                    _write_members(connection, dossier.code, members)
            connection.execute(
                "DELETE FROM dossier WHERE origin = 'folder' AND code NOT IN (SELECT dossier FROM dossier_document)"
            )

    def remove(self, code: str) -> bool:
        """Remove a file; its documents stay in the workspace. Return whether it was there.

        Raises:
            StoreError: the database is locked or damaged, or the disk is full.
        """
        with self._database.changing() as connection:
            return connection.execute("DELETE FROM dossier WHERE code = ?", (code,)).rowcount > 0

    def fonds(self) -> list[Fonds]:
        """Return the fonds in order of their codes.

        Raises:
            StoreError: the database cannot be read.
        """
        return [Fonds(*row) for row in self._database.rows(f"SELECT {', '.join(_FONDS)} FROM fonds ORDER BY code")]  # noqa: S608

    def all(self) -> list[Dossier]:
        """Return the files in order of their codes.

        Raises:
            StoreError: the database cannot be read.
        """
        found = self._database.rows(f"SELECT {', '.join(_DOSSIER)} FROM dossier ORDER BY code")  # noqa: S608 - our own names
        return [_dossier(row) for row in found]

    def members(self, code: str) -> list[Member]:
        """Return the documents of a file in their order.

        Raises:
            StoreError: the database cannot be read.
        """
        query = "SELECT document_id, given FROM dossier_document WHERE dossier = ? ORDER BY position"
        return [Member(document, json.loads(given)) for document, given in self._database.rows(query, (code,))]

    def of_documents(self) -> dict[int, str]:
        """Return the file of each document that is in one.

        Raises:
            StoreError: the database cannot be read.
        """
        return dict(self._database.rows("SELECT document_id, dossier FROM dossier_document"))


def _upsert(table: str, columns: Sequence[str]) -> str:
    changed = ", ".join(f"{name} = excluded.{name}" for name in columns[1:])
    marks = ", ".join("?" * len(columns))
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) "  # noqa: S608 - our own names
        f"ON CONFLICT (code) DO UPDATE SET {changed}"
    )


def _write_members(connection: sqlite3.Connection, code: str, members: Sequence[Member]) -> None:
    connection.execute("DELETE FROM dossier_document WHERE dossier = ?", (code,))
    connection.executemany(
        "INSERT OR REPLACE INTO dossier_document (dossier, position, document_id, given) VALUES (?, ?, ?, ?)",
        [
            (code, position, member.document, json.dumps(dict(member.given), ensure_ascii=False))
            for position, member in enumerate(members)
        ],
    )


def _dossier(row: Sequence[Any]) -> Dossier:
    values = dict(zip((one.name for one in fields(Dossier)), row, strict=True))
    for name in ("duplex", "backup"):
        values[name] = None if values[name] is None else bool(values[name])
    return Dossier(**values)
