"""The documents of a workspace: one row for each, and the one that a person means by a name, an id or a hash."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.errors import UsageError
from pipeline.language import fold, nfc
from pipeline.message import Message
from pipeline.model import Document
from pipeline.record import Record, completed, from_record
from pipeline.store.database import Database
from pipeline.store.faults import told
from pipeline.store.names import Named, export_names
from pipeline.store.rows import unpacked

_HASH_PREFIX = re.compile(r"[0-9a-f]{4,64}")

_SUMMARY = """
    SELECT document.id, document.sha256, nullif(document.part, 0) AS part, file_name.name, file_name.stem,
        document.status, document.pages, document.confidence, document.doc_type, document.number_symbol,
        document.date, document.issuer, document.title,
        (SELECT count(*) FROM section WHERE document_id = document.id) AS sections,
        (SELECT count(*) FROM reference WHERE document_id = document.id) AS "references",
        (SELECT count(*) FROM obligation WHERE document_id = document.id) AS obligations,
        (SELECT count(*) FROM problem WHERE document_id = document.id) AS problems,
        document.imported_at,
        (SELECT 'conditional' FROM problem WHERE document_id = document.id AND code = 'personal_data') AS access,
        (SELECT count(*) FROM problem WHERE document_id = document.id AND code = 'blank_page') AS blank_pages,
        (SELECT folder FROM named_folder WHERE named_folder.sha256 = document.sha256) AS named_folder
    FROM document JOIN file_name ON file_name.sha256 = document.sha256 AND file_name.position = 0
    ORDER BY file_name.name, document.part
"""
_NAMED = """
    SELECT document.id, document.sha256, nullif(document.part, 0), file_name.name, file_name.stem
    FROM document JOIN file_name ON file_name.sha256 = document.sha256 AND file_name.position = 0
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """One row of the list of documents; `named_folder` was named on import, and the file lay directly in it."""

    id: int
    export_name: str
    sha256: str
    part: int | None
    name: str
    stem: str
    status: str
    pages: int
    confidence: float | None
    doc_type: str | None
    number_symbol: str | None
    date: str | None
    issuer: str | None
    title: str | None
    sections: int
    references: int
    obligations: int
    problems: int
    imported_at: str
    access: str | None
    blank_pages: int
    named_folder: str | None


@dataclass(frozen=True)
class Stored:
    """A document of the workspace: its id, its record, and when it was imported (UTC, ISO 8601)."""

    id: int
    record: Record
    imported_at: str

    @cached_property
    def document(self) -> Document:
        """The document itself."""
        return from_record(self.record)


class Catalogue:
    """The documents of an open workspace."""

    def __init__(self, database: Database) -> None:
        """Read by the means of the workspace."""
        self._database = database

    def get(self, doc: str | int) -> Stored:
        """Return a document by its id, its export name, its stem (diacritics may be left out) or a prefix of its hash.

        An int is an id and nothing else; a string of digits may be the stem of a file ("1" of 1.pdf), too.

        Raises:
            UsageError: there is none, or more than one.
            StoreError: the database cannot be read.
        """
        with self._database.reading():
            names = self.names()
            found = {doc} & set(names) if isinstance(doc, int) else self._candidates(doc, names)
            if len(found) == 1:
                return next(self._stored(found))
        if not found:
            raise UsageError(
                Message(
                    f"Không có văn bản {doc!r} trong kho. Xem `sohoa list`.",
                    f"No document {doc!r} in the workspace. See `sohoa list`.",
                )
            )
        listed = ", ".join(f"{names[one]} (id {one})" for one in sorted(found))
        raise UsageError(
            Message(
                f"{doc!r} chỉ nhiều văn bản: {listed}. Hãy dùng phần đầu của SHA-256.",
                f"{doc!r} names several documents: {listed}. Use the start of the SHA-256.",
            )
        )

    def records(self, only: Container[str] | None = None) -> Iterator[tuple[str, Record]]:
        """Yield export name and record of each document, one at a time, in order of their names.

        `only` chooses documents by their export names; None is all.

        Raises:
            StoreError: the database cannot be read.
        """
        names = {key: name for key, name in self.names().items() if only is None or name in only}
        for stored in self._stored(sorted(names, key=names.__getitem__)):
            yield names[stored.id], stored.record

    def documents(self) -> list[Summary]:
        """Return one row per document, in order of their names.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._database.reading():
            names = self.names()
            return [Summary(row[0], names[row[0]], *row[1:]) for row in self._database.rows(_SUMMARY)]

    def names(self) -> dict[int, str]:
        """Return the export name of each document by its id: see `pipeline.store.names`."""
        return export_names(Named(*row) for row in self._database.rows(_NAMED))

    def _candidates(self, doc: str, names: dict[int, str]) -> set[int]:
        """Return the ids of the documents that `doc` may mean; a hash prefix only where nothing else fits."""
        wanted = nfc(doc).strip()
        exact = {one for one, name in names.items() if wanted in (str(one), name)}
        of_stem = "SELECT document.id FROM document JOIN file_name USING (sha256) WHERE stem{} = ?"
        exact |= {int(row[0]) for row in self._database.rows(of_stem.format(""), (wanted,))}
        if exact:
            return exact
        folded = {int(row[0]) for row in self._database.rows(of_stem.format("_folded"), (fold(wanted),))}
        if folded or not _HASH_PREFIX.fullmatch(wanted.lower()):
            return folded
        query = "SELECT id FROM document WHERE sha256 >= ? AND sha256 < ?"
        return {int(row[0]) for row in self._database.rows(query, (wanted.lower(), wanted.lower() + "g"))}

    def _stored(self, ids: Iterable[int]) -> Iterator[Stored]:
        """Yield the documents with these ids that are (still) there, one at a time."""
        query = "SELECT id, sha256, record, imported_at FROM document WHERE id = ?"
        by_place = "SELECT name FROM file_name WHERE sha256 = ? ORDER BY position"
        for document_id in ids:
            for found, sha256, packed, imported_at in self._database.rows(query, (document_id,)):
                with told(self._database.folder):
                    record = completed(unpacked(packed))
                record["provenance"]["names"] = [row[0] for row in self._database.rows(by_place, (sha256,))]
                yield Stored(found, record, imported_at)
