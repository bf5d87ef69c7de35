from __future__ import annotations

import pytest

from pipeline.extract.citations.find import find_citations
from pipeline.extract.citations.lists import with_lists
from pipeline.extract.structure.blocks import BlockKind


def _listed(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> list[tuple[str, str | None, str | None]]:
    found = with_lists(text, find_citations(text), kind)
    return [(one.id, one.doc_type, text[slice(*one.issuer)] if one.issuer else None) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "các Quyết định số 5/QĐ-UBND, 6/QĐ-UBND và số 7/QĐ-UBND của UBND tỉnh",
        "các Quyết định của UBND tỉnh: số 5/QĐ-UBND; số 6/QĐ-UBND; Quyết định số 7/QĐ-UBND",
    ],
)
def test_the_numbers_of_a_list_share_its_type_and_issuer(text: str) -> None:
    assert _listed(text) == [(f"{number}/QĐ-UBND", "Quyết định", "UBND tỉnh") for number in (5, 6, 7)]


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("các Quyết định số: 5/QĐ-BYT, 6/QĐ-BYT ngày 31/12/2024 của Bộ Y tế", True),
        ("Quyết định số 5/QĐ-BYT và Quyết định số 6/QĐ-BYT ngày 31/12/2024", False),
    ],
)
def test_the_day_behind_the_last_number_holds_for_all_under_one_name(text: str, shared: bool) -> None:
    first, second = with_lists(text, find_citations(text), BlockKind.PARAGRAPH)
    assert second.day is not None
    assert (first.day is not None) is shared


def test_another_symbol_or_body_shares_nothing() -> None:
    assert _listed("Quyết định số 5/QĐ-UBND và Kế hoạch số 6/KH-BYT của Bộ Y tế") == [
        ("5/QĐ-UBND", "Quyết định", None),
        ("6/KH-BYT", "Kế hoạch", "Bộ Y tế"),
    ]


def test_a_footnote_shares_no_type() -> None:
    assert _listed("5/QĐ-UBND, 6/QĐ-UBND", BlockKind.FOOTNOTE) == [("5/QĐ-UBND", None, None), ("6/QĐ-UBND", None, None)]


def test_a_list_shares_the_type_and_the_body_before_it() -> None:
    text = (
        "ý kiến của Thường trực HĐND huyện tại các Công\nvăn: số 12/HĐND-KT ngày 15/5/2024 về trường học, "
        "số 13/HĐND-KT ngày 16/5/2024 và Quyết định số 9/QĐ-UBND ngày 3/1/2023 của UBND tỉnh"
    )
    assert _listed(text) == [
        ("12/HĐND-KT", "Công văn", "Thường trực HĐND huyện"),
        ("13/HĐND-KT", "Công văn", "Thường trực HĐND huyện"),
        ("9/QĐ-UBND", "Quyết định", "UBND tỉnh"),
    ]


def test_neighbours_share_the_same_day() -> None:
    text = "Quyết định số 6/QĐ-UBND và số 7/QĐ-UBND cùng ngày 13/12/2024, Kế hoạch số 8/KH-UBND"
    found = with_lists(text, find_citations(text), BlockKind.PARAGRAPH)
    assert [one.day.iso if one.day else None for one in found] == ["2024-12-13", "2024-12-13", None]
