"""A page with a few words is turned the way in which they can be read."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.ocr import TesseractLibrary, turn_by_reading
from pipeline.raster import Raster
from pipeline.settings import Ocr


def page(*lines: str) -> Raster:
    sheet = Image.new("L", (1240, 1754), 255)
    font = ImageFont.truetype("Tinos-Regular.ttf", 40)
    for row, text in enumerate(lines):
        ImageDraw.Draw(sheet).text((300, 400 + 60 * row), text, fill=0, font=font)
    return Raster(np.array(sheet), 150)


@pytest.mark.slow
@pytest.mark.parametrize("quarters", range(4))
def test_two_lines_tell_which_end_is_up(quarters: int) -> None:
    upright = page("PHỤ LỤC DANH MỤC", "kèm theo kế hoạch của phường")
    lying = Raster(np.ascontiguousarray(np.rot90(upright.pixels, -quarters)), upright.dpi)
    assert turn_by_reading(lying, 1, Ocr(), TesseractLibrary("vie")) == (360 - 90 * quarters) % 360


@pytest.mark.slow
def test_what_holds_no_words_tells_nothing() -> None:
    engine = TesseractLibrary("vie")
    assert turn_by_reading(page(), 1, Ocr(), engine) is None
    assert turn_by_reading(page("o"), 1, Ocr(), engine) is None
