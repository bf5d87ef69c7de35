"""Finds the ruled tables of a PDF page in its vector lines.

Word processors draw a border as a stroked line, or as a filled rectangle half a point thin, cell by cell. All of
them become horizontal and vertical rules; rules that touch make a lattice; cells between which no rule stands are
one merged cell.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.ingest.frame import Frame

_THIN = 3.0  # points: a thicker filled rectangle is a surface
_SNAP = 2.5  # points: rules nearer than this are one
_SHORTEST = 6.0
_DEPTH = 4
_MOST_PATHS = 5_000
_MOST_SEGMENTS = 60_000
_MOST_RULES = 1_500


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical line: where it stands across its direction, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class RuledCell:
    """One cell of a ruled table in the units of its rules: place, span, edges."""

    row: int
    column: int
    rows: int
    columns: int
    x0: float
    y0: float
    x1: float
    y1: float


Points = list[tuple[float, float]]


def page_rules(page: pdfium.PdfPage, frame: Frame) -> tuple[list[Rule], list[Rule]]:
    """Return the horizontal and the vertical rules of a page, in pixels of the upright page, joined and sorted."""
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    scale = frame.scale
    for left, bottom, right, top in _thin_boxes(page):
        box = frame.upright(left, bottom, right, top)
        width, height = box.x1 - box.x0, box.y1 - box.y0
        if width >= height and width >= _SHORTEST * scale:
            horizontal.append(Rule((box.y0 + box.y1) / 2, box.x0, box.x1))
        elif height > width and height >= _SHORTEST * scale:
            vertical.append(Rule((box.x0 + box.x1) / 2, box.y0, box.y1))
    if len(horizontal) + len(vertical) > _MOST_SEGMENTS:
        return [], []
    tolerance = _SNAP * scale
    return joined(horizontal, tolerance), joined(vertical, tolerance)


def _thin_boxes(page: pdfium.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """Yield left, bottom, right, top in points of each straight thin thing that is drawn on the page."""
    paths = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH], max_depth=_DEPTH)
    segments = 0
    for count, item in enumerate(paths):
        segments += pdfium_c.FPDFPath_CountSegments(item)
        if count >= _MOST_PATHS or segments > _MOST_SEGMENTS:
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDFPath_GetDrawMode(item, fill, stroke)
        for points in _subpaths(item):
            if stroke.value:
                yield from _edges(points)
            elif fill.value:
                left, right = min(x for x, _ in points), max(x for x, _ in points)
                bottom, top = min(y for _, y in points), max(y for _, y in points)
                if min(right - left, top - bottom) <= _THIN:
                    yield left, bottom, right, top


def _subpaths(item: pdfium.PdfObject) -> Iterator[Points]:
    """Yield the corners of each part of a path, in points of the page; parts with curves are passed over."""
    matrix = item.get_matrix()
    points: Points = []
    curved = False
    for index in range(pdfium_c.FPDFPath_CountSegments(item)):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == pdfium_c.FPDF_SEGMENT_BEZIERTO
        points.append(matrix.on_point(x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points


def _edges(points: Points) -> Iterator[tuple[float, float, float, float]]:
    for (xa, ya), (xb, yb) in pairwise(points):
        if min(abs(xa - xb), abs(ya - yb)) < 1.0:
            yield min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def joined(rules: Sequence[Rule], tolerance: float) -> list[Rule]:
    """Return rules with those on one line and touching made one, sorted by where they stand."""
    out: list[Rule] = []
    level: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if level and rule.at - level[0].at > tolerance:
            out += _runs(level, tolerance)
            level = []
        level.append(rule)
    return out + _runs(level, tolerance)


def _runs(level: Sequence[Rule], tolerance: float) -> list[Rule]:
    runs: list[Rule] = []
    at = sum(rule.at for rule in level) / max(1, len(level))
    for rule in sorted(level, key=lambda rule: rule.start):
        if runs and rule.start <= runs[-1].end + tolerance:
            runs[-1] = Rule(at, runs[-1].start, max(runs[-1].end, rule.end))
        else:
            runs.append(Rule(at, rule.start, rule.end))
    return runs


def lattices(horizontal: Sequence[Rule], vertical: Sequence[Rule], tolerance: float) -> list[list[RuledCell]]:
    """Return the cells of each table that the rules make, from top to bottom; frames of one cell are no tables."""
    if len(horizontal) + len(vertical) > _MOST_RULES:
        return []
    tables: list[list[RuledCell]] = []
    for across, down in _connected(horizontal, vertical, tolerance):
        ys = _positions((rule.at for rule in across), tolerance)
        xs = _positions((rule.at for rule in down), tolerance)
        if len(xs) < 3 or len(ys) < 2:
            continue
        cells = _cells(xs, ys, across, down, tolerance)
        if len(cells) > 1:
            tables.append(cells)
    return sorted(tables, key=lambda cells: min(cell.y0 for cell in cells))


def _connected(
    horizontal: Sequence[Rule], vertical: Sequence[Rule], tolerance: float
) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the groups of rules that cross or touch each other."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, across in enumerate(horizontal):
        for j, down in enumerate(vertical):
            touches = (
                across.start - tolerance <= down.at <= across.end + tolerance
                and down.start - tolerance <= across.at <= down.end + tolerance
            )
            if touches:
                parent[root(i)] = root(len(horizontal) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate((*horizontal, *vertical)):
        groups.setdefault(root(index), ([], []))[0 if index < len(horizontal) else 1].append(rule)
    return list(groups.values())


def _positions(values: Iterable[float], tolerance: float) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > tolerance:
            out.append(value)
    return out


def _cells(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Rule], down: Sequence[Rule], tolerance: float
) -> list[RuledCell]:
    """Return the cells of the grid of `xs` and `ys`, merged where no rule stands between two."""
    columns, rows = len(xs) - 1, len(ys) - 1
    parent = list(range(rows * columns))

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            middle_x, middle_y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            if column + 1 < columns and not _covered(down, xs[column + 1], middle_y, tolerance):
                parent[root(here + 1)] = root(here)
            if row + 1 < rows and not _covered(across, ys[row + 1], middle_x, tolerance):
                parent[root(here + columns)] = root(here)
    groups: dict[int, list[tuple[int, int]]] = {}
    for index in range(rows * columns):
        groups.setdefault(root(index), []).append(divmod(index, columns))
    return sorted((_merged(places, xs, ys) for places in groups.values()), key=lambda cell: (cell.row, cell.column))


def _covered(rules: Sequence[Rule], at: float, along: float, tolerance: float) -> bool:
    return any(
        abs(rule.at - at) <= tolerance and rule.start - tolerance <= along <= rule.end + tolerance for rule in rules
    )


def _merged(places: Sequence[tuple[int, int]], xs: Sequence[float], ys: Sequence[float]) -> RuledCell:
    top, bottom = min(row for row, _ in places), max(row for row, _ in places)
    left, right = min(column for _, column in places), max(column for _, column in places)
    return RuledCell(
        row=top,
        column=left,
        rows=bottom - top + 1,
        columns=right - left + 1,
        x0=xs[left],
        y0=ys[top],
        x1=xs[right + 1],
        y1=ys[bottom + 1],
    )
