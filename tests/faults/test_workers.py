"""Workers that are killed, and a program that is killed while they work."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import pytest

from pipeline.run.journal import Journal
from pipeline.store import Workspace

Found = TypeVar("Found")
MAIN = "import sys; from pipeline.cli import main; sys.exit(main(sys.argv[1:]))"


def start(scans: Path, workspace: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", MAIN, "import", str(scans), "--workspace", str(workspace), "--jobs", "2"]
    quiet = {"SOHOA_OCR__ENGINE": "program", "SOHOA_RESTORE__ENABLED": "false", **environment}
    return subprocess.Popen(
        command, env={**os.environ, **quiet}, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def bad_engine(folder: Path, does: str) -> dict[str, str]:
    """Return an environment in which the engine does `does`; its parent is the worker."""
    folder.mkdir()
    program = folder / "tesseract"
    real = shutil.which("tesseract")
    program.write_text(f'#!/bin/bash\ncase "$*" in *--version*|*--psm\\ 0*) exec {real} "$@";; esac\n{does}\n')
    program.chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}


@pytest.mark.slow
def test_a_worker_that_is_killed_costs_its_page_only(scans: Path, tmp_path: Path) -> None:
    run = start(scans, tmp_path / "kho", bad_engine(tmp_path / "bin", "kill -KILL $PPID"))
    _, said = run.communicate(timeout=120)
    assert run.returncode == 1, said.decode()
    assert "Traceback" not in said.decode()
    with Workspace(tmp_path / "kho") as workspace:
        assert [one.stem for one in workspace.documents()] == ["plan"]
        (failure,) = workspace.failures()
    assert (failure.name, failure.code) == ("scan.png", "worker_died")


@pytest.mark.slow
def test_workers_end_with_the_program_that_started_them(scans: Path, tmp_path: Path) -> None:
    (tmp_path / "pid").touch()
    run = start(scans, tmp_path / "kho", bad_engine(tmp_path / "bin", f"echo $PPID >{tmp_path}/pid; exec sleep 60"))
    worker = wait_for(lambda: (tmp_path / "pid").read_text().strip())
    os.kill(run.pid, signal.SIGKILL)
    run.communicate()
    assert wait_for(lambda: not Path(f"/proc/{worker}").exists()), "it would hold memory for ever"


@pytest.mark.slow
def test_a_request_to_end_is_taken_as_ctrl_c(scans: Path, tmp_path: Path) -> None:
    (tmp_path / "pid").touch()
    run = start(scans, tmp_path / "kho", bad_engine(tmp_path / "bin", f"echo $PPID >{tmp_path}/pid; exec sleep 60"))
    wait_for(lambda: (tmp_path / "pid").read_text().strip())
    run.terminate()
    _, said = run.communicate(timeout=30)
    assert run.returncode == 130
    assert "Chạy lại cùng lệnh" in said.decode()


def wait_for(condition: Callable[[], Found]) -> Found:
    """Return what `condition` gives once it gives something."""
    deadline = time.monotonic() + 60
    while not (found := condition()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("in the way")
    journal = Journal(tmp_path)
    journal.begin(files=1)
    journal.close()
