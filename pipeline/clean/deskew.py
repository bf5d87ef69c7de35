"""The slant of a page, from how sharply its lines stand out when they are summed along a direction."""

from __future__ import annotations

import numpy as np

from pipeline.clean.letters import Letters, sharpness

LEAST_SKEW = 0.05
"""A smaller slant, in degrees, is left alone."""

_WIDEST = 12.0
_LEAST_LETTERS = 12
_PEAK = 1.5


def find_skew(letters: Letters) -> float:
    """Return the slant in degrees, positive where the lines fall to the right (clockwise); 0 where none is sure.

    Method: the projection profile (W. Postl, "Detection of linear oblique structures and skew scan in digitized
    documents", 1986) of the feet of the letters of an upright page, first coarse, then fine.
    """
    if letters.count < _LEAST_LETTERS:
        return 0.0
    points = letters.feet
    coarse = np.arange(-_WIDEST, _WIDEST + 0.01, 0.25)
    scores = sharpness(points, coarse)
    best = float(coarse[int(np.argmax(scores))])
    if scores.max() < _PEAK * float(np.median(scores)):
        return 0.0
    for step, bin_height in ((0.05, 0.7), (0.02, 0.5)):
        fine = np.asarray(best + np.arange(-6, 7) * step, dtype=np.float64)
        scores = sharpness(points, fine, bin_height)
        smooth = np.convolve(scores, (0.25, 0.5, 0.25), mode="same")
        smooth[[0, -1]] = 0
        best = float(fine[int(np.argmax(smooth))])
    return round(best, 3)
