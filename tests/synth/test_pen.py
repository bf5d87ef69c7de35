from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from pipeline.synth.pen import Pen, StrokeDigits


@pytest.mark.parametrize("value", range(10))
def test_every_digit_is_drawn_each_time_a_little_other(value: int) -> None:
    first, again, other = (StrokeDigits().digit(value, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert first.dtype == np.uint8
    assert 0.005 < (first > 128).mean() < 0.3


def test_the_hand_keeps_to_its_room_and_stands_on_the_line() -> None:
    for seed in range(8):
        ink = Pen().write("0519", 30.0, 160.0, np.random.default_rng(seed))
        left, top, right, bottom = ink.extent
        assert -30 < left < right < 200
        assert -75 < top < -25
        assert abs(bottom) < 30


def test_another_source_gives_the_digits() -> None:
    asked: list[int] = []

    class Blocks:
        def digit(self, value: int, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
            asked.append(value)
            return np.pad(np.full((20, 10), 255, np.uint8), 4)

    ink = Pen(digits=Blocks(), colour=(0, 0, 0)).write("730", 30.0, 120.0, np.random.default_rng(0))
    assert asked == [7, 3, 0]
    assert ink.colour == (0, 0, 0)
    assert (ink.density > 0.5).sum() > 3 * 300
