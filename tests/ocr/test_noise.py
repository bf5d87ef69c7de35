"""What is no word is parted from the words, and kept as a mark."""

from __future__ import annotations

import pytest

from pipeline.model import Box, MarkKind, Word
from pipeline.ocr.noise import part_noise

SENTENCE = "Căn cứ Luật này và các văn bản"
LINE = tuple(
    Word(text, Box(1, 100 + 80 * index, 100, 170 + 80 * index, 130), 0.95)
    for index, text in enumerate(SENTENCE.split())
)


def word(text: str, x0: float, y0: float, x1: float, y1: float, confidence: float) -> Word:
    return Word(text, Box(1, x0, y0, x1, y1), confidence)


@pytest.mark.parametrize(
    "noise",
    [
        word("|", 300, 600, 303, 630, 0.9),
        word(".", 500, 800, 504, 804, 0.4),
        word("',", 500, 800, 510, 804, 0.7),
        word("ý", 500, 800, 510, 980, 0.2),
        word("(Mu", 2, 800, 18, 830, 0.3),
        word("ả~", 900, 900, 930, 930, 0.1),
        word("5", 500, 800, 510, 808, 0.9),
        word("+", 500, 800, 509, 810, 0.96),
        word("*%", 500, 800, 526, 834, 0.77),
    ],
)
def test_noise_becomes_a_mark(noise: Word) -> None:
    kept, marks = part_noise((*LINE, noise), 1000, 1400)
    assert kept == LINE
    assert [(mark.kind, mark.text) for mark in marks] == [(MarkKind.NOISE, noise.text)]


@pytest.mark.parametrize(
    "meant",
    [
        word("-", 80, 112, 90, 116, 0.9),
        word("–", 80, 112, 92, 115, 0.5),
        word("5", 500, 800, 515, 830, 0.6),
        word("%", 500, 800, 520, 830, 0.9),
        word("(%)", 500, 800, 550, 830, 0.8),
        word("./.", 745, 110, 765, 130, 0.3),
        word("Trần", 500, 800, 570, 830, 0.3),
    ],
)
def test_what_is_meant_stays(meant: Word) -> None:
    kept, marks = part_noise((*LINE, meant), 1000, 1400)
    assert meant in kept
    assert not marks


def test_no_words() -> None:
    assert part_noise((), 100, 100) == ((), ())


@pytest.mark.parametrize(("read", "wide", "meant"), [("~", 12, "-"), ("_", 20, "–"), ("—", 20, "–")])
def test_a_level_stroke_that_begins_a_line_is_its_dash(read: str, wide: int, meant: str) -> None:
    kept, marks = part_noise((*LINE, word(read, 92 - wide, 113, 92, 116, 0.1)), 1000, 1400)
    assert [one.text for one in kept if one not in LINE] == [meant]
    assert not marks


def test_a_word_that_was_read_twice_stays_once() -> None:
    whole, part = word("phúc", 525, 240, 590, 268, 0.96), word("phú", 528, 231, 580, 259, 0.97)
    neighbour = word("Hạnh", 449, 240, 518, 266, 0.96)
    kept, marks = part_noise((neighbour, whole, part), 1000, 1400)
    assert kept == (neighbour, whole)
    assert [mark.text for mark in marks] == ["phú"]


def test_like_words_side_by_side_both_stay() -> None:
    one, two = word("lập", 400, 240, 450, 266, 0.96), word("lập", 455, 240, 505, 266, 0.96)
    assert part_noise((one, two), 1000, 1400)[0] == (one, two)
