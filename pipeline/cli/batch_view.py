"""How a batch looks in a terminal: how far it is, and what became of each file; and its log."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import asdict
from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.text import Text

from pipeline.cli import batch_texts, texts
from pipeline.cli.tables import add_row, console_for_results, table_of
from pipeline.cli.views import STATUS_STYLE
from pipeline.message import Language, Message
from pipeline.run.outcome import BatchReport, FileStatus
from pipeline.run.outcome import Progress as BatchState
from pipeline.store import Copied, Verified

_LINE_SECONDS = 60.0  # between two lines where there is no terminal (cron, nohup)


def status_text(status: str, language: Language) -> Text:
    """Return what became of a file, in its colour."""
    return Text(texts.STATUS[status].in_language(language), style=STATUS_STYLE.get(status, ""))


def shown_seconds(seconds: float | None) -> str:
    """Return a time span as people read it.

    >>> shown_seconds(3725), shown_seconds(59.4), shown_seconds(None)
    ('1:02:05', '0:59', '–')
    """
    if seconds is None:
        return "–"
    minutes, left = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"


def shown_progress(state: BatchState, language: Language) -> str:
    """Return how far a batch is: files, failures, pages per second and core, the time that is left.

    >>> shown_progress(BatchState(2, 10, 12, 12, 1, 24.0, files_opened=2, jobs=2), "en")
    '2/10 files, 1 failed; 0.50 pages/s (0.25 per core); 1:36 left'
    """
    failed = f", {state.failed} {texts.STATUS['failed'].in_language(language)}" if state.failed else ""
    rate, per_core = f"{state.pages_per_second:.2f}", f"{state.pages_per_second_and_core:.2f}"
    left = shown_seconds(state.seconds_left)
    if language == "vi":
        return f"{state.files_done}/{state.files_total} tệp{failed}; {rate} trang/s ({per_core} mỗi nhân); còn {left}"
    return f"{state.files_done}/{state.files_total} files{failed}; {rate} pages/s ({per_core} per core); {left} left"


def log_to(folder: Path) -> None:
    """Write the log of this process as JSON lines to the workspace's log folder."""
    file = folder / "log" / time.strftime("%Y-%m-%d.jsonl")
    file.parent.mkdir(exist_ok=True)
    handler = logging.FileHandler(file, encoding="utf-8")
    handler.setFormatter(_JsonLines())
    logging.raiseExceptions = False  # a full disk is told by the work itself, not by a traceback of its log
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
    """How far a batch is, on standard error: a bar; where that is no terminal, a line each minute."""

    def __init__(self, language: Language) -> None:
        self._console = Console(stderr=True)
        self._bar = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("trang;" if language == "vi" else "pages;"),
            TextColumn("{task.description}"),
            console=self._console,
            transient=True,
        )
        self._language = language
        self._task: TaskID | None = None
        self._told = time.monotonic()

    def __enter__(self) -> BatchProgress:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def show(self, state: BatchState) -> None:
        """Show how far the batch is."""
        said = shown_progress(state, self._language)
        if not self._console.is_terminal:
            if time.monotonic() - self._told >= _LINE_SECONDS:
                self._told = time.monotonic()
                pages = "trang" if self._language == "vi" else "pages"
                self._console.print(f"{state.pages_done}/{state.pages_expected:.0f} {pages}; {said}", soft_wrap=True)
            return
        if self._task is None:
            self._task = self._bar.add_task("")
        expected = max(1, round(state.pages_expected))
        self._bar.update(self._task, description=said, completed=state.pages_done, total=expected)


def print_report(report: BatchReport, workspace: Path, language: Language) -> None:
    """Print what became of each file, and what can be done about it."""
    if not report.outcomes:
        console_for_results().print(batch_texts.NOTHING_TO_DO.in_language(language))
        return
    headings = (
        Message("Tệp", "File"), Message("Kết quả", "Result"), Message("Trang", "Pages"),
        Message("Văn bản", "Documents"), Message("Giây", "Seconds"), Message("Ghi chú", "Remarks"),
    )  # fmt: skip
    table = table_of(None, headings, language)
    for outcome in report.outcomes:
        remark = outcome.message.in_language(language) if outcome.message else ""
        seconds = f"{outcome.seconds:.1f}" if outcome.pages else ""
        counts = (outcome.pages or "", outcome.documents or "", seconds, remark)
        add_row(table, (outcome.name, status_text(outcome.status, language), *counts))
    console = console_for_results()
    console.print(table)
    counted = {status: sum(outcome.status is status for outcome in report.outcomes) for status in FileStatus}
    parts = [f"{count} {texts.STATUS[status].in_language(language)}" for status, count in counted.items() if count]
    where = "Kho" if language == "vi" else "Workspace"
    console.print(Text(f"{', '.join(parts) or '0'}; {report.seconds:.1f} s. {where}: {workspace.resolve()}"))
    if counted[FileStatus.FAILED] or counted[FileStatus.PARTIAL]:
        console.print(batch_texts.TRY_AGAIN.in_language(language))
    if report.outdated:
        console.print(batch_texts.OUTDATED.in_language(language).format(count=report.outdated))
    if report.log:
        console.print(Text(batch_texts.LOG.in_language(language).format(log=report.log), "dim"))


def print_verified(found: Verified, language: Language) -> None:
    """Print what was checked and what is wrong."""
    console = console_for_results()
    if found.faults:
        headings = (Message("Ở đâu", "Where"), Message("Lỗi", "Fault"))
        table = table_of(None, headings, language)
        for fault in found.faults:
            add_row(table, (fault.where, fault.message.in_language(language)))
        console.print(table)
    counts = asdict(found)
    console.print(batch_texts.VERIFIED.in_language(language).format(**counts))
    if found.strangers:
        console.print(batch_texts.STRANGERS.in_language(language).format(count=found.strangers))
    verdict = batch_texts.FAULTS if found.faults else batch_texts.SOUND
    said = verdict.in_language(language).format(count=len(found.faults))
    console.print(Text(said, "red" if found.faults else "green"))


def print_copied(copied: Copied, language: Language) -> None:
    """Print what was copied, and where to."""
    size = f"{copied.size / 1e6:.1f} MB"
    said = batch_texts.COPIED.in_language(language)
    console_for_results().print(Text(said.format(files=copied.files, size=size, folder=copied.folder.resolve())))
