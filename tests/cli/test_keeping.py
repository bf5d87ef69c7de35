"""The commands that try again, check, copy and watch, as a person meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.papers import PLAN


@pytest.fixture
def kho(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one plan and one file that failed."""
    monkeypatch.setenv("SOHOA_RESTORE__ENABLED", "false")
    monkeypatch.setenv("SOHOA_RUN__SETTLE_SECONDS", "0")
    scans = tmp_path / "scans"
    scans.mkdir()
    (scans / "plan.txt").write_text(PLAN, "utf-8")
    (scans / "hỏng.txt").write_bytes(b"")
    assert run("watch", str(scans), "--once", "--workspace", str(tmp_path / "kho"), "--jobs", "1") == 1
    return tmp_path / "kho"


def run(*arguments: str) -> int:
    return main(list(arguments))


def test_a_workspace_from_night_to_morning(kho: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ("--workspace", str(kho))
    assert run("list", "--failed", *at) == 0
    assert "hỏng.txt" in capsys.readouterr().out
    (tmp_path / "scans" / "hỏng.txt").write_text(PLAN + "\nThêm một dòng.\n", "utf-8")
    assert run("retry", "--jobs", "1", "--json", *at) == 0
    (outcome,) = json.loads(capsys.readouterr().out)["outcomes"]
    assert (outcome["name"], outcome["status"], outcome["code"]) == ("hỏng.txt", "imported", "duplicate")
    assert run("list", *at) == 0
    assert "Có thể trùng nhau" in capsys.readouterr().out
    assert run("list", "--duplicates", "--json", *at) == 0
    assert len(json.loads(capsys.readouterr().out)["duplicates"]) == 2
    assert run("refresh", "--jobs", "1", *at) == 0
    assert "Không có gì phải làm" in capsys.readouterr().out
    assert run("backup", str(tmp_path / "sao-luu"), *at) == 0
    assert run("restore", str(tmp_path / "sao-luu"), str(tmp_path / "moi")) == 0
    assert run("verify", "--workspace", str(tmp_path / "moi")) == 0
    assert "Kho nguyên vẹn" in capsys.readouterr().out
    (original, *_) = (tmp_path / "moi" / "originals").glob("*/*")
    original.chmod(0o644)
    original.write_bytes(b"x")
    assert run("verify", "--json", "--workspace", str(tmp_path / "moi")) == 6
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert fault["kind"] == "original"


def test_a_folder_that_is_not_there_is_not_watched(tmp_path: Path) -> None:
    assert run("watch", str(tmp_path / "no"), "--workspace", str(tmp_path / "kho")) == 2
