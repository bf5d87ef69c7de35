"""The tables of what only our own program gives: cells, marks, slant, turns, header fields, blank pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchmarks.ocr.pages import BenchPage, Paper, Subjects, TableCell, Truth, Unit
from benchmarks.ocr.report import blank_table, cell_table, failures, header_table, mark_table, skew_table, turn_table
from benchmarks.ocr.results import Result
from benchmarks.ocr.systems import OURS, TURNS
from pipeline.model import Box, Cell, Line, Mark, MarkKind, Page, PageOrigin, PageReading
from pipeline.raster import Transform
from pipeline.record import reading_to_record

SEAL = Mark(MarkKind.SEAL, Box(1, 100, 100, 200, 200))
CELLS = (TableCell(0, 0, 0, "TT"), TableCell(0, 0, 1, "Nội dung"))
LEVEL = tuple((float(x), 500.0 + 0.01 * x) for x in range(100, 800, 100))
HEADER = ("ỦY BAN NHÂN DÂN", "PHƯỜNG TÂN KHÊ", "Số: 45/KH-UBND")


def unit(name: str, truth: Truth, text: str = "Kế hoạch") -> Unit:
    page = BenchPage(name, Path(f"{name}.png"), name, Path(f"{name}.png"), 1, truth)
    return Unit(name, "office", name, (page,), text)


def result(name: str, reading: PageReading | None = None) -> dict[tuple[str, str], Result]:
    reading = reading or PageReading(Page(1, 1000, 1400, 200, PageOrigin.OCR))
    found = Result(OURS, name, name, 1.0, 1.0, 1, rotation=reading.page.rotation, reading=reading_to_record(reading))
    return {(OURS, name): replace(found, to_original=Transform())}


def read(*lines: Line, **page: object) -> PageReading:
    whole = Page(1, 1000, 1400, 200, PageOrigin.OCR)
    return PageReading(replace(whole, **page), lines)  # type: ignore[arg-type]


def cells(table: str) -> list[list[str]]:
    return [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]


def test_cells_are_counted_by_group_and_by_whether_tables_are_ruled() -> None:
    units = [
        unit("a", Truth(0, (LEVEL,), CELLS)),
        unit("b", Truth(0, (LEVEL,), CELLS, frozenset({0}))),
        unit("c", Truth(0, (LEVEL,), ())),
    ]
    lines = [Line(1, text, text, cell=Cell(0, 0, column)) for column, text in enumerate(("TT", "Nội dung"))]
    found = result("a", read(*lines)) | result("b", read(lines[0])) | result("c")
    rows = {row[0]: row[1:] for row in cells(cell_table(units, found))}
    assert rows["office"][:2] == ["2", "4"]
    assert rows["drawn, all tables ruled"] == ["1", "2", "100", "100", "100"]
    assert rows["drawn, a table without lines"] == ["1", "2", "67", "67", "67"]


def test_a_table_seen_on_a_page_without_one_counts() -> None:
    line = Line(1, "TT", "TT", cell=Cell(0, 0, 0))
    units = [unit("a", Truth(0, (LEVEL,), CELLS[:1])), unit("b", Truth(0, (LEVEL,), ()))]
    alone = cells(cell_table(units[:1], result("a", read(line))))[0]
    both = cells(cell_table(units, result("a", read(line)) | result("b", read(line))))[0]
    assert alone[3] == "100"
    assert both[3].startswith("67")


def test_marks_found_and_false_alarms_are_counted() -> None:
    units = [unit("a", Truth(0, (), None, frozenset(), (SEAL,))), unit("b", Truth(0, (), None, frozenset(), ()))]
    found = result("a", read(marks=(SEAL,))) | result("b", read(marks=(SEAL,)))
    assert cells(mark_table(units, found)) == [["seal", "1", "100 [21, 100]", "1"]]


def test_slant_is_measured_on_pages_that_were_turned_the_right_way() -> None:
    units = [unit("a", Truth(0, (LEVEL,))), unit("b", Truth(0, (LEVEL,)))]
    rows = cells(skew_table(units, result("a") | result("b", read(rotation=90))))
    assert rows[0] == ["office", "1", "0.57", "0.57", "0.57"]


def test_turns_are_judged_for_both_systems() -> None:
    page = unit("a", Truth(90)).pages[0]
    found = result("a", read(rotation=90))
    found[TURNS, "a"] = Result(TURNS, "a", "a", 1.0, 1.0, 1, rotation=None)
    rows = cells(turn_table(Subjects(turned=(("turned", page),)), found))
    assert rows[0] == ["turned", "0 of 1: 0 [0, 79]", "1 of 1: 100 [21, 100]"]


def test_only_fields_that_the_gold_has_are_judged() -> None:
    pages = unit("a", Truth(0)).pages
    gold = {"document": {"number_symbol": "45/KH-UBND", "place": "Tân Khê"}, "sections": []}
    paper = Paper("a", "first", pages, gold | {"references": [], "obligations": []})
    lines = [Line(1, text, text) for text in (*HEADER, "KẾ HOẠCH", "Phòng, chống dịch")]
    (row,) = cells(header_table([paper], result("a", read(*lines))))
    assert row[:3] == ["first", "1", "50"]
    assert row[4] == "1/1"  # number and symbol
    assert row[6] == "0/1"  # place
    assert row[3] == "–"


def test_a_page_that_is_called_blank_is_counted_on_either_side() -> None:
    units = [unit("a", Truth(0), ""), unit("b", Truth(0))]
    found = result("a", read(origin=PageOrigin.BLANK)) | result("b", read(origin=PageOrigin.BLANK))
    assert [row[1].split(":")[0] for row in cells(blank_table(units, found))] == ["1 of 1", "1 of 1"]


def test_failures_are_named() -> None:
    failed = Result(OURS, "a", "s26.p1", 1.0, 1.0, 1, failure="out of memory")
    assert failures({(OURS, "a"): failed}) == ["ours: s26.p1: out of memory"]
