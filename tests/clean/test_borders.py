"""Dark edges go; print and tables near them stay."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.clean.borders import find_borders
from pipeline.clean.measure import ink
from tests.clean.drawing import text_page


def test_bar_and_wedge_are_found() -> None:
    page = text_page()
    page[:, :18] = 10
    cv2.fillPoly(page, [np.array([[0, 1753], [1239, 1753], [1239, 1715]], np.int32)], 0)
    mask = find_borders(ink(page), 150)
    assert mask[:, :16].all()
    assert mask[1740:1750, 1100:1230].all()
    assert not mask[100:1600, 60:1180].any()


def test_clean_page_has_no_borders() -> None:
    assert not find_borders(ink(text_page()), 150).any()


def test_a_table_that_stays_inside_is_no_border() -> None:
    page = text_page(lines=5)
    cv2.rectangle(page, (60, 600), (1180, 1500), 0, 2)
    assert not find_borders(ink(page), 150).any()
