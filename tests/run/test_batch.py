"""Batches of small texts: outcomes, idempotence, and faults that must not stop the others."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipeline import process
from pipeline.errors import OcrError, SourceError
from pipeline.ingest import Item
from pipeline.message import Message
from pipeline.model import Document, PageOrigin, Source
from pipeline.run import BatchReport, FileStatus, Progress, run_batch
from pipeline.settings import Settings, load_settings
from pipeline.store import Workspace
from tests.ingest.files import pdf
from tests.papers import PLAN


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scans = tmp_path / "scans"
    (scans / "sub").mkdir(parents=True)
    (scans / "plan.txt").write_text(PLAN, "utf-8")
    (scans / "sub" / "Kế hoạch khác.txt").write_text(PLAN.replace("46/", "47/"), "utf-8")
    (scans / "empty.txt").write_bytes(b"")
    (scans / "broken.pdf").write_bytes(b"%PDF-1.7\ntruncated")
    return scans


@pytest.fixture
def quiet() -> Settings:
    return load_settings(overrides={"restore": {"enabled": False}, "run": {"jobs": 1}})


def batch(paths: list[Path], workspace: Workspace, settings: Settings, *, force: bool = False) -> BatchReport:
    """Run a batch on a thread of this process, so that faults can be injected by patching."""
    return run_batch(paths, workspace, settings, force=force, make_executor=partial(ThreadPoolExecutor, 1))


def statuses(report: BatchReport) -> dict[str, FileStatus]:
    return {outcome.name: outcome.status for outcome in report.outcomes}


def test_bad_files_do_not_stop_the_others(folder: Path, tmp_path: Path, quiet: Settings) -> None:
    with Workspace(tmp_path / "kho") as workspace:
        report = batch([folder], workspace, quiet)
        found = statuses(report)
        assert {Path(name).name: status for name, status in found.items()} == {
            "plan.txt": FileStatus.IMPORTED,
            "Kế hoạch khác.txt": FileStatus.IMPORTED,
            "empty.txt": FileStatus.FAILED,
            "broken.pdf": FileStatus.FAILED,
        }
        assert report.exit_code == 1
        assert {one.number_symbol for one in workspace.documents()} == {"46/KH-UBND", "47/KH-UBND"}
        failures = {Path(failure.name).name: failure for failure in workspace.failures()}
        assert failures["empty.txt"].code == "empty"
        assert failures["broken.pdf"].message.vi


def test_a_second_run_reads_nothing(
    folder: Path, tmp_path: Path, quiet: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace(tmp_path / "kho") as workspace:
        batch([folder / "plan.txt"], workspace, quiet)
        monkeypatch.setattr(process, "read_page", _refuse)
        assert set(statuses(batch([folder / "plan.txt"], workspace, quiet)).values()) == {FileStatus.KNOWN}
        forced = batch([folder / "plan.txt"], workspace, quiet, force=True)
        assert set(statuses(forced).values()) == {FileStatus.IMPORTED}, "extraction runs again on the cached page"
        assert len(workspace.documents()) == 1


def test_known_bytes_under_another_name_keep_both_names(folder: Path, tmp_path: Path, quiet: Settings) -> None:
    with Workspace(tmp_path / "kho") as workspace:
        batch([folder / "plan.txt"], workspace, quiet)
        (folder / "copy.txt").write_text(PLAN, "utf-8")
        batch([folder / "copy.txt"], workspace, quiet)
        (only,) = workspace.documents()
        assert set(workspace.get(only.id).document.source.names) >= {"plan.txt", "copy.txt"}


def test_a_lone_unreadable_file_gives_its_own_code(folder: Path, tmp_path: Path, quiet: Settings) -> None:
    with Workspace(tmp_path / "kho") as workspace:
        assert batch([folder / "broken.pdf"], workspace, quiet).exit_code == SourceError.exit_code


def test_a_page_that_fails_makes_the_document_partial(
    tmp_path: Path, quiet: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "two-pages.pdf"
    file.write_bytes(pdf(2))
    read_page = process.read_page

    def fail_on_2(item: Item, number: int, settings: Settings) -> process.ReadPage:
        return _refuse() if number == 2 else read_page(item, number, settings)

    monkeypatch.setattr(process, "read_page", fail_on_2)
    with Workspace(tmp_path / "kho") as workspace:
        report = batch([file], workspace, quiet)
        assert set(statuses(report).values()) == {FileStatus.PARTIAL}
        assert report.exit_code == 0
        (only,) = workspace.documents()
        stored = workspace.get(only.id).document
        assert [page.origin for page in stored.pages] == [PageOrigin.BLANK, PageOrigin.FAILED]
        assert 2 in [problem.page for problem in stored.problems]
        monkeypatch.undo()
        again = batch([file], workspace, quiet, force=True)
        assert set(statuses(again).values()) == {FileStatus.IMPORTED}, "a failed page is not kept in the cache"


def test_a_file_of_which_no_page_can_be_read_has_failed(
    folder: Path, tmp_path: Path, quiet: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "read_page", _refuse)
    with Workspace(tmp_path / "kho") as workspace:
        report = batch([folder / "plan.txt"], workspace, quiet)
        (outcome,) = report.outcomes
        assert (outcome.status, outcome.code) == (FileStatus.FAILED, "ocr")
        assert workspace.documents() == []
        assert [failure.name for failure in workspace.failures()] == ["plan.txt"]


def test_a_defect_is_a_failure_of_its_file_only(
    folder: Path, tmp_path: Path, quiet: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole = process.put_together

    def sometimes(source: Source, *rest: Any) -> tuple[Document, ...]:
        if source.name.endswith("plan.txt"):
            raise RuntimeError("a defect")
        return whole(source, *rest)

    monkeypatch.setattr(process, "put_together", sometimes)
    with Workspace(tmp_path / "kho") as workspace:
        report = batch([folder], workspace, quiet)
        (defect,) = [outcome for outcome in report.outcomes if outcome.code == "defect"]
        assert defect.name.endswith("plan.txt")
        assert [one.number_symbol for one in workspace.documents()] == ["47/KH-UBND"]
    assert any(record.exc_info for record in caplog.records), "the log has the traceback"


def test_a_file_that_changes_while_it_is_read_fails_alone(
    folder: Path, tmp_path: Path, quiet: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = process.put_together

    def meanwhile(source: Source, *rest: Any) -> tuple[Document, ...]:
        (folder / "plan.txt").write_text("something else", "utf-8")
        return whole(source, *rest)

    monkeypatch.setattr(process, "put_together", meanwhile)
    with Workspace(tmp_path / "kho") as workspace:
        report = batch([folder / "plan.txt", folder / "sub"], workspace, quiet)
        assert sorted(statuses(report).values()) == [FileStatus.FAILED, FileStatus.IMPORTED]
        assert [one.number_symbol for one in workspace.documents()] == ["47/KH-UBND"]


def test_progress_ends_complete(folder: Path, tmp_path: Path, quiet: Settings) -> None:
    seen: list[Progress] = []
    with Workspace(tmp_path / "kho") as workspace:
        run_batch([folder], workspace, quiet, report=seen.append, make_executor=partial(ThreadPoolExecutor, 1))
    assert seen[-1].files_done == seen[-1].files_total
    assert seen[-1].pages_done == seen[-1].pages_total == 2


def test_worker_processes_give_the_same_records(folder: Path, tmp_path: Path, quiet: Settings) -> None:
    with Workspace(tmp_path / "a") as one, Workspace(tmp_path / "b") as two:
        batch([folder], one, quiet)
        run_batch([folder], two, quiet)
        assert [record for _, record in one.records()] == [record for _, record in two.records()]


def _refuse(*_: object) -> process.ReadPage:
    raise OcrError(Message("không đọc được", "cannot read"))
