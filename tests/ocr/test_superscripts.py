"""Raised digits become superscripts; tone marks, quotes and points do not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.model import Box, Word
from pipeline.ocr.engine import View
from pipeline.ocr.superscripts import raise_superscripts
from pipeline.raster import Raster
from pipeline.settings import Ocr

SIZE = 48
FACE = "Tinos-Regular.ttf"


@dataclass
class Digits:
    """An engine that says one thing of the line of marks."""

    said: str = ""
    confidence: float = 0.9
    asked: int = 0
    name: str = "digits"
    version: str = "1"

    def words(self, raster: Raster, settings: Ocr, page: int = 1, view: View = View.PAGE) -> tuple[Word, ...]:
        self.asked += 1
        assert view is View.LINE
        inked = np.concatenate([[0], (raster.pixels < 128).any(axis=0).astype(np.int8), [0]])
        starts, ends = np.flatnonzero(np.diff(inked) == 1), np.flatnonzero(np.diff(inked) == -1)
        return tuple(
            Word(text, Box(page, float(x0), 0.0, float(x1), 50.0), self.confidence)
            for text, x0, x1 in zip(self.said, starts, ends, strict=True)
        )


def drawn(*parts: tuple[str, bool]) -> tuple[Raster, tuple[float, ...]]:
    """Draw a line of `parts` (text, raised) between others; return it with where each part begins and the last ends."""
    page = Image.new("L", (1400, 400), 255)
    pen = ImageDraw.Draw(page)
    font, small = ImageFont.truetype(FACE, SIZE), ImageFont.truetype(FACE, round(0.65 * SIZE))
    x = 40.0
    edges = [x]
    for text, raised in parts:
        pen.text((x, 200 - (0.33 * SIZE if raised else 0)), text, fill=0, font=small if raised else font, anchor="ls")
        x += (small if raised else font).getlength(text)
        edges.append(x)
    return Raster(np.array(page), 240), tuple(edges)


def word(text: str, x0: float, x1: float, y0: float = 160, y1: float = 202) -> Word:
    return Word(text, Box(1, x0, y0, x1, y1), 0.9)


@pytest.mark.parametrize(
    ("read", "said", "meant"),
    [("20241;", "1", "2024¹;"), ("2024?;", "1", "2024¹;"), ("2024;", "1", "2024¹;"), ("2024”;", "l", "2024¹;")],
)
def test_a_raised_digit_behind_a_word(read: str, said: str, meant: str) -> None:
    page, at = drawn(("kế hoạch năm ", False), ("2024", False), ("1", True), ("; quyết định", False))
    words = (word("kế hoạch năm", at[0], at[1] - 10), word(read, at[1], at[3] + 12), word("quyết", at[3] + 24, at[4]))
    out = raise_superscripts(words, page, 1, Ocr(), Digits(said))
    assert [one.text for one in out] == ["kế hoạch năm", meant, "quyết"]


@pytest.mark.parametrize("read", ["523/KH-UBND", "?23/KH-UBND", "23/KH-UBND"])
def test_a_raised_digit_that_begins_a_line_is_a_word_of_its_own(read: str) -> None:
    page, at = drawn(("5", True), ("23/KH-UBND", False), (" ngày 26", False))
    whole = word(read, at[0], at[2])
    out = raise_superscripts((whole, word("ngày 26", at[2] + 12, at[3])), page, 1, Ocr(), Digits("5"))
    assert [one.text for one in out] == ["⁵", "23/KH-UBND", "ngày 26"]
    assert out[0].box.x1 < out[1].box.x0


def test_a_raised_digit_that_was_read_as_a_sign_of_its_own() -> None:
    page, at = drawn(("5", True), (" Theo Kế hoạch", False))
    words = (word("*", at[0], at[1], 162, 186), word("Theo Kế hoạch", at[1] + 12, at[2]))
    assert [one.text for one in raise_superscripts(words, page, 1, Ocr(), Digits("5"))] == ["⁵", "Theo Kế hoạch"]


def test_a_raised_digit_that_was_not_read_at_all() -> None:
    page, at = drawn(("5", True), (" Theo Kế hoạch", False))
    out = raise_superscripts((word("Theo Kế hoạch", at[1] + 12, at[2]),), page, 1, Ocr(), Digits("5"))
    assert sorted(one.text for one in out) == ["Theo Kế hoạch", "⁵"]


@pytest.mark.parametrize("said", ["2", ""])
def test_a_square_of_a_unit_is_known_without_a_reading(said: str) -> None:
    page, at = drawn(("diện tích 7.700m", False), ("2", True), (" đất", False))
    words = (word("diện tích", at[0], at[0] + 170), word("7.700m?", at[0] + 180, at[2]), word("đất", at[2] + 12, at[3]))
    engine = Digits(said or "x", 0.9 if said else 0.1)
    assert raise_superscripts(words, page, 1, Ocr(), engine)[1].text == "7.700m²"


def test_a_mark_that_cannot_be_read_changes_nothing() -> None:
    page, at = drawn(("năm 2024", False), ("3", True))
    words = (word("năm 20247", at[0], at[2]),)
    assert raise_superscripts(words, page, 1, Ocr(), Digits("x", 0.1)) == words


@pytest.mark.parametrize(
    "text",
    ["Ủy ban “Đổi mới”; số 1.234,5 ế ẫ ố i j 100% và 12‰", "a) b' d’ TỔ CHỨC – QUYẾT ĐỊNH: *", "x - y + 15/QĐ-UBND"],
)
def test_print_without_raised_digits_is_left_alone(text: str) -> None:
    page, at = drawn((text, False))
    engine = Digits()
    words = (word(text, at[0], at[1]),)
    assert raise_superscripts(words, page, 1, Ocr(), engine) == words
    assert not engine.asked


@pytest.mark.parametrize(("level", "expected"), [(170, "63/2010/NĐ-CP"), (255, "63/2010/NĐ-CP²")])
def test_a_piece_of_a_letter_that_broke_in_pale_print_is_no_digit(level: int, expected: str) -> None:
    page, at = drawn(("63/2010/NĐ-CI", False), ("2", True), (" ngày 08", False))
    x = round(at[1])
    page.pixels[168:188, x - 4 : x + 8] = np.minimum(page.pixels[168:188, x - 4 : x + 8], level)
    words = (word("63/2010/NĐ-CP", at[0], at[2]), word("ngày 08", at[2] + 12, at[3]))
    assert raise_superscripts(words, page, 1, Ocr(), Digits("2"))[0].text == expected
