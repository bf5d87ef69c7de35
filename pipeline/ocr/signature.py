"""A second look at a signature that the engine took for a picture: a black seal swallows title and name.

Looking at a whole page, the engine skips what it holds for a picture; read as one block of text, the print beside
and under a seal comes out. Only words that are believed are taken from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Box, Line, LineRole, Word
from pipeline.ocr.engine import Engine, View
from pipeline.raster import Raster
from pipeline.settings import Ocr

_ABOVE, _BELOW, _ASIDE = 0.35, 0.7, 0.0  # inches
_LEAST_SIDE = 0.5  # inches
_BELIEVED = 0.8
_READABLE = 0.6
_LEAST_LINES = 2  # title and name
_LEAST_LETTERS = 3
_COVERED = 0.3


def look_again(
    words: Sequence[Word], lines: Sequence[Line], page: Raster, number: int, settings: Ocr, engine: Engine
) -> tuple[Word, ...]:
    """Return `words` with those that a second look adds; `words` unchanged where title and name were read.

    `lines` are the lines that `words` were arranged to. Doubtful words that a new one covers give way to it.

    Raises:
        MissingProgramError: the engine or its language data is not installed.
        OcrError: the engine failed or ran out of time.
    """
    recipients = [line.box for line in lines if line.role is LineRole.RECIPIENTS and line.box]
    signature = [line for line in lines if line.role is LineRole.SIGNATURE]
    if not recipients or sum(line.confidence >= _READABLE for line in signature) >= _LEAST_LINES:
        return tuple(words)
    boxes = [*recipients, *(line.box for line in signature if line.box)]
    x0 = round(max(box.x1 for box in recipients) + _ASIDE * page.dpi)
    y0 = max(0, round(min(box.y0 for box in boxes) - _ABOVE * page.dpi))
    y1 = min(page.height, round(max(box.y1 for box in boxes) + _BELOW * page.dpi))
    if min(page.width - x0, y1 - y0) < _LEAST_SIDE * page.dpi:
        return tuple(words)
    part = Raster(page.pixels[y0:y1, x0:].copy(), page.dpi)
    seen = [_moved(word, x0, y0) for word in engine.words(part, settings, number, View.BLOCK) if _is_believed(word)]
    sure = [word for word in words if word.confidence >= _BELIEVED]
    new = [word for word in seen if not any(_covers(word, other) for other in sure)]
    kept = [word for word in words if word in sure or not any(_covers(other, word) for other in new)]
    return (*kept, *new)


def _is_believed(word: Word) -> bool:
    return word.confidence >= _BELIEVED and sum(char.isalpha() for char in word.text) >= _LEAST_LETTERS


def _moved(word: Word, x: int, y: int) -> Word:
    box = word.box
    return replace(word, box=Box(box.page, box.x0 + x, box.y0 + y, box.x1 + x, box.y1 + y))


def _covers(one: Word, other: Word) -> bool:
    """Whether the boxes share a good part of the smaller one."""
    a, b = one.box, other.box
    wide, tall = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
    smaller = min((box.x1 - box.x0) * (box.y1 - box.y0) for box in (a, b))
    return wide > 0 and tall > 0 and wide * tall > _COVERED * smaller
