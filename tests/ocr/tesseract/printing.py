"""Lines of print on a page, for both ways to run Tesseract."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pipeline.raster import Raster


def printed(text: str, lines: int = 1) -> Raster:
    """Return a page at 200 dpi with `text` on each of its lines."""
    page = Image.new("L", (1240, 100 + 60 * lines), 255)
    font = ImageFont.truetype("Tinos-Regular.ttf", 40)
    for row in range(lines):
        ImageDraw.Draw(page).text((60, 40 + 60 * row), text, fill=0, font=font)
    return Raster(np.array(page), 200)
