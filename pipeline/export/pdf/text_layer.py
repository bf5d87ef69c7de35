"""The invisible text of a page: each word of the corrected text over the word of the image."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.export.pdf.glyphless import ASCENT, DESCENT, width
from pipeline.export.placing import PlacedWord, across, placed_words
from pipeline.model import Box, Line, Mark, MarkKind, Page

_LEAST_SIZE = 1.0  # points
_SPEAKING = frozenset({
    MarkKind.PAGE_NUMBER, MarkKind.ARRIVAL, MarkKind.URGENCY, MarkKind.SECRECY, MarkKind.COPY, MarkKind.DRAFT,
    MarkKind.CAPTION, MarkKind.STAMP, MarkKind.SEAL,
})  # fmt: skip
_LEAST_GAP = 0.25  # of the font size: below it programs that read a PDF see one word
_LEAST_WORD = 0.3  # of its length: what is left of a word that makes room
_LETTER = 0.45  # of its height: how wide a letter is
_ASTRAY = 0.5  # of the font size: a word further off its line has a height of its own
_FIT_WORDS, _FIT_LENGTH = 4, 12.0  # words and line heights from which a line tells its own slant
_OFF_SKEW = 0.7  # degrees
_SLIGHT = 3.0  # degrees
_DRIFT, _THIN = 0.4, 0.006  # of the font size


@dataclass(frozen=True, slots=True)
class Placement:
    """Where pixels of the unrotated page image lie on the PDF page: `left`, `top` in points, points per pixel."""

    left: float
    top: float
    x_scale: float
    y_scale: float

    def rectangle(self, box: Box) -> tuple[float, float, float, float]:
        """Return left, bottom, right and top of `box` in points."""
        return (
            self.left + box.x0 * self.x_scale,
            self.top - box.y1 * self.y_scale,
            self.left + box.x1 * self.x_scale,
            self.top - box.y0 * self.y_scale,
        )


@dataclass(frozen=True, slots=True)
class _Run:
    """A word in the coordinates of its line: from `start` to `end` along it, `bottom` to `top` across."""

    text: str
    start: float
    end: float
    bottom: float
    top: float


def words_of_marks(page: Page) -> tuple[tuple[PlacedWord, ...], ...]:
    """Return the words of the marks of a page that say something, line by line."""
    speaking = [mark for mark in page.marks if mark.kind in _SPEAKING]
    return tuple(words for mark in speaking for words in _mark_words(mark, page.rotation) if words)


def _mark_words(mark: Mark, rotation: int) -> Iterator[tuple[PlacedWord, ...]]:
    """Return the words of a mark, laid out in as many lines as its box seems to hold."""
    words = mark.text.split()
    if mark.box is None or not words:
        return
    width, height = mark.box.x1 - mark.box.x0, mark.box.y1 - mark.box.y0
    wide, high = (width, height) if rotation % 180 == 0 else (height, width)
    count = max(1, min(len(words), round(math.sqrt(len(mark.text) * _LETTER * high / max(1.0, wide)))))
    for index, text in enumerate(_broken(words, count)):
        box = across(mark.box, index / count, (index + 1) / count, rotation)
        yield placed_words(Line(box.page, text, text, box, confidence=mark.confidence), rotation)


def _broken(words: Sequence[str], count: int) -> list[str]:
    """Return the words in `count` lines of about equal length."""
    total = sum(len(word) + 1 for word in words)
    lines: list[list[str]] = [[] for _ in range(count)]
    done = 0
    for word in words:
        lines[min(count - 1, done * count // total)].append(word)
        done += len(word) + 1
    return [" ".join(line) for line in lines]


def text_content(
    lines: Sequence[Sequence[PlacedWord]], page: Page, placement: Placement, font: str, cids: Mapping[str, int]
) -> bytes:
    """Return the content stream that writes `lines` invisibly (render mode 3) with the font resource `font`."""
    parts = ["q BT 3 Tr"]
    for words in lines:
        parts += _line(words, page, placement, font, cids)
    parts.append("ET Q")
    return "\n".join(parts).encode("ascii")


def _line(
    words: Sequence[PlacedWord], page: Page, placement: Placement, font: str, cids: Mapping[str, int]
) -> Iterator[str]:
    """Yield the operators that write one line.

    The words of a line keep a common height, and stand on its slanted base; but each word by itself is written level
    where the slant is slight: pdftotext breaks slanted words apart. A line that ends as low as the next one begins is
    put between two thin spaces: pdfium parts lines where they differ in height by more than half a letter's width, so
    that thin letters tell it.
    """
    slant = _slant(words, page, placement)
    angle = math.radians(page.rotation - slant)
    cos, sin = math.cos(angle), math.sin(angle)
    written = math.radians(page.rotation) if abs(slant) <= _SLIGHT else angle
    ahead, aside = math.cos(written), math.sin(written)
    turned = " ".join(_number(value, 5) for value in (ahead, aside, -aside, ahead))
    runs = _parted([_run(word, angle, page.rotation, placement) for word in words])
    bottom, top = median(run.bottom for run in runs), median(run.top for run in runs)
    drifts = abs(math.sin(math.radians(slant))) * (runs[-1].end - runs[0].start) > _DRIFT * (top - bottom)
    for index, run in enumerate(runs):
        low, high = (bottom, top) if _fits(run, bottom, top) else (run.bottom, run.top)
        size = max(_LEAST_SIZE, high - low)
        base = low - size * DESCENT / (ASCENT - DESCENT)
        middle, half = (run.start + run.end) / 2, (run.end - run.start) / 2
        x, y = cos * middle - sin * base - ahead * half, sin * middle + cos * base - aside * half
        yield f"/{font} {_number(size)} Tf {turned} {_number(x)} {_number(y)} Tm"
        if drifts and index == 0:
            yield _shown(" ", _THIN * size, size, cids)
        yield _shown(run.text, run.end - run.start, size, cids)
        if index + 1 < len(runs):
            yield _shown(" ", max(_LEAST_GAP * size, runs[index + 1].start - run.end), size, cids)
        elif drifts:
            yield _shown(" ", _THIN * size, size, cids)


def _shown(text: str, length: float, size: float, cids: Mapping[str, int]) -> str:
    """Return the operators that write `text` so that it is `length` points long."""
    natural = sum(width(char) for char in text) * size / 1000
    coded = "".join(f"{cids[char]:04x}" for char in text)
    return f"{_number(max(0.5, 100 * length / natural))} Tz <{coded}> Tj"


def _parted(runs: Sequence[_Run]) -> list[_Run]:
    """Return the words with room for a space between them, which boxes that touch do not leave."""
    parted = list(runs)
    for index, (left, right) in enumerate(pairwise(runs)):
        least = _LEAST_GAP * max(_LEAST_SIZE, left.top - left.bottom)
        if right.start - left.end >= least or right.start <= left.start:
            continue
        middle, before = (left.end + right.start) / 2, parted[index]
        end = max(middle - least / 2, before.start + _LEAST_WORD * (before.end - before.start))
        start = min(middle + least / 2, right.end - _LEAST_WORD * (right.end - right.start))
        parted[index], parted[index + 1] = replace(before, end=end), replace(right, start=start)
    return parted


def _fits(run: _Run, bottom: float, top: float) -> bool:
    return abs((run.bottom + run.top) - (bottom + top)) < 2 * _ASTRAY * max(_LEAST_SIZE, top - bottom)


def _run(word: PlacedWord, angle: float, rotation: int, placement: Placement) -> _Run:
    """Return the word in the slanted coordinates of its line.

    The box is upright around a slanted word; the word itself is the rectangle at `angle` that touches its sides.
    """
    x0, y0, x1, y1 = placement.rectangle(word.box)
    across, upward = (x1 - x0, y1 - y0) if rotation % 180 == 0 else (y1 - y0, x1 - x0)
    slant = abs((math.degrees(angle) - rotation + 180) % 360 - 180)
    cos, sin = math.cos(math.radians(slant)), math.sin(math.radians(slant))
    double = math.cos(2 * math.radians(slant))
    length = max(0.5 * across, (across * cos - upward * sin) / double)
    height = max(0.35 * upward, (upward * cos - across * sin) / double)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    middle, level = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
    return _Run(word.text, middle - length / 2, middle + length / 2, level - height / 2, level + height / 2)


def _slant(words: Sequence[PlacedWord], page: Page, placement: Placement) -> float:
    """Return the slant of a line, clockwise in degrees: that of the page, or its own where that clearly differs.

    The halves of a spread and the lines of a curled sheet have slants of their own.
    """
    turn = math.radians(page.rotation)
    middles = []
    for word in words:
        x0, y0, x1, y1 = placement.rectangle(word.box)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        middles.append((x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn)))
    heights = [abs(word.box.y1 - word.box.y0) * placement.y_scale for word in words]
    length = middles[-1][0] - middles[0][0]
    if len(words) < _FIT_WORDS or page.rotation % 180 or length < _FIT_LENGTH * median(heights):
        return page.skew
    slopes = [
        (v - b) / (u - a) for index, (a, b) in enumerate(middles) for u, v in middles[index + 1 :] if u - a > length / 3
    ]
    own = -math.degrees(math.atan(median(slopes))) if slopes else page.skew
    return own if abs(own - page.skew) > _OFF_SKEW else page.skew


def _number(value: float, digits: int = 2) -> str:
    """Return a number as a content stream has it.

    >>> _number(12.500001), _number(-0.001)
    ('12.5', '0')
    """
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
