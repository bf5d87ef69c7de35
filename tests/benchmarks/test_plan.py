from __future__ import annotations

from pathlib import Path

from benchmarks.ocr import real
from benchmarks.ocr.pages import BenchPage, Paper, Subjects, Truth, Unit
from benchmarks.ocr.plan import SLOW, Task, plan
from benchmarks.ocr.systems import BARE, OURS, TESSERACT, TURNS


def page(name: str) -> BenchPage:
    return BenchPage(name, Path(f"{name}.png"), name, Path(f"{name}.png"), 1, Truth())


def unit(group: str, *names: str) -> Unit:
    return Unit("-".join(names), group, names[0], tuple(page(name) for name in names), "Kế hoạch")


DRAWN = Subjects(tuple(unit(grade, f"{grade}{number}") for grade in ("good", "fax") for number in range(3)))


def names(tasks: list[Task]) -> list[str]:
    return [task.page.name for task in tasks]


def test_all_first_pages_come_before_the_second_ones() -> None:
    assert names(plan(DRAWN, [OURS])) == ["good0", "fax0", "good1", "fax1", "good2", "fax2"]


def test_all_systems_read_a_page_one_after_the_other() -> None:
    assert [task.system for task in plan(DRAWN, [OURS, TESSERACT])][:2] == [OURS, TESSERACT]


def test_slow_systems_read_fewer_pages() -> None:
    assert names(plan(DRAWN, [SLOW[0]], 1)) == ["good0", "fax0"]
    assert len(plan(DRAWN, [OURS], 1)) == 6


def test_unusual_pages_are_for_ours_and_the_plain_program() -> None:
    found = plan(Subjects((unit("spread", "s"),)), [OURS, BARE, TESSERACT, *SLOW, TURNS])
    assert {task.system for task in found} == {OURS, TESSERACT, TURNS}


def test_pages_as_archives_hold_them_are_not_for_the_detection_of_turns() -> None:
    assert plan(DRAWN, [TURNS]) == []


def test_whole_scans_are_not_read_without_cleaning() -> None:
    assert plan(Subjects((unit(real.DOCUMENTS, "s26.p1", "s26.p2"),)), [BARE]) == []


def test_a_page_that_stands_in_two_places_is_read_once() -> None:
    scan = unit(real.DOCUMENTS, "s26.p1", "s26.p2")
    both = Subjects((scan,), (Paper("s26", real.DOCUMENTS, scan.pages, {}),))
    assert names(plan(both, [OURS])) == ["s26.p1", "s26.p2"]


def test_pages_of_records_and_turned_pages_are_for_ours() -> None:
    extra = Subjects(papers=(Paper("d", "whole", (page("d.p1"),), {}),), turned=(("turned", page("t")),))
    assert {(task.system, task.page.name) for task in plan(extra, [OURS, TESSERACT, TURNS])} == {
        (OURS, "d.p1"), (OURS, "t"), (TURNS, "t"),
    }  # fmt: skip
