"""Acceptance samples: their size, and that intervals hold what they promise."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.review.sampling import at_most, draw, rate, sample_size


@given(population=st.integers(1, 400), worst=st.floats(0, 0.5))
def test_the_size_is_the_smallest_that_finds_too_many_errors(population: int, worst: float) -> None:
    size = sample_size(population, worst)
    wrong = int(worst * population + 1e-9) + 1
    if wrong <= population:
        assert at_most(0, population, wrong, size) <= 0.05
        assert size == 1 or at_most(0, population, wrong, size - 1) > 0.05


def test_for_a_large_group_it_is_the_rule_of_three() -> None:
    assert sample_size(10_000_000, 0.01) == pytest.approx(3 / 0.01, rel=0.01)


def test_nothing_wrong_in_a_full_sample_meets_the_limit() -> None:
    size = sample_size(500, 0.02)
    assert rate(0, size, 500).bound <= 0.02
    assert rate(1, size, 500).bound > 0.02


@given(population=st.integers(1, 60), data=st.data())
def test_the_interval_holds_the_truth_where_all_was_looked_at(population: int, data: st.DataObject) -> None:
    errors = data.draw(st.integers(0, population))
    found = rate(errors, population, population)
    assert found.low == found.high == found.share == found.bound == errors / population


def test_intervals_hold_the_truth_in_at_least_95_of_100_groups() -> None:
    chance = random.Random(7)
    held = 0
    for _ in range(400):
        wrong = chance.randint(0, 40)
        met = sum(number < wrong for number in chance.sample(range(200), 50))
        found = rate(met, 50, 200)
        held += found.low <= wrong / 200 <= found.high
    assert held >= 0.95 * 400


def test_the_hypergeometric_distribution_sums_to_one() -> None:
    assert at_most(5, 20, 5, 8) == pytest.approx(1.0)
    assert at_most(0, 4, 2, 1) == pytest.approx(0.5)


def test_the_same_seed_draws_the_same_items() -> None:
    items = [f"trang {number}" for number in range(100)]
    assert draw(items, 10, 3) == draw(items, 10, 3) != draw(items, 10, 4)
    assert draw(items, 200, 3) == tuple(items)
