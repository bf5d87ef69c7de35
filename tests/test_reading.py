"""The text of a document, and the way back to the paper."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Box, Cell, Document, Fix, Line, LineRole, Section, Source, Word
from pipeline.reading import CELL_SEPARATOR, compose, read_span, section_text, trust, union
from tests.strategies import boxes, documents, lines, papers

QUICK = settings(deadline=None, max_examples=60)


def plain(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(1, text, text) for text in texts)


def in_cell(text: str, row: int, column: int, table: int = 0) -> Line:
    return Line(1, text, text, cell=Cell(table, row, column))


@given(papers())
@QUICK
def test_every_line_stands_in_the_text_once_and_in_order(paper: tuple[Line, ...]) -> None:
    reading = compose(paper)
    assert [piece.line for piece in reading.pieces] == list(range(len(paper)))
    assert all(reading.text[piece.start : piece.end] == paper[piece.line].text for piece in reading.pieces)
    assert all(one.end <= two.start for one, two in zip(reading.pieces, reading.pieces[1:], strict=False))


@given(papers())
@QUICK
def test_line_numbers_are_those_of_the_split_text(paper: tuple[Line, ...]) -> None:
    reading = compose(paper)
    split = reading.text.split("\n")
    if paper:
        assert len(reading.line_starts) == len(split)
    for number in range(1, len(reading.line_starts) + 1):
        start, end = reading.line_span(number)
        assert reading.text[start:end] == split[number - 1]
        assert reading.line_number(start) == reading.line_number(end) == number


@given(papers(), st.data())
@QUICK
def test_evidence_of_a_piece_leads_back_to_its_line(paper: tuple[Line, ...], data: st.DataObject) -> None:
    reading = compose(paper)
    for piece in reading.pieces:
        if piece.start == piece.end:
            continue
        line = paper[piece.line]
        found = reading.evidence(piece.start, piece.end, "rule", 0.5)
        assert reading.pieces_of(piece.start, piece.end) == (piece,)
        assert found.page == line.page
        assert found.line == reading.text.count("\n", 0, piece.start) + 1
        known = [line.confidence, *(word.confidence for word in line.words), *(fix.confidence for fix in line.fixes)]
        assert 0.5 * min(known) - 1e-4 <= found.confidence <= 0.5 * max(known) + 1e-4
        assert (found.boxes is None) is (not line.words)


@given(papers(), st.data())
@QUICK
def test_any_span_has_evidence_within_bounds(paper: tuple[Line, ...], data: st.DataObject) -> None:
    reading = compose(paper)
    first, second = (data.draw(st.integers(0, len(reading.text))) for _ in range(2))
    found = reading.evidence(min(first, second), max(first, second), "rule")
    assert 1 <= found.line <= len(reading.text.split("\n"))
    assert found.page in {line.page for line in paper} | {1}
    assert 0 <= found.confidence <= 1


@given(lines())
@QUICK
def test_the_whole_text_comes_from_all_that_was_read(line: Line) -> None:
    start, end = read_span(line, 0, len(line.text))
    assert 0 <= start <= end <= len(line.read)
    if all(fix.after for fix in line.fixes):  # what was deleted at an end comes from nowhere
        assert (start, end) == (0, len(line.read))


@given(lines())
@QUICK
def test_what_no_fix_touched_comes_from_the_same_characters(line: Line) -> None:
    shift = done = 0
    for fix in [*line.fixes, None]:
        untouched = line.read[done : fix.start if fix else None]
        if untouched:
            start, end = read_span(line, done + shift, done + shift + len(untouched))
            assert untouched in line.read[start:end]
        if fix:
            done, shift = fix.end, shift + len(fix.after) - (fix.end - fix.start)


def test_a_table_row_is_one_line_and_its_cells_are_parted() -> None:
    row = (in_cell("Nội", 0, 0), in_cell("dung", 0, 0), in_cell("Kinh phí", 0, 1))
    reading = compose((*plain("Bảng 1"), *row, in_cell("a", 1, 0), *plain("hết")))
    assert reading.text == f"Bảng 1\nNội dung{CELL_SEPARATOR}Kinh phí\na\nhết"


def test_an_empty_cell_keeps_its_place() -> None:
    row = (in_cell("", 0, 0), in_cell("a", 0, 1), in_cell("", 0, 2), in_cell("", 0, 3), in_cell("b", 0, 4))
    assert compose(row).text == "| a | | | b"
    assert compose((*row, in_cell("", 0, 5))).text == "| a | | | b |"


def test_a_symbol_that_a_line_end_broke_within_a_cell_is_whole() -> None:
    cell = (in_cell("Thông tư số 02/2024/TT-", 0, 0), in_cell("BTNMT ngày 5 -", 0, 0), in_cell("Bộ", 0, 0))
    assert compose(cell).text == "Thông tư số 02/2024/TT-BTNMT ngày 5 - Bộ"


def test_two_tables_that_touch_stay_apart() -> None:
    assert compose((in_cell("a", 0, 0), in_cell("b", 0, 0, table=1))).text == "a\nb"


def test_a_row_that_goes_on_over_the_page_is_two_lines() -> None:
    first = in_cell("a", 0, 0)
    assert compose((first, replace(first, page=2))).text == "a\na"


def test_no_lines_give_an_empty_text_that_still_has_evidence() -> None:
    reading = compose(())
    assert reading.text == ""
    found = reading.evidence(0, 0, "rule")
    assert (found.line, found.page, found.boxes) == (1, 1, None)


def test_blank_lines_are_kept() -> None:
    reading = compose(plain("a", "", "b"))
    assert reading.text == "a\n\nb"
    assert reading.line_span(2) == (2, 2)
    assert reading.pieces_of(2, 2)[0].line == 1


def test_boxes_are_those_of_the_words_under_the_span() -> None:
    words = tuple(Word(text, Box(1, 10.0 * i, 0, 10.0 * i + 8, 5), 1) for i, text in enumerate(["Ké", "hoach", "năm"]))
    fix = Fix(3, 8, "hoach", "hoạch", "tone", 1)
    line = Line(1, "Ké hoach năm", "Ké hoạch năm", Box(1, 0, 0, 30, 5), words, (fix,))
    reading = compose((line,))
    assert reading.boxes(3, 8) == (Box(1, 10, 0, 18, 5),)
    assert reading.boxes(0, 8) == (Box(1, 0, 0, 18, 5),)
    assert reading.boxes(9, 12) == (Box(1, 20, 0, 28, 5),)


def test_a_fix_that_changes_the_length_moves_what_follows() -> None:
    fix = Fix(0, 4, "UBND", "Ủy ban nhân dân", "expand", 1)
    line = Line(1, "UBND quận", "Ủy ban nhân dân quận", fixes=(fix,))
    assert read_span(line, 16, 20) == (5, 9)
    assert read_span(line, 2, 5) == (0, 4)


def test_an_empty_span_where_something_was_deleted_came_from_that() -> None:
    line = Line(1, "a|b", "ab", fixes=(Fix(1, 2, "|", "", "noise", 1),))
    assert read_span(line, 1, 1) == (1, 2)
    assert read_span(line, 0, 1) == (0, 1)
    assert read_span(line, 1, 2) == (2, 3)


def test_a_span_over_two_lines_has_a_box_on_each() -> None:
    one, two = (Line(1, text, text, Box(1, 0, y, 9, y + 5)) for y, text in ((0, "đầu"), (10, "cuối")))
    reading = compose((one, two))
    assert reading.boxes(1, 6) == (one.box, two.box)


def test_a_span_is_as_sure_as_the_words_under_it() -> None:
    box = Box(1, 0, 0, 9, 9)
    words = (Word("số", box, 1.0), Word("899", box, 0.4), Word("ngày", box, 0.8))
    reading = compose((Line(1, "số 899 ngày", "số 899 ngày", words=words, confidence=0.9),))
    assert reading.confidence(3, 6) == pytest.approx(0.4)
    assert reading.confidence(7, 11) == pytest.approx(0.8)
    assert reading.weakest(0, 11) == pytest.approx(0.4)
    assert reading.evidence(0, 11, "rule").confidence > 0.6
    assert reading.evidence(0, 11, "rule", exact=(3, 6)).confidence == pytest.approx(0.4)


@given(lines(), st.data())
@QUICK
def test_each_character_that_was_read_has_its_trust(line: Line, data: st.DataObject) -> None:
    first, second = sorted(data.draw(st.integers(0, len(line.text))) for _ in range(2))
    read_first, read_last = read_span(line, first, second)
    assert len(trust(line, first, second)) == max(1, read_last - read_first)


def test_what_stands_before_a_span_does_not_count() -> None:
    fixes = (Fix(0, 2, "Ké", "Kế", "rule", 0.2), Fix(9, 11, "sb", "số", "rule", 0.6))
    line = Line(1, "Ké hoach sb 12", "Kế hoach số 12", fixes=fixes)
    assert trust(line, 3, 14) == [1.0] * 6 + [0.6] * 2 + [1.0] * 3


def test_a_repaired_word_is_as_sure_as_its_repair() -> None:
    line = Line(1, "Ké hoach", "Kế hoạch", fixes=(Fix(0, 2, "Ké", "Kế", "rule", 0.7),))
    assert compose((line,)).confidence(0, 2) == pytest.approx(0.7)
    assert compose((line,)).confidence(3, 8) == pytest.approx(1.0)


@given(st.lists(boxes(1), min_size=1, max_size=4))
def test_a_union_holds_its_boxes_and_no_more(found: list[Box]) -> None:
    whole = union(found)
    assert whole.x0 == min(box.x0 for box in found)
    assert whole.y1 == max(box.y1 for box in found)
    assert all(whole.x0 <= box.x0 and box.x1 <= whole.x1 and whole.y0 <= box.y0 and box.y1 <= whole.y1 for box in found)


def sectioned(*paper: Line, spans: dict[str, tuple[int, int]]) -> Document:
    """Return a document of these lines with sections by path, first and last line."""
    place = compose(paper).evidence(0, 1, "test")
    found = (Section(path, 1, path, "", None, first, last, place) for path, (first, last) in spans.items())
    return Document(Source("0" * 64, ("a.txt",), "text/plain", 1), lines=paper, sections=tuple(found))


def test_a_section_gives_its_text_without_what_a_page_repeats() -> None:
    texts = ("I. VIỆC", "1. Làm ngay", "Trang 2", "1 Theo sổ tay.", "và xong.", "II. HẾT")
    roles = {2: LineRole.FURNITURE, 3: LineRole.FOOTNOTE}
    paper = [Line(1, text, text, role=roles.get(number, LineRole.BODY)) for number, text in enumerate(texts)]
    document = sectioned(*paper, spans={"I": (1, 5), "I.1": (2, 5), "II": (6, 6)})
    assert section_text(document, "I.1") == "1. Làm ngay\nvà xong.\n1 Theo sổ tay."
    assert section_text(document, "I") == "I. VIỆC\n1. Làm ngay\nvà xong.\n1 Theo sổ tay."
    assert section_text(document, " ii") == "II. HẾT"
    assert section_text(document, "III") is None


def test_a_number_that_the_paper_uses_twice_gives_both_sections_and_an_exact_path_comes_first() -> None:
    paper = plain("A", "B", "C")
    place = compose(paper).evidence(0, 1, "test")
    document = sectioned(*paper, spans={"I.a": (1, 1), "I.A": (2, 2)})
    twice = replace(document, sections=(*document.sections, Section("I.a", 1, "a", "", None, 3, 3, place)))
    assert section_text(twice, "I.a") == "A\nC"
    assert section_text(twice, "i.A") == "A\nB\nC"


@given(documents())
@QUICK
def test_the_text_of_a_section_is_made_of_lines_of_the_document(document: Document) -> None:
    known = compose(document.lines).text.split("\n")
    for section in document.sections:
        text = section_text(document, section.path)
        assert text is not None
        assert all(line in known for line in text.split("\n") if line)
