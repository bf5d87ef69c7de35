"""Opens a source and gives its pages, whatever kind it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from pipeline.ingest.docx import read_docx_page
from pipeline.ingest.images import count_image_pages, read_image_page
from pipeline.ingest.kinds import Content, surprise
from pipeline.ingest.pdf import count_pdf_pages, draw_pdf_page, read_pdf_page
from pipeline.ingest.plaintext import read_text_page
from pipeline.ingest.source import ImageInput, Item, PageInput, SourceKind, TextInput
from pipeline.model import Problem, Severity
from pipeline.raster import Raster
from pipeline.settings import Settings


def page_count(item: Item, settings: Settings) -> int:
    """Return the number of pages of `item`; a .docx and a plain text have one.

    Raises:
        SourceError: it is empty, damaged, locked with a password, or over a bound.
    """
    match item.kind:
        case SourceKind.PDF:
            return count_pdf_pages(item, settings)
        case SourceKind.IMAGE:
            return count_image_pages(item, settings)
        case _:
            return 1


def read_source_page(item: Item, number: int, settings: Settings) -> PageInput:
    """Return page `number` (from 1) of `item`: its text where that can be trusted, else its image.

    Raises:
        SourceError: the page cannot be read, or is over a bound; the message names file and page.
    """
    match item.kind:
        case SourceKind.PDF:
            page = read_pdf_page(item, number, settings)
        case SourceKind.IMAGE:
            page = read_image_page(item, number, settings)
        case SourceKind.DOCX:
            page = read_docx_page(item, settings)
        case SourceKind.TEXT:
            page = read_text_page(item, settings)
    return _with_surprise(page, item) if number == 1 else page


def draw_source_page(item: Item, number: int, settings: Settings, dpi: int) -> Raster | None:
    """Return the image of page `number` of a PDF, unrotated, at `dpi`, for looking at; None where the source has none.

    It shows a page that `read_source_page` gives as text. Boxes are pixels of the page at the resolution that its
    `Page` states, so they are to be scaled.

    Raises:
        SourceError: the page cannot be read.
        MissingProgramError: poppler is not installed.
    """
    return draw_pdf_page(item, number, settings, dpi) if item.kind is SourceKind.PDF else None


def _with_surprise(page: PageInput, item: Item) -> PageInput:
    """Say on the first page that the file is not what its name says."""
    suffix = PurePosixPath(item.paths[0].name).suffix
    message = surprise(item.name, suffix, Content(item.source.media_type))
    if message is None:
        return page
    problem = Problem("not_what_it_says", message, Severity.WARNING, page=1)
    if isinstance(page, ImageInput):
        return replace(page, problems=(*page.problems, problem))
    return TextInput(replace(page.reading, problems=(*page.reading.problems, problem)))
