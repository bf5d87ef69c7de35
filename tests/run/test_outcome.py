"""How far a batch is, and how long it will take."""

from __future__ import annotations

import pytest

from pipeline.run import Progress


def test_files_that_were_not_opened_are_expected_to_be_like_the_others() -> None:
    state = Progress(2, 10, pages_done=6, pages_total=8, failed=0, seconds=3.0, files_opened=4, jobs=2)
    assert state.pages_per_second == 2.0
    assert state.pages_per_second_and_core == 1.0
    assert state.pages_expected == 20.0
    assert state.seconds_left == pytest.approx(7.0)


def test_nothing_is_promised_before_a_page_is_done() -> None:
    assert Progress(0, 10, 0, 0, 0, 1.0).seconds_left is None
