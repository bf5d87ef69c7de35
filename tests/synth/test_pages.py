from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from pipeline.model import MarkKind
from pipeline.synth import GRADES, MIXED, UNUSUAL, BenchmarkPage, PageKind, benchmark_pages
from pipeline.synth.content import Table
from pipeline.synth.damage import turned
from pipeline.synth.page_content import PageWriter

DPI = 60


def one(kind: PageKind, seed: int = 1, grade: str = "good") -> BenchmarkPage:
    (page,) = benchmark_pages(grade, 1, seed, kinds=[kind], dpi=DPI)
    return page


def test_the_sets_of_kinds_name_all_of_them() -> None:
    assert {*MIXED, *UNUSUAL} == set(PageKind)


@pytest.mark.parametrize("kind", PageKind)
def test_every_kind_has_its_truth(kind: PageKind) -> None:
    page = one(kind)
    truth = page.truth
    assert page.kind is kind
    assert truth.is_blank == (kind is PageKind.BLANK)
    assert bool(truth.text) == (not truth.is_blank)
    assert len(truth.text.split("\n")) <= max(1, len(truth.lines))
    for line in truth.lines:
        assert line.box is not None
        assert 0 <= line.box.x0 <= line.box.x1 <= page.raster.width
        assert 0 <= line.box.y0 <= line.box.y1 <= page.raster.height


def test_the_same_page_says_the_same_in_every_grade() -> None:
    texts = {grade: one(PageKind.FIRST, 4, grade).truth.text for grade in ("good", "aged")}
    assert len(set(texts.values())) == 1


def test_more_pages_leave_the_first_as_they_are() -> None:
    kinds = [PageKind.LAST, PageKind.TABLE]
    (alone,) = benchmark_pages("office", 1, 6, kinds=kinds, dpi=DPI)
    first, _ = benchmark_pages("office", 2, 6, kinds=kinds, dpi=DPI)
    assert np.array_equal(alone.raster.pixels, first.raster.pixels)


def test_forty_pages_do_not_repeat_each_other() -> None:
    contents = [PageWriter(np.random.default_rng([9, index])).prose() for index in range(40)]
    texts = [block.text.text for content in contents for block in content.blocks if not isinstance(block, Table)]
    long = [text for text in texts if len(text) > 60]
    assert len(long) > 500
    assert len(set(long)) > 0.99 * len(long)


@pytest.mark.parametrize(("kind", "rotations"), [(PageKind.SIDEWAYS, {90, 270}), (PageKind.UPSIDE_DOWN, {180})])
def test_a_turned_page_comes_upright_by_its_rotation(kind: PageKind, rotations: set[int]) -> None:
    page = one(kind, grade="clean")
    rotation = page.truth.rotation
    assert rotation in rotations
    upright = turned(page.raster, rotation // 90)
    assert np.array_equal(upright.pixels, page.scanned.drawn.raster.pixels)
    (left, top), (right, _), _, _ = page.truth.corners
    assert (left, top) != (0, 0)
    assert abs(page.truth.skew) < 1e-9
    assert (right - left, 0) != (page.raster.width, 0)


def test_the_skew_is_within_the_grade_and_has_both_signs() -> None:
    skews = [one(PageKind.TABLE, seed, "office").truth.skew for seed in range(4)]
    assert all(0.9 <= abs(skew) <= 1.7 for skew in skews)
    assert {skew > 0 for skew in skews} == {True, False}


def test_the_words_of_a_skewed_page_lie_in_their_boxes() -> None:
    page = one(PageKind.PROSE, 3)
    grey = page.raster.pixels.min(axis=2) if page.raster.is_colour else page.raster.pixels
    words = [word for line in page.truth.lines for word in line.words if len(word.text) > 2]
    inked = [
        grey[round(w.box.y0) : round(w.box.y1) + 1, round(w.box.x0) : round(w.box.x1) + 1].min() < 140 for w in words
    ]
    assert np.mean(inked) > 0.98


@pytest.mark.parametrize("seed", range(2))
def test_a_table_has_its_grid_and_boxes(seed: int) -> None:
    page = one(PageKind.TABLE, seed)
    (table,) = page.truth.tables
    rows, columns = table.size
    assert len(table.grid) == rows
    assert {len(row) for row in table.grid} == {columns}
    assert table.ruled
    covered = sum(cell.cell.rows * cell.cell.columns for cell in table.cells)
    assert covered == rows * columns
    for cell in table.cells:
        assert table.box.x0 - 1 <= cell.box.x0 < cell.box.x1 <= table.box.x1 + 1
        assert table.box.y0 - 1 <= cell.box.y0 < cell.box.y1 <= table.box.y1 + 1


def test_merged_cells_and_double_heads_are_met() -> None:
    cells = [cell.cell for seed in range(5) for cell in one(PageKind.TABLE, seed).truth.tables[0].cells]
    assert any(cell.rows > 1 and cell.row == 0 for cell in cells)
    assert any(cell.rows > 1 and cell.row > 0 for cell in cells)
    assert any(cell.columns > 1 for cell in cells)


def test_an_unruled_table_has_no_lines() -> None:
    page = one(PageKind.UNRULED, 2, "clean")
    (table,) = page.truth.tables
    assert not table.ruled
    assert table.grid[0][0] in {"TT", "STT"}
    tops = sorted({round(cell.box.y0) for cell in table.cells})
    grey = page.raster.pixels
    left, right = round(table.box.x0), round(table.box.x1)
    assert all((grey[top - 1 : top + 2, left:right] > 128).mean() > 0.9 for top in tops)


def test_a_first_page_knows_its_header() -> None:
    page = one(PageKind.FIRST)
    header = dict(page.truth.header)
    assert header["number_symbol"] in page.truth.text
    assert header["doc_type"] == "Kế hoạch"
    assert header["date"].count("-") == 2
    assert "signer_name" not in header or header["signer_name"] in page.truth.text


def test_a_last_page_knows_its_signer_and_seal() -> None:
    page = one(PageKind.LAST)
    assert dict(page.truth.header)["signer_name"] in page.truth.text
    assert MarkKind.SEAL in {mark.kind for mark in page.truth.marks}


def test_notes_stand_on_their_page() -> None:
    text = one(PageKind.NOTES).truth.text
    marks = [char for char in text if char in "¹²³⁴⁵⁶⁷⁸⁹"]
    assert len(marks) >= 4
    assert len(marks) == 2 * len(set(marks))


def test_a_spread_reads_left_page_first() -> None:
    page = one(PageKind.SPREAD, grade="clean")
    assert page.raster.width > page.raster.height
    middle = page.raster.width / 2
    sides = [line.box.x0 > middle for line in page.truth.lines if line.box]
    assert [first == second for first, second in pairwise(sides)].count(False) == 1
    assert not sides[0]


def test_a_photo_shows_the_corners_of_its_sheet() -> None:
    page = one(PageKind.PROSE, 5, "photo")
    width, height = page.raster.width, page.raster.height
    for (x, y), (far_x, far_y) in zip(page.truth.corners, ((0, 0), (1, 0), (1, 1), (0, 1)), strict=True):
        assert 0 < x < width
        assert 0 < y < height
        assert (x > width / 2) == bool(far_x)
        assert (y > height / 2) == bool(far_y)


@pytest.mark.parametrize("grade", GRADES)
def test_every_grade_can_be_asked_for(grade: str) -> None:
    page = one(PageKind.STAMPED, 2, grade)
    assert page.truth.lines
    assert page.name == f"{grade}-2-000-stamped"


def test_an_unknown_grade_is_refused() -> None:
    with pytest.raises(KeyError, match="newsprint"):
        next(benchmark_pages("newsprint", 1))
