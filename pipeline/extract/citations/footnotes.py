"""What the sentence at a footnote mark says about the documents that the footnote cites by number only.

"... theo quyết định của Chủ tịch UBND tỉnh về kế hoạch năm 2024³" and "³ 1879/QĐ-UBND ngày 15/12/2023": the type is in
the symbol of the number, issuer and subject stand before the mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.extract.citations.find import citation_words, type_names, type_pattern
from pipeline.extract.citations.issuer import issuer_end
from pipeline.extract.citations.passages import Passage
from pipeline.extract.citations.subjects import subject_of_words
from pipeline.extract.structure.blocks import BlockKind
from pipeline.extract.structure.labels import RAISED_DIGITS
from pipeline.language import fold

_MARK = re.compile(r"(?<=\S)[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_CLAUSE = re.compile(r"[;:|]|\.\s")
_WINDOW = 400  # characters before the mark
_OWNER = re.compile(r"\s(?:của|do)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """The text before a footnote mark, from the beginning of its clause, and what follows the mark."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence tells about a document: its issuer and subject, as far as it does."""

    issuer: str | None = None
    subject: str | None = None


def marked_clauses(passages: Iterable[Passage]) -> dict[str, Marked]:
    """Return the clause at each footnote mark of the running text, by number; the first where a number comes twice."""
    found: dict[str, Marked] = {}
    for passage in passages:
        if passage.kind is BlockKind.FOOTNOTE:
            continue
        place = 0
        for mark in _MARK.finditer(passage.text):
            start = max(place, mark.start() - _WINDOW)
            clauses = [bound.end() for bound in _CLAUSE.finditer(passage.text, start, mark.start())]
            begin = clauses[-1] if clauses else start
            after = passage.text[mark.end() : mark.end() + _WINDOW]
            found.setdefault(mark.group().translate(RAISED_DIGITS), Marked(passage.text[begin : mark.start()], after))
            place = mark.end()
    return found


def told_at_mark(marked: Marked, doc_type: str | None) -> Told:
    """Return what the clause at a mark says about a document of type `doc_type`.

    >>> told_at_mark(Marked("theo Quyết định của UBND tỉnh về phân cấp quản lý", " và"), "Quyết định")
    Told(issuer='UBND tỉnh', subject='về phân cấp quản lý')
    """
    text = marked.before
    named = [
        name
        for name in type_pattern().finditer(text)
        if type_names()[fold(re.sub(r"\s+", " ", name.group()))] == doc_type
    ]
    if not named:
        return Told()
    place = named[-1].end()
    issuer: str | None = None
    ends = [other.start() for other in type_pattern().finditer(text, place) if _opens(text, other.start())]
    stop = min(ends, default=len(text))
    if (owner := _OWNER.match(text, place)) and (end := issuer_end(text, owner.end())):
        issuer, place = text[owner.end() : end], end
    elif last := _owner_at_end(text, place, stop):
        issuer, stop = text[last[1] : stop].strip(" ,"), last[0]
    elif (owner := _OWNER.match(marked.after)) and (end := issuer_end(marked.after, owner.end())):
        issuer = marked.after[owner.end() : end]
    subject = subject_of_words(text, place, stop)
    return Told(issuer, text[subject.start : subject.end] if subject else None)


def _opens(text: str, place: int) -> bool:
    """Say whether the type at `place` begins the next document of a list: a comma or "và" stands before it."""
    return (
        re.search(rf"(?:,|\b(?:{'|'.join(citation_words()['relation']['list_joints'])}))\s*$", text[:place]) is not None
    )


def _owner_at_end(text: str, place: int, stop: int) -> tuple[int, int] | None:
    """Return where "của" and the name behind it begin that end a clause: "Kế hoạch năm 2024 của UBND quận"."""
    owners = list(_OWNER.finditer(text, place, stop))
    if owners and issuer_end(text, owners[-1].end()) == len(text[:stop].rstrip(" ,")):
        return owners[-1].start(), owners[-1].end()
    return None
