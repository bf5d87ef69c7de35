"""The recipe: a source goes in page by page, documents come out.

    ingest -> (clean -> ocr) for a page that is an image -> restore -> layout over page breaks -> extract

Reading a page is the expensive part and the unit of work; putting a document together from its pages is cheap.
An expected error in one page or stage becomes a `Problem`, and the document is PARTIAL.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import groupby
from pathlib import Path

from pipeline import clean, extract, ingest, layout, ocr, personal, restore, signatures
from pipeline.errors import PipelineError, SourceError, StateSecretError, StoreError
from pipeline.message import Language, Message
from pipeline.model import (
    Box,
    Document,
    Line,
    Mark,
    Page,
    PageOrigin,
    PageReading,
    Problem,
    Severity,
    Source,
    Step,
)
from pipeline.raster import VIEW_DPI, Raster, viewing_copy
from pipeline.settings import Ocr, Settings
from pipeline.version import __version__
from pipeline.wording import FACTS

READING_VERSION = "13"
"""Part of the key of cached pages: raise it when ingest, clean, layout or ocr read the same page differently."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page that was read, with a JPEG of it for looking at (None where there is no image)."""

    reading: PageReading
    view: bytes | None = None


def read_page(item: ingest.Item, number: int, settings: Settings, watch: clean.Watch | None = None) -> ReadPage:
    """Read page `number` (from 1) of `item`; `watch` is shown the image after each treatment that did something.

    Raises:
        StateSecretError: the page bears a mark of secrecy (`settings.ingest.state_secrets`).
        SourceError: the page cannot be opened.
        OcrError: the engine failed or ran out of time.
        MissingProgramError: the engine or its language data is not installed.
    """
    page = ingest.read_source_page(item, number, settings)
    if isinstance(page, ingest.TextInput):
        read, picture = _with_view(page.reading, item, number, settings)
    else:
        read, picture = ReadPage(_read_image(page, number, settings, watch), viewing_copy(page.raster)), page.raster
    if settings.ingest.state_secrets == "refuse":
        _refuse_secret(item.name, read.reading, picture, settings)
    return _with_signatures(read, item) if number == 1 and item.kind is ingest.SourceKind.PDF else read


def _with_signatures(read: ReadPage, item: ingest.Item) -> ReadPage:
    """Note the digital signatures of the file beside its first page; what does not hold is told."""
    found = signatures.check_signatures(item.paths[0])
    reading = replace(read.reading, signatures=found)
    return replace(read, reading=replace(reading, problems=(*reading.problems, *signatures.problems_of(found))))


def _refuse_secret(name: str, reading: PageReading, picture: Raster | None, settings: Settings) -> None:
    """Raise `StateSecretError` where a page bears a mark of secrecy, in its text or as a stamp on its `picture`."""
    number = reading.page.number
    mark = extract.secrecy_of(reading)
    if mark is None and picture is not None and extract.may_bear_stamp(reading):
        stamp = ocr.find_secrecy(picture, reading.page.rotation, number, settings.ocr, engine(settings.ocr))
        mark = stamp.text if stamp else None
    if mark is not None:
        raise StateSecretError(extract.refusal(name, number, mark))


def _with_view(
    reading: PageReading, item: ingest.Item, number: int, settings: Settings
) -> tuple[ReadPage, Raster | None]:
    """Draw a page that is there as text; where it cannot be drawn its text stands all the same."""
    try:
        drawn = ingest.draw_source_page(item, number, settings, VIEW_DPI)
    except SourceError as error:
        problem = Problem("no_page_image", error.message, page=number)
        return ReadPage(replace(reading, problems=(*reading.problems, problem))), None
    return ReadPage(reading, viewing_copy(drawn) if drawn else None), drawn


def _read_image(
    page: ingest.ImageInput, number: int, settings: Settings, watch: clean.Watch | None = None
) -> PageReading:
    cleaned = _clean(page, number, settings, watch)
    if cleaned.halves:
        return _read_spread(page, cleaned, number, settings, watch)
    if cleaned.is_blank:
        blank = _blank_page(number)
        marks = tuple(_on_clean(mark, cleaned, number) for mark in cleaned.marks)
        return _on_original(replace(blank, page=replace(blank.page, marks=marks)), page, cleaned)
    reader = engine(settings.ocr)
    stamps = ocr.read_stamps(page.raster, cleaned.marks, cleaned.rotation, number, settings.ocr, reader)
    beside = tuple(_on_clean(mark, cleaned, number) for mark in stamps)
    return _on_original(ocr.read_page(cleaned.raster, number, settings.ocr, reader, beside), page, cleaned)


def _on_clean(mark: Mark, cleaned: clean.CleanPage, number: int) -> Mark:
    """Bring the box of a mark of the original image to the cleaned one."""
    box, raster = mark.box, cleaned.raster
    if box is None:
        return mark
    return replace(mark, box=cleaned.to_original.box_back(replace(box, page=number), raster.width, raster.height))


def _read_spread(
    page: ingest.ImageInput, whole: clean.CleanPage, number: int, settings: Settings, watch: clean.Watch | None
) -> PageReading:
    """Read the two pages of a spread one after the other, each cleaned by itself; it stays one page of the source."""
    readings: list[PageReading] = []
    tables = 0
    for half in whole.halves:
        x0, y0, x1, y1 = (round(edge) for edge in (half.x0, half.y0, half.x1, half.y1))
        part = replace(page.raster, pixels=page.raster.pixels[y0:y1, x0:x1].copy())
        reading = _read_image(ingest.ImageInput(part, whole.rotation), number, settings, watch)
        readings.append(_moved(reading, x0, y0, tables))
        tables += 1 + max((line.cell.table for line in reading.lines if line.cell), default=-1)
    first = max(readings, key=lambda reading: len(reading.lines)).page
    own = replace(
        first,
        width=page.raster.width,
        height=page.raster.height,
        confidence=min(reading.page.confidence for reading in readings),
        confidence_low=min(reading.page.confidence_low for reading in readings),
        marks=(*page.marks, *(mark for reading in readings for mark in reading.page.marks)),
    )
    return PageReading(
        own,
        tuple(line for reading in readings for line in reading.lines),
        (*page.problems, *(problem for reading in readings for problem in reading.problems)),
        (*page.steps, *whole.steps, *(step for reading in readings for step in reading.steps)),
    )


def _moved(reading: PageReading, x: int, y: int, tables: int) -> PageReading:
    """Move the boxes of the reading of a part of a page to where it lies, and count its tables from `tables`."""

    def box(found: Box | None) -> Box | None:
        return replace(found, x0=found.x0 + x, y0=found.y0 + y, x1=found.x1 + x, y1=found.y1 + y) if found else None

    def line(found: Line) -> Line:
        words = tuple(replace(word, box=box(word.box) or word.box) for word in found.words)
        cell = replace(found.cell, table=found.cell.table + tables) if found.cell else None
        return replace(found, box=box(found.box), words=words, cell=cell)

    marks = tuple(replace(mark, box=box(mark.box)) for mark in reading.page.marks)
    return replace(
        reading, page=replace(reading.page, marks=marks), lines=tuple(line(found) for found in reading.lines)
    )


def _clean(page: ingest.ImageInput, number: int, settings: Settings, watch: clean.Watch | None) -> clean.CleanPage:
    """Clean the image; where its lines do not tell which end is up, the engine is asked."""
    cleaned = clean.clean_page(page.raster, settings.clean, page.rotation or None, watch)
    if cleaned.is_blank or cleaned.is_orientation_sure or not settings.clean.enabled:
        return cleaned
    turn = ocr.orientation(cleaned.raster)
    if turn is None:
        turn = ocr.turn_by_reading(cleaned.raster, number, settings.ocr, engine(settings.ocr))
    if not turn:
        return cleaned
    return clean.clean_page(page.raster, settings.clean, (cleaned.rotation + turn) % 360, watch)


def _blank_page(number: int) -> PageReading:
    message = Message(f"Trang {number}: trang trắng, vẫn được giữ.", f"Page {number} is blank; it is kept.")
    problem = Problem("blank_page", message, Severity.INFO, page=number)
    return PageReading(Page(number, 0, 0, 0, PageOrigin.BLANK), problems=(problem,))


@lru_cache(maxsize=2)
def engine(settings: Ocr) -> ocr.Engine:
    """Return the OCR engine of this process."""
    return ocr.tesseract(settings)


def _on_original(reading: PageReading, page: ingest.ImageInput, cleaned: clean.CleanPage) -> PageReading:
    """Bring the boxes of a reading of the cleaned image back to the unrotated original."""
    width, height = page.raster.width, page.raster.height

    def box(found: Box | None) -> Box | None:
        return cleaned.to_original.box(found, width, height) if found else None

    def line(found: Line) -> Line:
        words = tuple(replace(word, box=cleaned.to_original.box(word.box, width, height)) for word in found.words)
        return replace(found, box=box(found.box), words=words)

    marks = tuple(replace(mark, box=box(mark.box)) for mark in reading.page.marks)
    return PageReading(
        page=replace(
            reading.page,
            width=width,
            height=height,
            dpi=page.raster.dpi,
            rotation=cleaned.rotation,
            skew=cleaned.skew,
            marks=(*page.marks, *marks),
        ),
        lines=tuple(line(found) for found in reading.lines),
        problems=(*page.problems, *reading.problems),
        steps=(*page.steps, *cleaned.steps, *reading.steps),
    )


def failed_page(number: int, name: str, error: PipelineError) -> PageReading:
    """Return what stands for a page that could not be read: nothing is lost, a person is told."""
    message = Message(
        f"{name}, trang {number}: không đọc được. {error.message.vi}",
        f"{name}, page {number}: could not be read. {error.message.en}",
    )
    page = Page(number, 0, 0, 0, PageOrigin.FAILED, confidence=0.0, confidence_low=0.0)
    return PageReading(page, problems=(Problem(error.code, message, Severity.ERROR, page=number),))


Stage = Callable[[Document, Settings], Document]

RestoreLines = Callable[[tuple[Line, ...], Settings, PageOrigin], tuple[Line, ...]]
"""How the lines of one page are restored: anew, or by what was kept of an earlier time."""


def restore_lines(lines: tuple[Line, ...], settings: Settings, origin: PageOrigin) -> tuple[Line, ...]:
    """Return the lines of a page, restored.

    Raises:
        MissingProgramError: a model is missing.
    """
    return restore.restore_lines(lines, settings.restore, origin)


def _restore(document: Document, settings: Settings, restored: RestoreLines = restore_lines) -> Document:
    if not settings.restore.enabled or settings.restore.regime == "none":
        return document
    origins = {page.number: page.origin for page in document.pages}
    lines: list[Line] = []
    for number, own in groupby(document.lines, key=lambda line: line.page):  # lines stand in order of pages
        lines += restored(tuple(own), settings, origins[number])
    step = Step("restore", settings.restore.regime, restore.version())
    return replace(document, lines=tuple(lines), steps=(*document.steps, step))


def _lay_out(document: Document, settings: Settings) -> Document:  # noqa: ARG001 - every stage has the same form
    lines = layout.part_furniture(document.lines, document.pages)
    return replace(document, lines=layout.join_tables(lines, document.pages))


def _extract(document: Document, settings: Settings) -> Document:  # noqa: ARG001 - every stage has the same form
    return extract.extract(document)


JUDGED = frozenset({"doubtful_page", "doubtful_facts", "unread_stamp", Document.PERSONAL_DATA})
"""The problems that `judge` finds."""


def judge(document: Document, settings: Settings) -> Document:
    """Put before a person each page whose reading is doubtful, and how many facts are."""
    doubtful = tuple(
        Problem(
            "doubtful_page",
            Message(
                f"Trang {page.number}: độ tin cậy thấp ({page.confidence:.0%}), cần người kiểm tra.",
                f"Page {page.number}: low confidence ({page.confidence:.0%}), a person should look at it.",
            ),
            page=page.number,
        )
        for page in document.pages
        if page.origin is PageOrigin.OCR and page.confidence < settings.ocr.review_below
    )
    found = (
        *personal.proposal(document),
        *extract.unread_stamps(document.pages),
        *doubtful,
        *_doubtful_facts(document, settings),
    )
    return replace(document, problems=(*document.problems, *found))


def _doubtful_facts(document: Document, settings: Settings) -> tuple[Problem, ...]:
    """Say how many facts of each kind are to be compared with the page."""
    below = settings.extract.review_below
    doubted = extract.only_below(document, below)
    counted = [(words, len(getattr(doubted, kind))) for kind, words in FACTS.items() if getattr(doubted, kind)]
    if not counted:
        return ()
    vi, en = (", ".join(f"{count} {words.in_language(language)}" for words, count in counted) for language in _BOTH)
    message = Message(
        f"Dữ kiện dưới {below:.0%} cần đối chiếu với trang giấy: {vi}.",
        f"Facts below {below:.0%} to be compared with the page: {en}.",
    )
    return (Problem("doubtful_facts", message, Severity.INFO),)


_BOTH: tuple[Language, Language] = ("vi", "en")


STAGES: tuple[tuple[str, Stage], ...] = (
    ("restore", _restore),
    ("layout", _lay_out),
    ("extract", _extract),
    ("judge", judge),
)
"""What is done to a document after its pages were read, in order."""


def put_together(
    source: Source, readings: Sequence[PageReading], settings: Settings, restored: RestoreLines = restore_lines
) -> tuple[Document, ...]:
    """Make the documents of `source` from its pages' readings, in order: split, restore, lay out, extract, judge."""
    source = replace(source, signatures=tuple(one for reading in readings for one in reading.signatures))
    papers = extract.split_papers(readings) if settings.ingest.split_documents else (tuple(readings),)
    if len(papers) == 1:
        return (_document(source, papers[0], (), settings, restored),)
    return tuple(
        _document(replace(source, part=part), pages, (extract.split_problem(part, papers),), settings, restored)
        for part, pages in enumerate(papers, start=1)
    )


def _document(
    source: Source,
    readings: Sequence[PageReading],
    found: tuple[Problem, ...],
    settings: Settings,
    restored: RestoreLines,
) -> Document:
    document = Document(
        source=source,
        pages=tuple(reading.page for reading in readings),
        lines=tuple(line for reading in readings for line in reading.lines),
        problems=(*found, *(problem for reading in readings for problem in reading.problems)),
        steps=(
            Step("program", "sohoa", __version__),
            *(replace(step, page=reading.page.number) for reading in readings for step in reading.steps),
        ),
    )
    first: tuple[str, Stage] = ("restore", partial(_restore, restored=restored))
    for name, stage in (first, *STAGES[1:]):
        try:
            document = stage(document, settings)
        except StoreError:  # what is kept of a stage cannot be written: no fault of the document
            raise
        except PipelineError as error:
            problem = Problem(error.code, error.message, Severity.ERROR)
            document = replace(
                document, problems=(*document.problems, problem), steps=(*document.steps, Step(name, "failed"))
            )
    return document


def process_file(path: str | Path, settings: Settings | None = None) -> list[Document]:
    """Read one file (or folder of page images) in this process and return its documents.

    Raises:
        StateSecretError: it bears a mark of secrecy.
        SourceError: the file cannot be read.
    """
    settings = settings or Settings()
    with tempfile.TemporaryDirectory(prefix="sohoa-") as spool:
        found = ingest.discover([Path(path)], settings, Path(spool))
        for skipped in found.skipped:
            if skipped.error:
                raise skipped.error
        documents: list[Document] = []
        for item in found.items:
            readings = [
                _read_or_fail(item, number, settings) for number in range(1, ingest.page_count(item, settings) + 1)
            ]
            documents += put_together(item.source, readings, settings)
    return documents


def _read_or_fail(item: ingest.Item, number: int, settings: Settings) -> PageReading:
    try:
        return read_page(item, number, settings).reading
    except StateSecretError:
        raise
    except PipelineError as error:
        return failed_page(number, item.source.name, error)
