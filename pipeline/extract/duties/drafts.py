"""A duty on its way to become a record."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.actors import find_partners
from pipeline.extract.duties.acts import find_acts
from pipeline.extract.duties.conditions import find_condition
from pipeline.extract.duties.deadlines import Deadline, find_deadline
from pipeline.extract.duties.products import find_product
from pipeline.extract.duties.rhythm import find_governing, find_rule
from pipeline.extract.duties.terms import NO_TERM, DocumentTime, Term, redated, resolve
from pipeline.extract.structure.blocks import Block
from pipeline.model import Act, Obligation, Role
from pipeline.reading import Reading

CERTAINTY = {
    "list": 0.95,  # "Đơn vị chủ trì: ..." below it
    "table": 0.93,
    "given": 0.93,  # "Giao X ..."
    "asked": 0.93,  # "Đề nghị X ..."
    "heading": 0.92,  # below "2. Phòng Nội vụ"
    "command": 0.9,  # "X chủ trì ...", "X có trách nhiệm ..."
    "led": 0.85,  # below "... yêu cầu X thực hiện các nội dung sau:"
    "subject": 0.8,  # "X xây dựng ..."
    "named_last": 0.75,  # "... - X thực hiện"
    "restarted": 0.6,  # as "heading", but the numbering began anew: a heading between the two was not read
    "carried": 0.5,  # names nobody, stands below one that does
}
"""How often each rule is right, by how a duty is told whom it binds."""


NAMES_ACTOR = frozenset({"given", "asked", "command", "subject", "named_last"})
"""The rules of a duty whose own words name the actor."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A duty: its action is `block.text[start:end]`; `rule` is a key of `CERTAINTY`."""

    block: Block
    start: int
    end: int
    section: str | None
    actor: str
    role: Role
    partners: tuple[str, ...]
    deadline: Deadline
    product: str | None
    rule: str

    @property
    def order(self) -> tuple[int, int]:
        """Where it stands in the document."""
        return self.block.start, self.start


def draft(
    block: Block, span: tuple[int, int], section: str | None, actor: str, role: Role, rule: str, year: int | None
) -> Draft:
    """Return the duty that stands at `span` of a block; partners, deadline and product are read from its own words."""
    start, end = span[0], len(block.text[: span[1]].rstrip())
    action = block.text[start:end]
    return Draft(
        block, start, end, section, actor.strip(" .;-–"), role,
        find_partners(action), find_deadline(action, year), find_product(action), rule,
    )  # fmt: skip


def obligation(reading: Reading, found: Draft, time: DocumentTime) -> Obligation:
    """Return the record of a duty; its term and rhythm mean what they mean in a document of `time`."""
    start, end = found.block.span(found.start, found.end)
    action = found.block.text[found.start : found.end]
    deadline, term = found.deadline, term_of(found.deadline, time)
    return Obligation(
        section=found.section,
        actor=found.actor,
        role=found.role,
        partners=found.partners,
        action=action.strip(),
        deadline=deadline.text,
        deadline_date=redated(deadline.date, deadline.text, time),
        frequency=deadline.frequency,
        product=found.product,
        evidence=reading.evidence(start, end, f"duty.{found.rule}", certainty_of(found)),
        starts=term.first.isoformat() if term.first else None,
        ends=term.last.isoformat() if term.last else None,
        recurrence=_rule(deadline, action, time),
        condition=find_condition(action),
        acts=_acts(reading, found, action, time),
    )


_IN_REGULATIONS = 0.75  # of its certainty keeps a rule there that goes by position or by a mere verb
_BY_WORDS = frozenset({"given", "asked", "command", "list", "table"})


def certainty_of(found: Draft) -> float:
    """Return how sure a duty is: articles also define, describe and empower, so there only words that command count."""
    certainty = CERTAINTY[found.rule]
    in_articles = "Điều" in (found.section or "")
    return certainty if found.rule in _BY_WORDS or not in_articles else certainty * _IN_REGULATIONS


_CERTAINTY_OF_ACTS = 0.85  # how often a duty is parted where it should be


def _acts(reading: Reading, found: Draft, action: str, time: DocumentTime) -> tuple[Act, ...]:
    acts = []
    for start, end in find_acts(action, names_actor=found.rule in NAMES_ACTOR):
        place = found.block.span(found.start + start, found.start + end)
        evidence = reading.evidence(*place, "duty.act", _CERTAINTY_OF_ACTS * certainty_of(found))
        acts.append(Act(action[start:end], find_deadline(action[start:end], time.year).text, evidence))
    return tuple(acts)


def term_of(deadline: Deadline, time: DocumentTime) -> Term:
    """Return the days of a deadline, from where it begins, if that stands apart."""
    term = resolve(deadline.text, time) if deadline.text else NO_TERM
    begins = resolve(deadline.begins, time) if deadline.begins else NO_TERM
    first = begins.first or begins.last or term.first
    return Term(first, term.last) if not (first and term.last and first > term.last) else term


def _rule(deadline: Deadline, action: str, time: DocumentTime) -> str | None:
    """Return how often a duty is to be done: what its term says that stands apart, else its own words."""
    if deadline.frequency is None:
        return None
    if deadline.text and deadline.frequency.lower() in deadline.text.lower() and deadline.text not in action:
        return find_rule(deadline.frequency, deadline.text, time.last)
    for clause in re.split(r"[;.]\s", action):
        if frequency := find_governing(clause):
            return find_rule(frequency, clause, time.last)
    return None
