from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Box
from pipeline.raster import Bend, Raster, Transform


def test_size_and_colour() -> None:
    assert (Raster(np.zeros((20, 10, 3), np.uint8), 300).width, Raster(np.zeros((20, 10), np.uint8), 300).height) == (
        10,
        20,
    )
    assert Raster(np.zeros((2, 2, 3), np.uint8), 300).is_colour
    assert not Raster(np.zeros((2, 2), np.uint8), 300).is_colour


def test_the_identity_leaves_a_box_as_it_is() -> None:
    assert Transform().box(Box(1, 2, 3, 4, 5), 10, 10) == Box(1, 2, 3, 4, 5)


@given(st.floats(-0.1, 0.1), st.floats(0, 400), st.floats(0, 400))
def test_a_turned_box_holds_its_turned_corners(angle: float, x: float, y: float) -> None:
    cos, sin = math.cos(angle), math.sin(angle)
    turn = Transform((cos, -sin, 0, sin, cos, 0, 0, 0, 1))
    box = turn.box(Box(1, x, y, x + 50, y + 20), 500, 500)
    for corner in ((x, y), (x + 50, y), (x, y + 20), (x + 50, y + 20)):
        px, py = turn.point(*corner)
        assert box.x0 - 0.1 <= min(max(px, 0), 500) <= box.x1 + 0.1
        assert box.y0 - 0.1 <= min(max(py, 0), 500) <= box.y1 + 0.1


@given(st.floats(-0.1, 0.1), st.floats(0, 400), st.floats(0, 400))
def test_the_way_back_of_a_point_ends_where_it_began(angle: float, x: float, y: float) -> None:
    cos, sin = math.cos(angle), math.sin(angle)
    there = Transform((cos, -sin, 12, sin, cos, -7, 1e-5, 2e-5, 1), Bend(500, 500, ((0.0, 4.0, 0.0), (0.0, -6.0, 0.0))))
    assert np.allclose(there.point_back(*there.point(x, y)), (x, y), atol=1.0)


def test_a_box_comes_back_to_its_place() -> None:
    there = Transform((0.0, -1.0, 100.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0))
    box = Box(3, 10.0, 20.0, 30.0, 60.0)
    assert there.box_back(there.box(box, 500, 500), 500, 500) == box
