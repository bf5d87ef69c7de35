"""What a package will hold, and what is missing for it: known before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.archive.columns import DOCUMENTS, DOSSIERS, FONDS, Layout
from pipeline.archive.faults import Fault, Weight, cross_faults, field_faults
from pipeline.archive.holding import Holding, Item
from pipeline.archive.kinds import Kind
from pipeline.archive.retention import propose
from pipeline.archive.values import document_id, document_values, package_values
from pipeline.message import Message


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """A document of a package: its fields, and the name of its file without suffix."""

    item: Item
    name: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """A package as it would be written, and what stands against that."""

    kind: Kind
    holding: Holding
    values: Mapping[str, str]
    documents: tuple[PlannedDocument, ...]
    faults: tuple[Fault, ...]

    @property
    def is_complete(self) -> bool:
        """Whether nothing obligatory is missing or wrong."""
        return all(fault.weight is not Weight.ERROR for fault in self.faults)


def plan(holding: Holding, kind: Kind) -> Plan:
    """Return the package of a file, with all that is missing or wrong in it."""
    values = package_values(holding, kind)
    documents = tuple(
        PlannedDocument(item, document_id(item, holding), document_values(item, holding, kind))
        for item in holding.items
    )
    own = tuple(_of_package(holding, kind, values))
    lacking = {fault.field for fault in own}
    told = lacking & _INHERITED | ({kind.document_code_field} if kind.code_field in lacking else set())
    of_documents = (fault for one in documents for fault in _of_document(one, kind) if fault.field not in told)
    faults = (*own, *of_documents)
    return Plan(kind, holding, values, documents, faults)


_INHERITED = {"maintenance", "mode"}
"""Fields that documents have from their file: missing there, they are not told again of each document."""

_NOT_IN_NAMES = re.compile(r"[^\w.-]")


def file_name(code: str) -> str:
    """Return the name of the file that bears a code: what a path cannot hold becomes a hyphen.

    >>> file_name("H49.64.33.2001.160.1"), file_name("../12/KH")
    ('H49.64.33.2001.160.1', '..-12-KH')
    """
    return _NOT_IN_NAMES.sub("-", code)


_SHEET_OF = {
    "fileCode": (DOSSIERS, "code"),
    "arcFileCode": (FONDS, "archive_code"),
    "arcDocCode": (FONDS, "archive_code"),
    "docId": (DOSSIERS, "code"),
    "paperFileCode": (DOSSIERS, "paper_number"),
    "startDate": (DOSSIERS, "start"),
    "endDate": (DOSSIERS, "end"),
    "numberOfPaper": (DOSSIERS, "sheets"),
    "mode": (DOSSIERS, "access"),
    "maintenance": (DOSSIERS, "retention"),
    "title": (DOSSIERS, "title"),
    "confidenceLevel": (DOSSIERS, "confidence"),
    "source": (FONDS, "creator"),
    "typeName": (DOCUMENTS, "doc_type"),
    "codeNumber": (DOCUMENTS, "number"),
    "codeNotation": (DOCUMENTS, "symbol"),
    "issuedDate": (DOCUMENTS, "date"),
    "organName": (DOCUMENTS, "issuer"),
    "subject": (DOCUMENTS, "title"),
}
"""In which column of the archivist's sheet a field is mended."""


def _of_package(holding: Holding, kind: Kind, values: Mapping[str, str]) -> Iterator[Fault]:
    place = holding.dossier.code
    for fault in (*field_faults(kind.package_fields, values, place), *cross_faults(values, place, is_dossier=True)):
        yield _advised(fault, _more_advice(fault, holding))
    if _NOT_IN_NAMES.search(place):
        yield Fault(
            "code-letters", place,
            Message("Mã hồ sơ chỉ được có chữ, số, dấu chấm và gạch nối, vì tên tệp lấy theo mã.",
                    "A code may hold letters, digits, dots and hyphens only, for files are named by it."),
            Message("Sửa cột “Mã hồ sơ” của bảng “Hồ sơ”.", "Correct the column “Mã hồ sơ” of the sheet “Hồ sơ”."),
            field="fileCode",
        )  # fmt: skip
    if not holding.items:
        yield Fault(
            "no-documents", place, Message("Hồ sơ không có văn bản nào.", "The file has no document."),
            Message("Gán văn bản: sohoa dossiers --sheet BANG.xlsx", "Give it documents: sohoa dossiers --sheet"),
        )  # fmt: skip


def _of_document(document: PlannedDocument, kind: Kind) -> Iterator[Fault]:
    place = f"{document.name} ({document.item.name})"
    yield from map(_advised, field_faults(kind.document_fields, document.values, place))
    yield from map(_advised, cross_faults(document.values, place, is_dossier=False))
    if not _has_pages(document.item):
        yield Fault(
            "no-pages", place, Message("Không có ảnh trang để làm PDF/A.", "It has no page images."),
            Message("Thay bằng bản quét, hoặc đưa ra khỏi hồ sơ.", "Import a scan, or take it out of the file."),
        )  # fmt: skip
    if document.item.personal and document.values["mode"] == "01":
        yield Fault(
            "personal-data", place,
            Message("Văn bản có dữ liệu cá nhân mà chế độ sử dụng là công khai.",
                    "It holds personal data, and its access is public."),
            Message("Xem lại cột “Chế độ sử dụng” của bảng “Văn bản”: đề xuất 02 Sử dụng có điều kiện.",
                    "Look at the column “Chế độ sử dụng” of the sheet “Văn bản”: 02 is proposed."),
            Weight.WARNING, "mode",
        )  # fmt: skip
    if document.item.failed:
        pages = ", ".join(map(str, document.item.failed))
        yield Fault(
            "page-unread", place, Message(f"Không đọc được trang {pages}.", f"Page {pages} could not be read."),
            Message("Quét lại trang đó rồi nhập lại.", "Scan the page again and import it again."), Weight.WARNING,
        )  # fmt: skip


def _has_pages(item: Item) -> bool:
    return item.media_type == "application/pdf" or item.media_type.startswith("image/")


def _advised(fault: Fault, more: Message | None = None) -> Fault:
    """Return a fault whose advice names the column of the sheet that mends it."""
    column = _column(fault.field)
    if column is None:
        return fault
    layout, heading = column
    advice = Message(
        f"Điền cột “{heading}” của bảng “{layout.title}”{', hoặc sửa bản ghi' if layout is DOCUMENTS else ''}.",
        f"Fill in the column “{heading}” of the sheet “{layout.title}”{', or correct the record' if layout is DOCUMENTS else ''}.",  # noqa: E501
    )
    if more is not None:
        advice = Message(f"{advice.vi} {more.vi}", f"{advice.en} {more.en}")
    return Fault(fault.code, fault.place, fault.message, advice, fault.weight, fault.field)


def _more_advice(fault: Fault, holding: Holding) -> Message | None:
    if fault.field == "maintenance" and (proposal := propose(holding)) is not None:
        return proposal.message
    if fault.field == "paperFileCode":
        return Message(
            "Cần cả mã cơ quan lưu trữ (bảng Phông), hộp số và số hồ sơ giấy.",
            "The code of the archive (sheet Phông), the box and the number of the paper file are needed.",
        )
    return None


def _column(field: str | None) -> tuple[Layout, str] | None:
    if field not in _SHEET_OF:
        return None
    layout, name = _SHEET_OF[field]
    return layout, next(column.heading for column in layout.columns if column.field == name)
