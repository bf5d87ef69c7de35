"""Drawn pages for the tests of cleaning: lines of real letters, without the OCR engine."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pipeline.raster import Pixels

TEXT = "Ủy ban nhân dân quận lập kế hoạch tập huấn, giao phòng Nội vụ chủ trì thực hiện trong quý này"


def text_page(width: int = 1240, height: int = 1754, lines: int = 32, dark: int = 20) -> Pixels:
    """Return a white page of about 150 dpi with `lines` lines of print."""
    page = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype("Tinos-Regular.ttf", 29)
    words = TEXT.split()
    for row in range(lines):
        shift = row % len(words)
        text = " ".join(words[shift:] + words[:shift])[:80]
        pen.text((120, 150 + row * 44), text, fill=dark, font=font, anchor="ls")
    return np.array(page)


def slanted(page: Pixels, degrees: float) -> Pixels:
    """Return `page` turned clockwise by `degrees` over a white ground."""
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    out = cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    return out.astype(np.uint8)
