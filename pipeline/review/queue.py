"""What is doubtful in a document, with the reason, what matters most first.

First what a document is found by (number, date, issuer, title, signer), then what contradicts itself, doublets and
splits, pages, then facts, and words only where a doubtful fact rests on them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.message import Message
from pipeline.model import Anchor, Box, Correction, Document, Evidence, Fix, Line, PageOrigin, Problem
from pipeline.reading import Reading, compose, read_span, trust
from pipeline.review.facts import IDENTITY, anchor_of_fact, facts_of
from pipeline.review.history import in_force
from pipeline.review.making import header_anchor, is_settled, remark_anchor
from pipeline.review.naming import TARGETS, field_name
from pipeline.review.placing import CODES
from pipeline.review.text import PERSON, box_of
from pipeline.review.values import CORRECTABLE, shown


class EntryKind(StrEnum):
    """What an entry of the queue is about."""

    COLLISION = "collision"
    HEADER = "header"
    CHECK = "check"
    COPY = "copy"
    PAGE = "page"
    FACT = "fact"
    WORD = "word"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Entry:
    """One doubt. `worth` is its rank, 0 first; `id` stays the same as long as the same thing stands at the same place.

    `value` is what stands there, `alternatives` what else it may be. `target`, `field` and `anchor` are those of the
    correction that settles it.
    """

    id: str
    kind: EntryKind
    worth: int
    why: Message
    target: str
    field: str | None
    value: str | None
    anchor: Anchor
    page: int
    boxes: tuple[Box, ...] = ()
    alternatives: tuple[str, ...] = ()
    confidence: float | None = None


HEADER_ORDER = ("number_symbol", "date", "issuer", "title", "signer_name")
"""The fields that every document must have, what it is found by first."""

_WORTH = {
    EntryKind.COLLISION: 0, EntryKind.HEADER: 1, EntryKind.CHECK: 10, EntryKind.COPY: 11, EntryKind.PAGE: 12,
    EntryKind.FACT: 20, EntryKind.WORD: 40, EntryKind.REMARK: 50,
}  # fmt: skip
_FACT_ORDER = (
    "obligations", "references", "reports", "targets", "budget", "results", "sections", "mentions", "bodies", "places",
)  # fmt: skip
_OF_HEADER = frozenset({"no_number", "no_date", "no_title", "no_signer", "doubtful_number_symbol", "doubtful_date"})
_SUMS = frozenset({"doubtful_facts", "blank_page"})
"""Remarks that only count what the queue lists one by one, or that ask nobody for anything."""
_COPIES = frozenset({"split"})
_PAGES = frozenset({"doubtful_page"})
_STANDS = {
    "bodies": ("name",),
    "sections": ("label", "heading"),
    "obligations": ("actor", "action", "deadline"),
}
"""What is shown of a kind of fact, where that is not what it is known again by."""
_SHOWN = 160  # characters of what stands
_WORD = re.compile(r"\S*\w\S*")


def queue_of(
    document: Document, corrections: Sequence[Correction], below: float, checks: frozenset[str]
) -> tuple[Entry, ...]:
    """Return what a person should look at in `document`, what matters most first.

    Args:
        document: as it stands, corrections made.
        corrections: the history of its source: what a person dealt with is left out.
        below: facts and words less sure than this are doubtful.
        checks: the codes of problems that say that something contradicts itself.
    """
    reading = compose(document.lines)
    own = in_force(corrections)
    found = [
        *_header(document, reading, below),
        *_problems(document, reading, own, checks),
        *_facts(document, reading, below),
        *_words(document, reading, below),
    ]
    return tuple(sorted(_numbered(found), key=lambda entry: (entry.worth, entry.confidence or 0.0, entry.page)))


def doublet(sha256: str, other_sha256: str, why: Message) -> Entry:
    """Return the entry for a document that may be the same paper as one of another source."""
    anchor = Anchor(sha256, 1, other_sha256, identity="duplicate")
    (entry,) = _numbered([_entry(EntryKind.COPY, why, "problems", None, None, anchor, None)])
    return entry


def _numbered(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Give each entry its id; of equal ones the first is kept."""
    seen: set[str] = set()
    for entry in entries:
        anchor = entry.anchor
        place = (anchor.sha256, entry.kind, entry.target, entry.field, anchor.page, anchor.printed, anchor.start,
                 anchor.identity)  # fmt: skip
        name = hashlib.sha256(repr(place).encode()).hexdigest()[:10]
        if name not in seen:
            seen.add(name)
            yield replace(entry, id=name)


def _header(document: Document, reading: Reading, below: float) -> Iterator[Entry]:
    evidence = dict(document.header.evidence)
    fields = (*HEADER_ORDER, *(name for name in CORRECTABLE["document"] if name not in HEADER_ORDER))
    for rank, name in enumerate(fields):
        value, found = shown(getattr(document.header, name)), evidence.get(name)
        rank = min(rank, len(HEADER_ORDER))  # noqa: PLW2901 - all other fields come after those
        what = field_name("document", name)
        if value is None and name in HEADER_ORDER:
            why = Message(f"Chưa tìm thấy {what.vi}.", f"No {what.en} was found.")
        elif value is not None and found is not None and found.confidence < below:
            why = Message(
                f"Chưa chắc {what.vi} ({found.confidence:.0%}).", f"Doubtful {what.en} ({found.confidence:.0%})."
            )
        else:
            continue
        entry = _entry(EntryKind.HEADER, why, "document", name, value, header_anchor(document, name), found)
        yield replace(entry, worth=entry.worth + rank, alternatives=_others(reading, found))


def _problems(
    document: Document, reading: Reading, own: Sequence[Correction], checks: frozenset[str]
) -> Iterator[Entry]:
    for problem in document.problems:
        if problem.code in _OF_HEADER | _SUMS:
            continue
        anchor = remark_anchor(document, problem)
        if not is_settled(own, anchor):
            stands = _line(reading, problem.line) if problem.line else None
            kind = _kind(problem, document, checks)
            entry = _entry(kind, problem.message, "problems", None, stands, anchor, None)
            yield replace(entry, boxes=_line_boxes(reading, problem.line))


def _kind(problem: Problem, document: Document, checks: frozenset[str]) -> EntryKind:
    failed = {page.number for page in document.pages if page.origin is PageOrigin.FAILED}
    if problem.code in CODES:
        return EntryKind.COLLISION
    if problem.code in checks:
        return EntryKind.CHECK
    if problem.code in _COPIES:
        return EntryKind.COPY
    return EntryKind.PAGE if problem.code in _PAGES or problem.page in failed else EntryKind.REMARK


def _line(reading: Reading, number: int) -> str | None:
    if number > len(reading.line_starts):
        return None
    start, end = reading.line_span(number)
    return reading.text[start:end]


def _line_boxes(reading: Reading, number: int | None) -> tuple[Box, ...]:
    if number is None or number > len(reading.line_starts):
        return ()
    return reading.boxes(*reading.line_span(number)) or ()


def _facts(document: Document, reading: Reading, below: float) -> Iterator[Entry]:
    for rank, kind in enumerate(_FACT_ORDER):
        for fact in facts_of(document, kind):
            found = fact.evidence
            if found.confidence >= below:
                continue
            what = TARGETS[kind]
            why = Message(
                f"Chưa chắc {what.vi} ({found.confidence:.0%}).", f"Doubtful {what.en} ({found.confidence:.0%})."
            )
            anchor = anchor_of_fact(document, kind, fact)
            stands = " | ".join(shown(getattr(fact, name)) or "–" for name in _STANDS.get(kind, IDENTITY[kind]))
            entry = _entry(EntryKind.FACT, why, kind, None, stands, anchor, found)
            yield replace(entry, worth=entry.worth + rank, alternatives=_others(reading, found))


def surroundings(document: Document, entry: Entry, around: int = 2) -> list[tuple[int, str, bool]]:
    """Return the lines of the text about what an entry is about: number (from 1), text, whether it is the place."""
    reading = compose(document.lines)
    place = entry.anchor.line + 1
    if entry.target == "text":
        own = [index for index, line in enumerate(document.lines) if line.page == entry.page]
        index = own[min(entry.anchor.line, len(own) - 1)] if own else 0
        place = next((reading.line_number(piece.start) for piece in reading.pieces if piece.line == index), 1)
    lines = reading.text.split("\n")
    numbers = range(max(1, place - around), min(len(lines), place + around) + 1)
    return [(number, lines[number - 1], number == place) for number in numbers]


def _entry(
    kind: EntryKind, why: Message, target: str, field: str | None, value: str | None, anchor: Anchor,
    found: Evidence | None,
) -> Entry:  # fmt: skip
    boxes = (found.boxes or ()) if found else ()
    sure = found.confidence if found else None
    stands = value if value is None or len(value) <= _SHOWN else f"{value[:_SHOWN]} …"
    return Entry("", kind, _WORTH[kind], why, target, field, stands, anchor, anchor.page, boxes, (), sure)


def _others(reading: Reading, found: Evidence | None) -> tuple[str, ...]:
    """Return what else the words under a fact may be, as restoration weighed it, and what the engine read."""
    if found is None:
        return ()
    fixes = [
        fix
        for piece in reading.pieces_of(found.start, found.end)
        for fix in _fixes_under(reading.lines[piece.line], found.start - piece.start, found.end - piece.start)
    ]
    named = (other for fix in fixes for other in (*fix.alternatives, fix.before) if other and other != fix.after)
    return tuple(dict.fromkeys(named))


def _fixes_under(line: Line, start: int, end: int) -> Iterator[Fix]:
    first, last = read_span(line, max(0, start), min(end, len(line.text)))
    return (fix for fix in line.fixes if fix.start < last and fix.end > first)


def _words(document: Document, reading: Reading, below: float) -> Iterator[Entry]:
    """Return the doubtful words that a doubtful field or fact rests on; a line that a person corrected was seen."""
    spans = sorted({(found.start, found.end) for found in _doubted(document, below)})
    for index, start, end in _words_under(reading, spans):
        line = document.lines[index]
        sure = min(trust(line, start, end))
        if sure >= below or any(fix.rule == PERSON for fix in line.fixes):
            continue
        word, before = line.text[start:end], document.lines[:index]
        ordinal = sum(one.page == line.page for one in before)
        box = box_of(line, start, end)
        anchor = Anchor(document.source.sha256, line.page, line.text, box, ordinal, start, word)
        why = Message(f"Chưa chắc chữ này ({sure:.0%}).", f"Doubtful word ({sure:.0%}).")
        fixes = _fixes_under(line, start, end)
        others = (other for fix in fixes for other in (*fix.alternatives, fix.before) if other != word)
        boxes = (box,) if box else ()
        yield Entry(
            "", EntryKind.WORD, _WORTH[EntryKind.WORD], why, "text", None, word, anchor, line.page, boxes,
            tuple(dict.fromkeys(others)), sure,
        )  # fmt: skip


def _doubted(document: Document, below: float) -> Iterator[Evidence]:
    places = [found for _, found in document.header.evidence]
    places += [fact.evidence for kind in _FACT_ORDER for fact in facts_of(document, kind)]
    return (found for found in places if found.confidence < below)


def _words_under(reading: Reading, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield line, start and end (in the line's text) of each word that one of `spans` touches."""
    seen: set[tuple[int, int]] = set()
    for start, end in spans:
        for piece in reading.pieces_of(start, end):
            for match in _WORD.finditer(reading.lines[piece.line].text):
                touched = piece.start + match.start() < end and piece.start + match.end() > start
                if touched and (piece.line, match.start()) not in seen:
                    seen.add((piece.line, match.start()))
                    yield piece.line, match.start(), match.end()
