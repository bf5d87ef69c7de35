"""Reads PDF: counts its pages, and gives each as text where its text layer is right, else as an image."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.errors import (
    DamagedSourceError,
    EmptySourceError,
    EncryptedSourceError,
    SourceError,
)
from pipeline.ingest.bounds import check_pages, check_size, scaled_problem
from pipeline.ingest.characters import Char, added_by_annotations, flattened, read_chars, shows_annotations
from pipeline.ingest.frame import POINTS_PER_INCH, Frame
from pipeline.ingest.scan_page import Scan, embedded_raster, find_scan, render_page, with_stamped
from pipeline.ingest.source import ImageInput, Item, PageInput, TextInput
from pipeline.ingest.text_layer import over_scan, read_layer
from pipeline.message import Message
from pipeline.model import Problem, Severity, Step
from pipeline.raster import Raster
from pipeline.settings import Settings

_TAIL = 2048


def count_pdf_pages(item: Item, settings: Settings) -> int:
    """Return the number of pages.

    Raises:
        SourceError: the file is damaged, locked, has no page, or is over a bound.
    """
    with _opened(item.paths[0], item.name) as pdf:
        pages = len(pdf)
    check_pages(pages, item.name, settings.limits)
    return pages


def read_pdf_page(item: Item, number: int, settings: Settings) -> PageInput:
    """Return page `number` (from 1): its text layer where that is correct Vietnamese, else its image.

    Raises:
        SourceError: the page cannot be read.
        MissingProgramError: poppler is not installed and the page must be drawn.
    """
    path, most = item.paths[0], settings.limits.text_characters
    with _opened(path, item.name, number) as pdf:
        if not 1 <= number <= len(pdf):
            raise _no_page(item.name, number)
        page = pdf[number - 1]
        scan = find_scan(page)
        chars = read_chars(page, most)
        overlay: list[Char] = []
        if shows_annotations(page):
            with _opened(path, item.name, number) as copy:
                overlay = added_by_annotations(copy, number - 1, chars, most)
        problems = _cut_short(path, item.name) if number == 1 else ()
        if chars and settings.ingest.trust_text_layer:
            frame = page_frame(page, number, settings)
            reading = read_layer(page, frame, chars, overlay, over_scan=scan is not None)
            if reading is not None:
                return TextInput(replace(reading, problems=(*problems, *reading.problems)))
        return _page_image(item, page, number, scan, overlay, problems, settings)


def draw_pdf_page(item: Item, number: int, settings: Settings, dpi: int) -> Raster:
    """Return the unrotated page, annotations included, drawn at `dpi` (less where it is huge), for looking at.

    Raises:
        SourceError: the page cannot be read.
        MissingProgramError: poppler is not installed.
    """
    with _opened(item.paths[0], item.name, number) as pdf:
        if not 1 <= number <= len(pdf):
            raise _no_page(item.name, number)
        raster, _ = render_page(
            item.paths[0], pdf[number - 1], item.name, number, settings.limits, dpi, annotations=True
        )
        return raster


def _no_page(name: str, number: int) -> EmptySourceError:
    return EmptySourceError(Message(f"{name}: không có trang {number}.", f"{name}: there is no page {number}."))


def page_frame(page: pdfium.PdfPage, number: int, settings: Settings) -> Frame:
    """Return the frame of a page that is measured at `settings.ingest.render_dpi`, or less where it is huge."""
    left, bottom, right, top = page.get_bbox()
    width, height = max(1.0, right - left), max(1.0, top - bottom)
    scale = settings.ingest.render_dpi / POINTS_PER_INCH
    scale = min(scale, (settings.limits.page_pixels / (width * height)) ** 0.5)
    return Frame(number, left, top, scale, max(1, round(width * scale)), max(1, round(height * scale)))


def _page_image(
    item: Item,
    page: pdfium.PdfPage,
    number: int,
    scan: Scan | None,
    overlay: Sequence[Char],
    problems: tuple[Problem, ...],
    settings: Settings,
) -> ImageInput:
    """Return the image of a page: the scan in it as it is, or a drawing of the page."""
    limits, rotation = settings.limits, page.get_rotation()
    if scan is not None:
        check_size(scan.width, scan.height, item.name, number, limits)
        raster = embedded_raster(page, scan, limits)
        if raster is not None:
            return _scan(item, raster, rotation, number, scan, overlay, problems)
    asked = settings.ingest.render_dpi
    drawn, smaller = render_page(item.paths[0], page, item.name, number, limits, asked, annotations=scan is None)
    if smaller or (scan is not None and scan.width * scan.height > limits.page_pixels):
        problems = (*problems, scaled_problem(item.name, number, limits))
    step = Step("ingest", "rendered", settings=(("dpi", str(drawn.dpi)),))
    return ImageInput(drawn, rotation, problems=problems, steps=(step,))


def _scan(
    item: Item,
    raster: Raster,
    rotation: int,
    number: int,
    scan: Scan,
    overlay: Sequence[Char],
    problems: tuple[Problem, ...],
) -> ImageInput:
    """Return the embedded image; numbers stamped into its blanks are drawn in, captions are marks."""
    left, _, right, top = scan.bounds
    frame = Frame(number, left, top, raster.width / (right - left), raster.width, raster.height)
    boxes, marks = over_scan(overlay, frame)
    if boxes:
        with _opened(item.paths[0], item.name, number) as copy:
            page = flattened(copy, number - 1)
            raster = raster if page is None else with_stamped(raster, page, frame, boxes)
    step = Step(
        "ingest",
        "embedded_image",
        settings=(("bilevel", str(raster.bilevel).lower()), ("stamped", str(len(boxes)))),
    )
    return ImageInput(raster, rotation, marks, problems, (step,))


def _cut_short(path: Path, name: str) -> tuple[Problem, ...]:
    """Return a warning where the file does not end as a PDF does: its last pages may be missing."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        if b"%%EOF" in file.read():
            return ()
    return (
        Problem(
            "cut_short",
            Message(
                f"{name}: tệp PDF không có phần kết, có thể bị cắt cụt; các trang cuối có thể thiếu.",
                f"{name}: the PDF has no end mark, it may be cut short; its last pages may be missing.",
            ),
            Severity.WARNING,
            page=1,
        ),
    )


@contextmanager
def _opened(path: Path, name: str, number: int | None = None) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF, and turn what pdfium raises into errors that name file and page."""
    where = Message(f"{name}, trang {number}", f"{name}, page {number}") if number else Message(name, name)
    pdf = _load(path, where)
    try:
        yield pdf
    except pdfium.PdfiumError as error:
        raise _damaged(where) from error
    finally:
        pdf.close()


def _load(path: Path, where: Message) -> pdfium.PdfDocument:
    """Return the document, opened.

    pdfium's own function is called, because pypdfium2 does not tell a PDF of no page from a damaged one.
    """
    raw = pdfium_c.FPDF_LoadDocument(os.fsencode(path), None)
    if not raw:
        raise _typed(pdfium_c.FPDF_GetLastError(), where)
    if pdfium_c.FPDF_GetPageCount(raw) < 1:
        pdfium_c.FPDF_CloseDocument(raw)
        raise EmptySourceError(Message(f"{where.vi}: PDF không có trang nào.", f"{where.en}: the PDF has no page."))
    return pdfium.PdfDocument(raw)


def _typed(code: int, where: Message) -> SourceError:
    if code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
        return EncryptedSourceError(
            Message(
                f"{where.vi}: PDF có mật khẩu. Hãy gỡ mật khẩu rồi nhập lại.",
                f"{where.en}: the PDF has a password. Remove the password and import it again.",
            )
        )
    if code == pdfium_c.FPDF_ERR_FILE:
        return SourceError(
            Message(
                f"{where.vi}: không mở được tệp (không còn ở chỗ cũ, hoặc không có quyền đọc).",
                f"{where.en}: the file cannot be opened (no longer there, or not readable).",
            )
        )
    return _damaged(where)


def _damaged(where: Message) -> DamagedSourceError:
    return DamagedSourceError(
        Message(
            f"{where.vi}: PDF bị hỏng hoặc bị cắt cụt. Hãy quét, xuất hoặc tải lại.",
            f"{where.en}: the PDF is damaged or truncated. Scan, export or download it again.",
        )
    )
