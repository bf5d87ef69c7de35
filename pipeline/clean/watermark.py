"""Watermarks: large pale letters under the print. Print is darker; that is how the two are told apart.

A pale seal, red or blue, is none: on a colour page what has more of a colour than the paper does not count.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.clean.measure import WHITE, as_pixels, histogram, otsu, percentile, pieces, shrink
from pipeline.raster import Pixels

_WORK_DPI = 100
_LEAST_CONTRAST = 12
_MOST_SHARE = 0.35
_LEAST_SHARE = 0.002
_STROKE_INCHES = 0.035
_LEAST_INCHES = 0.3
_LEAST_PIECES = 3
_LEAST_SPAN_INCHES = 1.2
_RIM_INCHES = 0.3
_APART = 55.0
_DARK = 0.8
_TINT = 8  # grey levels by which red or blue exceed what they do in the paper


@dataclass(frozen=True, slots=True, eq=False)
class Watermark:
    """Where it lies (left, top, right, bottom in pixels of the page), its pixels and the grey level of its ink.

    `is_dark` tells one that disturbs the engine; a paler one is better left alone (measured: at 88 % of the paper's
    level no letter is lost to it, at 69 % 2.6 % of the page's, of which suppressing it saves more than half).
    """

    box: tuple[int, int, int, int]
    mask: npt.NDArray[np.bool_]
    level: float
    is_dark: bool


def find_watermark(grey: Pixels, dpi: int, colour: Pixels | None = None) -> Watermark | None:
    """Return the watermark of a page with white paper, or None; `colour` is the same page in colour (BGR).

    It is made of at least three pieces, higher or wider than 0.3 inch and with strokes thicker than 0.035 inch, whose
    grey is between paper and print and at least 55 levels lighter than print; it spans 1.2 inch both ways, as slanted
    letters do, and keeps clear of the edges, where shadows lie. The soft edges of print are as pale,
    but thin.
    """
    factor = min(1.0, _WORK_DPI / dpi)
    small = shrink(grey, factor)
    counts = histogram(small)
    threshold = otsu(counts)
    dark = percentile(counts[: int(threshold) + 1], 0.5)
    paper = 128 + float(np.argmax(counts[128:]))
    pale = as_pixels(((small > dark + _APART) & (small < paper - _LEAST_CONTRAST)).astype(np.uint8))
    stroke = max(2, round(_STROKE_INCHES * dpi * factor))
    if colour is not None:
        pale[_tinted(shrink(colour, factor), 2 * stroke + 1)] = 0
    thick = as_pixels(cv2.morphologyEx(pale, cv2.MORPH_OPEN, np.ones((stroke, stroke), np.uint8)))
    rim = round(_RIM_INCHES * dpi * factor)  # there lie shadows
    for edge in (thick[:rim], thick[-rim:], thick[:, :rim], thick[:, -rim:]):
        edge[:] = 0
    share = float(thick.mean())
    if not _LEAST_SHARE < share < _MOST_SHARE:
        return None
    reach = 2 * stroke + 1  # print that crosses a letter cuts it
    found = pieces(as_pixels(cv2.dilate(thick, np.ones((reach, reach), np.uint8))))
    chosen = found.size > _LEAST_INCHES * dpi * factor
    if np.count_nonzero(found.size > 2 * stroke + reach) < _LEAST_PIECES or not chosen.any():
        return None
    own = as_pixels(found.mask(chosen) & (thick > 0))
    level = percentile(histogram(small[own > 0][None, :]), 0.1)
    grown = cv2.dilate(own, np.ones((reach, reach), np.uint8))
    mask = cv2.resize(grown, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST) > 0
    left, top = found.left[chosen].min(), found.top[chosen].min()
    right, bottom = (found.left + found.width)[chosen].max(), (found.top + found.height)[chosen].max()
    if min(right - left, bottom - top) < _LEAST_SPAN_INCHES * dpi * factor:
        return None
    box = tuple(round(float(edge) / factor) for edge in (left, top, right, bottom))
    return Watermark((box[0], box[1], box[2], box[3]), mask, level, level < _DARK * paper)


def _tinted(colour: Pixels, reach: int) -> npt.NDArray[np.bool_]:
    """Return where red or blue ink is, with what is near it: colour is scanned and packed less sharply than grey."""
    blue, green, red = cv2.split(colour)
    tinted = np.zeros(colour.shape[:2], dtype=np.bool_)
    for excess in (cv2.subtract(red, cv2.max(green, blue)), cv2.subtract(blue, red)):
        tinted |= excess > float(np.median(excess[::4, ::4])) + _TINT
    grown: npt.NDArray[np.bool_] = cv2.dilate(tinted.view(np.uint8), np.ones((reach, reach), np.uint8)).view(np.bool_)
    return grown


def without_watermark(grey: Pixels, found: Watermark) -> Pixels:
    """Return `grey` with the watermark made paper: where it lies, its level becomes white; print stays dark."""
    white = max(1.0, found.level - 4)
    table = np.clip(np.arange(256) * (WHITE / white), 0, WHITE)
    keep = np.clip((np.arange(256) - 0.5 * white) / (0.5 * white), 0, 1)  # black stays as it is
    lut = (table * keep + np.arange(256) * (1 - keep)).astype(np.uint8)
    return as_pixels(cv2.copyTo(cv2.LUT(grey, lut), found.mask.view(np.uint8), grey.copy()))
