"""The slant of a page is measured well within a tenth of a degree."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.clean.deskew import find_skew
from pipeline.clean.letters import Letters, find_letters
from pipeline.clean.measure import ink, pieces
from pipeline.raster import Pixels
from tests.clean.drawing import slanted, text_page


def letters_of(page: Pixels) -> Letters:
    return find_letters(pieces(ink(page)), 150)


@pytest.mark.parametrize("degrees", [-7.0, -2.3, -0.4, 0.0, 0.12, 0.9, 3.7])
def test_known_slant_is_found(degrees: float) -> None:
    assert find_skew(letters_of(slanted(text_page(), degrees))) == pytest.approx(degrees, abs=0.1)


def test_slant_of_a_few_lines() -> None:
    assert find_skew(letters_of(slanted(text_page(lines=3), 1.5))) == pytest.approx(1.5, abs=0.1)


def test_scattered_specks_have_no_slant() -> None:
    picture = np.zeros((1754, 1240), np.uint8)
    generator = np.random.default_rng(3)
    for y, x in generator.integers(20, 1200, (150, 2)):
        picture[y : y + 8, x : x + 8] = 255
    assert abs(find_skew(find_letters(pieces(picture), 150))) == 0


def test_empty_page() -> None:
    assert find_skew(find_letters(pieces(np.zeros((300, 300), np.uint8)), 150)) == 0
