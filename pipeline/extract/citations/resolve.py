"""From citations to references: the second step, where a citation gets its meaning from the document around it.

`find` finds what stands on the paper. Here a number in a list takes the type and issuer of its list, a basis in
the preamble is told from a mention, the document's own number from a reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.extract.citations.articles import article_before
from pipeline.extract.citations.effects import Effects, Extent
from pipeline.extract.citations.find import Citation, NumberForm, citation_words, find_citations
from pipeline.extract.citations.footnotes import Marked, Told, marked_clauses, told_at_mark
from pipeline.extract.citations.identifiers import Units, canonical, units_of, urn
from pipeline.extract.citations.lists import with_lists
from pipeline.extract.citations.own_names import enacting_end, own_names, quoted_passages
from pipeline.extract.citations.passages import Passage, Preamble, passages
from pipeline.extract.citations.ranks import rank_of
from pipeline.extract.citations.subjects import Subject, subject_after
from pipeline.extract.structure.blocks import Block, BlockKind
from pipeline.extract.vocabulary import flat
from pipeline.language import fold
from pipeline.model import Effect, Header, Reference, Relation
from pipeline.reading import Reading


@dataclass(frozen=True, slots=True)
class _Cited:
    """A citation in its passage: `number` is the number of the footnote that it stands in."""

    passage: Passage
    citation: Citation
    relation: Relation
    number: str
    article: tuple[int, int] | None
    subject: Subject | None
    effect: Effect | None


def find_references(reading: Reading, blocks: Sequence[Block], header: Header) -> tuple[Reference, ...]:
    """Return every numbered citation of a document, repeats included, in order of appearance.

    Args:
        reading: the text of the document.
        blocks: its blocks, from `pipeline.extract.blocks.blocks`.
        header: its header; its own number is no reference but where the document is attached by it.
    """
    texts = tuple(passages(blocks))
    found = [cited for passage_cited in _cited(texts, header) for cited in passage_cited]
    clauses = marked_clauses(texts) if any(cited.number for cited in found) else {}
    units = units_of(header, [_issuer(cited) or "" for cited in found])
    return _identified([_reference(reading, cited, clauses, units) for cited in found])


def _identified(references: Sequence[Reference]) -> tuple[Reference, ...]:
    """Give a citation that lacks date or issuer the identifiers of the one document that its number means here."""
    names: dict[str, set[str]] = {}
    urns: dict[str, set[str]] = {}
    for one in references:
        if one.canonical:
            names.setdefault(one.id, set()).add(one.canonical)
        if one.urn and one.date:
            urns.setdefault(one.id, set()).add(one.urn)
    return tuple(
        replace(
            one,
            canonical=one.canonical or _of_year(_only(names.get(one.id)), one.date),
            urn=one.urn if one.date else _only(urns.get(one.id)) or one.urn,
        )
        for one in references
    )


def _of_year(name: str | None, date: str | None) -> str | None:
    """Return `name` where its year is not another one than that of `date`."""
    return name if name and (date is None or f"/{date[:4]}/" in name) else None


def _only(names: set[str] | None) -> str | None:
    return next(iter(names)) if names and len(names) == 1 else None


def _cited(texts: Sequence[Passage], header: Header) -> Iterator[list[_Cited]]:
    """Yield the citations of each passage with what the passage says about them."""
    is_headed = bool(header.doc_type or header.number_symbol)
    preamble, effects, footnotes = Preamble(is_headed=is_headed), Effects(header, own_names(header, texts)), 0
    quoted = quoted_passages(texts)
    for place, passage in enumerate(texts):
        preamble.enter(passage)
        citations = find_citations(passage.text)
        number = ""
        if passage.kind is BlockKind.FOOTNOTE:
            footnotes = int(passage.mark) if passage.mark.isdecimal() else footnotes + 1
            number = str(footnotes)
            citations = _without_mark(passage, citations, footnotes)
        citations = with_lists(passage.text, citations, passage.kind)
        folded = flat(passage.text) if citations or passage.text.endswith(":") else ""
        articles = _articles(passage.text, citations)
        subjects = [
            None
            if _is_told_of(passage.text, folded, one, article)
            else subject_after(passage.text, folded, one, citations)
            for one, article in zip(citations, articles, strict=True)
        ]
        extents = list(_extents(citations, articles, subjects))
        done = effects.read(passage, folded, extents, is_basis=preamble.is_open, is_quoted=place in quoted)
        is_basis = preamble.is_open and not (citations and enacting_end(passage.text, folded))
        placed = zip(citations, articles, subjects, done, strict=True)
        yield [
            _Cited(passage, citation, relation, number, article, subject, None if relation == "kem_theo" else effect)
            for citation, article, subject, effect in placed
            if (relation := _relation(passage, citation, header, is_basis=is_basis))
        ]


def _articles(text: str, citations: Sequence[Citation]) -> list[tuple[int, int] | None]:
    floors = [0, *(citation.end for citation in citations)]
    return [article_before(text, one.start, floor) for one, floor in zip(citations, floors, strict=False)]


_TELLS = re.compile(r",?\s(?:co\s)?quy dinh(?!\w)")


def _is_told_of(text: str, folded: str, citation: Citation, article: tuple[int, int] | None) -> bool:
    """Say whether a sentence tells what an article provides: "Tại Điều 11 Luật ... quy định thu nhập ..."."""
    opens = article is not None and re.search(r"(?:^|[.;:]\s|[-+]\s|\s)Tại\s(?:các\s)?$", text[: article[0]])
    return bool(opens) and _TELLS.match(folded, citation.end) is not None


def _extents(
    citations: Sequence[Citation], articles: Sequence[tuple[int, int] | None], subjects: Sequence[Subject | None]
) -> Iterator[Extent]:
    reached = 0
    for citation, article, subject in zip(citations, articles, subjects, strict=True):
        start = article[0] if article else citation.start
        end = subject.end if subject else citation.end
        rank = rank_of(citation.doc_type or citation.implied_type, citation.id)
        yield Extent(start, citation.start, max(end, citation.end), nested=citation.start < reached, rank=rank)
        reached = max(reached, end)


def _without_mark(passage: Passage, citations: tuple[Citation, ...], mark: int) -> tuple[Citation, ...]:
    """Take the mark of a footnote off the number that an engine glued it to: "22074/QĐ-UBND" is ² and 2074."""
    glued = str(mark)
    if passage.mark or not citations or citations[0].number_start or not citations[0].id.startswith(glued):
        return citations
    first = citations[0]
    rest = first.id[len(glued) :]
    if not re.match(r"[1-9]\d", rest):
        return citations
    start = first.number_start + len(glued)
    return (replace(first, start=start, number_start=start, id=rest), *citations[1:])


_ATTACHED_REACH = 40  # characters before a citation


@lru_cache(maxsize=1)
def _attached() -> re.Pattern[str]:
    words = "|".join(map(re.escape, citation_words()["relation"]["attached"]))
    return re.compile(rf"(?:{words})(?:\s+theo)?\s*$", re.IGNORECASE)


def _relation(passage: Passage, citation: Citation, header: Header, *, is_basis: bool) -> Relation | None:
    """Return how the document stands to what it cites; None where it cites itself."""
    if passage.kind is BlockKind.HEADER and citation.doc_type is None:
        return None  # the number of the document itself
    if (
        citation.start == 0
        and _HEADS.fullmatch(passage.text[: citation.number_start])
        and _PLACE.match(passage.text, citation.number_end)
    ):
        return None  # the head of a document that is bound in
    before = passage.text[: citation.start]
    attached = _attached().search(before, max(0, len(before) - _ATTACHED_REACH))
    own = _is_own(citation, header)
    if attached and (own or _opens_caption(before[: attached.start()])):
        return "kem_theo"
    if own:
        return None
    return "can_cu" if is_basis else "dan_chieu"


_HEADS = re.compile(r"[^\d:;,.]{3,40}\ssố\s?:\s?", re.IGNORECASE)
_PLACE = re.compile(r"\s*(?:\Z|[A-ZĐ][^\d,]{2,40},\s*ngày\s)")
"""What stands behind the number in a head: nothing, or "Hà Nội, ngày ..."."""


def _opens_caption(before: str) -> bool:
    """Say whether "Kèm theo ..." stands alone, or in brackets below the title of an annex."""
    return not before.strip(" (*[") or before.rstrip().endswith("(")


def _is_own(citation: Citation, header: Header) -> bool:
    if not header.number_symbol or fold(re.sub(r"\s", "", header.number_symbol)) != fold(citation.id):
        return False
    return citation.day is None or header.date is None or citation.day.iso in {None, header.date}


def _issuer(cited: _Cited) -> str | None:
    span = cited.citation.issuer
    return cited.passage.text[slice(*span)] if span else None


def _reference(reading: Reading, cited: _Cited, clauses: Mapping[str, Marked], units: Units) -> Reference:
    passage, citation = cited.passage, cited.citation
    start, end = passage.span(citation.start, citation.end)
    number = passage.span(citation.number_start, citation.number_end)
    issuer, date = _issuer(cited), citation.day.iso if citation.day else None
    doc_type = citation.doc_type or citation.implied_type
    told = told_at_mark(clauses[cited.number], doc_type) if cited.number in clauses else Told()
    subject = passage.text[cited.subject.start : cited.subject.end] if cited.subject else told.subject
    return Reference(
        text=passage.text[citation.start : citation.end],
        doc_type=citation.doc_type,
        id=citation.id,
        date=date,
        issuer=issuer,
        relation=cited.relation,
        evidence=reading.evidence(start, end, f"citation.{citation.form}", _certainty(citation), number),
        article=passage.text[slice(*cited.article)] if cited.article else None,
        subject=subject,
        effect=cited.effect,
        canonical=canonical(doc_type, citation.id, date, issuer or told.issuer, units),
        urn=urn(doc_type, citation.id, date),
    )


_CERTAINTY = {
    NumberForm.FULL: 0.98, NumberForm.PLAIN: 0.97, NumberForm.PARTY: 0.97,
    NumberForm.YEAR_ONLY: 0.8, NumberForm.OLD: 0.8, NumberForm.BARE: 0.7,
}  # fmt: skip

_CUT = 0.6  # a number without its body


def _certainty(citation: Citation) -> float:
    """Return how sure the rule is: less for a number that its surroundings do not confirm, or a date that cannot be."""
    certainty = _CERTAINTY[citation.form]
    if citation.doc_type is None or (
        citation.implied_type not in {None, citation.doc_type} and citation.form is not NumberForm.OLD
    ):
        certainty -= 0.05
    if citation.day and not citation.day.possible:
        certainty -= 0.2
    return min(_CUT, round(certainty, 4)) if citation.is_cut else round(certainty, 4)
