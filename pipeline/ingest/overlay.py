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
        if is_short(group) and all(_fills_blank(word, printed) for word in group):
            stamped += group
        else:
            captions.append(group)
    return stamped, captions


def is_short(group: Sequence[Word]) -> bool:
    """Whether the words can be a stamped number or date by themselves: few, with a digit, no address and no time."""
    text = "".join(word.text for word in group)
    return len(group) <= _MOST_STAMPED and any(char.isdigit() for char in text) and not set("@:") & set(text)


def stamped_on_scan(overlay: Sequence[Word]) -> tuple[list[list[Word]], list[list[Word]]]:
    """Return what annotations stamp into the blanks of a scan, and the captions; both as groups of words.

    There are no printed words to go by, so a stamped number or date is known by its looks.
    """
    groups = _groups(overlay)
    return [group for group in groups if is_short(group)], [group for group in groups if not is_short(group)]


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
    height = _height(last, word)
    if _on_one_line(last, word):
        return -height < word.box.x0 - last.box.x1 < _NEAR * height
    return 0 < word.box.y0 - last.box.y0 < _NEAR * height


def _fills_blank(word: Word, printed: Sequence[Word]) -> bool:
    """Whether the word stands on a printed line, near a printed word of it, and on none (the dots of a blank aside)."""
    gaps = [
        max(other.box.x0 - word.box.x1, word.box.x0 - other.box.x1)
        for other in printed
        if _on_one_line(word, other) and any(char.isalnum() for char in other.text)
    ]
    height = _height(word, word)
    return bool(gaps) and -0.5 * height < min(gaps) < _REACH * height


def _on_one_line(one: Word, other: Word) -> bool:
    shared = min(one.box.y1, other.box.y1) - max(one.box.y0, other.box.y0)
    return shared > 0.5 * min(_height(one, one), _height(other, other))


def _height(one: Word, other: Word) -> float:
    return max(1.0, one.box.y1 - one.box.y0, other.box.y1 - other.box.y0)
