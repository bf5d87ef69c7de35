"""How the documents of a workspace came to be: which versions made them, and which files could not be read and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.message import Message
from pipeline.model import Source
from pipeline.store import rows
from pipeline.store.database import Database

_KEPT = """
    SELECT file.sha256, media_type, size, making.pages, making.reading, making.sidecars
    FROM file LEFT JOIN making ON making.sha256 = file.sha256
    WHERE EXISTS (SELECT 1 FROM document WHERE document.sha256 = file.sha256 {which})
    ORDER BY (SELECT name FROM file_name WHERE sha256 = file.sha256 AND position = 0)
"""
_NAMES = "SELECT name FROM file_name WHERE sha256 = ? ORDER BY position"
_PARTIAL = "AND status = 'partial'"
_OLDER = "AND (making.finishing IS NOT ?{reading})"


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be imported, with the reason; `origin` is where it lay, or the .zip that holds it."""

    name: str
    sha256: str | None
    code: str
    message: Message
    failed_at: str
    origin: Path | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A source of the workspace, with the number of its pages and the version that they were read with.

    Where an older program did not note these, `pages` is 0 and `reading` empty.
    """

    source: Source
    pages: int
    reading: str


class History:
    """What is noted about the making of documents. `pipeline.run` decides what versions are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, source: Source, pages: int, versions: tuple[str, str], images: Mapping[int, str]) -> None:
        """Note how many pages `source` has, the versions of reading and finishing, and the SHA-256 of page images.

        The digest of an image is noted when the page was read, and is then left as it is: `verify` compares with it.
        """
        with self._database.changing() as connection:
            rows.write_names(connection, source)
            connection.execute(
                "INSERT OR REPLACE INTO making (sha256, pages, reading, finishing, sidecars) VALUES (?, ?, ?, ?, ?)",
                (source.sha256, pages, *versions, json.dumps(source.sidecars, ensure_ascii=False)),
            )
            connection.executemany(
                "INSERT OR REPLACE INTO page_image (sha256, page, image_sha256) VALUES (?, ?, ?)",
                [(source.sha256, page, digest) for page, digest in images.items()],
            )

    def note_folder(self, sha256: str, folder: str) -> None:
        """Note that a source of the workspace lay directly in the `folder` that a person named; the first one stays."""
        with self._database.changing() as connection:
            connection.execute("INSERT OR IGNORE INTO named_folder (sha256, folder) VALUES (?, ?)", (sha256, folder))

    def partial(self) -> list[Kept]:
        """Return the sources of which a page or stage failed, in order of their names."""
        return self._kept(_KEPT.format(which=_PARTIAL), ())

    def all(self) -> list[Kept]:
        """Return all sources that gave documents, in order of their names."""
        return self._kept(_KEPT.format(which=""), ())

    def older_than(self, reading: str, finishing: str, *, reading_counts: bool = True) -> list[Kept]:
        """Return the sources that were not made with these versions, in order of their names."""
        if reading_counts:
            query = _KEPT.format(which=_OLDER.format(reading=" OR making.reading IS NOT ?"))
            return self._kept(query, (finishing, reading))
        return self._kept(_KEPT.format(which=_OLDER.format(reading="")), (finishing,))

    def record_failure(
        self, name: str, code: str, message: Message, *, sha256: str | None = None, origin: Path | None = None
    ) -> None:
        """Note that the file `name` could not be imported; storing a document of that name clears the note."""
        with self._database.changing() as connection:
            rows.write_failure(connection, name, code, message, sha256, origin)

    def forget_failure(self, name: str) -> None:
        """Clear the note of a failure."""
        with self._database.changing() as connection:
            connection.execute("DELETE FROM import_failure WHERE name = ?", (name,))

    def failures(self) -> list[Failure]:
        """Return the files that could not be imported, in order of their names."""
        query = "SELECT name, sha256, code, vi, en, failed_at, origin FROM import_failure ORDER BY name"
        return [
            Failure(name, sha256, code, Message(vi, en), failed_at, Path(origin) if origin else None)
            for name, sha256, code, vi, en, failed_at, origin in self._database.rows(query, ())
        ]

    def _kept(self, query: str, values: tuple[object, ...]) -> list[Kept]:
        found = []
        for sha256, media_type, size, pages, reading, sidecars in self._database.rows(query, values):
            names = tuple(row[0] for row in self._database.rows(_NAMES, (sha256,)))
            source = Source(sha256, names, media_type, size, sidecars=tuple(json.loads(sidecars or "[]")))
            found.append(Kept(source, pages or 0, reading or ""))
        return found
