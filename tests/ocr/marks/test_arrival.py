"""The words of an arrival stamp become a mark; text that it stands over stays text, and is read again."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from pipeline.model import Box, Mark, MarkKind, Word
from pipeline.ocr import View
from pipeline.ocr.marks.arrival import part_arrival_stamps
from pipeline.ocr.marks.form import fields_of, is_form
from pipeline.ocr.ruling import find_ruling
from pipeline.raster import Raster
from pipeline.settings import Ocr

DPI = 200
FORM = ("ĐẾN", 60, 440), ("Số:", 200, 395), ("124", 280, 395), ("Ngày:", 200, 440), ("5/3/2024", 300, 440)
TEXT = "gian qua, Ủy ban nhân dân tỉnh"


@dataclass
class LineReader:
    """An engine that reads `said` of a line, from its left edge, and counts how often it was asked for one."""

    said: str = ""
    asked: int = 0
    shown: list[Raster] = field(default_factory=list)
    name: str = "line reader"
    version: str = "1"

    def words(self, raster: Raster, settings: Ocr, page: int = 1, view: View = View.PAGE) -> tuple[Word, ...]:
        if view is View.BLOCK:
            return ()
        self.asked += 1
        self.shown.append(raster)
        return tuple(word(text, 20 + 95 * index, 5) for index, text in enumerate(self.said.split()))


def word(text: str, x: float, y: float, confidence: float = 0.9) -> Word:
    return Word(text, Box(1, x, y, x + 14 * len(text), y + 28), confidence)


def line(text: str, x: float, y: float) -> tuple[Word, ...]:
    words = []
    for part in text.split():
        words.append(word(part, x, y))
        x += 14 * len(part) + 14
    return tuple(words)


def framed() -> Raster:
    page = np.full((2339, 1654), 255, dtype=np.uint8)
    for y in (380, 530):
        page[y : y + 3, 40:480] = 0
    for x in (40, 477):
        page[380:533, x : x + 3] = 0
    page[500:504, 300:470:12] = 0  # a dotted line
    page[500:504, 301:470:12] = 0
    return Raster(page, DPI)


def parted(
    words: tuple[Word, ...], engine: LineReader, found: tuple[Mark, ...] = ()
) -> tuple[tuple[Word, ...], tuple[Mark, ...]]:
    page = framed()
    return part_arrival_stamps(words, find_ruling(page), page, 1, Ocr(), engine, found)


def test_the_words_in_the_frame_become_a_mark_with_number_and_day() -> None:
    title, engine = line("KẾ HOẠCH", 800, 400), LineReader()
    kept, (mark,) = parted((*(word(*place) for place in FORM), *title), engine)
    assert kept == title
    assert (mark.kind, mark.text) == (MarkKind.ARRIVAL, "Số: 124\nĐẾN Ngày: 5/3/2024")
    assert mark.fields == (("number", "124"), ("date", "2024-03-05"))
    assert engine.asked == 0


def test_a_line_under_the_stamp_is_read_again_without_its_rules_and_dots() -> None:
    rows = (*line(TEXT, 500, 490), *line(TEXT, 250, 545), *line(TEXT, 250, 590))
    engine = LineReader("Trong thời")
    stamped = (*(word(*place) for place in FORM), word("Tr0~g", 255, 492, 0.2))
    kept, (mark,) = parted((*stamped, *rows), engine)
    assert [each.text for each in kept if each not in rows] == ["Trong", "thời"]
    assert all(240 < each.box.x0 < 500 and 470 < each.box.y0 < 510 for each in kept if each not in rows)
    assert "Tr0" not in mark.text
    assert engine.asked == 1
    assert engine.shown[0].pixels.min() == 255


def test_a_believed_word_that_the_line_goes_on_from_stays_though_nothing_else_is_read() -> None:
    rows = (*line(TEXT, 545, 490), *line(TEXT, 250, 545), *line(TEXT, 250, 590))
    kept, _ = parted((*(word(*place) for place in FORM), word("thời", 470, 490), *rows), LineReader())
    assert "thời" in [each.text for each in kept]


def test_a_frame_with_other_words_is_no_stamp() -> None:
    words = line("Mẫu biểu 02", 200, 400)
    assert parted(words, LineReader()) == (words, ())


@dataclass
class BlockReader(LineReader):
    """An engine that reads a form where it is shown the frame alone."""

    def words(self, raster: Raster, settings: Ocr, page: int = 1, view: View = View.PAGE) -> tuple[Word, ...]:
        assert view is View.BLOCK
        self.asked += 1
        self.shown.append(raster)
        return tuple(word(text, x - 40, y - 380) for text, x, y in FORM)


def test_a_frame_in_which_little_was_read_is_read_by_itself() -> None:
    title, engine = line("KẾ HOẠCH", 800, 400), BlockReader()
    kept, (mark,) = parted((word("CV", 60, 440, 0.4), word("ĐỀ:", 200, 395, 0.2), *title), engine)
    assert kept == title
    assert (mark.text, mark.fields) == (
        "Số: 124\nĐẾN Ngày: 5/3/2024",
        (("number", "124"), ("date", "2024-03-05")),
    )
    assert engine.asked == 1
    assert (engine.shown[0].pixels < 128).mean() < 0.01, "without its rules"


def test_a_stamp_known_by_its_colour_only_loses_its_words() -> None:
    stamp = Mark(MarkKind.ARRIVAL, Box(1, 700, 380, 1100, 530), "ĐẾN")
    kept, marks = parted((*line("124 5/3", 800, 440), *line("KẾ HOẠCH", 800, 700)), LineReader(), (stamp,))
    assert [each.text for each in kept] == ["KẾ", "HOẠCH"]
    assert marks == ()


def test_blue_ink_with_a_form_in_it_is_an_arrival_stamp() -> None:
    pen = Mark(MarkKind.HANDWRITING, Box(1, 690, 370, 1110, 560))
    form = (*line("ĐẾN Số: 12", 720, 400), *line("Ngày: 3/4/2021", 800, 450))
    kept, (mark,) = parted((*form, *line("KẾ HOẠCH", 800, 700)), LineReader(), (pen,))
    assert [each.text for each in kept] == ["KẾ", "HOẠCH"]
    assert (mark.kind, mark.fields) == (MarkKind.ARRIVAL, (("number", "12"), ("date", "2021-04-03")))


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("ĐẾN\nSố: 2352\nNgày: 21/3/18", (("number", "2352"), ("date", "2018-03-21"))),
        ("Số:......67....\nNgày: 9 / 12 / 2023", (("number", "67"), ("date", "2023-12-09"))),
        ("Số: 45/CV\nNgày ....", (("number", "45"),)),
        ("Số: ......\nNgày: 31/2/2020", ()),
        ("Chuyển: 12", ()),
        ("", ()),
    ],
)
def test_number_and_day_are_read_from_the_form(text: str, fields: tuple[tuple[str, str], ...]) -> None:
    assert fields_of(text) == fields


def test_a_form_has_two_labels() -> None:
    assert is_form(line("CV ĐẾN", 0, 0))
    assert is_form(line("Nay: Chuyên:", 0, 0))
    assert not is_form(line("Ngày Ngày", 0, 0))
    assert not is_form(())
