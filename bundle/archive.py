"""A folder made into one archive: checksums inside, the same bytes for the same content."""

from __future__ import annotations

import hashlib
import tarfile
from pathlib import Path

SUMS = "SHA256SUMS"
LARGEST = 900_000_000
"""Most bytes of an archive: what fits beside other things on a CD-sized stick of 1 GB."""


def write_sums(folder: Path) -> None:
    """Write the SHA-256 of each file of `folder`, as `sha256sum --check` reads it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    lines = (f"{sha256_of(path)}  {path.relative_to(folder).as_posix()}\n" for path in files)
    (folder / SUMS).write_text("".join(lines), "utf-8")


def pack(folder: Path, archive: Path) -> None:
    """Write `folder` as a .tar, uncompressed: what is inside is compressed already."""
    with tarfile.open(archive, "w") as tar:
        for path in (folder, *sorted(folder.rglob("*"))):
            tar.add(path, path.relative_to(folder.parent).as_posix(), recursive=False, filter=_nobodys)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _nobodys(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = entry.mtime = 0
    entry.uname = entry.gname = "root"
    entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
    return entry
