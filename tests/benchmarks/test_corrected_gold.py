"""What people corrected is gold for what the machine had read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.quality import judge_corrected, main
from pipeline.store import Workspace
from tests.papers import paper


def test_the_machine_is_judged_by_what_people_corrected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    machine = paper("một.pdf")
    line = replace(machine.lines[1], text="QUYẾT ĐỊNH")
    header = replace(machine.header, number_symbol="31/KH-UBND")
    with Workspace(tmp_path / "kho") as workspace:
        workspace.put(paper("hai.pdf"))
        lines = (machine.lines[0], line, *machine.lines[2:])
        workspace.put(replace(machine, header=header, lines=lines), machine)
    (quality,) = judge_corrected(tmp_path / "kho").values()
    assert quality.missed == ("number_symbol",)
    assert quality.wer is not None
    assert 0 < quality.wer < 0.2
    main(["--workspace", str(tmp_path / "kho")])
    assert "number_symbol" in capsys.readouterr().out


def test_without_corrections_there_is_no_gold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Workspace(tmp_path / "kho") as workspace:
        workspace.put(paper())
    main(["--workspace", str(tmp_path / "kho")])
    assert "Nobody corrected" in capsys.readouterr().out
