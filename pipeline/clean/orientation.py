"""Which way up a page is, from the letters alone.

The feet of the letters of a line stand on one base line; their heads do not reach one height (ascenders, capitals,
tone marks). So of the four sides of all letters, that side is the foot which falls into the sharpest lines.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.clean.letters import Letters, sharpness

_LEAST_LETTERS = 40
_SURE = 1.08
_SLANTS = np.arange(-5.0, 5.01, 0.25)
_FINE_SLANTS = np.arange(-0.25, 0.26, 0.03)
_TURN_OF_SIDE = (0, 270, 180, 90)


@dataclass(frozen=True, slots=True)
class Orientation:
    """The clockwise turn (0, 90, 180, 270) that puts a page upright, and whether the measures were clear."""

    rotation: int
    is_sure: bool


def find_orientation(letters: Letters) -> Orientation:
    """Return how to turn the page with these letters. A page with hardly any text stays as it is, unsure."""
    if letters.count < _LEAST_LETTERS:
        return Orientation(0, is_sure=False)
    scores = side_scores(letters)
    best = int(np.argmax(scores))
    second = sorted(scores)[-2]
    is_sure = scores[best] > _SURE * second
    return Orientation(_TURN_OF_SIDE[best] if is_sure else 0, is_sure)


def side_scores(letters: Letters) -> list[float]:
    """Return how sharply the letters line up by their lower, left, upper and right side; 1 is by chance."""
    middle_x, middle_y = letters.x + letters.width / 2, letters.y + letters.height / 2
    sides = (
        (middle_x, letters.y + letters.height),
        (middle_y, letters.x),
        (middle_x, letters.y),
        (middle_y, letters.x + letters.width),
    )
    return [_lined_up(along, across) for along, across in sides]


def _lined_up(along: npt.NDArray[np.float64], across: npt.NDArray[np.float64]) -> float:
    points = np.column_stack([along, across])
    by_chance = along.size**2 / (float(np.ptp(across)) + 1)
    near = _SLANTS[int(np.argmax(sharpness(points, _SLANTS)))]
    return float(sharpness(points, near + _FINE_SLANTS, 1.0).max()) / by_chance
