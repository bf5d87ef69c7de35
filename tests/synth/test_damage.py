from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipeline.raster import Raster
from pipeline.synth.damage import damage, turned
from pipeline.synth.grades import BILEVEL, CLEAN, FAX, GOOD, GRADES, OFFICE, PHOTO, Grade

SQUARE = (slice(280, 320), slice(180, 220))


@pytest.fixture
def page() -> Raster:
    pixels = np.full((600, 400), 255, np.uint8)
    pixels[SQUARE] = 0
    return Raster(pixels, 300)


@pytest.mark.parametrize("grade", GRADES.values(), ids=GRADES)
@pytest.mark.parametrize("colour", [False, True], ids=["grey", "colour"])
def test_a_grade_keeps_the_shape_up_to_its_scale(page: Raster, grade: Grade, colour: bool) -> None:
    page = Raster(np.repeat(page.pixels[:, :, None], 3, axis=2), 300) if colour else page
    result = damage(page, grade, np.random.default_rng(1), page).raster
    assert (result.width, result.height) == (round(400 * grade.scale), round(600 * grade.scale))
    assert result.dpi == round(300 * grade.scale)
    assert result.pixels.dtype == np.uint8
    assert result.is_colour == ((colour or bool(grade.sheets)) and grade.codec != "ccitt")


def test_a_clean_page_is_left_as_it_is(page: Raster) -> None:
    assert np.array_equal(damage(page, CLEAN, np.random.default_rng(0)).raster.pixels, page.pixels)


@pytest.mark.parametrize("grade", [GOOD, PHOTO, BILEVEL], ids=lambda grade: grade.name)
def test_same_seed_same_damage_other_seed_other(page: Raster, grade: Grade) -> None:
    first, again, other = (damage(page, grade, np.random.default_rng(seed), page).raster.pixels for seed in (3, 3, 4))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("grade", [OFFICE, FAX, PHOTO], ids=lambda grade: grade.name)
def test_the_transform_leads_to_the_ink(page: Raster, grade: Grade) -> None:
    quiet = replace(grade, noise=0, specks=0, dark_edges=(), shade=0.0, curl=0.0)
    result = damage(page, quiet, np.random.default_rng(2))
    x, y = result.from_drawn.point(200, 300)
    dark = np.argwhere(result.raster.pixels < 90)
    assert np.allclose(dark.mean(axis=0) + 0.5, (y, x), atol=2)


def test_bilevel_holds_two_values_only(page: Raster) -> None:
    result = damage(page, BILEVEL, np.random.default_rng(0)).raster
    assert result.bilevel
    assert set(np.unique(result.pixels)) == {0, 255}


def test_a_red_seal_comes_out_black_on_a_bilevel_page() -> None:
    pixels = np.full((100, 100, 3), 255, np.uint8)
    pixels[40:60, 40:60] = (60, 45, 215)
    result = damage(Raster(pixels, 300), replace(BILEVEL, specks=0), np.random.default_rng(0)).raster
    assert result.pixels[33, 33] == 0


def test_the_back_shines_through_mirrored() -> None:
    front = Raster(np.full((200, 200), 255, np.uint8), 300)
    back = front.pixels.copy()
    back[:, :40] = 0
    grade = replace(CLEAN, bleed=0.2)
    seen = damage(front, grade, np.random.default_rng(0), Raster(back, 300)).raster.pixels
    assert seen[100, 10] == 255
    assert 195 < seen[100, 190] < 210


def test_dark_edges_are_where_they_should_be(page: Raster) -> None:
    seen = damage(page, replace(CLEAN, dark_edges=("left", "bottom")), np.random.default_rng(0)).raster.pixels
    assert (seen[:, 0] < 60).mean() > 0.9
    assert (seen[-1] < 60).mean() > 0.9
    assert (seen[10:-20, -1] == 255).all()


def test_a_turned_page_lies_on_its_side(page: Raster) -> None:
    side = turned(page, 1)
    assert (side.width, side.height) == (600, 400)
    assert np.array_equal(turned(side, 3).pixels, page.pixels)
