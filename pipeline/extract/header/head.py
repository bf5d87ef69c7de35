"""The lines of the head, its two columns parted: left the issuing body and number, right nation, place and date.

In a plain text both columns stand on one line; in a scan they stand apart, one after the other. What a line is
follows from its words, with the column as a hint.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.extract.structure.blocks import Block, BlockKind
from pipeline.extract.structure.layout import mostly_capitals
from pipeline.extract.structure.spans import Slice, whole
from pipeline.extract.structure.zones import type_position
from pipeline.extract.vocabulary import flat, starts_with, words

_LIKE_NATION = 82  # in 100: a nation line that the OCR bruised is still one


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a document, in order of reading.

    `left` are the pieces before and beside nation and motto, in order; `type_line` names the type (and may go on with
    the title); `title` are the lines behind it. `all` is every piece but nation and motto.
    """

    left: tuple[Slice, ...]
    all: tuple[Slice, ...]
    type_line: Slice | None
    title: tuple[Slice, ...]


def read_head(blocks: Sequence[Block]) -> Head:
    """Part the head of a document into its pieces."""
    lines = _without_captions([whole(block) for block in blocks if block.kind is BlockKind.HEADER])
    at = type_position([line.text for line in lines])
    above = lines if at is None else lines[:at]
    pieces: list[Slice] = []
    left: list[Slice] = []
    for line in above:
        beside = _beside_nation(line)
        pieces += [beside] if beside.text else []
        left += [beside] if beside.text else []
    if at is None:
        return Head(tuple(left), tuple(pieces), None, ())
    return Head(tuple(left), tuple(pieces), lines[at], tuple(lines[at + 1 :]))


_CAPTION = re.compile(r"\S@\S|\d{1,2}:\d{2}:\d{2}|^\+0?7:00$")


def _without_captions(lines: list[Slice]) -> list[Slice]:
    """Leave out the caption of an e-signature: its lines in capitals, e-mail address and time stand together."""
    marks = [index for index, line in enumerate(lines) if _CAPTION.search(line.text)]
    drop = set(marks)
    for mark in marks:
        for index in range(mark - 1, max(-1, mark - 4), -1):
            if index in drop:
                continue
            if not mostly_capitals(lines[index].text) or _like(lines[index].text, "nation") or index > 12:
                break
            drop.add(index)
    noise = words("layout", "noise")
    return [line for index, line in enumerate(lines) if index not in drop and not starts_with(flat(line.text), noise)]


def _like(text: str, entry: str) -> tuple[int, int] | None:
    """Return where a text holds one of the phrases of an entry of the layout table, about."""
    folded = flat(text)
    for phrase in words("layout", entry):
        if len(folded) < 0.7 * len(phrase):
            continue
        found = fuzz.partial_ratio_alignment(phrase, folded, score_cutoff=_LIKE_NATION)
        if found is not None:
            return found.dest_start, found.dest_end
    return None


def _beside_nation(line: Slice) -> Slice:
    """Return what stands on a line beside nation or motto; all of it where there is neither."""
    for entry in ("nation", "motto"):
        place = _like(line.text, entry)
        if place is not None:
            before, behind = line.cut(0, place[0]), line.cut(place[1])
            return before if len(before.text) >= len(behind.text) or not mostly_capitals(behind.text) else behind
    return line
