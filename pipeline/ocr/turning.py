"""Which end of a page is up, where neither its lines nor the engine's look at its letters tell: it is read each way.

For pages with a few words: a cover, a page with the last line of a document.
"""

from __future__ import annotations

import numpy as np

from pipeline.ocr.engine import Engine, View
from pipeline.raster import Pixels, Raster
from pipeline.settings import Ocr

_TURNS = (0, 90, 180, 270)
_INK = 128
_RIM = 0.1  # inches
_BELIEVED = 0.6
_CLEARLY = 1.3


def turn_by_reading(raster: Raster, number: int, settings: Ocr, engine: Engine) -> int | None:
    """Return the clockwise turn in which most letters of the grey `raster` are read; None where none stands out.

    Raises:
        MissingProgramError: the engine or its language data is not installed.
        OcrError: the engine failed or ran out of time.
    """
    dark = raster.pixels < _INK
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not len(rows):
        return None
    rim = round(_RIM * raster.dpi)
    part = raster.pixels[max(0, rows[0] - rim) : rows[-1] + rim + 1, max(0, columns[0] - rim) : columns[-1] + rim + 1]
    scores = {turn: _letters(part, turn, raster.dpi, number, settings, engine) for turn in _TURNS}
    best, second = sorted(scores.values(), reverse=True)[:2]
    return max(scores, key=lambda turn: scores[turn]) if best > _CLEARLY * second else None


def _letters(part: Pixels, turn: int, dpi: int, number: int, settings: Ocr, engine: Engine) -> float:
    """Return how many letters are read in words of two and more, each weighted with its word's confidence."""
    turned = Raster(np.ascontiguousarray(np.rot90(part, -turn // 90)), dpi)
    words = engine.words(turned, settings, number, View.BLOCK)
    return sum(
        len(word.text) * word.confidence
        for word in words
        if word.confidence >= _BELIEVED and len(word.text) > 1 and word.text.isalpha()
    )
