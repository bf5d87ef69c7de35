from __future__ import annotations

import math

import pytest

from benchmarks.ocr.pages import TableCell
from benchmarks.ocr.scores import Hits, cells_of, judge_cells, judge_marks, same_letters, same_place, slant
from pipeline.model import Box, Cell, Line, Mark, MarkKind
from pipeline.raster import Bend, Transform

TABLE = [
    TableCell(0, 0, 0, "TT"),
    TableCell(0, 0, 1, "Nội dung công việc"),
    TableCell(0, 1, 0, "1"),
    TableCell(0, 1, 1, "Tuyên truyền, phổ biến"),
]


def test_the_lines_of_a_cell_are_joined() -> None:
    lines = [Line(1, text, text, cell=Cell(0, 1, 1)) for text in ("Tuyên truyền,", "phổ biến")]
    assert cells_of(lines) == (TableCell(0, 1, 1, "Tuyên truyền, phổ biến"),)


def test_a_wrong_mark_in_a_long_cell_is_forgiven_and_a_wrong_digit_is_not() -> None:
    got = [*TABLE[:1], TableCell(0, 0, 1, "Nội dung công viêc"), TableCell(0, 1, 0, "7"), TABLE[3]]
    assert judge_cells(TABLE, got) == Hits(3, 4, 4)
    assert judge_cells(TABLE, got, same_place) == Hits(4, 4, 4)
    assert judge_cells(TABLE, got, same_letters) == Hits(2, 4, 4)


def test_a_table_that_was_cut_in_two_loses_the_smaller_part() -> None:
    got = [cell if cell.row == 0 else TableCell(1, 0, cell.column, cell.text) for cell in TABLE]
    assert judge_cells(TABLE, got) == Hits(2, 4, 4)


def test_a_made_up_table_counts_against() -> None:
    assert judge_cells([], TABLE).f1 == 0
    assert judge_cells([], []).f1 == 1
    assert judge_cells(TABLE, TABLE).f1 == 1


def test_empty_cells_are_not_counted() -> None:
    assert judge_cells([*TABLE, TableCell(0, 2, 0, " ")], TABLE) == Hits(4, 4, 4)


def _level(degrees: float) -> list[tuple[float, float]]:
    return [(x, 500 + x * math.tan(math.radians(degrees))) for x in (100.0, 400.0, 700.0)]


def test_a_slant_that_was_not_taken_out_is_measured() -> None:
    assert slant([_level(1.5)], Transform()) == pytest.approx(1.5)


def test_a_slant_that_was_taken_out_is_gone() -> None:
    cos, sin = math.cos(math.radians(1.5)), math.sin(math.radians(1.5))
    turned = Transform((cos, -sin, 0.0, sin, cos, 0.0, 0.0, 0.0, 1.0))
    assert slant([_level(1.5)], turned) == pytest.approx(0.0, abs=1e-9)


def test_a_bend_that_was_taken_out_is_gone() -> None:
    bend = Bend(800, 1000, ((0.0, 20.0), (0.0, 20.0)))
    sloping = [(x, 500 + 20 * x / 800) for x in (100.0, 400.0, 700.0)]
    assert slant([sloping], Transform()) > 1
    assert slant([sloping], Transform(bend=bend)) == pytest.approx(0.0, abs=1e-6)


def test_a_mark_is_found_where_it_is_and_as_what_it_is() -> None:
    seal = Mark(MarkKind.SEAL, Box(1, 100, 100, 200, 200))
    near = Mark(MarkKind.SEAL, Box(1, 120, 90, 210, 200))
    far = Mark(MarkKind.SEAL, Box(1, 500, 500, 600, 600))
    other = Mark(MarkKind.STAMP, Box(1, 100, 100, 200, 200))
    assert judge_marks([seal], [near]) == {MarkKind.SEAL: Hits(1, 1, 1)}
    assert judge_marks([seal], [far]) == {MarkKind.SEAL: Hits(0, 1, 1)}
    assert judge_marks([seal], [other]) == {MarkKind.SEAL: Hits(0, 1, 0), MarkKind.STAMP: Hits(0, 0, 1)}


def test_one_mark_is_not_found_twice() -> None:
    seal = Mark(MarkKind.SEAL, Box(1, 100, 100, 200, 200))
    assert judge_marks([seal], [seal, seal]) == {MarkKind.SEAL: Hits(1, 1, 2)}
