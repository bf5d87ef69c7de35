"""Uneven light, grey or aged paper, show-through of the other side: paper becomes white, ink stays."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.clean.measure import WHITE, as_pixels, percentile, sampled_histogram, shrink
from pipeline.raster import Pixels

_SMALL = 8
_REACH_INCHES = 0.2
_UNEVEN = 0.06
_DULL = 236.0


def background(grey: Pixels, dpi: int) -> Pixels:
    """Return the light on the paper, at an eighth of the size: ink is filled from the paper around it."""
    half = shrink(grey, 0.5)
    bright = as_pixels(cv2.dilate(half, np.ones((5, 5), np.uint8)))
    small = shrink(bright, 2 / _SMALL)
    reach = max(3, round(dpi / _SMALL * _REACH_INCHES) | 1)
    filled = cv2.morphologyEx(small, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    return as_pixels(cv2.GaussianBlur(cv2.medianBlur(as_pixels(filled), reach), (0, 0), reach / 3))


def is_uneven(light: Pixels) -> bool:
    """Whether `light` (see `background`) differs over the page, or the paper is not near white."""
    low, high = np.percentile(light, (4, 90))
    return bool(high < _DULL or (high - low) / max(1.0, high) > _UNEVEN)


def flatten(grey: Pixels, light: Pixels) -> Pixels:
    """Divide `grey` by the `light` on it, so that paper is white everywhere."""
    height, width = grey.shape
    full = cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR)
    return as_pixels(cv2.divide(grey, np.maximum(full, 1), scale=float(WHITE)))


def levels(grey: Pixels) -> tuple[float, float]:
    """Return the grey levels of ink and paper of a flattened page.

    Ink is the darkest fifth of what is not paper; paper begins where its grain and the other side's print end.
    """
    counts = sampled_histogram(grey)
    black = percentile(counts[:160], 0.2) if counts[:160].sum() > 200 else 0.0
    white = 201 + percentile(counts[201:], 0.06) if counts[201:].any() else float(WHITE)
    return black, max(white, black + 60)


def stretch(grey: Pixels, black: float, white: float) -> Pixels:
    """Spread the levels from `black` to `white` over all levels."""
    table = np.clip((np.arange(256) - black) * (WHITE / max(1.0, white - black)), 0, WHITE).astype(np.uint8)
    return as_pixels(cv2.LUT(grey, table))
