"""Parts what annotations put on a page: a number or date stamped into a blank of the text, or a caption over it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Word

_MOST_STAMPED = 3  # words; "ngày 06" may be stamped as one
_NEAR = 2.0  # heights of a line
_REACH = 8.0  # heights: how far from the next printed word a blank may be filled


def part_overlay(printed: Sequence[Word], overlay: Sequence[Word]) -> tuple[list[Word], list[list[Word]]]:
    """Return the overlay words that fill a blank of the printed text, and the captions, each as its words in order.

    A number or date stamped into "Số:    /KH-UBND" stands on a printed line, is short, holds a digit and covers no
    printed word. All else (who signed, when, e-mail addresses) is a caption.
    """
    stamped: list[Word] = []
    captions: list[list[Word]] = []
    for group in _groups(overlay):
        text = "".join(word.text for word in group)
        short = len(group) <= _MOST_STAMPED and any(char.isdigit() for char in text) and not set("@:") & set(text)
        if short and all(_fills_blank(word, printed) for word in group):
            stamped += group
        else:
            captions.append(group)
    return stamped, captions


def _groups(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words in groups of neighbours: beside or below each other, in their order."""
    groups: list[list[Word]] = []
    for word in words:
        if groups and _beside(groups[-1][-1], word):
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _beside(last: Word, word: Word) -> bool:
    height = max(last.box.y1 - last.box.y0, word.box.y1 - word.box.y0)
    same_line = abs(last.box.y1 - word.box.y1) < 0.5 * height
    if same_line:
        return -height < word.box.x0 - last.box.x1 < _NEAR * height
    return 0 < word.box.y0 - last.box.y0 < _NEAR * height


def _fills_blank(word: Word, printed: Sequence[Word]) -> bool:
    """Whether the word stands on a printed line, near a printed word of it, and on none."""
    height = max(1.0, word.box.y1 - word.box.y0)
    on_line = [other for other in printed if abs(other.box.y1 - word.box.y1) < 0.6 * height]
    gaps = [max(other.box.x0 - word.box.x1, word.box.x0 - other.box.x1) for other in on_line]
    return bool(gaps) and min(gaps) > -0.5 * height and min(gaps) < _REACH * height
