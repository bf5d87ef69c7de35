"""What is counted beside the errors of the text: table cells, slant, marks."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from benchmarks.ocr.pages import TableCell
from pipeline.model import Box, Line, Mark, MarkKind
from pipeline.quality import comparable_text
from pipeline.raster import Transform

ALIKE = 90.0
"""From this ratio (rapidfuzz, 0 to 100; about one character in ten may be wrong) two texts of a cell are the same."""
_SAME_MARK = 0.3
_BENT_STEPS = 5

Same = Callable[[TableCell, TableCell], bool]


@dataclass(frozen=True, slots=True)
class Hits:
    """How many were wanted, how many were got, and how many of them were right."""

    right: int
    wanted: int
    got: int

    def __add__(self, other: Hits) -> Hits:
        return Hits(self.right + other.right, self.wanted + other.wanted, self.got + other.got)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
        both = self.wanted + self.got
        return 2 * self.right / both if both else 1.0


def cells_of(lines: Iterable[Line]) -> tuple[TableCell, ...]:
    """Return the cells of the tables that `lines` stand in, the lines of a cell joined by spaces."""
    texts: dict[tuple[int, int, int], list[str]] = defaultdict(list)
    for line in lines:
        if line.cell is not None and line.text:
            texts[line.cell.table, line.cell.row, line.cell.column].append(line.text)
    return tuple(TableCell(*place, " ".join(parts)) for place, parts in texts.items())


def same_place(wanted: TableCell, got: TableCell) -> bool:
    """Whether two cells stand in the same row and column, whatever they say."""
    return (wanted.row, wanted.column) == (got.row, got.column)


def same_cell(wanted: TableCell, got: TableCell) -> bool:
    """Whether two cells stand in the same row and column and say nearly the same (`ALIKE`)."""
    return same_place(wanted, got) and fuzz.ratio(comparable_text(wanted.text), comparable_text(got.text)) >= ALIKE


def same_letters(wanted: TableCell, got: TableCell) -> bool:
    """Whether two cells stand in the same row and column and say the same to the letter."""
    return same_place(wanted, got) and comparable_text(wanted.text) == comparable_text(got.text)


def judge_cells(wanted: Sequence[TableCell], got: Sequence[TableCell], same: Same = same_cell) -> Hits:
    """Return how many cells of the tables of a page are right.

    Tables are paired so that the most cells are the same; a table without a partner counts with all its cells, as
    missed or as made up. Empty cells are not counted.

    >>> judge_cells([TableCell(0, 0, 0, "TT"), TableCell(0, 0, 1, "Nội dung")], [TableCell(3, 0, 0, "TT")])
    Hits(right=1, wanted=2, got=1)
    """
    tables, others = _tables(wanted), _tables(got)
    scored = sorted(
        ((_common(table, other, same), -i, -j) for i, table in enumerate(tables) for j, other in enumerate(others)),
        reverse=True,
    )
    right, used, used_others = 0, set[int](), set[int]()
    for count, i, j in scored:
        if i not in used and j not in used_others:
            used.add(i)
            used_others.add(j)
            right += count
    return Hits(right, sum(map(len, tables)), sum(map(len, others)))


def _tables(cells: Sequence[TableCell]) -> list[list[TableCell]]:
    tables: dict[int, list[TableCell]] = defaultdict(list)
    for cell in cells:
        if cell.text.strip():
            tables[cell.table].append(cell)
    return [tables[number] for number in sorted(tables)]


def _common(table: Sequence[TableCell], other: Sequence[TableCell], same: Same) -> int:
    at = {(cell.row, cell.column): cell for cell in other}
    return sum((found := at.get((cell.row, cell.column))) is not None and same(cell, found) for cell in table)


def slant(levels: Sequence[Sequence[tuple[float, float]]], to_original: Transform) -> float:
    """Return the mean slant in degrees, clockwise positive, that lines which ran level have on the cleaned page.

    `to_original` is the way from the cleaned page to the image that the points of `levels` lie in.
    """
    slopes = []
    for level in levels:
        x, y = np.array([_cleaned(point, to_original) for point in level]).T
        slopes.append(float(np.polyfit(x, y, 1)[0]))
    return math.degrees(math.atan(float(np.mean(slopes))))


def _cleaned(point: tuple[float, float], to_original: Transform) -> tuple[float, float]:
    """Return where a point of the image lies on the cleaned page."""
    back = np.linalg.inv(np.reshape(to_original.matrix, (3, 3))) @ (*point, 1.0)
    x, bent = float(back[0] / back[2]), float(back[1] / back[2])
    y = bent
    if to_original.bend is not None:
        for _ in range(_BENT_STEPS):  # the shift changes slowly: this closes in on it
            y = bent - to_original.bend.shift(x, y)
    return x, y


def judge_marks(wanted: Sequence[Mark], got: Sequence[Mark]) -> Mapping[MarkKind, Hits]:
    """Return, for each kind, how many marks were found where they are."""
    found: Counter[MarkKind] = Counter()
    left = list(got)
    for mark in wanted:
        match = next((other for other in left if other.kind is mark.kind and _meet(mark.box, other.box)), None)
        if match is not None:
            left.remove(match)
            found[mark.kind] += 1
    asked, answered = Counter(mark.kind for mark in wanted), Counter(mark.kind for mark in got)
    return {kind: Hits(found[kind], asked[kind], answered[kind]) for kind in asked | answered}


def _meet(first: Box | None, second: Box | None) -> bool:
    """Whether two boxes share so much of the smaller one that they mean the same thing."""
    if first is None or second is None:
        return first is second
    width = min(first.x1, second.x1) - max(first.x0, second.x0)
    height = min(first.y1, second.y1) - max(first.y0, second.y0)
    smaller = min((box.x1 - box.x0) * (box.y1 - box.y0) for box in (first, second))
    return width > 0 and height > 0 and width * height >= _SAME_MARK * smaller
