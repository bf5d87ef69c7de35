"""What a document says about the money for carrying it out: how much, from where, and who is to estimate it.

One record per sentence. Prices, fees, awards, and money that was spent already are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.citations.find import find_citations
from pipeline.extract.duties.actors import either, starts_actor
from pipeline.extract.duties.clauses import find_duty
from pipeline.extract.figures.phrases import figure_words, phrases, statements
from pipeline.extract.figures.quantities import Quantity, UnitKind, amount_in_dong, find_quantities
from pipeline.extract.figures.settings import Setting, find_settings
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
    found: list[Funding] = []
    for setting in find_settings(blocks, sections):
        if setting.block.kind is BlockKind.TABLE_ROW or (report and setting.kind not in _PLANNED):
            continue
        if setting.section is None or not _may_speak(setting.block.body.lower()):
            continue
        about = _is_about_money(setting, "headings" if planning else "own_headings")
        if about or planning:
            found += _from_block(reading, setting, obligations, about=about)
    return tuple(found)


def _may_speak(lowered: str) -> bool:
    """Say whether a text in small letters holds a word that every sentence about money has."""
    return any(word in lowered for word in figure_words("funding")["weak"])


_PLANNED = {"phuong_huong", "kinh_phi", "to_chuc_thuc_hien"}


def _is_about_money(setting: Setting, entry: str) -> bool:
    return any(
        phrases("funding", entry).search(heading) and not phrases("funding", "not_headings").search(heading)
        for heading in (*setting.headings, setting.lead)
        if len(heading) <= _LONGEST_HEADING and not starts_actor(heading)
    )


_LONGEST_HEADING = 90  # characters: a longer one is a sentence


def _from_block(
    reading: Reading, setting: Setting, obligations: Sequence[Obligation], *, about: bool
) -> Iterator[Funding]:
    block = setting.block
    for start, end in _statements(block):
        statement = block.text[start:end]
        said = _said(statement, about=about)
        if said is None or (block.kind is BlockKind.HEADING and _is_title(statement)):
            continue
        first, last = block.span(start, end)
        rule = "heading" if about else "sentence"
        yield Funding(
            section=setting.section,
            text=statement,
            amount=said.amount,
            source=said.source,
            estimator=said.estimator or (_actor_of(first, last, obligations) if _estimates(statement) else None),
            evidence=reading.evidence(first, last, f"funding.{rule}", CERTAINTY[rule], _exact(block, start, said)),
        )


def _statements(block: Block) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a block; behind a semicolon one that speaks of money itself stands alone."""
    for start, end in statements(block.text, block.content):
        begin = start
        for mark in re.finditer(r";\s+", block.text[start:end]):
            place = start + mark.end()
            following = block.text[place:end].split(";")[0]
            if phrases("funding", "strong").search(following) and find_quantities(following) == ():
                yield begin, start + mark.start()
                begin = place
        yield begin, begin + len(block.text[begin:end].rstrip(" ./;"))


_LONGEST_TITLE = 70  # characters


def _is_title(statement: str) -> bool:
    """Say whether a heading only names the matter ("Kinh phí thực hiện")."""
    if mostly_capitals(statement):
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


_UNFILLED = re.compile(r"\.\.\.|…|:\s*\w?\s*$")
"""A field of a form, or a lead-in whose items follow."""


def _said(sentence: str, *, about: bool) -> _Said | None:
    """Return what a sentence says about money, None where it says nothing that counts."""
    if _UNFILLED.search(sentence) or phrases("funding", "not_funding").search(sentence):
        return None
    strong = phrases("funding", "strong").search(_without_names(sentence))
    if phrases("funding", "past").search(sentence) or not (strong or about):
        return None
    quantities = (quantity for quantity in find_quantities(sentence) if quantity.kind is UnitKind.MONEY)
    money = [quantity for quantity in quantities if not sentence[quantity.end :].lstrip().startswith("/")]
    chosen = _total(sentence, money)
    amount = amount_in_dong(sentence, chosen) if chosen else None
    source = find_source(sentence)
    estimator = _estimator(sentence)
    tells = amount is not None or source or estimator or _estimates(sentence)
    if not tells and not (about and strong and phrases("funding", "says").search(sentence)):
        return None
    place = (chosen.value_start, chosen.value_end) if chosen and amount is not None else None
    return _Said(amount, source, estimator, place)


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


@lru_cache(maxsize=1)
def _sources() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return patterns of a source: behind a word that leads to it, opening the sentence, and of who gives."""
    words = figure_words("funding")
    joined = either(figure_words("scope")["joined"])
    source = (
        rf"(?P<source>{either(words['sources'])}(?!\w)(?!\s+sau\b)[^.;:()]{{0,200}}?"
        rf"(?:,\s+{joined}[^.,;:()]{{0,60}}?){{0,3}})"
        rf"(?=\s*[.;:()]|\s*$|,?\s+{either(words['source_ends'])}(?!\w)|,\s+(?!nguồn|các nguồn|ngân sách|quỹ|xã hội))"
    )
    led = rf"(?<!\w){either(words['source_leads'])}[:\s]\s*(?:các\s+)?{source}"
    opening = rf"\W*(?!nguồn kinh phí|kinh phí|dự toán){source}"
    given = rf"(?<!\w)do\s+(?P<source>[^.,;:()]{{3,80}}?)\s+{either(words['gives'])}(?!\w)"
    return re.compile(led, re.IGNORECASE), re.compile(opening, re.IGNORECASE), re.compile(given, re.IGNORECASE)


def find_source(sentence: str) -> str | None:
    """Return where the money comes from, as written.

    >>> find_source("Kinh phí thực hiện được bố trí từ ngân sách phường theo quy định")
    'ngân sách phường'
    >>> find_source("Tổng kinh phí 30 triệu đồng do các hộ dân đóng góp")
    'các hộ dân'
    """
    led, opening, given = _sources()
    found = led.search(sentence) or opening.match(sentence) or given.search(sentence)
    return found["source"].strip(" ,-") if found else None


@lru_cache(maxsize=1)
def _estimating() -> re.Pattern[str]:
    words = figure_words("funding")
    return re.compile(
        rf"(?<!\w){either(words['estimates'])}\s+(?:[^.;,]{{0,40}}\s)?{either(words['estimated'])}(?!\w)", re.IGNORECASE
    )


def _estimates(sentence: str) -> bool:
    return _estimating().search(sentence) is not None


def _estimator(sentence: str) -> str | None:
    """Return whom a sentence names as who is to estimate or to provide the money.

    >>> _estimator("Hướng dẫn các cơ quan, đơn vị lập dự toán hằng năm")
    'các cơ quan, đơn vị'
    """
    for act in phrases("funding", "estimate_acts").finditer(sentence):
        before = sentence[max(0, act.start() - _FAR) : act.start()].rstrip()
        places = [0, *(ask.end() for ask in phrases("funding", "asks").finditer(before))]
        for place in reversed(places):
            name = phrases("funding", "who_ends").split(before[place:].lstrip(" -"))[0].strip(" ,")
            if starts_actor(name):
                return name
    duty = find_duty(sentence, 0, len(sentence)) if _estimates(sentence) else None
    return sentence[duty.actor_start : duty.actor_end] if duty else None


_FAR = 200  # characters


def _actor_of(start: int, end: int, obligations: Sequence[Obligation]) -> str | None:
    """Return the actor of the duty that stands where a sentence stands."""
    return next((duty.actor for duty in obligations if duty.evidence.start < end and start < duty.evidence.end), None)
