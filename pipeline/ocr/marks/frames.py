"""Stamps in black: a saying (SAO Y, MẬT) in a frame of its own, set at a slant, that the engine passed over.

On a colour scan cleaning finds stamps by their ink. On a grey or bilevel one the frame shows them: a piece of ink of
the size of a stamp, hardly filled, in the upper part of the page, that holds no words of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Box, Mark, MarkKind, Word
from pipeline.ocr.engine import Engine
from pipeline.ocr.marks.pieces import Pieces
from pipeline.ocr.marks.stamps import read_stamps, settled
from pipeline.raster import Raster
from pipeline.settings import Ocr

_UPPER = 0.45  # of the page's height: where such stamps stand
_WIDE, _TALL = (0.5, 2.6), (0.2, 0.75)  # inches
_LONGER = 1.3  # times as wide as tall
_FILLED = 0.45  # of its box is ink: a frame has less
_BELIEVED = 0.8
_LEAST_LETTERS = 3


def part_framed(
    words: Sequence[Word],
    marks: Sequence[Mark],
    page: Raster,
    pieces: Pieces,
    number: int,
    settings: Ocr,
    engine: Engine,
) -> tuple[tuple[Word, ...], tuple[Mark, ...]]:
    """Return the `words` of the text, and the marks that framed sayings among the `pieces` of ink of `page` are.

    `marks` are known already. The engine is asked only where a frame holds nothing that it believed.

    Raises:
        MissingProgramError: the engine or its language data is not installed.
        OcrError: the engine failed or ran out of time.
    """
    kept = tuple(words)
    found: list[Mark] = []
    for box in _frames(pieces, page, number):
        if any(mark.box and _meet(mark.box, box) for mark in (*marks, *found)):
            continue
        inside = [word for word in kept if _holds(box, word)]
        stamp = Mark(MarkKind.STAMP, box)
        read = settled(stamp, inside) if inside else stamp
        if read.kind is MarkKind.STAMP and not any(_is_believed(word) for word in inside):
            (read,) = read_stamps(page, (stamp,), 0, number, settings, engine)
        if read.kind not in {MarkKind.STAMP, MarkKind.ARRIVAL}:
            found.append(read)
            kept = tuple(word for word in kept if word not in inside)
    return kept, tuple(found)


def _frames(pieces: Pieces, page: Raster, number: int) -> Iterator[Box]:
    inch = page.dpi
    for left, top, wide, tall, area in pieces[pieces[:, 2] > _WIDE[0] * inch].tolist():
        if (
            wide < _WIDE[1] * inch
            and _TALL[0] * inch < tall < _TALL[1] * inch
            and wide > _LONGER * tall
            and area < _FILLED * wide * tall
            and top + tall < _UPPER * page.height
        ):
            yield Box(number, left, top, left + wide, top + tall)


def _is_believed(word: Word) -> bool:
    return word.confidence >= _BELIEVED and sum(char.isalpha() for char in word.text) >= _LEAST_LETTERS


def _holds(box: Box, word: Word) -> bool:
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
    return box.x0 < x < box.x1 and box.y0 < y < box.y1


def _meet(one: Box, other: Box) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0) and min(one.y1, other.y1) > max(one.y0, other.y0)
