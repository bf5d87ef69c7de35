"""The measurable goals that a document sets, in its sentences and in tables with a column of goals.

Precision counts: what was reached already, rules of law, prices and conditions are no goals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.duties.clauses import find_duty, sentences
from pipeline.extract.figures.goals import Goal, find_goals, says_goals
from pipeline.extract.figures.phrases import figure_words, find_period, find_scope, find_year, indicator_of, last_year
from pipeline.extract.figures.quantities import Quantity
from pipeline.extract.figures.settings import Setting, find_settings
from pipeline.extract.figures.tables import ValueRow, find_goal_rows
from pipeline.extract.structure.blocks import Block, BlockKind
from pipeline.model import Evidence, Header, Section, Target
from pipeline.reading import Reading

CERTAINTY = {
    "aim": 0.9,  # "phấn đấu ...", "chỉ tiêu: ..."
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
    settings = list(find_settings(blocks, sections))
    for setting in settings:
        if reports and setting.kind != "phuong_huong":
            continue
        if setting.block.kind is not BlockKind.TABLE_ROW and _may_hold(setting.block.body):
            plans = planning and setting.kind is not None and setting.kind != "kinh_phi"
            found += _from_block(reading, setting, _year(header), planning=plans)
    if not reports:
        found += [_from_row(reading, row) for row in find_goal_rows(settings, _year(header))]
    return tuple(sorted(found, key=lambda target: target.evidence.start))


def _year(header: Header) -> int | None:
    return int(header.date[:4]) if header.date else None


def _may_hold(text: str) -> bool:
    return any(char.isdigit() for char in text) or "nhất" in text or "thiểu" in text


def _from_block(reading: Reading, setting: Setting, year: int | None, *, planning: bool) -> Iterator[Target]:
    block = setting.block
    aimed = says_goals([*setting.headings, setting.lead])
    for start, end in sentences(block.text, block.content):
        sentence = block.text[start:end]
        for goal in find_goals(sentence, aimed=aimed, planning=planning):
            clause = sentence[goal.start : goal.end]
            period = find_period(clause) or find_period(sentence[: goal.start])
            if not _is_over(period, year):
                yield _target(reading, setting, start, goal, sentence, period or _period_above(setting))


def _is_over(period: str | None, year: int | None) -> bool:
    last = last_year(period) if period else None
    return last is not None and year is not None and last < year


def _period_above(setting: Setting) -> str | None:
    """Return the time that the lead or the nearest heading names."""
    texts = [setting.lead, *reversed(setting.headings)]
    return next((period for text in texts if text and (period := find_period(text))), None)


def _target(reading: Reading, setting: Setting, offset: int, goal: Goal, sentence: str, period: str | None) -> Target:
    block, quantity = setting.block, goal.quantity
    clause = sentence[goal.start : goal.end]
    duty = find_duty(sentence, 0, len(sentence))
    return Target(
        section=setting.section,
        text=clause,
        indicator=indicator_of(sentence, (goal.start, goal.end), quantity),
        comparator=quantity.comparator or "=",
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        scope=find_scope(clause),
        period=period,
        actor=sentence[duty.actor_start : duty.actor_end] if duty else None,
        evidence=_evidence(reading, block, (offset + goal.start, offset + goal.end), offset, quantity, goal.rule),
    )


def _evidence(
    reading: Reading, block: Block, span: tuple[int, int], offset: int, quantity: Quantity, rule: str
) -> Evidence:
    start, end = block.span(*span)
    exact = block.span(offset + quantity.value_start, offset + quantity.value_end)
    return reading.evidence(start, end, f"target.{rule}", CERTAINTY[rule], exact)


def _from_row(reading: Reading, row: ValueRow) -> Target:
    block, quantity = row.setting.block, row.quantity
    start, end = block.span(min(row.indicator.start, row.value.start), max(row.indicator.end, row.value.end))
    exact = block.span(row.value.start, row.value.end)
    return Target(
        section=row.setting.section,
        text=f"{row.indicator.text}: {row.value.text}",
        indicator=row.indicator.text,
        comparator=quantity.comparator or "=",
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=row.unit,
        scope=find_scope(row.indicator.text),
        period=find_period(row.head) or find_year(row.head) or _period_above(row.setting),
        actor=None,
        evidence=reading.evidence(start, end, "target.table", CERTAINTY["table"], exact),
    )
