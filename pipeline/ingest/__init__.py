"""File -> page images or text lines: folders and archives are walked, PDF, images, .docx and plain text are opened.

`discover` finds the sources, `page_count` opens one, `read_source_page` gives one page of it, `draw_source_page` the
picture of a page whose text was there already.
"""

from pipeline.ingest.discover import discover
from pipeline.ingest.kinds import is_page_image, is_read, kind_of_media
from pipeline.ingest.pages import draw_source_page, page_count, read_source_page
from pipeline.ingest.source import (
    Discovery,
    ImageInput,
    Item,
    PageInput,
    SkipKind,
    Skipped,
    SourceKind,
    TextInput,
)
from pipeline.ingest.stamps import require_unchanged
from pipeline.ingest.walk import is_ignored, name_of

__all__ = [
    "Discovery",
    "ImageInput",
    "Item",
    "PageInput",
    "SkipKind",
    "Skipped",
    "SourceKind",
    "TextInput",
    "discover",
    "draw_source_page",
    "is_ignored",
    "is_page_image",
    "is_read",
    "kind_of_media",
    "name_of",
    "page_count",
    "read_source_page",
    "require_unchanged",
]
