"""Urgency and secrecy come from the marks of the first pages, where the text does not say them."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract import extract
from pipeline.extract.header.marks import with_marks
from pipeline.model import Box, Document, Header, Line, Mark, MarkKind, Page, PageOrigin, Source

PLACE = Box(1, 10.0, 20.0, 30.0, 40.0)


def page(*marks: Mark, number: int = 1) -> Page:
    return Page(number, 1000, 1400, 200, PageOrigin.OCR, marks=marks)


def test_the_surest_mark_tells_and_is_the_evidence() -> None:
    doubtful = Mark(MarkKind.URGENCY, PLACE, "KHẨN", 0.6)
    sure = Mark(MarkKind.URGENCY, replace(PLACE, page=2), "HỎA TỐC", 0.9)
    header = with_marks(Header(), (page(doubtful), page(sure, number=2)))
    assert (header.urgency, header.secrecy) == ("HỎA TỐC", None)
    evidence = dict(header.evidence)["urgency"]
    assert (evidence.page, evidence.boxes, evidence.rule, evidence.confidence) == (2, (sure.box,), "mark.urgency", 0.9)
    assert evidence.start == evidence.end == 0


def test_what_the_text_says_stays_and_later_pages_tell_nothing() -> None:
    mark = Mark(MarkKind.URGENCY, PLACE, "KHẨN", 0.9)
    assert with_marks(Header(urgency="HỎA TỐC"), (page(mark),)).urgency == "HỎA TỐC"
    assert with_marks(Header(), (page(), page(number=2), page(mark, number=3))) == Header()


def test_unread_stamps_and_other_marks_tell_nothing() -> None:
    marks = Mark(MarkKind.STAMP, PLACE), Mark(MarkKind.SEAL, PLACE), Mark(MarkKind.URGENCY, PLACE, "")
    assert with_marks(Header(), (page(*marks),)) == Header()


def test_a_secrecy_mark_is_put_before_a_person_once() -> None:
    lines = tuple(Line(1, text, text) for text in ("Số: 12/KH-UBND", "KẾ HOẠCH", "Công tác năm 2024"))
    pages = (page(Mark(MarkKind.SECRECY, PLACE, "TỐI MẬT", 0.9)),)
    found = extract(Document(Source("0" * 64, ("a.pdf",), "application/pdf", 1), pages, lines))
    assert found.header.secrecy == "TỐI MẬT"
    assert [problem.page for problem in found.problems if problem.code == "secrecy_mark"] == [1]
