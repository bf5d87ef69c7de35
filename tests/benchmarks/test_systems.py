from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from benchmarks.ocr import systems
from benchmarks.ocr.systems import Outcome, Program, run
from benchmarks.ocr.worker import forked


def test_the_time_and_memory_of_a_grandchild_are_counted(tmp_path: Path) -> None:
    work = "block = bytearray(150_000_000)\nfor _ in range(3_000_000): pass\nprint('read')"
    outcome = run(
        [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"], tmp_path
    )
    assert outcome.failure is None
    assert outcome.output == "read\n"
    assert outcome.costs["cpu"] > 0.05
    assert 150_000_000 < outcome.costs["rss"] < 250_000_000


def test_the_memory_of_whoever_starts_a_program_is_not_its_own(tmp_path: Path) -> None:
    held = bytearray(300_000_000)
    outcome = run(["true"], tmp_path)
    assert len(held) > outcome.costs["rss"]


def test_a_program_that_fails_says_why(tmp_path: Path) -> None:
    outcome = run([sys.executable, "-c", "import sys; sys.exit('no such page')"], tmp_path)
    assert outcome.failure == "exit 1: no such page"


def test_a_program_that_sleeps_for_ever_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(systems, "MOST_SECONDS", 0.02)
    failure = run(["sleep", "60"], tmp_path).failure
    assert failure is not None
    assert failure.startswith("took more than")


def test_a_program_that_turns_in_a_circle_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(systems, "MOST_SECONDS", 1)
    assert run([sys.executable, "-c", "while True: pass"], tmp_path).failure == "took more than 1 s of processor time"


def test_a_program_that_is_not_there_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None if program == "unpaper" else f"/bin/{program}")
    system = Program("ocrmypdf --clean", ["ocrmypdf", "unpaper"], lambda *_: (Outcome("", {}, None), ""), "")
    assert system.missing == "unpaper not installed (apt-get install unpaper)"


def test_a_defect_while_reading_is_an_answer_not_the_end(capfd: pytest.CaptureFixture[str]) -> None:
    def broken() -> dict[str, object]:
        raise ZeroDivisionError("no width")

    answer, costs = forked(broken)
    assert answer == {"failure": "defect: ZeroDivisionError: no width"}
    assert costs["rss"] > 0
    assert "Traceback" in capfd.readouterr().err
