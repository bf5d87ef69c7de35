"""The files of a workspace that are no database: originals, page images, kept results of pages.

They are written whole or not at all: to a spool folder first, flushed to the disk, then renamed. `PageCache` and
`PageImages` need only the folder, so that worker processes can use them.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import DamagedSourceError
from pipeline.message import Message
from pipeline.store.faults import told

SPOOL = "tmp"
_DIGEST_BYTES = hashlib.sha256().digest_size
_CHUNK = 1 << 20
_READ_ONLY = 0o444
_SPOOL_DAYS = 7  # longer than any run


class PageCache:
    """Results of the pages of one source, each under a key that names all it depends on.

    Safe to use from several processes at once.
    """

    def __init__(self, folder: Path | str, sha256: str) -> None:
        """Use the cache of the source `sha256` in the workspace at `folder`."""
        self.folder = Path(folder)
        self._own = self.folder / "cache" / sha256[:2] / sha256

    def get(self, key: str) -> bytes | None:
        """Return what was put under `key`; None where there is nothing, or it is damaged.

        Raises:
            StoreError: the file is there and cannot be read.
        """
        with told(self.folder):
            try:
                kept = self._path(key).read_bytes()
            except FileNotFoundError:
                return None
        data = kept[_DIGEST_BYTES:]
        return data if hashlib.sha256(data).digest() == kept[:_DIGEST_BYTES] else None

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`; when this returns it is on the disk.

        Raises:
            StoreError: the disk is full or refuses.
        """
        with told(self.folder), _whole_file(self.folder, self._path(key)) as file:
            file.write(hashlib.sha256(data).digest())
            file.write(data)

    def forget(self) -> None:
        """Remove all that is kept of the source.

        Raises:
            StoreError: the disk refuses.
        """
        with told(self.folder):
            _remove_folder(self._own)

    def _path(self, key: str) -> Path:
        return self._own / hashlib.sha256(key.encode()).hexdigest()


class PageImages:
    """The page images of a workspace, for looking at. Safe to use from several processes at once."""

    def __init__(self, folder: Path | str) -> None:
        """Use the page images of the workspace at `folder`."""
        self.folder = Path(folder)

    def put(self, sha256: str, page: int, image: bytes) -> Path:
        """Keep the image (JPEG or PNG bytes) of page `page` (from 1) of the source `sha256`; return its file.

        Raises:
            StoreError: the disk is full or refuses.
        """
        suffix, other = (".png", ".jpg") if image.startswith(b"\x89PNG") else (".jpg", ".png")
        path = self._path(sha256, page, suffix)
        with told(self.folder):
            with _whole_file(self.folder, path) as file:
                file.write(image)
            self._path(sha256, page, other).unlink(missing_ok=True)
        return path

    def path(self, sha256: str, page: int) -> Path | None:
        """Return the file of a page image, None where there is none."""
        found = (self._path(sha256, page, suffix) for suffix in (".jpg", ".png"))
        return next((path for path in found if path.is_file()), None)

    def forget(self, sha256: str) -> None:
        """Remove all page images of the source `sha256`.

        Raises:
            StoreError: the disk refuses.
        """
        with told(self.folder):
            _remove_folder(self._path(sha256, 1, "").parent)

    def digest(self, sha256: str, page: int) -> str | None:
        """Return the SHA-256 of a page image, None where there is none.

        Raises:
            StoreError: it is there and cannot be read.
        """
        path = self.path(sha256, page)
        with told(self.folder):
            return hashlib.sha256(path.read_bytes()).hexdigest() if path else None

    def _path(self, sha256: str, page: int, suffix: str) -> Path:
        return self.folder / "pages" / sha256[:2] / sha256 / f"{page:05d}{suffix}"


def keep_copy(folder: Path, file: Path, expected: str | None) -> tuple[str, Path]:
    """Copy `file` unchanged into the originals of the workspace at `folder`; return its SHA-256 and the copy.

    The copy is read-only and named after its SHA-256; what is there already is left as it is.

    Raises:
        DamagedSourceError: the file vanished, cannot be read, or its bytes are not (any longer) `expected`.
        StoreError: the disk is full or refuses.
    """
    suffix = file.suffix.lower()
    if expected is not None and (kept := original_path(folder, expected, suffix)).is_file():
        return expected, kept
    with _opened(file) as source, told(folder):
        copy = _spooled(folder)
        try:
            with copy.open("wb") as target:
                sha256 = _copy(file, source, target)
                _flush(target)
            if expected not in (None, sha256):
                raise changed(file)
            copy.chmod(_READ_ONLY)
            kept = original_path(folder, sha256, suffix)
            _rename(copy, kept)
        finally:
            copy.unlink(missing_ok=True)
    return sha256, kept


def remove_copy(folder: Path, sha256: str, suffix: str) -> None:
    """Remove an original from the workspace at `folder`."""
    original_path(folder, sha256, suffix).unlink(missing_ok=True)


def remove_spooled(folder: Path, files: Iterable[Path]) -> None:
    """Remove those of `files` that lie unpacked in the spool of the workspace at `folder`, and all equal to them."""
    spool = (folder / SPOOL).resolve()
    own = [file for file in files if file.is_file() and file.resolve().is_relative_to(spool)]
    digests = {_digest(file) for file in own}
    sizes = {file.stat().st_size for file in own}
    for file in spool.rglob("*") if own else ():
        with suppress(FileNotFoundError):  # another process is done with it
            if file.is_file() and file.stat().st_size in sizes and _digest(file) in digests:
                file.unlink()


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def write_words(folder: Path, words: str) -> Path:
    """Keep the word list of the workspace at `folder`; one that is the same already is left as it is.

    Raises:
        StoreError: the disk is full or refuses.
    """
    path, data = folder / "words.txt", words.encode()
    with told(folder):
        if not path.is_file() or path.read_bytes() != data:
            with _whole_file(folder, path) as file:
                file.write(data)
    return path


def original_path(folder: Path, sha256: str, suffix: str) -> Path:
    """Return where the original with this SHA-256 and suffix lies in the workspace at `folder`."""
    return folder / "originals" / sha256[:2] / f"{sha256}{suffix}"


UNPACKED = "sohoa-{pid}-"
"""How the name of a folder of unpacked files begins: it says which process made it."""

_UNPACKED = re.compile(UNPACKED.format(pid=r"(\d+)"))


def damaged_pages(folder: Path) -> tuple[int, list[Path]]:
    """Return how many results of pages are kept in the workspace at `folder`, and which of them are damaged.

    Raises:
        OSError: the cache cannot be read.
    """
    kept = sorted(path for path in (folder / "cache").rglob("*") if path.is_file())
    damaged = []
    for path in kept:
        data = path.read_bytes()
        if hashlib.sha256(data[_DIGEST_BYTES:]).digest() != data[:_DIGEST_BYTES]:
            damaged.append(path)
    return len(kept), damaged


def joined_digest(digests: Iterable[str]) -> str:
    """Return what identifies a source of several files: the SHA-256 of their digests (hex), joined by newlines."""
    return hashlib.sha256("\n".join(digests).encode("ascii")).hexdigest()


def sweep(folder: Path) -> None:
    """Remove what runs that were cut off left in the spool folder: unpacked files at once, the rest after days."""
    oldest = time.time() - _SPOOL_DAYS * 86400
    for left in (folder / SPOOL).iterdir():
        with suppress(FileNotFoundError):  # another process is done with it
            if left.stat().st_mtime > oldest and not _is_orphan(left):
                continue
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()


def _is_orphan(folder: Path) -> bool:
    """Whether the process that unpacked files into `folder` has ended."""
    made_by = _UNPACKED.match(folder.name)
    try:
        if made_by:
            os.kill(int(made_by[1]), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _remove_folder(folder: Path) -> None:
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    try:
        source = file.open("rb")
    except OSError as error:
        raise _unreadable(file, error) from error
    with source:
        yield source


def _copy(file: Path, source: BinaryIO, target: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := _read(file, source):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


def _read(file: Path, source: BinaryIO) -> bytes:
    try:
        return source.read(_CHUNK)
    except OSError as error:
        raise _unreadable(file, error) from error


@contextmanager
def _whole_file(folder: Path, path: Path) -> Iterator[BinaryIO]:
    """Write `path` whole or not at all."""
    part = _spooled(folder)
    try:
        with part.open("wb") as file:
            yield file
            _flush(file)
        _rename(part, path)
    finally:
        part.unlink(missing_ok=True)


def _spooled(folder: Path) -> Path:
    spool = folder / SPOOL
    spool.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(suffix=".part", dir=spool)
    os.close(handle)
    return Path(name)


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _rename(part: Path, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part.replace(path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)  # the name is durable only with its folder
    finally:
        os.close(handle)


def _unreadable(file: Path, error: OSError) -> DamagedSourceError:
    return DamagedSourceError(
        Message(f"Không đọc được {file}: {error.strerror}.", f"Cannot read {file}: {error.strerror}.")
    )


def changed(file: Path) -> DamagedSourceError:
    """Return the error for a file whose bytes are not those that were read."""
    return DamagedSourceError(
        Message(
            f"{file} đã thay đổi trong khi đang được đọc. Hãy nhập lại.",
            f"{file} changed while it was being read. Import it again.",
        )
    )
