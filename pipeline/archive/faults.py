"""What is wrong with a description or a package: a stable code, where, what, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.archive.codes import codes
from pipeline.archive.fields import Field, Form, pattern_of
from pipeline.message import Message


class Weight(StrEnum):
    """An error breaks a rule; a warning is allowed, and yet to be looked at; a note says what was not checked."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `code` is stable; `place` names the file of the package, or the document; `advice` says what to do."""

    code: str
    place: str
    message: Message
    advice: Message
    weight: Weight = Weight.ERROR
    field: str | None = None


_DIGITISED = ("02", "03")
_ELECTRONIC = ("01", "03")


def field_faults(fields: Iterable[Field], values: Mapping[str, str], place: str) -> Iterator[Fault]:
    """Yield what is wrong with the values of a description: missing, too long, of a wrong form or code."""
    for field in fields:
        value = values.get(field.name, "").strip()
        if not value:
            if field.required:
                yield _fault("field-missing", place, field, "thiếu", "is missing", _fill(field))
        elif len(value) > field.longest:
            yield _fault(
                "field-long", place, field, f"dài {len(value)} ký tự, nhiều nhất {field.longest}",
                f"has {len(value)} characters, at most {field.longest}", Message("Rút gọn.", "Shorten it."),
            )  # fmt: skip
        elif not _fits(field, value):
            yield _fault(
                "field-form", place, field, f"có giá trị {value!r} không đúng dạng",
                f"has the value {value!r}, which is not of its form", _form(field),
            )  # fmt: skip


def cross_faults(values: Mapping[str, str], place: str, *, is_dossier: bool) -> Iterator[Fault]:
    """Yield what is wrong between the fields of one description."""
    confidence = values.get("confidenceLevel", "")
    if values.get("riskRecovery") == "1" and not values.get("riskRecoveryStatus"):
        yield _needed(place, "riskRecoveryStatus", "có chế độ dự phòng", "a backup is kept")
    if is_dossier and "paperFileCode" in values and confidence in _DIGITISED and not values["paperFileCode"]:
        yield _needed(place, "paperFileCode", "hồ sơ số hóa từ giấy", "the file was digitised from paper")
    if not is_dossier and confidence in _ELECTRONIC and not values.get("process"):
        yield _needed(place, "process", "tài liệu gốc điện tử", "the document was born digital")
    first, last = as_day(values.get("startDate", "")), as_day(values.get("endDate", ""))
    if first and last and last < first:
        yield Fault(
            "dates-order", place,
            Message("Thời gian kết thúc trước thời gian bắt đầu.", "The last day is before the first."),
            Message("Sửa startDate hoặc endDate.", "Correct startDate or endDate."), field="endDate",
        )  # fmt: skip


def as_day(value: str) -> date | None:
    """Return DD/MM/YYYY as a day, None where it is none.

    >>> as_day("31/02/2024"), as_day("29/02/2024")
    (None, datetime.date(2024, 2, 29))
    """
    found = re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", value)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _fits(field: Field, value: str) -> bool:
    pattern = pattern_of(field)
    if pattern is not None and re.fullmatch(pattern, value) is None:
        return False
    is_whole_day = field.form in (Form.DATE, Form.SHORT_DATE) and value.count("/") == 2
    return not is_whole_day or as_day(value) is not None


def _fault(code: str, place: str, field: Field, vi: str, en: str, advice: Message) -> Fault:
    return Fault(
        code, place, Message(f"{field.label} ({field.name}) {vi}.", f"{field.name} {en}."), advice, field=field.name
    )


_NEEDED = {
    "riskRecoveryStatus": "tình trạng dự phòng",
    "paperFileCode": "mã hồ sơ gốc giấy",
    "process": "quy trình xử lý",
}


def _needed(place: str, name: str, vi: str, en: str) -> Fault:
    said = f"Thiếu {_NEEDED[name]} ({name}): bắt buộc khi {vi}."
    return Fault(
        "field-needed", place, Message(said, f"{name} is missing: needed where {en}."),
        Message(f"Điền {name}.", f"Fill in {name}."), field=name,
    )  # fmt: skip


def _fill(field: Field) -> Message:
    if field.form in (Form.CODE, Form.CODES):
        return Message(f"Điền {field.name}: {_listed(field)}.", f"Fill in {field.name}: {_listed(field)}.")
    return Message(f"Điền {field.name}.", f"Fill in {field.name}.")


def _form(field: Field) -> Message:
    match field.form:
        case Form.CODE | Form.CODES:
            return Message(f"Dùng mã: {_listed(field)}.", f"Use a code: {_listed(field)}.")
        case Form.DATE:
            return Message("Viết ngày có thật, dạng DD/MM/YYYY.", "Write a real day as DD/MM/YYYY.")
        case Form.SHORT_DATE:
            return Message("Viết DD/MM/YYYY, MM/YYYY hoặc YYYY.", "Write DD/MM/YYYY, MM/YYYY or YYYY.")
        case _:
            return Message("Chỉ dùng chữ số.", "Use digits only.")


def _listed(field: Field) -> str:
    return ", ".join(f"{code} {words}" for code, words in codes(field.table).items())
