"""Full text search: with and without diacritics, phrases, numbers of documents, and whatever a person types."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.model import Document
from pipeline.reading import compose
from pipeline.store import Workspace
from pipeline.store.query import MOST_TERMS, Term, parse
from pipeline.store.search import passages
from tests.papers import paper
from tests.strategies import documents

PAGES = (
    ("UBND QUẬN 1", "Số: 296/KH-", "UBND", "", "KẾ HOẠCH tuyên truyền cải cách hành", "chính, văn hoá công sở"),
    ("Người ký: Đặng Văn Đô", "Phòng Nội vụ đôn đốc ban hành"),
)


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    workspace.put(paper("một.pdf", *PAGES))
    workspace.put(paper("hai.txt", ("ban bao cao khong dau: tuyen truyen", "Báo cáo tuyên truyền của phường")))
    return workspace


def found(workspace: Workspace, query: str) -> list[tuple[str, int, int]]:
    return [(hit.stem, hit.page, hit.line) for hit in workspace.search(query)]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("cải cách", ("một", 1, 5)),
        ("CAI CACH", ("một", 1, 5)),
        ('"cải cách hành chính"', ("một", 1, 5)),
        ('"cai cach hanh chinh"', ("một", 1, 5)),
        ("“hành chính”", ("một", 1, 5)),
        ("296/KH-UBND", ("một", 1, 2)),
        ("296/kh*", ("một", 1, 2)),
        ("dang van do", ("một", 2, 7)),
        ("Đặng", ("một", 2, 7)),
        ("đôn đốc", ("một", 2, 8)),
        ("văn hóa", ("một", 1, 6)),
        ("tuyê*", ("hai", 1, 2)),
        ('"ca* sở"', None),
        ("hoạch báo", None),
        ('"chính cải"', None),
        ("biển", None),
    ],
)
def test_what_is_looked_for_is_found_where_it_stands(
    filled: Workspace, query: str, place: tuple[str, int, int] | None
) -> None:
    hits = found(filled, query)
    assert hits[:1] == ([place] if place else [])


def test_marks_show_what_was_found(filled: Workspace) -> None:
    (hit,) = filled.search('"cách hành chính" ke')
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["KẾ", "cách hành chính"]
    assert hit.number_symbol == "30/KH-UBND"


def test_exact_matches_come_before_those_without_diacritics(workspace: Workspace) -> None:
    workspace.put(paper("không dấu.txt", ("ma ma ma ma",)))
    workspace.put(paper("có dấu.txt", ("má và nhiều chữ khác nữa đứng ở đây cho dài dòng",)))
    assert [hit.stem for hit in workspace.search("má")] == ["có dấu", "không dấu"]
    assert {hit.stem for hit in workspace.search("ma")} == {"có dấu", "không dấu"}
    assert [hit.stem for hit in workspace.search("mà")] == ["không dấu", "có dấu"]


def test_a_word_typed_with_marks_beside_one_without(filled: Workspace) -> None:
    assert found(filled, "kế hoach")[0] == ("một", 1, 5)


def test_terms_on_different_pages_lead_to_the_document(filled: Workspace) -> None:
    assert [hit.stem for hit in filled.search("UBND đôn đốc")] == ["một"]
    assert filled.search("UBND phường") == []


def test_the_limit_holds(workspace: Workspace) -> None:
    for number in range(5):
        workspace.put(paper(f"{number}.pdf"))
    assert len(workspace.search("tuyên truyền năm", 3)) == 3
    assert workspace.search("tuyên truyền", 0) == []


def test_a_long_line_is_cut_around_the_hit(workspace: Workspace) -> None:
    workspace.put(paper("dài.txt", (f"{'xa ' * 200}đích {'gần ' * 200}",)))
    (hit,) = workspace.search("đích")
    assert len(hit.snippet) < 300
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["đích"]


def test_a_snippet_does_not_begin_with_the_indent(workspace: Workspace) -> None:
    workspace.put(paper("thụt.txt", ("    KẾ HOẠCH", "x")))
    (hit,) = workspace.search("hoạch")
    assert (hit.snippet, hit.marks) == ("KẾ HOẠCH", ((3, 8),))


def test_lines_of_a_long_plain_text_are_counted_through(workspace: Workspace) -> None:
    lines = tuple(f"dòng thứ {number}" for number in range(1, 1001))
    workspace.put(paper("dài.txt", lines))
    assert found(workspace, '"thứ 777"') == [("dài", 1, 777)]


@given(documents())
@settings(deadline=None, max_examples=30)
def test_passages_hold_all_lines_under_their_numbers_and_pages(document: Document) -> None:
    reading = compose(document.lines)
    numbered = [
        (first + number, page, line)
        for page, first, text in passages(document)
        for number, line in enumerate(text.split("\n"))
    ]
    pages = {reading.line_number(piece.start): reading.lines[piece.line].page for piece in reversed(reading.pieces)}
    lines = enumerate(reading.text.split("\n"), start=1)
    assert numbered == [(number, pages[number], line) for number, line in lines if number in pages]


@given(query=st.text(max_size=40) | st.text('"*():^+-{}ABCNEAROTđa ', max_size=40))
@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_string_is_a_query(filled: Workspace, query: str) -> None:
    assert isinstance(filled.search(query), list)


@pytest.mark.parametrize(
    "query",
    ["", "  ", '"', '""', "*", "AND", "NOT", "a OR b", "NEAR(a, 3)", "exact:x", "-x", "a^2", "x\0y", "\ud800", "' --"],
)
def test_query_syntax_is_inert(filled: Workspace, query: str) -> None:
    assert isinstance(filled.search(query), list)


def test_a_very_long_query_is_cut(filled: Workspace) -> None:
    assert filled.search("tuyên " * 10_000)
    assert len(parse("a " * 1000)) == MOST_TERMS


def test_phrases_prefixes_and_symbols_become_terms() -> None:
    assert parse('"kế hoạch"* 12/KH xin* -') == (
        Term(("kế", "hoạch"), prefix=True),
        Term(("12", "KH")),
        Term(("xin",), prefix=True),
    )


def test_the_index_holds_nothing_of_what_was_replaced(workspace: Workspace) -> None:
    workspace.put(paper("a.pdf", ("nội dung cũ",)))
    workspace.put(paper("a.pdf", ("nội dung mới",)))
    assert workspace.search("cũ") == []
    assert found(workspace, "mới") == [("a", 1, 1)]
    connection: sqlite3.Connection = workspace._database.connection
    connection.execute("INSERT INTO passage_index (passage_index) VALUES ('integrity-check')")
    query = "SELECT count(*) FROM passage_index WHERE passage_index MATCH 'folded : cu'"
    assert connection.execute(query).fetchone() == (0,)


def test_what_is_stored_again_is_found_once_and_what_was_read_anew_in_its_new_words(workspace: Workspace) -> None:
    for _ in range(2):
        workspace.put(paper("một.pdf", *PAGES))
    assert found(workspace, "cải cách") == [("một", 1, 5)]
    workspace.put(paper("một.pdf", PAGES[0]))
    assert found(workspace, "đôn đốc") == []
    moved = (("UBND QUẬN 1",), *PAGES)
    workspace.put(paper("một.pdf", *moved))
    assert found(workspace, "cải cách") == [("một", 2, 6)]
