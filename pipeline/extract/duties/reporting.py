"""Duties to report: who reports to whom, through whom, how often, by when, in which form.

A reporting duty is a duty whose clause has "báo cáo" as its verb ("tổng hợp, báo cáo UBND tỉnh"), sends a report
("gửi báo cáo về Phòng Nội vụ") or keeps up reporting ("thực hiện báo cáo định kỳ 6 tháng"). Reports that somebody else
makes ("đôn đốc các đơn vị báo cáo", "để tổng hợp, báo cáo UBND tỉnh") and reports as things ("nghe báo cáo", "báo cáo
được phê duyệt") are none. They stay obligations too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.extract.duties.acts import first_predicate
from pipeline.extract.duties.clauses import find_duty, sentences
from pipeline.extract.duties.deadlines import Deadline, find_deadline
from pipeline.extract.duties.drafts import NAMES_ACTOR
from pipeline.extract.duties.report_clauses import ReportClause, find_report_clauses, frequency_of, kinds_of
from pipeline.extract.duties.rhythm import find_rule, occurrences
from pipeline.extract.duties.terms import DocumentTime, last_day, redated, time_of
from pipeline.extract.structure.blocks import Block, BlockKind
from pipeline.extract.structure.outline import Outline, within
from pipeline.extract.vocabulary import starts_with, table
from pipeline.language import fold
from pipeline.model import Header, Obligation, ReportingDuty, Section
from pipeline.reading import Reading

CERTAINTY = {"sent": 0.85, "told": 0.8}
"""How often a reporting duty is one: where it says to whom, and where it does not."""


def find_reports(
    reading: Reading,
    blocks: Sequence[Block],
    header: Header,
    sections: Sequence[Section],
    obligations: Sequence[Obligation],
) -> tuple[ReportingDuty, ...]:
    """Return the reporting duties of a document in order of appearance.

    Args:
        reading: the text of the document.
        blocks: its blocks.
        header: its header; terms take their year from its date or period, rhythms end with its period.
        sections: its sections; those about reporting are read for sentences that are no obligation.
        obligations: its duties, from `find_obligations`.
    """
    time = time_of(header)
    starts = [block.start for block in blocks]
    found = []
    for duty in obligations:
        block = blocks[max(0, bisect_right(starts, duty.evidence.start) - 1)] if blocks else None
        if block and (report := _of_duty(reading, block, duty, time)):
            found.append(report)
    taken = [(duty.evidence.start, duty.evidence.end) for duty in obligations]
    found += _in_sections(reading, blocks, sections, taken, time)
    return tuple(_with_lead_in(reading, sorted(found, key=lambda report: report.evidence.start)))


def _of_duty(reading: Reading, block: Block, duty: Obligation, time: DocumentTime) -> ReportingDuty | None:
    if "báo cáo" not in duty.action.lower():
        return None
    named = duty.evidence.rule.removeprefix("duty.") in NAMES_ACTOR
    clauses = list(find_report_clauses(duty.action, first_predicate(duty.action) if named else 0))
    if not clauses:
        return None
    clause = max(clauses, key=lambda clause: (clause.to is not None, -clause.start))
    offset = next((place for place, at in enumerate(block.offsets) if at >= duty.evidence.start), 0)
    said = _Said(
        duty.section, duty.actor, duty.actor_keys, duty.action, Deadline(duty.deadline, duty.deadline_date, None)
    )
    return _report(reading, block, offset, clause, said, time)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is known of a reporting duty beside its clause, which stands in `text`; `given` is its term set apart."""

    section: str | None
    actor: str
    actor_keys: tuple[str, ...]
    text: str
    given: Deadline


def _report(
    reading: Reading, block: Block, offset: int, clause: ReportClause, said: _Said, time: DocumentTime
) -> ReportingDuty:
    words = said.text[clause.start : clause.end]
    behind, whole = find_deadline(said.text[clause.verb : clause.end], time.year), find_deadline(words, time.year)
    named = next((deadline for deadline in (behind, whole) if deadline.text), None)
    deadline = named or (
        said.given if said.given.text and said.given.text not in said.text else Deadline(None, None, None)
    )
    frequency = frequency_of(words) or (frequency_of(deadline.text) if deadline.text else None)
    place = block.span(offset + clause.start, offset + clause.end)
    rule = "sent" if clause.to else "told"
    return ReportingDuty(
        section=said.section,
        actor=said.actor,
        to=clause.to,
        through=clause.through,
        frequency=frequency,
        recurrence=_rule(frequency, words, deadline, time),
        deadline=deadline.text,
        deadline_date=redated(deadline.date, deadline.text, time),
        form=clause.form,
        evidence=reading.evidence(*place, f"report.{rule}", CERTAINTY[rule]),
        actor_keys=said.actor_keys,
    )


def _rule(frequency: str | None, words: str, deadline: Deadline, time: DocumentTime) -> str | None:
    text = f"{words}; {deadline.text or ''}"
    return find_rule(frequency, text, time.last) or find_rule(kinds_of(words), text, time.last)


def _with_lead_in(reading: Reading, reports: Sequence[ReportingDuty]) -> Iterator[ReportingDuty]:
    """Yield the reports; what hangs on a lead-in ("X gửi báo cáo về Phòng Nội vụ:") goes from and to whom that names.

    A short lead-in with a number may have been taken for the title of a list, its sentence for the actor.
    """
    lead_in: ReportingDuty | None = None
    for report in reports:
        if report.to:
            ends = reading.text[report.evidence.end : report.evidence.end + 2]
            lead_in = report if ends.startswith(":") else None
        elif lead_in and report.section == lead_in.section and report.actor.startswith(lead_in.actor):
            form = report.form or lead_in.form
            yield replace(report, actor=lead_in.actor, to=lead_in.to, through=lead_in.through, form=form)
            continue
        yield report


def _in_sections(
    reading: Reading,
    blocks: Sequence[Block],
    sections: Sequence[Section],
    taken: Sequence[tuple[int, int]],
    time: DocumentTime,
) -> Iterator[ReportingDuty]:
    """Yield what the sections about reporting lay on somebody they name, where it is no obligation already."""
    heads = tuple(table("reporting")["sections"]["heads"])
    outline = Outline(sections)
    about = {section.path for section in sections if starts_with(fold(section.heading), heads)}
    for block in blocks if about else ():
        path = outline.path(block.first_line)
        if not any(within(path, above) for above in about) or block.kind not in {
            BlockKind.PARAGRAPH,
            BlockKind.BULLET,
            BlockKind.HEADING,
        }:
            continue
        if any(start < block.end and block.start < end for start, end in taken):
            continue
        for start, end in sentences(block.text, block.content):
            duty = find_duty(block.text, start, end)
            clause = next(find_report_clauses(block.text[start:end], duty.predicate - start), None) if duty else None
            if duty and clause:
                actor = block.text[duty.actor_start : duty.actor_end]
                said = _Said(path, actor, (), block.text[start:end], Deadline(None, None, None))
                yield _report(reading, block, start, clause, said, time)


def instances(report: ReportingDuty, first: date, last: date) -> tuple[date, ...]:
    """Return the days from `first` to `last` on which a report is due; one without rule and date has none.

    >>> from pipeline.model import Evidence
    >>> evidence = Evidence(0, 1, 1, 1, None, "report.sent", 0.85)
    >>> rule = "FREQ=MONTHLY;BYMONTHDAY=25"
    >>> report = ReportingDuty(None, "Phòng Tư pháp", None, None, None, rule, None, None, None, evidence)
    >>> [day.isoformat() for day in instances(report, date(2025, 1, 1), date(2025, 2, 28))]
    ['2025-01-25', '2025-02-25']
    """
    if report.recurrence:
        return occurrences(report.recurrence, first, last)
    due = last_day(report.deadline_date) if report.deadline_date else None
    return (due,) if due and first <= due <= last else ()
