"""Coloured ink: red seals and stamps, blue signatures. Black print under them stays.

Only where a page has such ink, and only there, the grey level is taken from the colour channel in which the ink
is nearly as bright as the paper; it is then stretched so that the ink goes and black stays.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.clean.measure import WHITE, as_pixels, pieces
from pipeline.clean.stamps import Found, Mask, find_pen, find_stamps
from pipeline.raster import Pixels

_RED_EXCESS = 34
_BLUE_EXCESS = 30
_LEAST_SHARE = 2e-4
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


def separate(colour: Pixels, dpi: int) -> Separated:
    """Return the grey page of `colour` (BGR) in which red seals and stamps, and large pieces of blue, have faded."""
    grey = as_pixels(cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY))
    blue, green, red = (as_pixels(channel) for channel in cv2.split(colour))
    reddish = as_pixels(cv2.subtract(red, cv2.max(green, blue)))
    bluish = as_pixels(cv2.subtract(blue, red))
    is_red = reddish > _RED_EXCESS
    is_pen = bluish > _BLUE_EXCESS
    is_blue = _large_pieces(is_pen, dpi)
    marks: tuple[Found, ...] = (
        find_pen(bluish, _BLUE_EXCESS, grey, dpi) if float(is_pen.mean()) > _LEAST_SHARE / 4 else ()
    )
    red_share, blue_share = float(is_red.mean()), float(is_blue.mean())
    if red_share > _LEAST_SHARE:
        going, stamps = find_stamps(is_red, dpi)
        marks = (*stamps, *marks)
        going |= is_red & (grey > _PALE)
        if going.any():
            staying = is_red & ~going
            grey = _faded(grey, red, going, _around((reddish > _RED_EXCESS // 3) & ~staying, going, dpi))
    if blue_share > _LEAST_SHARE / 2:
        grey = _faded(grey, as_pixels(cv2.max(blue, green)), is_blue, _around(bluish > _BLUE_EXCESS // 3, is_blue, dpi))
    return Separated(grey, red_share, blue_share, marks)


def _around(weak: Mask, strong: Mask, dpi: int) -> Mask:
    """Return the weakly coloured pixels near strongly coloured ones: the soft rim of the ink."""
    near = cv2.dilate(strong.astype(np.uint8), np.ones((3, 3), np.uint8), iterations=max(1, dpi // 75))
    around: Mask = strong | (weak & (near > 0))
    return around


def _faded(grey: Pixels, channel: Pixels, strong: Mask, region: Mask) -> Pixels:
    """Take `region` of `grey` from `channel`, stretched so that the ink's own level becomes paper."""
    ink_level = float(np.percentile(channel[strong], 35))
    dark = min(70.0, 0.4 * ink_level)
    stretched = (channel.astype(np.float32) - dark) * (WHITE / max(1.0, ink_level - dark))
    out = grey.copy()
    out[region] = np.maximum(grey[region], np.clip(stretched[region], 0, WHITE).astype(np.uint8))
    return out


def _large_pieces(mask: Mask, dpi: int) -> Mask:
    if not mask.any():
        return mask
    closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    found = pieces(as_pixels(closed))
    large = np.maximum(found.width, found.height) > _SIGNATURE_INCHES * dpi
    kept: Mask = found.mask(large) & mask
    return kept
