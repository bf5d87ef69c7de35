from __future__ import annotations

import re
from datetime import datetime
from typing import get_args

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import (
    BodyKind,
    BodyLevel,
    Comparator,
    Effect,
    MarkKind,
    MentionKind,
    Relation,
    Role,
    SectionKind,
    Status,
)
from pipeline.wording import (
    BODY_KIND,
    BODY_LEVEL,
    COMPARATOR,
    EFFECT,
    MARK,
    MENTION_KIND,
    RELATION,
    ROLE,
    SECTION_KIND,
    STATUS,
    recurrence_words,
)


def test_every_code_has_words() -> None:
    assert set(ROLE) == set(get_args(Role))
    assert set(RELATION) == set(get_args(Relation))
    assert set(SECTION_KIND) == set(get_args(SectionKind))
    assert set(STATUS) == set(Status)
    assert set(MARK) == set(MarkKind)
    assert set(EFFECT) == set(get_args(Effect))
    assert set(MENTION_KIND) == set(get_args(MentionKind))
    assert set(COMPARATOR) == set(get_args(Comparator))
    assert set(BODY_LEVEL) == set(get_args(BodyLevel))
    assert set(BODY_KIND) == set(get_args(BodyKind))
    tables = (ROLE, RELATION, SECTION_KIND, STATUS, MARK, EFFECT, MENTION_KIND, COMPARATOR, BODY_LEVEL, BODY_KIND)
    for table in tables:
        assert all(message.vi and message.en for message in table.values())


@pytest.mark.parametrize(
    ("rule", "vi", "en"),
    [
        ("FREQ=DAILY", "hằng ngày", "every day"),
        ("FREQ=WEEKLY;BYDAY=FR", "hằng tuần, thứ Sáu", "every week, on Friday"),
        ("FREQ=WEEKLY;INTERVAL=2", "2 tuần một lần", "every 2 weeks"),
        ("FREQ=MONTHLY", "hằng tháng", "every month"),
        ("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=25", "hằng tháng, ngày 25", "every month, on day 25"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15,-1", "hằng tháng, ngày 1, 15 và cuối tháng",
         "every month, on day 1, 15 and last of the month"),
        ("FREQ=MONTHLY;INTERVAL=3", "hằng quý", "every quarter"),
        ("FREQ=MONTHLY;INTERVAL=6;UNTIL=20251231", "6 tháng một lần, đến 31/12/2025",
         "every 6 months, until 31/12/2025"),
        ("FREQ=YEARLY", "hằng năm", "every year"),
        ("FREQ=YEARLY;INTERVAL=5", "5 năm một lần", "every 5 years"),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15", "hằng năm, ngày 15/6", "every year, on 15/6"),
        ("FREQ=YEARLY;BYMONTH=6,9,12", "hằng năm, tháng 6, 9 và 12", "every year, in month 6, 9 and 12"),
        ("FREQ=YEARLY;BYMONTH=2,11;BYMONTHDAY=-1", "hằng năm, ngày 28/2 và 30/11", "every year, on 28/2 and 30/11"),
    ],
)  # fmt: skip
def test_a_rule_in_words(rule: str, vi: str, en: str) -> None:
    found = recurrence_words(rule)
    assert found is not None
    assert (found.vi, found.en) == (vi, en)


@pytest.mark.parametrize(
    "rule",
    [
        "", "hằng tháng", "FREQ=", "FREQ=HOURLY", "FREQ=MONTHLY;INTERVAL=0", "FREQ=MONTHLY;INTERVAL=x",
        "FREQ=MONTHLY;COUNT=3", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=MONTHLY;BYMONTHDAY=", "FREQ=MONTHLY;UNTIL=soon",
        "FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=6;BYSETPOS=1",
        "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15;BYSETPOS=2", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15;BYSETPOS=-1",
    ],
)  # fmt: skip
def test_a_rule_that_documents_do_not_use_has_no_words(rule: str) -> None:
    assert recurrence_words(rule) is None


@given(
    months=st.sets(st.integers(1, 12), min_size=1, max_size=3),
    days=st.sets(st.integers(1, 31), min_size=1, max_size=3),
    data=st.data(),
)
@settings(deadline=None)
def test_the_days_of_a_year_in_words_are_those_that_the_rule_falls_on(
    months: set[int], days: set[int], data: st.DataObject
) -> None:
    rule = f"FREQ=YEARLY;BYMONTH={','.join(map(str, sorted(months)))};BYMONTHDAY={','.join(map(str, sorted(days)))}"
    if data.draw(st.booleans()):
        rule += f";BYSETPOS={data.draw(st.integers(1, len(months) * len(days)))}"
    words = recurrence_words(rule)
    first, last = datetime(2025, 1, 1), datetime(2025, 12, 31)
    falls_on = [f"{day.day}/{day.month}" for day in rrulestr(rule, dtstart=first).between(first, last, inc=True)]
    said = re.findall(r"\d+/\d+", words.en) if words else []
    assert said == falls_on


@given(st.text("FREQ=MONTHLY;BYDAIU0123456789,-", max_size=60))
def test_any_text_is_a_rule_or_none(rule: str) -> None:
    found = recurrence_words(rule)
    assert found is None or (found.vi and found.en)
