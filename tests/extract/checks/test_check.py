from __future__ import annotations

from dataclasses import replace

from pipeline.extract.checks import check
from pipeline.model import Evidence, Header, Reference
from tests.extract.texts import reading_of

FULL = Header(number="3", date="2025-03-05", title="Họp dân", signer_name="Lê Văn Sáu")
PLACE = Evidence(0, 4, 1, 1, None, "x", 1.0)


def test_missing_fields_are_told() -> None:
    assert [problem.code for problem in check(reading_of("Họp."), Header(), ())] == [
        "no_number", "no_date", "no_title", "no_signer",
    ]  # fmt: skip
    assert check(reading_of("Họp."), FULL, ()) == ()


def test_impossible_dates_are_told_with_their_line() -> None:
    found = check(
        reading_of("Họp ngày 30/02/2025.\nHọp ngày 29 tháng 02\nnăm 2024 và ngày 31 tháng 4 năm 2025."), FULL, ()
    )
    assert [(problem.code, problem.line) for problem in found] == [("impossible_date", 1), ("impossible_date", 3)]
    assert "30/02/2025" in found[0].message.vi


def test_a_basis_younger_than_the_document_is_told() -> None:
    reading = reading_of("Căn cứ Kế hoạch số 9/KH-UBND ngày 11/8/2025;")
    basis = Reference("Kế hoạch số 9/KH-UBND", "Kế hoạch", "9/KH-UBND", "2025-08-11", None, "can_cu", PLACE)
    assert [problem.code for problem in check(reading, FULL, (basis,))] == ["basis_after_document"]
    assert check(reading, FULL, (replace(basis, date="2025-03-05"),)) == ()
    assert check(reading, FULL, (replace(basis, relation="dan_chieu"),)) == ()
    assert check(reading, replace(FULL, date="2025-12-01"), (basis,)) == ()


def test_a_secrecy_mark_is_told() -> None:
    found = check(reading_of("MẬT\nHọp."), replace(FULL, secrecy="MẬT", evidence=(("secrecy", PLACE),)), ())
    assert [(problem.code, problem.line) for problem in found] == [("secrecy_mark", 1)]


def test_a_number_that_was_hard_to_read_is_put_before_a_person() -> None:
    evidence = Evidence(4, 6, 1, 2, None, "number", 0.47)
    header = Header(number_symbol="899/UBND-TTHC", evidence=(("number_symbol", evidence),))
    (problem,) = [found for found in check(reading_of("Số: 899/UBND-TTHC"), header, ()) if "doubtful" in found.code]
    assert (problem.code, problem.page) == ("doubtful_number_symbol", 2)
    assert "899/UBND-TTHC" in problem.message.vi
    sure = replace(header, evidence=(("number_symbol", replace(evidence, confidence=0.95)),))
    assert not [found for found in check(reading_of("Số: 899/UBND-TTHC"), sure, ()) if "doubtful" in found.code]


def test_a_day_that_was_hard_to_read_is_shown_as_people_write_it() -> None:
    evidence = Evidence(0, 6, 1, 2, None, "date", 0.47)
    header = Header(date="2025-10-27", evidence=(("date", evidence),))
    (problem,) = [found for found in check(reading_of("ngày 27"), header, ()) if "doubtful" in found.code]
    assert "“27/10/2025” (47%)" in problem.message.vi
