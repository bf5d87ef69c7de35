"""A folder of hostile files beside one good one: each gets a row with its reason, the good one gets in."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pipeline.run import FileStatus, run_batch
from pipeline.settings import load_settings
from pipeline.store import Workspace
from tests.ingest.files import huge_png, pdf, picture, save
from tests.ingest.test_pdf import LOCKED
from tests.papers import PLAN


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scans = tmp_path / "scans"
    scans.mkdir()
    (scans / "tốt.txt").write_text(PLAN, "utf-8")
    (scans / "rỗng.pdf").write_bytes(b"")
    (scans / "cụt.pdf").write_bytes(pdf(2)[:300])
    (scans / "khóa.pdf").write_bytes(LOCKED)
    (scans / "giả.pdf").write_bytes(b"MZ\x90\x00 this is a program, not a PDF" + bytes(200))
    (scans / "khổng-lồ.png").write_bytes(huge_png(100_000, 100_000))
    save(Image.new("L", (1, 1), 255), scans / "một-điểm.png")
    jpeg = save(picture(), scans / "cụt.jpg").read_bytes()
    (scans / "cụt.jpg").write_bytes(jpeg[: len(jpeg) // 3])
    (scans / "nhị-phân.txt").write_bytes(bytes(range(256)) * 20)
    (scans / "English.txt").write_text("The quick brown fox jumps over the lazy dog. " * 20, "utf-8")
    return scans


def test_every_bad_file_is_told_and_none_stops_the_others(folder: Path, tmp_path: Path) -> None:
    settings = load_settings(overrides={"run": {"jobs": 2}})
    with Workspace(tmp_path / "kho") as workspace:
        report = run_batch([folder], workspace, settings)
        outcomes = {Path(outcome.name).name: outcome for outcome in report.outcomes}
        assert set(outcomes) == {file.name for file in folder.iterdir()}, "every file has its row"
        assert outcomes["tốt.txt"].status is FileStatus.IMPORTED
        assert outcomes["English.txt"].status is FileStatus.IMPORTED
        assert outcomes["English.txt"].message, "a person is told that it is not Vietnamese"
        assert {name: outcome.code for name, outcome in outcomes.items() if outcome.status is FileStatus.FAILED} == {
            "rỗng.pdf": "empty",
            "cụt.pdf": "damaged",
            "khóa.pdf": "encrypted",
            "giả.pdf": "damaged",
            "khổng-lồ.png": "limit",
            "cụt.jpg": "damaged",
            "một-điểm.png": "empty",
            "nhị-phân.txt": "damaged",
        }
        for name in ("rỗng.pdf", "khóa.pdf", "khổng-lồ.png"):
            message = outcomes[name].message
            assert message
            assert name in message.vi
            assert name in message.en
        assert report.exit_code == 1
        assert "46/KH-UBND" in {one.number_symbol for one in workspace.documents()}
