from __future__ import annotations

import pytest

from pipeline.extract.checks.acts import known_number, misnumbered_acts
from pipeline.extract.citations.find import find_citations
from pipeline.extract.citations.identifiers import number_of
from pipeline.extract.vocabulary import table
from pipeline.model import Evidence, Reference


def _cited(text: str) -> Reference:
    (found,) = find_citations(text)
    place = Evidence(0, 4, 7, 2, None, "x", 1.0)
    return Reference(text[found.start : found.end], found.doc_type, found.id, None, None, "dan_chieu", place)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Nghị quyết số 98/2024/QH15", "98/2023/QH15"),
        ("Luật Phí và lệ phí số 97/2025/QH13", "97/2015/QH13"),
        ("Luật Bảo vệ môi trường số 72/2022/QH14", "72/2020/QH14"),
        ("Luật Khám bệnh chữa bệnh số 15/2023/QH13", "15/2023/QH15"),
        ("Bộ luật Dân sự (số 91/2013/QH13)", "91/2015/QH13"),
        ("Nghị quyết số 98/2023/QH15", None),
        ("Nghị quyết số 98/2019/QH14", None),
        ("Luật Đất đai số 031/2024/QH15", None),
        ("Luật Đất đai số 43/2024/QH15", None),
        ("Luật Nuôi ong số 97/2025/QH13", None),
        ("Luật số 97/2025/QH13", None),
        ("Quyết định số 98/2024/QĐ-UBND", None),
    ],
)
def test_the_number_that_an_act_has(text: str, known: str | None) -> None:
    cited = _cited(text)

    assert known_number(cited) == known
    assert [(one.code, one.line) for one in misnumbered_acts([cited])] == (
        [("act_written_otherwise", 7)] if known else []
    )


def test_every_number_of_the_table_fits_its_term() -> None:
    terms, acts = table("checks")["terms"], table("acts")
    numbers = [one for names in (acts["laws"], acts["codes"]) for ids in names.values() for one in ids]

    for identifier in [*numbers, *acts["resolutions"]["numbers"]]:
        number = number_of(identifier)
        assert number is not None
        assert number.year is not None
        first, last = terms[number.symbol.removeprefix("QH")]
        assert first <= int(number.year) <= last


def test_no_two_laws_of_the_table_have_one_number() -> None:
    acts = table("acts")
    numbers = [one for names in (acts["laws"], acts["codes"]) for ids in names.values() for one in ids]

    assert len(numbers) == len(set(numbers))
