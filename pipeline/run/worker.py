"""What a worker process does: module-level functions that take and give what can be pickled."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from pipeline import process
from pipeline.ingest import Item, page_count
from pipeline.model import Document, PageReading, Source
from pipeline.record import reading_from_record, reading_to_record
from pipeline.settings import Settings
from pipeline.store import PageCache, PageImages


def count_pages(item: Item, settings: Settings) -> int:
    """Open `item` and return the number of its pages.

    Raises:
        SourceError: it cannot be opened.
    """
    return page_count(item, settings)


def read_page(item: Item, number: int, settings: Settings, workspace: Path) -> PageReading:
    """Return the reading of a page, from the cache of `workspace` or by reading it.

    What was read is durable in the cache before this returns. A page that cannot be read is not cached, so that the
    next run tries it again. Of a page that bears a mark of secrecy nothing is written.

    Raises:
        StateSecretError: the page bears a mark of secrecy.
        PipelineError: the page cannot be read.
    """
    cache = PageCache(workspace, item.source.sha256)
    key = page_key(item.source, number, settings)
    if (kept := cache.get(key)) is not None:
        return reading_from_record(json.loads(kept))
    page = process.read_page(item, number, settings)
    if page.view is not None:
        PageImages(workspace).put(item.source.sha256, number, page.view)
    cache.put(key, json.dumps(reading_to_record(page.reading), ensure_ascii=False).encode())
    return page.reading


def page_key(source: Source, number: int, settings: Settings) -> str:
    """Return the key of a page's reading: all that the reading depends on, as a SHA-256 in hex."""
    engine = process.engine(settings.ocr)
    parts = {
        "source": source.sha256,
        "page": number,
        "version": process.READING_VERSION,
        "engine": [engine.name, engine.version],
        "settings": settings.model_dump(
            mode="json",
            include={"limits": True, "ingest": True, "clean": True, "ocr": True},
            exclude={"ingest": {"split_documents"}},  # asked when the pages are put together
        ),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def finish_document(source: Source, readings: tuple[PageReading, ...], settings: Settings) -> tuple[Document, ...]:
    """Put the documents of `source` together from its pages."""
    return process.put_together(source, readings, settings)
