"""Numbers that an engine parted where no space is: "24/1 1/2020", "1 082/QĐ-UBND".

The figure 1 is narrow, and what stands beside it looks further away than it is. On the page the gap is less than half
of the space between the words of its line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipeline.model import Line, Word
from pipeline.reading import union

_NARROW = 0.5  # of the usual space between the words of a line
_FEWEST = 4  # spaces of a line that show what is usual


def join_split_numbers(words: Sequence[Word], lines: Sequence[Line]) -> tuple[Word, ...]:
    """Return `words` with those joined that are parts of one number; `lines` are the lines that they stand in.

    A joined word is as sure as its least sure part.
    """
    joined: dict[Word, Word] = {}
    gone: set[Word] = set()
    for line in lines:
        for number in _split_numbers(line.words):
            joined[number[0]] = replace(
                number[0],
                text="".join(part.text for part in number),
                box=union([part.box for part in number]),
                confidence=min(part.confidence for part in number),
            )
            gone.update(number[1:])
    return tuple(joined.get(word, word) for word in words if word not in gone)


def _split_numbers(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words of a line, in order, that are parts of one number."""
    spaces = [after.box.x0 - before.box.x1 for before, after in pairwise(words)]
    if len(spaces) < _FEWEST:
        return []
    widest = _NARROW * median(spaces)
    found: list[list[Word]] = []
    for space, (before, after) in zip(spaces, pairwise(words), strict=True):
        if space >= widest or not (before.text[-1:].isdigit() and after.text[:1].isdigit()):
            continue
        if found and found[-1][-1] is before:
            found[-1].append(after)
        else:
            found.append([before, after])
    return found
