"""Coloured ink: red seals and stamps, blue signatures. Black print under them stays.

Only where a page has such ink, and only there, the grey level is taken from the colour channel in which the ink
is nearly as bright as the paper; it is then stretched so that the ink goes and black stays.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.clean.measure import WHITE, Mask, as_pixels, histogram, percentile, pieces, share, windows_of_large
from pipeline.clean.stamps import Found, find_pen, find_stamps
from pipeline.raster import Pixels

_RED_EXCESS = 34
_BLUE_EXCESS = 30
_LEAST_SHARE = 2e-4
_CLOSED = 3  # pixels: so far a pixel of ink reaches to the next
_PALE = 190  # such red is the ghost of a stamp on another sheet, or the soft rim of one
_SIGNATURE_INCHES = 0.55
"""Blue ink in larger pieces is a signature or a stamp; in smaller ones it is writing (a number, a day), which stays."""


@dataclass(frozen=True, slots=True, eq=False)
class Separated:
    """The page without its coloured ink: `grey`, the shares of pixels that were red and blue, and the marks found."""

    grey: Pixels
    red_share: float
    blue_share: float
    marks: tuple[Found, ...]


def separate(colour: Pixels, grey: Pixels, dpi: int) -> Separated:
    """Return `grey`, the page of `colour` (BGR), in which red seals and stamps and large pieces of blue have faded."""
    blue, green, red = (as_pixels(channel) for channel in cv2.split(colour))
    reddish = as_pixels(cv2.subtract(red, cv2.max(green, blue)))
    bluish = as_pixels(cv2.subtract(blue, red))
    is_red = reddish > _RED_EXCESS
    is_pen = bluish > _BLUE_EXCESS
    is_blue = _large_pieces(is_pen, dpi)
    marks: tuple[Found, ...] = find_pen(bluish, _BLUE_EXCESS, grey, dpi) if share(is_pen) > _LEAST_SHARE / 4 else ()
    red_share, blue_share = share(is_red), share(is_blue)
    if red_share > _LEAST_SHARE:
        going, stamps = find_stamps(is_red, dpi)
        marks = (*stamps, *marks)
        going |= is_red & (grey > _PALE)
        if going.any():
            is_weak = (reddish > _RED_EXCESS // 3) & (going | ~is_red)
            grey = _faded(grey, red, going, is_weak, dpi)
    if blue_share > _LEAST_SHARE / 2:
        grey = _faded(grey, as_pixels(cv2.max(blue, green)), is_blue, bluish > _BLUE_EXCESS // 3, dpi)
    return Separated(grey, red_share, blue_share, marks)


def _faded(grey: Pixels, channel: Pixels, strong: Mask, weak: Mask, dpi: int) -> Pixels:
    """Take ink from `channel` in place of `grey`, stretched so that the ink's own level becomes paper.

    That is where `strong` is set, and where `weak` is set near it: the soft rim of the ink.
    """
    reach = max(1, dpi // 75)
    near = cv2.dilate(strong.view(np.uint8), np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    region = strong | (weak & near.view(np.bool_))
    ink_level = percentile(histogram(channel, strong), 0.35)
    dark = min(70.0, 0.4 * ink_level)
    stretched = (np.arange(256, dtype=np.float32) - dark) * (WHITE / max(1.0, ink_level - dark))
    faded = cv2.LUT(channel, np.clip(stretched, 0, WHITE).astype(np.uint8))
    return as_pixels(cv2.copyTo(cv2.max(grey, faded), region.view(np.uint8), grey.copy()))


def _large_pieces(mask: Mask, dpi: int) -> Mask:
    length = _SIGNATURE_INCHES * dpi
    kept = np.zeros(mask.shape, dtype=np.bool_)
    if np.count_nonzero(mask) < length / _CLOSED:
        return kept  # too few for one piece
    closed = as_pixels(cv2.morphologyEx(mask.view(np.uint8), cv2.MORPH_CLOSE, np.ones((_CLOSED, _CLOSED), np.uint8)))
    for window in windows_of_large(closed, length):
        found = pieces(closed[window])
        kept[window] |= found.mask(found.size > length) & mask[window]
    return kept
