"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.message import Message

_USUAL_RIGHTS = 0o666


class ExportError(StoreError):
    """A file of an export cannot be written."""

    code = "export"


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a new file beside `path` to write; put it in the place of `path` when the body ends without an error.

    Raises:
        ExportError: the folder cannot be made or written, or the disk is full.
    """
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".sohoa-", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        part = Path(name)
        try:
            yield part
            part.chmod(_USUAL_RIGHTS & ~_umask())  # mkstemp lets only the owner read
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def made_folder(path: Path) -> Path:
    """Make the folder `path`, and those above it, where they are not there; return it.

    Raises:
        ExportError: it cannot be made.
    """
    with told(path):
        path.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Tell what the disk refuses about `path` as an `ExportError`."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError(
            Message(
                f"Không ghi được {path}: {reason}. Hãy kiểm tra quyền của thư mục và chỗ trống trên đĩa.",
                f"Cannot write {path}: {reason}. Check the rights of the folder and the free space of the disk.",
            )
        ) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
