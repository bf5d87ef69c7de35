"""Documents named without their whole number, and what is meant: laws by name, short forms, the document itself.

"Luật Đất đai ngày 18/01/2024" is a name; "Nghị quyết số 98", "Công văn nêu trên" are short forms of a citation of the
same document; "Quyết định này" is the document itself, or the plan or regulation that it issues. What the document
does not tell, or could mean two things, keeps no target.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.citations.articles import article_before
from pipeline.extract.citations.find import citation_words
from pipeline.extract.citations.names import find_names
from pipeline.extract.citations.own_names import own_names, quoted_passages
from pipeline.extract.citations.passages import Passage, passages
from pipeline.extract.citations.short_forms import SELF, Known, find_short_forms
from pipeline.extract.structure.blocks import Block
from pipeline.model import Header, Mention, MentionKind, Reference
from pipeline.reading import Reading

_CERTAINTY = {"name": 0.97, "guessed": 0.8, "self": 0.98, "short": 0.93, "open": 0.8}
"""How often a rule is right: a name in the table, another name; a short form that is resolved, one that is not."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention in its passage, at `text[start:end]`."""

    start: int
    end: int
    kind: MentionKind
    doc_type: str
    date: str | None
    target: str | None
    rule: str


def find_mentions(
    reading: Reading, blocks: Sequence[Block], header: Header, references: Sequence[Reference]
) -> tuple[Mention, ...]:
    """Return the documents that are named without their whole number, in order of appearance.

    Args:
        reading: the text of the document.
        blocks: its blocks.
        header: its header; a document of its type that calls itself "này" is the document itself.
        references: its numbered citations, which short forms are resolved to.
    """
    texts = tuple(passages(blocks))
    known = Known(tuple(references), own_names(header, texts).all, is_act=_is_act(header))
    quoted = quoted_passages(texts)
    found: list[Mention] = []
    for index, passage in enumerate(texts):
        known.enter(passage, is_quoted=index in quoted)
        end = 0
        candidates = (*_names(passage), *_short_forms(passage, known))
        for one in sorted(candidates, key=lambda item: (item.start, -item.end)):
            span = passage.span(one.start, one.end)
            if one.start >= end and not known.holds(*span):
                end = one.end
                found.append(_mention(reading, passage, one, span))
    return tuple(found)


def _is_act(header: Header) -> bool:
    """Say whether the document is an act, or may be: its type was not read, or without a number told from its title."""
    if header.doc_type is None or header.doc_type in citation_words()["effect"]["types"]:
        return True
    return header.number_symbol is None and header.doc_type in citation_words()["mention"]["told_by_title"]


def _names(passage: Passage) -> Iterator[_Found]:
    for name in find_names(passage.text):
        target = " ".join(passage.text[name.start : name.name_end].split())
        yield _Found(name.start, name.end, "name", name.kind, name.date, target, "name" if name.known else "guessed")


def _short_forms(passage: Passage, known: Known) -> Iterator[_Found]:
    for form in find_short_forms(passage, known):
        kind: MentionKind = "self" if form.target == SELF else "short"
        yield _Found(form.start, form.end, kind, form.doc_type, None, form.target, kind if form.is_sure else "open")


def _mention(reading: Reading, passage: Passage, one: _Found, span: tuple[int, int]) -> Mention:
    article = article_before(passage.text, one.start)
    return Mention(
        text=passage.text[one.start : one.end],
        kind=one.kind,
        doc_type=one.doc_type,
        date=one.date,
        target=one.target,
        evidence=reading.evidence(*span, f"mention.{one.rule}", _CERTAINTY[one.rule]),
        article=passage.text[slice(*article)] if article else None,
    )
