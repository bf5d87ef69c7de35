"""Copies a workspace that may be in use to a backup, and makes a workspace of a backup again.

A backup is a folder: the database as one snapshot (SQLite's backup API), then the files that it names, and a list of
their SHA-256 in the form that `sha256sum --check` reads. Files of a workspace are written before the database names
them and are never changed, so what is copied after the snapshot is whole.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import StoreError, UsageError
from pipeline.message import Message
from pipeline.resources import WORKSPACE_MARK
from pipeline.store.faults import told
from pipeline.store.verify import check_database

MANIFEST = "sha256sums.txt"
_FOLDERS = ("originals", "pages", "cache")
_CHUNK = 1 << 20
_FOLDER_RIGHTS = 0o755
_PAGES_A_STEP = 2000  # of the database; between two steps others may write


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: number of files, the database included, and their bytes."""

    folder: Path
    files: int
    size: int


def back_up(
    connection: sqlite3.Connection, folder: Path, out: Path, *, cache: bool = True,
    tell: Callable[[int], None] = lambda _: None,
) -> Copied:  # fmt: skip
    """Copy the workspace at `folder` to the new folder `out`; `tell` is told the number of files copied so far.

    Without `cache` the results of pages stay behind: the copy is smaller, and a refresh of it reads every page again.

    Raises:
        UsageError: `out` is there already, or lies in the workspace.
        StoreError: the disk is full or refuses.
    """
    _require_free(out)
    if out.resolve().is_relative_to(folder.resolve()):
        raise UsageError(
            Message(f"{out} nằm trong kho. Hãy chọn nơi khác.", f"{out} lies in the workspace. Choose another place.")
        )
    with told(out), _made_whole(out) as part:
        sums = [(WORKSPACE_MARK, _snapshot(connection, part / WORKSPACE_MARK))]
        size = (part / WORKSPACE_MARK).stat().st_size
        for name in _files(folder, _FOLDERS if cache else _FOLDERS[:2]):
            digest, length = _copy(folder / name, part / name)
            sums.append((name, digest))
            size += length
            tell(len(sums))
        (part / MANIFEST).write_text("".join(f"{digest}  {name}\n" for name, digest in sums), "utf-8")
    return Copied(out, len(sums), size)


def restore_backup(backup: Path, folder: Path, tell: Callable[[int], None] = lambda _: None) -> Copied:
    """Make the workspace `folder` of a backup, checking every file; nothing is left where one is damaged.

    Raises:
        UsageError: `folder` is there already, or `backup` is no backup.
        StoreError: a file of the backup is missing or damaged; the disk is full or refuses.
    """
    _require_free(folder)
    sums = _sums(backup)
    size = 0
    with told(folder), _made_whole(folder) as part:
        for count, (name, expected) in enumerate(sums, start=1):
            if not (backup / name).is_file():
                raise _damaged(name)
            digest, length = _copy(backup / name, part / name)
            if digest != expected:
                raise _damaged(name)
            size += length
            tell(count)
        (part / "tmp").mkdir(exist_ok=True)
        with closing(sqlite3.connect(part / WORKSPACE_MARK)) as connection:
            for message in check_database(connection):
                raise StoreError(message)
    return Copied(folder, len(sums), size)


def _require_free(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            Message(
                f"{folder} đã có và không rỗng; không ghi đè. Hãy chọn thư mục mới.",
                f"{folder} is there and not empty; nothing is overwritten. Choose a new folder.",
            )
        )


@contextmanager
def _made_whole(folder: Path) -> Iterator[Path]:
    """Yield a folder beside `folder` that becomes `folder` at the end, or is removed after an error."""
    parent = folder.absolute().parent
    parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=parent))
    try:
        part.chmod(_FOLDER_RIGHTS)
        yield part
        if folder.exists():
            folder.rmdir()  # an empty one
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _snapshot(connection: sqlite3.Connection, file: Path) -> str:
    with closing(sqlite3.connect(file)) as target:
        connection.backup(target, pages=_PAGES_A_STEP)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
    with file.open("rb+") as written:
        os.fsync(written.fileno())
        return hashlib.file_digest(written, "sha256").hexdigest()


def _files(folder: Path, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        for path in sorted((folder / name).rglob("*")):
            if path.is_file():
                yield path.relative_to(folder).as_posix()


def _copy(file: Path, target: Path) -> tuple[str, int]:
    """Copy a file durably, keeping its rights; return its SHA-256 and its bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as source, target.open("xb") as out:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    shutil.copymode(file, target)
    return digest.hexdigest(), size


def _sums(backup: Path) -> list[tuple[str, str]]:
    try:
        text = (backup / MANIFEST).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            Message(
                f"{backup} không phải là bản sao lưu của sohoa (thiếu {MANIFEST}).",
                f"{backup} is no backup of sohoa ({MANIFEST} is missing).",
            )
        ) from error
    sums = []
    for line in text.splitlines():
        digest, _, name = line.partition("  ")
        if not name or Path(name).is_absolute() or ".." in Path(name).parts:
            raise _damaged(name or line)
        sums.append((name, digest))
    if WORKSPACE_MARK not in dict(sums):
        raise _damaged(WORKSPACE_MARK)
    return sums


def _damaged(name: str) -> StoreError:
    return StoreError(
        Message(
            f"Bản sao lưu bị hỏng: {name} thiếu hoặc đã thay đổi. Không khôi phục gì cả; hãy dùng bản sao khác.",
            f"The backup is damaged: {name} is missing or has changed. Nothing was restored; use another copy.",
        )
    )
