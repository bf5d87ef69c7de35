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
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.message import Message
from pipeline.model import Document, Source
from pipeline.record import Record
from pipeline.store import rows
from pipeline.store.backup import Copied, back_up
from pipeline.store.catalogue import Catalogue, Stored, Summary
from pipeline.store.corrections import Corrections, remove_corrections
from pipeline.store.database import Database
from pipeline.store.dossiers import Dossiers
from pipeline.store.duplicates import Duplicate, Duplicates
from pipeline.store.faults import told
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
    write_words,
)
from pipeline.store.frames import Frames, read_frames
from pipeline.store.history import Failure, History
from pipeline.store.links import CitedBy, Contradiction, citations_of, cited_documents, read_contradictions
from pipeline.store.samples import Samples, blank_samples
from pipeline.store.search import Hit, overwrite_index, search
from pipeline.store.verify import Verified, verify


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
        self._database = Database(self.folder, allow_network=allow_network)
        self._catalogue = Catalogue(self._database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._database.close()

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
        return Corrections(self._database)

    @property
    def samples(self) -> Samples:
        """The acceptance samples."""
        return Samples(self._database)

    @property
    def dossiers(self) -> Dossiers:
        """The fonds and files (phông, hồ sơ) that the documents belong to."""
        return Dossiers(self._database)

    def put(self, document: Document, machine: Document | None = None) -> int:
        """Store `document` in place of what was known of the same part of the same file; return its id.

        The id stays the same when a document is stored again, and names that the file had before are kept. `machine`
        is what the document was before people corrected it, where they did.

        Raises:
            StoreError: the database is locked or damaged, or the disk is full.
        """
        with self._database.changing() as connection:
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
        with self._database.changing() as connection:
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
        with self._database.changing() as connection:
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
        with self._database.changing() as connection:
            rows.write_originals(connection, source, copies)
        return [copy for _, copy in copies]

    def is_marked_secret(self, source: Source) -> bool:
        """Return whether a document of `source` that is here bears a mark of secrecy.

        Raises:
            StoreError: the database cannot be read.
        """
        query = "SELECT 1 FROM document WHERE sha256 = ? AND secrecy IS NOT NULL"
        return bool(self._database.rows(query, (source.sha256,)))

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
            self._database.connection.execute("PRAGMA secure_delete = ON")
        with self._database.changing() as connection:
            orphans, had_documents = rows.remove_source(connection, source.sha256)
            remove_corrections(connection, source.sha256)
            blank_samples(connection, source.sha256)
        with told(self.folder):
            for sha256, suffix in orphans:
                remove_copy(self.folder, sha256, suffix)
            remove_spooled(self.folder, files)
            if had_documents:
                overwrite_index(self._database.connection)
                self._database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def originals(self, sha256: str) -> list[Path]:
        """Return the files, in order, that the source with this SHA-256 is made of."""
        query = "SELECT sha256, suffix FROM original WHERE source_sha256 = ? ORDER BY position"
        return [original_path(self.folder, *row) for row in self._database.rows(query, (sha256,))]

    def get(self, doc: str | int) -> Stored:
        """Return a document by its id, its export name, its stem (diacritics may be left out) or a prefix of its hash.

        An int is an id and nothing else; a string of digits may be the stem of a file ("1" of 1.pdf), too.

        Raises:
            UsageError: there is none, or more than one.
            StoreError: the database cannot be read.
        """
        return self._catalogue.get(doc)

    def records(self, only: Container[str] | None = None) -> Iterator[tuple[str, Record]]:
        """Yield export name and record of each document, one at a time, in order of their names.

        `only` chooses documents by their export names; None is all.

        Raises:
            StoreError: the database cannot be read.
        """
        return self._catalogue.records(only)

    def documents(self) -> list[Summary]:
        """Return one row per document, in order of their names.

        Raises:
            StoreError: the database cannot be read.
        """
        return self._catalogue.documents()

    def export_names(self) -> dict[int, str]:
        """Return the export name of each document by its id: see `pipeline.store.names`."""
        return self._catalogue.names()

    @property
    def history(self) -> History:
        """How the documents came to be, and what failed."""
        return History(self._database)

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
        found = Duplicates(self._database, self.export_names)
        return found.all() if document_id is None else found.of(document_id)

    def verify(self, tell: Callable[[str], None] = lambda _: None) -> Verified:
        """Check every file, every record and the database: see `pipeline.store.verify`.

        Raises:
            StoreError: the workspace cannot be read at all.
        """
        with told(self.folder):
            return verify(self._database.connection, self.folder, tell)

    def back_up(self, out: Path, *, cache: bool = True, tell: Callable[[int], None] = lambda _: None) -> Copied:
        """Copy the workspace to the new folder `out`, also while others use it: see `pipeline.store.backup`.

        Raises:
            UsageError: `out` is there already, or lies in the workspace.
            StoreError: the disk is full or refuses.
        """
        return back_up(self._database.connection, self.folder, out, cache=cache, tell=tell)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Let all changes of the body become durable together, or none of them.

        Raises:
            StoreError: the database is locked or damaged, or the disk is full.
        """
        with self._database.changing():
            yield

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """Return at most `limit` places where all terms of `query` stand, best first.

        Words, "phrases" and beginnings* are understood. What is typed without diacritics finds both; with them, exact
        matches come first.

        Raises:
            StoreError: the database cannot be read.
        """
        with told(self.folder):
            return search(self._database.connection, query, limit)

    def frames(self) -> Frames:
        """Return the documents and each kind of fact as pandas DataFrames.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._database.reading() as connection:
            return read_frames(connection, self.export_names())

    def cited(self, document_id: int) -> list[int | None]:
        """Return for each reference of a document, in order, the id of the document here that it means, or None.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._database.reading() as connection:
            return cited_documents(connection, document_id)

    def cited_by(self, document_id: int) -> list[CitedBy]:
        """Return the references of other documents here that mean this one.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._database.reading() as connection:
            return citations_of(connection, document_id)

    def contradictions(self) -> list[Contradiction]:
        """Return the references whose number or day more documents of the workspace write otherwise.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._database.reading() as connection:
            return read_contradictions(connection, self.export_names())
