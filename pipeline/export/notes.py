"""Which footnote a raised figure in the text leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.structure.blocks import Block
from pipeline.extract.structure.labels import RAISED_DIGITS

_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its block, and a name that no other footnote of the document has ("1", "1-4" where 1 is taken)."""

    name: str
    block: Block


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at `text[start:end]` of a block, and the name of the footnote that it leads to."""

    start: int
    end: int
    name: str


def named_notes(footnotes: Sequence[Block]) -> tuple[Note, ...]:
    """Return the footnotes under names of their own: pages may number theirs from 1 each."""
    found: list[Note] = []
    taken: set[str] = set()
    for number, block in enumerate(footnotes, start=1):
        label = block.label or f"n{number}"
        names = (label, f"{label}-{block.page}", f"{label}-{block.page}-{number}")
        name = next(name for name in names if name not in taken)
        taken.add(name)
        found.append(Note(name, block))
    return tuple(found)


def marks_of(block: Block, notes: Sequence[Note]) -> Iterator[Mark]:
    """Yield the marks in a block that lead to a footnote: on its page, else on the nearest one behind it."""
    for match in _MARK.finditer(block.text):
        label = match[0].translate(RAISED_DIGITS)
        found = [note for note in notes if note.block.label == label and note.block.page >= block.page]
        if found and block is not found[0].block:
            yield Mark(match.start(), match.end(), found[0].name)
