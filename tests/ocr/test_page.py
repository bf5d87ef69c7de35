"""A page image becomes a reading: lines in order, tables, marks, confidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.model import Box, LineRole, MarkKind, PageOrigin, Word
from pipeline.ocr import TesseractLibrary, View, read_page
from pipeline.ocr.ruling import find_ruling
from pipeline.ocr.tables import find_tables
from pipeline.raster import Pixels, Raster
from pipeline.reading import compose
from pipeline.settings import Ocr
from tests.ocr.test_tables import DPI, ruled


@dataclass
class Recorded:
    """An engine that says what it was told to say of a page, and of a strip of cells what stands where."""

    said: tuple[Word, ...]
    in_cells: tuple[str, ...] = ()
    seen: list[Pixels] = field(default_factory=list)
    name: str = "recorded"
    version: str = "1"

    def words(
        self,
        raster: Raster,
        settings: Ocr,
        page: int = 1,
        view: View = View.PAGE,
    ) -> tuple[Word, ...]:
        self.seen.append(raster.pixels)
        if view is View.PAGE:
            return self.said
        texts, self.in_cells = self.in_cells, ()  # a second look shows nothing new
        return tuple(self._in_strip(raster, page, texts)) if texts else ()

    def _in_strip(self, raster: Raster, page: int, texts: tuple[str, ...]) -> Iterator[Word]:
        """Say one text for each run of rows with ink."""
        inked = np.concatenate([[0], (raster.pixels < 128).any(axis=1).astype(np.int8), [0]])
        edges = np.flatnonzero(np.diff(inked))
        for text, top, bottom in zip(texts, edges[::2], edges[1::2], strict=True):
            yield Word(text, Box(page, 8, float(top), 60, float(bottom)), 0.5)


def said(text: str, x: float, y: float, confidence: float = 0.9) -> list[Word]:
    words = []
    for part in text.split():
        words.append(Word(part, Box(1, x, y, x + 12 * len(part), y + 22), confidence))
        x += 12 * len(part) + 10
    return words


def test_words_in_cells_become_rows_and_rules_are_not_shown_to_the_engine() -> None:
    page = ruled()
    for x, y in ((180, 320), (400, 320), (190, 440), (280, 380)):
        page[y : y + 22, x : x + 60] = 0  # print, to be found and cut out
    engine = Recorded(
        tuple(said("Danh sách các lớp tập huấn", 150, 200) + said("sai", 400, 320, 0.3)),
        in_cells=("TT", "Lớp", "1", "Tin"),
    )
    reading = read_page(Raster(page, DPI), 3, Ocr(), engine)
    assert compose(reading.lines).text == "Danh sách các lớp tập huấn\nTT | Lớp\n1 | Tin |\n|"
    assert [line.role for line in reading.lines].count(LineRole.TABLE) == 7
    assert all(line.page == 3 for line in reading.lines)
    assert engine.seen[0][356:364, 300:600].min() > 200
    merged = next(line for line in reading.lines if line.text == "Lớp")
    assert merged.box is not None
    assert abs(merged.box.y0 - 320) < 3
    assert abs(merged.box.x0 - 400) < 12
    assert reading.page.origin is PageOrigin.OCR
    assert reading.page.confidence_low == 0.5
    assert 0.7 < reading.page.confidence < 0.9


def test_noise_and_page_number_are_marks_and_the_step_names_the_engine() -> None:
    words = said("Một dòng chữ của trang này", 150, 400) + said("4", 600, 40) + said("~", 900, 1500, 0.2)
    reading = read_page(Raster(np.full((1754, 1240), 255, np.uint8), DPI), 4, Ocr(), Recorded(tuple(words)))
    assert [line.text for line in reading.lines] == ["Một dòng chữ của trang này"]
    assert {mark.kind for mark in reading.page.marks} == {MarkKind.PAGE_NUMBER, MarkKind.NOISE}
    assert (reading.steps[0].name, reading.steps[0].version) == ("recorded", "1")


def test_a_page_on_which_nothing_is_read() -> None:
    reading = read_page(Raster(np.full((300, 200), 255, np.uint8), DPI), 1, Ocr(), Recorded(()))
    assert reading.lines == ()
    assert reading.page.confidence == 1.0


@pytest.mark.slow
def test_a_drawn_page_is_read_in_order() -> None:
    page = Image.new("L", (1654, 1500), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype("Tinos-Regular.ttf", 36)
    for x, y, text in (
        (230, 120, "ỦY BAN NHÂN DÂN"),
        (230, 165, "QUẬN MINH KHAI"),
        (230, 235, "Số: 12/KH-UBND"),
        (760, 110, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (860, 155, "Độc lập - Tự do - Hạnh phúc"),
        (820, 225, "Minh Khai, ngày 05 tháng 3 năm 2024"),
        (740, 340, "KẾ HOẠCH"),
        (230, 430, "Tổ chức lớp tập huấn công nghệ thông tin cho cán bộ, công chức quận"),
        (230, 490, "trong sáu tháng đầu năm, giao Phòng Nội vụ chủ trì thực hiện."),
    ):
        pen.text((x, y), text, fill=0, font=font)
    reading = read_page(Raster(np.array(page), 200), 1, Ocr(), TesseractLibrary("vie"))
    assert compose(reading.lines).text.split("\n") == [
        "ỦY BAN NHÂN DÂN",
        "QUẬN MINH KHAI",
        "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Minh Khai, ngày 05 tháng 3 năm 2024",
        "KẾ HOẠCH",
        "Tổ chức lớp tập huấn công nghệ thông tin cho cán bộ, công chức quận",
        "trong sáu tháng đầu năm, giao Phòng Nội vụ chủ trì thực hiện.",
    ]


def test_a_line_beside_an_arrival_stamp_keeps_only_its_own_words() -> None:
    page = np.full((1400, 1000), 255, dtype=np.uint8)
    for y in (280, 430):
        page[y : y + 3, 40:480] = 0
    for x in (40, 477):
        page[280:433, x : x + 3] = 0
    words = [*said("ĐẾN Số: 12", 200, 300), *said("Ngày: 3", 380, 340), *said("KẾ HOẠCH", 520, 340)]
    found = read_page(Raster(page, DPI), 1, Ocr(), Recorded(tuple(words)))
    assert [line.text for line in found.lines] == ["KẾ HOẠCH"]
    assert [(mark.kind, mark.text) for mark in found.page.marks] == [(MarkKind.ARRIVAL, "ĐẾN Số: 12\nNgày: 3")]


def test_the_modules_of_a_code_are_no_table() -> None:
    page = np.full((1754, 1240), 255, dtype=np.uint8)
    code = cv2.QRCodeEncoder.create().encode("https://example.vn/phieu-khao-sat/2026/truong-trung-hoc")
    drawn = cv2.resize(code, None, fx=8, fy=8, interpolation=cv2.INTER_NEAREST)
    page[900 : 900 + drawn.shape[0], 400 : 400 + drawn.shape[1]] = drawn
    raster = Raster(page, DPI)
    assert find_tables(find_ruling(raster), DPI, 1), "its modules look like ruled cells"
    reading = read_page(raster, 1, Ocr(), Recorded(tuple(said("Quét mã để trả lời", 150, 400))))
    assert [line.text for line in reading.lines] == ["Quét mã để trả lời"]
    assert [mark.kind for mark in reading.page.marks] == [MarkKind.CODE]
