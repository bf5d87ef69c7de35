"""Two pages in one image, and pages without text."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.model import Box, Cell, Line
from pipeline.raster import Pixels, Raster
from pipeline.synth.sheet import DrawnPage
from pipeline.synth.style import A4_MM, MM_PER_INCH, Style

FOLD_MM = 14.0
"""How far from the fold the shadow of a bound spread reaches."""


def blank_page(style: Style) -> DrawnPage:
    """Return an empty A4 page."""
    width, height = (round(style.mm(size)) for size in A4_MM)
    return DrawnPage(Raster(np.full((height, width), 255, np.uint8), style.dpi), (), (), ())


def side_by_side(left: DrawnPage, right: DrawnPage, rng: np.random.Generator) -> DrawnPage:
    """Return two pages of one size as a page of twice the width, with the shadow of the fold between them.

    All of it counts as the page that the left one was. The right one's tables are counted on.
    """
    if left.raster.height != right.raster.height:
        raise ValueError("the pages of a spread are of one height")
    number = left.lines[0].page if left.lines else 1
    by = left.raster.width
    tables = 1 + max((cell.table for cell, _ in left.cells), default=-1)
    pixels = np.concatenate([_colour(left.raster), _colour(right.raster)], axis=1)
    _shade_fold(pixels, by, left.raster.dpi, rng)

    def moved(box: Box) -> Box:
        return Box(number, box.x0 + by, box.y0, box.x1 + by, box.y1)

    def renumbered(cell: Cell) -> Cell:
        return replace(cell, table=cell.table + tables)

    def moved_line(line: Line) -> Line:
        words = tuple(replace(word, box=moved(word.box)) for word in line.words)
        cell = renumbered(line.cell) if line.cell else None
        return replace(line, page=number, box=moved(line.box) if line.box else None, words=words, cell=cell)

    return DrawnPage(
        Raster(pixels, left.raster.dpi),
        (*left.lines, *(moved_line(line) for line in right.lines)),
        (*left.origins, *right.origins),
        (*left.marks, *(replace(mark, box=moved(mark.box) if mark.box else None) for mark in right.marks)),
        (*left.cells, *((renumbered(cell), moved(box)) for cell, box in right.cells)),
        left.unruled | {table + tables for table in right.unruled},
    )


def _colour(raster: Raster) -> Pixels:
    return raster.pixels if raster.is_colour else np.repeat(raster.pixels[:, :, None], 3, axis=2)


def _shade_fold(pixels: Pixels, fold: int, dpi: int, rng: np.random.Generator) -> None:
    reach = FOLD_MM / MM_PER_INCH * dpi
    away = np.abs(np.arange(pixels.shape[1], dtype=np.float32) - fold)
    dark = 1 - float(rng.uniform(0.15, 0.45)) * np.exp(-away / reach * 3)
    pixels[:] = np.rint(pixels * dark[None, :, None]).astype(np.uint8)
