"""The whole of cleaning: what needs nothing is not touched, what was turned can be traced back."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.clean import clean_page
from pipeline.model import Box, MarkKind
from pipeline.raster import Raster
from pipeline.settings import Clean
from tests.clean.drawing import slanted, text_page
from tests.clean.test_ink import RED, inked, seal

AS_IT_IS = Clean(target_dpi=150)


def test_a_clean_page_comes_through_pixel_for_pixel() -> None:
    page = text_page()
    done = clean_page(Raster(page, 150), AS_IT_IS)
    assert np.array_equal(done.raster.pixels, page)
    assert done.steps == ()
    assert done.to_original.point(10, 20) == (10, 20)


def test_the_original_is_not_changed() -> None:
    page = slanted(text_page(), 2.0)
    before = page.copy()
    clean_page(Raster(page, 150), Clean())
    assert np.array_equal(page, before)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_places_are_traced_back_through_turn_slant_and_scale(rotation: int) -> None:
    page = slanted(text_page(lines=20), 1.2)
    page[1500:1530, 300:330] = 0  # a black square, off the middle, to find again
    fed = np.ascontiguousarray(np.rot90(page, rotation // 90))
    done = clean_page(Raster(fed, 150), Clean())
    assert done.rotation == rotation
    assert done.skew == pytest.approx(1.2, abs=0.1)
    inside = done.to_original.box(Box(1, 0, 0, done.raster.width, done.raster.height), fed.shape[1], fed.shape[0])
    assert inside.x1 > inside.x0
    black = np.argwhere(done.raster.pixels < 40)
    deep = [
        (y, x)
        for y, x in black[:: max(1, len(black) // 4000)]
        if done.raster.pixels[max(0, y - 12) : y + 13, max(0, x - 12) : x + 13].max() < 120
    ]
    assert deep
    for y, x in deep:
        back_x, back_y = done.to_original.point(float(x), float(y))
        assert fed[round(back_y), round(back_x)] < 60


def test_a_given_rotation_is_obeyed() -> None:
    done = clean_page(Raster(text_page(), 150), AS_IT_IS, rotation=180)
    assert done.rotation == 180


def test_blank_page_is_flagged() -> None:
    page = np.full((1754, 1240), 250, np.uint8)
    page[500:502, 500:502] = 30
    done = clean_page(Raster(page, 150), AS_IT_IS)
    assert done.is_blank
    assert [step.name for step in done.steps] == ["blank"]


def test_a_short_line_is_not_blank() -> None:
    page = np.full((1754, 1240), 255, np.uint8)
    page[200:240] = text_page()[130:170]
    assert not clean_page(Raster(page, 150), AS_IT_IS).is_blank


def test_seal_is_marked_and_gone() -> None:
    page = text_page()
    done = clean_page(Raster(inked(page, seal(page), RED), 150), AS_IT_IS)
    assert [mark.kind for mark in done.marks] == [MarkKind.SEAL]
    assert done.raster.pixels[795:1005, 595:805][page[795:1005, 595:805] == 255].min() > 150


def test_bilevel_page_is_not_relit() -> None:
    page = np.where(text_page() < 128, 0, 255).astype(np.uint8)
    done = clean_page(Raster(page, 150, bilevel=True), AS_IT_IS)
    assert np.array_equal(done.raster.pixels, page)


def test_low_resolution_is_enlarged() -> None:
    done = clean_page(Raster(text_page(), 100), Clean(target_dpi=300))
    assert done.raster.dpi > 190
    assert done.raster.width > 2400


def test_cleaning_can_be_turned_off() -> None:
    page = slanted(text_page(), 3.0)
    done = clean_page(Raster(page, 150), Clean(enabled=False))
    assert np.array_equal(done.raster.pixels, page)
    assert done.skew == 0


@pytest.mark.parametrize("shape", [(1, 1), (1, 700), (700, 1), (20, 30), (1, 1, 3), (33, 9000)])
@pytest.mark.parametrize("level", [0, 255])
def test_a_strip_or_a_point_is_blank(shape: tuple[int, ...], level: int) -> None:
    assert clean_page(Raster(np.full(shape, level, np.uint8), 300), Clean()).is_blank or level == 0


def test_pages_of_one_colour_or_of_noise_come_through() -> None:
    generator = np.random.default_rng(5)
    noise = generator.integers(0, 255, (500, 400, 3)).astype(np.uint8)
    for picture in (np.zeros((300, 200), np.uint8), np.full((300, 200, 3), (0, 0, 255), np.uint8), noise):
        done = clean_page(Raster(picture, 150), AS_IT_IS)
        assert done.raster.pixels.ndim == 2


@pytest.mark.parametrize(("dpi", "times"), [(299, 1), (301, 2), (600, 4)])
def test_a_page_finer_than_the_engine_sees_is_reduced_first(dpi: int, times: int) -> None:
    page = text_page()
    coloured = inked(page, seal(page), RED)
    size = round(1240 * dpi / 150), round(1754 * dpi / 150)
    fed = cv2.resize(coloured, size, interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    done = clean_page(Raster(fed, dpi), AS_IT_IS)
    factors = [dict(step.settings)["factor"] for step in done.steps if step.name == "reduce"]
    assert factors == ([f"{1 / times:g}"] if times > 1 else [])
    assert done.raster.width == pytest.approx(1240, rel=0.01)
    (mark,) = done.marks
    assert mark.box is not None
    assert (mark.box.x0, mark.box.y1) == pytest.approx((595 * dpi / 150, 1005 * dpi / 150), abs=0.1 * dpi)
    whole = done.to_original.box(Box(1, 0, 0, done.raster.width, done.raster.height), *size)
    assert (whole.x1, whole.y1) == pytest.approx(size, abs=6)
