"""How files (hồ sơ), packages and their faults look in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.text import Text

from pipeline.archive.check import Report
from pipeline.archive.codes import words_of
from pipeline.archive.computed import DIRECTION, pages, sheets, span
from pipeline.archive.contents import HEADINGS, entries
from pipeline.archive.faults import Fault, Weight
from pipeline.archive.gaps import Series, written_ranges
from pipeline.archive.holding import Holding
from pipeline.archive.holdings_report import HEADINGS as REPORT_HEADINGS
from pipeline.archive.holdings_report import KINDS, Finding
from pipeline.archive.plan import Plan
from pipeline.archive.retention import propose
from pipeline.archive.sheet import Remark
from pipeline.cli import archive_texts as texts
from pipeline.cli.tables import add_row, console_for_results, shown_date, table_of
from pipeline.message import Language, Message
from pipeline.store import Dossier

_STYLE = {Weight.ERROR: "red", Weight.WARNING: "yellow", Weight.NOTE: "dim"}
_WEIGHT = {
    Weight.ERROR: Message("lỗi", "error"),
    Weight.WARNING: Message("lưu ý", "warning"),
    Weight.NOTE: Message("chưa kiểm tra", "not checked"),
}


def say(message: Message, language: Language, **values: object) -> None:
    """Print a sentence with its values filled in."""
    console_for_results().print(Text(message.in_language(language).format(**values)))


def print_dossiers(found: Sequence[Holding], language: Language) -> None:
    """Print files, a row each."""
    table = table_of(None, (
        Message("Mã hồ sơ", "Code"), Message("Hộp", "Box"), Message("Tiêu đề", "Title"),
        Message("Từ – đến", "From – to"), Message("Văn bản", "Documents"), Message("Trang", "Pages"),
        Message("Tờ", "Sheets"), Message("Thời hạn", "Retention"),
    ), language)  # fmt: skip
    for one in found:
        first, last = span(one)
        days = " – ".join(filter(None, (shown_date(first), shown_date(last))))
        kept = words_of("retention", one.dossier.retention)
        row = (
            one.dossier.code,
            one.dossier.box,
            one.dossier.title,
            days,
            len(one.items),
            pages(one),
            sheets(one).count,
        )
        add_row(table, (*row, kept))
    console_for_results().print(table)


def print_dossier(holding: Holding, language: Language) -> None:
    """Print one file: its table of contents, how its sheets were counted, what is proposed for it."""
    title = " – ".join(filter(None, (holding.dossier.code, holding.dossier.title)))
    table = table_of(Message(title, title), tuple(HEADINGS.values()), language)
    for one in entries(holding):
        said = DIRECTION[one.direction].in_language(language) if one.direction else ""
        head = (one.ordinal, one.number_symbol, shown_date(one.date), one.issuer, one.subject, one.doc_type)
        add_row(table, (*head, said, one.sheet, one.pages, one.note))
    console = console_for_results()
    console.print(table)
    counted, proposal = sheets(holding), propose(holding)
    words = "tờ" if language == "vi" else "sheets"
    console.print(Text(f"{counted.count} {words} ({counted.rule.in_language(language)})"))
    if holding.dossier.retention is None and proposal is not None:
        console.print(Text(proposal.message.in_language(language)))


def print_remarks(remarks: Iterable[Remark], language: Language) -> None:
    """Print what was not understood in a sheet."""
    table = table_of(None, (Message("Bảng", "Sheet"), Message("Dòng", "Row"), Message("Vấn đề", "Finding")), language)
    for one in remarks:
        add_row(table, (one.table, one.row, one.message.in_language(language)))
    if table.row_count:
        console_for_results().print(table)


def print_plan(planned: Plan, language: Language) -> None:
    """Print what a package lacks."""
    code = planned.holding.dossier.code
    if planned.is_complete:
        say(texts.COMPLETE, language, code=code, kind=planned.kind.label)
    else:
        errors = sum(fault.weight is Weight.ERROR for fault in planned.faults)
        say(texts.INCOMPLETE, language, code=code, count=errors)
    print_faults(planned.faults, language)


def print_faults(faults: Sequence[Fault], language: Language) -> None:
    """Print faults, errors first."""
    if not faults:
        return
    table = table_of(None, (
        Message("Mức", "Weight"), Message("Mã", "Code"), Message("Ở đâu", "Where"), Message("Vấn đề", "Finding"),
        Message("Cách sửa", "What to do"),
    ), language)  # fmt: skip
    for one in sorted(faults, key=lambda fault: list(_STYLE).index(fault.weight)):
        weight = Text(_WEIGHT[one.weight].in_language(language), style=_STYLE[one.weight])
        where = one.message.in_language(language), one.advice.in_language(language)
        add_row(table, (weight, one.code, one.place, *where))
    console_for_results().print(table)


def print_check(report: Report, language: Language) -> None:
    """Print the check of a package."""
    kind = report.kind.label if report.kind else "?"
    words = "tài liệu" if language == "vi" else "documents"
    console_for_results().print(
        Text(f"{report.path.name}: {kind}, {report.object_id or '–'}, {report.documents} {words}")
    )
    print_faults(report.faults, language)
    errors = sum(fault.weight is Weight.ERROR for fault in report.faults)
    say(texts.INVALID if errors else texts.VALID, language, count=errors)


def print_gaps(found: Iterable[Series], language: Language) -> None:
    """Print series of numbers with what is missing in them, and numbers that are there twice."""
    table = table_of(None, (
        Message("Cơ quan", "Body"), Message("Năm", "Year"), Message("Loại", "Type"), Message("Có", "Held"),
        Message("Số cuối", "Last"), Message("Thiếu", "Missing"), Message("Các số thiếu", "Missing numbers"),
        Message("Trùng số", "Twice"),
    ), language)  # fmt: skip
    for one in found:
        twice = ", ".join(map(str, one.twice))
        row = (
            one.issuer,
            one.year,
            one.kind,
            one.held,
            one.last,
            one.missing_count,
            written_ranges(one.missing),
            twice,
        )
        add_row(table, row)
    if table.row_count:
        console_for_results().print(table)
    else:
        say(texts.NO_GAPS, language)


def print_findings(found: Iterable[Finding], language: Language) -> None:
    """Print a check report."""
    table = table_of(None, REPORT_HEADINGS, language)
    for one in found:
        add_row(table, (
            one.dossier, one.document, KINDS[one.kind].in_language(language), ", ".join(map(str, one.pages)),
            one.message.in_language(language), one.advice.in_language(language),
        ))  # fmt: skip
    if table.row_count:
        console_for_results().print(table)
    else:
        say(texts.NOTHING_TO_MEND, language)


def dossier_json(holding: Holding) -> dict[str, Any]:
    """Return a file as JSON: its description, what was computed, its table of contents."""
    first, last = span(holding)
    counted, proposal = sheets(holding), propose(holding)
    return {
        **{name: getattr(holding.dossier, name) for name in Dossier.__slots__},
        "start": first, "end": last, "sheets": counted.count, "sheets_rule": vars_of(counted.rule),
        "documents": len(holding.items), "pages": pages(holding),
        "retention_proposed": None if proposal is None else {
            "code": proposal.period, "circular": proposal.circular, "clause": proposal.rule.clause,
            "rule": proposal.rule.name, "document": proposal.ordinal,
        },
        "contents": [{name: getattr(one, name) for name in one.__slots__} for one in entries(holding)],
    }  # fmt: skip


def fault_json(fault: Fault) -> dict[str, Any]:
    """Return a fault as JSON."""
    return {
        "code": fault.code, "weight": fault.weight, "place": fault.place, "field": fault.field,
        "message": vars_of(fault.message), "advice": vars_of(fault.advice),
    }  # fmt: skip


def vars_of(message: Message) -> dict[str, str]:
    """Return a message as JSON, in both languages."""
    return {"vi": message.vi, "en": message.en}
