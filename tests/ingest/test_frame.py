import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.frame import Frame, turn_box
from pipeline.model import Box

COORDINATES = st.floats(0, 500, allow_nan=False).map(lambda value: round(value, 1))
TURNS = st.sampled_from((0, 90, 180, 270))


@given(COORDINATES, COORDINATES, COORDINATES, COORDINATES, TURNS)
def test_turning_on_comes_back(x0: float, y0: float, width: float, height: float, turn: int) -> None:
    box = Box(1, x0, y0, x0 + width, y0 + height)
    turned = turn_box(box, turn, 1000, 2000)
    size = (1000, 2000) if turn % 180 == 0 else (2000, 1000)
    back = turn_box(turned, -turn, *size)
    assert (back.x0, back.y0, back.x1, back.y1) == pytest.approx((box.x0, box.y0, box.x1, box.y1))
    assert turned.x0 <= turned.x1
    assert turned.y0 <= turned.y1


def test_turning_clockwise() -> None:
    corner = Box(1, 0, 0, 10, 5)  # at the top left of an image of 100 x 50
    assert turn_box(corner, 90, 100, 50) == Box(1, 45, 0, 50, 10)  # at the top right
    assert turn_box(corner, 180, 100, 50) == Box(1, 90, 45, 100, 50)
    assert turn_box(corner, 270, 100, 50) == Box(1, 0, 90, 5, 100)


@given(COORDINATES, COORDINATES, TURNS)
def test_a_frame_brings_points_to_pixels_and_back(left: float, bottom: float, turn: int) -> None:
    frame = Frame(page=3, left=0, top=842, scale=2, width=1190, height=1684, turn=turn)
    upright = frame.upright(left, bottom, left + 10, bottom + 5)
    width, height = frame.upright_size
    assert 0 <= upright.x0 <= upright.x1 <= width
    assert 0 <= upright.y0 <= upright.y1 <= height
    box = frame.unrotated(upright)
    assert box.page == 3
    assert (box.x0, box.y1) == pytest.approx((2 * left, 2 * (842 - bottom)), abs=0.11)


def test_boxes_are_cut_to_the_page() -> None:
    frame = Frame(page=1, left=0, top=100, scale=1, width=50, height=100)
    assert frame.unrotated(frame.upright(-5, -5, 60, 120)) == Box(1, 0.0, 0.0, 50, 100)
