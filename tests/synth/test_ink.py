from __future__ import annotations

import numpy as np

from pipeline.synth.fonts import family
from pipeline.synth.ink import RED_BGR, Ink, handwrite, seal, signature


def test_a_seal_is_round_and_red() -> None:
    ink = seal(("ỦY BAN NHÂN DÂN", "XÃ BÌNH LƯU"), family("tinos"), 200, np.random.default_rng(0))
    height, width = ink.density.shape
    ys, xs = np.mgrid[:height, :width]
    outside = np.hypot(xs - width / 2, ys - height / 2) > 104
    assert ink.colour == RED_BGR
    assert ink.density[outside].max() == 0
    assert 0.1 < ink.density[~outside].mean() < 0.5
    assert ink.density.max() <= 0.76


def test_a_long_name_is_set_smaller_and_keeps_to_its_half() -> None:
    rng = np.random.default_rng(0)
    short = seal(("A", ""), family("tinos"), 300, rng).density
    long = seal(("PHÒNG NÔNG NGHIỆP VÀ MÔI TRƯỜNG QUẬN TÂN GIANG", ""), family("tinos"), 300, rng).density
    ring = np.s_[250:290, 130:170]  # the lower part of the ring of text
    assert abs(float(long[ring].mean()) - float(short[ring].mean())) < 0.03


def test_ink_is_cut_at_the_edge_of_the_page() -> None:
    pixels = np.full((50, 50, 3), 255, np.uint8)
    ink = Ink(np.ones((30, 30), np.float32), (0, 0, 255), (15, 15))
    ink.lay_on(pixels, 0, 0)
    ink.lay_on(pixels, 500, 500)
    assert tuple(pixels[5, 5]) == (0, 0, 255)
    assert tuple(pixels[20, 20]) == (255, 255, 255)


def test_ink_over_print_leaves_the_print_black() -> None:
    pixels = np.zeros((10, 10, 3), np.uint8)
    Ink(np.full((10, 10), 0.75, np.float32), RED_BGR, (0, 0)).lay_on(pixels, 0, 0)
    assert pixels.max() == 0


def test_signatures_differ_by_seed_only() -> None:
    first, again, other = (signature(200, np.random.default_rng(seed)).density for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert first.max() > 0.7


def test_handwriting_stays_near_its_place() -> None:
    font = family("tinos").font(40)
    ink = handwrite("123", font, np.random.default_rng(0))
    columns = np.flatnonzero(ink.density.max(axis=0) > 0.3) - ink.origin[0]
    assert -20 < columns.min() < 20
    assert abs(columns.max() - font.getlength("123")) < 25
