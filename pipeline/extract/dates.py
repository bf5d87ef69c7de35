"""Vietnamese dates, times and rhythms in plain text: "ngày 09 tháng 9 năm 2021", "Quý IV/2025", "hằng quý".

Pure functions on strings; offsets are those of the string given. What an OCR or a restoration leaves behind is
read too: missing spaces ("ngày06 tháng 3"), lost marks ("thang 3 nam 2024"), blanks around the strokes.

A moment without a year takes the one the caller gives (that of the document); without one it has no date. A date
that cannot be (31/02, month 13) is a moment whose `possible` is False. The "second week" of a month is its second
seven days, the last week its last seven; a school year runs from 1 September to 31 August.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from pipeline.language import from_roman


class MomentKind(StrEnum):
    """How fine a moment is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    RANGE = "range"


DAY_KINDS = frozenset({MomentKind.DAY, MomentKind.RANGE})
"""Moments whose days are printed."""


@dataclass(frozen=True, slots=True)
class Moment:
    """`text[start:end]` names the time from `first` to `last` (None where no year is known or the date cannot be).

    `dated` where its year is printed, not taken from the document.
    """

    start: int
    end: int
    kind: MomentKind
    first: date | None
    last: date | None
    possible: bool = True
    dated: bool = True

    @property
    def iso(self) -> str | None:
        """Return `YYYY-MM-DD` for a day (the last of a range), `YYYY-MM` for a month, None for anything wider."""
        if self.last is None:
            return None
        if self.kind in DAY_KINDS:
            return self.last.isoformat()
        return f"{self.last:%Y-%m}" if self.kind is MomentKind.MONTH else None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`text[start:end]` says how often."""

    start: int
    end: int


_DAY_WORD = r"(?:ngày|ngay)"
_MONTH_WORD = r"(?:tháng|thang)"
_YEAR_WORD = r"(?:năm|nam)"
_STROKE = r"\s?[/.\-–]\s?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_OF_YEAR = rf"(?:\s*(?:/|,?\s*{_YEAR_WORD}|-)\s*{_YEAR})"

_FROM_DAY = (
    rf"(?:(?P<from>\d{{1,2}})(?:{_STROKE}(?P<from_month>\d{{1,2}}))?"
    rf"\s*(?:-|–|đến|den)\s*(?:hết\s*)?(?:{_DAY_WORD}\s*)?)?"
)
_LONG_DAY = re.compile(
    rf"\b{_DAY_WORD}\s*{_FROM_DAY}(?P<day>\d{{1,2}})\s*{_MONTH_WORD}\s*(?P<month>\d{{1,2}})(?!\d)"
    rf"(?:\s*(?:/|,?\s*{_YEAR_WORD}\s)\s*{_YEAR})?",
    re.IGNORECASE,
)
_SHORT_DAY = re.compile(
    rf"(?<![\d/.\w])(?<!tháng )(?<!quý )(?:{_DAY_WORD}\s*)?{_FROM_DAY}(?P<day>\d{{1,2}})"
    rf"(?:{_STROKE}|\s*{_MONTH_WORD}\s*)(?P<month>\d{{1,2}})"
    rf"(?:{_STROKE}|\s*{_YEAR_WORD}\s*){_YEAR}(?![/\w])",
    re.IGNORECASE,
)
_YEARLESS_DAY = re.compile(
    rf"(?:\b{_DAY_WORD}\s*{_FROM_DAY}|(?<=trước )|(?<=hết )|(?<=chậm nhất )|(?<=muộn nhất ))"
    r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![/\d])(?P<year>)",
    re.IGNORECASE,
)
_ORDINAL = r"(?:thứ\s+)?(?P<week>nhất|đầu(?:\s+tiên)?|hai|ba|tư|cuối(?:\s+cùng)?|[1-4])"
_WEEK = re.compile(
    rf"\btuần\s+(?:lễ\s+)?{_ORDINAL}(?:\s+của)?,?\s+{_MONTH_WORD}\s*(?P<month>\d{{1,2}})(?!\d){_OF_YEAR}?",
    re.IGNORECASE,
)
_PART = r"(?:(?:đầu|giữa|cuối|thượng tuần|trung tuần|hạ tuần)\s+)?"
_MORE_MONTHS = (
    rf"(?P<more>(?:\s*(?:,|và|-|–|đến)\s*(?:{_MONTH_WORD}\s*)?(?:0?[1-9]|1[0-2])(?!\d)){{1,11}}"
    rf"(?={_OF_YEAR.replace('?P<year>', '?:')}|\s*(?:[,;.)]|$)))?"
)
_MONTH = re.compile(rf"\b{_PART}{_MONTH_WORD}\s*(?P<month>\d{{1,2}})(?!\d){_MORE_MONTHS}{_OF_YEAR}?", re.IGNORECASE)
_QUARTER = re.compile(
    rf"\bqu[ýy]\s*(?P<quarters>(?:IV|I{{1,3}}|[1-4])(?:\s*(?:,|và|-|–|đến|\+)\s*(?:quý\s*)?(?:IV|I{{1,3}}|[1-4])\b)*)\b"
    rf"{_OF_YEAR}?",
    re.IGNORECASE,
)
_HALF = re.compile(
    rf"\b(?P<months>0?[369]|sáu|chín|ba)\s*{_MONTH_WORD}\s*(?P<part>đầu|cuối|dau|cuoi)\s*{_YEAR_WORD}(?:\s*{_YEAR})?",
    re.IGNORECASE,
)
_SCHOOL_YEAR = re.compile(rf"\b{_YEAR_WORD}\s+học\s+{_YEAR}{_STROKE}(?P<last>20\d\d)(?!\d)", re.IGNORECASE)
_WHOLE_YEAR = re.compile(rf"\b{_YEAR_WORD}\s*{_YEAR}", re.IGNORECASE)

_NUMBER_WORDS = {"ba": 3, "sáu": 6, "chín": 9}
_WEEKS = {"nhất": 1, "đầu": 1, "đầu tiên": 1, "hai": 2, "ba": 3, "tư": 4}
_RANGE_LINK = re.compile(r"\s*(?:-|–|đến|tới)\s*(?:hết\s+)?", re.IGNORECASE)

_Reader = Callable[[re.Match[str], int | None], Moment]


def _day(match: re.Match[str], year: int | None) -> Moment:
    dated, year = bool(match["year"]), _year(match, year)
    day, month = int(match["day"]), int(match["month"])
    possible = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year or 2000, month)[1]
    last = date(year, month, day) if year and possible else None
    first = last
    kind = MomentKind.DAY
    groups = match.groupdict()
    if groups["from"]:
        kind = MomentKind.RANGE
        first = _date_or_none(year, int(groups["from_month"] or month), int(groups["from"]))
        if first and last and first > last:  # "25/12 - 05/01/2026"
            first = _date_or_none(first.year - 1, first.month, first.day)
    return Moment(match.start(), match.end(), kind, first, last, possible, dated)


def _date_or_none(year: int | None, month: int, day: int) -> date | None:
    if not year or not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _week(match: re.Match[str], year: int | None) -> Moment:
    month = _month(match, year)
    if month.first is None or month.last is None:
        return replace(month, kind=MomentKind.WEEK)
    word = " ".join(match["week"].lower().split())
    if word.startswith("cuối"):
        return replace(month, kind=MomentKind.WEEK, first=month.last - timedelta(days=6))
    days = 7 * (int(word) if word.isdigit() else _WEEKS[word])
    first, last = month.first + timedelta(days=days - 7), month.first + timedelta(days=days - 1)
    return replace(month, kind=MomentKind.WEEK, first=first, last=last)


def _month(match: re.Match[str], year: int | None) -> Moment:
    year = _year(match, year)
    months = [int(match["month"]), *map(int, re.findall(r"\d{1,2}", match.groupdict().get("more") or ""))]
    possible = all(1 <= month <= 12 for month in months)
    known = (year, min(months), max(months)) if year and possible else None
    found = _months(match, MomentKind.MONTH, known, possible=possible)
    if found.first and found.last and months[-1] < months[0] and _FROM_TO.search(match["more"] or ""):
        first = date(found.first.year - found.dated, months[0], 1)  # "tháng 10 đến tháng 02/2026"
        last = date(first.year + 1, months[-1], calendar.monthrange(first.year + 1, months[-1])[1])
        return replace(found, first=first, last=last)
    return found


_FROM_TO = re.compile(r"^\s*(?:-|–|đến)", re.IGNORECASE)


def _quarter(match: re.Match[str], year: int | None) -> Moment:
    year = _year(match, year)
    found = [
        int(item) if item.isdigit() else from_roman(item.upper()) or 1
        for item in _QUARTER_ITEM.findall(match["quarters"])
    ]
    return _months(match, MomentKind.QUARTER, (year, 3 * min(found) - 2, 3 * max(found)) if year else None)


_QUARTER_ITEM = re.compile(r"IV|I{1,3}|[1-4]", re.IGNORECASE)


def _half(match: re.Match[str], year: int | None) -> Moment:
    year = _year(match, year)
    word = match["months"].lower()
    count = int(word) if word.isdigit() else _NUMBER_WORDS[word]
    first, last = (1, count) if match["part"].lower() in {"đầu", "dau"} else (13 - count, 12)
    return _months(match, MomentKind.HALF, (year, first, last) if year else None)


def _whole_year(match: re.Match[str], year: int | None) -> Moment:
    return _months(match, MomentKind.YEAR, (_year(match, year) or 1, 1, 12))


def _school_year(match: re.Match[str], year: int | None) -> Moment:  # noqa: ARG001 - it always names its years
    first, last = date(int(match["year"]), 9, 1), date(int(match["last"]), 8, 31)
    possible = first < last
    return Moment(
        match.start(), match.end(), MomentKind.SCHOOL_YEAR, first if possible else None, last if possible else None,
        possible,
    )  # fmt: skip


def _year(match: re.Match[str], year: int | None) -> int | None:
    return int(match["year"]) if match["year"] else year


def _months(
    match: re.Match[str], kind: MomentKind, span: tuple[int, int, int] | None, *, possible: bool = True
) -> Moment:
    dated = bool(match["year"])
    if span is None:
        return Moment(match.start(), match.end(), kind, None, None, possible, dated)
    year, first, last = span
    end = date(year, last, calendar.monthrange(year, last)[1])
    return Moment(match.start(), match.end(), kind, date(year, first, 1), end, dated=dated)


_READERS: tuple[tuple[re.Pattern[str], _Reader, tuple[str, ...]], ...] = (
    (_SHORT_DAY, _day, ("19", "20")),
    (_LONG_DAY, _day, ("tháng", "thang")),
    (_YEARLESS_DAY, _day, ("/",)),
    (_HALF, _half, ("đầu", "cuối", "dau", "cuoi")),
    (_QUARTER, _quarter, ("quý", "quy")),
    (_WEEK, _week, ("tuần",)),
    (_MONTH, _month, ("tháng", "thang")),
    (_SCHOOL_YEAR, _school_year, ("học",)),
    (_WHOLE_YEAR, _whole_year, ("năm", "nam")),
)
"""Finer patterns first: a later one never takes characters of an earlier. Each with what it cannot do without."""

_HINT = re.compile(r"\d|\bqu[ýy]\b|tháng|thang", re.IGNORECASE)
"""Without one of these no pattern finds anything."""


def find_moments(text: str, year: int | None = None) -> tuple[Moment, ...]:
    """Return the moments named in `text`, in order, none overlapping; two days joined by a dash or "đến" are one range.

    Args:
        text: any text.
        year: taken where a day, month, quarter or half names none.

    >>> [moment.iso for moment in find_moments("từ ngày 22/6/2026 đến hết ngày 08/7/2026; trước ngày 10 tháng 6", 2024)]
    ['2026-07-08', '2024-06-10']
    """
    found: list[Moment] = []
    if not _HINT.search(text):
        return ()
    lowered = text.lower()
    for pattern, read, needs in _READERS:
        for match in pattern.finditer(text) if any(word in lowered for word in needs) else ():
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(read(match, year))
    return tuple(_join_ranges(text, sorted(found, key=lambda moment: moment.start)))


def _join_ranges(text: str, moments: list[Moment]) -> Iterator[Moment]:
    pending: Moment | None = None
    for moment in moments:
        if pending and _is_range(text, pending, moment):
            pending = replace(
                moment,
                start=pending.start,
                kind=MomentKind.RANGE if moment.kind in DAY_KINDS else moment.kind,
                first=_first_of_range(text, pending, moment),
                possible=pending.possible and moment.possible,
            )
            continue
        if pending:
            yield pending
        pending = moment
    if pending:
        yield pending


def _first_of_range(text: str, one: Moment, other: Moment) -> date | None:
    """Return when "từ ngày 01/12 đến ngày 05/01/2026" begins: in the year of its end, or in the one before."""
    if one.dated or not other.dated or other.last is None:
        return one.first or other.first
    for year in (other.last.year, other.last.year - 1):
        again = find_moments(text[one.start : one.end], year)
        if again and again[0].first and again[0].first <= other.last:
            return again[0].first
    return other.first


def _is_range(text: str, one: Moment, other: Moment) -> bool:
    alike = one.kind is other.kind or {one.kind, other.kind} <= DAY_KINDS
    return alike and bool(_RANGE_LINK.fullmatch(text, one.end, other.start))


def parse_day(text: str, year: int | None = None) -> date | None:
    """Return the first day that `text` names, None where it names none or one that cannot be.

    >>> parse_day("ngày06 thang 3 nam 2024"), parse_day("ngày 31/02/2024")
    (datetime.date(2024, 3, 6), None)
    """
    days = [moment for moment in find_moments(text, year) if moment.kind in DAY_KINDS]
    return days[0].first if days and days[0].possible else None


_EVERY = r"(?:hằng|hàng|mỗi)"
_PERIODS = r"(?:ngày|tuần|tháng|quý|năm)"
_ONE_MORE = rf"(?:{_EVERY}\s+|cả\s+)?(?:\d{{1,2}}\s+)?(?:{_PERIODS}|lần|đột xuất(?:\s+theo yêu cầu)?)\b"
_MORE = rf"(?:\s*(?:,|và|hoặc)\s*{_ONE_MORE}){{0,8}}"
_RHYTHM = (
    rf"(?:định kỳ\s+)?{_EVERY}\s+{_PERIODS}{_MORE}(?:\s+(?:một|hai|ba|\d{{1,2}})\s+lần\b)?"
    rf"|định kỳ\s+(?:\d{{1,2}}|một|hai|ba|sáu)\s+(?:ngày|tuần|tháng|lần|năm)"
    rf"(?:\s*/\s*(?:\d{{1,2}}\s+)?(?:{_PERIODS}|lần)\b|\s+một lần\b)?{_MORE}"
    rf"|định kỳ\s+{_PERIODS}{_MORE}"
    r"|(?:định kỳ\s+)?\d{1,2}\s+(?:ngày|tuần|tháng|năm|quý)(?:\s*/\s*(?:\d{1,2}\s+)?|\s+một\s+)lần"
    r"|\d{1,2}\s+lần\s*(?:/|trong|mỗi|một)\s*(?:0?1\s+)?(?:ngày|tuần|tháng|năm|quý)\b"
    r"|theo\s+(?:từng\s+)?(?:ngày|tuần|tháng|quý|năm|lần phát sinh)\b(?!\s+(?:\d|nào|học))"
    r"|(?<!chi )(?<!phí )(?<!nguồn )(?<!toán )thường xuyên(?:,\s*liên tục)?"  # not the running costs
)
_RECURRENCE = re.compile(rf"(?<!giáo dục )(?<!chi )\b(?:{_RHYTHM})", re.IGNORECASE)  # "giáo dục thường xuyên" is a name


def find_recurrences(text: str) -> tuple[Recurrence, ...]:
    """Return the phrases of `text` that say how often, in order.

    >>> text = "báo cáo định kỳ 6 tháng, năm; kiểm tra hàng năm hoặc đột xuất"
    >>> [text[found.start:found.end] for found in find_recurrences(text)]
    ['định kỳ 6 tháng, năm', 'hàng năm hoặc đột xuất']
    """
    return tuple(Recurrence(match.start(), match.end()) for match in _RECURRENCE.finditer(text))
