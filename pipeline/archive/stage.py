"""The folder in which a package is put together, and what METS says of each of its files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path, PurePosixPath
from uuid import UUID, uuid4

VIETNAM = timezone(timedelta(hours=7))
XML, PDF, SCHEMA, CSV = "application/xml", "application/pdf", "application/octet-stream", "text/csv"
_CHUNK = 1 << 20

NewId = Callable[[], UUID]


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the package: its path in it, size in bytes, SHA-256 (upper case), MIME type, and id in METS."""

    path: PurePosixPath
    size: int
    sha256: str
    mime: str
    id: str

    def href(self, mets: str) -> str:
        """Return its path from the folder of a METS file."""
        return self.path.relative_to(mets).as_posix() if mets else self.path.as_posix()


class Stage:
    """A folder that becomes a package. Ids come from `new_id`; `now` is the time that every file bears."""

    def __init__(self, folder: Path, now: datetime, new_id: NewId = uuid4) -> None:
        """Use an empty folder; `now` is brought to the time of Vietnam."""
        self.folder, self._new_id = folder, new_id
        self.created = now.astimezone(VIETNAM).isoformat(timespec="milliseconds")

    def uuid(self) -> str:
        """Return a new id, as everything but a file has it."""
        return f"uuid-{self._upper()}"

    def path(self, name: str) -> Path:
        """Return where the file `name` of the package is to be written; its folder is made."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def write(self, name: str, data: bytes, mime: str) -> Entry:
        """Write a file and return what METS says of it."""
        self.path(name).write_bytes(data)
        return self.entry(name, mime)

    def entry(self, name: str, mime: str) -> Entry:
        """Return what METS says of a file that was written."""
        path = self.folder / name
        return Entry(PurePosixPath(name), path.stat().st_size, sha256_of(path), mime, f"ID-{self._upper()}")

    def _upper(self) -> str:
        return str(self._new_id()).upper()


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in capitals, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest().upper()
