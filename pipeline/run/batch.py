"""Does the work of a batch: opens each source, reads its pages in workers, puts the documents together, stores them.

What a batch consists of is decided in `pipeline.run.batches`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Literal

from pipeline.errors import DefectError, OcrError, PipelineError, SourceError, StateSecretError, StoreError
from pipeline.ingest import Item
from pipeline.message import Message
from pipeline.model import Document, PageReading, Status
from pipeline.process import failed_page
from pipeline.run.correcting import corrected_again
from pipeline.run.journal import Journal
from pipeline.run.outcome import FileOutcome, FileStatus, Progress
from pipeline.run.pool import Result, Task, TaskTimeoutError, WorkerDiedError, WorkerPool
from pipeline.run.versions import Making
from pipeline.run.worker import PageDone, count_pages, finish_again, finish_document, read_page
from pipeline.settings import Settings
from pipeline.store import Workspace

_LOG = logging.getLogger(__name__)
_FINISH_SECONDS_PER_PAGE = 20.0
_STORED_TOGETHER = 16  # sources made again without reading: the disk is flushed once for all of them

Stage = Literal["count", "page", "finish", "again"]


@dataclass(slots=True)
class Job:
    """One source on its way through the batch.

    `keys` are those of its pages in the cache, where it is to be put together again without reading; `reading` is the
    version that they were read with. `is_kept` where it is read from the originals of the workspace.
    """

    item: Item
    keys: tuple[str, ...] = ()
    reading: str = ""
    is_kept: bool = False
    started: float = field(default_factory=time.monotonic)
    pages: int = 0
    readings: dict[int, PageReading] = field(default_factory=dict)
    images: dict[int, str] = field(default_factory=dict)
    errors: list[PipelineError] = field(default_factory=list)
    tried: set[int] = field(default_factory=set)
    secret: StateSecretError | None = None
    unread: int = 0  # pages that are queued or being read


@dataclass(frozen=True, slots=True)
class Made:
    """The documents of a source as they are to be stored; beside each the machine's where people corrected it."""

    job: Job
    documents: tuple[Document, ...]
    machines: tuple[Document | None, ...]


@dataclass(slots=True)
class Batch:
    """The state of a running batch; only the parent process touches it and the workspace."""

    workspace: Workspace
    settings: Settings
    making: Making
    pool: WorkerPool
    report: Callable[[Progress], None]
    jobs: list[Job]
    journal: Journal
    outcomes: dict[str, FileOutcome] = field(default_factory=dict)
    made_again: list[Made] = field(default_factory=list)  # not stored yet
    pages_done: int = 0
    pages_total: int = 0
    opened: int = 0
    failed: int = 0
    started: float = field(default_factory=time.monotonic)

    def run(self) -> None:
        """Do all jobs.

        Raises:
            StoreError: the workspace cannot be written (full disk): nothing after it could be kept.
            KeyboardInterrupt: Ctrl-C was pressed.
        """
        for index in range(len(self.jobs)):
            self.pool.add(self._first_task(index))
        with closing(self.pool.results()) as results:  # ends the workers also when this is interrupted
            for result in results:
                self._take(result)
            self._store_made_again()

    def _first_task(self, index: int) -> Task:
        job = self.jobs[index]
        if not job.keys:
            return self._task("count", index, 0, count_pages, (job.item, self.settings))
        job.pages = len(job.keys)
        arguments = (job.item.source, job.keys, self.settings, self.workspace.folder)
        return self._task("again", index, 0, finish_again, arguments)

    def _task(
        self, stage: Stage, index: int, page: int, function: Callable[..., object], arguments: tuple[object, ...]
    ) -> Task:
        name = self.jobs[index].item.source.name
        limits = self.settings.limits
        seconds = {
            "count": limits.render_seconds,
            "page": limits.render_seconds + self.settings.ocr.page_seconds,
        }.get(stage, limits.render_seconds + _FINISH_SECONDS_PER_PAGE * max(1, self.jobs[index].pages))
        what = Message(f"{name}, trang {page}", f"{name}, page {page}") if page else Message(name, name)
        return Task((stage, index, page), function, arguments, seconds, what)

    def _take(self, result: Result) -> None:
        stage, index, page = result.tag
        job = self.jobs[index]
        job.unread -= stage == "page"
        if isinstance(result.error, StoreError):
            raise result.error
        match stage:
            case "page" if job.secret or isinstance(result.error, StateSecretError):
                self._refused(index, result.error)
            case "page" if result.error is not None:
                self._page_failed(index, page, result.error)
            case "page":
                self._page_done(index, page, result.value)
            case _ if result.error is not None:
                self._failed(job, _expected(result.error, job.item.source.name))
            case "count":
                self._counted(index, result.value)
            case "again":
                self._put_together_again(index, result.value)
            case _:
                self._finished(job, result.value)
        self._tell(job)

    def _counted(self, index: int, pages: int) -> None:
        job = self.jobs[index]
        job.pages, job.started = pages, time.monotonic()
        self.pages_total += pages
        self.opened += 1
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
            job.secret, job.readings, job.images = error, {}, {}
            dropped = self.pool.drop(lambda task: task.tag[:2] == ("page", index))
            job.unread -= dropped
            self.pages_total -= dropped
        if job.secret and not job.unread:
            self.workspace.forget(job.item.source, job.item.paths)
            self._failed(job, job.secret)

    def _page_failed(self, index: int, page: int, found: BaseException) -> None:
        job = self.jobs[index]
        name = job.item.source.name
        if _may_pass(found) and page not in job.tried:
            job.tried.add(page)
            self.journal.write("again", file=name, page=page, reason=str(found))
            self._queue(index, page, page)
            return
        error = _expected(found, f"{name}, {page}")
        job.errors.append(error)
        self.journal.write("page", file=name, page=page, status="failed", code=error.code, reason=error.message.en)
        self._page_read(index, page, failed_page(page, name, error))

    def _page_done(self, index: int, page: int, done: PageDone) -> None:
        job, own = self.jobs[index], done.reading.page
        if done.image_sha256 is not None:
            job.images[page] = done.image_sha256
        self.journal.write(
            "page", file=job.item.source.name, page=page, status="cached" if done.cached else "read",
            origin=own.origin.value, confidence=round(own.confidence, 3), lines=len(done.reading.lines),
            seconds=round(done.seconds, 3),
        )  # fmt: skip
        self._page_read(index, page, done.reading)

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
        arguments = (job.item.source, readings, self.settings, self.workspace.folder)
        self.pool.add(self._task("finish", index, 0, finish_document, arguments), first=True)

    def _put_together_again(self, index: int, documents: tuple[Document, ...] | None) -> None:
        job = self.jobs[index]
        if documents is None:  # a page is no longer kept: the source is read as if it were new
            job.keys, job.reading, job.pages = (), "", 0
            self.pool.add(self._first_task(index), first=True)
            return
        self.pages_total += job.pages
        self.pages_done += job.pages
        self.opened += 1
        self.made_again.append(self._made(job, documents))
        if len(self.made_again) >= _STORED_TOGETHER:
            self._store_made_again()

    def _store_made_again(self) -> None:
        """Store what waits, all at once; what is lost before that is made again by the next run."""
        made, self.made_again = self.made_again, []
        if not made:
            return
        with self.workspace.at_once():
            alike = [self._store(one) for one in made]
        for one, message in zip(made, alike, strict=True):
            self._tell_done(one, message)
            self._tell(one.job)

    def _finished(self, job: Job, documents: tuple[Document, ...]) -> None:
        made = self._made(job, documents)
        try:
            with self.workspace.at_once():
                if not job.is_kept:
                    self.workspace.keep_original(job.item.source, job.item.paths)
                alike = self._store(made)
        except SourceError as error:  # the file vanished or changed while it was read
            self._failed(job, error)
            return
        self._tell_done(made, alike)

    def _made(self, job: Job, documents: tuple[Document, ...]) -> Made:
        return Made(job, *corrected_again(self.workspace, documents, self.settings))

    def _store(self, made: Made) -> Message | None:
        """Store the documents of a source with what made them; return which other paper they may be, if any."""
        job = made.job
        ids = self.workspace.put_all(made.documents, made.machines)
        versions = (job.reading or self.making.reading, self.making.finishing)
        self.workspace.history.note(job.item.source, job.pages, versions, job.images)
        if job.item.within:
            self.workspace.history.note_folder(job.item.source.sha256, job.item.within)
        alike = (one for document_id in ids for one in self.workspace.duplicates(document_id))
        return next((one.message for one in alike), None)

    def _tell_done(self, made: Made, alike: Message | None) -> None:
        job, source = made.job, made.job.item.source
        job.images = {}
        partial_document = any(document.status is Status.PARTIAL for document in made.documents)
        self._outcome(
            FileOutcome(
                name=source.name,
                status=FileStatus.PARTIAL if partial_document else FileStatus.IMPORTED,
                pages=job.pages,
                documents=len(made.documents),
                seconds=time.monotonic() - job.started,
                code="duplicate" if alike else "",
                message=alike if alike and not partial_document else _first_problem(made.documents),
            ),
            source.sha256,
        )

    def _failed(self, job: Job, error: PipelineError) -> None:
        source = job.item.source
        origin = job.item.origin or job.item.paths[0]
        self.workspace.record_failure(source.name, error.code, error.message, sha256=source.sha256, origin=origin)
        outcome = FileOutcome(
            source.name, FileStatus.FAILED, job.pages, code=error.code, message=error.message, exit_code=error.exit_code
        )
        self._outcome(outcome, source.sha256)

    def _outcome(self, outcome: FileOutcome, sha256: str) -> None:
        self.outcomes[outcome.name] = outcome
        self.failed += outcome.status is FileStatus.FAILED
        self.journal.write(
            "file", file=outcome.name, sha256=sha256, status=outcome.status.value, pages=outcome.pages,
            documents=outcome.documents, seconds=round(outcome.seconds, 3), code=outcome.code or None,
            reason=outcome.message.en if outcome.status is FileStatus.FAILED and outcome.message else None,
        )  # fmt: skip

    def _tell(self, job: Job) -> None:
        self.report(
            Progress(
                files_done=len(self.outcomes),
                files_total=len(self.jobs),
                pages_done=self.pages_done,
                pages_total=self.pages_total,
                failed=self.failed,
                seconds=time.monotonic() - self.started,
                current=job.item.source.name,
                files_opened=self.opened,
                jobs=self.pool.jobs,
            )
        )


def _may_pass(error: BaseException) -> bool:
    """Return whether a page is worth another try: the engine crashed or hung. The pool has tried the others again."""
    return isinstance(error, OcrError) and not isinstance(error, WorkerDiedError | TaskTimeoutError)


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


def _first_problem(documents: Sequence[Document]) -> Message | None:
    problems = [problem for document in documents for problem in document.problems]
    problems.sort(key=lambda problem: ("error", "warning", "info").index(problem.severity))
    return problems[0].message if problems and problems[0].severity != "info" else None
