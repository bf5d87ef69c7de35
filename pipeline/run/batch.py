"""Imports a batch: opens each source, reads its pages in workers, puts the documents together and stores them."""

from __future__ import annotations

import logging
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from pipeline.errors import DefectError, PipelineError, SourceError, StateSecretError
from pipeline.ingest import Item, Skipped, discover
from pipeline.message import Message
from pipeline.model import Document, PageReading, Status
from pipeline.process import failed_page
from pipeline.run.outcome import BatchReport, FileOutcome, FileStatus, Progress
from pipeline.run.pool import Result, Task, WorkerPool, process_pool
from pipeline.run.worker import count_pages, finish_document, read_page
from pipeline.settings import Settings
from pipeline.store import Workspace

_LOG = logging.getLogger(__name__)
_FINISH_SECONDS_PER_PAGE = 20.0

Stage = Literal["count", "page", "finish"]


@dataclass(slots=True)
class _Job:
    """One source on its way through the batch."""

    item: Item
    started: float
    pages: int = 0
    readings: dict[int, PageReading] = field(default_factory=dict)
    errors: list[PipelineError] = field(default_factory=list)
    secret: StateSecretError | None = None
    unread: int = 0  # pages that are queued or being read


@dataclass(slots=True)
class _Batch:
    """The state of a running batch; only the parent process touches it and the workspace."""

    workspace: Workspace
    settings: Settings
    pool: WorkerPool
    report: Callable[[Progress], None]
    jobs: list[_Job]
    outcomes: dict[str, FileOutcome] = field(default_factory=dict)
    pages_done: int = 0
    pages_total: int = 0
    failed: int = 0
    started: float = field(default_factory=time.monotonic)

    def run(self) -> None:
        for index, job in enumerate(self.jobs):
            self.pool.add(self._task("count", index, 0, count_pages, (job.item, self.settings)))
        with closing(self.pool.results()) as results:  # ends the workers also when this is interrupted
            for result in results:
                self._take(result)

    def _task(
        self, stage: Stage, index: int, page: int, function: Callable[..., object], arguments: tuple[object, ...]
    ) -> Task:
        name = self.jobs[index].item.source.name
        limits = self.settings.limits
        seconds = {
            "count": limits.render_seconds,
            "page": limits.render_seconds + self.settings.ocr.page_seconds,
            "finish": limits.render_seconds + _FINISH_SECONDS_PER_PAGE * max(1, self.jobs[index].pages),
        }[stage]
        what = Message(f"{name}, trang {page}", f"{name}, page {page}") if page else Message(name, name)
        return Task((stage, index, page), function, arguments, seconds, what)

    def _take(self, result: Result) -> None:
        stage, index, page = result.tag
        job = self.jobs[index]
        job.unread -= stage == "page"
        match stage:
            case "page" if job.secret or isinstance(result.error, StateSecretError):
                self._refused(index, result.error)
            case "page" if result.error is not None:
                self._page_failed(index, page, result.error)
            case "page":
                self._page_read(index, page, result.value)
            case _ if result.error is not None:
                self._failed(job, _expected(result.error, job.item.source.name))
            case "count":
                self._counted(index, result.value)
            case _:
                self._finished(job, result.value)
        self._tell(job)

    def _counted(self, index: int, pages: int) -> None:
        job = self.jobs[index]
        job.pages, job.started = pages, time.monotonic()
        self.pages_total += pages
        self._queue(index, 1, 1)  # alone: what its head says decides whether the others may be read

    def _queue(self, index: int, first: int, last: int) -> None:
        job = self.jobs[index]
        for number in range(last, first - 1, -1):  # put before what waits, last first, so that they come in order
            arguments = (job.item, number, self.settings, self.workspace.folder)
            self.pool.add(self._task("page", index, number, read_page, arguments), first=True)
            job.unread += 1

    def _refused(self, index: int, error: BaseException | None) -> None:
        """Keep nothing of a file with a mark of secrecy, once no worker is at its pages any more."""
        job = self.jobs[index]
        if isinstance(error, StateSecretError) and job.secret is None:
            job.secret, job.readings = error, {}
            dropped = self.pool.drop(lambda task: task.tag[:2] == ("page", index))
            job.unread -= dropped
            self.pages_total -= dropped
        if job.secret and not job.unread:
            self.workspace.forget(job.item.source, job.item.paths)
            self._failed(job, job.secret)

    def _page_failed(self, index: int, page: int, found: BaseException) -> None:
        job = self.jobs[index]
        name = job.item.source.name
        error = _expected(found, f"{name}, {page}")
        job.errors.append(error)
        self._page_read(index, page, failed_page(page, name, error))

    def _page_read(self, index: int, page: int, reading: PageReading) -> None:
        job = self.jobs[index]
        job.readings[page] = reading
        self.pages_done += 1
        if len(job.readings) < job.pages:
            if not job.unread:
                self._queue(index, 2, job.pages)
            return
        if len(job.errors) == job.pages:  # nothing of it could be read: the file failed, with its own reason
            self._failed(job, job.errors[0])
            return
        readings = tuple(job.readings[number] for number in sorted(job.readings))
        job.readings = {}
        arguments = (job.item.source, readings, self.settings)
        self.pool.add(self._task("finish", index, 0, finish_document, arguments), first=True)

    def _finished(self, job: _Job, documents: tuple[Document, ...]) -> None:
        # A StoreError (full disk, damaged database) stops the batch: nothing after it could be kept.
        try:
            self.workspace.keep_original(job.item.source, job.item.paths)
        except SourceError as error:  # the file vanished or changed while it was read
            self._failed(job, error)
            return
        for document in documents:
            self.workspace.put(document)
        partial_document = any(document.status is Status.PARTIAL for document in documents)
        self._outcome(
            FileOutcome(
                name=job.item.source.name,
                status=FileStatus.PARTIAL if partial_document else FileStatus.IMPORTED,
                pages=job.pages,
                documents=len(documents),
                seconds=time.monotonic() - job.started,
                message=_first_problem(documents),
            )
        )

    def _failed(self, job: _Job, error: PipelineError) -> None:
        name = job.item.source.name
        self.workspace.record_failure(name, error.code, error.message, sha256=job.item.source.sha256)
        outcome = FileOutcome(
            name, FileStatus.FAILED, job.pages, code=error.code, message=error.message, exit_code=error.exit_code
        )
        self._outcome(outcome)

    def _outcome(self, outcome: FileOutcome) -> None:
        self.outcomes[outcome.name] = outcome
        self.failed += outcome.status is FileStatus.FAILED

    def _tell(self, job: _Job) -> None:
        self.report(
            Progress(
                files_done=len(self.outcomes),
                files_total=len(self.jobs),
                pages_done=self.pages_done,
                pages_total=self.pages_total,
                failed=self.failed,
                seconds=time.monotonic() - self.started,
                current=job.item.source.name,
            )
        )


def run_batch(
    paths: Sequence[Path],
    workspace: Workspace,
    settings: Settings,
    *,
    force: bool = False,
    report: Callable[[Progress], None] = lambda _: None,
    make_executor: Callable[[], Executor] | None = None,
) -> BatchReport:
    """Import files and folders into `workspace`; one bad file never stops the others.

    Args:
        paths: files, folders and .zip archives.
        workspace: where documents go; only this process writes it.
        settings: all settings.
        force: read again what is already in the workspace.
        report: called after each page and file.
        make_executor: makes the `concurrent.futures.Executor` that does the work; by default processes.

    Raises:
        UsageError: a path that was named does not exist.
        StoreError: the workspace cannot be written (full disk); what was stored before stays.
    """
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix=workspace.unpacked, dir=workspace.spool) as spool:
        found = discover(paths, settings, Path(spool))
        outcomes = [_skipped(workspace, skipped) for skipped in found.skipped]
        # What is known is not read again; `Workspace.known` notes the new names of its bytes.
        known = set() if force else {item.source.sha256 for item in found.items if _known(workspace, item, settings)}
        outcomes += [FileOutcome(item.name, FileStatus.KNOWN) for item in found.items if item.source.sha256 in known]
        count = settings.run.jobs or os.cpu_count() or 1
        batch = _Batch(
            workspace,
            settings,
            WorkerPool(make_executor or partial(process_pool, count, settings.limits.worker_bytes), count),
            report,
            [_Job(item, started) for item in found.items if item.source.sha256 not in known],
        )
        batch.run()
    outcomes += batch.outcomes.values()
    return BatchReport(tuple(sorted(outcomes, key=lambda outcome: outcome.name)), time.monotonic() - started)


def _known(workspace: Workspace, item: Item, settings: Settings) -> bool:
    """Whether `item` need not be read again; what bears a mark of secrecy is, so that it can be refused."""
    secret = settings.ingest.state_secrets == "refuse" and workspace.is_marked_secret(item.source)
    return not secret and workspace.known(item.source)


def _expected(error: BaseException, where: str) -> PipelineError:
    """Return `error`, or, for a defect of the program, log it and return what a person is told."""
    if isinstance(error, PipelineError):
        return error
    _LOG.error("defect while reading %s", where, exc_info=error)
    kind = type(error).__name__
    return DefectError(
        Message(
            f"{where}: lỗi của chương trình ({kind}); chi tiết trong tệp nhật ký.",
            f"{where}: a defect of the program ({kind}); the log file has the details.",
        )
    )


def _skipped(workspace: Workspace, skipped: Skipped) -> FileOutcome:
    if skipped.error is None:
        return FileOutcome(skipped.name, FileStatus.SKIPPED, code=skipped.code, message=skipped.message)
    workspace.record_failure(skipped.name, skipped.code, skipped.message)
    return FileOutcome(
        skipped.name, FileStatus.FAILED, code=skipped.code, message=skipped.message, exit_code=skipped.error.exit_code
    )


def _first_problem(documents: Sequence[Document]) -> Message | None:
    problems = [problem for document in documents for problem in document.problems]
    problems.sort(key=lambda problem: ("error", "warning", "info").index(problem.severity))
    return problems[0].message if problems and problems[0].severity != "info" else None
