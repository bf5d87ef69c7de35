"""Words that are no words: specks read as points, rules read as bars, the round text of a seal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from pipeline.layout.segments import word_height
from pipeline.model import Box, Mark, MarkKind, Word

_SIGNS = re.compile(r"^(?!\(?[%‰]\)?[.,;]?$)\W+$")
_MEANT = frozenset(
    {"-", "–", "—", "+", "*", "/", "./.", "&", "=", "…", "...", ":", ".", ",", ";", "✓", ">", "<", "≥", "≤"}
)
_DASHES = frozenset("-–—.…")
_SHARED = 0.15
_SAME_SPAN, _SAME_PLACE = 0.25, 0.4  # of the narrower, of the lower
_TINY = 0.45  # of the height of a word
_FLAT = frozenset("~_¬—=")
_LONG_DASH = 0.55  # heights of a word
_BARS = frozenset("|_[]{}¦!\\~`'\"‘’“”°^")


def part_noise(
    words: Sequence[Word], width: int, height: int, others: Sequence[Word] = ()
) -> tuple[tuple[Word, ...], tuple[Mark, ...]]:
    """Return the words worth keeping, and a mark for each that is taken out as noise.

    `others` (the words in the cells of tables) are on the page too and are not judged.
    """
    page = (*words, *others)
    usual = word_height(word for word in page if word.confidence > 0.5)
    kept: list[Word] = []
    marks: list[Mark] = []
    doubled = _read_twice(words)
    for word in words:
        if id(word) in doubled:
            marks.append(Mark(MarkKind.NOISE, word.box, word.text, word.confidence))
        elif _is_dash(word, page, usual):
            kept.append(replace(word, text="–" if word.box.x1 - word.box.x0 > _LONG_DASH * usual else "-"))
        elif _is_noise(word, usual, width, height) or _is_stray(word, page, usual):
            marks.append(Mark(MarkKind.NOISE, word.box, word.text, word.confidence))
        else:
            kept.append(word)
    return tuple(kept), tuple(marks)


def _read_twice(words: Sequence[Word]) -> frozenset[int]:
    """Return the identities of the words that the engine read a second time: a line that slants or bends.

    Of two words in one place of which one is in the other, the longer stays, then the one believed more.
    """
    ordered = sorted(words, key=lambda word: word.box.y0)
    doubled: set[int] = set()
    for at, one in enumerate(ordered, 1):
        box = one.box
        for other in islice(ordered, at, None):
            if other.box.y0 >= box.y1:
                break
            if other.box.x0 >= box.x1 or box.x0 >= other.box.x1 or not _in_one_place(box, other.box):
                continue
            if one.text in other.text or other.text in one.text:
                pair = sorted((one, other), key=lambda word: word.box.x0)
                doubled.add(id(min(pair, key=lambda word: (len(word.text), word.confidence))))
    return frozenset(doubled)


def _in_one_place(one: Box, other: Box) -> bool:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    tall = min(one.y1, other.y1) - max(one.y0, other.y0)
    narrower = min(one.x1 - one.x0, other.x1 - other.x0)
    lower = min(one.y1 - one.y0, other.y1 - other.y0)
    return wide > _SAME_SPAN * narrower and tall > _SAME_PLACE * lower


def _is_dash(word: Word, words: Sequence[Word], usual: float) -> bool:
    """Whether `word`, read as some flat sign, is the dash that begins a line: a level stroke before a word."""
    wide, tall = word.box.x1 - word.box.x0, word.box.y1 - word.box.y0
    if not set(word.text) <= _FLAT or not 2 * tall < wide < 1.3 * usual or wide < 0.15 * usual:
        return False
    middle = (word.box.y0 + word.box.y1) / 2
    return any(
        0 < other.box.x0 - word.box.x1 < 0.8 * usual
        and other.confidence > 0.5
        and other.text[0].isalnum()
        and 0.3 < (middle - other.box.y0) / max(1.0, other.box.y1 - other.box.y0) < 0.85
        for other in words
        if other is not word
    ) and not any(_is_before(other, word, usual) for other in words if other is not word)


def _is_before(other: Word, word: Word, usual: float) -> bool:
    """Whether `other` stands on the left of `word` on its line."""
    return (
        -0.2 * usual < word.box.x0 - other.box.x1 < 2 * usual
        and other.box.y0 < (word.box.y0 + word.box.y1) / 2 < other.box.y1
    )


def _is_noise(word: Word, usual: float, width: int, height: int) -> bool:
    tall, wide = word.box.y1 - word.box.y0, word.box.x1 - word.box.x0
    if set(word.text) <= _BARS and (word.text not in '"“”' or word.confidence < 0.5):
        return True
    if tall > 4 * usual or tall < 0.04 * usual:
        return True
    at_edge = (
        min(word.box.x0, width - word.box.x1) < 0.02 * width or min(word.box.y0, height - word.box.y1) < 0.01 * height
    )
    letters = sum(char.isalnum() for char in word.text)
    if letters <= 2 and word.confidence < 0.3 and (tall > 2.2 * usual or tall < 0.3 * usual or wide < 0.15 * usual):
        return True
    return at_edge and word.confidence < 0.5


def _is_stray(word: Word, words: Sequence[Word], usual: float) -> bool:
    """Whether `word` is of signs only, or hardly believed, or tiny, and short, and has no word beside it."""
    is_sign = bool(_SIGNS.match(word.text))
    is_tiny = word.box.y1 - word.box.y0 < _TINY * usual and len(word.text) <= 2 and not set(word.text) <= _DASHES
    if not is_tiny and not is_sign and (word.confidence > 0.35 or len(word.text) > 3):
        return False
    if is_sign and not is_tiny and word.text in _MEANT and word.confidence > 0.6:
        return False
    return not any(_is_beside(word, other, usual) for other in words if other is not word)


def _is_beside(word: Word, other: Word, usual: float) -> bool:
    if other.confidence < 0.5 or not any(char.isalnum() for char in other.text):
        return False
    gap = max(other.box.x0 - word.box.x1, word.box.x0 - other.box.x1)
    shared = min(word.box.y1, other.box.y1) - max(word.box.y0, other.box.y0)
    return gap < 1.5 * usual and shared > _SHARED * (word.box.y1 - word.box.y0)
