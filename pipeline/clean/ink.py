"""Coloured ink: red seals and stamps, blue signatures. Black print under them stays.

Only where a page has such ink, and only there, the grey level is taken from the colour channel in which the ink
is nearly as bright as the paper; it is then stretched so that the ink goes and black stays.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.clean.measure import WHITE, as_pixels, pieces
from pipeline.raster import Pixels

_RED_EXCESS = 34
_BLUE_EXCESS = 30
_LEAST_SHARE = 2e-4
_SIGNATURE_INCHES = 0.55
"""Blue ink in larger pieces is a signature or a stamp; in smaller ones it is writing (a number, a day), which stays."""

_SEAL_INCHES = (0.8, 2.2)


@dataclass(frozen=True, slots=True)
class Found:
    """A seal or stamp: left, top, right, bottom in pixels of the page; `is_round` tells a seal."""

    x0: int
    y0: int
    x1: int
    y1: int
    is_round: bool


@dataclass(frozen=True, slots=True, eq=False)
class Separated:
    """The page without its coloured ink: `grey`, the shares of pixels that were red and blue, and the seals."""

    grey: Pixels
    red_share: float
    blue_share: float
    seals: tuple[Found, ...]


def separate(colour: Pixels, dpi: int) -> Separated:
    """Return the grey page of `colour` (BGR) in which red ink, and blue ink in large pieces, has faded."""
    grey = as_pixels(cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY))
    blue, green, red = (as_pixels(channel) for channel in cv2.split(colour))
    reddish = as_pixels(cv2.subtract(red, cv2.max(green, blue)))
    bluish = as_pixels(cv2.subtract(blue, red))
    is_red = reddish > _RED_EXCESS
    is_blue = _large_pieces(bluish > _BLUE_EXCESS, dpi)
    seals: tuple[Found, ...] = ()
    red_share, blue_share = float(is_red.mean()), float(is_blue.mean())
    if red_share > _LEAST_SHARE:
        seals = find_seals(is_red, dpi)
        grey = _faded(grey, red, is_red, _around(reddish > _RED_EXCESS // 3, is_red, dpi))
    if blue_share > _LEAST_SHARE / 2:
        grey = _faded(grey, as_pixels(cv2.max(blue, green)), is_blue, _around(bluish > _BLUE_EXCESS // 3, is_blue, dpi))
    return Separated(grey, red_share, blue_share, seals)


def _around(weak: npt.NDArray[np.bool_], strong: npt.NDArray[np.bool_], dpi: int) -> npt.NDArray[np.bool_]:
    """Return the weakly coloured pixels near strongly coloured ones: the soft rim of the ink."""
    near = cv2.dilate(strong.astype(np.uint8), np.ones((3, 3), np.uint8), iterations=max(1, dpi // 75))
    around: npt.NDArray[np.bool_] = strong | (weak & (near > 0))
    return around


def _faded(grey: Pixels, channel: Pixels, strong: npt.NDArray[np.bool_], region: npt.NDArray[np.bool_]) -> Pixels:
    """Take `region` of `grey` from `channel`, stretched so that the ink's own level becomes paper."""
    ink_level = float(np.percentile(channel[strong], 35))
    dark = min(70.0, 0.4 * ink_level)
    stretched = (channel.astype(np.float32) - dark) * (WHITE / max(1.0, ink_level - dark))
    out = grey.copy()
    out[region] = np.maximum(grey[region], np.clip(stretched[region], 0, WHITE).astype(np.uint8))
    return out


def _large_pieces(mask: npt.NDArray[np.bool_], dpi: int) -> npt.NDArray[np.bool_]:
    if not mask.any():
        return mask
    closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    found = pieces(as_pixels(closed))
    large = np.maximum(found.width, found.height) > _SIGNATURE_INCHES * dpi
    kept: npt.NDArray[np.bool_] = found.mask(large) & mask
    return kept


def find_seals(is_red: npt.NDArray[np.bool_], dpi: int) -> tuple[Found, ...]:
    """Return the seals and stamps: clusters of red ink of the size of a seal. Works at about 50 dpi."""
    factor = min(1.0, 50 / dpi)
    small = cv2.resize(is_red.astype(np.float32), None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx((small > 0.12).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    found = pieces(as_pixels(closed))
    low, high = (inches * dpi * factor for inches in _SEAL_INCHES)
    seals = []
    for left, top, width, height, area in zip(
        found.left, found.top, found.width, found.height, found.area, strict=True
    ):
        if max(width, height) < low or max(width, height) > 2 * high or area < 0.15 * width * height:
            continue
        is_round = bool(0.75 < width / height < 1.33 and max(width, height) <= high)
        edges = (left / factor, top / factor, (left + width) / factor, (top + height) / factor)
        x0, y0, x1, y1 = (round(float(edge)) for edge in edges)
        seals.append(Found(x0, y0, x1, y1, is_round))
    return tuple(seals)
