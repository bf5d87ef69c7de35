"""The recipe: pages in, documents out, every box on the original image."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import pipeline
from pipeline import extract, process, restore
from pipeline.errors import DamagedSourceError, MissingProgramError, UsageError
from pipeline.ingest import ImageInput
from pipeline.message import Message
from pipeline.model import Box, PageOrigin, Severity, Source, Status, Word
from pipeline.ocr import View
from pipeline.raster import Pixels, Raster, viewing_copy
from pipeline.settings import Ocr, Settings, load_settings
from tests.papers import PLAN

SOURCE = Source("0" * 64, ("a.png",), "image/png", 1)


class FindsTheBlot:
    """An engine that reads one word: all that is dark."""

    name, version = "blot", "1"

    def words(self, raster: Raster, settings: Ocr, page: int = 1, view: View = View.PAGE) -> tuple[Word, ...]:
        ys, xs = np.nonzero(raster.pixels < 128)
        if not len(xs):
            return ()
        return (Word("từ", Box(page, xs.min(), ys.min(), xs.max() + 1.0, ys.max() + 1.0), 0.9),)


def sheet(boxes: list[tuple[int, int, int, int]], width: int = 1240, height: int = 1754) -> Pixels:
    """A white A4 page at 150 dpi with black boxes (x0, y0, x1, y1)."""
    pixels = np.full((height, width), 255, np.uint8)
    for x0, y0, x1, y1 in boxes:
        pixels[y0:y1, x0:x1] = 0
    return pixels


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_lie_on_the_unrotated_original(rotation: int, monkeypatch: pytest.MonkeyPatch) -> None:
    upright = sheet([(200 + 30 * column, 300, 220 + 30 * column, 330) for column in range(20)])
    stored = np.ascontiguousarray(np.rot90(upright, rotation // 90))  # turned back by the viewer, clockwise
    ys, xs = np.nonzero(stored < 128)
    monkeypatch.setattr(process, "engine", lambda *_: FindsTheBlot())
    reading = process._read_image(ImageInput(Raster(stored, 150), rotation), 3, Settings())
    assert (reading.page.width, reading.page.height) == (stored.shape[1], stored.shape[0])
    assert reading.page.rotation == rotation
    (line,) = reading.lines
    assert line.box is not None
    found, truth = line.box, (xs.min(), ys.min(), xs.max() + 1, ys.max() + 1)
    assert found.page == 3
    assert np.allclose((found.x0, found.y0, found.x1, found.y1), truth, atol=6)


def test_a_blank_page_is_kept_and_told_and_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "engine", lambda _: pytest.fail("a blank page needs no engine"))
    reading = process._read_image(ImageInput(Raster(sheet([]), 150)), 2, Settings())
    assert reading.page.origin is PageOrigin.BLANK
    assert [problem.code for problem in reading.problems] == ["blank_page"]
    (document,) = process.put_together(SOURCE, [reading], Settings())
    assert document.status is Status.OK


def test_a_stage_that_fails_leaves_a_partial_document(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def no_model(*_: object) -> None:
        raise MissingProgramError(Message("thiếu mô hình", "no model"))

    (tmp_path / "a.txt").write_text(PLAN, "utf-8")
    monkeypatch.setattr(restore, "restore_lines", no_model)
    (document,) = process.process_file(tmp_path / "a.txt")
    assert document.status is Status.PARTIAL
    assert document.header.number_symbol == "46/KH-UBND", "the stages after it still ran"
    assert [problem.code for problem in document.problems if problem.severity is Severity.ERROR] == ["missing_program"]


def test_process_file_gives_documents_with_facts(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAN, "utf-8")
    (document,) = pipeline.process_file(tmp_path / "a.txt")
    assert document.header.number_symbol == "46/KH-UBND"
    assert document.sections
    assert document.references
    assert document.obligations
    assert {step.stage for step in document.steps} >= {"program", "restore", "extract"}


def test_process_file_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 cut")
    with pytest.raises(DamagedSourceError, match=r"a\.pdf"):
        process.process_file(tmp_path / "a.pdf")
    with pytest.raises(UsageError, match="missing"):
        process.process_file(tmp_path / "missing.pdf")


def test_restoration_can_be_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restore, "restore_lines", lambda *_: pytest.fail("restoration is off"))
    (tmp_path / "a.txt").write_text("Uy ban nhan dan phuong", "utf-8")
    settings = load_settings(overrides={"restore": {"enabled": False}})
    (document,) = process.process_file(tmp_path / "a.txt", settings)
    assert document.lines[0].text == "Uy ban nhan dan phuong"


def test_the_viewing_copy_keeps_the_shape_and_the_colours() -> None:
    pixels = np.full((2000, 1000, 3), 255, np.uint8)
    pixels[:500] = (0, 0, 255)  # red, in OpenCV's order
    view = Image.open(io.BytesIO(viewing_copy(Raster(pixels, 300))))
    assert view.size == (500, 1000)
    red = view.getpixel((250, 100))
    assert isinstance(red, tuple)
    assert red[0] > 200
    assert red[2] < 60


def test_doubtful_pages_are_put_before_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "engine", lambda *_: FindsTheBlot())
    monkeypatch.setattr(extract, "extract", lambda document: document)
    reading = process._read_image(ImageInput(Raster(sheet([(200, 300, 800, 330)]), 150)), 1, Settings())
    strict = load_settings(overrides={"ocr": {"review_below": 0.95}})
    (document,) = process.put_together(SOURCE, [reading], strict)
    assert "doubtful_page" in [problem.code for problem in document.problems]


def test_facts_that_are_not_sure_are_put_before_a_person(tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.txt"
    file.write_text("KẾ HOẠCH\nSố hóa hồ sơ\n\nI. NỘI DUNG\n- Phòng Nội vụ lập danh sách hồ sơ.\n", "utf-8")
    strict = load_settings(overrides={"extract": {"review_below": 1.0}})

    (document,) = process.process_file(file, strict)
    told = [problem.message.vi for problem in document.problems if problem.code == "doubtful_facts"]
    assert len(told) == 1
    assert "1 việc phải làm" in told[0]
    (unasked,) = process.process_file(file, load_settings(overrides={"extract": {"review_below": 0.0}}))
    assert all(problem.code != "doubtful_facts" for problem in unasked.problems)
