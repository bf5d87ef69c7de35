"""The rules on descriptions: their fields, their codes, and whether they count what is there."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.archive.check.xml import Element, local
from pipeline.archive.faults import Fault, Weight, cross_faults, field_faults
from pipeline.archive.fields import AIP_DOCUMENT, MEDIA, PICTURE, Field
from pipeline.archive.kinds import Kind
from pipeline.archive.schemas import ROOT
from pipeline.message import Message

DESCRIPTION_NAME = re.compile(r"EAD_(doc|pic|media)_(.+)\.xml", re.IGNORECASE)
_ORDINAL = re.compile(r"(.+)\.(\d+)")
_FIX = Message("Sửa mô tả rồi tạo lại METS.", "Correct the description and make METS again.")


@dataclass(frozen=True, slots=True)
class Description:
    """A description of a document: its path, what kind of document its name says, its values, its file."""

    path: str
    kind: str
    values: Mapping[str, str]
    file: str | None


def read_values(root: Element, path: str) -> tuple[dict[str, str], list[Fault]]:
    """Return the values of a description by field, and what is wrong with its form."""
    faults = []
    if local(root) != ROOT:
        said = local(root)
        faults.append(
            _fault("ead-root", path, f"phần tử gốc là {said}, phải là {ROOT}", f"its root is {said}, not {ROOT}")
        )
    names = [local(child) for child in root if local(child)]
    for name, count in Counter(names).items():
        if count > 1:
            faults.append(_fault("ead-twice", path, f"{name} có {count} lần", f"{name} is there {count} times"))
    values = {local(child): " ".join((child.text or "").split()) for child in root if local(child)}
    return values, faults


def package_faults(values: Mapping[str, str], kind: Kind, path: str) -> Iterator[Fault]:
    """Yield what is wrong with EAD.xml by itself."""
    yield from _unknown(values, kind.package_fields, path)
    yield from field_faults(kind.package_fields, values, path)
    yield from cross_faults(values, path, is_dossier=True)
    if kind.oais == "SIP" and values.get("maintenance", "01") not in ("01", ""):
        yield Fault(
            "field-permanent", path,
            Message("Lưu trữ lịch sử chỉ nhận hồ sơ vĩnh viễn (maintenance 01).",
                    "A historical archive takes permanent files only (maintenance 01)."),
            Message("Kiểm tra thời hạn lưu trữ.", "Look at the retention period."), Weight.WARNING, "maintenance",
        )  # fmt: skip


def document_faults(one: Description, kind: Kind, code: str) -> Iterator[Fault]:
    """Yield what is wrong with the description of a document; `code` is that of its package."""
    fields = fields_for(one, kind)
    yield from _unknown(one.values, fields, one.path)
    yield from field_faults(fields, one.values, one.path)
    yield from cross_faults(one.values, one.path, is_dossier=False)
    said = one.values.get("arcDocCode") or one.values.get("docCode") or ""
    if said and code and not re.fullmatch(rf"{re.escape(code)}\.?\d{{7}}", said):
        yield _fault(
            "code-document", one.path, f"mã tài liệu {said} phải là {code} + 7 chữ số",
            f"the code {said} must be {code} and 7 digits",
        )  # fmt: skip
    yield from _name_faults(one, code)


def fields_for(one: Description, kind: Kind) -> Sequence[Field]:
    """Return the fields that a description must have, by its name and the kind of its package."""
    if one.kind in ("pic", "media"):
        return PICTURE if one.kind == "pic" else MEDIA
    return AIP_DOCUMENT if kind.is_aip and "docOrdinal" in one.values else kind.document_fields


def _name_faults(one: Description, code: str) -> Iterator[Fault]:
    name = DESCRIPTION_NAME.fullmatch(posixpath.basename(one.path))
    document_id = one.values.get("docId", "")
    if name is None:
        yield _fault(
            "name-description", one.path, "tên tệp phải là EAD_doc_<tên>.xml", "its name must be EAD_doc_<name>.xml"
        )
    elif document_id and name[2] != document_id:
        yield _fault(
            "code-id", one.path, f"docId {document_id} khác tên tệp {name[2]}",
            f"the docId {document_id} is not that of its name, {name[2]}",
        )  # fmt: skip
    if one.file is None or not code:
        return
    stem = posixpath.splitext(posixpath.basename(one.file))[0]
    parts = _ORDINAL.fullmatch(stem)
    prefix = parts[1] if parts else stem
    if prefix != code and not code.endswith(f".{prefix}") and stem != code:
        yield Fault(
            "name-file", one.file,
            Message(f"Tên tệp phải là mã hồ sơ.STT ({code}.1.pdf).", f"Its name must be code.ordinal ({code}.1.pdf)."),
            Message("Đổi tên tệp rồi tạo lại METS.", "Name it so and make METS again."),
        )  # fmt: skip


def count_faults(
    values: Mapping[str, str], documents: Sequence[Description], path: str, code_field: str
) -> Iterator[Fault]:
    """Yield where EAD.xml counts what is not there, and codes that two documents bear."""
    total = values.get("totalDoc", "")
    if total.isdigit() and int(total) != len(documents):
        yield _fault(
            "count-documents", path, f"totalDoc ghi {total}, gói có {len(documents)} tài liệu",
            f"totalDoc says {total}, there are {len(documents)} documents",
        )  # fmt: skip
    said = [one.values.get("numberOfPage", "") for one in documents if one.kind == "doc"]
    pages, known = values.get("numberOfPage", ""), all(count.isdigit() for count in said)
    if pages.isdigit() and known and len(said) == len(documents) and int(pages) != sum(map(int, said)):
        yield _fault(
            "count-pages", path, f"numberOfPage ghi {pages}, các tài liệu cộng lại {sum(map(int, said))}",
            f"numberOfPage says {pages}, the documents have {sum(map(int, said))}",
        )  # fmt: skip
    codes = Counter(one.values.get("arcDocCode") or one.values.get("docCode") or "" for one in documents)
    for code, count in codes.items():
        if code and count > 1:
            yield _fault(
                "code-twice", path, f"{count} tài liệu cùng mã {code}", f"{count} documents bear the code {code}"
            )
    if code_field not in values:
        yield _fault("code-field", path, f"thiếu phần tử {code_field}", f"the element {code_field} is missing")


def _unknown(values: Mapping[str, str], fields: Sequence[Field], path: str) -> Iterator[Fault]:
    known = {field.name for field in fields}
    for name in sorted(set(values) - known):
        yield _fault("ead-field", path, f"có phần tử lạ {name}", f"it has an unknown element, {name}")


def _fault(code: str, path: str, vi: str, en: str) -> Fault:
    return Fault(code, path, Message(f"{vi[0].upper()}{vi[1:]}.", f"{en[0].upper()}{en[1:]}."), _FIX)
