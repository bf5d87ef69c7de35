"""The rules on the PDF files of a package: that they say to be PDF/A, hold two layers, and have the pages stated."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from pipeline.archive.check.contents import Contents
from pipeline.archive.faults import Fault, Weight
from pipeline.archive.signed import bears_signature
from pipeline.errors import SourceError
from pipeline.export.pdfa import check_pdf
from pipeline.message import Message

_AGAIN = Message("Xuất lại PDF/A hai lớp rồi đóng gói lại.", "Make the two-layer PDF/A again, and the package.")


def pdf_faults(contents: Contents, path: str, stated_pages: str) -> Iterator[Fault]:
    """Yield what is wrong with a PDF; what it claims is believed, not proved (a PDF/A validator does that)."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        try:
            for chunk in contents.chunks(path):
                file.write(chunk)
            file.flush()
            with pikepdf.open(file.name) as pdf:
                yield from _of_pdf(pdf, path, stated_pages)
                claims = bool(claim(pdf))
            if claims:
                yield from _clauses(Path(file.name), path)
        except (pikepdf.PdfError, SourceError, ValueError, RuntimeError) as error:
            reason = str(error).rpartition(": ")[2]
            yield Fault("pdf-broken", path, Message(f"PDF hỏng: {reason}.", f"The PDF is broken: {reason}."), _AGAIN)


def _of_pdf(pdf: pikepdf.Pdf, path: str, stated_pages: str) -> Iterator[Fault]:
    if not claim(pdf):
        yield _no_claim(path, signed=bears_signature(pdf))
    count = len(pdf.pages)
    if stated_pages.isdigit() and int(stated_pages) != count:
        said = Message(
            f"Mô tả ghi {stated_pages} trang, tệp có {count}.", f"Described with {stated_pages} pages: {count}."
        )
        yield Fault("count-pdf-pages", path, said, _AGAIN)
    if not any(_has_font(page.obj) for page in pdf.pages):
        said = Message("Không trang nào có lớp chữ.", "No page has a layer of text.")
        yield Fault("pdf-layers", path, said, _AGAIN, Weight.WARNING)


def _no_claim(path: str, *, signed: bool) -> Fault:
    """Return the fault of a file that does not say to be PDF/A; a signed one may not be changed any more."""
    if not signed:
        return Fault("pdf-claim", path, Message("Tệp không khai là PDF/A.", "It does not say to be PDF/A."), _AGAIN)
    return Fault(
        "pdf-signed", path,
        Message("Tệp đã ký số nên được giữ nguyên; tệp không khai là PDF/A.",
                "It is signed, so it was kept as it is; it does not say to be PDF/A."),
        Message("Hỏi nơi nhận; lần sau xuất PDF/A trước khi ký số.",
                "Ask the receiver; next time make the PDF/A before it is signed."),
        Weight.WARNING,
    )  # fmt: skip


def _clauses(file: Path, path: str) -> Iterator[Fault]:
    """Yield which clauses of PDF/A-2 a file breaks, by our own check, which is not veraPDF."""
    broken = [one for one in check_pdf(file) if not one.is_open]
    if broken:
        listed = ", ".join(dict.fromkeys(one.clause for one in broken))
        first = broken[0].message
        said = Message(
            f"Khai PDF/A nhưng không đúng điều {listed} của ISO 19005-2: {first.vi}",
            f"It says to be PDF/A, and breaks {listed} of ISO 19005-2: {first.en}",
        )
        yield Fault("pdf-clauses", path, said, _AGAIN, Weight.WARNING)


def claim(pdf: pikepdf.Pdf) -> str:
    """Return which PDF/A a file says to be ("2B"), empty where it says none."""
    return str(pdf.open_metadata().pdfa_status)


def _has_font(page: Any) -> bool:  # noqa: ANN401 - a dictionary of pikepdf
    resources = page.get("/Resources")
    return resources is not None and "/Font" in resources
