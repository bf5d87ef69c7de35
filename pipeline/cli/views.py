"""How results look in a terminal. Dates are shown dd/mm/yyyy; text from documents is never read as markup."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from pydantic import BaseModel
from rich import box
from rich.console import Console, Group
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from pipeline.cli import texts
from pipeline.cli.doctor import Check
from pipeline.message import Language, Message
from pipeline.model import Document, Evidence, Section
from pipeline.run.outcome import BatchReport, FileStatus
from pipeline.run.outcome import Progress as BatchState
from pipeline.settings import Settings
from pipeline.store import Failure, Hit, Summary
from pipeline.wording import RELATION, ROLE, SECTION_KIND, STATUS

_REMARKS = Message("{} lưu ý", "{} remarks")
_PIPE_WIDTH = 160
_STATUS_STYLE = {
    "imported": "green",
    "ok": "green",
    "partial": "yellow",
    "known": "cyan",
    "skipped": "dim",
    "failed": "red",
}


def shown_date(iso: str | None) -> str:
    """Return an ISO date (also of a month only) as people here write it.

    >>> shown_date("2024-03-06"), shown_date("2024-03"), shown_date(None)
    ('06/03/2024', '03/2024', '')
    """
    return "/".join(reversed(iso.split("-"))) if iso else ""


def error_text(message: Message, language: Language) -> Text:
    """Return an error as one line."""
    return Text.assemble(("Lỗi: " if language == "vi" else "Error: ", "bold red"), message.in_language(language))


def console_for_results() -> Console:
    """Return the console on standard output; where that is a file or pipe, wide enough for whole tables."""
    return Console(width=None if sys.stdout.isatty() else _PIPE_WIDTH)


def _table(title: Message | None, headings: Sequence[Message], language: Language) -> Table:
    table = Table(title=title.in_language(language) if title else None, box=box.SIMPLE_HEAD, title_justify="left")
    for heading in headings:
        table.add_column(heading.in_language(language), overflow="fold")
    return table


def _row(table: Table, cells: Iterable[object]) -> None:
    table.add_row(*(cell if isinstance(cell, Text) else Text("" if cell is None else str(cell)) for cell in cells))


def _status(status: str, language: Language) -> Text:
    return Text(texts.STATUS[status].in_language(language), style=_STATUS_STYLE.get(status, ""))


def log_to(folder: Path) -> None:
    """Write the log of this process as JSON lines to the workspace's log folder."""
    file = folder / "log" / time.strftime("%Y-%m-%d.jsonl")
    file.parent.mkdir(exist_ok=True)
    handler = logging.FileHandler(file, encoding="utf-8")
    handler.setFormatter(_JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        row = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "text": record.getMessage(),
        }
        if record.exc_info:
            row["traceback"] = self.formatException(record.exc_info)
        return json.dumps(row, ensure_ascii=False)


class BatchProgress:
    """The progress bar of an import, on standard error; silent where that is no terminal."""

    def __init__(self, language: Language) -> None:
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("trang" if language == "vi" else "pages"),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._language = language
        self._task: TaskID | None = None

    def __enter__(self) -> BatchProgress:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def show(self, state: BatchState) -> None:
        """Show how far the batch is."""
        if self._task is None:
            self._task = self._bar.add_task("", rate="")
        files = "tệp" if self._language == "vi" else "files"
        failed = f", {state.failed} {texts.STATUS['failed'].in_language(self._language)}" if state.failed else ""
        per_second = "trang/s" if self._language == "vi" else "pages/s"
        self._bar.update(
            self._task,
            description=f"{state.files_done}/{state.files_total} {files}{failed}",
            completed=state.pages_done,
            total=max(state.pages_total, 1),
            rate=f"{state.pages_per_second:.2f} {per_second}",
        )


def print_report(report: BatchReport, workspace: Path, language: Language) -> None:
    """Print what became of each file."""
    headings = (
        Message("Tệp", "File"), Message("Kết quả", "Result"), Message("Trang", "Pages"),
        Message("Văn bản", "Documents"), Message("Giây", "Seconds"), Message("Ghi chú", "Remarks"),
    )  # fmt: skip
    table = _table(None, headings, language)
    for outcome in report.outcomes:
        remark = outcome.message.in_language(language) if outcome.message else ""
        seconds = f"{outcome.seconds:.1f}" if outcome.pages else ""
        counts = (outcome.pages or "", outcome.documents or "", seconds, remark)
        _row(table, (outcome.name, _status(outcome.status, language), *counts))
    console = console_for_results()
    console.print(table)
    counted = {status: sum(outcome.status is status for outcome in report.outcomes) for status in FileStatus}
    parts = [f"{count} {texts.STATUS[status].in_language(language)}" for status, count in counted.items() if count]
    where = "Kho" if language == "vi" else "Workspace"
    console.print(Text(f"{', '.join(parts) or '0'}; {report.seconds:.1f} s. {where}: {workspace.resolve()}"))


def print_list(documents: Sequence[Summary], failures: Sequence[Failure], language: Language) -> None:
    """Print the documents of a workspace, and the files that failed."""
    console = console_for_results()
    headings = (
        Message("Mã", "Id"), Message("Văn bản, tệp", "Document, file"), Message("Ngày", "Date"),
        Message("Cơ quan ban hành, trích yếu", "Issuer, title"), Message("Trang", "Pages"), Message("Mục", "Sections"),
        Message("Căn cứ", "References"), Message("Việc", "Duties"), Message("Tình trạng", "Status"),
    )  # fmt: skip
    if documents:
        table = _table(None, headings, language)
        for one in documents:
            named = Text(" ".join(filter(None, (one.doc_type, one.number_symbol))) or "—", style="bold")
            about = Text.assemble(one.issuer or "—", (f"\n{one.title}" if one.title else "", "dim"))
            counts = (one.pages, one.sections, one.references, one.obligations)
            status = Text(STATUS[one.status].in_language(language), style=_STATUS_STYLE[one.status])
            if one.problems:
                status.append("\n" + _REMARKS.in_language(language).format(one.problems), "yellow")
            _row(table, (one.id, named.append(f"\n{one.stem}", "dim"), shown_date(one.date), about, *counts, status))
        console.print(table)
    if failures:
        table = _table(
            Message("Không nhập được", "Failed"), (Message("Tệp", "File"), Message("Lý do", "Reason")), language
        )
        for failure in failures:
            _row(table, (failure.name, failure.message.in_language(language)))
        console.print(table)
    if not documents and not failures:
        console.print(texts.NOTHING.in_language(language))


def print_document(document: Document, language: Language) -> None:
    """Print one document: header, section tree, references, obligations, problems."""
    header = document.header
    named = (
        (Message("Loại", "Type"), header.doc_type), (Message("Số, ký hiệu", "Number"), header.number_symbol),
        (Message("Ngày", "Date"), shown_date(header.date)), (Message("Nơi", "Place"), header.place),
        (Message("Cơ quan ban hành", "Issuer"), header.issuer),
        (Message("Cơ quan chủ quản", "Superior"), header.superior),
        (Message("Trích yếu", "Title"), header.title),
        (Message("Thời kỳ", "Period"), header.period and header.period.text),
        (Message("Người ký", "Signer"), " ".join(filter(None, (header.signer_title, header.signer_name)))),
        (Message("Nơi nhận", "Recipients"), "; ".join(header.recipients)),
        (Message("Tệp", "File"), ", ".join(document.source.names)), (Message("Số trang", "Pages"), len(document.pages)),
    )  # fmt: skip
    grid = Table.grid(padding=(0, 2))
    for name, value in named:
        if value:
            _row(grid, (Text(name.in_language(language), style="bold"), value))
    console = console_for_results()
    console.print(Panel(grid, title=Text(header.number_symbol or document.source.name), box=box.ROUNDED))
    print_facts(document, "", language)
    for problem in document.problems:
        style = {"error": "red", "warning": "yellow", "info": "dim"}[problem.severity]
        console.print(Text("! " + problem.message.in_language(language), style=style))


def print_facts(document: Document, stem: str, language: Language) -> None:
    """Print the section tree, references and obligations of a document, each with its place."""
    console = console_for_results()
    if stem:
        console.rule(Text(f"{stem}  {document.header.number_symbol or ''}", style="bold"), align="left")
    console.print(Group(*_facts(document, language)))


def _facts(document: Document, language: Language) -> Iterable[Any]:
    if document.sections:
        yield _section_tree(document.sections, language)
    place = Message("Chỗ", "Place")
    if document.references:
        headings = (
            Message("Số, ký hiệu", "Number"), Message("Loại", "Type"), Message("Ngày", "Date"),
            Message("Cơ quan", "Issuer"), Message("Quan hệ", "Relation"), place,
        )  # fmt: skip
        table = _table(Message("Căn cứ và viện dẫn", "References"), headings, language)
        for one in document.references:
            relation = RELATION[one.relation].in_language(language)
            _row(table, (one.id, one.doc_type, shown_date(one.date), one.issuer, relation, _place(one.evidence)))
        yield table
    if document.obligations:
        headings = (
            Message("Ai", "Who"), Message("Vai trò", "Role"), Message("Việc", "What"),
            Message("Với", "With"), Message("Hạn", "By when"), place,
        )  # fmt: skip
        table = _table(Message("Việc phải làm", "Obligations"), headings, language)
        for duty in document.obligations:
            when = duty.deadline or duty.frequency
            cells = (
                duty.actor,
                ROLE[duty.role].in_language(language),
                _short(duty.action),
                _short("; ".join(duty.partners)),
                when,
                _place(duty.evidence),
            )
            _row(table, cells)
        yield table


def _section_tree(sections: Sequence[Section], language: Language) -> Tree:
    root = Tree(Message("Các mục", "Sections").in_language(language))
    branches: dict[int, Tree] = {0: root}
    for section in sections:
        parent = branches[max(level for level in branches if level < section.level)]
        label = Text.assemble((f"{section.label} ", "bold"), _short(section.heading, 90))
        kind = SECTION_KIND[section.kind].in_language(language) if section.kind else ""
        label.append(f"  {kind} {_place(section.evidence)}", style="dim")
        branches = {level: tree for level, tree in branches.items() if level < section.level}
        branches[section.level] = parent.add(label)
    return root


def _short(text: str, most: int = 140) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def _place(evidence: Evidence) -> str:
    return f"tr.{evidence.page} d.{evidence.line} ({evidence.confidence:.0%})"


def print_hits(hits: Sequence[Hit], language: Language) -> None:
    """Print search results."""
    console = console_for_results()
    if not hits:
        console.print("Không tìm thấy." if language == "vi" else "Nothing found.")
        return
    headings = (
        Message("Mã", "Id"),
        Message("Văn bản", "Document"),
        Message("Trang", "Page"),
        Message("Dòng", "Line"),
        Message("Đoạn", "Text"),
    )
    table = _table(None, headings, language)
    for hit in hits:
        snippet = Text(hit.snippet)
        for start, end in hit.marks:
            snippet.stylize("bold", start, end)
        _row(table, (hit.document, hit.number_symbol or hit.stem, hit.page, hit.line, snippet))
    console.print(table)


def print_written(files: Sequence[Path], out: Path, language: Language) -> None:
    """Say what was exported, and where."""
    word = "Đã xuất" if language == "vi" else "Exported"
    console_for_results().print(Text(f"{word} {len(files)} {'tệp' if language == 'vi' else 'files'}: {out.resolve()}"))


def print_checks(checks: Sequence[Check], language: Language) -> None:
    """Print the findings of the doctor, with the command that mends what is missing."""
    table = Table(box=None, show_header=False, padding=(0, 2))
    for check in checks:
        sign = Text("✓", "green") if check.ok else Text("✗", "red" if check.needed else "yellow")
        _row(table, (sign, check.name.in_language(language), check.detail, "" if check.ok else f"→ {check.mend}"))
    console_for_results().print(table)


def print_settings(settings: Settings, language: Language) -> None:
    """Print every setting with its value and meaning."""
    headings = (Message("Tên", "Name"), Message("Giá trị", "Value"), Message("Ý nghĩa", "Meaning"))
    table = _table(None, headings, language)
    for name, info in type(settings).model_fields.items():
        branch = getattr(settings, name)
        inner = type(branch).model_fields if isinstance(branch, BaseModel) else None
        for path, value, field in (
            [(name, branch, info)]
            if inner is None
            else [(f"{name}.{key}", getattr(branch, key), field) for key, field in inner.items()]
        ):
            _row(table, (path, value, field.title if language == "vi" else field.description))
    console_for_results().print(table)
