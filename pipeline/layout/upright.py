"""Boxes of the unrotated page image, brought to the page as it is read."""

from __future__ import annotations

from math import radians, tan

from pipeline.model import Box, Page


def upright(box: Box, page: Page) -> Box:
    """Return `box` on the page turned upright and level, in widths of that page, so that pages can be compared.

    >>> from pipeline.model import PageOrigin
    >>> upright(Box(1, 0, 50, 10, 100), Page(1, 200, 100, 72, PageOrigin.OCR, rotation=90))
    Box(page=1, x0=0.0, y0=0.0, x1=0.5, y1=0.1)
    """
    width, height = max(1, page.width), max(1, page.height)
    x0, y0, x1, y1 = box.x0, box.y0, box.x1, box.y1
    if page.rotation == 90:
        x0, y0, x1, y1 = height - y1, x0, height - y0, x1
    elif page.rotation == 180:
        x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
    elif page.rotation == 270:
        x0, y0, x1, y1 = y0, width - x1, y1, width - x0
    slope = tan(radians(page.skew))
    down, right = slope * (x0 + x1) / 2, slope * (y0 + y1) / 2
    whole = height if page.rotation in {90, 270} else width
    return Box(box.page, (x0 + right) / whole, (y0 - down) / whole, (x1 + right) / whole, (y1 - down) / whole)


def depth(page: Page) -> float:
    """Return the height of the upright page in its widths."""
    width, height = max(1, page.width), max(1, page.height)
    return width / height if page.rotation in {90, 270} else height / width
