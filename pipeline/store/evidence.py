"""Checks of a record against itself: every fact must be where it says, on pages that are there."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.message import Message
from pipeline.model import Box, Document, Evidence, Page
from pipeline.reading import compose
from pipeline.record import Record, RecordError, from_record

_FACTS = (
    "sections", "references", "obligations", "mentions", "reports", "targets", "budget", "results", "bodies", "places",
)  # fmt: skip
_SLACK = 2.0  # pixels: boxes are mapped back through a rotation and rounded


def faults_of_record(record: Record) -> Iterator[Message]:
    """Yield what is wrong with a record: text, spans, lines, pages, boxes, confidences."""
    try:
        document = from_record(record)
    except RecordError as error:
        yield error.message
        return
    text = compose(document.lines).text
    if record.get("text") != text:
        yield Message("văn bản không khớp với các dòng.", "the text is not that of the lines.")
    pages = {page.number: page for page in document.pages}
    for number, line in enumerate(document.lines, start=1):
        boxes = [word.box for word in line.words] + ([line.box] if line.box else [])
        if line.page not in pages or not all(_lies_on(box, pages) for box in boxes):
            yield Message(f"dòng {number} nằm ngoài trang {line.page}.", f"line {number} lies off page {line.page}.")
    for what, place in _evidence(document):
        for vi, en in _faults_of(place, text, pages):
            yield Message(f"{what}: {vi}", f"{what}: {en}")


def _evidence(document: Document) -> Iterator[tuple[str, Evidence]]:
    for field, place in document.header.evidence:
        yield f"document.{field}", place
    for kind in _FACTS:
        for number, fact in enumerate(getattr(document, kind)):
            yield f"{kind}[{number}]", fact.evidence


def _faults_of(place: Evidence, text: str, pages: dict[int, Page]) -> Iterator[tuple[str, str]]:
    if not 0 <= place.start <= place.end <= len(text):
        yield (
            f"vị trí {place.start}–{place.end} ngoài văn bản ({len(text)} ký tự).",
            f"the span {place.start}-{place.end} lies outside the text of {len(text)} characters.",
        )
    elif place.line != text.count("\n", 0, place.start) + 1:
        yield f"không nằm ở dòng {place.line}.", f"does not stand in line {place.line}."
    if place.page not in pages:
        yield f"không có trang {place.page}.", f"there is no page {place.page}."
    if not all(_lies_on(box, pages) for box in place.boxes or ()):
        yield "khung nằm ngoài trang.", "a box lies off its page."
    if not 0 <= place.confidence <= 1:
        yield f"độ tin cậy {place.confidence} không hợp lệ.", f"the confidence {place.confidence} is none."


def _lies_on(box: Box, pages: dict[int, Page]) -> bool:
    page = pages.get(box.page)
    if page is None:
        return False
    if not page.width:  # a page without an image has no edges
        return True
    inside = (
        box.x0 >= -_SLACK and box.y0 >= -_SLACK and box.x1 <= page.width + _SLACK and box.y1 <= page.height + _SLACK
    )
    return inside and box.x0 <= box.x1 and box.y0 <= box.y1
