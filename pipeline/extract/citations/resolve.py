"""From citations to references: the second step, where a citation gets its meaning from the document around it.

`find` finds what stands on the paper. Here a number in a list takes the type and issuer of its list, a basis in
the preamble is told from a mention, the document's own number from a reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.extract.citations.find import (
    Citation,
    NumberForm,
    citation_words,
    find_citations,
    type_names,
    type_pattern,
)
from pipeline.extract.citations.issuer import issuer_end
from pipeline.extract.structure.blocks import Block, BlockKind
from pipeline.extract.structure.labels import LabelKind
from pipeline.extract.vocabulary import starts_with
from pipeline.language import fold
from pipeline.model import Header, Reference, Relation
from pipeline.reading import Reading


@dataclass(frozen=True, slots=True)
class Passage:
    """Text in which a citation may run on: a block, or lines of the head joined. `offsets` lead to the reading."""

    text: str
    offsets: tuple[int, ...]
    kind: BlockKind
    is_heading: bool
    mark: str = ""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the reading under `text[start:end]` (not empty)."""
        return self.offsets[start], self.offsets[end - 1] + 1


def find_references(reading: Reading, blocks: Sequence[Block], header: Header) -> tuple[Reference, ...]:
    """Return every numbered citation of a document, repeats included, in order of appearance.

    Args:
        reading: the text of the document.
        blocks: its blocks, from `pipeline.extract.blocks.blocks`.
        header: its header; its own number is no reference but where the document is attached by it.
    """
    found: list[Reference] = []
    preamble = _Preamble()
    footnotes = 0
    for passage in _passages(blocks):
        preamble.enter(passage)
        citations = find_citations(passage.text)
        if passage.kind is BlockKind.FOOTNOTE:
            footnotes = int(passage.mark) if passage.mark.isdecimal() else footnotes + 1
            citations = _without_mark(passage, citations, footnotes)
        for citation in _with_lists(passage.text, citations, passage.kind):
            relation = _relation(passage, citation, header, is_basis=preamble.is_open)
            if relation is None:
                continue
            found.append(_reference(reading, passage, citation, relation))
    return tuple(found)


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


_UNFINISHED = re.compile(r"(?:\b(?:số|ngày|tháng|năm|của)|[-/])$", re.IGNORECASE)


def _passages(blocks: Sequence[Block]) -> Iterator[Passage]:
    """Yield the passages of a document; its head is one, a block that ends within a citation goes on in the next."""
    pending: Passage | None = None
    for block in blocks:
        if not block.text or len(block.offsets) != len(block.text):
            continue
        passage = Passage(
            block.text, block.offsets, block.kind, block.label_kind not in {None, LabelKind.BULLET}, block.label
        )
        if pending and (pending.kind is passage.kind is BlockKind.HEADER or _UNFINISHED.search(pending.text)):
            passage = Passage(
                f"{pending.text} {passage.text}",
                (*pending.offsets, passage.offsets[0], *passage.offsets),
                pending.kind,
                pending.is_heading,
            )
        elif pending:
            yield pending
        pending = passage
    if pending:
        yield pending


_LEADS_IN = re.compile(r"\b(?:như sau|sau đây|sau)\s*[:;.]\s*$", re.IGNORECASE)


class _Preamble:
    """Follows the reading from the first basis (Căn cứ ...) to the first heading."""

    def __init__(self) -> None:
        self.is_open = False
        self._is_over = False
        self._is_led_in = False  # "... như sau:" was read: the bullets behind it are no preamble

    def enter(self, passage: Passage) -> None:
        if self._is_over or passage.kind in {BlockKind.HEADER, BlockKind.FOOTNOTE}:
            return
        basis = _names_basis(passage.text)
        bullet = passage.kind is BlockKind.BULLET and not basis and self._is_led_in
        if passage.is_heading or bullet or passage.kind in {BlockKind.FOOTER, BlockKind.TABLE_ROW}:
            self._is_over, self.is_open = True, False
        elif basis:
            self.is_open = True
        self._is_led_in = self._is_led_in or _LEADS_IN.search(passage.text) is not None


def _names_basis(text: str) -> bool:
    folded = fold(text.lstrip("-–+• "))
    if folded.startswith("kinh gui"):  # the address may stand in one block with what follows it
        folded = next((fold(text[found.start() :]) for found in _capital_basis().finditer(text)), folded)
    return starts_with(folded, _folded_basis())


@lru_cache(maxsize=1)
def _folded_basis() -> tuple[str, ...]:
    return tuple(fold(word) for word in citation_words()["relation"]["basis"])


@lru_cache(maxsize=1)
def _capital_basis() -> re.Pattern[str]:
    words = citation_words()["relation"]["basis"]
    return re.compile(r"\b(?:" + "|".join(word[0].upper() + word[1:] for word in words) + r")\b")


@lru_cache(maxsize=1)
def _attached() -> re.Pattern[str]:
    words = "|".join(map(re.escape, citation_words()["relation"]["attached"]))
    return re.compile(rf"(?:{words})(?:\s+theo)?\s*$", re.IGNORECASE)


def _relation(passage: Passage, citation: Citation, header: Header, *, is_basis: bool) -> Relation | None:
    """Return how the document stands to what it cites; None where it cites itself."""
    if passage.kind is BlockKind.HEADER and citation.doc_type is None:
        return None  # the number of the document itself
    before = passage.text[: citation.start]
    attached = _attached().search(before)
    own = _is_own(citation, header)
    if attached and (own or _opens_caption(before[: attached.start()])):
        return "kem_theo"
    if own:
        return None
    return "can_cu" if is_basis else "dan_chieu"


def _opens_caption(before: str) -> bool:
    """Say whether "Kèm theo ..." stands alone, or in brackets below the title of an annex."""
    return not before.strip(" (*[") or before.rstrip().endswith("(")


def _is_own(citation: Citation, header: Header) -> bool:
    if not header.number_symbol or fold(re.sub(r"\s", "", header.number_symbol)) != fold(citation.id):
        return False
    return citation.day is None or header.date is None or citation.day.iso in {None, header.date}


_LIST_HEAD = re.compile(r"\b(?:các|những)\s+", re.IGNORECASE)
_LINK = re.compile(r"\s*[,;]?\s*(?:và|cùng)?\s*", re.IGNORECASE)


def _with_lists(text: str, citations: Sequence[Citation], kind: BlockKind) -> tuple[Citation, ...]:
    """Give each number of a list the type and issuer that its list names once."""
    typed = _share_types(text, citations, kind)
    return _share_issuers(text, _under_list_heads(text, typed))


def _share_types(text: str, citations: Sequence[Citation], kind: BlockKind) -> list[Citation]:
    found: list[Citation] = []
    for citation in citations:
        if citation.doc_type is None and kind not in {BlockKind.FOOTNOTE, BlockKind.HEADER}:
            last = found[-1] if found else None
            listed = last is not None and last.doc_type is not None and _LINK.fullmatch(text, last.end, citation.start)
            named = last.doc_type if last and listed and citation.implied_type in {None, last.implied_type} else None
            if citation.says_number or listed:
                citation = replace(citation, doc_type=named or citation.implied_type)  # noqa: PLW2901
        found.append(citation)
    return found


def _under_list_heads(text: str, citations: Sequence[Citation]) -> list[Citation]:
    """Read "các Nghị định của Chính phủ: số ...; Nghị định số ...": it holds for all of that type in the sentence."""
    found = list(citations)
    for lead in _LIST_HEAD.finditer(text):
        named = type_pattern().match(text, lead.end())
        owner = re.compile(r"\s+của\s+", re.IGNORECASE).match(text, named.end()) if named else None
        end = issuer_end(text, owner.end()) if owner else None
        if not (named and owner and end) or text[end : end + 2].strip() != ":":
            continue
        name = type_names()[fold(re.sub(r"\s+", " ", named.group()))]
        stop = re.compile(r"\.(?=\s+[A-ZĐ])|$").search(text, end)
        for index, citation in enumerate(found):
            if end <= citation.start < (stop.start() if stop else len(text)) and citation.doc_type in {None, name}:
                found[index] = replace(citation, doc_type=name, issuer=citation.issuer or (owner.end(), end))
    return found


def _share_issuers(text: str, citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Give neighbours joined by a comma or "và" the issuer that only one of them has."""
    found = list(citations)
    for index in range(len(found) - 2, -1, -1):
        one, other = found[index], found[index + 1]
        alike = one.bodies == other.bodies and one.doc_type == other.doc_type
        if one.issuer is None and other.issuer and not other.issuer_ahead and alike and _neighbours(text, one, other):
            found[index] = replace(one, issuer=other.issuer)
    for index in range(1, len(found)):
        one, other = found[index - 1], found[index]
        if other.issuer is None and one.issuer and one.issuer_ahead and _neighbours(text, one, other):
            found[index] = replace(other, issuer=one.issuer, issuer_ahead=True)
    return tuple(found)


def _neighbours(text: str, one: Citation, other: Citation) -> bool:
    return one.end <= other.start and _LINK.fullmatch(text, one.end, other.start) is not None


def _reference(reading: Reading, passage: Passage, citation: Citation, relation: Relation) -> Reference:
    start, end = passage.span(citation.start, citation.end)
    number = passage.span(citation.number_start, citation.number_end)
    issuer = passage.text[slice(*citation.issuer)] if citation.issuer else None
    return Reference(
        text=passage.text[citation.start : citation.end],
        doc_type=citation.doc_type,
        id=citation.id,
        date=citation.day.iso if citation.day else None,
        issuer=issuer,
        relation=relation,
        evidence=reading.evidence(start, end, f"citation.{citation.form}", _certainty(citation), number),
    )


_CERTAINTY = {
    NumberForm.FULL: 0.98, NumberForm.PLAIN: 0.97, NumberForm.PARTY: 0.97,
    NumberForm.YEAR_ONLY: 0.8, NumberForm.OLD: 0.8, NumberForm.BARE: 0.7,
}  # fmt: skip


def _certainty(citation: Citation) -> float:
    """Return how sure the rule is: less for a number that its surroundings do not confirm, or a date that cannot be."""
    certainty = _CERTAINTY[citation.form]
    if citation.doc_type is None or (
        citation.implied_type not in {None, citation.doc_type} and citation.form is not NumberForm.OLD
    ):
        certainty -= 0.05
    if citation.day and not citation.day.possible:
        certainty -= 0.2
    return round(certainty, 4)
