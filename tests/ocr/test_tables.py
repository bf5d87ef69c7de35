"""Ruling lines become a grid; letters do not become ruling lines."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.ocr.ruling import find_ruling
from pipeline.ocr.tables import find_tables, without_ruling
from pipeline.raster import Pixels, Raster
from tests.clean.drawing import slanted, text_page

DPI = 150
XS = (150, 250, 700, 1100)
YS = (300, 360, 420, 520)


def ruled() -> Pixels:
    """A table of 3 x 3 fields: in the first row the last two are one cell, in the last two rows the first two."""
    page = np.full((900, 1240), 255, np.uint8)
    for y in YS:
        cv2.line(page, (XS[0], y), (XS[-1], y), 0, 2)
    for x in XS:
        cv2.line(page, (x, YS[0]), (x, YS[-1]), 0, 2)
    cv2.line(page, (XS[2], YS[0] + 4), (XS[2], YS[1] - 4), 255, 4)  # no wall: merged over two columns
    cv2.line(page, (XS[0] + 4, YS[2]), (XS[1] - 4, YS[2]), 255, 4)  # no floor: merged over two rows
    return page


@pytest.mark.parametrize("slant", [0.0, 0.2])
def test_merged_cells(slant: float) -> None:
    raster = Raster(slanted(ruled(), slant), DPI)
    (table,) = find_tables(find_ruling(raster), DPI, page=2)
    places = {(cell.row, cell.column): (cell.rows, cell.columns) for cell in table.cells}
    assert places == {
        (0, 0): (1, 1),
        (0, 1): (1, 2),
        (1, 0): (2, 1),
        (1, 1): (1, 1),
        (1, 2): (1, 1),
        (2, 1): (1, 1),
        (2, 2): (1, 1),
    }
    assert table.box.page == 2
    assert abs(table.box.x0 - XS[0]) < 6
    assert abs(table.box.y1 - YS[-1]) < 6


def test_worn_rules_still_make_a_table() -> None:
    page = ruled()
    page[:, 180:188] = 255
    page[330:336] = 255
    assert len(find_tables(find_ruling(Raster(page, DPI)), DPI)) == 1


def test_upright_rules_may_slant_otherwise_than_level_ones() -> None:
    page = ruled()
    matrix = np.array([[1, 0.06, -20], [0, 1, 0]], dtype=np.float64)
    sheared = cv2.warpAffine(page, matrix, (page.shape[1], page.shape[0]), borderValue=255)
    (table,) = find_tables(find_ruling(Raster(sheared.astype(np.uint8), DPI)), DPI)
    (straight,) = find_tables(find_ruling(Raster(page, DPI)), DPI)
    assert [(cell.row, cell.column, cell.rows, cell.columns) for cell in table.cells] == [
        (cell.row, cell.column, cell.rows, cell.columns) for cell in straight.cells
    ]
    for found, true in zip(table.cells, straight.cells, strict=True):
        middle = (true.box.y0 + true.box.y1) / 2
        assert abs(found.box.x0 - (true.box.x0 + 0.06 * middle - 20)) < 5


@pytest.mark.parametrize("missing", ["sides", "foot"])
def test_a_table_with_open_sides_keeps_its_outer_cells(missing: str) -> None:
    page = np.full((900, 1240), 255, np.uint8)
    for y in YS if missing == "sides" else YS[:-1]:
        cv2.line(page, (XS[0], y), (XS[-1], y), 0, 2)
    for x in XS[1:-1] if missing == "sides" else XS:
        cv2.line(page, (x, YS[0]), (x, YS[-1]), 0, 2)
    (table,) = find_tables(find_ruling(Raster(page, DPI)), DPI)
    assert sorted((cell.row, cell.column) for cell in table.cells) == [(r, c) for r in range(3) for c in range(3)]
    assert abs(table.box.x0 - XS[0]) < 6
    assert abs(table.box.y1 - YS[-1]) < 6


def test_level_rules_alone_are_no_grid() -> None:
    page = np.full((900, 1240), 255, np.uint8)
    for y in YS:
        cv2.line(page, (XS[0], y), (XS[-1], y), 0, 2)
    assert not find_tables(find_ruling(Raster(page, DPI)), DPI)


def test_text_has_no_rules_and_an_underline_is_no_table() -> None:
    page = text_page()
    cv2.line(page, (300, 100), (700, 100), 0, 2)
    ruling = find_ruling(Raster(page, DPI))
    assert not find_tables(ruling, DPI)
    assert ruling.level[95:106].any()
    assert not ruling.level[120:].any()
    assert not ruling.upright.any()


def test_two_tables_stand_from_top_to_bottom() -> None:
    page = np.vstack([ruled(), ruled()])
    tables = find_tables(find_ruling(Raster(page, DPI)), DPI)
    assert [len(table.cells) for table in tables] == [7, 7]
    assert tables[0].box.y1 < tables[1].box.y0


def test_rules_are_painted_over_and_print_is_not() -> None:
    page = ruled()
    cv2.putText(page, "Lap bao cao", (280, 400), cv2.FONT_HERSHEY_COMPLEX, 0.7, 0, 1)
    cv2.line(page, (300, 470), (420, 470), 0, 2)  # an underline inside a cell
    raster = Raster(page, DPI)
    ruling = find_ruling(raster)
    out = without_ruling(raster, ruling, find_tables(ruling, DPI))
    assert out[YS[1] - 3 : YS[1] + 4, 260:690].min() > 200
    assert np.array_equal(out[375:405, 280:440], page[375:405, 280:440])
    assert out[470, 350] < 50
    assert raster.pixels[YS[1], 300] < 50


def test_a_blank_page_has_no_tables() -> None:
    raster = Raster(np.full((400, 300), 255, np.uint8), DPI)
    assert find_tables(find_ruling(raster), DPI) == ()
