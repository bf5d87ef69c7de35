"""Dates that cannot be right: days that do not exist, bases younger than their document, deadlines that are over."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence

from pipeline.extract.citations.write import write_citation, write_day
from pipeline.extract.header.number import iso_date
from pipeline.message import Message
from pipeline.model import Header, Obligation, Problem, Reference, Severity
from pipeline.reading import Reading

_DATE = re.compile(
    r"(?:\bng[àa]y\s{1,3}(\d{1,2})\s{1,3}th[áa]ng\s{1,3}(\d{1,2})\s{1,3}n[ăa]m\s{1,3}"
    r"|(?<![\d/.,\-])(\d{1,2})/(\d{1,2})/"
    r"|(?<=ngày )(\d{1,2})[.-](\d{1,2})[.-])\Z",
    re.IGNORECASE,
)
"""What stands before the year of a date."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_REACH = 36  # characters before a year that hold the rest of its date


def impossible_dates(reading: Reading) -> Iterator[Problem]:
    """Return a warning for each day that does not exist, with the last day of its month where that may be meant."""
    for year_found in _YEAR.finditer(reading.text):
        begin = max(0, year_found.start() - _REACH)
        match = _DATE.search(reading.text[begin : year_found.start()])
        slashed = reading.text[year_found.end() : year_found.end() + 1] in {"/", "-"}
        if match is None or (match[3] and slashed):
            continue
        day, month = (int(part) for part in match.groups() if part is not None)
        year = int(year_found.group())
        if iso_date(year, month, day) is not None:
            continue
        start, end = begin + match.start(), year_found.end()
        printed = " ".join(reading.text[start:end].split())
        pieces = reading.pieces_of(start, end)
        vi, en = _last_day(year, month, day)
        yield Problem(
            "impossible_date",
            Message(f"Ngày không có thật: “{printed}”{vi}.", f"There is no such day: “{printed}”{en}."),
            Severity.WARNING,
            reading.lines[pieces[0].line].page if pieces else None,
            reading.line_number(start),
        )


def _last_day(year: int, month: int, day: int) -> tuple[str, str]:
    if not 1 <= month <= 12 or not 29 <= day <= 31:
        return "", ""
    last = f"{calendar.monthrange(year, month)[1]:02d}/{month}/{year}"
    return f"; có lẽ là {last}", f"; it may be {last}"


def late_bases(header: Header, references: Sequence[Reference]) -> Iterator[Problem]:
    """Return a warning for each basis that is dated after the document, with its other date where it has one."""
    if header.date is None or len(header.date) < 10:
        return
    for one in references:
        if one.relation != "can_cu" or not one.date or one.date[:10] <= header.date:
            continue
        others = {other.date for other in references if other.id == one.id and other.date and other.date <= header.date}
        other = others.pop() if len(others) == 1 else None
        likely = write_citation(one.doc_type, one.id, other) if other else ""
        vi = f"; có lẽ là “{likely}”" if likely else ""
        en = f"; it may be “{likely}”" if likely else ""
        message = Message(
            f"Căn cứ {one.id} ghi ngày {write_day(one.date)}, sau ngày của văn bản ({write_day(header.date)}){vi}.",
            f"The basis {one.id} is dated {write_day(one.date)}, after the document ({write_day(header.date)}){en}.",
        )
        yield Problem("basis_after_document", message, Severity.WARNING, one.evidence.page, one.evidence.line)


def past_deadlines(header: Header, obligations: Sequence[Obligation]) -> Iterator[Problem]:
    """Return a warning for each duty whose time was over when the document was issued.

    A deadline that names its year is wrong or late; one without a year may mean the next one, which is only noted.
    """
    if header.date is None or len(header.date) < 10:
        return
    for duty in obligations:
        end = duty.ends or _last_of(duty.deadline_date)
        if duty.recurrence or duty.frequency or not duty.deadline or end is None or end >= header.date:
            continue
        named = _YEAR.search(duty.deadline) is not None
        year = int(header.date[:4]) + (end[4:] < header.date[4:])  # the next time that this day comes
        message = Message(
            f"Thời hạn “{duty.deadline}” đã qua trước ngày ban hành ({write_day(header.date)}); có lẽ là năm {year}.",
            f"The deadline “{duty.deadline}” was over before the document was issued ({write_day(header.date)}); "
            f"it may be of {year}.",
        )
        severity = Severity.WARNING if named else Severity.INFO
        yield Problem("deadline_before_document", message, severity, duty.evidence.page, duty.evidence.line)


def _last_of(date: str | None) -> str | None:
    """Return the last day that a date (a day, or a month "2024-02") covers."""
    if date is None or len(date) != 7:
        return date
    year, month = int(date[:4]), int(date[5:])
    return f"{date}-{calendar.monthrange(year, month)[1]:02d}"
