"""What a document lays down by when: its deadlines and reports as days and as simple recurring series."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.extract.duties.rhythm import completed, occurrences
from pipeline.extract.duties.terms import last_day, time_of
from pipeline.model import Document, Evidence, Obligation, ReportingDuty

_HORIZON = timedelta(days=366 * 12)  # the first time of a series lies within
_COMMON_YEAR = 2025


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline, or one series of them.

    `day` is the day, or the first of the series; `rule` the series as an RRULE that any calendar understands (one day
    per interval); `part` counts the series where a duty has several (15/6 and 30/11 of each year). `whole_month` says
    that the document names the month only, so that `day` is its last.
    """

    fact: Obligation | ReportingDuty
    day: date
    rule: str | None = None
    part: int = 1
    whole_month: bool = False


def dues_of(document: Document) -> Iterator[Due]:
    """Yield what a document wants done by when, in order of its text; a duty without a day or a rule has none.

    A duty to report is an obligation, too: it is yielded once, as a report. What is to be done every day is no
    deadline, unless it is a report.
    """
    start = _start(document)
    reports = [(report, tuple(_dues(report, start))) for report in document.reports]
    said = [report.evidence for report, dues in reports if dues]
    found = [due for _, dues in reports for due in dues]
    for duty in document.obligations:
        if not any(_holds(duty.evidence, place) for place in said) and not (duty.recurrence or "").startswith(_DAILY):
            found += _dues(duty, start)
    yield from sorted(found, key=lambda due: (due.fact.evidence.start, due.part))


_DAILY = "FREQ=DAILY"


def _holds(outer: Evidence, inner: Evidence) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _start(document: Document) -> date | None:
    """Return the day from which rhythms count: that of issue, not before the time that the document covers."""
    time = time_of(document.header)
    return max((day for day in (time.issued, time.first) if day), default=None)


def _dues(fact: Obligation | ReportingDuty, start: date | None) -> Iterator[Due]:
    if fact.recurrence:
        yield from _series(fact, fact.recurrence, start)
        return
    said = fact.deadline_date or (fact.ends if isinstance(fact, Obligation) else None)
    day = last_day(said) if said else None
    if said and day:
        yield Due(fact, day, whole_month=len(said) <= len("YYYY-MM"))


def _series(fact: Obligation | ReportingDuty, rule: str, start: date | None) -> Iterator[Due]:
    for part, simple in enumerate(simple_rules(rule), start=1):
        until = completed(simple).get("UNTIL", "")[:8]
        first = start or (date(int(until[:4]), 1, 1) if until.isdigit() else None)
        if first is None:
            return  # nobody knows when it begins
        try:
            days = occurrences(simple, first, first + _HORIZON)
        except ValueError:
            return  # a rule of another program
        if days:
            yield Due(fact, days[0], simple, part)


def simple_rules(rule: str) -> tuple[str, ...]:
    """Return rules that together mean the same as `rule`, each with one day in its month or year.

    Calendars of offices (Outlook) know no lists of days and no BYSETPOS.

    >>> simple_rules("FREQ=YEARLY;BYMONTH=6,11;BYMONTHDAY=15,30;BYSETPOS=1,4;UNTIL=20271231")[1]
    'FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30;UNTIL=20271231'
    >>> simple_rules("FREQ=MONTHLY;BYMONTHDAY=10,25"), simple_rules("FREQ=MONTHLY;INTERVAL=3")
    (('FREQ=MONTHLY;BYMONTHDAY=10', 'FREQ=MONTHLY;BYMONTHDAY=25'), ('FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1',))
    """
    parts = completed(rule)
    days = parts.get("BYMONTHDAY", "").split(",")
    if parts.get("FREQ") == "YEARLY":
        return tuple(_rule({**parts, "BYMONTH": month, "BYMONTHDAY": day}) for month, day in _days_of_year(parts))
    if len(days) > 1 and "BYSETPOS" not in parts:
        return tuple(_rule({**parts, "BYMONTHDAY": day}) for day in days)
    return (_rule(parts),)


def _days_of_year(parts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield month and day of each time in a year; the last day of a month stays the last (-1)."""
    once = {key: value for key, value in parts.items() if key not in {"UNTIL", "INTERVAL"}}
    rule = ";".join(f"{key}={value}" for key, value in once.items())
    named = parts["BYMONTHDAY"].split(",")
    for day in occurrences(rule, date(_COMMON_YEAR, 1, 1), date(_COMMON_YEAR, 12, 31)):
        ends = (day + timedelta(days=1)).day == 1 and "-1" in named and str(day.day) not in named
        yield str(day.month), "-1" if ends else str(day.day)


_ORDER = ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "UNTIL")


def _rule(parts: dict[str, str]) -> str:
    kept = {key: value for key, value in parts.items() if key != "BYSETPOS" or parts["FREQ"] != "YEARLY"}
    return ";".join(f"{key}={kept[key]}" for key in _ORDER if key in kept)
