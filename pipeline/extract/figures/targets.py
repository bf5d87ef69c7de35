"""The measurable goals that a document sets, in its sentences and in tables with a column of goals.

Precision counts: what was reached already, rules of law, prices and conditions are no goals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.duties.clauses import find_duty
from pipeline.extract.figures.goals import Goal, find_goals, grades, says_goals
from pipeline.extract.figures.phrases import (
    figure_words,
    find_period,
    find_scope,
    indicator_of,
    last_year,
    statements,
    with_shared_predicate,
)
from pipeline.extract.figures.quantities import UnitKind
from pipeline.extract.figures.settings import Setting, find_settings
from pipeline.extract.figures.tables import ValueRow, find_goal_rows, year_of
from pipeline.extract.structure.blocks import Block, BlockKind
from pipeline.model import Header, Section, Target
from pipeline.reading import Reading

CERTAINTY = {
    "aim": 0.89,  # "phấn đấu ...", "chỉ tiêu: ..."
    "heading": 0.88,  # below "Mục tiêu cụ thể"
    "share": 0.85,  # "bảo đảm 100% ..."
    "rank": 0.85,
    "index": 0.85,  # "SIPAS trên 95%"
    "least": 0.8,  # "mỗi khu phố có ít nhất 01 ..."
    "table": 0.85,
}
"""How often each rule is right."""


def find_targets(
    reading: Reading, blocks: Sequence[Block], header: Header, sections: Sequence[Section]
) -> tuple[Target, ...]:
    """Return the goals of a document in order of appearance.

    Args:
        reading: the text of the document.
        blocks: its blocks.
        header: its header; a law sets no goals, a report only in what it plans.
        sections: its sections; goals stand above all below headings that say so.
    """
    doc_type = header.doc_type or ""
    words = figure_words("aims")
    if doc_type in words["laws"]:
        return ()
    planning = doc_type in words["plans"]
    reports = doc_type in words["reports"]
    found: list[Target] = []
    settings = [setting for setting in find_settings(blocks, sections) if not reports or setting.kind == "phuong_huong"]
    for setting in settings:
        if setting.block.kind is not BlockKind.TABLE_ROW and _MAY_HOLD.search(
            setting.block.text, setting.block.content
        ):
            plans = planning and setting.kind is not None and setting.kind != "kinh_phi"
            found += _from_block(reading, setting, _year(header), planning=plans)
    found += [_from_row(reading, row) for row in find_goal_rows(settings, _year(header))]
    return tuple(sorted(found, key=lambda target: target.evidence.start))


def _year(header: Header) -> int | None:
    return int(header.date[:4]) if header.date else None


_MAY_HOLD = re.compile(r"\d|nhất|thiểu")  # a digit, or a number in words behind "ít nhất", "tối thiểu"


def _from_block(reading: Reading, setting: Setting, year: int | None, *, planning: bool) -> Iterator[Target]:
    block = setting.block
    aimed = says_goals(_above(setting, everything=planning))
    for start, end in statements(block.text, block.content):
        sentence = block.text[start:end]
        goals = find_goals(sentence, aimed=aimed, planning=planning)
        if not goals or grades([*setting.headings, setting.lead]):
            continue
        duty = find_duty(sentence, 0, len(sentence))
        actor = sentence[duty.actor_start : duty.actor_end] if duty else None
        opening = find_period(sentence[: goals[0].quantity.start])
        indicators = _indicators(sentence, goals)
        for goal, indicator in zip(goals, indicators, strict=True):
            period = find_period(sentence[goal.start : goal.end]) or opening
            if indicator and not _is_over(period, year):  # a goal of nothing is none
                said = _Said(setting, start, sentence, period or _period_above(setting), actor)
                yield _target(reading, said, goal, indicator)


def _indicators(sentence: str, goals: Sequence[Goal]) -> list[str | None]:
    """Return what each goal measures; shares in a list ("80% trạm y tế và 60% chợ được ...") say one thing of all."""
    found = [indicator_of(sentence, (goal.start, goal.end), goal.quantity) for goal in goals]
    for place in range(len(goals) - 2, -1, -1):
        first, second = goals[place], goals[place + 1]
        own, following = found[place], found[place + 1]
        listed = second.start == second.quantity.start and ";" not in sentence[first.end : second.start]
        shares = first.quantity.kind is second.quantity.kind is UnitKind.PERCENT
        if own and following and listed and shares and own not in sentence[: first.quantity.start]:
            found[place] = with_shared_predicate(own, following)
    return found


def _above(setting: Setting, *, everything: bool) -> list[str]:
    """Return the lead and the headings above a block, the nearest first; only near ones unless the document plans."""
    own = setting.block.kind is BlockKind.HEADING
    headings = setting.headings[::-1][1:] if own else setting.headings[::-1]
    return [setting.lead, *(headings if everything else headings[:_NEAR_HEADINGS])]


_NEAR_HEADINGS = 3


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence with goals, `offset` characters behind the start of its block, and what holds for all of them."""

    setting: Setting
    offset: int
    sentence: str
    period: str | None
    actor: str | None


def _is_over(period: str | None, year: int | None) -> bool:
    last = last_year(period) if period else None
    return last is not None and year is not None and last < year


def _period_above(setting: Setting) -> str | None:
    """Return the time that the lead or the nearest heading names."""
    texts = [setting.lead, *reversed(setting.headings)]
    return next((period for text in texts if text and (period := find_period(text))), None)


def _target(reading: Reading, said: _Said, goal: Goal, indicator: str) -> Target:
    quantity = goal.quantity
    clause = said.sentence[goal.start : goal.end]
    block = said.setting.block
    start, end = block.span(said.offset + goal.start, said.offset + goal.end)
    exact = block.span(said.offset + quantity.value_start, said.offset + quantity.value_end)
    return Target(
        section=said.setting.section,
        text=clause,
        indicator=indicator,
        comparator=quantity.comparator or ("=" if quantity.low == quantity.high else None),
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        scope=find_scope(clause),
        period=said.period,
        actor=said.actor,
        evidence=reading.evidence(start, end, f"target.{goal.rule}", CERTAINTY[goal.rule], exact),
    )


def _from_row(reading: Reading, row: ValueRow) -> Target:
    block, quantity = row.setting.block, row.quantity
    start, end = block.span(min(row.indicator.start, row.value.start), max(row.indicator.end, row.value.end))
    exact = block.span(row.value.start, row.value.end)
    return Target(
        section=row.setting.section,
        text=f"{row.indicator.text}: {row.value.text}",
        indicator=row.indicator.text,
        comparator=quantity.comparator or ("=" if quantity.low == quantity.high else None),
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=row.unit,
        scope=find_scope(row.indicator.text),
        period=find_period(row.head) or year_of(row.head) or _period_above(row.setting),
        actor=None,
        evidence=reading.evidence(start, end, "target.table", CERTAINTY["table"], exact),
    )
