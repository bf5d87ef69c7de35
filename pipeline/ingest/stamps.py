"""Whether a file is still the one that was hashed: pages of one that changed must not be kept as its own."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import DamagedSourceError
from pipeline.ingest.source import Item
from pipeline.message import Message


def stamp_of(path: Path) -> tuple[int, int]:
    """Return size in bytes and time of the last change (ns) of the file at `path`.

    Raises:
        OSError: it is not there.
    """
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def require_unchanged(item: Item) -> None:
    """Check that the files of `item` are as they were when they were hashed.

    Raises:
        DamagedSourceError: one changed or vanished.
    """
    for path, stamp in zip(item.paths, item.stamps, strict=bool(item.stamps)):
        try:
            same = stamp_of(path) == stamp
        except OSError:
            raise vanished(item.name) from None
        if not same:
            raise changed(item.name)


def changed(name: str) -> DamagedSourceError:
    """Return the error for a file that changed while it was read."""
    return DamagedSourceError(
        Message(
            f"{name}: đã thay đổi trong khi đang được đọc. Hãy đợi tệp ổn định rồi chạy `sohoa retry`.",
            f"{name}: changed while it was being read. Wait until it is whole, then run `sohoa retry`.",
        )
    )


def vanished(name: str) -> DamagedSourceError:
    """Return the error for a file that is no longer there."""
    return DamagedSourceError(
        Message(
            f"{name}: không còn ở chỗ cũ trong khi đang được đọc. Hãy để lại tệp rồi chạy `sohoa retry`.",
            f"{name}: is no longer there while it was being read. Put it back, then run `sohoa retry`.",
        )
    )
