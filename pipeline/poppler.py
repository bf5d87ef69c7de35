"""Draws a page of a PDF with poppler, in a process of its own: a hostile page cannot take ours down."""

from __future__ import annotations

from pathlib import Path

from pdf2image import convert_from_path
from pdf2image.exceptions import (
    PDFInfoNotInstalledError,
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
    PopplerNotInstalledError,
)
from PIL import Image

from pipeline.errors import DamagedSourceError, MissingProgramError, SourceLimitError
from pipeline.message import Message


def draw_page(path: Path, number: int, dpi: int, seconds: float, name: str, *, annotations: bool) -> Image.Image:
    """Return page `number` (from 1) of the PDF at `path` as a viewer shows it, /Rotate included, at `dpi`.

    `seconds` is the longest it may take; `name` is what messages call the file.

    Raises:
        MissingProgramError: poppler is not installed.
        SourceLimitError: it took longer than `seconds`.
        DamagedSourceError: poppler cannot draw it.
    """
    try:
        images = convert_from_path(
            path,
            dpi=dpi,
            first_page=number,
            last_page=number,
            timeout=max(1, round(seconds)),
            use_cropbox=True,
            hide_annotations=not annotations,
        )
    except (PDFInfoNotInstalledError, PopplerNotInstalledError) as error:
        raise MissingProgramError(
            Message(
                "Thiếu chương trình poppler. Cài: sudo apt-get install poppler-utils",
                "The program poppler is missing. Install: sudo apt-get install poppler-utils",
            )
        ) from error
    except PDFPopplerTimeoutError as error:
        raise SourceLimitError(
            Message(
                f"{name}, trang {number}: vẽ trang quá {seconds:g} giây (limits.render_seconds).",
                f"{name}, page {number}: drawing it took over {seconds:g} seconds (limits.render_seconds).",
            )
        ) from error
    except (PDFPageCountError, PDFSyntaxError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise _cannot_draw(name, number) from error
    if not images:
        raise _cannot_draw(name, number)
    return images[0]


def _cannot_draw(name: str, number: int) -> DamagedSourceError:
    return DamagedSourceError(
        Message(
            f"{name}, trang {number}: không vẽ được trang (tệp hỏng). Hãy quét hoặc xuất lại PDF.",
            f"{name}, page {number}: the page cannot be drawn (damaged file). Scan or export the PDF again.",
        )
    )
