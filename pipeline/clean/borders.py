"""Dark edges: shadows of the lid, black bars and wedges of a feeder. They become paper."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.clean.measure import as_pixels, pieces
from pipeline.raster import Pixels

_WORK_DPI = 75
_MARGIN_INCHES = 0.7
_LEAST_LENGTH = 0.06
_WIDEST_SHARE = 0.12


def find_borders(binary: Pixels, dpi: int) -> npt.NDArray[np.bool_]:
    """Return the pixels of dark edges: ink (255 in `binary`) that touches an edge, runs along it, and is no text.

    Only ink within 0.7 inch of the edge is taken, so a table that runs off the page loses nothing but its rim.
    """
    factor = min(1.0, _WORK_DPI / dpi)
    height, width = binary.shape
    small = cv2.resize(binary, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    solid = cv2.morphologyEx((small > 100).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    found = pieces(as_pixels(solid))
    rows, columns = solid.shape
    right, bottom = found.left + found.width, found.top + found.height
    at_side = (found.left <= 1) | (right >= columns - 1)
    at_end = (found.top <= 1) | (bottom >= rows - 1)
    along_side = at_side & (found.height > _LEAST_LENGTH * rows)
    along_end = at_end & (found.width > _LEAST_LENGTH * columns)
    dense = found.area > 0.3 * np.minimum(found.width, _WIDEST_SHARE * columns) * np.minimum(found.height, rows)
    dense |= found.area > 0.3 * np.minimum(found.height, _WIDEST_SHARE * rows) * found.width
    mask = found.mask((along_side | along_end) & dense)
    mask &= _margin(rows, columns, round(_MARGIN_INCHES * dpi * factor))
    if not mask.any():
        return np.zeros((height, width), dtype=np.bool_)
    grown = cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8), iterations=2)
    full: npt.NDArray[np.bool_] = cv2.resize(grown, (width, height), interpolation=cv2.INTER_NEAREST) > 0
    return full


def _margin(rows: int, columns: int, reach: int) -> npt.NDArray[np.bool_]:
    margin = np.ones((rows, columns), dtype=np.bool_)
    margin[reach : rows - reach, reach : columns - reach] = False
    return margin
