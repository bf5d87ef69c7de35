"""Tables without ruling lines: rows of words that leave the same upright bands free.

Prose fills the width of the page, so a band that stays free through several lines, with words on both sides of it,
parts two columns. A row of the table begins where its first column and another one hold words, or where words stand
that would have had room in the line above; all other lines go on with the row above. Signs without a letter or digit
show no column: engines read such things in the gaps.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.layout.grid import GridCell, TableGrid
from pipeline.layout.segments import Segment, join_rows
from pipeline.model import Box, Word

# in heights of a word
_BAND = 0.6
_LONE_BAND = 1.5
_NEXT_ROW = 3.0
_LABEL = 1.6
_TIGHT = 1.2  # times the least distance of lines
_APART = 1.3  # times the usual distance of lines in a cell
_NUMBER = re.compile(r"\W*(?:\d{1,3}|[IVX]{1,5}|[A-Za-zĐđ])\W*$")
_FIGURES = re.compile(r"[\d.,]*\d[\d.,]*%?")
_LEAST_ROWS, _LEAST_ROWS_OF_TWO = 3, 4

_Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class UnruledTable:
    """A grid of cells, and the segments that stand in it."""

    grid: TableGrid
    segments: tuple[Segment, ...]


def find_unruled(segments: Sequence[Segment], unit: float, page: int) -> tuple[UnruledTable, ...]:
    """Return the tables without rules among `segments`, from the top; `unit` is the height of a word.

    A table has three columns in three rows at least, or two columns, clearly apart, in four rows.
    """
    rows = [row for segment in join_rows(segments) if (row := _solid(segment)) is not None]
    frees = [_free(row, unit) for row in rows]
    found: list[UnruledTable] = []
    start = 0
    while start < len(rows):
        run = _longest_run(rows, frees, start, unit)
        if run is None:
            start += 1
            continue
        end, bands = run
        found.append(_table(rows[start:end], bands, segments, page))
        start = end
    return tuple(found)


def _solid(row: Segment) -> Segment | None:
    words = tuple(word for word in row.words if any(char.isalnum() for char in word.text))
    return Segment(words) if words else None


def _free(row: Segment, unit: float) -> list[_Span]:
    """Return the bands that the words of `row` leave free, those on its left and right included."""
    inner = [
        (left, right)
        for left, right in pairwise([float("-inf"), *(edge for word in _merged(row) for edge in word), float("inf")])
    ][::2]
    return [(left, right) for left, right in inner if right - left >= _BAND * unit]


def _merged(row: Segment) -> list[_Span]:
    spans: list[_Span] = []
    for word in sorted(row.words, key=lambda word: word.box.x0):
        if spans and word.box.x0 <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], word.box.x1))
        else:
            spans.append((word.box.x0, word.box.x1))
    return spans


def _longest_run(
    rows: Sequence[Segment], frees: Sequence[list[_Span]], start: int, unit: float
) -> tuple[int, list[_Span]] | None:
    """Return the end of the best table that begins with row `start`, and the bands between its columns, or None."""
    best: tuple[float, int, list[_Span]] | None = None
    shared = [band for band in frees[start] if band[0] > float("-inf") and band[1] < float("inf")]
    for end in range(start + 1, len(rows) + 1):
        numbers = max((_numbers(band, rows[start:end]) for band in shared), default=0)
        bands = [band for band in shared if _parts_columns(band, rows[start:end], numbers)]
        if bands and _is_table(rows[start:end], bands, unit):
            score = float((end - start) * len(bands) ** 2)
            if best is None or score >= best[0]:
                best = (score, end, bands)
        if end == len(rows) or rows[end].y0 - rows[end - 1].y1 > _NEXT_ROW * unit:
            break
        shared = _intersected(shared, frees[end], unit)
        if not shared:
            break
    return None if best is None else (best[1], best[2])


def _intersected(bands: Sequence[_Span], free: Sequence[_Span], unit: float) -> list[_Span]:
    both = ((max(a[0], b[0]), min(a[1], b[1])) for a in bands for b in free)
    return [(left, right) for left, right in both if right - left >= _BAND * unit]


def _parts_columns(band: _Span, rows: Sequence[Segment], numbers: int) -> bool:
    """Whether half of `rows`, or as many as rows are numbered, have words on both sides of `band`, or numbers left."""
    both = sum(row.x0 < band[0] + 1 and row.x1 > band[1] - 1 for row in rows)
    return both >= max(2, min(len(rows) / 2, numbers or len(rows))) or _numbers(band, rows) > 0


def _numbers(band: _Span, rows: Sequence[Segment]) -> int:
    """Return how many numbers stand left of `band`; 0 where anything else does (but the head of their column)."""
    x = (band[0] + band[1]) / 2
    labels = [part.text for row in rows for part in row.split(x)[:1] if part.x1 < x]
    numbers = sum(_NUMBER.match(label) is not None for label in labels)
    return numbers if numbers >= _LEAST_ROWS and numbers >= len(labels) - 1 else 0


def _is_table(rows: Sequence[Segment], bands: Sequence[_Span], unit: float) -> bool:
    full = [row for row in rows if len(_cells_of(row, bands)) >= 2]
    if rows[-1] not in full and not _goes_on(rows, bands):
        return False
    if len(bands) > 1:
        return len(full) >= _LEAST_ROWS and any(len(_cells_of(row, bands)) == len(bands) + 1 for row in rows)
    (band,) = bands
    labels = [row.split((band[0] + band[1]) / 2)[0] for row in full]
    is_list = median(label.x1 - label.x0 for label in labels) < _LABEL * unit
    return len(full) >= _LEAST_ROWS_OF_TWO and band[1] - band[0] >= _LONE_BAND * unit and not is_list


def _goes_on(rows: Sequence[Segment], bands: Sequence[_Span]) -> bool:
    """Whether the last of `rows`, in one column, stands under words of that column at the distance of its lines.

    The number of their row may stand between, at the middle of its height.
    """
    (column,) = _cells_of(rows[-1], bands)
    cells = [_cells_of(row, bands) for row in rows[:-1]]
    while len(cells) > 1 and set(cells[-1]) == {0}:
        cells.pop()
    near = rows[-1].middle - rows[len(cells) - 1].middle <= _APART * _pitch(rows, bands)
    return column > 0 and column in cells[-1] and near


def _pitch(rows: Sequence[Segment], bands: Sequence[_Span]) -> float:
    """Return the usual distance of the lines of a cell, 0 where no column but the first has two."""
    middles: dict[int, list[float]] = {}
    for row in rows:
        for column in _cells_of(row, bands):
            middles.setdefault(column, []).append(row.middle)
    steps = sorted(b - a for column, own in middles.items() if column for a, b in pairwise(own))
    return steps[len(steps) // 4] if steps else 0.0


def _column(doubled_middle: float, bands: Sequence[_Span]) -> int:
    return sum(left + right < doubled_middle for left, right in bands)


def _table(rows: Sequence[Segment], bands: Sequence[_Span], segments: Sequence[Segment], page: int) -> UnruledTable:
    records = _records(rows, bands)
    words = {id(word) for row in rows for word in row.words}
    own = tuple(segment for segment in segments if any(id(word) in words for word in segment.words))
    left, right = min(row.x0 for row in rows) - 1, max(row.x1 for row in rows) + 1
    xs = [left, *((low + high) / 2 for low, high in bands), right]
    tops = [min(row.y0 for row in record) for record in records]
    feet = [max(row.y1 for row in record) for record in records]
    ys = [tops[0] - 1, *((foot + top) / 2 for foot, top in zip(feet, tops[1:], strict=False)), feet[-1] + 1]
    cells = tuple(
        GridCell(Box(page, x0, y0, x1, y1), row, column)
        for row, (y0, y1) in enumerate(pairwise(ys))
        for column, (x0, x1) in enumerate(pairwise(xs))
    )
    return UnruledTable(TableGrid(Box(page, left, ys[0], right, ys[-1]), cells), own)


def _records(rows: Sequence[Segment], bands: Sequence[_Span]) -> list[list[Segment]]:
    """Part the lines of a table into its rows."""
    return _set_apart(rows, bands) or _by_cells(rows, bands)


def _set_apart(rows: Sequence[Segment], bands: Sequence[_Span]) -> list[list[Segment]]:
    """Part the lines where more than the distance of lines is between them; nothing where that makes no rows.

    The number of a row may stand at the middle of its height, on a line of its own.
    """
    pitch = _pitch(rows, bands)
    records = [[rows[0]]]
    for above, row in pairwise(rows):
        if row.middle - above.middle > _APART * pitch:
            records.append([row])
        else:
            records[-1].append(row)
    numbered = all(sum(0 in _cells_of(row, bands) for row in record) <= 1 for record in records)
    return records if numbered and len(records) >= _LEAST_ROWS else []


def _by_cells(rows: Sequence[Segment], bands: Sequence[_Span]) -> list[list[Segment]]:
    """Part the lines where the first column begins anew, or words stand that would have had room in the line above."""
    pitch = min((below.middle - above.middle for above, below in pairwise(rows)), default=0.0)
    cells = [_cells_of(row, bands) for row in rows]
    ends = [max((row[column].x1 for row in cells if column in row), default=0.0) for column in range(len(bands) + 1)]
    records: list[list[Segment]] = []
    for index, row in enumerate(rows):
        begins = index == 0
        if len(cells[index]) >= 2 and not begins:
            apart = row.middle - rows[index - 1].middle > _TIGHT * pitch
            begins = apart or 0 in cells[index] or not _all_go_on(cells[index - 1], cells[index], ends)
        if begins:
            records.append([row])
        else:
            records[-1].append(row)
    return records


def _cells_of(row: Segment, bands: Sequence[_Span]) -> dict[int, Segment]:
    """Return the words of `row` by their column."""
    found: dict[int, list[Word]] = {}
    for word in row.words:
        found.setdefault(_column(word.box.x0 + word.box.x1, bands), []).append(word)
    return {column: Segment(tuple(words)) for column, words in found.items()}


def _all_go_on(above: dict[int, Segment], row: dict[int, Segment], ends: Sequence[float]) -> bool:
    """Whether each cell of `row` may go on with the line above: its first word had no room there.

    A number does not go on with a number.
    """
    return all(
        column in above
        and above[column].x1 + cell.words[0].box.x1 - cell.words[0].box.x0 > ends[column]
        and not (_FIGURES.fullmatch(cell.text) and _FIGURES.fullmatch(above[column].text))
        for column, cell in row.items()
    )
