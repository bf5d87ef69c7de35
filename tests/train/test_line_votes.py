"""Which lines of a scan count as agreed on."""

from __future__ import annotations

import pytest

from pipeline.train.line_votes import ReadLine, agreed, shared

PLACE = (100, 200, 600, 40)
LINE = ReadLine(PLACE, "Căn cứ Luật – điều")


@pytest.mark.parametrize(
    ("other", "is_agreed"),
    [
        (ReadLine(PLACE, "Căn cứ Luật – điều"), True),
        (ReadLine((103, 198, 598, 43), "Căn cứ Luật - điều"), True),  # a dash is a dash
        (ReadLine(PLACE, "Căn cứ Luật – điêu"), False),
        (ReadLine((100, 260, 600, 40), "Căn cứ Luật – điều"), False),  # the next line
        (ReadLine((900, 200, 600, 40), "Căn cứ Luật – điều"), False),
    ],
)
def test_a_line_needs_one_voter_with_the_same_text_in_the_same_place(other: ReadLine, is_agreed: bool) -> None:
    assert list(agreed([LINE], [[], [other]])) == ([LINE] if is_agreed else [])


def test_short_and_tall_lines_are_left_out() -> None:
    short, tall = ReadLine(PLACE, "Số: 12"), ReadLine((100, 200, 600, 150), "ỦY BAN NHÂN DÂN")
    assert list(agreed([short, tall], [[short, tall]])) == []


def test_what_two_boxes_share() -> None:
    assert shared(PLACE, PLACE) == 1.0
    assert shared(PLACE, (100, 240, 600, 40)) == 0.0
    assert shared((0, 0, 10, 10), (0, 5, 10, 10)) == pytest.approx(1 / 3)
