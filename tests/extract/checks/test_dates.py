from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from pipeline.extract.checks.dates import impossible_dates, late_bases, past_deadlines
from pipeline.model import Evidence, Header, Obligation, Reference, Severity
from tests.extract.texts import reading_of
from tests.strategies import any_line

_PLACE = Evidence(0, 4, 3, 1, None, "x", 1.0)
_HEADER = Header(date="2031-08-15")
_DUTY = Obligation("I", "UBND xã", "thuc_hien", (), "Trồng cây", None, None, None, None, _PLACE)
_BASIS = Reference("x", "Kế hoạch", "9/KH-UBND", "2031-09-11", None, "can_cu", _PLACE)


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("ngày 31/4/2031", "30/4/2031"),
        ("ngày 30 tháng 02 năm 2032", "29/2/2032"),
        ("NGÀY 31 THÁNG 9 NĂM 2031", "30/9/2031"),
        ("ngày 31.6.2031", "30/6/2031"),
        ("ngày 45/6/2031", ""),
        ("ngày 05/13/2031", ""),
    ],
)
def test_a_day_that_does_not_exist_is_told_with_the_last_of_its_month(text: str, likely: str) -> None:
    (found,) = impossible_dates(reading_of(text))

    assert found.code == "impossible_date"
    assert found.message.vi.endswith(f"có lẽ là {likely}." if likely else "”.")


@pytest.mark.parametrize("text", ["ngày 29/02/2032", "tỷ lệ 45/50/2031/A", "số 31/4/20311", "mã 1.31/4/2031", ""])
def test_what_is_no_impossible_day(text: str) -> None:
    assert list(impossible_dates(reading_of(text))) == []


def test_a_late_basis_is_told_with_its_other_date() -> None:
    (alone,) = late_bases(_HEADER, [_BASIS])
    (found,) = late_bases(_HEADER, [_BASIS, replace(_BASIS, date="2031-07-11", relation="dan_chieu")])

    assert "có lẽ" not in alone.message.vi
    assert "Kế hoạch số 9/KH-UBND ngày 11/7/2031" in found.message.vi


def test_a_deadline_that_was_over_is_told_and_only_noted_without_its_year() -> None:
    named = replace(_DUTY, deadline="Quý I/2031", ends="2031-03-31")
    bare = replace(_DUTY, deadline="trước ngày 10 tháng 6", deadline_date="2031-06-10")

    found = list(past_deadlines(_HEADER, [named, bare]))

    assert [(one.code, one.severity, one.line) for one in found] == [
        ("deadline_before_document", Severity.WARNING, 3),
        ("deadline_before_document", Severity.INFO, 3),
    ]
    assert "2032" in found[0].message.vi
    (typo,) = past_deadlines(_HEADER, [replace(_DUTY, deadline="tháng 10/2013", deadline_date="2013-10")])
    assert "có lẽ là năm 2031" in typo.message.vi


def test_a_deadline_to_come_a_rhythm_or_an_unknown_date_is_not_told() -> None:
    fine = [
        replace(_DUTY, deadline="tháng 8", deadline_date="2031-08"),
        replace(_DUTY, deadline="Quý III/2031", ends="2031-09-30"),
        replace(_DUTY, deadline="ngày 10/6", deadline_date="2031-06-10", frequency="hằng năm"),
        replace(_DUTY, deadline="sớm"),
        _DUTY,
    ]

    assert list(past_deadlines(_HEADER, fine)) == []
    past = replace(_DUTY, deadline="Quý I/2031", ends="2031-03-31")
    assert list(past_deadlines(Header(), [past])) == list(past_deadlines(Header(date="2031-08"), [past])) == []


@given(any_line)
def test_any_text_gives_lines_of_it(text: str) -> None:
    assert all(found.line == 1 for found in impossible_dates(reading_of(text)))
