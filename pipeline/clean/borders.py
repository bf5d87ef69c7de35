"""Dark edges: shadows of the lid, black bars and wedges of a feeder. They become paper."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.clean.measure import Mask, as_pixels, pieces, shrink_ink
from pipeline.raster import Pixels

_WORK_DPI = 75
_MARGIN_INCHES = 0.7
_LEAST_LENGTH = 0.06
_CONTACT = 3
_LEAST_CONTACT = 0.5


def find_borders(binary: Pixels, dpi: int) -> Mask:
    """Return the pixels of dark edges: ink (255 in `binary`) that touches an edge, runs along it, and is no text.

    Only ink within 0.7 inch of the edge is taken, so a table that runs off the page loses nothing but its rim.
    """
    factor = min(1.0, _WORK_DPI / dpi)
    height, width = binary.shape
    solid = as_pixels(cv2.morphologyEx(shrink_ink(binary, factor), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)))
    reach = round(_MARGIN_INCHES * dpi * factor)
    mask = np.zeros(solid.shape, dtype=np.bool_)
    for turn in range(4):  # the edge at hand is always the left one
        turned = np.rot90(solid, turn)
        dark = _along_left_edge(as_pixels(np.ascontiguousarray(turned[:, :reach])))
        np.rot90(mask, turn)[:, :reach] |= dark
    if not mask.any():
        return np.zeros((height, width), dtype=np.bool_)
    grown = cv2.dilate(mask.view(np.uint8), np.ones((3, 3), np.uint8), iterations=2)
    full: Mask = cv2.resize(grown, (width, height), interpolation=cv2.INTER_NEAREST).view(np.bool_)
    return full


def _along_left_edge(strip: Pixels) -> Mask:
    """Return the pieces that touch the left edge over most of their height, which is long."""
    found = pieces(strip)
    touching = found.labels[:, :_CONTACT].max(axis=1)
    contact = np.bincount(touching, minlength=found.area.size + 1)[1:]
    is_long = found.height > _LEAST_LENGTH * strip.shape[0]
    return found.mask(is_long & (contact > _LEAST_CONTACT * found.height))
