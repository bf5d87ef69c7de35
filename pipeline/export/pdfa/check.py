"""Checks a PDF against the clauses of ISO 19005-2 that `CLAUSES` names. A check of our own: it is not veraPDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf

from pipeline.export.pdfa.content import PageCheck
from pipeline.export.pdfa.described import check_metadata, check_output_intent, output_channels
from pipeline.export.pdfa.fault import Fault, fault
from pipeline.export.pdfa.fonts import check_font
from pipeline.export.pdfa.structure import check_file, check_interaction, check_objects, check_trailer
from pipeline.message import Message
from pipeline.pdf_file import opened_pdf

CLAUSES: dict[str, Message] = {
    "6.1.2": Message("phần đầu tệp", "file header"),
    "6.1.3": Message("phần cuối tệp: ID, không mã hóa", "trailer: ID, no encryption"),
    "6.1.7.1": Message("luồng dữ liệu nằm trong tệp", "streams lie in the file"),
    "6.1.7.2": Message("bộ lọc được phép", "filters that are allowed"),
    "6.1.8": Message("tên là UTF-8", "names are UTF-8"),
    "6.1.10": Message("ảnh trong dòng", "inline images"),
    "6.1.12": Message("quyền", "permissions"),
    "6.1.13": Message("giới hạn: số, chuỗi, tên, khổ trang", "limits: numbers, strings, names, page sizes"),
    "6.2.2": Message("toán tử của trang", "operators of content"),
    "6.2.3": Message("OutputIntent", "output intent"),
    "6.2.4.2": Message("hồ sơ màu ICC", "ICC profiles"),
    "6.2.4.3": Message("màu theo thiết bị", "device colours"),
    "6.2.5": Message("ExtGState", "graphics states"),
    "6.2.6": Message("ý đồ kết xuất màu", "rendering intents"),
    "6.2.8.1": Message("ảnh", "images"),
    "6.2.8.3": Message("JPEG 2000", "JPEG 2000"),
    "6.2.9.1": Message("biểu mẫu XObject", "form XObjects"),
    "6.2.9.2": Message("XObject trỏ ra ngoài", "reference XObjects"),
    "6.2.9.3": Message("XObject PostScript", "PostScript XObjects"),
    "6.2.10": Message("độ trong suốt", "transparency"),
    "6.2.11.2": Message("loại phông", "kinds of fonts"),
    "6.2.11.3.2": Message("CIDToGIDMap", "CIDToGIDMap"),
    "6.2.11.4.1": Message("nhúng phông", "fonts embedded"),
    "6.2.11.5": Message("độ rộng chữ (TrueType, Identity)", "widths of letters (TrueType, Identity)"),
    "6.2.11.8": Message("chữ có hình (.notdef)", "letters have glyphs (.notdef)"),
    "6.3.1": Message("loại chú thích", "kinds of annotations"),
    "6.3.2": Message("cờ của chú thích", "flags of annotations"),
    "6.3.3": Message("hình của chú thích", "appearances of annotations"),
    "6.4.1": Message("biểu mẫu điền", "forms"),
    "6.5.1": Message("hành động", "actions"),
    "6.5.2": Message("hành động tự chạy", "additional actions"),
    "6.6.2.1": Message("siêu dữ liệu XMP", "XMP metadata"),
    "6.6.2.3": Message("thuộc tính XMP", "XMP properties"),
    "6.6.3": Message("Info khớp với XMP", "Info agrees with XMP"),
    "6.6.4": Message("khai báo PDF/A-2", "PDF/A-2 is named"),
    "6.8": Message("tệp nhúng", "embedded files"),
    "6.9": Message("lớp", "optional content"),
    "6.10": Message("cách trình chiếu", "presentations"),
    "6.11": Message("yêu cầu", "requirements"),
}
"""The clauses of ISO 19005-2 that are looked at, each with what it is about."""

QPDF = "qpdf"
"""Stands in place of a clause where qpdf finds the syntax of ISO 32000 broken (6.1.4 to 6.1.9 rest on it)."""


def check_pdf(path: Path) -> tuple[Fault, ...]:
    """Return what the PDF at `path` breaks of the clauses in `CLAUSES`, each once a page; none where nothing was found.

    Raises:
        EncryptedSourceError: a password is asked.
        DamagedSourceError: it is no PDF.
    """
    with opened_pdf(path) as pdf:
        found = [fault(QPDF, said, said) for said in pdf.check_pdf_syntax()]
        found += [*check_file(path), *check_trailer(pdf), *_guarded("6.1.7.1", lambda: check_objects(pdf))]
        found += _guarded("6.2.3", lambda: check_output_intent(pdf))
        found += _guarded("6.6.2.1", lambda: check_metadata(pdf))
        found += _guarded("6.5.1", lambda: check_interaction(pdf))
        found += _check_pages(pdf)
    return tuple(dict.fromkeys(found))


def check_page(page: pikepdf.Page, output: int | None) -> tuple[Fault, ...]:
    """Return what one page would break in a PDF/A whose output intent has `output` channels."""
    check = PageCheck(output)
    found = [*_guarded("6.2.2", lambda: check.check(page))]
    for shown in check.shown.values():
        found += _guarded("6.2.11.2", lambda shown=shown: check_font(shown))  # type: ignore[misc]
    return tuple(dict.fromkeys(found))


def _check_pages(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    output = output_channels(pdf)
    check = PageCheck(output)
    for number, page in enumerate(pdf.pages, start=1):
        for one in _guarded("6.2.2", lambda page=page: check.check(page)):  # type: ignore[misc]
            yield replace(one, page=number)
    for shown in check.shown.values():
        yield from _guarded("6.2.11.2", lambda shown=shown: check_font(shown))  # type: ignore[misc]


def _guarded(clause: str, check: Callable[[], Iterable[Fault]]) -> list[Fault]:
    """Return what `check` finds; where a hostile file makes it stumble, say that the clause is open."""
    found: list[Fault] = []
    try:
        found.extend(check())
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        kind = type(error).__name__
        found.append(
            fault(
                clause, f"Không kiểm tra hết được ({kind}).", f"Could not be checked to the end ({kind}).", is_open=True
            )
        )
    return found
