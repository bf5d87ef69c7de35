"""What a report counts as done: "đăng 13 bài viết", "tổ chức 05 lớp với 320 lượt người", "đạt 98,5%"; each number one.

Only reports, and annexes of results, have them. What they plan, ask for or cite is none, nor is how long or how old
something is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.citations.find import find_citations
from pipeline.extract.duties.clauses import find_duty
from pipeline.extract.figures.phrases import (
    clauses,
    figure_words,
    indicator_of,
    is_quoted,
    phrases,
    phrases_at_end,
    statements,
    subject_before,
)
from pipeline.extract.figures.quantities import Quantity, UnitKind, find_quantities
from pipeline.extract.figures.settings import Setting, find_settings
from pipeline.extract.figures.tables import ValueRow, find_done_rows
from pipeline.extract.structure.blocks import Block, BlockKind
from pipeline.language import from_roman
from pipeline.model import Header, Result, Section
from pipeline.reading import Reading

CERTAINTY = {
    "count": 0.85,  # "ban hành 43 văn bản"
    "share": 0.85,  # "đạt 98,5%"
    "figure": 0.85,  # "Số hồ sơ tiếp nhận: 49"
    "table": 0.85,
}
"""How often each rule is right."""


def find_results(
    reading: Reading, blocks: Sequence[Block], header: Header, sections: Sequence[Section]
) -> tuple[Result, ...]:
    """Return what a report counts as done, in order of appearance.

    Args:
        reading: the text of the document.
        blocks: its blocks.
        header: its header; only a report has results, or an annex that is called so.
        sections: its sections; what stands under an outlook, a request or a cause is no result.
    """
    reports = header.doc_type in figure_words("aims")["reports"]
    if not reports and not any(section.kind == "phu_luc" for section in sections):
        return ()
    settings = [
        setting
        for setting in find_settings(blocks, sections)
        if not _is_outlook(setting) and (reports or _is_annex_of_results(setting))
    ]
    found: list[Result] = []
    for setting in settings:
        if setting.block.kind is not BlockKind.TABLE_ROW and _DIGIT.search(setting.block.text):
            found += _from_block(reading, setting)
    found += [_from_row(reading, row) for row in find_done_rows(settings)]
    return tuple(sorted(found, key=lambda result: (result.evidence.start, result.evidence.end)))


_DIGIT = re.compile(r"\d")


def _is_annex_of_results(setting: Setting) -> bool:
    return setting.kind == "phu_luc" and phrases("results", "annexes").search(setting.headings[0]) is not None


def _is_outlook(setting: Setting) -> bool:
    if setting.kind == "phuong_huong":
        return True
    return any(phrases("results", "headings_silent").match(heading) for heading in setting.headings)


def _from_block(reading: Reading, setting: Setting) -> Iterator[Result]:
    block = setting.block
    for start, end in statements(block.text, block.content):
        sentence = block.text[start:end]
        counted = [] if _asks(sentence) else _counted(sentence)
        spans = clauses(sentence, [quantity for quantity, _ in counted])
        last, unit = None, None
        for (quantity, rule), span in zip(counted, spans, strict=True):
            indicator = _indicator(sentence, span, quantity, rule) or last
            last = indicator
            unit = quantity.unit or _unit_of(indicator or "") or unit
            if indicator and not _tells_else(sentence, span, quantity):
                yield _result(reading, setting, (start, sentence), span, (quantity, unit), indicator, rule)


def _asks(sentence: str) -> bool:
    """Say whether a sentence asks for something or plans it."""
    if phrases("results", "asks").match(sentence.lstrip(" -+*")):
        return True
    duty = find_duty(sentence, 0, len(sentence))
    return duty is not None and duty.rule in {"asked", "given"}


def _counted(sentence: str) -> list[tuple[Quantity, str]]:
    """Return the quantities of a sentence that count something done, with the rule for each."""
    cited = [(citation.start, citation.end) for citation in find_citations(sentence)]
    found = []
    for quantity in find_quantities(sentence):
        if any(start <= quantity.start < end for start, end in cited) or is_quoted(sentence, quantity.start):
            continue
        named = _with_abbreviation(sentence, quantity)
        rule = _rule(sentence, named)
        if rule:
            found.append((named, rule))
    return found


_ABBREVIATION = re.compile(r"\s(?P<unit>[A-ZĐ]{2,8})(?![\w/-])")


def _with_abbreviation(sentence: str, quantity: Quantity) -> Quantity:
    """Give a number without a unit the abbreviation behind it ("12 TTHC")."""
    behind = _ABBREVIATION.match(sentence, quantity.end) if quantity.kind is None else None
    if behind is None:
        return quantity
    if from_roman(behind["unit"]) is not None:
        return quantity
    return replace(quantity, end=behind.end(), unit=behind["unit"], kind=UnitKind.COUNT)


_FIGURE = re.compile(r"[^\W\d_][^;.\d]{2,120}?(?::|\slà)\s+$")
"""What stands before a bare number that is the value of what is named: "Số đơn đã xử lý: ", "Tổng số là ".
"""


def _rule(sentence: str, quantity: Quantity) -> str | None:
    kind = quantity.kind
    if quantity.comparator in {">=", "<=", "<"}:
        return None
    if kind is UnitKind.PERCENT:
        return "share"
    if kind in {UnitKind.COUNT, UnitKind.MONEY, UnitKind.MEASURE}:
        return "count"
    bare = kind is None and _FIGURE.search(sentence, max(0, quantity.start - _NEAR), quantity.start)
    ends = not sentence[quantity.end : quantity.end + 2].strip(" ,;.)")
    return "figure" if bare and ends else None


_NEAR = 130  # characters


def _tells_else(sentence: str, span: tuple[int, int], quantity: Quantity) -> bool:
    """Say whether a clause tells of what is to come, states a price or a rule, or leads in a list."""
    before = sentence[span[0] : quantity.start]
    if phrases("results", "future", "rules").search(before):
        return True
    listed = phrases_at_end("results", "listed").search(sentence[: span[1]].rstrip(" :"))
    return quantity.kind is UnitKind.COUNT and listed is not None


def _indicator(sentence: str, span: tuple[int, int], quantity: Quantity, rule: str) -> str | None:
    """Return what is counted; a share in brackets has no name of its own."""
    if rule == "figure":
        return subject_before(sentence[span[0] : quantity.start]) or None
    found = indicator_of(sentence, span, quantity)
    return found if found and len(found) >= _SHORTEST_INDICATOR and found[0].isalpha() else None


_SHORTEST_INDICATOR = 2  # characters


def _result(
    reading: Reading,
    setting: Setting,
    said: tuple[int, str],
    span: tuple[int, int],
    counted: tuple[Quantity, str | None],
    indicator: str,
    rule: str,
) -> Result:
    block, (offset, sentence), (quantity, unit) = setting.block, said, counted
    start, end = block.span(offset + span[0], offset + span[1])
    return Result(
        section=setting.section,
        text=sentence[span[0] : span[1]],
        indicator=indicator,
        value=quantity.value,
        number=quantity.number,
        unit=unit,
        evidence=reading.evidence(start, end, f"result.{rule}", CERTAINTY[rule], _exact(block, offset, quantity)),
    )


def _unit_of(indicator: str) -> str | None:
    """Return what a bare number counts, from the name of the figure: "Số TTHC được rà soát" counts TTHC."""
    abbreviation = re.match(r"(?:Tổng\s+)?[Ss]ố\s+(?:lượng\s+)?([A-ZĐ]{2,8})(?!\w)", indicator)
    if abbreviation:
        return abbreviation[1]
    counted = re.match(r"(?:Tổng\s+)?[Ss]ố\s+(?:lượng\s+)?", indicator)
    unit = find_quantities(f"1 {indicator[counted.end() :]}") if counted else ()
    return unit[0].unit if unit else None


def _exact(block: Block, offset: int, quantity: Quantity) -> tuple[int, int]:
    return block.span(offset + quantity.value_start, offset + quantity.value_end)


def _from_row(reading: Reading, row: ValueRow) -> Result:
    block = row.setting.block
    start, end = block.span(min(row.indicator.start, row.value.start), max(row.indicator.end, row.value.end))
    return Result(
        section=row.setting.section,
        text=f"{row.indicator.text}: {row.value.text}",
        indicator=row.indicator.text,
        value=row.quantity.value,
        number=row.quantity.number,
        unit=row.unit,
        evidence=reading.evidence(
            start, end, "result.table", CERTAINTY["table"], block.span(row.value.start, row.value.end)
        ),
    )
