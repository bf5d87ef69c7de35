"""Corrections of words: made twice they are made once, in any order, and taken back nothing is left of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import review
from pipeline.model import Box, Correction, Document, Fix, Line, Source, Word
from pipeline.reading import trust
from pipeline.review import State, apply_text, correct_line, correct_words
from pipeline.review.making import Hand
from pipeline.review.text import PERSON, as_machine, changes
from tests.strategies import apply, one_line, papers, sentences

BY = Hand("Lan", "2026-01-02T03:04:05+00:00")
SOURCE = Source("a" * 64, ("a.pdf",), "application/pdf", 1)


def document(*found: Line) -> Document:
    return Document(SOURCE, lines=found)


def read(text: str, page: int = 1, y: float = 0.0) -> Line:
    """A line as the engine read it: words of 10 pixels a letter."""
    words, x = [], 0.0
    for word in text.split(" "):
        words.append(Word(word, Box(page, x, y, x + 10 * len(word), y + 20), 0.5))
        x += 10 * (len(word) + 1)
    return Line(page, text, text, Box(page, 0, y, x, y + 20), tuple(words), confidence=0.5)


def numbered(made: tuple[Correction, ...], first: int = 1) -> tuple[Correction, ...]:
    return tuple(replace(one, id=number) for number, one in enumerate(made, start=first))


@st.composite
def corrected(draw: st.DrawFn) -> tuple[tuple[Line, ...], tuple[Correction, ...]]:
    """Lines of a paper, and corrections of words of some of them."""
    found = draw(papers())
    made: list[Correction] = []
    for number, line in enumerate(found):
        tokens, is_wrong = line.text.split(), draw(st.booleans())
        if tokens and is_wrong:
            place = draw(st.integers(0, len(tokens) - 1))
            tokens[place] = draw(sentences)
            made += correct_line(Document(SOURCE, lines=found), number, " ".join(tokens), BY)
    return found, numbered(tuple(made))


@given(before=one_line, after=sentences)
def test_the_changes_of_a_line_make_the_other_of_it(before: str, after: str) -> None:
    text, done = "", 0
    for one in changes(before, after):
        assert before[one.start : one.end] == one.before
        text += before[done : one.start] + one.after
        done = one.end
    assert text + before[done:] == after


@given(corrected())
@settings(deadline=None, max_examples=40)
def test_corrections_made_twice_are_made_once(case: tuple[tuple[Line, ...], tuple[Correction, ...]]) -> None:
    found, made = case
    once, placements = apply_text(found, made)
    assert all(one.state is not State.LOST for one in placements)
    assert apply_text(once, made)[0] == once
    for line in once:
        assert line.text == apply(line.read, line.fixes), "the text is what was read with all fixes made"


@given(corrected(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_the_order_of_corrections_does_not_matter(
    case: tuple[tuple[Line, ...], tuple[Correction, ...]], chance: st.DataObject
) -> None:
    found, made = case
    shuffled = list(made)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert apply_text(found, shuffled)[0] == apply_text(found, made)[0]


@given(corrected())
@settings(deadline=None, max_examples=40)
def test_without_its_corrections_a_line_is_what_the_machine_made(
    case: tuple[tuple[Line, ...], tuple[Correction, ...]],
) -> None:
    found, made = case
    assert apply_text(found, ())[0] == found
    once, _ = apply_text(found, made)
    assert [line.text for line in apply_text(once, ())[0]] == [line.text for line in found]


PRINTED = (
    "Số: 30/KH-UBND ngày", "Phường Bén Nghé, quận 1", "KẾ HOẠCH phân loại rác", "Phòng Nội vụ chủ trì việc này",
    "Công an phường phối hợp", "Hoàn thành trước ngày 25",
)  # fmt: skip


@given(
    wrong=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2)), min_size=1, max_size=4, unique=True),
    misread=st.sets(st.tuples(st.integers(0, 5), st.integers(0, 2)), max_size=4),
    shift=st.integers(-8, 8),
    new_line=st.integers(0, 6),
)
@settings(deadline=None, max_examples=60)
def test_corrections_outlive_any_new_reading(
    wrong: list[tuple[int, int]], misread: set[tuple[int, int]], shift: int, new_line: int
) -> None:
    """Other words are read otherwise, a line more is found, all boxes lie a little elsewhere."""
    old = [read(text, y=100.0 * row) for row, text in enumerate(PRINTED)]
    made: list[Correction] = []
    for row, column in wrong:
        tokens = PRINTED[row].split()
        tokens[column] = "ĐÚNG"
        made += correct_line(document(*old), row, " ".join(tokens), BY)
    again = []
    for row, text in enumerate(PRINTED):
        tokens = text.split()
        for column in range(3):
            if (row, column) in misread and (row, column) not in wrong:
                tokens[column] = "x" * len(tokens[column])
        again.append(read(" ".join(tokens), y=100.0 * row + shift))
    again.insert(new_line, read("một dòng vừa tìm thấy", y=100.0 * new_line - 50))
    fixed, placements = apply_text(again, numbered(tuple(made)))
    assert {one.state for one in placements} == {State.APPLIED}
    assert sum(line.text.split().count("ĐÚNG") for line in fixed) == len(wrong)


def test_a_word_is_corrected_with_full_trust_and_its_box() -> None:
    line = read("Ké hoach năm 2024")
    (one,) = numbered(correct_words(document(line), "hoach", "hoạch", BY))
    (fixed,), (placement,) = apply_text([line], [one])
    assert fixed.text == "Ké hoạch năm 2024"
    assert fixed.fixes == (Fix(3, 8, "hoach", "hoạch", PERSON, 1.0, ("hoach",)),)
    assert min(trust(fixed, 3, 8)) == 1.0
    assert placement.state is State.APPLIED
    assert one.anchor.box == line.words[1].box


def test_what_restoration_made_of_a_word_is_kept_beside_the_correction() -> None:
    line = replace(read("Bén Nghé"), text="Bến Nghé", fixes=(Fix(0, 3, "Bén", "Bến", "model", 0.7, ("Bẻn",)),))
    (one,) = numbered(correct_words(document(line), "Bến", "Bền", BY))
    (fixed,), _ = apply_text([line], [one])
    assert fixed.fixes == (Fix(0, 3, "Bén", "Bền", PERSON, 1.0, ("Bến", "Bẻn")),)
    assert as_machine(fixed).text == "Bến Nghé"


def test_a_word_corrected_again_reads_as_the_later_correction_says() -> None:
    line = read("Ké hoach năm 2024")
    first = numbered(correct_words(document(line), "Ké", "Kê", BY))
    (once,), _ = apply_text([line], first)
    again = numbered(correct_words(document(once), "Kê", "Kế", BY), first=2)
    (fixed,), placements = apply_text([line], [*first, *again])
    assert fixed.text == "Kế hoach năm 2024"
    assert {one.state for one in placements} == {State.APPLIED}
    back = numbered(correct_line(document(fixed), 0, line.text, BY), first=3)
    assert apply_text([line], [*first, *again, *back])[0][0].text == line.text


def test_a_correction_finds_its_words_in_a_new_reading() -> None:
    old = [read("Số: 30/KH-UBND"), read("Phường Bén Nghé, quận 1", y=100)]
    made = numbered(correct_words(document(*old), "Bén", "Bến", BY))
    new = [read("Phường Bén Nghé, quận l", y=102), read("Số: 30/KH-UBND")]
    fixed, (placement,) = apply_text(new, made)
    assert fixed[0].text == "Phường Bến Nghé, quận l"
    assert placement.state is State.APPLIED
    right = [read("Phường Bến Nghé, quận l", y=102)]
    assert apply_text(right, made)[1][0].state is State.APPLIED
    assert apply_text(right, made)[0][0].text == right[0].text


def test_where_the_machine_reads_a_third_thing_the_person_stands_and_both_are_shown() -> None:
    made = numbered(correct_words(document(read("Phường Bén Nghé")), "Bén", "Bến", BY))
    fixed, (placement,) = apply_text([read("Phường Bền Nghé")], made)
    assert fixed[0].text == "Phường Bến Nghé"
    assert (placement.state, placement.now) == (State.COLLIDES, "Bền")
    (problem,) = review.problems_of([placement])
    assert problem.code == "correction_collides"
    assert "Bền" in problem.message.vi
    assert "Bến" in problem.message.vi


def test_a_correction_whose_place_is_gone_is_put_before_a_person() -> None:
    made = numbered(correct_words(document(read("Phường Bén Nghé")), "Bén", "Bến", BY))
    fixed, (placement,) = apply_text([read("Phường Bén Nghé", page=2), read("một dòng khác", y=500)], made)
    assert placement.state is State.LOST
    assert fixed[0].text == "Phường Bén Nghé"
    assert [one.code for one in review.problems_of([placement])] == ["correction_lost"]


@pytest.mark.parametrize(
    ("new", "state"),
    [
        ("Phường Bén Nghé, quận l", State.APPLIED),
        ("Phường Bến Nghé, quận l", State.APPLIED),
        ("không có gì giống cả", State.LOST),
    ],
)
def test_plain_text_has_no_boxes_and_is_found_by_its_words(new: str, state: State) -> None:
    old = Line(1, "Phường Bén Nghé, quận 1", "Phường Bén Nghé, quận 1")
    made = numbered(correct_words(document(old), "Bén", "Bến", BY))
    fixed, (placement,) = apply_text([Line(1, new, new)], made)
    assert placement.state is state
    assert ("Bến" in fixed[0].text) is (state is State.APPLIED)


def test_of_equal_lines_the_one_that_was_meant_is_corrected() -> None:
    three = [Line(1, "- Như trẻn", "- Như trẻn") for _ in range(3)]
    made = numbered(correct_line(document(*three), 1, "- Như trên", BY))
    assert [line.text for line in apply_text(three, made)[0]] == ["- Như trẻn", "- Như trên", "- Như trẻn"]


def test_a_line_holds_no_line_break() -> None:
    line = Line(1, "một hai", "một hai")
    made = numbered(correct_line(document(line), 0, "một\nhai  ba", BY))
    assert apply_text([line], made)[0][0].text == "một hai ba"
