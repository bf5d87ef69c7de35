"""The rows of a signature as they stand on the paper: letters that no word covers, and the axis that all rows share.

Titles and names are centred on one axis (Nghị định 30/2020/NĐ-CP, Phụ lục I). A row that lost its first word to a seal
is known by both: unread letters stand beside it, or its middle is off the axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.layout.segments import Segment
from pipeline.model import Word
from pipeline.raster import Raster

Area = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the page."""

_INK = 165  # pale print counts
_WHITE = 255
# in heights of a word
_TALL, _WIDE = (0.4, 1.2), (0.1, 1.6)
_GAP = 4.2  # between letters of one row: a stroke of the pen swallows some
_LEVEL = 0.2  # letters of one row stand on one foot
_BESIDE = 3.5
_JOINED = 1.1
_OFF_AXIS = 1.3
_LEAST_LETTERS = 4
_ON_FOOT = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """Pieces of ink of the size of letters that no word covers: rows of left, top, right, bottom on the page."""

    boxes: npt.NDArray[np.int64]
    tall: float

    def rows(self) -> list[Area]:
        """Return the rows that at least four letters make, side by side on one foot, from top to bottom."""
        found: list[Area] = []
        for row in self._chains():
            foot = np.median(row[:, 3])
            on_foot = row[np.abs(row[:, 3] - foot) < _LEVEL * self.tall]
            if len(on_foot) >= max(_LEAST_LETTERS, _ON_FOOT * len(row)):
                found.append(_around(on_foot))
        return sorted(found, key=lambda area: area[1])

    def _chains(self) -> list[npt.NDArray[np.int64]]:
        chains: list[list[npt.NDArray[np.int64]]] = []
        for box in self.boxes[np.argsort(self.boxes[:, 0])]:
            for chain in chains:
                last = chain[-1]
                is_level = abs(int(box[3]) - int(last[3])) < 2 * _LEVEL * self.tall
                if is_level and box[0] - last[2] < _GAP * self.tall:
                    chain.append(box)
                    break
            else:
                chains.append([box])
        return [np.array(chain) for chain in chains]

    def beside(self, words: Sequence[Word]) -> tuple[int, Area | None]:
        """Return how many letters stand left of the row that `words` are, or between two of them, and where.

        A piece that is wider than a letter counts for two: letters stamped twice hang together.
        """
        foot = median(word.box.y1 for word in words)
        top = min(word.box.y0 for word in words)
        first, last = min(word.box.x0 for word in words), max(word.box.x1 for word in words)
        middle = (self.boxes[:, 1] + self.boxes[:, 3]) / 2
        level = (middle > top) & (middle < foot) & (np.abs(self.boxes[:, 3] - foot) < 2 * _LEVEL * self.tall)
        within = (self.boxes[:, 0] > first - _BESIDE * self.tall) & (self.boxes[:, 2] < last)
        found = self.boxes[level & within]
        joined = np.count_nonzero(found[:, 2] - found[:, 0] > _JOINED * self.tall)
        return len(found) + int(joined), _around(found) if len(found) else None


def _around(boxes: npt.NDArray[np.int64]) -> Area:
    left, top, right, bottom = boxes.T
    return int(left.min()), int(top.min()), int(right.max()), int(bottom.max())


def unread_letters(page: Raster, words: Sequence[Word], area: Area, tall: float) -> Letters:
    """Return the letters in `area` of the grey `page` that none of `words` covers; `tall` is the height of a word."""
    x0, y0, x1, y1 = area
    dark = (page.pixels[y0:y1, x0:x1] < _INK).astype(np.uint8)
    for box in (word.box for word in words):
        left, top = max(0, round(box.x0) - x0), max(0, round(box.y0) - y0)
        dark[top : max(0, round(box.y1) - y0), left : max(0, round(box.x1) - x0)] = 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    left, top, wide, high = np.asarray(stats[1:, :4], dtype=np.int64).T
    fits = (high > _TALL[0] * tall) & (high < _TALL[1] * tall) & (wide > _WIDE[0] * tall) & (wide < _WIDE[1] * tall)
    boxes = np.stack([left + x0, top + y0, left + wide + x0, top + high + y0], axis=1)
    return Letters(boxes[fits], tall)


def without_others(page: Raster, words: Sequence[Word], row: Sequence[Word]) -> Raster:
    """Return `page` without what stands in the boxes of `words`, those of `row` excepted: the rows above and below."""
    pixels = page.pixels.copy()
    kept = {id(word) for word in row}
    for box in (word.box for word in words if id(word) not in kept):
        pixels[round(box.y0) : round(box.y1), round(box.x0) : round(box.x1)] = _WHITE
    return Raster(pixels, page.dpi, page.bilevel)


def is_off_axis(row: Segment, whole: Sequence[Segment], tall: float) -> bool:
    """Whether the middle of `row` is not on the axis of the rows that are known to be `whole`."""
    others = [_middle(other) for other in whole if other is not row]
    return bool(others) and abs(_middle(row) - median(others)) > _OFF_AXIS * tall


def _middle(row: Segment) -> float:
    return (min(word.box.x0 for word in row.words) + max(word.box.x1 for word in row.words)) / 2
