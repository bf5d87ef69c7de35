"""The rules on the PDF files of a package: that they say to be PDF/A, hold two layers, and have the pages stated."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any

import pikepdf

from pipeline.archive.check.contents import Contents
from pipeline.archive.faults import Fault, Weight
from pipeline.errors import DamagedSourceError
from pipeline.message import Message

_AGAIN = Message("Xuất lại PDF/A hai lớp rồi đóng gói lại.", "Make the two-layer PDF/A again, and the package.")


def pdf_faults(contents: Contents, path: str, stated_pages: str) -> Iterator[Fault]:
    """Yield what is wrong with a PDF; what it claims is believed, not proved (a PDF/A validator does that)."""
    with tempfile.TemporaryFile() as file:
        try:
            for chunk in contents.chunks(path):
                file.write(chunk)
            file.seek(0)
            with pikepdf.open(file) as pdf:
                yield from _of_pdf(pdf, path, stated_pages)
        except (pikepdf.PdfError, DamagedSourceError, ValueError, RuntimeError) as error:
            reason = str(error).rpartition(": ")[2]
            yield Fault("pdf-broken", path, Message(f"PDF hỏng: {reason}.", f"The PDF is broken: {reason}."), _AGAIN)


def _of_pdf(pdf: pikepdf.Pdf, path: str, stated_pages: str) -> Iterator[Fault]:
    if not claim(pdf):
        said = Message("Tệp không khai là PDF/A.", "The file does not say to be PDF/A.")
        yield Fault("pdf-claim", path, said, _AGAIN)
    count = len(pdf.pages)
    if stated_pages.isdigit() and int(stated_pages) != count:
        said = Message(
            f"Mô tả ghi {stated_pages} trang, tệp có {count}.", f"Described with {stated_pages} pages: {count}."
        )
        yield Fault("count-pdf-pages", path, said, _AGAIN)
    if not any(_has_font(page.obj) for page in pdf.pages):
        said = Message("Không trang nào có lớp chữ.", "No page has a layer of text.")
        yield Fault("pdf-layers", path, said, _AGAIN, Weight.WARNING)


def claim(pdf: pikepdf.Pdf) -> str:
    """Return which PDF/A a file says to be ("2B"), empty where it says none."""
    return str(pdf.open_metadata().pdfa_status)


def _has_font(page: Any) -> bool:  # noqa: ANN401 - a dictionary of pikepdf
    resources = page.get("/Resources")
    return resources is not None and "/Font" in resources
