"""The codes and rules of records in the words that a person reads."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from pipeline.message import Message

FACTS: Mapping[str, Message] = {
    "sections": Message("mục", "sections"),
    "references": Message("căn cứ", "references"),
    "mentions": Message("văn bản gọi tên", "mentions"),
    "obligations": Message("việc phải làm", "obligations"),
    "reports": Message("chế độ báo cáo", "reporting duties"),
    "targets": Message("chỉ tiêu", "targets"),
    "budget": Message("kinh phí", "statements on money"),
    "results": Message("kết quả", "results"),
    "bodies": Message("cơ quan", "bodies"),
    "places": Message("địa danh", "places"),
}
ROLE: Mapping[str, Message] = {
    "chu_tri": Message("chủ trì", "leads"),
    "thuc_hien": Message("thực hiện", "performs"),
    "de_nghi": Message("đề nghị", "is asked"),
}
RELATION: Mapping[str, Message] = {
    "can_cu": Message("căn cứ", "basis"),
    "dan_chieu": Message("dẫn chiếu", "mentioned"),
    "kem_theo": Message("kèm theo", "enclosed"),
}
EFFECT: Mapping[str, Message] = {
    "sua_doi": Message("sửa đổi", "amends"),
    "thay_the": Message("thay thế", "replaces"),
    "bai_bo": Message("bãi bỏ", "repeals"),
}
MENTION_KIND: Mapping[str, Message] = {
    "name": Message("gọi tên", "by name"),
    "short": Message("gọi tắt", "short form"),
    "self": Message("chính văn bản này", "this document"),
}
COMPARATOR: Mapping[str, Message] = {
    ">=": Message("ít nhất", "at least"),
    ">": Message("trên", "more than"),
    "<=": Message("không quá", "at most"),
    "<": Message("dưới", "less than"),
    "=": Message("đạt", "equals"),
    "rank": Message("xếp hạng", "ranked"),
}
BODY_LEVEL: Mapping[str, Message] = {
    "trung_uong": Message("trung ương", "central"),
    "tinh": Message("tỉnh", "province"),
    "huyen": Message("huyện", "district"),
    "xa": Message("xã", "ward or commune"),
    "khac": Message("khác", "other"),
}
BODY_KIND: Mapping[str, Message] = {
    "chinh_quyen": Message("chính quyền", "government"),
    "dang": Message("Đảng", "party"),
    "mat_tran": Message("Mặt trận, đoàn thể", "Fatherland Front"),
    "truong": Message("trường học", "school"),
    "don_vi": Message("đơn vị", "unit"),
    "ca_nhan": Message("cá nhân", "person"),
    "nhom": Message("nhóm cơ quan", "group of bodies"),
}
STATUS: Mapping[str, Message] = {
    "ok": Message("đủ", "complete"),
    "partial": Message("thiếu", "partial"),
}
ACCESS: Mapping[str, Message] = {
    "conditional": Message("sử dụng có điều kiện", "use on conditions"),
}
SECTION_KIND: Mapping[str, Message] = {
    "muc_dich": Message("mục đích, yêu cầu", "purpose"),
    "doi_tuong": Message("đối tượng", "whom it concerns"),
    "noi_dung": Message("nội dung", "content"),
    "hinh_thuc": Message("hình thức", "form"),
    "nhiem_vu": Message("nhiệm vụ", "tasks"),
    "kinh_phi": Message("kinh phí", "budget"),
    "to_chuc_thuc_hien": Message("tổ chức thực hiện", "carrying out"),
    "ket_qua": Message("kết quả", "results"),
    "phuong_huong": Message("phương hướng", "outlook"),
    "phu_luc": Message("phụ lục", "annex"),
    "khac": Message("khác", "other"),
}
MARK: Mapping[str, Message] = {
    "page_number": Message("số trang", "page number"),
    "seal": Message("con dấu", "seal"),
    "half_seal": Message("dấu giáp lai", "seal over the edges of the pages"),
    "signature": Message("chữ ký", "signature"),
    "stamp": Message("dấu khác", "stamp"),
    "arrival": Message("dấu công văn đến", "arrival stamp"),
    "urgency": Message("dấu độ khẩn", "mark of urgency"),
    "secrecy": Message("dấu độ mật", "mark of secrecy"),
    "copy": Message("dấu bản sao", "mark of a copy"),
    "draft": Message("dấu dự thảo", "mark of a draft"),
    "caption": Message("chú thích của phần mềm", "caption of a program"),
    "handwriting": Message("chữ viết tay", "handwriting"),
    "watermark": Message("chữ mờ in chìm", "watermark"),
    "code": Message("mã vạch, mã QR", "bar or QR code"),
    "noise": Message("vết bẩn", "noise"),
}

_ONCE_IN: Mapping[tuple[str, int], Message] = {
    ("DAILY", 1): Message("hằng ngày", "every day"),
    ("WEEKLY", 1): Message("hằng tuần", "every week"),
    ("MONTHLY", 1): Message("hằng tháng", "every month"),
    ("MONTHLY", 3): Message("hằng quý", "every quarter"),
    ("YEARLY", 1): Message("hằng năm", "every year"),
}
_ONCE_IN_MANY: Mapping[str, Message] = {
    "DAILY": Message("{} ngày một lần", "every {} days"),
    "WEEKLY": Message("{} tuần một lần", "every {} weeks"),
    "MONTHLY": Message("{} tháng một lần", "every {} months"),
    "YEARLY": Message("{} năm một lần", "every {} years"),
}
_WEEKDAY: Mapping[str, Message] = {
    "MO": Message("thứ Hai", "Monday"),
    "TU": Message("thứ Ba", "Tuesday"),
    "WE": Message("thứ Tư", "Wednesday"),
    "TH": Message("thứ Năm", "Thursday"),
    "FR": Message("thứ Sáu", "Friday"),
    "SA": Message("thứ Bảy", "Saturday"),
    "SU": Message("Chủ nhật", "Sunday"),
}
_KNOWN_PARTS = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "UNTIL"})
_INTERVAL = re.compile(r"[1-9]\d{0,3}")
_NUMBERS = re.compile(r"-?\d{1,3}(?:,-?\d{1,3}){0,30}")
_UNTIL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?")
_COMMON_YEAR = 2025


def recurrence_words(rule: str) -> Message | None:
    """Return in words how often something returns by an RRULE (RFC 5545); None for a rule that documents do not use.

    >>> recurrence_words("FREQ=MONTHLY;INTERVAL=3;UNTIL=20251231").vi
    'hằng quý, đến 31/12/2025'
    >>> recurrence_words("FREQ=YEARLY;BYMONTH=6,11;BYMONTHDAY=15,30;BYSETPOS=1,4").vi
    'hằng năm, ngày 15/6 và 30/11'
    >>> recurrence_words("FREQ=HOURLY")
    """
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    interval = parts.get("INTERVAL", "1")
    frequency = parts.get("FREQ", "")
    if frequency not in _ONCE_IN_MANY or not _INTERVAL.fullmatch(interval) or not set(parts) <= _KNOWN_PARTS:
        return None
    every = _ONCE_IN.get((frequency, int(interval)))
    if every is None:
        many = _ONCE_IN_MANY[frequency]
        every = Message(many.vi.format(interval), many.en.format(interval))
    on, until = _due_words(parts), _until_words(parts.get("UNTIL"))
    if on is None or until is None:
        return None
    said = [words for words in (every, on, until) if words.vi]
    return Message(", ".join(words.vi for words in said), ", ".join(words.en for words in said))


_NOTHING = Message("", "")


def _due_words(parts: Mapping[str, str]) -> Message | None:
    """Return on which days and in which months a rule falls due; None where its parts are none of ours."""
    months, days = _numbers(parts.get("BYMONTH")), _numbers(parts.get("BYMONTHDAY"))
    if months is None or days is None:
        return None
    if "BYDAY" in parts:
        names = [_WEEKDAY.get(day) for day in parts["BYDAY"].split(",")]
        known = [name for name in names if name]
        if len(known) < len(names) or months or days or "BYSETPOS" in parts:
            return None
        return Message(_and([name.vi for name in known], "và"), "on " + _and([name.en for name in known], "and"))
    if months and days:
        return _days_of_year(months, days, parts.get("BYSETPOS"))
    if "BYSETPOS" in parts:
        return None
    if months:
        listed = [str(month) for month in months]
        return Message("tháng " + _and(listed, "và"), "in month " + _and(listed, "and"))
    return _days_of_month(days) if days else _NOTHING


def _days_of_month(days: Sequence[int]) -> Message:
    return Message(
        "ngày " + _and(["cuối tháng" if day == -1 else str(day) for day in days], "và"),
        "on day " + _and(["last of the month" if day == -1 else str(day) for day in days], "and"),
    )


def _days_of_year(months: Sequence[int], days: Sequence[int], positions: str | None) -> Message | None:
    """Return the days of a year as day/month; `positions` chooses among them, counted from 1."""
    if not all(1 <= month <= 12 for month in months) or not all(day == -1 or 1 <= day <= 31 for day in days):
        return None
    lengths = {month: monthrange(_COMMON_YEAR, month)[1] for month in months}
    pairs = [(month, lengths[month] if day == -1 else day) for month, day in product(months, days)]
    pairs = sorted({(month, day) for month, day in pairs if day <= lengths[month]})
    chosen = range(1, len(pairs) + 1) if positions is None else _numbers(positions)
    if not pairs or not chosen or not all(1 <= position <= len(pairs) for position in chosen):
        return None
    listed = [f"{day}/{month}" for month, day in (pairs[position - 1] for position in chosen)]
    return Message("ngày " + _and(listed, "và"), "on " + _and(listed, "and"))


def _until_words(until: str | None) -> Message | None:
    if until is None:
        return _NOTHING
    found = _UNTIL.fullmatch(until)
    if found is None:
        return None
    day = f"{found[3]}/{found[2]}/{found[1]}"
    return Message(f"đến {day}", f"until {day}")


def _numbers(listed: str | None) -> list[int] | None:
    if listed is None:
        return []
    return [int(number) for number in listed.split(",")] if _NUMBERS.fullmatch(listed) else None


def _and(words: Iterable[str], last: str) -> str:
    """Return words as a list in a sentence.

    >>> _and(["3", "6", "9"], "và")
    '3, 6 và 9'
    """
    *first, end = words
    return f"{', '.join(first)} {last} {end}" if first else end
