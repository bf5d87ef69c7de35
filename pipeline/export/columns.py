"""Columns of plain text: two blocks side by side, the cells of a table one under another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BETWEEN = 3  # spaces between two blocks
_BAR = " | "
_SAME_ROW = 0.5  # distances of lines within which two lines stand on one


@dataclass(frozen=True, slots=True)
class GridCell:
    """The lines of one cell, which begins at `column` (from 0) and takes `columns`."""

    column: int
    columns: int
    lines: list[str]


def beside(
    left: Sequence[tuple[float, str]], right: Sequence[tuple[float, str]], start: int, *, centred: bool
) -> Iterator[str]:
    """Yield the lines of two blocks that stand side by side.

    Args:
        left: row (counted in distances of lines) and text of each line.
        right: the same of the right block, whose lines are centred.
        start: the character at which the right block begins, at least; it never stands over the left one.
        centred: whether the lines of the left block are centred, too.

    >>> for line in beside([(1, "UBND XÃ"), (2, "Số: 1")], [(1, "CỘNG HÒA"), (3, "X")], 12, centred=True):
    ...     print(line)
    UBND XÃ     CỘNG HÒA
     Số: 1
                   X
    """
    width = max((len(text) for _, text in left), default=0)
    start = max(start, width + _BETWEEN) if left else start
    right_width = max((len(text) for _, text in right), default=0)
    for first, second in _paired(left, right):
        margin = (width - len(first)) // 2 if centred else 0
        line = f"{' ' * margin}{first}"
        if second:
            line = f"{line.ljust(start)}{' ' * ((right_width - len(second)) // 2)}{second}"
        yield line.rstrip()


def _paired(left: Sequence[tuple[float, str]], right: Sequence[tuple[float, str]]) -> Iterator[tuple[str, str]]:
    """Yield what stands on one row of both blocks; no line before one that stands over it."""
    first, second = 0, 0
    while first < len(left) or second < len(right):
        if second == len(right) or (first < len(left) and left[first][0] < right[second][0] - _SAME_ROW):
            yield left[first][1], ""
            first += 1
        elif first == len(left) or right[second][0] < left[first][0] - _SAME_ROW:
            yield "", right[second][1]
            second += 1
        else:
            yield left[first][1], right[second][1]
            first, second = first + 1, second + 1


def aligned(rows: Sequence[Sequence[GridCell]]) -> Iterator[str]:
    """Yield the lines of a table, its columns one under another; a rule parts rows where a cell has several lines.

    >>> table = [[GridCell(0, 1, ["TT"]), GridCell(1, 1, ["Việc"])], [GridCell(0, 1, ["1"]), GridCell(1, 1, ["Họp"])]]
    >>> for line in aligned(table):
    ...     print(line)
    TT | Việc
    1  | Họp
    """
    widths = _widths(rows)
    tall = any(len(cell.lines) > 1 for row in rows for cell in row)
    rule = "-+-".join("-" * width for width in widths)
    for number, row in enumerate(rows):
        if tall and number:
            yield rule
        for place in range(max((len(cell.lines) for cell in row), default=0)):
            yield _line(row, place, widths)


def _widths(rows: Sequence[Sequence[GridCell]]) -> list[int]:
    """Return how wide each column is: as its widest line; a merged cell widens the last column it takes."""
    count = max((cell.column + cell.columns for row in rows for cell in row), default=0)
    widths = [0] * count
    cells = [cell for row in rows for cell in row]
    for cell in sorted(cells, key=lambda cell: cell.columns):
        longest = max((len(line) for line in cell.lines), default=0)
        last = cell.column + cell.columns - 1
        held = sum(widths[cell.column : last]) + len(_BAR) * (cell.columns - 1)
        widths[last] = max(widths[last], longest - held)
    return widths


def _line(row: Sequence[GridCell], place: int, widths: Sequence[int]) -> str:
    parts = []
    column = 0
    for cell in row:
        parts += [" " * widths[empty] for empty in range(column, cell.column)]
        column = max(column, cell.column) + cell.columns
        width = sum(widths[cell.column : column]) + len(_BAR) * (cell.columns - 1)
        parts.append((cell.lines[place] if place < len(cell.lines) else "").ljust(width))
    parts += [" " * width for width in widths[column:]]
    return _BAR.join(parts).rstrip(" |")
