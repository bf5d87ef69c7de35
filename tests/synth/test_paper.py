from __future__ import annotations

import numpy as np

from pipeline.synth.grades import AGED, CARBON
from pipeline.synth.paper import age, spread_ink


def page() -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    image = np.full((600, 420), 255, np.float32)
    for top in range(200, 400, 20):
        image[top : top + 4, 60:360] = 0
    return image


def test_old_paper_has_the_colour_of_a_sheet_and_of_an_ink() -> None:
    aged = age(page(), AGED, np.random.default_rng(1))
    assert aged.shape == (600, 420, 3)
    blue, _, red = (float(np.median(aged[..., channel])) for channel in range(3))
    assert blue < red < 250
    assert float(np.median(aged[201, 60:360])) < 110


def test_stains_and_folds_make_it_uneven() -> None:
    aged = age(page(), AGED, np.random.default_rng(2))
    assert float(aged[410:].std(axis=(0, 1)).max()) > 4
    assert not np.allclose(aged, age(page(), AGED, np.random.default_rng(3)))


def test_ink_that_runs_makes_strokes_thicker_and_never_lighter() -> None:
    before = page()
    after = spread_ink(before, 1.2)
    assert (after <= before + 0.01).all()
    assert (after < 128).sum() > (before < 128).sum()
    assert np.array_equal(spread_ink(before, 0.0), before)


def test_carbon_ink_is_bluish() -> None:
    aged = age(page(), CARBON, np.random.default_rng(1))
    ink = aged[201, 60:360].mean(axis=0)
    assert ink[0] > ink[2] + 8
