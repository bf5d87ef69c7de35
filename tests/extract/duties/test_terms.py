from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.duties.terms import NO_TERM, DocumentTime, Term, last_day, redated, resolve, time_of
from pipeline.model import Header, Period
from tests.strategies import any_line

_PLAN = DocumentTime(date(2025, 3, 5), date(2025, 1, 1), date(2025, 12, 31))
_LETTER = DocumentTime(date(2024, 12, 20))
_SCHOOL_YEAR = DocumentTime(date(2024, 9, 10), date(2024, 9, 1), date(2025, 8, 31))


def _days(term: Term) -> tuple[str | None, str | None]:
    return (term.first.isoformat() if term.first else None, term.last.isoformat() if term.last else None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("trước ngày 10 tháng 6", None, "2025-06-10"),
        ("trước 16 giờ 00, ngày 10/6", None, "2025-06-10"),
        ("vào ngày 10/6", "2025-06-10", "2025-06-10"),
        ("Quý IV/2025", "2025-10-01", "2025-12-31"),
        ("trước Quý III", None, "2025-06-30"),
        ("6 tháng cuối năm", "2025-07-01", "2025-12-31"),
        ("từ ngày 01/5 đến ngày 20/5", "2025-05-01", "2025-05-20"),
        ("từ tháng 3/2025 đến ngày 15/6/2025", "2025-03-01", "2025-06-15"),
        ("thường xuyên từ tháng 7", "2025-07-01", None),
        ("thường xuyên trong năm", "2025-01-01", "2025-12-31"),
        ("đến hết năm 2025", None, "2025-12-31"),
        ("từ nay đến hết ngày 30/9", "2025-03-05", "2025-09-30"),
        ("cuối tháng 5", "2025-05-01", "2025-05-31"),
        ("tuần thứ hai của tháng 6", "2025-06-08", "2025-06-14"),
        ("trong giai đoạn 2024 - 2026", "2024-01-01", "2026-12-31"),
        ("năm học 2025 - 2026", "2025-09-01", "2026-08-31"),
        ("năm 2025 và các năm tiếp theo", "2025-01-01", None),
        ("theo phân công", None, None),
        ("hằng năm", None, None),
    ],
)
def test_the_days_of_a_term(text: str, first: str | None, last: str | None) -> None:
    assert _days(resolve(text, _PLAN)) == (first, last)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("chậm nhất 15 ngày kể từ ngày ban hành Kế hoạch này", "2025-03-20"),
        ("trong 03 ngày làm việc kể từ ngày ký", "2025-03-10"),  # a weekend lies between
        ("trong vòng 2 tháng, kể từ ngày Quyết định này được ban hành", "2025-05-05"),
        ("10 ngày kể từ ngày 01/4/2025", "2025-04-11"),
        ("trong 03 ngày làm việc kể từ ngày ban hành Quyết định", "2025-03-10"),
        ("03 ngày kể từ ngày ban hành quyết định cấp phép", None),
        ("15 ngày kể từ ngày ký hợp đồng", None),
        ("05 ngày kể từ ngày nhận được hồ sơ", None),
    ],
)
def test_a_term_is_counted_where_its_first_day_is_known(text: str, last: str | None) -> None:
    assert _days(resolve(text, _PLAN)) == (None, last)


def test_the_year_is_that_of_the_time_the_document_covers() -> None:
    assert _days(resolve("trong tháng 10", _SCHOOL_YEAR)) == ("2024-10-01", "2024-10-31")
    assert _days(resolve("trong tháng 3", _SCHOOL_YEAR)) == ("2025-03-01", "2025-03-31")
    assert _days(resolve("trong năm học", _SCHOOL_YEAR)) == ("2024-09-01", "2025-08-31")


def test_a_letter_of_december_asks_for_january_of_the_next_year() -> None:
    assert resolve("trước ngày 10/01", _LETTER).last == date(2025, 1, 10)
    assert redated("2024-01-10", "trước ngày 10/01", _LETTER) == "2025-01-10"
    assert resolve("trước ngày 10/11", _LETTER).last == date(2024, 11, 10)  # late, but of this year: a check tells


def test_a_plan_keeps_the_months_of_its_year_though_they_have_gone_by() -> None:
    assert resolve("trước ngày 15/01", _PLAN).last == date(2025, 1, 15)
    assert redated("2025-01-15", "trước ngày 15/01", _PLAN) == "2025-01-15"


def test_a_printed_year_is_kept() -> None:
    assert redated("2023-01-10", "trước ngày 10/01/2023", _LETTER) == "2023-01-10"
    assert redated(None, "trong năm", _PLAN) is None


def test_nothing_is_guessed_without_a_date() -> None:
    assert resolve("trước ngày 10 tháng 6", DocumentTime()) == NO_TERM
    assert resolve("trong năm", DocumentTime()) == NO_TERM


def test_the_time_of_a_document() -> None:
    period = Period("năm 2025", "2025-01-01", "2025-12-31")

    assert time_of(Header(date="2025-03-05", period=period)) == _PLAN
    assert time_of(Header(date="2025-03")) == DocumentTime()


def test_the_last_day_of_a_month_or_day() -> None:
    assert last_day("2025-02") == date(2025, 2, 28)
    assert last_day("2025-02-11") == date(2025, 2, 11)
    assert last_day("2025-02-31") is None


@given(any_line, st.sampled_from([_PLAN, _LETTER, _SCHOOL_YEAR, DocumentTime()]))
def test_any_text_gives_days_in_order(text: str, time: DocumentTime) -> None:
    term = resolve(text, time)

    assert term.first is None or term.last is None or term.first <= term.last


_WORDS = [
    "trước ",
    "từ ",
    "đến ",
    "ngày ",
    "tháng ",
    "quý ",
    "năm ",
    "2025",
    "31",
    "12",
    "/",
    "IV",
    " - ",
    "trong ",
    "02 ",
]


@given(st.lists(st.sampled_from(_WORDS), max_size=12).map("".join))
def test_any_order_of_words_of_time_gives_days_in_order(text: str) -> None:
    term = resolve(text, _PLAN)

    assert term.first is None or term.last is None or term.first <= term.last
