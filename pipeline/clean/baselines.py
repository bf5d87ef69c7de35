"""The base lines of a page: which letters stand on one line, followed from letter to letter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.clean.letters import Letters, Numbers

_GAP_INCHES = 0.3
_OVERLAP_INCHES = -0.03
_STEP_INCHES = 0.022
_LEAST_LETTERS = 6
_MOST_LETTERS = 8000

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Baselines:
    """Feet of letters: rows of x, y in pixels of the letters' picture, and the line (0, 1, ...) of each."""

    points: Numbers
    line: Indices

    @property
    def count(self) -> int:
        """How many lines there are."""
        return int(self.line[-1]) + 1 if self.line.size else 0


def find_baselines(letters: Letters, level: Numbers) -> Baselines:
    """Return the letters of upright lines, sorted by line; `level` is how high the foot of each stands.

    Each letter is followed by the next one to its right, at most 0.3 inch away, whose `level` is at most 0.022 inch
    higher or lower; letters that hang below the line are passed over. So a line may bend: only from one letter to
    the next it must be nearly level.
    """
    order = np.argsort(letters.x, kind="stable")[:_MOST_LETTERS]
    left, width = letters.x[order], letters.width[order]
    following = _following(left, left + width, level[order], letters.dpi)
    return _collected(letters.feet[order], following)


def _following(left: Numbers, right: Numbers, level: Numbers, dpi: float) -> Indices:
    """Return for each letter (sorted by left edge) the index of the one that follows it on its line, or -1."""
    count = left.size
    following = np.full(count, -1, dtype=np.int64)
    nearest = np.full(count, np.inf)
    for ahead in range(1, count):
        gap = left[ahead:] - right[:-ahead]
        if gap.min() > _GAP_INCHES * dpi:
            break
        step = np.abs(level[ahead:] - level[:-ahead])
        fits = (gap > _OVERLAP_INCHES * dpi) & (gap < _GAP_INCHES * dpi) & (step < _STEP_INCHES * dpi)
        cost = gap + 3 * step
        better = np.flatnonzero(fits & (cost < nearest[:-ahead]))
        nearest[better] = cost[better]
        following[better] = better + ahead
    return following


def _collected(feet: Numbers, following: Indices) -> Baselines:
    """Follow the letters from line to line; a letter that two claim goes to the first."""
    line = np.full(feet.shape[0], -1, dtype=np.int64)
    chains: list[list[int]] = []
    for start in range(feet.shape[0]):
        if line[start] >= 0:
            continue
        chain = []
        at = start
        while at >= 0 and line[at] < 0:
            line[at] = len(chains)
            chain.append(at)
            at = int(following[at])
        if at >= 0 and chain:  # it runs into a line that was begun before: the two are one
            chains[line[at]] += chain
            line[chain] = line[at]
        else:
            chains.append(chain)
    kept = [chain for chain in chains if len(chain) >= _LEAST_LETTERS]
    if not kept:
        return Baselines(np.empty((0, 2)), np.empty(0, dtype=np.int64))
    numbers = np.repeat(np.arange(len(kept)), [len(chain) for chain in kept])
    return Baselines(feet[np.concatenate(kept)], numbers)
