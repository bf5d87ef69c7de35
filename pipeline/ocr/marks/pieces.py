"""The connected pieces of ink of a page, coarsely: what codes and seals are looked for among."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.raster import Raster

Pieces = npt.NDArray[np.float64]
"""One row for each piece: left, top, width, height, area in pixels of the page."""

_INK = 128
_WORK_DPI = 120


def find_pieces(page: Raster) -> Pieces:
    """Return the pieces of ink of the grey page image `page`, found at 120 dpi. Costs about 7 ms."""
    factor = min(1.0, _WORK_DPI / page.dpi)
    small = cv2.resize(page.pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    dark = small < _INK
    rows, columns = np.asarray(dark.any(axis=1)), np.asarray(dark.any(axis=0))
    rows[1:] |= rows[:-1]  # an empty row holds apart what is above and below it; the others cost time only
    columns[1:] |= columns[:-1]
    kept = np.ascontiguousarray(dark[rows][:, columns])
    if not kept.size:
        return np.zeros((0, 5))
    _, _, found, _ = cv2.connectedComponentsWithStats(kept.view(np.uint8), connectivity=4)
    stats = found[1:].astype(np.float64)
    stats[:, 0] = np.flatnonzero(columns)[found[1:, cv2.CC_STAT_LEFT]]
    stats[:, 1] = np.flatnonzero(rows)[found[1:, cv2.CC_STAT_TOP]]
    stats[:, :4] /= factor
    stats[:, 4] /= factor * factor
    return stats
