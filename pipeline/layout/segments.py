"""Words to segments (words that stand beside each other) and segments to rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from pipeline.model import Word

SEGMENT_GAP = 1.6
"""A wider gap between two words, in heights of a word, parts segments. The gaps of justified prose stay below."""

_RECENT = 3
_SHARED_HEIGHT = 0.5
_SHARED_OVERLAPPING = 0.7  # engines draw some boxes too wide: words may overlap if they clearly are on one line


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line of the paper, left to right; at least one. `x0` to `y1` are its edges."""

    words: tuple[Word, ...]
    x0: float = field(init=False, repr=False, compare=False)
    y0: float = field(init=False, repr=False, compare=False)
    x1: float = field(init=False, repr=False, compare=False)
    y1: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        boxes = [word.box for word in self.words]
        object.__setattr__(self, "x0", boxes[0].x0)
        object.__setattr__(self, "y0", min(box.y0 for box in boxes))
        object.__setattr__(self, "x1", max(box.x1 for box in boxes))
        object.__setattr__(self, "y1", max(box.y1 for box in boxes))

    @property
    def middle(self) -> float:
        """Vertical middle."""
        return (self.y0 + self.y1) / 2

    @property
    def text(self) -> str:
        """The words joined by single spaces."""
        return " ".join(word.text for word in self.words)

    def split(self, x: float) -> tuple[Segment, ...]:
        """Return the words whose middle is left of `x`, and the others, where there are any."""
        left = tuple(word for word in self.words if word.box.x0 + word.box.x1 < 2 * x)
        right = tuple(word for word in self.words if word.box.x0 + word.box.x1 >= 2 * x)
        return tuple(Segment(words) for words in (left, right) if words)


def word_height(words: Iterable[Word]) -> float:
    """Return the median height of `words`, the measure for every distance here (1 where there are none)."""
    return max(1.0, median([word.box.y1 - word.box.y0 for word in words] or [1.0]))


def find_segments(words: Sequence[Word], height: float) -> list[Segment]:
    """Chain `words` to segments, each word to the one it continues best.

    A chain is followed by the vertical extent of its last few words, so a slant of the page that grows over its
    width does no harm, and a raised footnote mark or a hyphen finds its line.
    """
    chains: list[_Chain] = []
    bands: defaultdict[int, list[_Chain]] = defaultdict(list)  # the chains that reach into each band of the page
    tall = 2 * height
    for word in sorted(words, key=lambda word: (word.box.x0, word.box.y0)):
        box = word.box
        best, most = None, 0.0
        near = [chain for band in range(int(box.y0 // tall), int(box.y1 // tall) + 1) for chain in bands[band]]
        for chain in near:
            if chain.top < box.y1 and box.y0 < chain.bottom and chain.reach >= box.x0:
                fit = chain.fit(word, height)
                if fit > most:
                    best, most = chain, fit
        if best is None:
            best = _Chain([word], height)
            chains.append(best)
        else:
            best.add(word, height)
        for band in range(int(best.top // tall), int(best.bottom // tall) + 1):
            if best not in bands[band]:
                bands[band].append(best)
    return sorted((Segment(tuple(chain.words)) for chain in chains), key=lambda segment: (segment.y0, segment.x0))


class _Chain:
    """Words of a segment in the making: `top` and `bottom` of its last few, `reach` as far as the next may begin."""

    __slots__ = ("bottom", "reach", "top", "words")

    def __init__(self, words: list[Word], height: float) -> None:
        self.words = words
        self._measure(height)

    def add(self, word: Word, height: float) -> None:
        self.words.append(word)
        self._measure(height)

    def _measure(self, height: float) -> None:
        recent = self.words[-_RECENT:]
        self.top = min(word.box.y0 for word in recent)
        self.bottom = max(word.box.y1 for word in recent)
        self.reach = self.words[-1].box.x1 + SEGMENT_GAP * height

    def fit(self, word: Word, height: float) -> float:
        """Return how well `word` continues the chain, 0 (not at all) to 1."""
        gap = word.box.x0 - self.words[-1].box.x1
        shared = _shared(self.top, self.bottom, word.box.y0, word.box.y1)
        needed = _SHARED_HEIGHT if gap > -height else _SHARED_OVERLAPPING
        return shared - 0.1 * abs(gap) / (SEGMENT_GAP * height + abs(gap)) if shared >= needed else 0.0


def _shared(top: float, bottom: float, other_top: float, other_bottom: float) -> float:
    """Return the shared height of two spans, as part of the smaller one."""
    shared = min(bottom, other_bottom) - max(top, other_top)
    return max(0.0, shared) / max(1.0, min(bottom - top, other_bottom - other_top))


def join_rows(segments: Iterable[Segment]) -> list[Segment]:
    """Join the segments that stand on one line of the paper; return the lines from top to bottom.

    Neighbours are compared at the ends that face each other, so that a slanted line is one line.
    """
    rows: list[_Row] = []
    for segment in sorted(segments, key=lambda segment: segment.x0):
        first = segment.words[:_RECENT]
        top, bottom = min(word.box.y0 for word in first), max(word.box.y1 for word in first)
        best, most = None, 0.0
        for row in rows:
            if row.top < bottom and top < row.bottom and row.reach <= segment.x0:
                fit = _shared(row.top, row.bottom, top, bottom)
                if fit > most:
                    best, most = row, fit
        if best is not None and most >= _SHARED_HEIGHT:
            rows.remove(best)
            rows.append(_Row(Segment((*best.segment.words, *segment.words))))
        else:
            rows.append(_Row(segment))
    return sorted((row.segment for row in rows), key=lambda row: (row.middle, row.x0))


class _Row:
    """A line in the making: `top` and `bottom` of its last few words, `reach` where the next may begin."""

    __slots__ = ("bottom", "reach", "segment", "top")

    def __init__(self, segment: Segment) -> None:
        last = segment.words[-_RECENT:]
        self.segment = segment
        self.top = min(word.box.y0 for word in last)
        self.bottom = max(word.box.y1 for word in last)
        self.reach = last[-1].box.x1 - (segment.y1 - segment.y0)


def gutter(words: Iterable[Word], low: float, high: float) -> float | None:
    """Return the middle of the widest upright band between `low` and `high` that no word stands in.

    The margin left of the first word does not count. None where there is no such band.
    """
    spans = sorted((word.box.x0, word.box.x1) for word in words)
    best: tuple[float, float] | None = None
    free_from = max(low, spans[0][0] if spans else high)
    for x0, x1 in [*spans, (high, high)]:
        end = min(x0, high)
        if end > free_from and (best is None or end - free_from > best[1] - best[0]):
            best = (free_from, end)
        free_from = max(free_from, x1)
    return None if best is None else (best[0] + best[1]) / 2
