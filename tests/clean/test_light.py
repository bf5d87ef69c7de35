"""Shadows and grey paper become white; a page in even light is not touched."""

from __future__ import annotations

import numpy as np

from pipeline.clean.light import background, flatten, is_uneven, levels, stretch
from pipeline.raster import Pixels
from tests.clean.drawing import text_page


def shaded(page: Pixels) -> Pixels:
    ramp = np.linspace(1.0, 0.55, page.shape[1])[None, :]
    return (page * ramp).astype(np.uint8)


def test_shadow_is_taken_away_and_print_stays() -> None:
    page = text_page()
    dull = shaded(page)
    light = background(dull, 150)
    assert is_uneven(light)
    flat = flatten(dull, light)
    assert flat[page == 255].min() > 240
    assert flat[page < 60].mean() < 80


def test_even_light_is_seen_as_even() -> None:
    assert not is_uneven(background(text_page(), 150))


def test_grey_paper_counts_as_uneven() -> None:
    assert is_uneven(background((text_page() * 0.8).astype(np.uint8), 150))


def test_stretch_spreads_ink_and_paper() -> None:
    page = np.clip(text_page(dark=90), 0, 240).astype(np.uint8)
    black, white = levels(page)
    out = stretch(page, black, white)
    assert out.min() == 0
    assert out.max() == 255
