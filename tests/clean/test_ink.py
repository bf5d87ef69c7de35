"""Red stamps and blue signatures fade; black print under them, and small blue writing, stays."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.clean.ink import Separated, separate
from pipeline.model import MarkKind
from pipeline.raster import Pixels
from tests.clean.drawing import text_page

DPI = 150
RED = np.array([70, 60, 215], np.float64)
BLUE = np.array([200, 80, 50], np.float64)


def inked(page: Pixels, mask: Pixels, colour: np.ndarray) -> Pixels:
    """Lay transparent `colour` (BGR) over the page, as ink on paper: the channels multiply."""
    out = np.repeat(page[:, :, None], 3, axis=2).astype(np.float64)
    out[mask > 0] *= colour / 255
    return out.astype(np.uint8)


def faded(colour: Pixels) -> Separated:
    return separate(colour, cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY).astype(np.uint8), DPI)


def seal(page: Pixels) -> Pixels:
    mask = np.zeros_like(page)
    cv2.circle(mask, (700, 900), 105, 255, 8)
    cv2.circle(mask, (700, 900), 80, 255, 3)
    cv2.putText(mask, "QUAN", (650, 910), cv2.FONT_HERSHEY_COMPLEX, 1.1, 255, 2)
    return mask


def test_red_seal_fades_and_black_print_under_it_stays() -> None:
    page = text_page()
    mask = seal(page)
    found = faded(inked(page, mask, RED))
    print_under = (mask > 0) & (page < 60)
    bare_under = (mask > 0) & (page > 250)
    assert found.grey[print_under].mean() < 90
    assert found.grey[bare_under].min() > 200
    assert [mark.kind for mark in found.marks] == [MarkKind.SEAL]
    assert abs(found.marks[0].x0 - 590) < 15
    assert abs(found.marks[0].y1 - 1010) < 15


def test_red_title_beside_the_seal_stays() -> None:
    page = text_page(lines=10)
    mask = seal(page)
    title = np.zeros_like(page)
    cv2.putText(title, "PHO GIAM DOC", (830, 880), cv2.FONT_HERSHEY_COMPLEX, 0.7, 255, 2)
    found = faded(inked(page, cv2.max(mask, title).astype(np.uint8), RED))
    assert found.grey[title > 0].mean() < 170
    assert found.grey[mask > 0].mean() > 230


def test_half_a_seal_at_the_edge_fades() -> None:
    page = text_page(lines=10)
    mask = np.zeros_like(page)
    cv2.circle(mask, (1239, 900), 100, 255, 8)
    cv2.putText(mask, "QU", (1180, 910), cv2.FONT_HERSHEY_COMPLEX, 0.8, 255, 2)
    found = faded(inked(page, mask, RED))
    assert found.grey[mask > 0].mean() > 230
    assert [mark.kind for mark in found.marks] == [MarkKind.HALF_SEAL]


def test_large_blue_signature_fades() -> None:
    page = text_page()
    mask = np.zeros_like(page)
    cv2.ellipse(mask, (700, 900), (150, 60), 20, 0, 300, 255, 4)
    found = faded(inked(page, mask, BLUE))
    assert found.grey[(mask > 0) & (page > 250)].min() > 200
    assert [mark.kind for mark in found.marks] == [MarkKind.HANDWRITING]


def test_small_blue_writing_stays() -> None:
    page = text_page()
    mask = np.zeros_like(page)
    cv2.putText(mask, "15", (300, 100), cv2.FONT_HERSHEY_COMPLEX, 0.9, 255, 2)
    found = faded(inked(page, mask, BLUE))
    assert found.grey[mask > 0].mean() < 150


def test_page_without_coloured_ink_is_only_made_grey() -> None:
    page = text_page()
    found = faded(np.repeat(page[:, :, None], 3, axis=2))
    assert np.array_equal(found.grey, page)
    assert not found.marks
