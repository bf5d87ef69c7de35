"""The print of cells is cut out, set on a strip, and comes back to the cell it was cut from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest

from pipeline.layout import GridCell, TableGrid
from pipeline.model import Box, Word
from pipeline.ocr.cells import read_cells
from pipeline.ocr.engine import View
from pipeline.raster import Pixels, Raster
from pipeline.settings import Ocr

DPI = 200
XS = (100, 200, 500, 700)
YS = (100, 160, 220)


def grid(ys: Sequence[int] = YS) -> TableGrid:
    cells = [
        GridCell(Box(1, XS[column], ys[row], XS[column + 1], ys[row + 1]), row, column)
        for row in range(len(ys) - 1)
        for column in range(len(XS) - 1)
    ]
    return TableGrid(Box(1, XS[0], ys[0], XS[-1], ys[-1]), tuple(cells))


def paper() -> Pixels:
    return np.full((300, 800), 255, np.uint8)


@dataclass
class Measuring:
    """An engine that reads each blob as a word "w" and keeps the strips it was shown."""

    seen: list[Pixels] = field(default_factory=list)
    text: str = "w"
    name: str = "measuring"
    version: str = "1"

    def words(self, raster: Raster, settings: Ocr, page: int = 1, view: View = View.PAGE) -> tuple[Word, ...]:
        self.seen.append(raster.pixels)
        _, _, stats, _ = cv2.connectedComponentsWithStats((raster.pixels < 128).astype(np.uint8))
        return tuple(
            Word(self.text, Box(page, float(x), float(y), float(x + wide), float(y + tall)), 0.8)
            for x, y, wide, tall in stats[1:, :4]
        )


def read(page: Pixels, engine: Measuring, table: TableGrid | None = None) -> tuple[Word, ...]:
    return read_cells(Raster(page, DPI), [table or grid()], 1, Ocr(), engine)


def test_words_come_back_to_where_they_were_cut_from() -> None:
    page = paper()
    boxes = [(120, 110, 190, 130), (210, 175, 420, 200), (210, 110, 230, 130), (600, 110, 612, 130)]
    for x0, y0, x1, y1 in boxes:
        page[y0:y1, x0:x1] = 0
    words = read(page, Measuring())
    assert sorted((w.box.x0, w.box.y0, w.box.x1, w.box.y1) for w in words) == sorted(boxes)


def test_short_cells_of_a_row_stand_beside_each_other_on_the_strip() -> None:
    page = paper()
    for x in (140, 300, 600):
        page[115:135, x : x + 15] = 0
    page[175:195, 210:450] = 0  # a long one, and one of two lines
    page[168:183, 510:560] = 0
    page[195:210, 510:560] = 0
    engine = Measuring()
    read(page, engine)
    (strip,) = engine.seen
    inked = np.concatenate([[0], (strip < 128).any(axis=1).astype(np.int8), [0]])
    assert np.count_nonzero(np.diff(inked) == 1) == 4


@pytest.mark.parametrize(("boxes", "text"), [([(0, 0, 14, 3)], "-"), ([(0, 0, 3, 9), (6, 0, 9, 9)], '"')])
def test_a_dash_and_a_ditto_mark_are_known_by_their_shape(boxes: list[tuple[int, int, int, int]], text: str) -> None:
    page = paper()
    for x0, y0, x1, y1 in boxes:
        page[125 + y0 : 125 + y1, 600 + x0 : 600 + x1] = 0
    engine = Measuring()
    (word,) = read(page, engine)
    assert word.text == text
    assert 500 < word.box.x0 < word.box.x1 < 700
    assert not engine.seen


def test_specks_and_what_is_left_of_a_rule_are_not_shown_to_the_engine() -> None:
    page = paper()
    page[115:135, 210:400] = 0
    page[150:153, 440:443] = 0  # a speck
    page[154:156, 300:380] = 0  # along the floor
    engine = Measuring()
    (word,) = read(page, engine)
    assert (word.box.x0, word.box.x1) == (210, 400)


def test_a_point_near_a_letter_stays() -> None:
    page = paper()
    page[115:135, 210:260] = 0
    page[131:135, 266:270] = 0
    assert len(read(page, Measuring())) == 2


def test_a_lone_stroke_is_a_numeral() -> None:
    page = paper()
    page[115:135, 140:143] = 0
    page[175:195, 300:303] = 0
    assert sorted(word.text for word in read(page, Measuring(text="|"))) == ["1", "I"]


def test_an_empty_table_asks_the_engine_nothing() -> None:
    engine = Measuring()
    assert read(paper(), engine) == ()
    assert not engine.seen


def test_a_field_thinner_than_its_rules_is_empty() -> None:
    assert read(paper(), Measuring(), grid((100, 103, 160))) == ()
