"""The bend of a sheet that did not lie flat: measured on the base lines of its text, then taken out.

Paper bends in one direction, so that its lines of print become curves that are much alike, and change slowly from
the top to the bottom of the page. A smooth surface is fitted to how far the feet of the letters lie above or below
their lines (compare L. Tian and S. Narasimhan, "Rectification and 3D Reconstruction of Curved Document Images",
2011, and A. Ulges et al., "Document Image Dewarping using Robust Estimation of Curled Text Lines", 2005; here the
surface is a product of Legendre polynomials, fitted by robust least squares to all lines at once).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.polynomial import legendre

from pipeline.clean.baselines import Baselines, find_baselines
from pipeline.clean.geometry import Matrix, carried
from pipeline.clean.letters import Letters, Numbers
from pipeline.raster import Bend

_DEGREES_ALONG = (1, 2, 3, 4, 5, 6)
_DEGREES_DOWN = 3
_LINES_A_DEGREE = 6
_LEAST_LINES = 3
_LEAST_WIDTH = 0.5
_LEAST_LENGTH_INCHES = 1.0
_LEAST_BEND_INCHES = 0.025
_LEAST_GAIN = 0.3
_ROUNDS = 4
_PASSES = 4
_SETTLED_INCHES = 0.006
_RIDGE = 3e-3
_GRID = (25, 41)


@dataclass(frozen=True, slots=True, eq=False)
class Curl:
    """How a page is bent: `bend` in pixels of the straightened page, `inches` from its highest to its lowest."""

    bend: Bend
    inches: float


def find_curl(text: Letters, matrix: Matrix, width: int, height: int, dpi: float) -> Curl | None:
    """Return the bend of a page of `width` x `height` pixels at `dpi`; `matrix` (affine) takes `text` onto it.

    None where the page is flat, or has too little text to tell: fewer than three long lines over half its width, a
    bend below 0.025 inch (7 pixels at 300 dpi), or one that explains little of how the letters stray. Where lines
    bend so much that they could not be followed to their end, they are followed again as they are then known.
    """
    feet = carried(text.feet, matrix)
    level = feet[:, 1].copy()
    found: Curl | None = None
    for _ in range(_PASSES):
        lines = find_baselines(text, level * (text.dpi / dpi))
        better = fit_curl(replace(lines, points=carried(lines.points, matrix)), width, height, dpi)
        if better is None:
            return found
        is_settled = found is not None and abs(better.inches - found.inches) < _SETTLED_INCHES
        found = better
        if is_settled:
            break
        level = feet[:, 1] - np.array([found.bend.shift(x, y) for x, y in feet.tolist()])
    return found


def fit_curl(lines: Baselines, width: int, height: int, dpi: float) -> Curl | None:
    """Return the bend that makes `lines` of a page of `width` x `height` pixels level; None as `find_curl`."""
    kept = _long_lines(lines, _LEAST_LENGTH_INCHES * dpi)
    if kept.count < _LEAST_LINES or np.ptp(kept.points[:, 0]) < _LEAST_WIDTH * width:
        return None
    low, high = kept.points.min(axis=0), kept.points.max(axis=0)
    low[1], high[1] = low[1] - 1, high[1] + 1
    degrees = min(_DEGREES_DOWN, 1 + kept.count // _LINES_A_DEGREE)  # a few lines say nothing of top and bottom
    surface = _fit(kept, low, high, degrees)
    if surface is None:
        return None
    rows, columns = _GRID
    ys, xs = np.meshgrid(np.linspace(0, height, rows), np.linspace(0, width, columns), indexing="ij")
    lift = (_features(np.column_stack([xs.ravel(), ys.ravel()]), low, high, degrees) @ surface).reshape(_GRID)
    depth = _depth(kept, _features(kept.points, low, high, degrees) @ surface) / dpi
    if depth < _LEAST_BEND_INCHES:
        return None
    grid = tuple(tuple(round(float(value), 2) for value in row) for row in lift)
    return Curl(Bend(width, height, grid), depth)


def _depth(lines: Baselines, lift: Numbers) -> float:
    """Return how far the most bent tenth of the lines bend, each from its highest to its lowest letter."""
    highest, lowest = np.full(lines.count, np.inf), np.full(lines.count, -np.inf)
    np.minimum.at(highest, lines.line, lift)
    np.maximum.at(lowest, lines.line, lift)
    return float(np.percentile(lowest - highest, 90))


def _long_lines(lines: Baselines, length: float) -> Baselines:
    """Return only the lines longer than `length` pixels, numbered anew."""
    if not lines.count:
        return lines
    left = np.full(lines.count, np.inf)
    right = np.full(lines.count, -np.inf)
    np.minimum.at(left, lines.line, lines.points[:, 0])
    np.maximum.at(right, lines.line, lines.points[:, 0])
    is_long = right - left > length
    kept = is_long[lines.line]
    return Baselines(lines.points[kept], (np.cumsum(is_long) - 1)[lines.line[kept]])


def _features(points: Numbers, low: Numbers, high: Numbers, degrees: int) -> Numbers:
    """Return the products of Legendre polynomials at `points`, `degrees` of them down the page.

    Beyond `low` and `high` they stay as they are there.
    """
    scaled = np.clip(2 * (points - low) / (high - low) - 1, -1, 1)
    along = legendre.legvander(scaled[:, 0], max(_DEGREES_ALONG))
    down = legendre.legvander(scaled[:, 1], degrees - 1)
    return np.column_stack([along[:, i] * down[:, j] for j in range(degrees) for i in _DEGREES_ALONG])


def _fit(lines: Baselines, low: Numbers, high: Numbers, degrees: int) -> Numbers | None:
    """Return the weights of the features that make the lines straight and level; None where they gain little.

    The level of each line is free: both sides are taken relative to the line's mean. Letters that hang or float are
    weighted down from round to round (Tukey's biweight).
    """
    features = _features(lines.points, low, high, degrees)
    level = lines.points[:, 1]
    weight: Numbers = np.ones(level.size)
    found: Numbers = np.zeros(features.shape[1])
    left = _relative(level, lines, weight)
    before = float(np.median(np.abs(left)))
    ridge = np.eye(features.shape[1]) * _RIDGE * level.size
    for _ in range(_ROUNDS):
        own = np.column_stack([_relative(column, lines, weight) for column in features.T])
        weighted = own * weight[:, None]
        wanted = weighted.T @ _relative(level, lines, weight)
        found = np.asarray(np.linalg.solve(weighted.T @ own + ridge, wanted), dtype=np.float64)
        left = _relative(level - features @ found, lines, weight)
        spread = max(0.3, 1.5 * float(np.median(np.abs(left))))
        weight = np.asarray(np.clip(1 - (left / (4 * spread)) ** 2, 0, 1) ** 2, dtype=np.float64)
    after = float(np.median(np.abs(left)))
    return found if after < (1 - _LEAST_GAIN) * before else None


def _relative(values: Numbers, lines: Baselines, weight: Numbers) -> Numbers:
    """Return `values` less the weighted mean of their line."""
    total = np.bincount(lines.line, weight)
    mean = np.bincount(lines.line, values * weight) / np.maximum(total, 1e-9)
    return np.asarray(values - mean[lines.line], dtype=np.float64)
