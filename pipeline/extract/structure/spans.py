"""A piece of text that knows where in the reading it stands: what every fact is cut from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.structure.blocks import Block
from pipeline.model import Evidence
from pipeline.reading import Reading


@dataclass(frozen=True, slots=True)
class Slice:
    """`text` is `block.text[start:end]`."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words of the slice."""
        return self.block.text[self.start : self.end]

    def cut(self, start: int, end: int | None = None) -> Slice:
        """Return the part from `start` to `end` (counted in the slice) without space around it."""
        text = self.text[start:end]
        first = self.start + start + len(text) - len(text.lstrip())
        return replace(self, start=first, end=max(first, self.start + start + len(text.rstrip())))

    def of(self, match: re.Match[str], group: int | str = 0) -> Slice:
        """Return the part that a group of a match on `text` (or a text as long) covers."""
        return self.cut(match.start(group), match.end(group))

    def span(self) -> tuple[int, int]:
        """Return its place in the reading."""
        return self.block.span(self.start, self.end)


def whole(block: Block) -> Slice:
    """Return all of a block."""
    return Slice(block, 0, len(block.text))


@dataclass(frozen=True, slots=True)
class Found:
    """A value, the slices it was read from, in order, the rule that found it and how sure that rule is."""

    value: str
    slices: tuple[Slice, ...]
    rule: str
    certainty: float = 0.95

    def evidence(self, reading: Reading, *, exact: bool = False) -> Evidence:
        """Return the evidence: one span from the first slice to the last; `exact` where each character counts."""
        return evidence_of(self.slices, reading, self.rule, self.certainty, exact=exact)


def evidence_of(
    slices: Sequence[Slice], reading: Reading, rule: str, certainty: float, *, exact: bool = False
) -> Evidence:
    """Return the evidence of a fact that rests on `slices` (at least one); `exact` where each character counts."""
    spans = [piece.span() for piece in slices]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return reading.evidence(start, end, rule, certainty, (start, end) if exact else None)


def joined(slices: Sequence[Slice]) -> str:
    """Return the texts of `slices` joined by single spaces."""
    return " ".join(piece.text for piece in slices if piece.text)
