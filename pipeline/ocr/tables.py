"""Ruled tables: from the lines on the page to a grid of cells, merged ones included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.layout import GridCell, TableGrid
from pipeline.model import Box
from pipeline.ocr.ruling import SHORTEST_RULE, Ruling, islands
from pipeline.raster import Pixels, Raster

_JOINED = 2  # pixels: rules that end so near each other meet
_LEAST_SIDE = 0.13
_WALL_COVERED = 0.6
_OPEN_SIDE = 0.25
_LONG_RULE = 0.25  # of the side of its table
_STEEP = 0.1
_WHITE = 255


def find_tables(ruling: Ruling, dpi: int, page: int = 1) -> tuple[TableGrid, ...]:
    """Return the tables of a page from top to bottom: connected rulings that close at least two cells."""
    tables: list[TableGrid] = []
    least_width, least_height = 6 * _LEAST_SIDE * dpi, _LEAST_SIDE * dpi
    for island in islands(ruling.level | ruling.upright, _JOINED):
        if island.mask.shape[1] < least_width or island.mask.shape[0] < least_height:
            continue
        joined = cv2.dilate(island.mask.astype(np.uint8), np.ones((2 * _JOINED + 1, 2 * _JOINED + 1), np.uint8))
        _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
        for label, (x, y, width, height) in enumerate(stats[1:, :4].tolist(), 1):
            if width < least_width or height < least_height:
                continue
            left, top = island.left + x, island.top + y
            window = (slice(top, top + height), slice(left, left + width))
            own = labels[y : y + height, x : x + width] == label
            grid = _grid(ruling.level[window] & own, ruling.upright[window] & own, dpi)
            if grid is not None and len(grid) >= 2:
                tables.append(_placed(grid, left, top, page))
    return tuple(sorted(tables, key=lambda table: table.box.y0))


_Places = list[tuple[tuple[int, int], tuple[int, int], tuple[float, float, float, float]]]


def _grid(level: npt.NDArray[np.bool_], upright: npt.NDArray[np.bool_], dpi: int) -> _Places | None:
    """Return the cells as (row, column), (rows, columns), (x0, y0, x1, y1), or None where the rules close nothing."""
    slant = _Slant(_slope(upright), _slope(level.T), level.shape)
    level, upright = slant.taken_out(level), slant.taken_out(upright)
    ys = _positions(level, axis=1, dpi=dpi)
    xs = _positions(upright, axis=0, dpi=dpi)
    if len(ys) >= 2 and xs:
        xs = _closed(xs, [_ends(level, y, dpi) for y in ys], dpi)
    if len(xs) >= 2 and ys:
        ys = _closed(ys, [_ends(upright.T, x, dpi) for x in xs[1:-1]], dpi)
    if len(ys) < 2 or len(xs) < 2:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    reach = max(2, round(0.025 * dpi))
    has_floor = np.ones((rows, columns), dtype=np.bool_)
    has_wall = np.ones((rows, columns), dtype=np.bool_)
    for row, (y0, y1) in enumerate(pairwise(ys)):
        for column, (x0, x1) in enumerate(pairwise(xs)):
            has_floor[row, column] = row == rows - 1 or _covered(level[y1 - reach : y1 + reach + 1, x0:x1], axis=0)
            has_wall[row, column] = column == columns - 1 or _covered(
                upright[y0:y1, x1 - reach : x1 + reach + 1], axis=1
            )
    return [
        ((row, column), (tall, wide), slant.put_back(xs[column], ys[row], xs[column + wide], ys[row + tall]))
        for row, column, tall, wide in _merged(has_floor, has_wall)
    ]


def _slope(rules: npt.NDArray[np.bool_]) -> float:
    """Return by how much the upright `rules` shift to the right per pixel downwards: the median over long ones."""
    slopes: list[float] = []
    weights: list[float] = []
    for island in islands(rules, 0):
        if island.mask.shape[0] < _LONG_RULE * rules.shape[0]:
            continue
        _, labels, stats, _ = cv2.connectedComponentsWithStats(island.mask.astype(np.uint8), connectivity=8)
        for label, (left, top, width, height) in enumerate(stats[1:, :4].tolist(), 1):
            if height < _LONG_RULE * rules.shape[0] or width > _STEEP * height:
                continue
            window = labels[top : top + height, left : left + width]
            end = max(1, height // 10)
            upper, lower = (float(np.nonzero(part == label)[1].mean()) for part in (window[:end], window[-end:]))
            slopes.append((lower - upper) / (height - end))
            weights.append(float(height))
    if not slopes:
        return 0.0
    order = np.argsort(slopes)
    middle = np.searchsorted(np.cumsum(np.array(weights)[order]), sum(weights) / 2)
    return slopes[int(order[middle])]


@dataclass(frozen=True, slots=True)
class _Slant:
    """The slant of a table's rules, which feeders and cameras make different for upright and level ones.

    `upright` is in pixels to the right per pixel down, `level` in pixels down per pixel to the right.
    """

    upright: float
    level: float
    shape: tuple[int, ...]

    def taken_out(self, rules: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Return `rules` with the slant taken out, the middle of the table fixed."""
        height, width = self.shape
        if abs(self.upright) * height < 1 and abs(self.level) * width < 1:
            return rules
        matrix = np.array(
            [[1, self.upright, -self.upright * height / 2], [self.level, 1, -self.level * width / 2]], dtype=np.float64
        )
        flags = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
        straight: npt.NDArray[np.bool_] = (
            cv2.warpAffine(rules.astype(np.uint8), matrix, (width, height), flags=flags) > 0
        )
        return straight

    def put_back(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Return the box around whose middle the rules of the straightened box (x0, y0, x1, y1) stand."""
        height, width = self.shape
        right = self.upright * ((y0 + y1) / 2 - height / 2)
        down = self.level * ((x0 + x1) / 2 - width / 2)
        return x0 + right, y0 + down, x1 + right, y1 + down


def _positions(rules: npt.NDArray[np.bool_], axis: int, dpi: int) -> list[int]:
    """Return where the rules stand along one axis: middles of the runs of rows (columns) that hold a rule."""
    long = rules.sum(axis=axis) >= 0.8 * SHORTEST_RULE * dpi
    edges = np.flatnonzero(np.diff(np.concatenate([[0], long.astype(np.int8), [0]])))
    middles = [(int(start) + int(end) - 1) // 2 for start, end in zip(edges[::2], edges[1::2], strict=True)]
    kept: list[int] = []
    for middle in middles:
        if kept and middle - kept[-1] < 0.5 * _LEAST_SIDE * dpi:
            kept[-1] = (kept[-1] + middle) // 2  # a double rule, or one that slants
        else:
            kept.append(middle)
    return kept


def _ends(rules: npt.NDArray[np.bool_], place: int, dpi: int) -> tuple[int, int] | None:
    """Return where the level rule at height `place` begins and ends."""
    reach = max(2, round(0.025 * dpi))
    columns = np.flatnonzero(rules[max(0, place - reach) : place + reach + 1].any(axis=0))
    return (int(columns[0]), int(columns[-1])) if columns.size else None


def _closed(places: list[int], ends: Sequence[tuple[int, int] | None], dpi: int) -> list[int]:
    """Return `places` with the outer rules that a table with open sides lacks: where its other rules (`ends`) end."""
    known = [end for end in ends if end is not None]
    if len(known) < 2:
        return places
    first, last = (int(np.median([end[side] for end in known])) for side in (0, 1))
    least = _OPEN_SIDE * dpi
    return [
        *([first] if places[0] - first > least else []),
        *places,
        *([last] if last - places[-1] > least else []),
    ]


def _covered(strip: npt.NDArray[np.bool_], axis: int) -> bool:
    return bool(strip.size) and float(strip.any(axis=axis).mean()) >= _WALL_COVERED


def _merged(has_floor: npt.NDArray[np.bool_], has_wall: npt.NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """Join the fields that no rule parts; return row, column, rows, columns of each cell."""
    rows, columns = has_floor.shape
    taken = np.zeros((rows, columns), dtype=np.bool_)
    cells = []
    for row in range(rows):
        for column in range(columns):
            if taken[row, column]:
                continue
            wide = 1
            while not has_wall[row, column + wide - 1] and not taken[row, column + wide]:
                wide += 1
            tall = 1
            while not has_floor[row + tall - 1, column : column + wide].any():
                tall += 1
            taken[row : row + tall, column : column + wide] = True
            cells.append((row, column, tall, wide))
    return cells


def _placed(grid: _Places, left: int, top: int, page: int) -> TableGrid:
    cells = tuple(
        GridCell(Box(page, left + x0, top + y0, left + x1, top + y1), row, column, tall, wide)
        for (row, column), (tall, wide), (x0, y0, x1, y1) in grid
    )
    box = Box(
        page,
        min(cell.box.x0 for cell in cells),
        min(cell.box.y0 for cell in cells),
        max(cell.box.x1 for cell in cells),
        max(cell.box.y1 for cell in cells),
    )
    return TableGrid(box, cells)


def without_ruling(raster: Raster, ruling: Ruling, tables: Sequence[TableGrid]) -> Pixels:
    """Return the page with the rules of its `tables` painted over, so that the engine sees only print.

    Only what lies on an edge of a cell is painted: a fraction bar or an underline in a cell stays.
    """
    out = raster.pixels.copy()
    reach = max(3, round(0.012 * raster.dpi)) | 1
    for table in tables:
        left, top = (max(0, round(edge) - 4 * reach) for edge in (table.box.x0, table.box.y0))
        window = slice(top, round(table.box.y1) + 4 * reach), slice(left, round(table.box.x1) + 4 * reach)
        rules = (ruling.level[window] | ruling.upright[window]).astype(np.uint8)
        edges = np.zeros_like(rules)
        for box in (cell.box for cell in table.cells):
            corners = (round(box.x0) - left, round(box.y0) - top), (round(box.x1) - left, round(box.y1) - top)
            cv2.rectangle(edges, *corners, 1, thickness=4 * reach + 1)
        wide = cv2.dilate(rules, np.ones((reach, reach), np.uint8))
        out[window][np.logical_and(wide > 0, edges > 0)] = _WHITE
    return out
