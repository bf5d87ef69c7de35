"""A page is turned upright whichever way it was fed."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.clean.letters import find_letters
from pipeline.clean.measure import ink, pieces
from pipeline.clean.orientation import find_orientation
from tests.clean.drawing import slanted, text_page


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("slant", [0.0, 1.6])
def test_turn_is_found(turned: int, slant: float) -> None:
    page = np.ascontiguousarray(np.rot90(slanted(text_page(lines=12), slant), -turned // 90))
    found = find_orientation(find_letters(pieces(ink(page)), 150))
    assert found.is_sure
    assert (found.rotation + turned) % 360 == 0


def test_a_page_without_text_is_left_alone_and_unsure() -> None:
    found = find_orientation(find_letters(pieces(np.zeros((400, 300), np.uint8)), 150))
    assert (found.rotation, found.is_sure) == (0, False)
