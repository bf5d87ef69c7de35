"""The arrival stamp: the receiving office's frame with "ĐẾN", "Số:", "Ngày:", "Chuyển:", often over the first lines.

The frame is found among the ruling lines and known by what is written in it; its words go to a mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from pipeline.language import fold
from pipeline.layout import line_confidence
from pipeline.layout.segments import find_segments, join_rows, word_height
from pipeline.model import Box, Mark, MarkKind, Word
from pipeline.ocr.tables import Ruling

_WIDE, _TALL = (1.2, 3.5), (0.4, 1.6)  # inches
_JOINED = 0.035  # inches
_TOP = 0.45  # of the page
_FORM = frozenset({"den", "cv", "so", "ngay", "chuyen", "luu"})
_LEAST_FORM = 2
_BELIEVED = 0.8


def part_arrival_stamp(
    words: Sequence[Word], ruling: Ruling, dpi: int, page: int
) -> tuple[tuple[Word, ...], tuple[Mark, ...]]:
    """Return the words outside an arrival stamp, and a mark for each stamp with the text in it.

    A believed word in the frame that goes on in a line of text right of it stays: there the stamp is over the text.
    """
    kept = list(words)
    marks: list[Mark] = []
    for frame in _frames(ruling, dpi, page):
        inside = [word for word in kept if _is_inside(word, frame)]
        form = {"".join(char for char in fold(word.text) if char.isalpha()) for word in inside} & _FORM
        if len(form) < _LEAST_FORM:
            continue
        outside = [word for word in kept if word not in inside]
        stamped = _stamped(inside, outside)
        rows = join_rows(find_segments(stamped, word_height(stamped)))
        marks.append(Mark(MarkKind.STAMP, frame, "\n".join(row.text for row in rows), line_confidence(stamped)))
        kept = [word for word in kept if word not in stamped]
    return tuple(kept), tuple(marks)


def _frames(ruling: Ruling, dpi: int, page: int) -> Iterator[Box]:
    """Return the boxes of connected ruling lines in the upper part of the page that have the size of a stamp."""
    reach = max(3, round(_JOINED * dpi))
    both = cv2.dilate((ruling.level | ruling.upright).astype(np.uint8), np.ones((reach, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(both, connectivity=8)
    for left, top, wide, tall in ((int(value) for value in row[:4]) for row in stats[1:]):
        fits = _WIDE[0] * dpi < wide < _WIDE[1] * dpi and _TALL[0] * dpi < tall < _TALL[1] * dpi
        if fits and top + tall < _TOP * both.shape[0]:
            yield Box(page, left, top, left + wide, top + tall)


def _is_inside(word: Word, frame: Box) -> bool:
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
    return frame.x0 < x < frame.x1 and frame.y0 < y < frame.y1


def _stamped(inside: Sequence[Word], outside: Sequence[Word]) -> list[Word]:
    """Return the words of `inside` that no line of text goes through, from the right."""
    text = [word for word in outside if word.confidence >= _BELIEVED]
    stamped: list[Word] = []
    for word in sorted(inside, key=lambda word: -word.box.x1):
        if word.confidence >= _BELIEVED and any(_goes_on(word, other) for other in text):
            text.append(word)
        else:
            stamped.append(word)
    return stamped


def _goes_on(word: Word, other: Word) -> bool:
    tall = word.box.y1 - word.box.y0
    gap = other.box.x0 - word.box.x1
    shared = min(word.box.y1, other.box.y1) - max(word.box.y0, other.box.y0)
    return -0.3 * tall < gap < tall and shared > 0.6 * tall
