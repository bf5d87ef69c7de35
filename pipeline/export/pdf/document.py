"""One document as searchable PDF/A-2b."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Protocol

import pikepdf
from pikepdf import Name

from pipeline.errors import UnsupportedSourceError
from pipeline.export.pdf.glyphless import make_font, numbered
from pipeline.export.pdf.metadata import describe, write_metadata
from pipeline.export.pdf.outline import add_outline
from pipeline.export.pdf.pages import DrawnPages, ImagePages, LaidPage, PageWay, PdfPages
from pipeline.export.pdf.text_layer import Placement, text_content, words_of_marks
from pipeline.export.placing import PlacedWord, placed_words
from pipeline.export.whole import whole_file
from pipeline.message import Message
from pipeline.model import Document, Page

PDF_MEDIA = "application/pdf"
_FONT = "Sohoa"
_VERSION = "1.7"
_PACKED = pikepdf.ObjectStreamMode.generate
_COPY = "Bản sao PDF/A của văn bản có chữ ký số; tệp đã ký được giữ nguyên kèm theo"


@dataclass(frozen=True, slots=True)
class PageMade:
    """How page `number` of a document came into its PDF/A."""

    number: int
    way: PageWay


@dataclass(frozen=True, slots=True)
class Written:
    """A PDF/A that was written: its pages, its size and that of the originals in bytes."""

    path: Path
    pages: tuple[PageMade, ...]
    size: int
    original_size: int


class _Source(Protocol):
    def add(self, pdf: pikepdf.Pdf, page: Page, words: Sequence[str]) -> LaidPage: ...


def has_pages(document: Document) -> bool:
    """Return whether the document has pages to look at: plain text and .docx have none."""
    media = document.source.media_type
    return media == PDF_MEDIA or media.startswith("image/")


def write_document(
    document: Document,
    originals: Sequence[Path],
    path: Path,
    *,
    made_at: datetime | None = None,
    note: str | None = None,
) -> Written:
    """Write `document` to `path` as searchable PDF/A-2b; the file is there whole or not at all.

    The encoded bytes of page images are kept wherever a PDF/A can hold them (`PageMade.way` says where not). The
    corrected text (`Line.text`) lies invisibly over the words. Nothing visible is added: the top right corner of page 1
    is as it was, free for an external digital signature.

    Args:
        document: what was read; pages that could not be read are kept, without text.
        originals: the files it was read from, in order (`Workspace.originals`).
        path: the file to write.
        made_at: when the PDF was made, with a time zone; now, if not given.
        note: said in the metadata of the file itself; the copy of a signed file says that it is one, if not given.

    Raises:
        UnsupportedSourceError: the document has no pages (plain text, .docx).
        ExportError: the file cannot be written.
        MissingProgramError: poppler is not installed and a page must be drawn.
    """
    if not has_pages(document) or not originals:
        raise _no_pages(document)
    with whole_file(path) as part, pikepdf.new() as pdf, _opened(document, originals) as source:
        made = _add_pages(pdf, document, source)
        said = note or (_COPY if document.source.signatures else None)
        write_metadata(pdf, describe(document, said), made_at or datetime.now(UTC))
        pdf.save(part, force_version=_VERSION, deterministic_id=True, object_stream_mode=_PACKED)
    return Written(path, made, path.stat().st_size, sum(original.stat().st_size for original in originals))


def _no_pages(document: Document) -> UnsupportedSourceError:
    name = document.source.name
    if has_pages(document):
        return UnsupportedSourceError(
            Message(
                f"{name}: không kèm tệp gốc (dữ liệu được che thì không xuất ảnh trang), nên không có PDF/A.",
                f"{name}: its original is not handed out (with masked data no page images are), so there is no PDF/A.",
            )
        )
    return UnsupportedSourceError(
        Message(
            f"{name}: không có ảnh trang để làm PDF/A. Hãy xuất dạng khác (txt, json).",
            f"{name}: there are no page images to make a PDF/A of. Export another format (txt, json).",
        )
    )


@contextmanager
def _opened(document: Document, originals: Sequence[Path]) -> Iterator[_Source]:
    name = document.source.name
    if document.source.media_type != PDF_MEDIA:
        yield ImagePages(originals)
        return
    embedded = frozenset(
        step.page for step in document.steps if step.page and (step.stage, step.name) == ("ingest", "embedded_image")
    )
    try:
        pages: PdfPages | DrawnPages = PdfPages(originals[0], name, embedded)
    except pikepdf.PdfError:
        pages = DrawnPages(originals[0], name)
    try:
        yield pages
    finally:
        pages.close()


def _add_pages(pdf: pikepdf.Pdf, document: Document, source: _Source) -> tuple[PageMade, ...]:
    texts = {page.number: _texts(document, page) for page in document.pages}
    cids = numbered(word.text for text in texts.values() for word in chain(*text.lines, *text.marks))
    font = make_font(pdf, cids)
    made: list[PageMade] = []
    placements: dict[int, tuple[int, Placement]] = {}
    for index, page in enumerate(document.pages):
        text = texts[page.number]
        laid = source.add(pdf, page, [word.text for word in chain.from_iterable(text.lines)])
        lines = (*(() if laid.has_text else text.lines), *(() if laid.has_marks else text.marks))
        if lines:
            target = pdf.pages[index]
            target.contents_add(pikepdf.Stream(pdf, text_content(lines, page, laid.placement, _FONT, cids)))
            target.add_resource(font, Name.Font, Name(f"/{_FONT}"))
        placements[page.number] = index, laid.placement
        made.append(PageMade(page.number, laid.way))
    pages = {page.number: page for page in document.pages}
    add_outline(pdf, document.sections, pages, placements)
    pdf.Root.Type = Name.Catalog
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Text:
    """The words of a page line by line, and those of its marks."""

    lines: tuple[tuple[PlacedWord, ...], ...]
    marks: tuple[tuple[PlacedWord, ...], ...]


def _texts(document: Document, page: Page) -> _Text:
    lines = [placed_words(line, page.rotation) for line in document.lines if line.page == page.number]
    return _Text(tuple(words for words in lines if words), words_of_marks(page))
