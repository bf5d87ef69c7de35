from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.duties.rhythm import find_governing, find_rule, occurrences
from tests.strategies import any_line


@pytest.mark.parametrize(
    ("frequency", "rule"),
    [
        ("hằng ngày", "FREQ=DAILY"),
        ("hàng tuần", "FREQ=WEEKLY"),
        ("định kỳ 2 tuần/lần", "FREQ=WEEKLY;INTERVAL=2"),
        ("hằng tháng", "FREQ=MONTHLY"),
        ("hằng quý", "FREQ=MONTHLY;INTERVAL=3"),
        ("mỗi quý một lần", "FREQ=MONTHLY;INTERVAL=3"),
        ("định kỳ 6 tháng, năm", "FREQ=MONTHLY;INTERVAL=6"),
        ("định kỳ tháng, quý, 6 tháng, năm", "FREQ=MONTHLY"),
        ("6 tháng, 9 tháng và năm", "FREQ=YEARLY;BYMONTH=6,9,12"),
        ("02 lần/năm", "FREQ=MONTHLY;INTERVAL=6"),
        ("03 tháng/lần", "FREQ=MONTHLY;INTERVAL=3"),
        ("mỗi năm một lần", "FREQ=YEARLY"),
        ("định kỳ 02 năm một lần", "FREQ=YEARLY;INTERVAL=2"),
        ("hàng năm hoặc đột xuất", "FREQ=YEARLY"),
        ("thường xuyên, liên tục", None),
        ("theo từng lần phát sinh", None),
        ("05 lần/năm", None),
        ("02 lần/tháng", None),
        (None, None),
    ],
)
def test_an_interval(frequency: str | None, rule: str | None) -> None:
    assert find_rule(frequency, frequency or "") == rule


@pytest.mark.parametrize(
    ("frequency", "text", "rule"),
    [
        ("hằng tháng", "gửi trước ngày 25 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("hằng tuần", "báo cáo vào thứ Sáu hằng tuần", "FREQ=WEEKLY;BYDAY=FR"),
        ("hằng năm", "trước ngày 15/11 hằng năm", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15"),
        (
            "hằng quý",
            "hằng quý, trước ngày 20 của tháng cuối quý",
            "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20",
        ),
        (
            "hằng quý",
            "hằng quý, chậm nhất ngày 05 tháng đầu quý sau",
            "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5",
        ),
        (
            "định kỳ 6 tháng, năm",
            "định kỳ 6 tháng, năm (trước ngày 10/6 và trước ngày 10/12)",
            "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=10",
        ),
        (
            "định kỳ 6 tháng, năm",
            "định kỳ 6 tháng, năm (trước ngày 20/6 và trước ngày 15/11)",
            "FREQ=YEARLY;BYMONTH=6,11;BYMONTHDAY=15,20;BYSETPOS=2,3",
        ),
        (
            "quý, năm",
            "báo cáo quý (trước ngày 15 tháng cuối quý), năm (trước ngày 20/11)",
            "FREQ=YEARLY;BYMONTH=3,6,9,11,12;BYMONTHDAY=15,20;BYSETPOS=1,3,5,8,9",
        ),
        ("định kỳ 6 tháng, năm", "định kỳ 6 tháng, năm, trước ngày 15/11", "FREQ=MONTHLY;INTERVAL=6"),
        ("hằng quý", "hằng quý, trước ngày 20", "FREQ=MONTHLY;INTERVAL=3"),
    ],
)
def test_the_days_on_which_it_is_due(frequency: str, text: str, rule: str) -> None:
    assert find_rule(frequency, text) == rule


def test_a_rule_ends_with_the_time_that_the_document_covers() -> None:
    assert find_rule("hằng quý", "hằng quý", date(2025, 12, 31)) == "FREQ=MONTHLY;INTERVAL=3;UNTIL=20251231"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hằng quý, tổng hợp kết quả", "Hằng quý"),
        ("Định kỳ 6 tháng báo cáo kết quả", "Định kỳ 6 tháng"),
        ("Báo cáo kết quả thực hiện Kế hoạch hằng quý.", "hằng quý"),
        ("nộp trước ngày 05 hằng tháng", "hằng tháng"),
        ("Bố trí kinh phí hằng năm cho các trường", None),
        ("Xây dựng kế hoạch hằng năm của đơn vị", None),
        ("Chi trả trợ cấp hằng tháng", None),
    ],
)
def test_a_rhythm_counts_where_it_governs_the_verb(text: str, found: str | None) -> None:
    assert find_governing(text) == found


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=25", ["2025-02-25", "2025-03-25"]),
        ("FREQ=MONTHLY;INTERVAL=3", ["2025-03-31"]),
        ("FREQ=MONTHLY", ["2025-02-28", "2025-03-31"]),
        ("FREQ=YEARLY", []),
        ("FREQ=YEARLY;BYMONTH=3,6;BYMONTHDAY=15,30;BYSETPOS=1,4", ["2025-03-15"]),
        ("FREQ=MONTHLY;UNTIL=20250301", ["2025-02-28"]),
    ],
)
def test_the_days_of_a_rule(rule: str, days: list[str]) -> None:
    found = occurrences(rule, date(2025, 2, 1), date(2025, 3, 31))

    assert [day.isoformat() for day in found] == days


def test_a_week_is_due_on_its_friday() -> None:
    assert occurrences("FREQ=WEEKLY", date(2025, 3, 5), date(2025, 3, 14)) == (date(2025, 3, 7), date(2025, 3, 14))
    assert occurrences("FREQ=WEEKLY;BYDAY=MO", date(2025, 3, 5), date(2025, 3, 14)) == (date(2025, 3, 10),)


def test_what_is_no_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="SOMETIMES"):
        occurrences("FREQ=SOMETIMES", date(2025, 1, 1), date(2025, 12, 31))


_DAYS = st.tuples(st.integers(1, 12), st.integers(1, 28))


@given(st.sets(_DAYS, min_size=1, max_size=4))
def test_a_yearly_rule_gives_back_the_days_it_was_made_from(pairs: set[tuple[int, int]]) -> None:
    text = " và ".join(f"trước ngày {day}/{month} hằng năm" for month, day in sorted(pairs))

    for year in (2024, 2025):
        rule = find_rule("hằng năm", text)

        assert rule is not None
        days = occurrences(rule, date(year, 1, 1), date(year, 12, 31))
        assert [(day.month, day.day) for day in days] == sorted(pairs)


@given(
    st.sampled_from(["hằng ngày", "hằng tuần", "hằng tháng", "hằng quý", "định kỳ 6 tháng", "hằng năm"]),
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.integers(0, 800),
)
def test_occurrences_lie_in_the_time_asked_for_and_do_not_depend_on_it(frequency: str, first: date, days: int) -> None:
    last = first + timedelta(days=days)
    rule = find_rule(frequency, frequency) or ""

    found = occurrences(rule, first, last)

    assert all(first <= day <= last for day in found)
    wider = occurrences(rule, first - timedelta(days=500), last)
    assert found == tuple(day for day in wider if day >= first)


@given(any_line, any_line)
def test_any_text_is_read(frequency: str, text: str) -> None:
    rule = find_rule(frequency, text)

    assert rule is None or rule.startswith("FREQ=")
    assert find_governing(text) is None or str(find_governing(text)) in text
