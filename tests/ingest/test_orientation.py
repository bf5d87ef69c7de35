import numpy as np
import pytest

from pipeline.ingest import ImageInput, upright
from pipeline.ingest.frame import turn_box
from pipeline.model import Box
from pipeline.raster import Raster


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turned_and_back(rotation: int) -> None:
    pixels = np.full((40, 100), 255, np.uint8)
    pixels[5:15, 10:30] = 0
    stored = Box(1, 10, 5, 30, 15)
    raster, back = upright(ImageInput(Raster(pixels, 200, bilevel=True), rotation))
    dark = np.argwhere(raster.pixels == 0)
    turned = turn_box(stored, rotation, 100, 40)
    assert (dark[:, 1].min(), dark[:, 0].min()) == (turned.x0, turned.y0)
    assert (dark[:, 1].max() + 1, dark[:, 0].max() + 1) == (turned.x1, turned.y1)
    assert back.box(turned, 100, 40) == stored
    assert (raster.dpi, raster.bilevel) == (200, True)
