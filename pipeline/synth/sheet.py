"""One page while it is drawn, and the page with its truth when it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from pipeline.model import Box, Cell, Line, LineRole, Mark, MarkKind, Word
from pipeline.raster import Raster
from pipeline.reading import union
from pipeline.synth.breaking import RAISED_BY, BrokenLine, Run, Type
from pipeline.synth.ink import Ink, handwrite
from pipeline.synth.style import A4_MM, Style


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the text of a drawn line comes from: characters `start` to `end` of the text called `name`."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A clean page: its image, its lines in reading order as truth, the origin of each line, and its marks.

    `cells` are the cells of its tables with the rectangles between their rules, empty cells too; `unruled` the
    numbers of the tables that have no rules.
    """

    raster: Raster
    lines: tuple[Line, ...]
    origins: tuple[Origin, ...]
    marks: tuple[Mark, ...]
    cells: tuple[tuple[Cell, Box], ...] = ()
    unruled: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a line goes: left edge and baseline in pixels; with `width` its words are spread to fill it."""

    x: float
    baseline: float
    width: float | None = None


class Sheet:
    """A page being drawn; `finish` gives the page."""

    def __init__(self, number: int, style: Style, rng: np.random.Generator, *, landscape: bool = False) -> None:
        width_mm, height_mm = reversed(A4_MM) if landscape else A4_MM
        self.number = number
        self.width, self.height = round(style.mm(width_mm)), round(style.mm(height_mm))
        self.dpi = style.dpi
        self._pen, self._typewriter = style.pen, style.typewriter
        self._rng = rng
        self._image = Image.new("L", (self.width, self.height), 255)
        self._draw = ImageDraw.Draw(self._image)
        self._lines: list[Line] = []
        self._origins: list[Origin] = []
        self._marks: list[Mark] = []
        self._inks: list[tuple[Ink, int, int]] = []
        self._tables = 0
        self._cells: list[tuple[Cell, Box]] = []
        self._unruled: set[int] = set()

    def put(
        self, line: BrokenLine, kind: Type, at: Placing, origin: Origin, role: LineRole, cell: Cell | None = None
    ) -> None:
        """Draw `line` and note it as the next in reading order."""
        words = self._words(line, kind, at)
        text = " ".join(word.text for word in words)
        box = union([word.box for word in words])
        self._lines.append(Line(self.number, text, text, box, tuple(words), role=role, cell=cell))
        self._origins.append(origin)

    def _words(self, line: BrokenLine, kind: Type, at: Placing) -> list[Word]:
        gaps = sum(token.spaced for token in line.tokens[1:])
        natural = sum(token.width for token in line.tokens) + gaps * kind.space
        extra = 0.0 if at.width is None or not gaps else max(0.0, at.width - natural) / gaps
        x = at.x
        words: list[Word] = []
        for index, token in enumerate(line.tokens):
            joins = index > 0 and not token.spaced
            if index and token.spaced:
                x += kind.space + extra
            boxes = []
            for run in token.runs:
                boxes.append(self._run(run, kind, x, at.baseline))
                x += kind.width(run)
            text = "".join(run.text for run in token.runs)
            if joins:
                text, boxes = words[-1].text + text, [words.pop().box, *boxes]
            words.append(Word(text, union(boxes), 1.0))
        return words

    def _run(self, run: Run, kind: Type, x: float, baseline: float) -> Box:
        font = kind.font(run)
        y = baseline - (kind.size * RAISED_BY if run.raised else 0)
        x0, y0, x1, y1 = font.getbbox(run.drawn, anchor="ls")
        box = Box(self.number, round(x + x0, 1), round(y + y0, 1), round(x + x1, 1), round(y + y1, 1))
        if run.pen:
            self._by_hand(run, kind, x, y)
        elif self._typewriter:
            self._typewriter.strike(self._image, run.drawn, font, (x, y), twice=run.bold)
        else:
            self._draw.text((x, y), run.drawn, font=font, fill=0, anchor="ls")
        return replace(box, x1=round(x + kind.width(run), 1)) if kind.pitch or run.room != 1.0 else box

    def _by_hand(self, run: Run, kind: Type, x: float, baseline: float) -> None:
        font, width = kind.font(run), kind.width(run)
        if self._pen and run.drawn.isdigit():
            capital = -float(font.getbbox("H", anchor="ls")[1])
            ink = self._pen.write(run.drawn, capital, width, self._rng)
        else:
            ink = handwrite(run.drawn, font, self._rng)
        left, top, right, bottom = ink.extent
        self._inks.append((ink, round(x), round(baseline)))
        box = Box(self.number, x + left, baseline + top, x + right, baseline + bottom)
        self._marks.append(Mark(MarkKind.HANDWRITING, box, run.drawn))

    def rule(self, x0: float, y0: float, x1: float, y1: float, thickness: float) -> None:
        """Draw an upright or level line, `thickness` pixels wide."""
        half = max(1, round(thickness)) / 2
        if y0 == y1:
            self._draw.rectangle((round(x0), round(y0 - half), round(x1), round(y0 + half) - 1), fill=0)
        else:
            self._draw.rectangle((round(x0 - half), round(y0), round(x0 + half) - 1, round(y1)), fill=0)

    def cell(self, cell: Cell, x0: float, y0: float, x1: float, y1: float) -> None:
        """Note the rectangle of a cell of a table."""
        self._cells.append((cell, Box(self.number, round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1))))

    def page_number(self, kind: Type, centre: float, baseline: float) -> None:
        """Draw the number of the page; it is a mark, no line of the text."""
        run = Run(str(self.number))
        box = self._run(run, kind, centre - kind.width(run) / 2, baseline)
        self._marks.append(Mark(MarkKind.PAGE_NUMBER, box, run.text))

    def stamp(self, ink: Ink, x: float, y: float, kind: MarkKind, text: str = "") -> None:
        """Lay `ink` over the page with its origin at (x, y), and note it as a mark."""
        self._inks.append((ink, round(x), round(y)))
        left, top = x - ink.origin[0], y - ink.origin[1]
        height, width = ink.density.shape
        box = Box(self.number, max(0.0, left), max(0.0, top), left + width, top + height)
        self._marks.append(Mark(kind, box, text))

    def next_table(self, *, ruled: bool = True) -> int:
        """Return the number, from 0, of a table that begins on this page."""
        if not ruled:
            self._unruled.add(self._tables)
        self._tables += 1
        return self._tables - 1

    def finish(self) -> DrawnPage:
        """Return the page."""
        pixels: npt.NDArray[np.uint8] = np.asarray(self._image).copy()
        if self._inks:
            pixels = np.repeat(pixels[:, :, None], 3, axis=2)
            for ink, x, y in self._inks:
                ink.lay_on(pixels, x, y)
        lines, origins, marks = tuple(self._lines), tuple(self._origins), tuple(self._marks)
        cells, unruled = tuple(self._cells), frozenset(self._unruled)
        return DrawnPage(Raster(pixels, self.dpi), lines, origins, marks, cells, unruled)

    def has_lines(self) -> bool:
        """Whether anything but the running head was written on the page yet."""
        return any(line.role is not LineRole.FURNITURE for line in self._lines)


def text_width(line: BrokenLine, kind: Type) -> float:
    """Return the natural width of `line` in pixels."""
    spaces = sum(token.spaced for token in line.tokens[1:])
    return sum(token.width for token in line.tokens) + spaces * kind.space


def all_lines(pages: Sequence[DrawnPage]) -> tuple[Line, ...]:
    """Return the lines of all `pages`, in reading order."""
    return tuple(line for page in pages for line in page.lines)
