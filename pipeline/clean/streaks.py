"""Streaks: thin lines from edge to edge along which a dirty scanner glass was drawn over the sheet."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.clean.measure import as_pixels
from pipeline.raster import Pixels

_BAND_INCHES = 0.04
_AROUND_INCHES = 0.08
_WIDEST_INCHES = 0.025
_LEAST_DEPTH = 8
_LEAST_SHARE = 0.92
_GLANCE, _GLANCE_SHARE = 8, 0.75  # of every eighth band this much must be darker before all are looked at
_MOST_STREAKS = 40

Columns = npt.NDArray[np.bool_]


def find_streaks(grey: Pixels, dpi: int) -> Columns:
    """Return which columns of `grey` are part of an upright streak.

    Such a column is darker than the paper around it over 92 % of the height of the page, margins and the gaps
    between lines included: no print and no table reaches as far. Streaks are thinner than 0.025 inch.
    """
    height, width = grey.shape
    out = np.zeros(width, dtype=np.bool_)
    bands = max(8, round(height / (_BAND_INCHES * dpi)))
    tall = height // bands
    glance = grey[: tall * (height // tall)].reshape(-1, tall, width)[::_GLANCE].reshape(-1, width)
    if not np.any(_darker(np.ascontiguousarray(glance), max(1, glance.shape[0] // tall), dpi) > _GLANCE_SHARE):
        return out
    found: Columns = _darker(grey, bands, dpi) > _LEAST_SHARE
    runs = _runs(found)
    widest = max(2, round(_WIDEST_INCHES * dpi))
    margin = max(2, round(_AROUND_INCHES * dpi))  # at the edge itself are borders
    kept = [(start, end) for start, end in runs if end - start <= widest and margin <= start and end <= width - margin]
    if len(kept) <= _MOST_STREAKS:
        for start, end in kept:
            out[max(0, start - 1) : end + 1] = True
    return out


def _darker(grey: Pixels, bands: int, dpi: int) -> npt.NDArray[np.float64]:
    """Return in which part of the `bands` of `grey` each column is darker than the paper around it."""
    small = as_pixels(cv2.resize(grey, (grey.shape[1], bands), interpolation=cv2.INTER_AREA))
    reach = 2 * max(1, round(_AROUND_INCHES * dpi)) + 1
    around = cv2.dilate(small, np.ones((1, reach), np.uint8))
    darker = as_pixels(cv2.threshold(cv2.subtract(around, small), _LEAST_DEPTH - 1, 1, cv2.THRESH_BINARY)[1])
    return cv2.reduce(darker, 0, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel() / bands


def without_streaks(grey: Pixels, streaks: Columns) -> Pixels:
    """Return `grey` with each streak filled from the columns beside it; print that crosses it stays."""
    out = grey.copy()
    for start, end in _runs(streaks):
        left = grey[:, max(0, start - 1)].astype(np.float32)[:, None]
        right = grey[:, min(grey.shape[1] - 1, end)].astype(np.float32)[:, None]
        share = (np.arange(start, end, dtype=np.float32)[None, :] - start + 1) / (end - start + 1)
        between = np.rint(left * (1 - share) + right * share).astype(np.uint8)
        out[:, start:end] = np.maximum(grey[:, start:end], between)
    return out


def _runs(flags: Columns) -> list[tuple[int, int]]:
    """Return first and past-last index of each run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
