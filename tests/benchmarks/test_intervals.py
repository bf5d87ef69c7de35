from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.ocr.intervals import Estimate, decimals, mean, median, ratio, share, shown

RATES = st.lists(st.floats(0, 1), min_size=2, max_size=12)


@given(RATES)
def test_the_mean_lies_in_its_interval(values: list[float]) -> None:
    found = mean(values)
    assert found.low is not None
    assert found.high is not None
    assert found.low - 1e-9 <= found.value <= found.high + 1e-9
    assert found.count == len(values)


def test_pages_of_one_document_are_no_sample() -> None:
    assert mean([0.1, 0.9], ["s26", "s26"]).low is None
    assert median([0.1, 0.9], ["s26", "s26"]).low is None


def test_documents_are_drawn_whole() -> None:
    alone = mean([0.0, 0.0, 0.0, 1.0, 1.0, 1.0])
    together = mean([0.0, 0.0, 0.0, 1.0, 1.0, 1.0], ["a", "a", "a", "b", "b", "b"])
    assert alone.value == together.value == 0.5
    assert (together.low, together.high) == (0.0, 1.0)
    assert alone.low is not None
    assert alone.low > 0


def test_a_ratio_weighs_by_size() -> None:
    assert ratio([1.0, 9.0], [1.0, 3.0]).value == 2.5


def test_the_median_is_not_moved_by_one_ruined_page() -> None:
    assert median([0.01, 0.01, 0.02, 0.02, 1.0]).value == 0.02


def test_nothing_wrong_in_ten_is_no_proof_of_never() -> None:
    found = share(0, 10)
    assert found.value == 0
    assert found.high == pytest.approx(0.278, abs=0.001)


@pytest.mark.parametrize(
    ("low", "high", "digits"), [(0.0, 0.1, 1), (0.0, 0.02, 2), (0.0, 60.0, 0), (0.4, 0.47, 2), (1.0, 1.0, 0)]
)
def test_no_digit_below_the_interval(low: float, high: float, digits: int) -> None:
    assert decimals(Estimate((low + high) / 2, low, high, 5)) in {digits, digits + 1}


def test_wider_intervals_show_fewer_digits() -> None:
    assert shown(Estimate(0.12345, 0.12, 0.126, 50), 100) == "12.35 [12.00, 12.60]"
    assert shown(Estimate(0.12345, 0.02, 0.22, 50), 100) == "12 [2, 22]"
    assert shown(None) == "–"
