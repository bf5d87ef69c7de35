"""What a worker process does: module-level functions that take and give what can be pickled."""

from __future__ import annotations

import errno
import hashlib
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2

from pipeline import process
from pipeline.errors import OcrError, StoreError
from pipeline.ingest import Item, page_count, require_unchanged
from pipeline.message import Message
from pipeline.model import Document, PageReading, Source
from pipeline.record import RecordError, reading_from_json, reading_to_json
from pipeline.run.restored import RestoredLines
from pipeline.run.versions import page_key, reading_parts
from pipeline.settings import Settings
from pipeline.store import PageCache, PageImages

_FULL = {errno.ENOSPC, errno.EDQUOT}


class MemoryLimitError(OcrError):
    """A page needs more memory than a worker may take."""

    code = "memory"


@dataclass(frozen=True, slots=True)
class PageDone:
    """A page that was read: its reading, the SHA-256 of its image for looking at (None where there is none).

    `cached` where it had been read before; `seconds` is what it cost now.
    """

    reading: PageReading
    image_sha256: str | None = None
    cached: bool = False
    seconds: float = 0.0


def count_pages(item: Item, settings: Settings) -> int:
    """Open `item` and return the number of its pages.

    Raises:
        SourceError: it cannot be opened.
        MemoryLimitError: opening it needs too much memory.
        StoreError: the disk is full.
    """
    with _told(item.name, settings):
        return page_count(item, settings)


def read_page(item: Item, number: int, settings: Settings, workspace: Path) -> PageDone:
    """Return the reading of a page, from the cache of `workspace` or by reading it.

    What was read is durable in the cache before this returns. A page that cannot be read is not cached, so that the
    next run tries it again; nor is one of a file that changed since it was hashed, which is another file's page. Of a
    page that bears a mark of secrecy nothing is written.

    Raises:
        StateSecretError: the page bears a mark of secrecy.
        PipelineError: the page cannot be read.
        StoreError: the disk is full or refuses.
    """
    started = time.monotonic()
    cache, images = PageCache(workspace, item.source.sha256), PageImages(workspace)
    key = page_key(item.source.sha256, number, reading_parts(settings))
    with _told(f"{item.name}, {number}", settings):
        if (kept := _kept(cache, key)) is not None:
            return PageDone(kept, images.digest(item.source.sha256, number), True, time.monotonic() - started)
        page = process.read_page(item, number, settings)
        require_unchanged(item)
        image = None
        if page.view is not None:
            images.put(item.source.sha256, number, page.view)
            image = hashlib.sha256(page.view).hexdigest()
        cache.put(key, reading_to_json(page.reading))
    return PageDone(page.reading, image, False, time.monotonic() - started)


def finish_document(
    source: Source, readings: tuple[PageReading, ...], settings: Settings, workspace: Path
) -> tuple[Document, ...]:
    """Put the documents of `source` together from its pages; restored lines are taken from, and kept in, the cache.

    Raises:
        MemoryLimitError: it needs too much memory.
        StoreError: the disk is full or refuses.
    """
    with _told(source.name, settings):
        return process.put_together(source, readings, settings, RestoredLines(workspace, source.sha256))


def finish_again(
    source: Source, keys: Sequence[str], settings: Settings, workspace: Path
) -> tuple[Document, ...] | None:
    """Put the documents of `source` together from the pages kept under `keys`; None where one is not kept.

    Raises:
        StoreError: the cache cannot be read.
    """
    cache = PageCache(workspace, source.sha256)
    readings = []
    for key in keys:
        reading = _kept(cache, key)
        if reading is None:
            return None
        readings.append(reading)
    return finish_document(source, tuple(readings), settings, workspace)


def _kept(cache: PageCache, key: str) -> PageReading | None:
    kept = cache.get(key)
    if kept is None:
        return None
    try:
        return reading_from_json(kept)
    except RecordError:  # another version of the program wrote it: it is read again
        return None


@contextmanager
def _told(what: str, settings: Settings) -> Iterator[None]:
    """Raise a lack of memory or of room on the disk as what a person can understand and mend."""
    try:
        yield
    except MemoryError as error:
        raise MemoryLimitError(_too_much_memory(what, settings)) from error
    except cv2.error as error:
        if error.code != cv2.Error.StsNoMem:
            raise
        raise MemoryLimitError(_too_much_memory(what, settings)) from error
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise StoreError(
            Message(
                f"{what}: đĩa đã đầy. Hãy giải phóng chỗ rồi chạy lại cùng lệnh; những gì đã lưu vẫn còn.",
                f"{what}: the disk is full. Make room and run the same command; what was stored is safe.",
            )
        ) from error


def _too_much_memory(what: str, settings: Settings) -> Message:
    gigabytes = settings.limits.worker_bytes / 1e9
    return Message(
        f"{what}: cần hơn {gigabytes:.1f} GB bộ nhớ, đã dừng. Tăng limits.worker_bytes nếu máy còn bộ nhớ.",
        f"{what}: needs more than {gigabytes:.1f} GB of memory and was stopped. Raise limits.worker_bytes.",
    )
