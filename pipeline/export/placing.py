"""The words of the corrected text where they stand on the page: what page-anchored formats write.

Restoration changes words, parts and joins them; the boxes are those of the words that the engine read.
`placed_words` brings both together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from statistics import fmean

from pipeline.model import Box, Line
from pipeline.reading import read_span, trust, union

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """One word of the corrected text, what the engine read there, its box on the unrotated page image, its trust."""

    text: str
    read: str
    box: Box
    confidence: float


@dataclass(slots=True)
class _Group:
    """Words of the text (spans) that stand for the words `first` to `last` that the engine read."""

    spans: list[tuple[int, int]]
    first: int
    last: int


def placed_words(line: Line, rotation: int) -> tuple[PlacedWord, ...]:
    """Return the words of `line.text`, each with its box; none where the line has no place.

    Words that restoration parted or joined share the boxes of what was read, by their numbers of letters.
    `rotation` is that of the page: the clockwise turn that puts it upright.
    """
    spans = [match.span() for match in _WORD.finditer(line.text)]
    if not line.words:
        return tuple(_shared(line, spans, line.read, line.box, rotation)) if line.box and spans else ()
    placed: list[PlacedWord] = []
    for group in _groups(line, spans):
        words = line.words[group.first : group.last + 1]
        if len(words) == len(group.spans):
            for span, word in zip(group.spans, words, strict=True):
                placed += _shared(line, [span], word.text, word.box, rotation)
        else:
            read = " ".join(word.text for word in words)
            placed += _shared(line, group.spans, read, union([word.box for word in words]), rotation)
    return tuple(placed)


def _groups(line: Line, spans: Sequence[tuple[int, int]]) -> list[_Group]:
    """Return the words of the text with those that they were read from, parted wherever both sides part."""
    offsets = [0, *accumulate(len(word.text) + 1 for word in line.words)][:-1]
    groups: list[_Group] = []
    for span in spans:
        start, end = read_span(line, *span)
        touched = [
            index
            for index, (offset, word) in enumerate(zip(offsets, line.words, strict=True))
            if offset < end and offset + len(word.text) > start
        ]
        if groups and (not touched or touched[0] <= groups[-1].last):
            groups[-1].spans.append(span)
            groups[-1].last = max(groups[-1].last, *touched) if touched else groups[-1].last
        else:
            groups.append(_Group([span], touched[0], touched[-1]) if touched else _Group([span], 0, 0))
    return groups


def _shared(line: Line, spans: Sequence[tuple[int, int]], read: str, box: Box, rotation: int) -> Iterator[PlacedWord]:
    """Yield the words at `spans`, `box` shared out among them along the line."""
    total = sum(end - start for start, end in spans) + len(spans) - 1
    done = 0
    for start, end in spans:
        part = along(box, done / total, (done + end - start) / total, rotation)
        yield PlacedWord(line.text[start:end], read, part, round(fmean(trust(line, start, end)), 4))
        done += end - start + 1


def along(box: Box, start: float, end: float, rotation: int) -> Box:
    """Return the part of `box` from `start` to `end` (0 to 1) in the direction of reading.

    >>> along(Box(1, 0, 0, 10, 100), 0, 0.25, rotation=90)  # read upwards
    Box(page=1, x0=0, y0=75.0, x1=10, y1=100)
    """
    width, height = box.x1 - box.x0, box.y1 - box.y0
    match rotation % 360:
        case 90:
            return replace(box, y0=box.y1 - end * height, y1=box.y1 - start * height)
        case 180:
            return replace(box, x0=box.x1 - end * width, x1=box.x1 - start * width)
        case 270:
            return replace(box, y0=box.y0 + start * height, y1=box.y0 + end * height)
    return replace(box, x0=box.x0 + start * width, x1=box.x0 + end * width)


def across(box: Box, start: float, end: float, rotation: int) -> Box:
    """Return the part of `box` from `start` to `end` (0 to 1) across the direction of reading, downwards."""
    return along(box, start, end, rotation - 90)
