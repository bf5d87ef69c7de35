"""The duties that a document lays on named actors: one per bullet, sentence or row of a task table, and actor.

`walk` reads prose, `task_lists` and `task_tables` what is laid out in lines and columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.actors import split_actors, starts_predicate
from pipeline.extract.duties.deadlines import read_terms
from pipeline.extract.duties.drafts import Draft, draft, obligation
from pipeline.extract.duties.task_lists import Particular, TaskList, find_task_lists
from pipeline.extract.duties.task_tables import TaskRow, find_task_rows
from pipeline.extract.duties.terms import time_of
from pipeline.extract.duties.walk import Walk
from pipeline.extract.structure.blocks import Block, BlockKind
from pipeline.extract.structure.outline import Outline, within
from pipeline.model import Header, Obligation, Role, Section
from pipeline.reading import Reading


def find_obligations(
    reading: Reading, blocks: Sequence[Block], header: Header, sections: Sequence[Section]
) -> tuple[Obligation, ...]:
    """Return the duties of a document in order of appearance.

    Args:
        reading: the text of the document.
        blocks: its blocks, from `pipeline.extract.blocks.blocks`.
        header: its header; the year of deadlines without one comes from its date or period.
        sections: its sections; a duty belongs to the one that it stands in.
    """
    outline = Outline(sections)
    time = time_of(header)
    year = time.year
    lists = find_task_lists(blocks)
    taken = {place for found in lists for place in range(found.task, found.last + 1)}
    drafts = [_from_list(blocks, found, outline, year) for found in lists]
    drafts += [_from_row(row, outline, year) for row in find_task_rows(blocks)]
    walk = Walk(outline, header, year)
    for place, block in enumerate(blocks):
        if place not in taken:
            following = blocks[place + 1] if place + 1 < len(blocks) else None
            walk.read(block, heads_items=following is not None and _hangs_on(following, block, outline))
    drafts += walk.drafts
    return tuple(obligation(reading, found, time) for found in sorted(drafts, key=lambda found: found.order))


def _hangs_on(block: Block, above: Block, outline: Outline) -> bool:
    """Say whether a block is a bullet, a paragraph that tells what to do, or an item below the block above."""
    if block.kind is BlockKind.PARAGRAPH:
        return starts_predicate(block.body)
    if block.kind is not BlockKind.HEADING:
        return block.kind is BlockKind.BULLET
    path = outline.path(block.first_line)
    return path != outline.path(above.first_line) and within(path, outline.path(above.first_line))


def _from_list(blocks: Sequence[Block], found: TaskList, outline: Outline, year: int | None) -> Draft:
    def said(*particulars: Particular) -> str:
        item = found.first(*particulars)
        return blocks[item[0]].text[item[1].start : item[1].end].strip() if item else ""

    task = blocks[found.task]
    leads = found.first(Particular.LEAD) is not None
    actor = said(Particular.LEAD) or said(Particular.PERFORM)
    role: Role = "chu_tri" if leads else "thuc_hien"
    section = outline.path(task.first_line)
    read = draft(task, (task.content, len(task.text)), section, actor, role, "list", year)
    product, partners = said(Particular.PRODUCT), said(Particular.PARTNERS)
    terms = [
        blocks[at].text[value.start : value.end] for at, value in found.values if value.particular is Particular.TIME
    ]
    return replace(
        read,
        partners=split_actors(partners) or read.partners,
        deadline=read_terms(terms, year) if terms else read.deadline,
        product=product or read.product,
    )


def _from_row(row: TaskRow, outline: Outline, year: int | None) -> Draft:
    names = split_actors(row.actor.text) if row.shared else ()
    actor, partners = (names[0], names[1:]) if names else (row.actor.text, ())
    role: Role = "chu_tri" if row.leads else "thuc_hien"
    section = outline.path(row.block.first_line)
    read = draft(row.block, (row.action.start, row.action.end), section, actor, role, "table", year)
    terms = [cell.text for cell in (row.begin, row.time) if cell]
    return replace(
        read,
        partners=split_actors(row.partners.text) if row.partners else partners,
        deadline=read_terms(terms, year) if terms else read.deadline,
        product=row.product.text if row.product else read.product,
    )
