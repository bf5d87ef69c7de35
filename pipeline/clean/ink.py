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
_PALE = 190  # such red is the ghost of a stamp on another sheet, or the soft rim of one
_SIGNATURE_INCHES = 0.55
"""Blue ink in larger pieces is a signature or a stamp; in smaller ones it is writing (a number, a day), which stays."""

_RING_INCHES = (0.45, 1.0)
_RIM_INCHES = 0.05
_STAMP_INCHES = 0.8
_EDGE_INCHES = 0.25
_WORK_DPI = 100

Mask = npt.NDArray[np.bool_]


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
    """Return the grey page of `colour` (BGR) in which red seals and stamps, and large pieces of blue, have faded."""
    grey = as_pixels(cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY))
    blue, green, red = (as_pixels(channel) for channel in cv2.split(colour))
    reddish = as_pixels(cv2.subtract(red, cv2.max(green, blue)))
    bluish = as_pixels(cv2.subtract(blue, red))
    is_red = reddish > _RED_EXCESS
    is_blue = _large_pieces(bluish > _BLUE_EXCESS, dpi)
    seals: tuple[Found, ...] = ()
    red_share, blue_share = float(is_red.mean()), float(is_blue.mean())
    if red_share > _LEAST_SHARE:
        going, seals = find_stamps(is_red, dpi)
        going |= is_red & (grey > _PALE)
        if going.any():
            grey = _faded(grey, red, going, _around(reddish > _RED_EXCESS // 3, going, dpi))
    if blue_share > _LEAST_SHARE / 2:
        grey = _faded(grey, as_pixels(cv2.max(blue, green)), is_blue, _around(bluish > _BLUE_EXCESS // 3, is_blue, dpi))
    return Separated(grey, red_share, blue_share, seals)


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


def find_stamps(is_red: Mask, dpi: int) -> tuple[Mask, tuple[Found, ...]]:
    """Return the red ink that belongs to seals and stamps, and those found. Works at about 100 dpi.

    It is all ink in a ring, large pieces (frames, arrows, strokes), and half seals at the edge. Letters outside a
    ring stay: titles and names of signers are stamped in red, too, and HỎA TỐC stands in a red frame.
    """
    height, width = is_red.shape
    factor = min(1.0, _WORK_DPI / dpi)
    resized = cv2.resize(is_red.astype(np.float32), None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    small = resized.astype(np.float32)
    inch = dpi * factor
    region = np.zeros(small.shape, dtype=np.uint8)
    edges: list[tuple[float, float, float, float]] = []
    rings = find_rings(small, inch)
    for x, y, radius in rings:
        cv2.circle(region, (round(x), round(y)), round(radius), 1, cv2.FILLED)
        edges.append((x - radius, y - radius, x + radius, y + radius))
    outside = np.where(region > 0, 0, small > 0.2).astype(np.uint8)
    found = pieces(as_pixels(cv2.morphologyEx(outside, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))))
    size = np.maximum(found.width, found.height)
    region |= found.mask(size > _SIGNATURE_INCHES * inch).astype(np.uint8)
    for index in np.flatnonzero((size > _STAMP_INCHES * inch) & (size < 3 * _STAMP_INCHES * inch)).tolist():
        x0, y0 = int(found.left[index]), int(found.top[index])
        x1, y1 = x0 + int(found.width[index]), y0 + int(found.height[index])
        if min(x0, small.shape[1] - x1) < _EDGE_INCHES * inch:
            region[y0:y1, x0:x1] = 1  # half of a seal that was set over the edges of all pages
        edges.append((x0, y0, x1, y1))
    grown = cv2.dilate(region, np.ones((3, 3), np.uint8))
    belonging: Mask = is_red & (cv2.resize(grown, (width, height), interpolation=cv2.INTER_NEAREST) > 0)
    stamps = []
    for number, box in enumerate(edges):
        left, top, right, bottom = (max(0, round(edge / factor)) for edge in box)
        stamps.append(Found(left, top, right, bottom, number < len(rings)))
    return belonging, tuple(stamps)


def find_rings(red: npt.NDArray[np.float32], inch: float) -> list[tuple[float, float, float]]:
    """Return centre and radius of each seal in a picture of red ink (0 to 1): the outermost of concentric circles.

    A Hough transform finds the ring although print breaks it and a title is stamped over it.
    """
    picture = as_pixels(cv2.GaussianBlur((np.clip(2 * red, 0, 1) * WHITE).astype(np.uint8), (0, 0), 1.2))
    low, high = _RING_INCHES
    circles = cv2.HoughCircles(
        picture, cv2.HOUGH_GRADIENT_ALT, 1.5, high * inch, param1=200, param2=0.6,
        minRadius=round(low * inch), maxRadius=round(high * inch),
    )  # fmt: skip
    rings: list[tuple[float, float, float]] = []
    for x, y, radius in sorted([] if circles is None else circles[0].tolist(), key=lambda circle: -circle[2]):
        if all(np.hypot(x - other[0], y - other[1]) > other[2] for other in rings):
            rings.append((x, y, radius + _RIM_INCHES * inch))
    return rings
