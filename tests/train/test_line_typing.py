"""Typed lines: struck at one pitch in faces that are taught, the same for the same seed, marks where they belong."""

from __future__ import annotations

import random

import numpy as np
import pytest

from pipeline.train.line_images import HEIGHT
from pipeline.train.line_texts import SUPERSCRIPTS, Stock, typed_text, with_shares
from pipeline.train.line_typing import TYPED_HELD_OUT, draw_typed_line, types

TEXT = "Kế hoạch số 12/KH-UBND ngày 03 tháng 4"


def test_typed_lines_are_dark_on_light_and_the_same_for_the_same_seed() -> None:
    for seed in range(12):
        one, two = (draw_typed_line(TEXT, random.Random(seed)) for _ in range(2))
        assert one is not None and two is not None
        assert one.shape[0] == HEIGHT
        assert one.shape[1] > 8 * HEIGHT
        assert np.array_equal(one, two)
        assert float(np.median(one)) > float(one.mean())


def test_a_line_of_thin_letters_is_as_long_as_one_of_wide_letters() -> None:
    widths = []
    for text in ("lililililililili", "mwmwmwmwmwmwmwmw"):
        line = draw_typed_line(text, random.Random(3), types()[0][1])
        assert line is not None
        # against the height of the crop, which differs with the letters
        widths.append(line.shape[1])
    assert widths[0] == pytest.approx(widths[1], rel=0.35)


def test_the_face_kept_for_testing_is_not_taught() -> None:
    assert types()
    assert TYPED_HELD_OUT not in {name for _, name in types()}
    assert not any("DejaVuSerif" in name for _, name in types())


def test_a_character_that_the_machine_has_not_is_not_typed() -> None:
    assert draw_typed_line("\U0001f600", random.Random(1)) is None


def test_a_typewriter_has_no_curled_quotation_marks_and_no_raised_figures() -> None:
    assert typed_text("“Kế hoạch”¹² – 5‰…") == '"Kế hoạch" - 5%...'
    assert not set(typed_text(SUPERSCRIPTS))


def test_lines_with_shares_hold_figures_and_never_both_signs_at_one_figure() -> None:
    stock = Stock(("Ủy ban nhân dân phường tổ chức thực hiện kế hoạch này.",))
    rng = random.Random(5)
    for _ in range(300):
        text = with_shares(stock, rng)
        assert any(char.isdigit() for char in text)
        assert "%‰" not in text and "‰%" not in text
