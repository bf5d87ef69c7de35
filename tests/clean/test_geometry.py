"""A point of the page lies where the map says, whether the page is turned, made smaller or larger."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.clean.geometry import carried, flattened, mapped, slanting
from pipeline.raster import Bend, Pixels

SIZE = 900, 1200


def dotted() -> tuple[Pixels, np.ndarray]:
    page = np.full(SIZE[::-1], 255, dtype=np.uint8)
    points = np.array([(x, y) for x in (120.0, 450.0, 780.0) for y in (150.0, 600.0, 1050.0)])
    for x, y in points.astype(int).tolist():
        cv2.circle(page, (x, y), 12, 0, cv2.FILLED)
    return page, points


def darkness(picture: Pixels, x: float, y: float) -> tuple[float, float]:
    """Return the middle of the dark spot near a point."""
    left, top = round(x) - 40, round(y) - 40
    part = 255.0 - picture[top : top + 80, left : left + 80]
    rows, columns = np.indices(part.shape)
    return left + float((part * columns).sum() / part.sum()), top + float((part * rows).sum() / part.sum())


@pytest.mark.parametrize("scale", [0.4, 0.7, 0.8, 1.0, 1.2, 1.6])
@pytest.mark.parametrize("angle", [0.0, 1.7])
def test_points_lie_where_the_map_says(scale: float, angle: float) -> None:
    page, points = dotted()
    matrix = np.diag([scale, scale, 1.0]) @ slanting(angle, *SIZE)
    out = mapped(page, matrix, scale)
    assert out.shape == (round(SIZE[1] * scale), round(SIZE[0] * scale))
    for x, y in carried(points, matrix).tolist():
        assert darkness(out, x, y) == pytest.approx((x, y), abs=0.8)
    assert out.max() == 255  # nothing dark comes in from outside


@pytest.mark.parametrize("scale", [0.5, 0.8, 1.0, 1.3])
def test_a_bend_is_taken_out(scale: float) -> None:
    page, points = dotted()
    width, height = round(SIZE[0] * scale), round(SIZE[1] * scale)
    lift = tuple(tuple(20.0 * scale * np.sin(row + 0.7 * column) for column in range(5)) for row in range(4))
    bend = Bend(width, height, lift)
    matrix = np.diag([scale, scale, 1.0])
    out = flattened(page, matrix, scale, bend)
    assert out.shape == (height, width)
    ys, xs = np.nonzero(out < 128)
    back = np.array([(x, y + bend.shift(x, y)) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]) / scale
    nearest = np.min(np.linalg.norm(back[:, None] - points[None], axis=2), axis=1)
    assert ys.size
    assert nearest.max() < 14
