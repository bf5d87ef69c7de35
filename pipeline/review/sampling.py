"""Acceptance samples: how many items to look at, which ones, and what their errors say of the whole group.

The plan is zero-acceptance sampling without replacement (Squeglia, "Zero Acceptance Number Sampling Plans"; for large
groups the rule of three): so many items that, if more than the accepted share of the group were wrong, at least one
error would be met with a probability of 95 %. Intervals are exact for a finite group (Wright, "Exact confidence bounds
when sampling from small finite universes", 1991): the hypergeometric distribution is turned round, nothing is
approximated.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

RISK = 0.05
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Rate:
    """Errors met among items looked at: their share, its 95 % interval in the group, and the bound that is tested.

    `bound` is the largest share of errors in the group that is not refuted at 95 % (one-sided).
    """

    errors: int
    looked_at: int
    share: float
    low: float
    high: float
    bound: float


def sample_size(population: int, worst: float) -> int:
    """Return how many of `population` items to look at, so that none wrong shows that at most `worst` of them are.

    >>> sample_size(10_000, 0.01), sample_size(200, 0.03), sample_size(10, 0.05), sample_size(0, 0.05)
    (291, 69, 10, 0)
    """
    errors = math.floor(worst * population + 1e-9) + 1  # the first number of errors that is too many
    if population <= 0 or errors > population:
        return max(0, population)
    low, high = 1, population
    while low < high:
        middle = (low + high) // 2
        if at_most(0, population, errors, middle) <= RISK:
            high = middle
        else:
            low = middle + 1
    return low


def draw(items: Sequence[Item], size: int, seed: int) -> tuple[Item, ...]:
    """Return `size` of `items` (all, where there are no more), drawn with `seed`, in their own order."""
    chosen = random.Random(seed).sample(range(len(items)), min(size, len(items)))  # noqa: S311 - to be repeated
    return tuple(items[number] for number in sorted(chosen))


def rate(errors: int, looked_at: int, population: int) -> Rate:
    """Return what `errors` among `looked_at` of `population` items (at least one was looked at) say of the group."""
    return Rate(
        errors=errors,
        looked_at=looked_at,
        share=errors / looked_at,
        low=_fewest(errors, looked_at, population, RISK / 2) / population,
        high=_most(errors, looked_at, population, RISK / 2) / population,
        bound=_most(errors, looked_at, population, RISK) / population,
    )


def at_most(errors: int, population: int, wrong: int, size: int) -> float:
    """Return how probable at most `errors` are among `size` of `population` items of which `wrong` are wrong.

    >>> round(at_most(0, 10, 5, 1), 3)
    0.5
    """
    whole = _log_choose(population, size)
    fewest = max(0, size - (population - wrong))
    terms = range(fewest, min(errors, wrong, size) + 1)
    right = population - wrong
    logs = (_log_choose(wrong, met) + _log_choose(right, size - met) - whole for met in terms)
    return min(1.0, math.fsum(math.exp(log) for log in logs))


def _most(errors: int, size: int, population: int, risk: float) -> int:
    """Return the largest number of wrong items at which so few errors are not less probable than `risk`."""
    low, high = errors, population - (size - errors)
    while low < high:
        middle = (low + high + 1) // 2
        if at_most(errors, population, middle, size) > risk:
            low = middle
        else:
            high = middle - 1
    return low


def _fewest(errors: int, size: int, population: int, risk: float) -> int:
    """Return the smallest number of wrong items at which so many errors are not less probable than `risk`."""
    if errors == 0:
        return 0
    low, high = errors, population - (size - errors)
    while low < high:
        middle = (low + high) // 2
        if 1 - at_most(errors - 1, population, middle, size) > risk:
            high = middle
        else:
            low = middle + 1
    return low


def _log_choose(of: int, taken: int) -> float:
    return math.lgamma(of + 1) - math.lgamma(taken + 1) - math.lgamma(of - taken + 1)
