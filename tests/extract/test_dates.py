from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.dates import MomentKind, find_moments, find_recurrences, parse_day
from tests.strategies import any_line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày 09 tháng 9 năm 2021", "2021-09-09"),
        ("ngày 09/9/2021", "2021-09-09"),
        ("05/3/2024", "2024-03-05"),
        ("ngày 5.3.2024", "2024-03-05"),
        ("ngày 05-3-2024", "2024-03-05"),
        ("NGÀY 16/8/2023", "2023-08-16"),
        ("ngày06 tháng 3 năm 2024", "2024-03-06"),
        ("ngay 06 thang 3 nam 2024", "2024-03-06"),
        ("ngày 19 /02/2025", "2025-02-19"),
        ("tháng 7/2024", "2024-07"),
        ("tháng 7 năm 2024", "2024-07"),
        ("22/6/2026 - 08/7/2026", "2026-07-08"),
        ("từ ngày 22/6/2026 đến hết ngày 08/7/2026", "2026-07-08"),
        ("từ ngày 5 đến ngày 10/6/2024", "2024-06-10"),
        ("Quý IV/2025", None),
        ("6 tháng cuối năm 2025", None),
        ("năm 2025", None),
    ],
)
def test_a_moment_fixes_its_day_or_month(text: str, expected: str | None) -> None:
    (moment,) = find_moments(text)

    assert moment.iso == expected
    assert moment.possible


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("Quý I, II năm 2024", MomentKind.QUARTER, date(2024, 1, 1), date(2024, 6, 30)),
        ("quý 3/2025", MomentKind.QUARTER, date(2025, 7, 1), date(2025, 9, 30)),
        ("6 tháng đầu năm 2025", MomentKind.HALF, date(2025, 1, 1), date(2025, 6, 30)),
        ("09 tháng đầu năm 2025", MomentKind.HALF, date(2025, 1, 1), date(2025, 9, 30)),
        ("tháng 02/2024", MomentKind.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        ("tháng 9 năm 2025 đến tháng 11 năm 2025", MomentKind.MONTH, date(2025, 9, 1), date(2025, 11, 30)),
        ("Tháng 3 - 5/2025", MomentKind.MONTH, date(2025, 3, 1), date(2025, 5, 31)),
        ("tháng 4, 6, 9/2025", MomentKind.MONTH, date(2025, 4, 1), date(2025, 9, 30)),
        ("cuối tháng 5/2025", MomentKind.MONTH, date(2025, 5, 1), date(2025, 5, 31)),
        ("tuần thứ hai của tháng 6/2025", MomentKind.WEEK, date(2025, 6, 8), date(2025, 6, 14)),
        ("tuần cuối tháng 02/2024", MomentKind.WEEK, date(2024, 2, 23), date(2024, 2, 29)),
        ("năm học 2024 - 2025", MomentKind.SCHOOL_YEAR, date(2024, 9, 1), date(2025, 8, 31)),
        ("từ ngày 25/12 đến ngày 05/01/2026", MomentKind.RANGE, date(2025, 12, 25), date(2026, 1, 5)),
        ("25/12 - 05/01/2026", MomentKind.RANGE, date(2025, 12, 25), date(2026, 1, 5)),
        ("từ tháng 10 đến tháng 02/2026", MomentKind.MONTH, date(2025, 10, 1), date(2026, 2, 28)),
    ],
)
def test_a_wide_moment_has_a_first_and_a_last_day(text: str, kind: MomentKind, first: date, last: date) -> None:
    (moment,) = find_moments(text)

    assert (moment.kind, moment.first, moment.last) == (kind, first, last)


def test_the_year_comes_from_the_document_where_none_is_written() -> None:
    text = "trước ngày 10 tháng 6"

    assert find_moments(text, 2024)[0].iso == "2024-06-10"
    assert find_moments(text)[0].iso is None
    assert find_moments("ngày 10 tháng 6 năm 2023", 2024)[0].iso == "2023-06-10"
    assert find_moments("trước 10/6", 2024)[0].iso == "2024-06-10"
    assert [moment.dated for moment in find_moments("ngày 10/6 và ngày 11/6/2023", 2024)] == [False, True]


@pytest.mark.parametrize(
    "text", ["ngày 31/02/2024", "ngày 30 tháng 02 năm 2024", "ngày 12/13/2024", "ngày 0/1/2024", "năm học 2025 - 2024"]
)
def test_a_date_that_cannot_be_is_known_as_such(text: str) -> None:
    (moment,) = find_moments(text)

    assert not moment.possible
    assert moment.iso is None
    assert parse_day(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "giai đoạn 2021 - 2030",
        "tỷ lệ 1/500",
        "số 98/2023/QH15",
        "02 buổi/ngày",
        "ngày    tháng    năm",
        "600.000 đồng/01",
        "ít nhất 1/3 tổng số",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert find_moments(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("báo cáo hằng quý", ["hằng quý"]),
        ("thực hiện thường xuyên, liên tục", ["thường xuyên, liên tục"]),
        ("định kỳ 6 tháng, năm báo cáo", ["định kỳ 6 tháng, năm"]),
        ("Định kỳ 6 tháng, hàng năm hoặc đột xuất", ["Định kỳ 6 tháng, hàng năm hoặc đột xuất"]),
        ("họp 03 tháng một lần", ["03 tháng một lần"]),
        ("01 lần trong năm", ["01 lần trong năm"]),
        ("định kỳ hằng năm", ["định kỳ hằng năm"]),
        ("hàng năm hoặc đột xuất", ["hàng năm hoặc đột xuất"]),
        ("kê khai theo tháng", ["theo tháng"]),
        ("02 lần/năm", ["02 lần/năm"]),
        ("mỗi quý một lần", ["mỗi quý một lần"]),
        ("từ nguồn chi thường xuyên", []),
        ("trong năm 2024", []),
        ("theo năm học", []),
    ],
)
def test_recurrences(text: str, expected: list[str]) -> None:
    assert [text[found.start : found.end] for found in find_recurrences(text)] == expected


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["ngày {0:02d}/{1:02d}/{2}", "ngày {0} tháng {1} năm {2}"]),
)
def test_a_printed_day_parses_back(day: date, form: str) -> None:
    assert parse_day(f"Trình trước {form.format(day.day, day.month, day.year)}.") == day


@given(any_line, st.none() | st.integers(1900, 2099))
def test_any_text_gives_ordered_spans_inside_it(text: str, year: int | None) -> None:
    moments = find_moments(text, year)

    assert all(0 <= moment.start < moment.end <= len(text) for moment in moments)
    assert all(one.end <= other.start for one, other in pairwise(moments))
    assert all(0 <= found.start < found.end <= len(text) for found in find_recurrences(text))


_TIMES = [
    "ngày ",
    "tháng ",
    "năm ",
    "2024",
    "31",
    "02",
    "/",
    "-",
    " đến ",
    "hết ",
    "quý ",
    "IV",
    "6 tháng cuối năm ",
    "13",
    " ",
]


@given(st.lists(st.sampled_from(_TIMES), max_size=14).map("".join))
def test_any_order_of_words_of_time_is_read_without_fail(text: str) -> None:
    for moment in find_moments(text, 2024):
        assert text[moment.start : moment.end].strip()
        assert (
            moment.last is None
            or moment.first is None
            or moment.kind is MomentKind.RANGE
            or moment.first <= moment.last
        )
