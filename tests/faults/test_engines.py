"""Engines that crash, hang, talk rubbish or run out of memory: the page is tried once more, then flagged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from pipeline import process
from pipeline.ocr.tesseract import TesseractProgram
from pipeline.resources import models_folder
from pipeline.run import FileStatus
from pipeline.settings import Ocr
from pipeline.store import Workspace
from tests.faults.conftest import Import

HEAD = "level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext"
WORD = "5\\t1\\t1\\t1\\t1\\t1\\t50\\t60\\t44\\t11\\t96\\tKế"
GOOD = f'printf "{HEAD}\\n{WORD}\\n"'
FAULTS = {
    "crash": "kill -SEGV $$",
    "exit": "echo 'Error: out of luck' >&2; exit 1",
    "hang": "exec sleep 30",
    "bad UTF-8": r"printf '\377\376\200'",
    "no table": "echo Xin chào",
    "cut table": f'printf "{HEAD}\\n5\\t1\\t1\\n"',
}


def engine(folder: Path, monkeypatch: pytest.MonkeyPatch, says: str) -> Path:
    """Put a program that does `says` in the place of Tesseract; return the file that has a line for each call."""
    calls, program = folder / "calls", folder / "tesseract"
    real = shutil.which("tesseract")
    program.write_text(
        f'#!/bin/bash\nif [ "$1" = --version ]; then exec {real} --version; fi\n'
        f"cat >/dev/null\necho call >>{calls}\n{says}\n"
    )
    program.chmod(0o755)
    calls.touch()

    def bad(_: Ocr) -> TesseractProgram:
        return TesseractProgram("vie", str(program), models_folder() / "tesseract")

    monkeypatch.setattr(process, "engine", bad)
    return calls


@pytest.mark.parametrize("says", FAULTS.values(), ids=FAULTS.keys())
def test_a_page_is_tried_twice_then_its_file_fails_alone(
    says: str, scans: Path, batch: Import, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = engine(tmp_path, monkeypatch, says)
    report = batch([scans])
    assert {one.name: (one.status, one.code) for one in report.outcomes} == {
        "plan.txt": (FileStatus.IMPORTED, ""),
        "scan.png": (FileStatus.FAILED, "ocr"),
    }
    assert len(calls.read_text().splitlines()) == 2
    (failure,) = workspace.failures()
    assert failure.message.vi.startswith("Trang 1")
    assert failure.origin == scans / "scan.png", "so that `sohoa retry` finds it"


def test_a_crash_that_passes_costs_nothing(
    scans: Path, batch: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = engine(tmp_path, monkeypatch, f"[ $(wc -l <{tmp_path}/calls) -gt 1 ] || kill -SEGV $$; {GOOD}")
    assert {one.status for one in batch([scans]).outcomes} == {FileStatus.IMPORTED}
    assert len(calls.read_text().splitlines()) >= 2


def test_a_page_that_needs_too_much_memory_is_told_as_that(
    scans: Path, batch: Import, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = process.read_page

    def hungry(item, number, settings):  # type: ignore[no-untyped-def]
        if item.name == "scan.png":
            raise MemoryError
        return read(item, number, settings)

    monkeypatch.setattr(process, "read_page", hungry)
    assert {one.name: one.code for one in batch([scans]).outcomes} == {"plan.txt": "", "scan.png": "memory"}
    assert "limits.worker_bytes" in workspace.failures()[0].message.vi


def test_one_bad_page_leaves_the_others_and_can_be_tried_again(
    scans: Path, batch: Import, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Image.open(scans / "scan.png") as one:
        one.save(scans / "scan.tif", save_all=True, append_images=[Image.new("L", one.size, 255)], dpi=(100, 100))
    engine(tmp_path, monkeypatch, FAULTS["crash"])
    outcomes = {one.name: one.status for one in batch([scans / "scan.tif"]).outcomes}
    assert outcomes == {"scan.tif": FileStatus.PARTIAL}, "the blank page needs no engine"
    (only,) = workspace.documents()
    assert [problem.page for problem in workspace.get(only.id).document.problems if problem.code == "ocr"] == [1]
