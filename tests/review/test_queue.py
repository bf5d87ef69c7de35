"""What waits for a person: what matters most first, each doubt once, words only where a doubtful fact rests on them."""

from __future__ import annotations

from dataclasses import replace

from pipeline import review
from pipeline.message import Message
from pipeline.model import Action, Box, Correction, Document, Fix, Header, Line, Page, PageOrigin, Problem, Source, Word
from pipeline.reading import compose
from pipeline.review import Entry, EntryKind, queue_of, surroundings
from pipeline.review.making import hand
from tests.papers import paper

CHECKS = frozenset({"impossible_date"})


def line(text: str, confidence: float, page: int = 1, y: float = 0.0) -> Line:
    words, x = [], 0.0
    for word in text.split(" "):
        words.append(Word(word, Box(page, x, y, x + 10 * len(word), y + 20), confidence))
        x += 10 * (len(word) + 1)
    return Line(page, text, text, Box(page, 0, y, x, y + 20), tuple(words), confidence=confidence)


def doubtful_paper() -> Document:
    """A paper whose number was read doubtfully, with a line that nothing rests on, no date and a failed check."""
    lines = (line("Số: 30/KH-UBND", 0.4), line("chữ mờ không ai cần", 0.1, y=50), line("Phòng Nội vụ lập", 0.9, y=99))
    reading = compose(lines)
    number = reading.evidence(4, 14, "head.number")
    return Document(
        Source("a" * 64, ("a.pdf",), "application/pdf", 1),
        pages=(Page(1, 1000, 1000, 100, PageOrigin.OCR), Page(2, 0, 0, 0, PageOrigin.FAILED)),
        lines=lines,
        header=Header(number="30", symbol="KH-UBND", number_symbol="30/KH-UBND", issuer="UBND", title="Rác",
                      signer_name="Lan", evidence=(("number_symbol", number),)),
        obligations=(replace(paper().obligations[0], evidence=reading.evidence(35, 51, "duty", 0.5)),),
        problems=(
            Problem("impossible_date", Message("Ngày không có thật.", "No such day."), page=1, line=2),
            Problem("unreadable", Message("Trang 2 không đọc được.", "Page 2 could not be read."), page=2),
            Problem("no_date", Message("Không tìm thấy ngày.", "No date."), page=1),
            Problem("split", Message("Tệp được tách.", "The file was split."), page=1),
        ),
    )  # fmt: skip


def queue(document: Document, *history: Correction) -> tuple[Entry, ...]:
    return queue_of(document, history, 0.6, CHECKS)


def test_what_matters_most_comes_first() -> None:
    found = queue(doubtful_paper())
    assert [(one.kind.value, one.field or one.anchor.identity) for one in found] == [
        ("header", "number_symbol"),
        ("header", "date"),
        ("check", "impossible_date"),
        ("copy", "split"),
        ("page", "unreadable"),
        ("fact", "Phòng Nội vụ | =1+1 hoàn thành"),
        ("word", "30/KH-UBND"),
    ], "no word of the line that nothing rests on, and the missing date once"


def test_an_entry_says_where_it_is_and_what_else_it_may_be() -> None:
    document = doubtful_paper()
    fix = Fix(4, 14, "3O/KH-UBND", "30/KH-UBND", "model", 0.4, ("80/KH-UBND",))
    read = replace(document.lines[0], read="Số: 3O/KH-UBND", fixes=(fix,))
    first = queue(replace(document, lines=(read, *document.lines[1:])))[0]
    assert (first.page, first.value, first.confidence) == (1, "30/KH-UBND", 0.4)
    assert first.alternatives == ("80/KH-UBND", "3O/KH-UBND")
    assert first.boxes == (document.lines[0].words[1].box,)


def test_ids_stay_the_same_and_differ() -> None:
    found = queue(doubtful_paper())
    assert [one.id for one in queue(doubtful_paper())] == [one.id for one in found]
    assert len({one.id for one in found}) == len(found)


def test_a_remark_that_was_dealt_with_is_left_out_until_it_is_taken_back() -> None:
    document = doubtful_paper()
    check = next(one for one in queue(document) if one.kind is EntryKind.CHECK)
    seen = replace(review.confirm(document, "problems", check.anchor, None, hand("Lan")), id=1)
    assert check.id not in [one.id for one in queue(document, seen)]
    undone = replace(review.undo(seen, hand("Lan")), id=2)
    assert undone.action is Action.UNDO
    assert check.id in [one.id for one in queue(document, seen, undone)]


def test_a_collision_is_the_first_thing_to_look_at() -> None:
    document = doubtful_paper()
    problem = Problem("correction_collides", Message("Máy nay đọc khác.", "Read otherwise."), page=1)
    assert queue(replace(document, problems=(*document.problems, problem)))[0].kind is EntryKind.COLLISION


def test_the_surroundings_of_a_word_and_of_a_fact() -> None:
    document = doubtful_paper()
    word = next(one for one in queue(document) if one.kind is EntryKind.WORD)
    assert surroundings(document, word)[0] == (1, "Số: 30/KH-UBND", True)
    fact = next(one for one in queue(document) if one.kind is EntryKind.FACT)
    assert surroundings(document, fact, 1) == [(2, "chữ mờ không ai cần", False), (3, "Phòng Nội vụ lập", True)]


def test_an_empty_document_waits_for_its_header_only() -> None:
    found = queue(Document(Source("a" * 64, ("a.pdf",), "application/pdf", 1)))
    assert [one.field for one in found] == list(review.HEADER_ORDER)
