"""By when and how often a duty is to be done, as written, and the day or month that it fixes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.extract.citations.find import find_citations
from pipeline.extract.dates import Moment, MomentKind, find_moments, find_recurrences
from pipeline.extract.vocabulary import either, table


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time as written, its day (`YYYY-MM-DD`) or month (`YYYY-MM`) where it fixes one, and how often.

    `begins` is when it begins, as written, where that stands apart ("Triển khai: ...", "Hoàn thành: ...").
    """

    text: str | None
    date: str | None
    frequency: str | None
    begins: str | None = None


NO_DEADLINE = Deadline(None, None, None)


@lru_cache(maxsize=1)
def _lead() -> re.Pattern[str]:
    words = either(table("obligations")["deadline"]["before"])
    clock = r"\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{1,2})?\s*(?:phút)?"
    return re.compile(rf"(?<!\w)(?:{words}\s+)*(?:{words}\s+|{words}?\s*{clock},?\s*|{clock},?\s*)$", re.IGNORECASE)


_WITHIN_YEAR = re.compile(r"\btrong năm(?:\s+(?:\d{4}|học(?:\s+này)?))?(?=\s*(?:[.;)]|$|/))", re.IGNORECASE)
_OTHER_TERM = re.compile(
    r"\btrong giai đoạn\s+(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d(?=\s*(?:[.;)]|$|/))|\bcho đến khi\s[^,;.()]{5,80}",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\bngay (?:sau )?khi\s[^,;.()]{3,60}?(?:được|có|kết thúc|hoàn thành|nhận)\b[^,;.()]{0,40}"
    r"|^\W{0,3}ngay sau\s[^,;.()]{3,60}(?=,)"
    r"|\btrong (?:suốt )?thời gian (?:thực hiện|diễn ra|tổ chức)\s[^,;.()]{3,50}(?=[.;)]|$)",
    re.IGNORECASE,
)
"""A term that an event sets, not a day."""
_BRACKETS = re.compile(r"\([^()]{0,200}\)")
_CLOCK = r"\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{1,2}\s*(?:phút)?)?"
_HOUR_OF_EACH = re.compile(
    rf"(?:trước|chậm nhất(?: là)?|muộn nhất(?: là)?|vào)\s+(?:lúc\s+)?(?:{_CLOCK},?\s*(?:ngày\s+)?)?"
    r"(?:(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\s+)?(?:hằng|hàng|mỗi)\s+(?:ngày|tuần)\b",
    re.IGNORECASE,
)
_DAY_OF_EACH = re.compile(
    r"(?:trước|chậm nhất(?: là)?|muộn nhất(?: là)?|vào)\s+ngày\s+\d{1,2}(?!\s*[/.\-\d]|\s*tháng\s*\d)"
    r"(?:\s+(?:của\s+)?(?:(?:hằng|hàng|mỗi|từng)\s+)?(?:tháng|quý)"
    r"(?:\s+(?:cuối|đầu|sau|tiếp theo|kế tiếp|liền kề)\b[^,;.()]{0,20})?)?",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?:(?:chậm|muộn) nhất(?:\s+là)?(?:\s+(?:sau|trong))?|trong(?: (?:thời hạn|thời gian|vòng))?|sau)\s+\d{1,3}\s+"
    r"(?:ngày|giờ)(?!\s+(?-i:[A-ZĐ]))(?:\s+làm việc)?(?:,?\s+(?:kể\s+)?từ\s+(?:ngày|khi)[^,;.]{0,80})?",
    re.IGNORECASE,
)


def find_deadline(text: str, year: int | None) -> Deadline:
    """Return by when and how often the duty `text` is to be done; dates of cited documents are no deadline.

    >>> find_deadline("gửi báo cáo trước ngày 10 tháng 6", 2024)
    Deadline(text='trước ngày 10 tháng 6', date='2024-06-10', frequency=None, begins=None)
    """
    frequency = next((text[found.start : found.end] for found in find_recurrences(text)), None)
    if relative := _RELATIVE.search(text):
        return Deadline(relative.group().strip(), None, frequency)
    if bound := list(_bound_moments(text, year)):
        place, moment = next((one for one in bound if not _in_brackets(text, one[0])), bound[0])
        return Deadline(text[place : moment.end].strip(), moment.iso, frequency)
    for pattern in (_DAY_OF_EACH, _HOUR_OF_EACH, _WITHIN_YEAR, _OTHER_TERM, _EVENT):
        if found := pattern.search(text):
            return Deadline(found.group().strip(), None, frequency)
    return Deadline(None, None, frequency)


_LONGEST_LEAD = 60  # characters: "chậm nhất là vào lúc 16 giờ 30 phút, "


def _bound_moments(text: str, year: int | None) -> Iterator[tuple[int, Moment]]:
    """Yield the moments that are a term, each with the place where the words that make it one begin."""
    moments = find_moments(text, year)
    cited = [(found.start, found.end) for found in find_citations(text)] if moments else []
    for moment in moments:
        if any(start <= moment.start < end for start, end in cited):
            continue
        lead = _lead().search(text, max(0, moment.start - _LONGEST_LEAD), moment.start)
        if lead and _binds(moment, lead.group(), text):
            yield lead.start(), moment


def _in_brackets(text: str, place: int) -> bool:
    return any(found.start() < place < found.end() for found in _BRACKETS.finditer(text))


def _binds(moment: Moment, lead: str, text: str) -> bool:
    """Say whether a moment behind `lead` is a term: "đến năm 2030" and "từ năm 2021" are not."""
    words = lead.lower().split()
    first = words[0] if words else ""
    if moment.kind in {MomentKind.YEAR, MomentKind.SCHOOL_YEAR}:
        return bool({first, words[-1] if words else ""} & _WITH_YEAR) and _ends_clause(text, moment.end)
    if first in {"từ", "kể", "bắt"}:
        return moment.kind is MomentKind.RANGE
    return True


_WITH_YEAR = {"trước", "chậm", "muộn", "trong", "xong", "hoàn", "hết"}


def _ends_clause(text: str, place: int) -> bool:
    return re.match(r"\s*(?:[.,;)/]|$)", text[place : place + 3]) is not None


def read_term(text: str, year: int | None) -> Deadline:
    """Return the time that a cell or a line "Thời gian thực hiện: ..." gives, from its first word of time to its last.

    >>> read_term("Tổ chức thực hiện thường xuyên từ tháng 7/2024", None).text
    'thường xuyên từ tháng 7/2024'
    """
    whole = text.strip(" .;,")
    if re.match(r"(?:Đã|đã)\b", whole):
        return NO_DEADLINE
    moments = find_moments(whole, year)
    rhythms = find_recurrences(whole)
    frequency = whole[rhythms[0].start : rhythms[0].end].lower() if rhythms else None
    spans = [(found.start, found.end) for found in moments] + [(found.start, found.end) for found in rhythms]
    if not spans:
        return Deadline(whole if whole and len(whole) <= _SHORT else None, None, None)
    date = None if frequency and not any(moment.kind is MomentKind.DAY for moment in moments) else _last(moments)
    if len(whole) <= _SHORT and not re.match(r"(?:Tổ chức|Thực hiện|Hoàn thành|Triển khai)\b", whole):
        return Deadline(whole, date, frequency)
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    if not rhythms or start < rhythms[0].start:
        lead = _lead().search(whole, 0, start)
        start = lead.start() if lead else start
    return Deadline(whole[start:end].strip(), date, frequency)


def read_terms(texts: Sequence[str], year: int | None) -> Deadline:
    """Return the term of a task that gives one, or first when it begins and last when it ends.

    >>> read_terms(["Tháng 3/2025", "Trước ngày 20/6/2025"], None)
    Deadline(text='Trước ngày 20/6/2025', date='2025-06-20', frequency=None, begins='Tháng 3/2025')
    """
    terms = [read_term(text, year) for text in texts]
    return replace(terms[-1], begins=terms[0].text) if len(terms) > 1 else terms[0]


_SHORT = 60  # characters: a term, not a sentence


def _last(moments: tuple[Moment, ...]) -> str | None:
    return moments[-1].iso if moments else None
