from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Box
from pipeline.raster import Transform
from pipeline.synth.way import Way, chained

WIDTH, HEIGHT = 400, 600
PLAIN = Way(Transform(), Transform())


@given(quarters=st.integers(0, 7), x=st.floats(0, WIDTH), y=st.floats(0, HEIGHT))
def test_four_quarters_lead_back(quarters: int, x: float, y: float) -> None:
    way, width, height = PLAIN, WIDTH, HEIGHT
    for _ in range(4):
        way = way.turned(1, width, height)
        width, height = height, width
    assert way.point(x, y) == pytest.approx((x, y))
    once = PLAIN.turned(quarters, WIDTH, HEIGHT).point(x, y)
    assert once == pytest.approx(PLAIN.turned(quarters % 4, WIDTH, HEIGHT).point(x, y))


def test_a_quarter_clockwise_brings_the_top_left_to_the_top_right() -> None:
    assert PLAIN.turned(1, WIDTH, HEIGHT).point(0, 0) == (HEIGHT, 0)
    assert PLAIN.turned(2, WIDTH, HEIGHT).point(0, 0) == (WIDTH, HEIGHT)
    assert PLAIN.turned(3, WIDTH, HEIGHT).point(0, 0) == (0, WIDTH)


def test_the_slant_is_that_of_level_lines_and_survives_turns() -> None:
    way = Way(Transform((1.0, 0.0, 0.0, 0.01, 1.0, 0.0, 0.0, 0.0, 1.0)), Transform())
    assert way.slant(WIDTH, HEIGHT) == pytest.approx(0.573, abs=0.001)
    for quarters in range(4):
        assert way.turned(quarters, WIDTH, HEIGHT).slant(WIDTH, HEIGHT) == pytest.approx(0.573, abs=0.001)


def test_curl_lifts_points_before_the_scale() -> None:
    half = Transform((0.5, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 1.0))
    way = Way(Transform(), half, curl=10, width=WIDTH)
    assert way.point(0, 100) == pytest.approx((0, 50))
    assert way.point(WIDTH / 3, 100) == pytest.approx((WIDTH / 6, 45))


def test_a_box_is_cut_to_the_scan() -> None:
    box = PLAIN.box(Box(1, -5, 10, 500, 20), WIDTH, HEIGHT)
    assert (box.x0, box.y0, box.x1, box.y1) == (0, 10, WIDTH, 20)


def test_chained_is_in_order() -> None:
    move = Transform((1.0, 0.0, 3.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0))
    double = Transform((2.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 1.0))
    assert chained(move, double).point(1, 1) == (8, 2)
    assert chained(double, move).point(1, 1) == (5, 2)
