from __future__ import annotations

from dataclasses import replace

import numpy as np
from PIL import Image

from pipeline.synth import draw
from pipeline.synth.fonts import family
from pipeline.synth.style import typed_style
from pipeline.synth.typewriter import Typewriter
from tests.synth.examples import small_plan

FONT = family("typewriter").font(40)


def struck(machine: Typewriter, text: str, *, twice: bool = False) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    image = Image.new("L", (400, 80), 255)
    machine.strike(image, text, FONT, (10, 55), twice=twice)
    return np.asarray(image)


def test_every_sign_takes_the_same_room() -> None:
    pixels = struck(Typewriter(), "il|mW")
    columns = np.min(pixels, axis=0) < 150
    for index in range(5):
        assert columns[10 + 24 * index : 34 + 24 * index].any()
    assert not columns[10 + 24 * 5 + 3 :].any()


def test_the_same_machine_strikes_the_same_page() -> None:
    assert np.array_equal(struck(Typewriter(3), "Kế hoạch"), struck(Typewriter(3), "Kế hoạch"))
    assert not np.array_equal(struck(Typewriter(3), "Kế hoạch"), struck(Typewriter(4), "Kế hoạch"))


def test_struck_twice_is_bolder() -> None:
    once, twice = (struck(Typewriter(), "Mục đích", twice=twice) for twice in (False, True))
    assert (255.0 - twice).sum() > 1.15 * (255.0 - once).sum()


def test_the_strike_is_uneven() -> None:
    pixels = struck(Typewriter(clogged=0, chipped=0), "nnnnnnnnn")
    darkest = [pixels[:, 10 + 24 * index : 34 + 24 * index].min() for index in range(9)]
    assert len(set(darkest)) > 3


def test_a_typed_page_has_all_its_lines() -> None:
    rng = np.random.default_rng(0)
    style = replace(typed_style(rng), dpi=100, seal=False)
    (page, *_rest) = draw(small_plan(), style, rng)
    for line in page.lines:
        assert line.box is not None
        box = line.box
        part = page.raster.pixels[round(box.y0) : round(box.y1), round(box.x0) : round(box.x1)]
        assert part.min() < 140
