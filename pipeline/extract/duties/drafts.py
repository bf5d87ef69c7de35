"""A duty on its way to become a record."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.duties.actors import find_partners
from pipeline.extract.duties.deadlines import Deadline, find_deadline
from pipeline.extract.duties.products import find_product
from pipeline.extract.structure.blocks import Block
from pipeline.model import Obligation, Role
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
    "carried": 0.7,  # names nobody, stands below one that does
}
"""How often each rule is right, by how a duty is told whom it binds."""


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


def obligation(reading: Reading, found: Draft) -> Obligation:
    """Return the record of a duty."""
    start, end = found.block.span(found.start, found.end)
    return Obligation(
        section=found.section,
        actor=found.actor,
        role=found.role,
        partners=found.partners,
        action=found.block.text[found.start : found.end].strip(),
        deadline=found.deadline.text,
        deadline_date=found.deadline.date,
        frequency=found.deadline.frequency,
        product=found.product,
        evidence=reading.evidence(start, end, f"duty.{found.rule}", CERTAINTY[found.rule]),
    )
