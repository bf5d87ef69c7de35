"""A second look at doubtful words: set one under another on a strip, free of all around them, they are read once more.

The engine cuts a line out by what stands beside, above and below it on the page; on a strip the cut falls otherwise,
and a tone mark that was cut or lay between two pixels may stand clear. Two words on either side come along. Of two
readings of a word the one more believed is kept. Measured on 3 whole scans and 17 pages: word error rate 2.19 and
2.40 % before, 1.71 and 2.04 % after, for 0.15 s a page; whole lines on the strip, 2.02 and 2.20 % for 0.22 s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

import numpy as np

from pipeline.model import Box, Line, Word
from pipeline.ocr.engine import Engine, View
from pipeline.raster import Pixels, Raster
from pipeline.reading import union
from pipeline.settings import Ocr

_DOUBTFUL = 0.92
_BETTER_BY = 0.04
_RIM, _GAP = 0.03, 0.06  # inches
_SAME_PLACE, _TOUCHING = 0.6, 0.1
_INSIDE = 0.6  # of the length of another word
_MOST_RUNS = 80
_BESIDE = 2  # words
_WHITE = 255


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """A run of words of one line on the strip: its pixels, where they stand on the page, and how high on the strip."""

    words: tuple[Word, ...]
    pixels: Pixels
    x: int
    y: int
    at: int

    @property
    def end(self) -> int:
        return self.at + int(self.pixels.shape[0])


def look_twice(
    words: Sequence[Word], lines: Sequence[Line], page: Raster, number: int, settings: Ocr, engine: Engine
) -> tuple[Word, ...]:
    """Return `words` where doubtful ones that read more surely the second time have their new text.

    `lines` are the lines that `words` were arranged to, boxes in pixels of `page`.

    Raises:
        MissingProgramError: the engine or its language data is not installed.
        OcrError: the engine failed or ran out of time.
    """
    rows = list(_rows([run for line in lines for run in _runs(line)][:_MOST_RUNS], page))
    if not rows:
        return tuple(words)
    strip = _strip(rows, round(_GAP * page.dpi))
    seen = [_placed(word, rows) for word in engine.words(Raster(strip, page.dpi), settings, number, View.BLOCK)]
    better = dict(_better(rows, seen))
    return tuple(better.get(word, word) for word in words)


def _runs(line: Line) -> Iterator[tuple[Word, ...]]:
    """Yield the doubtful words of `line` with those beside them, from which the engine knows what is meant."""
    wanted = [False] * len(line.words)
    for place, word in enumerate(line.words):
        if word.confidence < _DOUBTFUL:
            first, last = max(0, place - _BESIDE), min(len(wanted), place + _BESIDE + 1)
            wanted[first:last] = [True] * (last - first)
    for is_wanted, run in groupby(zip(wanted, line.words, strict=True), key=itemgetter(0)):
        if is_wanted:
            yield tuple(word for _, word in run)


def _rows(runs: Sequence[tuple[Word, ...]], page: Raster) -> Iterator[_Row]:
    rim, gap = round(_RIM * page.dpi), round(_GAP * page.dpi)
    at = gap
    for run in runs:
        box = union([word.box for word in run])
        x0, y0 = max(0, round(box.x0) - rim), max(0, round(box.y0) - rim)
        pixels = page.pixels[y0 : round(box.y1) + rim, x0 : round(box.x1) + rim]
        yield _Row(run, pixels, x0, y0, at)
        at += int(pixels.shape[0]) + gap


def _strip(rows: Sequence[_Row], margin: int) -> Pixels:
    width = max(int(row.pixels.shape[1]) for row in rows) + 2 * margin
    strip: Pixels = np.full((rows[-1].end + margin, width), _WHITE, dtype=np.uint8)
    for row in rows:
        strip[row.at : row.end, margin : margin + row.pixels.shape[1]] = row.pixels
    return strip


def _placed(word: Word, rows: Sequence[_Row]) -> tuple[_Row, Word]:
    """Return the row that `word` stands on, and the word with its box on the page."""
    margin = rows[0].at
    middle = (word.box.y0 + word.box.y1) / 2
    row = min(rows, key=lambda row: max(row.at - middle, middle - row.end))
    right, down = row.x - margin, row.y - row.at
    box = word.box
    return row, replace(word, box=Box(box.page, box.x0 + right, box.y0 + down, box.x1 + right, box.y1 + down))


def _better(rows: Sequence[_Row], seen: Sequence[tuple[_Row, Word]]) -> Iterator[tuple[Word, Word]]:
    for row in rows:
        own = [word for place, word in seen if place is row]
        for word in row.words:
            if word.confidence >= _DOUBTFUL:
                continue
            touching = [other for other in own if _shared(word.box, other.box) > _TOUCHING]
            if len(touching) != 1 or _shared(word.box, touching[0].box) < _SAME_PLACE:
                continue  # it came apart, together with another, or not at all
            if any(other is not word and _covered(other.box, touching[0].box) > _INSIDE for other in row.words):
                continue  # what was seen holds the word beside it, too, and would say it twice
            if touching[0].confidence > word.confidence + _BETTER_BY:
                yield word, replace(word, text=touching[0].text, confidence=touching[0].confidence)


def _covered(one: Box, other: Box) -> float:
    """Return the part of the length of `one` that `other` covers."""
    return max(0.0, min(one.x1, other.x1) - max(one.x0, other.x0)) / max(1.0, one.x1 - one.x0)


def _shared(one: Box, other: Box) -> float:
    """Return the part of their joint length that two boxes of one line share."""
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    joint = max(one.x1, other.x1) - min(one.x0, other.x0)
    return max(0.0, shared) / joint if joint else 0.0
