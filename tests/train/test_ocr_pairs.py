"""Pages and lines that are drawn and read by our own engine: what stands in the files, and that a run goes on."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from pipeline.model import Box, Word
from pipeline.ocr import View
from pipeline.raster import Raster
from pipeline.settings import Ocr
from pipeline.train import ocr_lines, ocr_pages


class Engine:
    """Reads the same two words everywhere, and counts how often."""

    name = version = "test"

    def __init__(self) -> None:
        self.asked = 0

    def words(self, raster: Raster, settings: Ocr, page: int = 1, view: View = View.PAGE) -> tuple[Word, ...]:
        self.asked += 1
        box = Box(page, 10, 10, 60, 30)
        return (Word("kế", box, 0.9), Word("hoạch", Box(page, 70, 10, 150, 30), 0.6))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    text = "Ủy ban nhân dân huyện ban hành kế hoạch triển khai công tác cải cách hành chính năm 2023\n"
    (folder / "admin_x.txt").write_text(text * 8_000, "utf-8")
    return folder


def test_a_line_is_read_with_confidences() -> None:
    read = ocr_lines.read_line("kế hoạch năm 2024", random.Random(1), Engine())
    assert read == [("kế", 0.9), ("hoạch", 0.6)]


def test_pages_are_drawn_once(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine()
    monkeypatch.setattr("pipeline.ocr.tesseract", lambda _: engine)
    out = tmp_path / "pages"
    ocr_pages.make_pages(corpus, out, split="train", pages=1, seed=3)
    (file,) = out.iterdir()
    page = json.loads(file.read_text("utf-8"))
    assert page["grade"] in ocr_pages.SHARES
    assert "Ủy ban nhân dân huyện" in page["gold"][0]
    assert [["kế", 0.9], ["hoạch", 0.6]] in page["read"]
    before, asked = file.read_bytes(), engine.asked
    ocr_pages.make_pages(corpus, out, split="train", pages=1, seed=3)
    assert (file.read_bytes(), engine.asked) == (before, asked)
