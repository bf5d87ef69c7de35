"""A lone figure at the edge of a page is shown to the engine again; other lone ink is not taken for a number."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest

from pipeline.model import Box, Word
from pipeline.ocr import View
from pipeline.ocr.marks.page_numbers import find_lost_number
from pipeline.ocr.marks.pieces import find_pieces
from pipeline.raster import Pixels, Raster
from pipeline.settings import Ocr

WIDTH, HEIGHT, DPI = 1240, 1754, 150
TEXT = (Word("Căn", Box(1, 200, 200, 260, 222), 0.95), Word("cứ", Box(1, 270, 1500, 300, 1522), 0.95))


@dataclass
class Reader:
    """An engine that reads `said` wherever it is asked; it remembers what it was shown."""

    said: str = "2"
    confidence: float = 0.9
    shown: list[Pixels] = field(default_factory=list)
    name: str = "reader"
    version: str = "1"

    def words(self, raster: Raster, settings: Ocr, page: int = 1, view: View = View.PAGE) -> tuple[Word, ...]:
        assert view is View.LINE
        self.shown.append(raster.pixels)
        return (Word(self.said, Box(page, 10, 10, 30, 40), self.confidence),)


def numbered(x: int = 610, y: int = 100, text: str = "2") -> Pixels:
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    cv2.putText(page, text, (x, y), cv2.FONT_HERSHEY_COMPLEX, 0.8, 0, 2)
    for word in TEXT:
        page[round(word.box.y0) : round(word.box.y1), round(word.box.x0) : round(word.box.x1)] = 0
    return page


def lost(page: Pixels, engine: Reader, words: tuple[Word, ...] = TEXT, dpi: int = DPI) -> tuple[Word, ...]:
    raster = Raster(page, dpi)
    return find_lost_number(words, raster, find_pieces(raster), 1, Ocr(), engine)


@pytest.mark.parametrize(("x", "y"), [(610, 100), (1100, 60), (610, 1700), (1100, 1700)])
def test_a_lone_figure_at_an_edge_is_read(x: int, y: int) -> None:
    engine = Reader()
    (word,) = lost(numbered(x, y), engine)
    assert word.text == "2"
    assert x - 4 < word.box.x0 < x + 8
    assert y - 24 < word.box.y0 < y - 10
    (shown,) = engine.shown
    assert (shown < 128).any()
    assert shown[:10].min() == 255


def test_signs_around_a_number_are_left_out() -> None:
    assert [word.text for word in lost(numbered(text="-2-"), Reader("- 2 -"))] == ["2"]


@pytest.mark.parametrize("engine", [Reader("Trang"), Reader("2", 0.3), Reader("12345")])
def test_what_is_no_number_or_not_believed_is_not_taken(engine: Reader) -> None:
    assert lost(numbered(), engine) == ()


def test_other_ink_is_not_shown_to_the_engine() -> None:
    engine = Reader()
    beside = numbered()
    cv2.putText(beside, "2", (900, 100), cv2.FONT_HERSHEY_COMPLEX, 0.8, 0, 2)
    framed = numbered()
    cv2.rectangle(framed, (200, 60), (1100, 1500), 0, 2)
    for page in (beside, framed, numbered(x=200), numbered(y=700), numbered(text="KE HOACH")):
        assert lost(page, engine) == ()
    assert lost(numbered(), engine, (*TEXT, Word("2", Box(1, 610, 84, 626, 102), 0.9))) == ()
    assert lost(numbered(), engine, ()) == ()
    assert not engine.shown
