"""What a document says about the money for carrying it out: how much, from where, and who is to estimate it.

One record per sentence. Prices, fees, awards, and money that was spent already are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.actors import holds_predicate, starts_actor, starts_predicate
from pipeline.extract.citations.find import find_citations
from pipeline.extract.figures.estimators import estimates, find_estimator
from pipeline.extract.figures.phrases import figure_words, phrases, statements
from pipeline.extract.figures.quantities import Quantity, UnitKind, amount_in_dong, find_quantities
from pipeline.extract.figures.settings import Setting, find_settings
from pipeline.extract.figures.sources import find_source
from pipeline.extract.structure.blocks import Block, BlockKind
from pipeline.extract.structure.layout import mostly_capitals
from pipeline.model import Funding, Header, Obligation, Section
from pipeline.reading import Reading

CERTAINTY = {
    "heading": 0.88,  # below "Kinh phí thực hiện"
    "sentence": 0.85,  # says "kinh phí thực hiện", "lập dự toán" ... elsewhere
}
"""How often each rule is right."""


def find_funding(
    reading: Reading,
    blocks: Sequence[Block],
    header: Header,
    sections: Sequence[Section],
    obligations: Sequence[Obligation] = (),
) -> tuple[Funding, ...]:
    """Return what a document says about money, in order of appearance.

    Args:
        reading: the text of the document.
        blocks: its blocks.
        header: its header; in a law only a section about money counts, in a report only what it plans.
        sections: its sections.
        obligations: its duties; who is given a sentence about an estimate makes it.
    """
    words = figure_words("aims")
    report = header.doc_type in words["reports"]
    planning = header.doc_type in words["plans"]
    if not planning and phrases("funding", "about_money").search(header.title or ""):
        return ()  # a regulation of finance: all its sentences are about money, none about its own
    found: list[Funding] = []
    for setting in find_settings(blocks, sections):
        if setting.block.kind is BlockKind.TABLE_ROW or (report and setting.kind not in _PLANNED):
            continue
        if (setting.section is None and sections) or not _may_speak(setting.block.body.lower()):
            continue
        about = _is_about_money(setting, planning=planning)
        if about or planning:
            found += _from_block(reading, setting, obligations, about=about)
    return tuple(found)


def _may_speak(lowered: str) -> bool:
    """Say whether a text in small letters holds a word that every sentence about money has."""
    return any(word in lowered for word in figure_words("funding")["weak"])


_PLANNED = {"phuong_huong", "kinh_phi", "to_chuc_thuc_hien"}


def _is_about_money(setting: Setting, *, planning: bool) -> bool:
    """Say whether the nearest heading that names a matter names money; one of somebody, or other work, ends it.

    Where a document does not plan, the heading must begin with money: "Xây dựng nhiệm vụ và dự toán" is a procedure.
    """
    headings = phrases("funding", "headings" if planning else "own_headings")
    names_money = headings.search if planning else headings.match
    own = setting.headings[-1] if setting.block.kind is BlockKind.HEADING and setting.headings else None
    for heading in (setting.lead, *reversed(setting.headings)):
        if not heading or len(heading) > _LONGEST_HEADING:
            continue
        if names_money(heading) and not starts_actor(heading):
            return phrases("funding", "not_headings").search(heading) is None
        if heading is not own and (starts_actor(heading) or phrases("funding", "scope_ends").match(heading)):
            return False
    return False


_LONGEST_HEADING = 90  # characters: a longer one is a sentence


def _from_block(
    reading: Reading, setting: Setting, obligations: Sequence[Obligation], *, about: bool
) -> Iterator[Funding]:
    block = setting.block
    for start, end in _statements(block):
        statement = block.text[start:end]
        said = _said(statement, about=about)
        if (
            said is None
            or mostly_capitals(statement)
            or (block.kind is BlockKind.HEADING and _is_title(statement, block.label))
        ):
            continue
        first, last = block.span(start, end)
        rule = "heading" if about else "sentence"
        yield Funding(
            section=setting.section,
            text=statement,
            amount=said.amount,
            source=said.source,
            estimator=said.estimator or _estimator_above(setting, statement, first, last, obligations),
            evidence=reading.evidence(first, last, f"funding.{rule}", CERTAINTY[rule], _exact(block, start, said)),
        )


def _statements(block: Block) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a block; behind a semicolon one that orders something about money stands alone."""
    for start, end in statements(block.text, block.content):
        begin = start
        for mark in re.finditer(r";\s+", block.text[start:end]):
            place = start + mark.end()
            following = block.text[place:end].split(";")[0]
            if not _LISTS.search(block.text[begin:place]) and _stands_alone(following):
                yield begin, start + mark.start()
                begin = place
        yield begin, begin + len(block.text[begin:end].rstrip(" ./;"))


_LISTS = re.compile(r"(?<!\w)(?:gồm|sau|từ|do|kinh phí|nguồn)(?:\s[^:;.,]{0,20})?:", re.IGNORECASE)
"""What leads a list of sources or sums, whose semicolons part no statements."""


def _stands_alone(clause: str) -> bool:
    if find_quantities(clause) or phrases("funding", "strong").search(clause) is None:
        return False
    return starts_actor(clause) or starts_predicate(clause) or phrases("funding", "strong").match(clause) is not None


_LONGEST_TITLE = 70  # characters


def _is_title(statement: str, label: str) -> bool:
    """Say whether a heading only names the matter ("Kinh phí thực hiện")."""
    if label.startswith("Điều"):
        return True
    return len(statement) <= _LONGEST_TITLE and not phrases("funding", "says").search(statement)


@dataclass(frozen=True, slots=True)
class _Said:
    """What one sentence says about money; `place` is where the amount stands in it."""

    amount: int | None
    source: str | None
    estimator: str | None
    place: tuple[int, int] | None


def _exact(block: Block, start: int, said: _Said) -> tuple[int, int] | None:
    return block.span(start + said.place[0], start + said.place[1]) if said.place else None


_UNFILLED = re.compile(r"\.\.\.|…|\s=\s|:\s*\w?\s*$")
"""A field of a form, a formula, or a lead-in whose items follow."""


def _said(sentence: str, *, about: bool) -> _Said | None:
    """Return what a sentence says about money, None where it says nothing that counts."""
    if _UNFILLED.search(sentence) or phrases("funding", "not_funding").search(sentence):
        return None
    strong = phrases("funding", "strong").search(sentence) and phrases("funding", "strong").search(
        _without_names(sentence)
    )
    if phrases("funding", "past").search(sentence) or not (strong or about):
        return None
    quantities = (quantity for quantity in find_quantities(sentence) if quantity.kind is UnitKind.MONEY)
    money = [quantity for quantity in quantities if not sentence[quantity.end :].lstrip().startswith("/")]
    chosen = _total(sentence, money)
    amount = amount_in_dong(sentence, chosen) if chosen else None
    source = find_source(sentence)
    estimator = find_estimator(sentence)
    says = phrases("funding", "says").search(sentence)
    orders = estimates(sentence) and (starts_predicate(sentence) or starts_actor(sentence) or says)
    told = (orders or (about and strong and says)) and len(sentence) >= _SHORTEST_ORDER
    tells = amount is not None or source or estimator or told
    topic = phrases("funding", "topics").match(sentence.lstrip(" -–+"))
    if (topic and amount is None) or not tells:
        return None
    place = (chosen.value_start, chosen.value_end) if chosen and amount is not None else None
    return _Said(amount, source, estimator, place)


_SHORTEST_ORDER = 30  # characters; "Lập dự toán" is a heading


def _without_names(sentence: str) -> str:
    """Return a sentence without the names of the documents that it cites, some of which are about money."""
    for citation in reversed(find_citations(sentence)):
        about = re.compile(r"\s*(?:về(?: việc)?|quy định|hướng dẫn)\s[^;.]{0,300}").match(sentence, citation.end)
        sentence = sentence[: citation.start] + sentence[about.end() if about else citation.end :]
    return sentence


def _total(sentence: str, money: Sequence[Quantity]) -> Quantity | None:
    """Return the sum that a sentence is about: the one behind "tổng kinh phí", or the only one."""
    for quantity in money:
        before = sentence[max(0, quantity.start - _NEAR) : quantity.start]
        if phrases("funding", "total").search(before):
            return quantity
    return money[0] if len(money) == 1 else None


_NEAR = 60  # characters


def _estimator_above(
    setting: Setting, statement: str, start: int, end: int, obligations: Sequence[Obligation]
) -> str | None:
    """Return whom the heading above an order about money names, else the actor of the duty that stands there."""
    if not (estimates(statement) and starts_predicate(statement)):
        return None
    for heading in reversed(setting.headings):
        lead = phrases("funding", "asks", "heads_of_duty").match(heading)
        name = heading[lead.end() if lead else 0 :].strip(" :")
        if len(name) <= _LONGEST_HEADING and starts_actor(name) and not holds_predicate(name):
            return name
    return next((duty.actor for duty in obligations if duty.evidence.start < end and start < duty.evidence.end), None)
