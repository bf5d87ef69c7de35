from __future__ import annotations

from pipeline.extract.checks.numbers import (
    contradicted_years,
    foreign_symbols,
    numbers_of_two_dates,
    numbers_written_two_ways,
    wrong_terms,
)
from pipeline.model import Evidence, Problem, Reference

_PLACE = Evidence(0, 4, 7, 2, None, "x", 1.0)


def _cited(
    identifier: str, doc_type: str | None = "Nghị quyết", date: str | None = None, *,
    issuer: str | None = None, canonical: str | None = None,
) -> Reference:  # fmt: skip
    return Reference("x", doc_type, identifier, date, issuer, "dan_chieu", _PLACE, canonical=canonical)


def _only(problems: list[Problem]) -> Problem:
    (found,) = problems
    assert (found.page, found.line) == (2, 7)
    return found


def test_a_year_in_a_number_that_is_not_that_of_its_date_is_told() -> None:
    found = _only(list(contradicted_years([_cited("9/2031/TT-BYT", "Thông tư", "2030-05-06")])))

    assert found.code == "year_contradicts_date"
    assert "9/2030/TT-BYT" in found.message.vi
    assert "06/5/2031" in found.message.vi


def test_a_number_of_december_may_be_dated_in_january() -> None:
    fine = [
        _cited("9/2030/TT-BYT", "Thông tư", "2031-01-04"),
        _cited("9/2030/TT-BYT", "Thông tư", "2030-05-06"),
        _cited("9/KH-UBND", "Kế hoạch", "2030-05-06"),
        _cited("9/2030/TT-BYT", "Thông tư"),
    ]

    assert list(contradicted_years(fine)) == []


def test_a_term_of_the_national_assembly_that_did_not_sit_is_told() -> None:
    found = _only(list(wrong_terms([_cited("98/2023/QH13")])))

    assert found.code == "term_contradicts_year"
    assert "98/2023/QH15" in found.message.vi
    assert list(wrong_terms([_cited("98/2023/QH15"), _cited("4/2021/QH14"), _cited("5/2021/QH15")])) == []


def test_a_term_that_fits_the_date_is_left_to_the_check_of_the_year() -> None:
    cited = [_cited("72/2022/QH14", "Luật", "2020-11-17")]

    assert list(wrong_terms(cited)) == []
    assert "72/2020/QH14" in _only(list(contradicted_years(cited))).message.vi


def test_one_act_under_two_years_or_terms_is_told_at_the_rarer() -> None:
    usual = [_cited("98/2023/QH15"), _cited("98/2023/QH15")]

    for other in ("98/2024/QH15", "98/2023/QH14"):
        found = _only(list(numbers_written_two_ways([_cited(other), *usual])))
        assert found.code == "number_written_two_ways"
        assert found.message.vi.index(other) < found.message.vi.index("98/2023/QH15")


def test_the_same_number_of_other_terms_types_or_bodies_is_another_document() -> None:
    fine = [
        _cited("98/2023/QH15"),
        _cited("98/2019/QH14"),
        _cited("98/2025/QH15", "Luật"),
        _cited("7/QĐ-UBND", "Quyết định", "2031-02-03", issuer="UBND xã"),
        _cited("7/QĐ-SYT", "Quyết định", "2031-02-03", issuer="Sở Y tế"),
        _cited("24/2031", "Thông tư", "2031-02-03"),
        _cited("24/2031/TT-BYT", "Thông tư", "2031-02-03"),
    ]

    assert list(numbers_written_two_ways(fine)) == []


def test_one_document_of_a_day_under_two_symbols_is_told() -> None:
    cited = [_cited("26/2031/NĐ-CP", "Nghị định", "2031-02-28"), _cited("26/2031/NĐ-TTg", "Nghị định", "2031-02-28")]

    assert "26/2031/NĐ-TTg" in _only(list(numbers_written_two_ways(cited))).message.vi


def test_one_number_with_two_dates_is_told_with_the_usual_one() -> None:
    name = "ubnd-tinh-lam-giang/quyet-dinh/2031/7"
    cited = [
        _cited("7/QĐ-UBND", "Quyết định", day, canonical=name) for day in ("2031-02-03", "2031-02-13", "2031-02-03")
    ]

    assert "Quyết định số 7/QĐ-UBND ngày 03/02/2031" in _only(list(numbers_of_two_dates(cited))).message.vi
    assert list(numbers_of_two_dates([cited[0], _cited("7/QĐ-UBND", "Quyết định", "2031-02-13")])) == []


def test_a_symbol_of_another_type_is_told_once() -> None:
    found = _only(list(foreign_symbols([_cited("7/QĐ-UBND", "Kế hoạch"), _cited("7/QĐ-UBND", "Kế hoạch")])))

    assert found.code == "symbol_contradicts_type"
    assert "Quyết định" in found.message.vi


def test_a_body_that_issues_no_decrees_is_told() -> None:
    assert "26/2031/NĐ-CP" in _only(list(foreign_symbols([_cited("26/2031/NĐ-TTg", "Nghị định")]))).message.vi


def test_types_that_go_with_a_symbol_are_not_told() -> None:
    fine = [
        _cited("96-QĐ/TW", "Quy định"), _cited("5-CTr/TU", "Chương trình hành động"), _cited("7/QĐ-UBND", "Đề án"),
        _cited("7/TB-VPCP", "Kết luận"), _cited("1/2031/TTLT-BNV-BTC", "Thông tư liên tịch"), _cited("7/QĐ-UBND", None),
        _cited("123/UBND-VX", "Công văn"), _cited("31/2024/QH15", "Luật"), _cited("26-CP", "Nghị định"),
    ]  # fmt: skip

    assert list(foreign_symbols(fine)) == []
