"""Punch holes: dark discs near an edge of the sheet, where a file held it."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.clean.measure import Pieces, as_pixels

_SIZE_INCHES = (0.15, 0.34)
_ROUND = 1.25
_FILLED = (0.68, 0.9)
_REACH_INCHES = 0.9
_RIM_INCHES = 0.02
_OFF_THE_DISC = 0.1  # of the pixels of the box: a clogged, bold letter fills corners and leaves gaps


def find_holes(found: Pieces, dpi: int) -> npt.NDArray[np.bool_]:
    """Return the pixels of punch holes, with their rim, among the pieces of ink `found`.

    A hole is a filled disc (pi / 4 of its box) of 4 to 8 mm whose middle lies within 0.9 inch of an edge: larger than
    any letter or bullet, smaller than a seal.
    """
    height, width = found.labels.shape
    low, high = (inches * dpi for inches in _SIZE_INCHES)
    shorter = np.minimum(found.width, found.height)
    filled = found.area / np.maximum(1, found.width * found.height)
    x, y = found.left + found.width / 2, found.top + found.height / 2
    to_edge = np.minimum(np.minimum(x, width - x), np.minimum(y, height - y))
    is_hole = (
        (shorter > low)
        & (found.size < high)
        & (found.size < _ROUND * shorter)
        & (filled > _FILLED[0])
        & (filled < _FILLED[1])
        & (to_edge < _REACH_INCHES * dpi)
    )
    for index in np.flatnonzero(is_hole).tolist():
        is_hole[index] = _is_disc(found, index)
    if not is_hole.any():
        return np.zeros((height, width), dtype=np.bool_)
    rim = 2 * max(1, round(_RIM_INCHES * dpi)) + 1
    grown: npt.NDArray[np.bool_] = cv2.dilate(as_pixels(found.mask(is_hole)), np.ones((rim, rim), np.uint8)) > 0
    return grown


def _is_disc(found: Pieces, index: int) -> bool:
    """Whether a piece is the disc (or ellipse) that its box holds, but for its rim."""
    window = found.window(index)
    own = as_pixels((found.labels[window] == index + 1).astype(np.uint8))
    tall, wide = own.shape
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (wide, tall))
    return int(np.count_nonzero(disc != own)) < _OFF_THE_DISC * own.size
