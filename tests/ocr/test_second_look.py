"""The second look: what it takes over, what it leaves, what it asks of the engine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipeline.model import Box, Line, Word
from pipeline.ocr.engine import View
from pipeline.ocr.second_look import look_twice
from pipeline.raster import Raster
from pipeline.settings import Ocr

PAGE = Raster(np.full((400, 600), 255, np.uint8), 100)


class Engine:
    """Gives the words it was made with, and keeps the image it was asked about."""

    name = version = "test"

    def __init__(self, *words: Word) -> None:
        self.given = words
        self.asked: list[Raster] = []

    def words(self, raster: Raster, settings: Ocr, page: int = 1, view: View = View.PAGE) -> tuple[Word, ...]:
        self.asked.append(raster)
        return self.given


def word(text: str, confidence: float, x0: float, y0: float) -> Word:
    return Word(text, Box(1, x0, y0, x0 + 50, y0 + 20), confidence)


def line(*words: Word) -> Line:
    text = " ".join(word.text for word in words)
    return Line(1, text, text, box=words[0].box, words=words)


SURE, DOUBTFUL, FAR = word("hành", 0.95, 100, 200), word("chinh", 0.5, 160, 200), word("phố", 0.99, 100, 300)


def look(engine: Engine, *lines: Line) -> list[str]:
    words = [word for line in lines for word in line.words]
    return [word.text for word in look_twice(words, lines, PAGE, 1, Ocr(), engine)]


def on_strip(text: str, confidence: float, old: Word) -> Word:
    """Return a word where `old` stands on a strip of the one line of `SURE` and `DOUBTFUL`."""
    rim, gap = 3, 6
    return word(text, confidence, old.box.x0 - 100 + rim + gap, gap + rim)


def test_a_doubtful_word_takes_the_surer_reading_and_keeps_its_place() -> None:
    engine = Engine(on_strip("hành", 0.9, SURE), on_strip("chính", 0.9, DOUBTFUL))
    words = look_twice((SURE, DOUBTFUL, FAR), (line(SURE, DOUBTFUL), line(FAR)), PAGE, 1, Ocr(), engine)
    assert [found.text for found in words] == ["hành", "chính", "phố"]
    assert words[1].box == DOUBTFUL.box
    assert words[1].confidence == 0.9
    assert engine.asked[0].height < 60, "only the doubtful line is on the strip"


def test_a_less_sure_reading_changes_nothing() -> None:
    assert look(Engine(on_strip("chỉnh", 0.52, DOUBTFUL)), line(SURE, DOUBTFUL)) == ["hành", "chinh"]


def test_a_sure_word_is_never_changed() -> None:
    assert look(Engine(on_strip("hàng", 0.99, SURE)), line(SURE, DOUBTFUL)) == ["hành", "chinh"]


def test_words_that_came_apart_or_together_change_nothing() -> None:
    apart = Word("chính", Box(1, 69, 9, 84, 29), 0.99), Word("sách", Box(1, 86, 9, 119, 29), 0.99)
    assert look(Engine(*apart), line(SURE, DOUBTFUL)) == ["hành", "chinh"]


def test_a_reading_that_holds_the_word_beside_it_is_not_said_twice() -> None:
    dash = Word("12-", Box(1, 100, 200, 115, 220), 0.95)
    rest = Word("NO/ĐU", Box(1, 118, 200, 180, 220), 0.5)
    whole = Word("12-NQ/ĐU", Box(1, 9, 9, 89, 29), 0.95)

    assert look(Engine(whole), line(dash, rest)) == ["12-", "NO/ĐU"]


def test_a_page_without_doubt_is_not_read_again() -> None:
    engine = Engine()
    assert look(engine, line(SURE), line(FAR)) == ["hành", "phố"]
    assert engine.asked == []


def test_an_engine_that_sees_nothing_changes_nothing() -> None:
    assert look(Engine(), line(SURE, DOUBTFUL)) == ["hành", "chinh"]


def test_only_doubtful_words_and_two_beside_them_are_on_the_strip() -> None:
    words = [word("hành", 0.99, 60.0 * place, 200) for place in range(9)]
    doubtful = {3, 5}
    row = [replace(each, confidence=0.4) if place in doubtful else each for place, each in enumerate(words)]
    engine = Engine()
    look(engine, line(*row))
    (strip,) = engine.asked
    from_first_to_last = row[7].box.x1 - row[1].box.x0
    assert strip.width == pytest.approx(from_first_to_last, abs=40)
    assert strip.height < 50, "both stand on one row, as their words share neighbours"
