"""What the treatments measure with: pieces, their pixels, reduced copies, grain."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.measure import (
    grain,
    histogram,
    otsu,
    pieces,
    sampled_histogram,
    share,
    shrink,
    windows_of_large,
    with_level,
)
from pipeline.raster import Pixels
from tests.clean.drawing import text_page


def blotches(seed: int, height: int = 120, width: int = 90) -> Pixels:
    """Return ink (255) in pieces of all sizes."""
    generator = np.random.default_rng(seed)
    soft = cv2.GaussianBlur(generator.normal(size=(height, width)), (0, 0), float(generator.uniform(0.4, 4)))
    return np.where(soft > np.quantile(soft, generator.uniform(0.5, 0.95)), 255, 0).astype(np.uint8)


@given(st.integers(0, 2**32 - 1), st.integers(1, 3), st.floats(0, 1))
@settings(deadline=None, max_examples=40)
def test_the_pixels_of_pieces(seed: int, step: int, part: float) -> None:
    found = pieces(blotches(seed))
    chosen = np.random.default_rng(seed).random(found.area.size) < part
    wanted = np.isin(found.labels, np.flatnonzero(chosen) + 1)
    assert np.array_equal(found.mask(chosen, step), wanted[::step, ::step])


def test_few_pieces_on_a_large_page_have_the_same_pixels() -> None:
    found = pieces(np.where(text_page() < 128, 255, 0).astype(np.uint8))
    chosen = np.arange(found.area.size) % 97 == 5
    wanted = np.isin(found.labels, np.flatnonzero(chosen) + 1)
    assert wanted.any()
    for step in (1, 2):
        assert np.array_equal(found.mask(chosen, step), wanted[::step, ::step])


def test_more_pieces_than_sixteen_bits_can_count() -> None:
    dots = np.zeros((600, 600), dtype=np.uint8)
    dots[::2, ::2] = 255
    found = pieces(dots)
    assert found.area.size == 300 * 300
    assert int(found.labels.max()) == 300 * 300
    assert int(found.area.sum()) == 300 * 300


@given(st.integers(0, 2**32 - 1), st.floats(5, 80))
@settings(deadline=None, max_examples=40)
def test_every_large_piece_lies_in_a_window_as_a_whole(seed: int, length: float) -> None:
    binary = blotches(seed, 150, 203)
    found = pieces(binary)
    wanted = found.mask(found.size > length)
    large = np.zeros(binary.shape, dtype=np.bool_)
    for window in windows_of_large(binary, length):
        part = pieces(binary[window])
        large[window] |= part.mask(part.size > length)
    assert np.array_equal(large, wanted)


@pytest.mark.parametrize("factor", [1.0, 0.8, 0.5, 1 / 3, 0.25, 0.1])
@pytest.mark.parametrize("shape", [(401, 303), (2, 900), (1, 1)])
def test_a_reduced_copy_has_its_size_and_the_same_mean(factor: float, shape: tuple[int, int]) -> None:
    page = np.random.default_rng(4).integers(0, 256, shape).astype(np.uint8)
    small = shrink(page, factor)
    for side, was in zip(small.shape, shape, strict=True):
        assert abs(side - was * factor) <= 1
    if min(shape) > 100:
        assert abs(float(small.mean()) - float(page.mean())) < 2


def test_a_sample_of_the_rows_gives_the_same_threshold() -> None:
    page = cv2.resize(text_page(), None, fx=2, fy=2).astype(np.uint8)
    noise = np.random.default_rng(2).normal(0, 12, page.shape)
    noisy = np.clip(page * 0.8 + 20 + noise, 0, 255).astype(np.uint8)
    assert sampled_histogram(noisy).sum() < noisy.size
    assert abs(otsu(sampled_histogram(noisy)) - otsu(histogram(noisy))) <= 1


@pytest.mark.parametrize("deviation", [0.0, 2.0, 6.0, 15.0])
def test_grain_is_the_deviation_of_the_noise(deviation: float) -> None:
    noise = np.random.default_rng(7).normal(0, deviation, (1754, 1240))
    page = np.clip(text_page() * 0.7 + 20 + noise, 0, 255).astype(np.uint8)
    assert grain(page) == pytest.approx(deviation, rel=0.15, abs=0.5)


def test_a_page_without_paper_has_no_grain() -> None:
    assert grain(np.zeros((50, 40), dtype=np.uint8)) == 0


def test_pixels_are_set_to_a_level_in_a_copy() -> None:
    page = text_page()
    mask = page < 100
    out = with_level(page, mask, 200)
    assert (out[mask] == 200).all()
    assert np.array_equal(out[~mask], page[~mask])
    assert page[mask].max() < 100
    assert share(mask) == pytest.approx(float(mask.mean()))
