"""What a batch consists of: what was named, what failed before, what an older program made."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing
from functools import partial
from pathlib import Path

from pipeline.ingest import Discovery, Item, Skipped, discover, kind_of_media
from pipeline.message import Message
from pipeline.model import Source
from pipeline.run.batch import Batch, Job
from pipeline.run.journal import Journal
from pipeline.run.outcome import BatchReport, FileOutcome, FileStatus, Progress
from pipeline.run.pool import WorkerPool, process_pool
from pipeline.run.versions import Making, making, page_key
from pipeline.run.words import with_learnt_words
from pipeline.settings import Settings
from pipeline.store import Failure, Kept, Workspace

Report = Callable[[Progress], None]
MakeExecutor = Callable[[], Executor]


def run_batch(
    paths: Sequence[Path],
    workspace: Workspace,
    settings: Settings,
    *,
    force: bool = False,
    report: Report = lambda _: None,
    make_executor: MakeExecutor | None = None,
    names: Mapping[Path, str] | None = None,
) -> BatchReport:
    """Import files and folders into `workspace`; one bad file never stops the others.

    Args:
        paths: files, folders and .zip archives.
        workspace: where documents go; only this process writes it.
        settings: all settings.
        force: make again what is already in the workspace; pages that were read with these settings are not read again.
        report: called after each page and file.
        make_executor: makes the `concurrent.futures.Executor` that does the work; by default processes.
        names: what some of `paths` are called, where it is not the last part of the path.

    Raises:
        UsageError: a path that was named does not exist.
        StoreError: the workspace cannot be written (full disk); what was stored before stays.
    """
    run = _Run(workspace, settings, report, make_executor)
    with tempfile.TemporaryDirectory(prefix=workspace.unpacked, dir=workspace.spool) as spool:
        found = discover(paths, settings, Path(spool), names)
        skipped = [_skipped(workspace, one) for one in found.skipped]
        # What is known is not read again; `Workspace.known` notes the new names of its bytes.
        known = set() if force else {item.source.sha256 for item in found.items if _known(workspace, item, settings)}
        before = [FileOutcome(item.name, FileStatus.KNOWN) for item in found.items if item.source.sha256 in known]
        old = {kept.source.sha256 for kept in workspace.history.older_than(*run.versions)} if known else set()
        jobs = [Job(item) for item in found.items if item.source.sha256 not in known]
        return run.do(jobs, skipped + before, outdated=len(known & old))


def retry_batch(
    workspace: Workspace,
    settings: Settings,
    *,
    report: Report = lambda _: None,
    make_executor: MakeExecutor | None = None,
) -> BatchReport:
    """Try again exactly what failed and what is PARTIAL: from the original that was kept, else from where it lay.

    Raises:
        StoreError: the workspace cannot be written (full disk).
    """
    run = _Run(workspace, settings, report, make_executor)
    with tempfile.TemporaryDirectory(prefix=workspace.unpacked, dir=workspace.spool) as spool:
        failures = workspace.failures()
        found = _found_again(failures, settings, Path(spool))
        tried = [one for one in found.items if _is_of(one.name, failures)]
        outcomes = [_skipped(workspace, one) for one in found.skipped if one.error and _is_of(one.name, failures)]
        outcomes += [_gone(one) for one in failures if not _lies_there(one)]
        jobs = [Job(_kept_item(workspace, kept), is_kept=True) for kept in workspace.history.partial()]
        for item in tried:
            if _known(workspace, item, settings):
                workspace.history.forget_failure(item.name)
                outcomes.append(FileOutcome(item.name, FileStatus.KNOWN))
            else:
                jobs.append(Job(item))
        return run.do(jobs, outcomes)


def refresh_batch(
    workspace: Workspace,
    settings: Settings,
    *,
    everything: bool = False,
    read: bool = True,
    report: Report = lambda _: None,
    make_executor: MakeExecutor | None = None,
) -> BatchReport:
    """Make again the documents that an older program or other settings made; only stages that changed are done again.

    Args:
        workspace: where the documents are.
        settings: all settings.
        everything: also those that were made with these versions.
        read: where the reading of pages has changed, read them again; else take the pages as they were read.
        report: called after each page and file.
        make_executor: as for `run_batch`.

    Raises:
        StoreError: the workspace cannot be written (full disk).
    """
    run = _Run(workspace, settings, report, make_executor)
    history = workspace.history
    older = history.all() if everything else history.older_than(*run.versions, reading_counts=read)
    jobs = [_refreshed(workspace, kept, settings, run.making.reading if read else kept.reading) for kept in older]
    return run.do(jobs, [])


class _Run:
    """What every batch needs."""

    def __init__(
        self, workspace: Workspace, settings: Settings, report: Report, make_executor: MakeExecutor | None
    ) -> None:
        self.started = time.monotonic()
        self.making: Making = making(settings)
        self.versions = (self.making.reading, self.making.finishing)
        self._workspace = workspace
        self._settings = with_learnt_words(workspace, settings)  # no reason by itself to make all others anew
        self._report = report
        self._jobs = settings.run.jobs or os.cpu_count() or 1
        self._make = make_executor or partial(process_pool, self._jobs, settings.limits.worker_bytes)

    def do(self, jobs: list[Job], before: Iterable[FileOutcome], *, outdated: int = 0) -> BatchReport:
        """Do `jobs` and return their outcomes with those of `before`."""
        with closing(Journal(self._workspace.folder)) as journal:
            journal.begin(
                files=len(jobs), jobs=self._jobs, reading=json.loads(self.making.reading),
                finishing=self.making.finishing,
            )  # fmt: skip
            pool = WorkerPool(self._make, self._jobs)
            batch = Batch(self._workspace, self._settings, self.making, pool, self._report, jobs, journal)
            end = "stopped"
            try:
                batch.run()
                end = "done"
            finally:
                seconds = time.monotonic() - self.started
                journal.write("end", status=end, seconds=round(seconds, 3), pages=batch.pages_done, failed=batch.failed)
        outcomes = sorted([*before, *batch.outcomes.values()], key=lambda outcome: outcome.name)
        return BatchReport(tuple(outcomes), seconds, outdated, str(journal.path))


def _found_again(failures: Sequence[Failure], settings: Settings, spool: Path) -> Discovery:
    """Return what lies where files that failed lay, called as they were called."""
    names: dict[Path, str] = {}
    for failure in failures:
        if failure.origin is not None and _lies_there(failure):
            names.setdefault(failure.origin, _name_of_origin(failure))
    return discover(list(names), settings, spool, names) if names else Discovery((), ())


def _name_of_origin(failure: Failure) -> str:
    """Return what the file of a failure is called; for a member of a .zip, what the .zip is called."""
    assert failure.origin is not None  # noqa: S101 - the caller has looked
    head, found, _ = failure.name.partition(f"{failure.origin.name}/")
    return head + failure.origin.name if found else failure.name


def _lies_there(failure: Failure) -> bool:
    return failure.origin is not None and failure.origin.exists()


def _is_of(name: str, failures: Sequence[Failure]) -> bool:
    return any(name == one.name or name.startswith(f"{one.name}/") for one in failures)


def _gone(failure: Failure) -> FileOutcome:
    where = failure.origin or failure.name
    message = Message(
        f"{failure.name}: không còn ở {where}. Lý do trước đây: {failure.message.vi}",
        f"{failure.name}: is no longer at {where}. The reason before: {failure.message.en}",
    )
    return FileOutcome(failure.name, FileStatus.FAILED, code=failure.code, message=message)


def _kept_item(workspace: Workspace, kept: Kept) -> Item:
    """Return a source of the workspace as something to read, from its originals."""
    source = kept.source
    paths = tuple(workspace.originals(source.sha256))
    return Item(paths, source, kind_of_media(source.media_type), Path(source.name).stem)


def _refreshed(workspace: Workspace, kept: Kept, settings: Settings, reading: str) -> Job:
    """Return the job of a document that is to be made again from pages that were read under `reading`."""
    item = _kept_item(workspace, kept)
    if not reading or not kept.pages or _is_to_refuse(workspace, kept.source, settings):
        return Job(item, is_kept=True)
    keys = tuple(page_key(kept.source.sha256, number, json.loads(reading)) for number in range(1, kept.pages + 1))
    return Job(item, keys, reading, is_kept=True)


def _known(workspace: Workspace, item: Item, settings: Settings) -> bool:
    """Whether `item` need not be read again; what bears a mark of secrecy is, so that it can be refused."""
    if _is_to_refuse(workspace, item.source, settings) or not workspace.known(item.source):
        return False
    if item.within:
        workspace.history.note_folder(item.source.sha256, item.within)
    return True


def _is_to_refuse(workspace: Workspace, source: Source, settings: Settings) -> bool:
    return settings.ingest.state_secrets == "refuse" and workspace.is_marked_secret(source)


def _skipped(workspace: Workspace, skipped: Skipped) -> FileOutcome:
    if skipped.error is None:
        return FileOutcome(skipped.name, FileStatus.SKIPPED, code=skipped.code, message=skipped.message)
    workspace.record_failure(skipped.name, skipped.code, skipped.message, origin=skipped.origin)
    return FileOutcome(
        skipped.name, FileStatus.FAILED, code=skipped.code, message=skipped.message, exit_code=skipped.error.exit_code
    )
