"""Two pages in one picture: an open book or folder that was scanned or photographed as a whole."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from pipeline.clean.baselines import find_baselines
from pipeline.clean.letters import Letters
from pipeline.raster import Pixels

_LEAST_ASPECT = 1.2
_MIDDLE = (0.38, 0.62)
_LEAST_GAP_INCHES = 0.35
_LEAST_LINES = 6
_LEAST_SHARE = 0.1
_STRAY = 0.003
_CENTRAL = 0.04  # of the width: how far from the middle a gutter with specks may lie
_SLACK_INCHES = 0.05
_CROSSED = 0.9
_SHADOW = 0.2


def find_gutter(text: Letters, binary: Pixels, slant: float) -> float | None:
    """Return where the gutter of a two-page spread is, as a part of the width of the page; None where it is none.

    `text` are the letters of the upright page, `binary` its ink at any scale, `slant` that of its lines in degrees.
    A spread is wider than high; a band of at least 0.35 inch near its middle holds no letter and is crossed by no
    rule (a wide table is no spread), and on both sides of it stand at least six lines. Two columns under one title
    are no spread, for the title crosses the band.
    """
    if text.page_width < _LEAST_ASPECT * text.page_height:
        return None
    band = _empty_band(text)
    if band is None:
        return None
    left, right = band
    middle = (left + right) / 2
    feet = text.feet
    lines = find_baselines(text, feet[:, 1] - feet[:, 0] * np.tan(np.radians(slant)))
    stray = (lines.points[:, 0] > left) & (lines.points[:, 0] < right)
    is_central = abs(middle / text.page_width - 0.5) <= _CENTRAL
    if stray.any() and not (is_central and np.bincount(lines.line[stray]).max() == 1):
        return None  # what was passed over as stray are words, or the signs of a narrow column
    is_left = np.bincount(lines.line, lines.points[:, 0] < middle) > 0 if lines.count else np.zeros(0, np.bool_)
    share = float(np.mean(feet[:, 0] < middle))
    if min(is_left.sum(), (~is_left).sum()) < _LEAST_LINES or min(share, 1 - share) < _LEAST_SHARE:
        return None
    return None if _is_crossed(binary, left / text.page_width, right / text.page_width) else middle / text.page_width


def _empty_band(text: Letters) -> tuple[float, float] | None:
    """Return the widest band without letters that lies in the middle of the page; stray specks do not count."""
    slack = _SLACK_INCHES * text.dpi
    covered = np.zeros(text.page_width + 1)
    np.add.at(covered, np.clip(text.x - slack, 0, text.page_width).astype(np.int64), 1)
    np.add.at(covered, np.clip(text.x + text.width + slack, 0, text.page_width).astype(np.int64), -1)
    count = np.cumsum(covered)
    low, high = (round(edge * text.page_width) for edge in _MIDDLE)
    busy = np.flatnonzero(count[low:high] > _STRAY * text.count) + low
    edges = [low, *busy.tolist(), high]
    start, end = max(pairwise(edges), key=lambda pair: pair[1] - pair[0])
    return (float(start), float(end)) if end - start >= _LEAST_GAP_INCHES * text.dpi else None


def _is_crossed(binary: Pixels, left: float, right: float) -> bool:
    """Whether rules run across the band; ink in most of its rows is the shadow of the gutter."""
    columns = slice(round(left * binary.shape[1]) + 1, max(round(right * binary.shape[1]) - 1, 2))
    crossed = float(np.mean((binary[:, columns] > 0).mean(axis=1) > _CROSSED))
    return 0 < crossed < _SHADOW
