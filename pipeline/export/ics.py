"""iCalendar: deadlines and reports as events of a whole day, one file per document and one for all.

Events and not tasks: Google Calendar and Outlook pass over tasks (VTODO) in a file that is imported.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from icalendar import Calendar, Event, vRecur

from pipeline.export.collection import Collection
from pipeline.export.due import Due, dues_of
from pipeline.export.whole import whole_file
from pipeline.export.words import day_words, heading_words
from pipeline.language import fold
from pipeline.model import Document, Obligation
from pipeline.record import from_record
from pipeline.version import __version__
from pipeline.wording import recurrence_words

FILE_NAME = "sohoa-lich.ics"
_LONGEST_SUMMARY = 160  # characters


def write(collection: Collection, out: Path) -> list[Path]:
    """Write OUT/<export name>.ics for each document that has deadlines, OUT/sohoa-lich.ics for all; return the files.

    Raises:
        ExportError: a file cannot be written.
    """
    now = datetime.now(UTC).replace(microsecond=0)
    written = []
    all_events: list[Event] = []
    for name, record in collection.records():
        document = from_record(record)
        events = list(events_of(document, now))
        if events:  # a calendar without events is none
            title = heading_words(document.header) or name
            written.append(_write(out / f"{name}.ics", title, events))
            all_events += events
    if all_events:
        written.append(_write(out / FILE_NAME, "Việc phải làm và báo cáo", all_events))
    return written


def _write(path: Path, title: str, events: Iterable[Event]) -> Path:
    calendar = Calendar()
    calendar.add("prodid", f"-//sohoa//sohoa {__version__}//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _plain(title))
    for event in events:
        calendar.add_component(event)
    with whole_file(path) as part:
        part.write_bytes(calendar.to_ical())
    return path


def events_of(document: Document, now: datetime) -> Iterator[Event]:
    """Yield the events of a document; `now` is when they are made.

    The UID of an event depends on the file, on who is to do what, and on nothing else: a calendar that imports the
    file again has each event once, also where its day was corrected.
    """
    source = document.source
    seen: Counter[str] = Counter()
    for due in dues_of(document):
        told = "\x1f".join((source.sha256, str(source.part), fold(due.fact.actor), fold(_action(due)), str(due.part)))
        seen[told] += 1
        uid = hashlib.sha256(f"{told}\x1f{seen[told]}".encode()).hexdigest()[:40]
        yield _event(document, due, f"{uid}@sohoa", now)


def _event(document: Document, due: Due, uid: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now)
    event.add("dtstart", due.day)
    event.add("dtend", due.day + timedelta(days=1))
    if due.rule:
        event.add("rrule", vRecur.from_ical(due.rule))
    event.add("summary", _summary(due))
    event.add("description", _plain("\n".join(_description(document, due))))
    if document.header.doc_type:
        event.add("categories", [_plain(document.header.doc_type)])
    event.add("transp", "TRANSPARENT")  # a deadline takes nobody's time
    event.add("x-microsoft-cdo-busystatus", "FREE")
    return event


def _summary(due: Due) -> str:
    text = _plain(f"[{due.fact.actor}] {_action(due)}").replace("\n", " ")
    if len(text) <= _LONGEST_SUMMARY:
        return text
    cut = text.rfind(" ", 0, _LONGEST_SUMMARY)
    return f"{text[: cut if cut > 0 else _LONGEST_SUMMARY]}…"


def _action(due: Due) -> str:
    fact = due.fact
    if isinstance(fact, Obligation):
        return fact.action
    said = [
        "Báo cáo",
        fact.to,
        f"qua {fact.through}" if fact.through else None,
        f"({fact.form})" if fact.form else None,
    ]
    return " ".join(part for part in said if part)


def _description(document: Document, due: Due) -> Iterator[str]:
    """Yield what stands below the summary: where it comes from, all that was said, how sure that is."""
    fact, header = due.fact, document.header
    yield f"Văn bản: {heading_words(header) or document.source.name}"
    for name, value in (("Trích yếu", header.title), ("Cơ quan ban hành", header.issuer)):
        if value:
            yield f"{name}: {value}"
    yield f"Cơ quan thực hiện: {fact.actor}"
    yield f"Nội dung: {_action(due)}"
    if isinstance(fact, Obligation):
        for name, value in (
            ("Phối hợp", ", ".join(fact.partners)),
            ("Sản phẩm", fact.product),
            ("Điều kiện", fact.condition),
        ):
            if value:
                yield f"{name}: {value}"
    yield from _when(due)
    section = f"mục {fact.section}, " if fact.section else ""
    yield f"Vị trí: {section}trang {fact.evidence.page}, dòng {fact.evidence.line}"
    yield f"Độ tin cậy: {fact.evidence.confidence:.0%} (máy đọc; hãy đối chiếu với văn bản)"


def _when(due: Due) -> Iterator[str]:
    fact = due.fact
    if fact.deadline:
        yield f"Thời hạn (như ghi): {fact.deadline}"
    if fact.recurrence:
        words = recurrence_words(fact.recurrence)
        yield f"Định kỳ: {words.vi if words else fact.frequency or fact.recurrence}"
        if "BYMONTHDAY" not in fact.recurrence and "BYDAY" not in fact.recurrence:
            yield "Văn bản không ghi ngày; lấy ngày cuối kỳ."
    elif due.whole_month:
        yield f"Văn bản chỉ ghi tháng {day_words(due.day.isoformat()[:7])}; lấy ngày cuối tháng."
    if isinstance(fact, Obligation) and fact.starts:
        yield f"Từ: {day_words(fact.starts)}"


def _plain(text: str) -> str:
    """Return text without control characters but line breaks."""
    return "".join(char for char in text if char == "\n" or char >= " ")
