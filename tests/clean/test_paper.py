"""The sheet in a photograph is found; a scan has none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.clean.paper import find_sheet, straightening
from tests.clean.drawing import text_page

CORNERS = np.array([[90, 70], [1290, 110], [1320, 1780], [60, 1830]], np.float32)


def test_corners_of_a_photographed_sheet() -> None:
    page = text_page()
    height, width = page.shape
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, CORNERS)
    photo = cv2.warpPerspective(page, matrix, (1400, 1900), borderValue=110).astype(np.uint8)
    found = find_sheet(photo)
    assert found is not None
    assert np.abs(found - CORNERS).max() < 12
    _, new_width, new_height = straightening(found)
    assert new_width == pytest.approx(1250, abs=40)
    assert new_height == pytest.approx(1700, abs=60)


def test_a_scan_has_no_sheet() -> None:
    assert find_sheet(text_page()) is None


def test_a_shadow_across_a_scan_is_no_sheet() -> None:
    page = text_page().astype(np.float32)
    height, width = page.shape
    light = np.ones((height, width), np.float32)
    light[: int(0.65 * height)] = 0.86
    page *= cv2.GaussianBlur(light, (0, 0), 60)
    rim = round(0.012 * width)
    for side in (page[:rim], page[-rim:], page[:, :rim], page[:, -rim:]):
        side[:] = 40
    found = find_sheet(page.astype(np.uint8))
    assert found is None or cv2.contourArea(found.astype(np.float32)) > 0.93 * height * width
