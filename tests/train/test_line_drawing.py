"""Lines to learn from: texts that can be printed, pictures that show them, the same for the same seed."""

from __future__ import annotations

import random

import numpy as np
import pytest

from pipeline.train.line_images import HEIGHT, draw_line, faces, random_damage, to_height
from pipeline.train.line_texts import Stock, date, encodable, line_text, number, piece, symbol

STOCK = Stock(("Ủy ban nhân dân phường tổ chức thực hiện kế hoạch này và báo cáo kết quả trước ngày 15 hằng tháng.",))


@pytest.mark.parametrize("seed", range(200))
def test_lines_have_text_on_one_line(seed: int) -> None:
    text = line_text(STOCK, random.Random(seed))
    assert text == " ".join(text.split())
    assert 0 < len(text) < 400


def test_a_piece_keeps_to_its_length() -> None:
    rng = random.Random(1)
    assert all(len(piece(STOCK, rng, 4, 20)) <= 20 for _ in range(200))


def test_numbers_dates_and_symbols_hold_digits() -> None:
    rng = random.Random(2)
    assert all(any(char.isdigit() for char in symbol(rng)) for _ in range(100))
    assert all(any(char.isdigit() for char in date(rng)) for _ in range(100))
    assert sum(any(char.isdigit() for char in number(rng)) for _ in range(100)) > 80


def test_what_is_not_in_the_alphabet_cannot_be_encoded() -> None:
    assert encodable("ab", frozenset("abc"))
    assert not encodable("abß", frozenset("abc"))


def test_a_line_is_drawn_dark_on_light_and_the_same_for_the_same_seed() -> None:
    assert faces()
    for seed in range(12):
        one = draw_line("Kế hoạch số 12/KH-UBND¹", random.Random(seed))
        two = draw_line("Kế hoạch số 12/KH-UBND¹", random.Random(seed))
        assert one is not None and two is not None
        assert one.shape[0] == HEIGHT
        assert one.shape[1] > 3 * HEIGHT
        assert np.array_equal(one, two)
        assert int(one.max()) - int(one.min()) > 60
        assert float(np.median(one)) > float(one.mean())


def test_a_character_that_no_face_has_is_not_drawn() -> None:
    assert draw_line("\U0001f600", random.Random(1)) is None


def test_damage_stays_in_its_bounds() -> None:
    rng = random.Random(4)
    for _ in range(300):
        damage = random_damage(rng)
        assert damage.threshold is None or damage.dpi >= 200
        assert damage.ink < damage.paper
        assert damage.threshold is None or damage.ink + 10 < damage.threshold < damage.paper - 10


def test_a_line_of_any_height_comes_to_the_engines() -> None:
    for height in (10, 36, 55, 120):
        assert to_height(np.full((height, 300), 255, np.uint8)).shape[0] == HEIGHT
