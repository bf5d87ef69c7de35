"""A full disk stops a batch cleanly; the next run goes on, and reads no page twice."""

from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline import process
from pipeline.cli import main
from pipeline.errors import StoreError
from pipeline.run import FileStatus
from pipeline.store import Workspace
from tests.faults.conftest import Import
from tests.papers import PLAN


def no_room(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_no_room_for_a_page_stops_the_batch_and_the_next_run_goes_on(
    scans: Path, batch: Import, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (scans / "scan.png").unlink()
    with monkeypatch.context() as full:
        full.setattr("pipeline.store.files._flush", no_room)
        with pytest.raises(StoreError, match="đã đầy"):
            batch([scans])
    assert workspace.documents() == []
    assert workspace.failures() == [], "no file is to blame"
    assert not list(workspace.spool.glob("*.part"))
    assert [one.status for one in batch([scans]).outcomes] == [FileStatus.IMPORTED]


def test_a_database_without_room_keeps_what_it_had(
    scans: Path, batch: Import, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (scans / "scan.png").unlink()
    (scans / "plan.txt").write_text(PLAN * 40, "utf-8")
    pages = workspace._database.connection.execute("PRAGMA page_count").fetchone()[0]
    workspace._database.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="đã đầy"):
        batch([scans])
    assert workspace.documents() == []
    workspace._database.connection.execute(f"PRAGMA max_page_count = {pages + 1000}")
    read = process.read_page
    seen: list[str] = []

    def watched(item, number, settings):  # type: ignore[no-untyped-def]
        seen.append(item.name)
        return read(item, number, settings)

    monkeypatch.setattr(process, "read_page", watched)
    assert [one.status for one in batch([scans]).outcomes] == [FileStatus.IMPORTED]
    assert seen == [], "the page was durable before the disk was full"


def test_a_full_disk_while_a_page_is_drawn_blames_no_page(
    scans: Path, batch: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "read_page", no_room)
    with pytest.raises(StoreError, match="đã đầy"):
        batch([scans])


def test_the_command_says_so_and_ends_with_6(
    scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.store.files._rename", no_room)
    monkeypatch.setattr("pipeline.run.batches.process_pool", lambda *_: _in_this_thread())
    code = main(["import", str(scans / "plan.txt"), "--workspace", str(tmp_path / "other"), "--jobs", "1"])
    said = capsys.readouterr().err
    assert code == 6
    assert "đã đầy" in said
    assert "Traceback" not in said


def _in_this_thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1)
