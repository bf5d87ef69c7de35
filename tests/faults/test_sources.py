"""Sources that vanish, change or cannot be written beside: nothing of another file's bytes is ever kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline import process
from pipeline.run import FileStatus
from pipeline.store import Workspace
from tests.faults.conftest import Import
from tests.papers import PLAN


def meanwhile(monkeypatch: pytest.MonkeyPatch, harm) -> None:  # type: ignore[no-untyped-def]
    """Let `harm` be done right after a page was read."""
    read = process.read_page

    def harmed(item, number, settings):  # type: ignore[no-untyped-def]
        page = read(item, number, settings)
        harm()
        return page

    monkeypatch.setattr(process, "read_page", harmed)


def test_a_page_of_a_file_that_changed_is_not_kept_as_its_own(
    scans: Path, batch: Import, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = scans / "plan.txt"
    with monkeypatch.context() as patched:
        meanwhile(patched, lambda: file.write_text(PLAN + "another line\n", "utf-8"))
        (outcome,) = batch([file]).outcomes
    assert (outcome.status, outcome.code) == (FileStatus.FAILED, "damaged")
    assert outcome.message
    assert "sohoa retry" in outcome.message.vi
    assert not list((workspace.folder / "cache").rglob("*")), "the page may be that of other bytes"
    file.write_text(PLAN, "utf-8")
    assert [one.status for one in batch([file]).outcomes] == [FileStatus.IMPORTED]
    assert workspace.failures() == []


def test_a_file_that_vanishes_fails_alone(
    scans: Path, batch: Import, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (scans / "scan.png").unlink()
    (scans / "other.txt").write_text(PLAN.replace("46/", "47/"), "utf-8")
    meanwhile(monkeypatch, lambda: (scans / "other.txt").unlink(missing_ok=True))
    report = batch([scans])
    assert {one.name: one.status for one in report.outcomes} == {
        "other.txt": FileStatus.FAILED,
        "plan.txt": FileStatus.IMPORTED,
    }


def test_the_folder_of_the_scans_is_only_read(scans: Path, batch: Import) -> None:
    (scans / "scan.png").unlink()
    before = {path: path.stat().st_mtime_ns for path in (scans, *scans.iterdir())}
    (scans / "plan.txt").chmod(0o444)
    scans.chmod(0o555)
    try:
        assert [one.status for one in batch([scans]).outcomes] == [FileStatus.IMPORTED]
        assert {path: path.stat().st_mtime_ns for path in (scans, *scans.iterdir())} == before
    finally:
        scans.chmod(0o755)


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_that_may_not_be_read_fails_alone(scans: Path, batch: Import) -> None:
    (scans / "scan.png").chmod(0)
    assert {one.name: one.status for one in batch([scans]).outcomes} == {
        "plan.txt": FileStatus.IMPORTED,
        "scan.png": FileStatus.FAILED,
    }
