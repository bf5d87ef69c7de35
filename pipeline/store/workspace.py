"""The workspace: everything that was imported, in one folder.

::

    sohoa.db     documents, facts, full text index (SQLite)
    originals/   the files as they came, read-only, named after their SHA-256
    pages/       page images for looking at
    cache/       results of pages, so that no page is read twice
    log/         what the program did, as JSON lines
    tmp/         files that are being written
    words.txt    names that corrections taught, for restoring what comes in
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pipeline.errors import UsageError
from pipeline.language import fold, nfc
from pipeline.message import Message
from pipeline.model import Document, Source
from pipeline.record import Record, completed, from_record
from pipeline.resources import WORKSPACE_MARK
from pipeline.store import rows
from pipeline.store.backup import Copied, back_up
from pipeline.store.corrections import Corrections, remove_corrections
from pipeline.store.dossiers import Dossiers
from pipeline.store.duplicates import Duplicate, Duplicates
from pipeline.store.faults import not_a_workspace, on_network, told
from pipeline.store.files import (
    SPOOL,
    UNPACKED,
    PageCache,
    PageImages,
    changed,
    joined_digest,
    keep_copy,
    original_path,
    remove_copy,
    remove_spooled,
    sweep,
    write_words,
)
from pipeline.store.frames import Frames, read_frames
from pipeline.store.history import Failure, History
from pipeline.store.links import CitedBy, Contradiction, citations_of, cited_documents, read_contradictions
from pipeline.store.names import Named, export_names
from pipeline.store.place import network_kind
from pipeline.store.samples import Samples, blank_samples
from pipeline.store.schema import prepare
from pipeline.store.search import Hit, overwrite_index, search
from pipeline.store.verify import Verified, verify

DATABASE = WORKSPACE_MARK
_OWN = re.compile(r"originals|pages|cache|log|tmp|words\.txt|sohoa\.db(-wal|-shm|-journal)?")
_LOCK_SECONDS = 30.0
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
        (SELECT count(*) FROM problem WHERE document_id = document.id AND code = 'blank_page') AS blank_pages
    FROM document JOIN file_name ON file_name.sha256 = document.sha256 AND file_name.position = 0
    ORDER BY file_name.name, document.part
"""
_NAMED = """
    SELECT document.id, document.sha256, nullif(document.part, 0), file_name.name, file_name.stem
    FROM document JOIN file_name ON file_name.sha256 = document.sha256 AND file_name.position = 0
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """One row of the list of documents."""

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


class Workspace:
    """An open workspace. Close it, or use it in a `with` statement. One thread uses one object.

    Several programs may read and write the same workspace at once; each change is whole or not at all.
    """

    def __init__(self, folder: Path | str, *, allow_network: bool = False) -> None:
        """Open the workspace at `folder`, and make one where there is none.

        On a network share, where `allow_network` says so, the database is kept without write-ahead logging.

        Raises:
            StoreError: the folder holds something else, is damaged, locked or of a later version, lies on a network
                share, or the disk refuses.
        """
        self.folder = Path(folder)
        share = network_kind(self.folder)
        if share and not allow_network:
            raise on_network(self.folder, share)
        self._journal = "delete" if share else "wal"
        with told(self.folder):
            self._check_folder()
            self.spool.mkdir(parents=True, exist_ok=True)
            sweep(self.folder)
            self._connection = sqlite3.connect(self.folder / DATABASE, timeout=_LOCK_SECONDS, isolation_level=None)
            try:
                self._open()
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        with told(self.folder):
            self._connection.close()

    @property
    def spool(self) -> Path:
        """A folder on the same disk for files that are being made."""
        return self.folder / SPOOL

    @property
    def unpacked(self) -> str:
        """How a folder in the spool is to be named to which this process unpacks files."""
        return UNPACKED.format(pid=os.getpid())

    @property
    def page_images(self) -> PageImages:
        """The page images."""
        return PageImages(self.folder)

    @property
    def corrections(self) -> Corrections:
        """What people corrected, and what they should look at."""
        return Corrections(self._transaction, self._rows)

    @property
    def samples(self) -> Samples:
        """The acceptance samples."""
        return Samples(self._transaction, self._rows)

    @property
    def dossiers(self) -> Dossiers:
        """The fonds and files (phông, hồ sơ) that the documents belong to."""
        return Dossiers(self._transaction, self._rows)

    def put(self, document: Document, machine: Document | None = None) -> int:
        """Store `document` in place of what was known of the same part of the same file; return its id.

        The id stays the same when a document is stored again, and names that the file had before are kept. `machine`
        is what the document was before people corrected it, where they did.

        Raises:
            StoreError: the database is locked or damaged, or the disk is full.
        """
        with self._transaction() as connection:
            return rows.write_document(connection, document, machine)

    def keep_words(self, words: str) -> Path:
        """Keep the word list of the workspace; return its file.

        Raises:
            StoreError: the disk is full or refuses.
        """
        return write_words(self.folder, words)

    def put_all(self, documents: Sequence[Document], machines: Sequence[Document | None] = ()) -> list[int]:
        """Store all documents of one file in place of what was known of it; return their ids.

        `machines` are, as for `put`, what they were before people corrected them.

        Raises:
            StoreError: the database is locked or damaged, or the disk is full.
        """
        with self._transaction() as connection:
            before = machines or (None,) * len(documents)
            pairs = zip(documents, before, strict=True)
            ids = [rows.write_document(connection, document, machine) for document, machine in pairs]
            rows.remove_other_parts(connection, documents[0].source.sha256, ids)
        return ids

    def known(self, source: Source) -> bool:
        """Return whether the bytes of `source` are in the workspace; if so, note those of its names that are new.

        Raises:
            StoreError: the database is locked or damaged, or the disk is full.
        """
        with self._transaction() as connection:
            found = connection.execute("SELECT 1 FROM document WHERE sha256 = ?", (source.sha256,)).fetchone()
            if found:
                rows.write_names(connection, source)
            return found is not None

    def keep_original(self, source: Source, files: Sequence[Path]) -> list[Path]:
        """Copy the files of `source`, unchanged, into the workspace; return the copies.

        Raises:
            SourceError: a file vanished or changed since `source` was made.
            StoreError: the disk is full or refuses.
        """
        expected = source.sha256 if len(files) == 1 else None
        copies = [keep_copy(self.folder, file, expected) for file in files]
        if expected is None and joined_digest(sha256 for sha256, _ in copies) != source.sha256:
            raise changed(Path(source.name))
        with self._transaction() as connection:
            rows.write_originals(connection, source, copies)
        return [copy for _, copy in copies]

    def is_marked_secret(self, source: Source) -> bool:
        """Return whether a document of `source` that is here bears a mark of secrecy.

        Raises:
            StoreError: the database cannot be read.
        """
        query = "SELECT 1 FROM document WHERE sha256 = ? AND secrecy IS NOT NULL"
        return bool(self._rows(query, (source.sha256,)))

    def forget(self, source: Source, files: Sequence[Path]) -> None:
        """Remove all that is kept of `source`, which is made of `files`: records, index, originals, page images, cache.

        Unpacked copies in the spool folder go too; `files` outside the workspace are left as they are. What the
        database held is overwritten, not only given free.

        Raises:
            StoreError: the database is locked or damaged, or the disk refuses.
        """
        PageCache(self.folder, source.sha256).forget()
        self.page_images.forget(source.sha256)
        with told(self.folder):
            self._connection.execute("PRAGMA secure_delete = ON")
        with self._transaction() as connection:
            orphans, had_documents = rows.remove_source(connection, source.sha256)
            remove_corrections(connection, source.sha256)
            blank_samples(connection, source.sha256)
        with told(self.folder):
            for sha256, suffix in orphans:
                remove_copy(self.folder, sha256, suffix)
            remove_spooled(self.folder, files)
            if had_documents:
                overwrite_index(self._connection)
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def originals(self, sha256: str) -> list[Path]:
        """Return the files, in order, that the source with this SHA-256 is made of."""
        query = "SELECT sha256, suffix FROM original WHERE source_sha256 = ? ORDER BY position"
        return [original_path(self.folder, *row) for row in self._rows(query, (sha256,))]

    def get(self, doc: str | int) -> Stored:
        """Return a document by its id, its export name, its stem (diacritics may be left out) or a prefix of its hash.

        An int is an id and nothing else; a string of digits may be the stem of a file ("1" of 1.pdf), too.

        Raises:
            UsageError: there is none, or more than one.
            StoreError: the database cannot be read.
        """
        with self._snapshot():
            names = self.export_names()
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
        names = {key: name for key, name in self.export_names().items() if only is None or name in only}
        for stored in self._stored(sorted(names, key=names.__getitem__)):
            yield names[stored.id], stored.record

    def documents(self) -> list[Summary]:
        """Return one row per document, in order of their names.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._snapshot():
            names = self.export_names()
            return [Summary(row[0], names[row[0]], *row[1:]) for row in self._rows(_SUMMARY)]

    def export_names(self) -> dict[int, str]:
        """Return the export name of each document by its id: see `pipeline.store.names`."""
        return export_names(Named(*row) for row in self._rows(_NAMED))

    @property
    def history(self) -> History:
        """How the documents came to be, and what failed."""
        return History(self._transaction, self._rows)

    def record_failure(
        self, name: str, code: str, message: Message, *, sha256: str | None = None, origin: Path | None = None
    ) -> None:
        """Note that the file `name`, which lay at `origin`, could not be imported; storing it clears the note.

        Raises:
            StoreError: the database is locked or damaged, or the disk is full.
        """
        self.history.record_failure(name, code, message, sha256=sha256, origin=origin)

    def failures(self) -> list[Failure]:
        """Return the files that could not be imported, in order of their names."""
        return self.history.failures()

    def duplicates(self, document_id: int | None = None) -> list[Duplicate]:
        """Return the pairs of documents, of one or of all, that may be one paper; each pair from both sides.

        Raises:
            StoreError: the database cannot be read.
        """
        found = Duplicates(self._rows, self.export_names)
        return found.all() if document_id is None else found.of(document_id)

    def verify(self, tell: Callable[[str], None] = lambda _: None) -> Verified:
        """Check every file, every record and the database: see `pipeline.store.verify`.

        Raises:
            StoreError: the workspace cannot be read at all.
        """
        with told(self.folder):
            return verify(self._connection, self.folder, tell)

    def back_up(self, out: Path, *, cache: bool = True, tell: Callable[[int], None] = lambda _: None) -> Copied:
        """Copy the workspace to the new folder `out`, also while others use it: see `pipeline.store.backup`.

        Raises:
            UsageError: `out` is there already, or lies in the workspace.
            StoreError: the disk is full or refuses.
        """
        return back_up(self._connection, self.folder, out, cache=cache, tell=tell)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Let all changes of the body become durable together, or none of them.

        Raises:
            StoreError: the database is locked or damaged, or the disk is full.
        """
        with self._transaction():
            yield

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """Return at most `limit` places where all terms of `query` stand, best first.

        Words, "phrases" and beginnings* are understood. What is typed without diacritics finds both; with them, exact
        matches come first.

        Raises:
            StoreError: the database cannot be read.
        """
        with told(self.folder):
            return search(self._connection, query, limit)

    def frames(self) -> Frames:
        """Return the documents and each kind of fact as pandas DataFrames.

        Raises:
            StoreError: the database cannot be read.
        """
        with told(self.folder), self._snapshot():
            return read_frames(self._connection, self.export_names())

    def cited(self, document_id: int) -> list[int | None]:
        """Return for each reference of a document, in order, the id of the document here that it means, or None.

        Raises:
            StoreError: the database cannot be read.
        """
        with told(self.folder), self._snapshot():
            return cited_documents(self._connection, document_id)

    def cited_by(self, document_id: int) -> list[CitedBy]:
        """Return the references of other documents here that mean this one.

        Raises:
            StoreError: the database cannot be read.
        """
        with told(self.folder), self._snapshot():
            return citations_of(self._connection, document_id)

    def contradictions(self) -> list[Contradiction]:
        """Return the references whose number or day more documents of the workspace write otherwise.

        Raises:
            StoreError: the database cannot be read.
        """
        with told(self.folder), self._snapshot():
            return read_contradictions(self._connection, self.export_names())

    def _check_folder(self) -> None:
        if self.folder.is_dir():
            foreign = any(not _OWN.fullmatch(entry.name) for entry in self.folder.iterdir())
            if foreign and not (self.folder / DATABASE).is_file():
                raise not_a_workspace(self.folder)
        elif self.folder.exists():
            raise not_a_workspace(self.folder)

    def _open(self) -> None:
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._connection.execute("PRAGMA synchronous = FULL")  # what was reported as done survives a power cut
        prepare(self._connection, self.folder)
        if self._connection.execute("PRAGMA journal_mode").fetchone()[0] != self._journal:
            self._connection.execute(f"PRAGMA journal_mode = {self._journal}")

    def _is_in_transaction(self) -> bool:
        return self._connection.in_transaction

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with told(self.folder):
            if self._is_in_transaction():  # part of `at_once`, which ends it
                yield self._connection
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has rolled back by itself
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """Let all reads of the body see the same state, whatever other programs write meanwhile."""
        with told(self.folder):
            if self._is_in_transaction():
                yield
                return
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        with told(self.folder):
            return self._connection.execute(query, values).fetchall()

    def _candidates(self, doc: str, names: dict[int, str]) -> set[int]:
        """Return the ids of the documents that `doc` may mean; a hash prefix only where nothing else fits."""
        wanted = nfc(doc).strip()
        exact = {one for one, name in names.items() if wanted in (str(one), name)}
        of_stem = "SELECT document.id FROM document JOIN file_name USING (sha256) WHERE stem{} = ?"
        exact |= {int(row[0]) for row in self._rows(of_stem.format(""), (wanted,))}
        if exact:
            return exact
        folded = {int(row[0]) for row in self._rows(of_stem.format("_folded"), (fold(wanted),))}
        if folded or not _HASH_PREFIX.fullmatch(wanted.lower()):
            return folded
        query = "SELECT id FROM document WHERE sha256 >= ? AND sha256 < ?"
        return {int(row[0]) for row in self._rows(query, (wanted.lower(), wanted.lower() + "g"))}

    def _stored(self, ids: Iterable[int]) -> Iterator[Stored]:
        """Yield the documents with these ids that are (still) there, one at a time."""
        query = "SELECT id, sha256, record, imported_at FROM document WHERE id = ?"
        by_place = "SELECT name FROM file_name WHERE sha256 = ? ORDER BY position"
        for document_id in ids:
            for found, sha256, packed, imported_at in self._rows(query, (document_id,)):
                with told(self.folder):
                    record = completed(rows.unpacked(packed))
                record["provenance"]["names"] = [row[0] for row in self._rows(by_place, (sha256,))]
                yield Stored(found, record, imported_at)
