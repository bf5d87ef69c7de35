"""Like cases of a correction: the same wrong word in like company, the same misread name, the same misread number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.language import fold
from pipeline.model import Correction, Document
from pipeline.reading import compose
from pipeline.review.facts import anchor_of, facts_of, identity_of
from pipeline.review.history import in_force
from pipeline.review.making import Hand, correct_fact, correct_field, correct_line
from pipeline.review.values import shown

ALIKE_FIELDS = frozenset({
    ("document", "doc_type"), ("document", "place"), ("document", "issuer"), ("document", "superior"),
    ("document", "signer_name"), ("document", "signer_title"), ("references", "id"), ("references", "issuer"),
    ("obligations", "actor"), ("reports", "actor"), ("reports", "to"), ("bodies", "name"),
})  # fmt: skip
"""Fields of which one wrong value is likely wrong elsewhere too; a date or a title is one document's own."""


def has_like_cases(one: Correction) -> bool:
    """Say whether a correction can have like cases at all."""
    if not one.before or not one.after or one.before == one.after:
        return False
    return one.target == "text" or (one.target, one.field) in ALIKE_FIELDS


def like_cases(
    document: Document, first: Correction, history: Sequence[Correction], by: Hand
) -> tuple[Correction, ...]:
    """Return the corrections that do in `document` what `first` did; what a person dealt with there is left out."""
    if not has_like_cases(first):
        return ()
    found = _words(document, first, by) if first.target == "text" else _fields(document, first, by)
    done = {(one.target, one.field, one.anchor.page, one.anchor.printed, one.anchor.start) for one in in_force(history)}
    return tuple(
        replace(one, like=first.id)
        for one in found
        if (one.target, one.field, one.anchor.page, one.anchor.printed, one.anchor.start) not in done
    )


def _words(document: Document, first: Correction, by: Hand) -> Iterator[Correction]:
    printed, start = first.anchor.printed, first.anchor.start
    end = start + len(first.before or "")
    company = _company(printed, start, end)
    pattern = re.compile(rf"(?<!\S){re.escape(first.before or '')}(?!\S)")
    for number, line in enumerate(document.lines):
        places = [match.span() for match in pattern.finditer(line.text) if _company(line.text, *match.span()) & company]
        text = line.text
        for place_start, place_end in reversed(places):
            text = text[:place_start] + (first.after or "") + text[place_end:]
        if places:
            yield from correct_line(document, number, text, by)


def _company(text: str, start: int, end: int) -> set[tuple[str, str]]:
    """Return the words beside `text[start:end]`, each with its side; a word that stands alone has its loneliness."""
    before, after = text[:start].split(), text[end:].split()
    found = {("before", fold(word)) for word in before[-1:]} | {("after", fold(word)) for word in after[:1]}
    return found or {("alone", "")}


def _fields(document: Document, first: Correction, by: Hand) -> Iterator[Correction]:
    name = first.field or ""
    if first.target == "document":
        if shown(getattr(document.header, name)) == first.before:
            yield correct_field(document, name, first.after, by)
        return
    reading = compose(document.lines)
    for fact in facts_of(document, first.target):
        if shown(getattr(fact, name)) == first.before:
            anchor = anchor_of(document, reading, fact.evidence, identity_of(first.target, fact))
            yield correct_fact(document, first.target, anchor, name, first.after, by)
