"""A framed saying in black is read by itself; framed text and empty pages cost no look."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from pipeline.model import Box, Mark, MarkKind, Word
from pipeline.ocr import View
from pipeline.ocr.marks.frames import part_framed
from pipeline.ocr.marks.pieces import find_pieces
from pipeline.raster import Pixels, Raster
from pipeline.settings import Ocr

WIDTH, HEIGHT, DPI = 1240, 1754, 150
TEXT = Word("Căn", Box(1, 200, 700, 260, 722), 0.95)


@dataclass
class Reader:
    """An engine that reads `said` wherever it is asked; it remembers how often."""

    said: str = "SAO Y"
    views: list[View] = field(default_factory=list)
    name: str = "reader"
    version: str = "1"

    def words(self, raster: Raster, settings: Ocr, page: int = 1, view: View = View.PAGE) -> tuple[Word, ...]:
        self.views.append(view)
        return tuple(Word(part, Box(page, 10, 10, 30, 40), 0.9) for part in self.said.split())


def stamped(y: int = 100, text: str = "SAO Y") -> Pixels:
    """A page with a framed saying, set at a slant."""
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    cv2.rectangle(page, (700, y), (860, y + 60), 0, 3)
    cv2.putText(page, text, (722, y + 40), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 3)
    turning = cv2.getRotationMatrix2D((780, y + 30), 4, 1)
    return np.asarray(cv2.warpAffine(page, turning, (WIDTH, HEIGHT), borderValue=255), dtype=np.uint8)


def part(
    page: Pixels, engine: Reader, words: tuple[Word, ...] = (TEXT,), marks: tuple[Mark, ...] = ()
) -> tuple[tuple[Word, ...], tuple[Mark, ...]]:
    raster = Raster(page, DPI)
    return part_framed(words, marks, raster, find_pieces(raster), 1, Ocr(), engine)


def test_a_saying_that_the_engine_passed_over_is_read_by_itself() -> None:
    engine = Reader()
    kept, (mark,) = part(stamped(), engine)
    assert kept == (TEXT,)
    assert (mark.kind, mark.text) == (MarkKind.COPY, "SAO Y")
    assert mark.box is not None
    assert abs(mark.box.x0 - 698) < 8
    assert engine.views == [View.LINE]


def test_words_in_the_frame_that_say_it_are_the_mark() -> None:
    engine = Reader()
    inside = Word("Dự", Box(1, 722, 110, 760, 145), 0.9), Word("THẢO", Box(1, 765, 110, 840, 145), 0.9)
    kept, (mark,) = part(stamped(), engine, (TEXT, *inside))
    assert kept == (TEXT,)
    assert (mark.kind, mark.text) == (MarkKind.DRAFT, "DỰ THẢO")
    assert not engine.views


def test_other_words_in_a_frame_stay_text() -> None:
    engine = Reader()
    inside = Word("Tổng", Box(1, 722, 110, 840, 145), 0.95)
    assert part(stamped(), engine, (TEXT, inside)) == ((TEXT, inside), ())
    assert part(stamped(), Reader("Tổng"), (TEXT,)) == ((TEXT,), ())
    assert not engine.views


def test_what_is_known_or_stands_too_low_is_not_looked_at() -> None:
    engine = Reader()
    known = Mark(MarkKind.SECRECY, Box(1, 720, 110, 840, 145), "MẬT")
    assert part(stamped(), engine, marks=(known,)) == ((TEXT,), ())
    assert part(stamped(y=1200), engine) == ((TEXT,), ())
    assert part(np.full((HEIGHT, WIDTH), 255, np.uint8), engine) == ((TEXT,), ())
    assert not engine.views
