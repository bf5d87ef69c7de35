"""Which system reads which page, in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.ocr import real
from benchmarks.ocr.pages import BenchPage, Subjects, Unit
from benchmarks.ocr.systems import BARE, OURS, TESSERACT, TURNS
from pipeline.synth import GRADES
from pipeline.synth.pages import UNUSUAL

SLOW = ("ocrmypdf", "ocrmypdf --deskew --clean")
_UNUSUAL = frozenset(kind.value for kind in UNUSUAL)


@dataclass(frozen=True, slots=True)
class Task:
    """One page for one system."""

    system: str
    page: BenchPage


def plan(subjects: Subjects, systems: Sequence[str], slow_pages: int | None = None) -> list[Task]:
    """Return what is to be read, all systems on one page after the other, so that they fare alike.

    The first pages of all groups come before their second ones: a run that is broken off leaves groups of one size.
    The systems of `SLOW` read only the first `slow_pages` drawn pages of each grade.
    """
    tasks = [task for _, task in sorted(_placed(subjects, systems, slow_pages), key=lambda placed: placed[0])]
    known = {(task.system, task.page.digest): task for task in reversed(tasks)}
    return [task for task in tasks if known[task.system, task.page.digest] is task]


def _placed(subjects: Subjects, systems: Sequence[str], slow_pages: int | None) -> Iterator[tuple[int, Task]]:
    places = Counter[str]()
    for unit in subjects.units:
        for page in unit.pages:
            places[unit.group] += 1
            place = places[unit.group]
            for system in systems:
                is_late = unit.group in GRADES and slow_pages is not None and place > slow_pages
                if _is_asked(system, unit) and not (is_late and system in SLOW):
                    yield place, Task(system, page)
    for place, (_, page) in enumerate(subjects.turned):
        yield from ((place, Task(system, page)) for system in systems if system in {OURS, TURNS})
    for paper in subjects.papers:
        yield from ((place, Task(OURS, page)) for place, page in enumerate(paper.pages) if OURS in systems)


def _is_asked(system: str, unit: Unit) -> bool:
    """Whether a system is asked for such pages at all: what it has no part in is not read for its sake."""
    if unit.group in _UNUSUAL:
        return system in {OURS, TESSERACT, TURNS}
    return system != TURNS and (system != BARE or unit.group != real.DOCUMENTS)
