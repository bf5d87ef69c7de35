from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.ocr import systems
from benchmarks.ocr.__main__ import main

ARGUMENTS = ["--groups", "drawn", "--grades", "office", "--pages", "1", "--shared", "nowhere"]


@pytest.mark.slow
def test_one_page_is_drawn_read_scored_and_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = [*ARGUMENTS, "--cache", str(tmp_path), "--systems", "ours", "tesseract"]
    main(arguments)
    told = capsys.readouterr()
    assert "Left out: real scans: nowhere is not here." in told.out
    rows = {line.split(" | ")[0]: line.split(" | ") for line in told.out.splitlines() if line.startswith("| office: ")}
    assert set(rows) == {"| office: ours", "| office: tesseract"}
    assert float(rows["| office: ours"][2]) < 5  # percent of the characters of clear print
    assert "[1/2]" in told.err

    def read(*_: object) -> None:
        raise AssertionError("what was read is read again")

    monkeypatch.setattr(systems.Ours, "read", read)
    monkeypatch.setattr(systems.Program, "read", read)
    main(arguments)
    assert capsys.readouterr().out == told.out


def test_a_run_without_any_of_the_programs_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    main(["--groups", "--shared", "nowhere", "--cache", str(tmp_path), "--systems", "ocrmypdf", "tesseract"])
    told = capsys.readouterr().out
    assert "Left out: ocrmypdf: ocrmypdf, tesseract not installed (apt-get install ocrmypdf tesseract-ocr" in told
