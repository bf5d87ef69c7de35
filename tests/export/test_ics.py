"""Calendars: each deadline on its day, series that any calendar expands to the same days, the same events again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from hypothesis import Phase, given, settings
from icalendar import Calendar, Event

from pipeline.export import export
from pipeline.export.due import dues_of, simple_rules
from pipeline.export.ics import FILE_NAME, events_of
from pipeline.extract.duties.rhythm import occurrences
from pipeline.model import Document, ReportingDuty
from pipeline.store import Workspace
from tests.papers import full_paper, paper
from tests.strategies import documents

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def with_report(**changes: object) -> Document:
    document = full_paper("báo cáo.pdf")
    place = replace(document.reports[0].evidence, start=20, end=30)
    report = replace(document.reports[0], evidence=place, **changes)  # type: ignore[arg-type]
    return replace(document, obligations=(), reports=(report,))


def reopened(document: Document) -> list[Event]:
    """Return the events as a program that opens the file gets them."""
    calendar = Calendar()
    for event in events_of(document, NOW):
        calendar.add_component(event)
    return [one for one in Calendar.from_ical(calendar.to_ical()).walk("VEVENT") if isinstance(one, Event)]


def test_files_are_one_per_document_and_one_for_all(tmp_path: Path) -> None:
    with Workspace(tmp_path / "kho") as workspace:
        workspace.put(full_paper("một.pdf"))
        workspace.put(paper("hai.pdf"))
        workspace.put(replace(paper("không hạn.pdf"), obligations=()))
        written = export(workspace, "ics", tmp_path / "out")
    assert [path.name for path in written] == ["hai.ics", "một.ics", FILE_NAME]
    counts = [len(Calendar.from_ical(path.read_bytes()).walk("VEVENT")) for path in written]
    assert counts[2] == counts[0] + counts[1]
    data = written[0].read_bytes()
    assert b"\r\n" in data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_a_month_is_due_on_its_last_day_and_says_so() -> None:
    (event,) = reopened(paper())
    assert event.decoded("dtstart") == date(2024, 5, 31)
    assert event["summary"] == "[Phòng Nội vụ] =1+1 hoàn thành"
    said = str(event["description"])
    for words in ("Kế hoạch số 30/KH-UBND ngày 05/03/2024", "tháng 5 năm 2024", "chỉ ghi tháng 05/2024", "trang 1"):
        assert words in said
    assert "Độ tin cậy: 90%" in said
    assert event["transp"] == "TRANSPARENT"


def test_a_quarterly_report_begins_after_the_issue_on_the_end_of_a_quarter() -> None:
    (event,) = reopened(with_report(deadline=None, deadline_date=None))
    assert event.decoded("dtstart") == date(2024, 3, 31)
    assert event["rrule"].to_ical() == b"FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"
    assert event["summary"] == "[Phòng Nội vụ] Báo cáo UBND quận qua Văn phòng (văn bản)"
    assert "không ghi ngày" in str(event["description"])


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYMONTHDAY=25;UNTIL=20261231",
        "FREQ=MONTHLY;INTERVAL=3;UNTIL=20261231",
        "FREQ=MONTHLY;BYMONTHDAY=10,25;UNTIL=20261231",
        "FREQ=MONTHLY;INTERVAL=6",
        "FREQ=YEARLY;BYMONTH=6,11;BYMONTHDAY=15,30;BYSETPOS=1,4",
        "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1;UNTIL=20271231",
        "FREQ=YEARLY;INTERVAL=2",
        "FREQ=WEEKLY;UNTIL=20251231",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
        "FREQ=DAILY;INTERVAL=3;UNTIL=20240601",
    ],
)
def test_series_expand_to_the_days_of_the_rule(rule: str) -> None:
    first, last = date(2024, 3, 5), date(2028, 3, 4)
    found: list[date] = []
    for due in dues_of(with_report(recurrence=rule)):
        assert due.rule
        days = rrulestr(due.rule, dtstart=datetime(due.day.year, due.day.month, due.day.day))
        found += [day.date() for day in days.between(datetime(2024, 3, 5), datetime(2028, 3, 4), inc=True)]
        assert "BYSETPOS" not in due.rule
        assert "," not in due.rule
    assert sorted(found) == list(occurrences(rule, first, last))


def test_a_report_that_is_an_obligation_too_is_one_event() -> None:
    document = full_paper()
    assert document.reports
    assert document.obligations
    (due,) = dues_of(document)
    assert isinstance(due.fact, ReportingDuty)


def test_the_same_document_gives_the_same_events_and_a_corrected_day_moves_one() -> None:
    document = paper()
    corrected = replace(document, obligations=(replace(document.obligations[0], deadline_date="2024-06-15"),))
    (before,), (again,), (after,) = reopened(document), reopened(document), reopened(corrected)
    assert before["uid"] == again["uid"] == after["uid"]
    assert after.decoded("dtstart") == date(2024, 6, 15)
    twice = replace(document, obligations=document.obligations * 2)
    assert len({event["uid"] for event in reopened(twice)}) == 2


@given(document=documents())
@settings(deadline=None, max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_any_document_gives_calendars_that_can_be_read(document: Document) -> None:
    events = reopened(document)
    assert len({event["uid"] for event in events}) == len(events)
    for event in events:
        assert event.decoded("dtend") > event.decoded("dtstart")


def test_a_rule_of_one_day_stays_one() -> None:
    assert simple_rules("FREQ=MONTHLY;BYMONTHDAY=25") == ("FREQ=MONTHLY;BYMONTHDAY=25",)
