from __future__ import annotations

import pytest

from pipeline.synth.content import RichText, plain, prefixed
from pipeline.synth.markup import fixed_date, parse_markup


def test_a_citation_gives_type_id_date_and_issuer() -> None:
    (cited,) = parse_markup("Căn cứ [[Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị]];").citations
    assert (cited.doc_type, cited.id, cited.date, cited.issuer) == (
        "Nghị quyết",
        "57-NQ/TW",
        "2024-12-22",
        "Bộ Chính trị",
    )
    assert cited.relation == "dan_chieu"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[[Nghị định số 08/2022/NĐ-CP]]", ("Nghị định", "08/2022/NĐ-CP", None, None)),
        ("[[số 05/CT-UBND ngày 11/4/2023]]", (None, "05/CT-UBND", "2023-04-11", None)),
        ("[[Tờ trình số 63/TTr-NNMT ngày 5/3/2025|Phòng X]]", ("Tờ trình", "63/TTr-NNMT", "2025-03-05", "Phòng X")),
    ],
)
def test_forms_of_citations(source: str, expected: tuple[str | None, ...]) -> None:
    (cited,) = parse_markup(source).citations
    assert (cited.doc_type, cited.id, cited.date, cited.issuer) == expected


def test_offsets_are_of_the_text_without_markup() -> None:
    rich = parse_markup("a **b** [[Luật số 1/QH]] __c__")
    assert rich.text == "a b Luật số 1/QH c"
    assert [rich.text[mark.start : mark.end] for mark in rich.emphases] == ["b", "c"]
    assert rich.text[slice(rich.citations[0].start, rich.citations[0].end)] == "Luật số 1/QH"


@pytest.mark.parametrize("source", ["**a", "[[Kế hoạch không số]]"])
def test_what_is_not_understood_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"closed|citation"):
        parse_markup(source)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("trước ngày 5/9/2025", "2025-09-05"),
        ("từ ngày 01/3/2025 đến ngày 15 tháng 4 năm 2025", "2025-04-15"),
        ("trong tháng 9 năm 2025", "2025-09"),
        ("trước ngày 25 hằng tháng", None),
        ("Quý III/2025", None),
    ],
)
def test_fixed_date(text: str, date: str | None) -> None:
    assert fixed_date(text) == date


def test_rich_text_must_be_composed_and_single_spaced() -> None:
    with pytest.raises(ValueError, match="NFC"):
        RichText("e\u0302")
    with pytest.raises(ValueError, match="NFC"):
        RichText("a  b")
    assert plain("e\u0302  b\n").text == "ê b"


def test_a_prefix_moves_what_is_known() -> None:
    rich = prefixed("- ", parse_markup("**a** [[Luật số 1/QH]]"))
    assert rich.text[slice(rich.emphases[0].start, rich.emphases[0].end)] == "a"
    assert rich.text[slice(rich.citations[0].start, rich.citations[0].end)] == "Luật số 1/QH"
