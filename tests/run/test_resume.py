"""A run that was killed goes on where it was, and ends in the same records."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.errors import EXIT_INTERRUPTED
from pipeline.resources import samples_folder
from pipeline.store import Workspace

SCAN = samples_folder() / "quyet-dinh-to-giam-sat.pdf"
LONG = samples_folder() / "Kế hoạch 112-KH-UBND quận Tân Giang.pdf"
MAIN = "import sys; from pipeline.cli import main; sys.exit(main(sys.argv[1:]))"


def start(workspace: Path, scan: Path = SCAN, stderr: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", MAIN, "import", str(scan), "--workspace", str(workspace), "--jobs", "1"]
    return subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=stderr)


def wait_for_a_page(workspace: Path, run: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while not cached(workspace) and run.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)


def cached(workspace: Path) -> dict[Path, int]:
    return {file: file.stat().st_mtime_ns for file in (workspace / "cache").rglob("*") if file.is_file()}


def records(workspace: Path) -> list[object]:
    with Workspace(workspace) as store:
        return [record for _, record in store.records()]


@pytest.mark.slow
def test_ctrl_c_stops_at_once_and_says_so(tmp_path: Path) -> None:
    run = start(tmp_path / "kho", LONG, stderr=subprocess.PIPE)
    wait_for_a_page(tmp_path / "kho", run)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=15)
    assert run.returncode == EXIT_INTERRUPTED
    assert "Chạy lại cùng lệnh" in said.decode()


@pytest.mark.slow
def test_a_killed_run_is_taken_up_again(tmp_path: Path) -> None:
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    run = start(killed)
    wait_for_a_page(killed, run)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    before = cached(killed)
    assert before, "the first page was kept before the kill"
    assert records(killed) == []
    assert start(killed).wait(timeout=240) == 0
    after = cached(killed)
    assert before.items() <= after.items(), "pages read before the kill were not read again"
    assert len(after) == 4, "two pages that were read, and their restored lines"
    assert start(whole).wait(timeout=240) == 0
    assert records(killed) == records(whole)
