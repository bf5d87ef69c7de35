from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.citations.mentions import find_mentions
from pipeline.extract.citations.resolve import find_references
from pipeline.extract.structure.blocks import blocks
from pipeline.model import Header, Line, Mention
from pipeline.reading import Reading, compose
from tests.extract.texts import reading_of
from tests.strategies import any_line, papers

_PLAN = Header(doc_type="Kế hoạch", title="Trồng cây ven sông")


def _of(reading: Reading, header: Header) -> tuple[Mention, ...]:
    found = blocks(reading)
    return find_mentions(reading, found, header, find_references(reading, found, header))


def _mentions(text: str, header: Header = _PLAN) -> list[tuple[str, str, str | None]]:
    return [(one.kind, one.text, one.target) for one in _of(reading_of(text), header)]


_BASIS = "Thực hiện Nghị quyết số 98/2023/QH15 của Quốc hội và Công văn số 12/UBND-VX của UBND tỉnh;\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- Triển khai Nghị quyết số 98 kịp thời.", ("short", "Nghị quyết số 98", "98/2023/QH15")),
        ("- Triển khai Nghị quyết 98 kịp thời.", ("short", "Nghị quyết 98", "98/2023/QH15")),
        ("- Triển khai Nghị quyết số 07 kịp thời.", ("short", "Nghị quyết số 07", None)),
        ("- Làm theo Công văn nêu trên.", ("short", "Công văn nêu trên", "12/UBND-VX")),
        ("- Làm theo Công văn trên.", ("short", "Công văn trên", "12/UBND-VX")),
        ("- Làm theo Nghị quyết số 98 nêu trên.", ("short", "Nghị quyết số 98 nêu trên", "98/2023/QH15")),
        ("- Làm theo các Công văn nêu trên.", ("short", "Công văn nêu trên", None)),
        ("- Các xã thực hiện Kế hoạch này.", ("self", "Kế hoạch này", "self")),
        ("- Các xã thực hiện kế hoạch này.", ("self", "kế hoạch này", "self")),
        ("- Các xã thực hiện kế hoạch nêu trên.", ("self", "kế hoạch nêu trên", "self")),
        ("- Theo Thông tư này.", ("short", "Thông tư này", None)),
        ("- Theo Luật Trẻ em.", ("name", "Luật Trẻ em", "Luật Trẻ em")),
    ],
)
def test_what_is_meant(text: str, found: tuple[str, str, str | None]) -> None:
    assert _mentions(_BASIS + text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "- Triển khai Kế hoạch trên địa bàn xã.",
        "- Lập Kế hoạch 5 năm và Nghị quyết 98 điều.",
        "- Thông báo trên loa phát thanh.",
        "- Theo quy định này và hướng dẫn trên.",
        "- Báo cáo 02 lần; Kế hoạch 2031.",
        "- Quy định: “Quyết định này có hiệu lực”.",
    ],
)
def test_what_names_no_document(text: str) -> None:
    assert _mentions(_BASIS + text) == []


def test_a_short_form_of_two_documents_keeps_no_target() -> None:
    text = "- Theo Quyết định số 5/QĐ-UBND và Quyết định số 6/QĐ-UBND.\n- Sửa Quyết định nêu trên."

    assert _mentions(text) == [("short", "Quyết định nêu trên", None)]


def test_a_name_of_its_own_stands_for_the_document_from_then_on() -> None:
    text = (
        "Theo Quyết định số 6/QĐ-TTg về dữ liệu (sau đây gọi tắt là Đề án 06);\n- Các xã thực hiện Đề án 06 kịp thời."
    )

    assert _mentions(text) == [("short", "Đề án 06", "6/QĐ-TTg"), ("short", "Đề án 06", "6/QĐ-TTg")]


def test_what_a_decision_issues_is_the_document_too() -> None:
    header = Header(doc_type="Quyết định", title="Ban hành Quy chế quản lý bến thuyền")
    text = "Điều 1. Ban hành kèm theo Quyết định này Quy chế.\nĐiều 2. Theo Quy chế này và Nghị định này."

    assert _mentions(text, header) == [
        ("self", "Quyết định này", "self"),
        ("self", "Quy chế này", "self"),
        ("short", "Nghị định này", None),
    ]


def test_this_law_means_the_only_one_named_before_it() -> None:
    text = "- Luật Trẻ em giao xã lập sổ; xã làm theo Luật này."

    assert _mentions(text)[1] == ("short", "Luật này", "Luật Trẻ em")


def test_a_citation_is_no_mention_and_the_part_cited_goes_with_the_mention() -> None:
    reading = reading_of("- Theo khoản 2 Điều 5 Luật Trẻ em năm 2016 và Luật Đất đai số 31/2024/QH15.")

    (one,) = _of(reading, _PLAN)

    assert (one.article, one.doc_type, one.date) == ("khoản 2 Điều 5", "Luật", "2016")
    assert reading.text[one.evidence.start : one.evidence.end] == "Luật Trẻ em năm 2016"


@settings(deadline=None)
@given(papers())
def test_any_paper_gives_spans_inside_it(paper: tuple[Line, ...]) -> None:
    reading = compose(paper)

    for one in _of(reading, _PLAN):
        assert 0 <= one.evidence.start < one.evidence.end <= len(reading.text)


_PARTS = [
    "Quyết định ",
    "số ",
    "98",
    " nêu trên",
    " này",
    "Luật ",
    "Trẻ em ",
    "(gọi tắt là ",
    ")",
    ".",
    "\n- ",
    "5/QĐ-UBND ",
]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(_PARTS) | any_line, max_size=24).map("".join))
def test_any_words_give_ordered_spans_inside_the_text(text: str) -> None:
    reading = reading_of(text)
    found = _of(reading, _PLAN)

    assert all(0 <= one.evidence.start < one.evidence.end <= len(reading.text) for one in found)
    assert all(one.text and (one.target != "") for one in found)


def test_an_act_and_what_it_issues_are_known_where_no_head_was_read() -> None:
    text = "Điều 1. Ban hành kèm theo Quyết định này Quy chế bến thuyền.\nĐiều 2. Thi hành Quyết định này, Quy chế này."

    assert {(kind, target) for kind, _, target in _mentions(text, Header())} == {("self", "self")}


def test_text_in_a_quotation_means_the_act_that_is_quoted() -> None:
    text = (
        "Điều 1. Sửa đổi như sau:\n“Điều 3. Về đò.\nĐiều 4. Theo Quyết định này.”\nĐiều 2. Quyết định này có hiệu lực."
    )
    found = _mentions(text, Header(doc_type="Quyết định"))

    assert found == [("self", "Quyết định này", "self")]
