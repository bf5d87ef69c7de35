"""Turns a page image as its file asks for, and remembers the way back."""

from __future__ import annotations

import numpy as np

from pipeline.ingest.source import ImageInput
from pipeline.raster import Raster, Transform


def upright(page: ImageInput) -> tuple[Raster, Transform]:
    """Return the page image turned clockwise by `page.rotation`, and the map of its points back to `page.raster`."""
    raster = page.raster
    width, height = float(raster.width), float(raster.height)
    match page.rotation % 360:
        case 90:
            turns, back = 3, Transform((0.0, 1.0, 0.0, -1.0, 0.0, height, 0.0, 0.0, 1.0))
        case 180:
            turns, back = 2, Transform((-1.0, 0.0, width, 0.0, -1.0, height, 0.0, 0.0, 1.0))
        case 270:
            turns, back = 1, Transform((0.0, -1.0, width, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0))
        case _:
            return raster, Transform()
    pixels = np.ascontiguousarray(np.rot90(raster.pixels, turns))
    return Raster(pixels, raster.dpi, raster.bilevel), back
