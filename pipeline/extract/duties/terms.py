"""The days that a term means in its document: "Quý IV/2025", "trong năm", "15 ngày kể từ ngày ký", "từ tháng 7".

`deadlines` finds what stands on the paper, this module resolves it: what is not dated takes its year from the time
that the document covers or from its date, and a relative term is counted where its first day is known.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from pipeline.extract.dates import DAY_KINDS, Moment, MomentKind, find_moments
from pipeline.extract.vocabulary import any_of, either, table
from pipeline.model import Header


@dataclass(frozen=True, slots=True)
class DocumentTime:
    """What the terms of a document are counted from: the day it was issued, and the time it covers."""

    issued: date | None = None
    first: date | None = None
    last: date | None = None

    @property
    def year(self) -> int | None:
        """Return the year that "trước ngày 10 tháng 6" means: that of the time covered, or of the date."""
        if self.first and self.last and self.first.year == self.last.year:
            return self.first.year
        return self.issued.year if self.issued else None


def time_of(header: Header) -> DocumentTime:
    """Return when a document was issued and what time it covers; a date that is not whole or cannot be is unknown."""
    period = header.period
    first, last = (_day(period.start), _day(period.end)) if period else (None, None)
    return DocumentTime(_day(header.date), first, last)


def last_day(iso: str) -> date | None:
    """Return the last day of `YYYY-MM`, or the day `YYYY-MM-DD` itself; None for a day that cannot be.

    >>> last_day("2024-02")
    datetime.date(2024, 2, 29)
    """
    if len(iso) > len("YYYY-MM"):
        return _day(iso)
    first = _day(f"{iso}-01")
    return first.replace(day=calendar.monthrange(first.year, first.month)[1]) if first else None


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Term:
    """The first and the last day of the time that a term names, each None where it names none."""

    first: date | None = None
    last: date | None = None


NO_TERM = Term()


def resolve(text: str, time: DocumentTime) -> Term:
    """Return the days that a term means.

    "trước ngày 10 tháng 6" ends with that day, "trước Quý III" on the day before the quarter begins; "từ tháng 7" has
    no end. A term counted in days ends that many days after its first, if that is the day of the document or printed;
    working days leave out Saturdays and Sundays only, public holidays are not known.

    >>> plan = DocumentTime(date(2025, 3, 5), date(2025, 1, 1), date(2025, 12, 31))
    >>> resolve("trong Quý IV", plan)
    Term(first=datetime.date(2025, 10, 1), last=datetime.date(2025, 12, 31))
    >>> resolve("chậm nhất 15 ngày kể từ ngày ban hành Kế hoạch này", plan)
    Term(first=None, last=datetime.date(2025, 3, 20))
    """
    if counted := _counted().search(text):
        return Term(None, _end_of_count(counted, text, time))
    found = [_bounded(text, _placed(moment, text, time)) for moment in find_moments(text, time.year)]
    found = [term for term in found if term != NO_TERM] or list(_years(text))
    if not found:
        return _whole(text, time)
    first = _from_now(text, time) or min((term.first for term in found if term.first), default=None)
    last = None if _open().search(text) else max((term.last for term in found if term.last), default=None)
    return Term(first, last) if not (first and last and first > last) else Term(None, last)


def redated(iso: str | None, text: str | None, time: DocumentTime) -> str | None:
    """Return the day or month `iso`, read from the term `text` with the year of the document, in the year it means.

    A school year's "tháng 3" lies in its second year; a letter of December asks for 10 January of the next.
    """
    if iso is None or text is None:
        return iso
    for moment in find_moments(text, time.year):
        if moment.iso == iso:
            return _placed(moment, text, time).iso
    return iso


_HALF_A_YEAR = timedelta(days=183)


def _placed(moment: Moment, text: str, time: DocumentTime) -> Moment:
    """Return a moment without a printed year in the year that its document means."""
    if moment.dated or moment.first is None or moment.last is None:
        return moment
    if time.first and time.last:
        if time.first.year == time.last.year or time.last - time.first > 4 * _HALF_A_YEAR:
            return moment
        candidates = (_in_year(moment, text, year) for year in range(time.first.year, time.last.year + 1))
        return next((one for one in candidates if _meets(one, time.first, time.last)), moment)
    if time.issued and moment.last < time.issued - _HALF_A_YEAR:
        return _in_year(moment, text, time.issued.year + 1)
    return moment


def _meets(moment: Moment, first: date, last: date) -> bool:
    return bool(moment.first and moment.last and moment.first <= last and moment.last >= first)


def _in_year(moment: Moment, text: str, year: int) -> Moment:
    again = find_moments(text[moment.start : moment.end], year)
    read = again[0] if len(again) == 1 and again[0].kind is moment.kind else moment
    return replace(read, start=moment.start, end=moment.end)


@lru_cache(maxsize=1)
def _bound() -> re.Pattern[str]:
    words = table("times")["bounds"]
    until, since = either(words["until"]), either(words["since"])
    return re.compile(
        rf"(?<!\w)(?:(?P<before>{either(words['before'])})|(?P<until>{until})|(?P<since>{since}))(?!\w)", re.I
    )


_LEAD = 40  # characters before a moment in which its bound may stand


def _bounded(text: str, moment: Moment) -> Term:
    """Return the term that a moment makes with the word before it."""
    if moment.first is None or moment.last is None:
        return NO_TERM
    start = max(0, moment.start - _LEAD)
    lead = re.split(r"[;.()]|,(?!\s*(?:ngày|$))", text[start : moment.start])[-1]
    bound = next(iter([*_bound().finditer(lead)][-1:]), None)
    if bound is None or moment.kind is MomentKind.RANGE:
        return Term(moment.first, moment.last)
    if bound["since"]:
        return Term(moment.first, None)
    before = bound["before"] and moment.kind not in DAY_KINDS
    return Term(None, moment.first - timedelta(days=1) if before else moment.last)


@lru_cache(maxsize=1)
def _open() -> re.Pattern[str]:
    return any_of(table("times")["bounds"]["open"], re.IGNORECASE)


@lru_cache(maxsize=1)
def _now() -> re.Pattern[str]:
    return any_of(table("times")["bounds"]["now"], re.IGNORECASE)


def _from_now(text: str, time: DocumentTime) -> date | None:
    return time.issued if _now().search(text) else None


_YEARS = re.compile(r"(?<![\d/.,-])(?P<first>20\d\d)(?:\s*[-–—]\s*(?P<last>20\d\d))?(?![\d/.,]*\d)(?!\s*/)")


def _years(text: str) -> Iterator[Term]:
    """Yield the years that a term names by their figures only ("2025", "giai đoạn 2024 - 2025")."""
    for found in _YEARS.finditer(text):
        yield Term(date(int(found["first"]), 1, 1), date(int(found["last"] or found["first"]), 12, 31))


@lru_cache(maxsize=1)
def _wholes() -> dict[str, re.Pattern[str]]:
    words: dict[str, list[str]] = table("times")["whole"]
    return {name: any_of(entries, re.IGNORECASE) for name, entries in words.items()}


_LENGTHS = {"school_year": range(200, 400), "quarter": range(89, 93), "month": range(27, 32)}  # days of the period


def _whole(text: str, time: DocumentTime) -> Term:
    """Return what "trong năm", "trong năm học", "trong quý", "trong tháng" mean: the time that the document covers."""
    pattern = _wholes()
    name = next((name for name in (*_LENGTHS, "year") if pattern[name].search(text)), None)
    first, last = time.first, time.last
    if name == "year" and not (first and last) and time.issued:
        first, last = date(time.issued.year, 1, 1), date(time.issued.year, 12, 31)
    if name is None or first is None or last is None:
        return NO_TERM
    if name in _LENGTHS and (last - first).days not in _LENGTHS[name]:
        return NO_TERM
    if name == "school_year" and first.year == last.year:
        return NO_TERM
    return Term(None if pattern["ends"].search(text) else first, last)


@lru_cache(maxsize=1)
def _counted() -> re.Pattern[str]:
    """Return the pattern of "05 ngày làm việc kể từ ngày ..."; what follows is where the count begins."""
    return re.compile(
        r"(?<!\w)(?P<count>\d{1,3})\s*(?:\([^()]{1,20}\)\s*)?(?P<unit>ngày|tuần|tháng)(?P<working>\s+làm việc)?,?\s+"
        r"(?:được\s+)?(?:tính\s+)?(?:kể\s+)?từ\s+(?:ngày|khi)\s*",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _issue() -> re.Pattern[str]:
    """Return the pattern of the issuing of this document: "ký", "ban hành Kế hoạch này", "ban hành Quyết định"."""
    words: dict[str, list[str]] = table("times")["issued"]
    act, this = either(words["acts"]), rf"{either(words['documents'])}\s+này"
    named = either(word[0].upper() + word[1:] for word in words["documents"])  # another one is written small
    return re.compile(rf"(?:{act}(?:\s+(?:{this}|(?-i:{named})))?|{this}\s+(?:được\s+)?{act})\s*(?=$|[,;.)/])", re.I)


def _end_of_count(counted: re.Match[str], text: str, time: DocumentTime) -> date | None:
    base = time.issued if _issue().match(text, counted.end()) else None
    if base is None:
        day = next(iter(find_moments(text[counted.end() - len("ngày ") : counted.end() + _LEAD], time.year)), None)
        named = day is not None and day.kind is MomentKind.DAY and day.start <= len("ngày ")
        base = day.last if day and named else None
    return (
        _after(base, int(counted["count"]), counted["unit"].lower(), working=bool(counted["working"])) if base else None
    )


def _after(base: date, count: int, unit: str, *, working: bool) -> date:
    if unit == "tháng":
        month = base.month - 1 + count
        year, month = base.year + month // 12, month % 12 + 1
        return date(year, month, min(base.day, calendar.monthrange(year, month)[1]))
    if not working:
        return base + timedelta(days=count * (7 if unit == "tuần" else 1))
    day = base
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day


_SATURDAY = 5
