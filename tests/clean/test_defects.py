"""Streaks, punch holes and watermarks go; print, rules and bullets stay."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.clean import clean_page
from pipeline.clean.holes import find_holes
from pipeline.clean.measure import ink, pieces
from pipeline.clean.streaks import find_streaks, without_streaks
from pipeline.clean.watermark import find_watermark, without_watermark
from pipeline.model import MarkKind
from pipeline.raster import Pixels, Raster
from pipeline.settings import Clean
from tests.clean.drawing import text_page

DPI = 150


def streaked(page: Pixels, columns: tuple[int, ...] = (300, 900), depth: int = 60) -> Pixels:
    out = page.copy()
    for x in columns:
        out[:, x : x + 2] = np.minimum(out[:, x : x + 2], 255 - depth)
    return out


@pytest.mark.parametrize("depth", [15, 60, 240])
def test_streaks_go_and_print_stays(depth: int) -> None:
    page = text_page()
    dirty = streaked(page, depth=depth)
    found = find_streaks(dirty, DPI)
    assert found[300:302].all()
    assert found[900:902].all()
    assert found.sum() <= 10
    mended = without_streaks(dirty, found)
    paper = page == 255
    assert np.mean(mended[:, 300:302][paper[:, 300:302]] > 200) > 0.85
    untouched = ~found
    assert np.array_equal(mended[:, untouched], page[:, untouched])


def test_rules_of_a_table_are_no_streaks() -> None:
    page = text_page(lines=4)
    for x in (120, 500, 1100):
        cv2.line(page, (x, 380), (x, 1640), 0, 2)
    assert not find_streaks(page, DPI).any()
    assert not find_streaks(text_page(), DPI).any()


def punched(page: Pixels, level: int = 40) -> Pixels:
    out = page.copy()
    for y in (640, 1110):
        cv2.circle(out, (62, y), 17, level, cv2.FILLED, cv2.LINE_AA)
    return out


def test_punch_holes_go() -> None:
    page = text_page()
    done = clean_page(Raster(punched(page), DPI), Clean(target_dpi=DPI))
    assert "holes" in [step.name for step in done.steps]
    assert done.raster.pixels[600:1200, 30:100].min() > 200
    assert np.array_equal(done.raster.pixels[:, 110:], page[:, 110:])


def test_letters_bullets_and_seals_are_no_holes() -> None:
    page = text_page()
    cv2.circle(page, (60, 400), 6, 0, cv2.FILLED)  # a bullet
    cv2.circle(page, (80, 900), 60, 0, 6)  # a seal
    cv2.putText(page, "O", (30, 1300), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 0, 3)
    assert not find_holes(pieces(ink(page)), DPI).any()


def test_a_clogged_letter_near_the_edge_is_no_hole() -> None:
    page = text_page()
    part = page[1300:1330, 60:90]
    part[:, :13], part[:, 18:], part[11:20] = 0, 0, 0  # an "H" stamped twice
    assert not find_holes(pieces(ink(page)), DPI).any()
    cv2.circle(page, (75, 1500), 15, 0, cv2.FILLED)
    holes = find_holes(pieces(ink(page)), DPI)
    assert holes[1500, 75]
    assert not holes[1300:1330].any()


def watermarked(page: Pixels, level: int) -> Pixels:
    layer = Image.new("L", (1500, 300), 255)
    font = ImageFont.truetype("DejaVuSans-Bold.ttf", 110)
    ImageDraw.Draw(layer).text((20, 60), "BẢN SAO 26/10/2023", fill=level, font=font)
    turned = layer.rotate(40, expand=True, fillcolor=255).resize((1100, 1000))
    under = np.full(page.shape, 255, np.uint8)
    under[300:1300, 60:1160] = np.asarray(turned)
    return (page * (under / 255.0)).astype(np.uint8)


def test_a_dark_watermark_fades_and_print_on_it_stays() -> None:
    page = text_page()
    dirty = watermarked(page, 170)
    found = find_watermark(dirty, DPI)
    assert found is not None
    assert found.is_dark
    mended = without_watermark(dirty, found)
    pale = (page == 255) & (dirty < 180)
    assert np.mean(mended[pale] > 230) > 0.8
    assert mended[page < 60].max() < 110


def test_a_pale_watermark_is_recorded_and_left_alone() -> None:
    done = clean_page(Raster(watermarked(text_page(), 225), DPI), Clean(target_dpi=DPI))
    assert [mark.kind for mark in done.marks] == [MarkKind.WATERMARK]
    assert "watermark" not in [step.name for step in done.steps]


def test_print_is_no_watermark() -> None:
    assert find_watermark(text_page(), DPI) is None
    assert find_watermark(text_page(dark=120), DPI) is None
    assert find_watermark(cv2.GaussianBlur(text_page(), (0, 0), 2.0).astype(np.uint8), DPI) is None
    shadow = text_page()
    shadow[:, -25:] = 200
    shadow[400:430, 100:1100] = np.minimum(shadow[400:430, 100:1100], 210)  # a shaded row
    assert find_watermark(shadow, DPI) is None
    assert find_watermark(np.full((900, 700), 255, np.uint8), DPI) is None


@pytest.mark.parametrize("ink", [(200, 200, 232), (235, 205, 200)])
def test_a_pale_seal_is_no_watermark(ink: tuple[int, int, int]) -> None:
    page = np.dstack([text_page()] * 3)
    for radius in (160, 105, 50, 10):
        cv2.circle(page, (800, 1400), radius, ink, 12)
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY).astype(np.uint8)
    assert find_watermark(grey, DPI) is not None, "by its grey level alone it is one"
    assert find_watermark(grey, DPI, page) is None
    on_yellow = np.clip(page.astype(np.int16) - np.array([40, 8, 0]), 0, 255).astype(np.uint8)
    grey_mark = np.dstack([watermarked(on_yellow[..., at], 200) for at in range(3)])
    flat = cv2.cvtColor(grey_mark, cv2.COLOR_BGR2GRAY).astype(np.uint8)
    assert find_watermark(flat, DPI, grey_mark) is not None, "a grey watermark on yellow paper stays one"
