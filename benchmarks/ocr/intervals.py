"""Figures with their 95 % intervals, and how many of their digits may be shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RESAMPLES = 2000
_TAILS = (0.025, 0.975)
_Z = 1.959964  # of the normal distribution, two-sided 95 %

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval, None where too little was seen for one. `count` is how many values it is of."""

    value: float
    low: float | None
    high: float | None
    count: int

    def scaled(self, factor: float) -> Estimate:
        """Return the estimate in another unit."""
        low, high = (None if end is None else end * factor for end in (self.low, self.high))
        return Estimate(self.value * factor, low, high, self.count)


def mean(values: Sequence[float], clusters: Sequence[str] | None = None) -> Estimate:
    """Return the mean of `values`, at least one; whole clusters (documents) are drawn again, not single values."""
    return ratio(values, [1.0] * len(values), clusters)


def ratio(over: Sequence[float], under: Sequence[float], clusters: Sequence[str] | None = None) -> Estimate:
    """Return the sum of `over` by the sum of `under`, which are pairs, with a bootstrap interval over clusters."""
    tops, bottoms = _sums(over, clusters), _sums(under, clusters)
    value = float(tops.sum() / bottoms.sum())
    if len(tops) < 2:
        return Estimate(value, None, None, len(over))
    drawn = _drawn(len(tops))
    low, high = np.quantile(tops[drawn].sum(axis=1) / bottoms[drawn].sum(axis=1), _TAILS)
    return Estimate(value, float(low), float(high), len(over))


def median(values: Sequence[float], clusters: Sequence[str] | None = None) -> Estimate:
    """Return the median of `values`, at least one, with a bootstrap interval over clusters."""
    found = np.asarray(values, dtype=np.float64)
    value = float(np.median(found))
    parts = _parts(found, clusters)
    if len(parts) < 2:
        return Estimate(value, None, None, len(found))
    drawn = [float(np.median(np.concatenate([parts[place] for place in places]))) for places in _drawn(len(parts))]
    low, high = np.quantile(drawn, _TAILS)
    return Estimate(value, float(low), float(high), len(found))


def share(hits: int, count: int) -> Estimate:
    """Return `hits` of `count` (at least one) with Wilson's interval, which does not vanish where all were right."""
    found = hits / count
    middle = found + _Z**2 / (2 * count)
    half = _Z * math.sqrt(found * (1 - found) / count + _Z**2 / (4 * count**2))
    whole = 1 + _Z**2 / count
    return Estimate(found, max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole), count)


def _sums(values: Sequence[float], clusters: Sequence[str] | None) -> Floats:
    return np.array([part.sum() for part in _parts(np.asarray(values, dtype=np.float64), clusters)])


def _parts(values: Floats, clusters: Sequence[str] | None) -> list[Floats]:
    """Return the values of each cluster; without clusters each value is its own."""
    names = np.asarray(clusters) if clusters is not None else np.arange(len(values))
    return [values[names == name] for name in np.unique(names)]


def _drawn(count: int) -> npt.NDArray[np.int64]:
    return np.random.default_rng(0).integers(0, count, (RESAMPLES, count))


def decimals(estimate: Estimate) -> int:
    """Return how many decimals its interval allows: two digits of half its width up to 0.35, 3.5 ..., else one.

    That is the rule of the Particle Data Group. Where all values are equal nothing below 1/n shows.

    >>> decimals(Estimate(0.4312, 0.2, 0.6, 10)), decimals(Estimate(1.6, 1.2, 2.2, 10))
    (2, 1)
    """
    if estimate.low is None or estimate.high is None:
        return 0
    half = (estimate.high - estimate.low) / 2
    if half <= 0:
        return 0
    power = math.floor(math.log10(half))
    is_fine = half / 10.0**power < 3.55
    return max(0, 1 - power if is_fine else -power)


def shown(estimate: Estimate | None, unit: float = 1.0) -> str:
    """Return an estimate as it stands in a table, with no more digits than it has; `unit` scales it (100: percent).

    >>> shown(Estimate(0.004312, 0.002, 0.006, 10), 100)
    '0.43 [0.20, 0.60]'
    >>> shown(Estimate(0.9, None, None, 1), 100)
    '90'
    """
    if estimate is None:
        return "–"
    scaled = estimate.scaled(unit)
    digits = decimals(scaled)
    if scaled.low is None or scaled.high is None:
        return f"{scaled.value:.2g}" if abs(scaled.value) < 10 else f"{scaled.value:.0f}"
    if scaled.low == scaled.high:
        return f"{scaled.value:.{digits}f}"
    return f"{scaled.value:.{digits}f} [{scaled.low:.{digits}f}, {scaled.high:.{digits}f}]"
