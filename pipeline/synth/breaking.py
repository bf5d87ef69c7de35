"""Breaking text into lines of the paper: tokens measured with the font, filled greedily as word processors do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from PIL import ImageFont

from pipeline.synth.content import FROM_SUPERSCRIPT, SUPERSCRIPTS, RichText
from pipeline.synth.fonts import Family

RAISED_SIZE = 0.62
RAISED_BY = 0.33
"""Size and height of a footnote mark, as parts of the size of the text it stands in."""

_INSIDE = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one face. `raised` makes a footnote mark, `pen` handwriting, `room` widens it."""

    text: str
    bold: bool = False
    italic: bool = False
    pen: bool = False
    raised: bool = False
    room: float = 1.0

    @property
    def drawn(self) -> str:
        """The characters given to the font: a footnote mark is drawn with plain digits."""
        return self.text.translate(FROM_SUPERSCRIPT) if self.raised else self.text


@dataclass(frozen=True, slots=True)
class Type:
    """A family at a size in pixels: measures runs and finds their fonts. `pitch` is a typewriter's, else 0."""

    family: Family
    size: float
    pitch: float = 0.0

    def font(self, run: Run) -> ImageFont.FreeTypeFont:
        """Return the font for `run`."""
        return self.family.font(
            self.size * (RAISED_SIZE if run.raised else 1), bold=run.bold, italic=run.italic and not run.raised
        )

    def width(self, run: Run) -> float:
        """Return the advance of `run` in pixels."""
        if self.pitch:
            return len(run.drawn) * self.pitch * self.font(run).size * run.room
        return self.font(run).getlength(run.drawn) * run.room

    @property
    def space(self) -> float:
        """The width of a space in pixels."""
        return self.pitch * self.size if self.pitch else self.family.font(self.size).getlength(" ")


@dataclass(frozen=True, slots=True)
class Token:
    """Characters `start` to `end` of a text, which no line end parts. `spaced`: a space stands before it."""

    start: int
    end: int
    runs: tuple[Run, ...]
    width: float
    spaced: bool


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """One line: its tokens, and whether it ends its paragraph."""

    tokens: tuple[Token, ...]
    last: bool

    @property
    def text(self) -> str:
        """The characters of the line, as a reader copies them."""
        parts = [
            (" " if token.spaced and index else "") + "".join(run.text for run in token.runs)
            for index, token in enumerate(self.tokens)
        ]
        return "".join(parts)


def tokens_of(rich: RichText, kind: Type, *, bold: bool = False, italic: bool = False) -> tuple[Token, ...]:
    """Return the tokens of `rich` in order; a line may also end after a hyphen between letters (KH-UBND)."""
    tokens: list[Token] = []
    for word in re.finditer(r"\S+", rich.text):
        start = word.start()
        ends = [word.start() + cut.end() for cut in _INSIDE.finditer(word.group())]
        for end in [*ends, word.end()]:
            runs = tuple(_runs(rich, start, end, bold=bold, italic=italic))
            spaced = start == word.start()
            tokens.append(Token(start, end, runs, sum(kind.width(run) for run in runs), spaced))
            start = end
    return tuple(tokens)


def _runs(rich: RichText, start: int, end: int, *, bold: bool, italic: bool) -> Iterator[Run]:
    def face(index: int) -> tuple[bool, bool, bool, bool, float]:
        over = [mark for mark in rich.emphases if mark.start <= index < mark.end]
        return (
            bold or any(mark.bold for mark in over),
            italic or any(mark.italic for mark in over),
            any(mark.pen for mark in over),
            rich.text[index] in SUPERSCRIPTS,
            max((mark.room for mark in over), default=1.0),
        )

    for faces, group in groupby(range(start, end), key=face):
        yield Run("".join(rich.text[index] for index in group), *faces)


def break_lines(tokens: Sequence[Token], kind: Type, first_width: float, width: float) -> tuple[BrokenLine, ...]:
    """Fill lines of `width` pixels, the first of `first_width`; a token wider than a line is cut by letters."""
    lines: list[BrokenLine] = []
    current: list[Token] = []
    used, room = 0.0, first_width
    for token in _cut_wide(tokens, kind, min(first_width, width)):
        gap = kind.space if token.spaced and current else 0.0
        if current and used + gap + token.width > room:
            lines.append(BrokenLine(tuple(current), last=False))
            current, used, room, gap = [], 0.0, width, 0.0
        current.append(token)
        used += gap + token.width
    if current:
        lines.append(BrokenLine(tuple(current), last=True))
    return tuple(lines)


def _cut_wide(tokens: Sequence[Token], kind: Type, width: float) -> Iterator[Token]:
    for token in tokens:
        if token.width <= width:
            yield token
            continue
        start, spaced = token.start, token.spaced
        for run in token.runs:
            for char in run.text:
                piece = replace(run, text=char)
                yield Token(start, start + 1, (piece,), kind.width(piece), spaced)
                start, spaced = start + 1, False
