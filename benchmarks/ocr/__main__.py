"""Measures cleaning, layout and OCR: one command, all systems on the same pages.

    python -m benchmarks.ocr [--pages N] [--grades ...] [--groups ...] [--systems ...] [--fresh]

Drawn pages (`pipeline.synth`, N of each grade of damage) and, where ../shared is there, real scans with gold text are
given to our own program and to `tesseract`, `ocrmypdf` and `ocrmypdf --deskew --clean`. What each made of each page is
kept, so that a run which was broken off goes on, and another run reads only with the systems that changed.

- CER and WER count case, punctuation and reading order, before restoration; at most 100 % for one text. "Words found"
  is the F1 of the words without their order.
- CPU seconds are those of the process and its children, without what other work on the machine costs in waiting; one
  thread each. Ours is a warm worker that opens the source file; the programs are started for each page, on a PNG.
- Peak memory is that of the largest process (its resident set).
- In brackets: the 95 % interval. Documents are drawn again (bootstrap, 2000 times); counts have Wilson's interval. A
  figure has no more digits than its interval allows.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.ocr import real, report
from benchmarks.ocr.drawn import drawn, lying, unusual, whole
from benchmarks.ocr.pages import PROJECT, Subjects
from benchmarks.ocr.plan import plan
from benchmarks.ocr.results import Kept, Result
from benchmarks.ocr.systems import BARE, OURS, TURNS, System, systems
from pipeline.synth import GRADES
from pipeline.synth.pages import PageKind
from pipeline.version import __version__

DRAWN, UNUSUAL, SCANS, PAGES, LYING = "drawn", "unusual", "scans", "pages", "turned"
GROUPS = (DRAWN, UNUSUAL, SCANS, PAGES, LYING)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    found = argparse.ArgumentParser(
        prog="python -m benchmarks.ocr", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    found.add_argument("--pages", type=int, default=10, metavar="N", help="pages of each grade (default 10)")
    found.add_argument(
        "--slow-pages", type=int, metavar="N", help="how many of them the two ocrmypdf systems read (default all)"
    )
    found.add_argument("--grades", nargs="*", default=list(GRADES), choices=list(GRADES))
    found.add_argument("--groups", nargs="*", default=list(GROUPS), choices=GROUPS)
    found.add_argument("--systems", nargs="*", default=list(systems()), choices=list(systems()), metavar="SYSTEM")
    found.add_argument("--shared", type=Path, default=PROJECT.parent / "shared", help="folder of the real scans")
    found.add_argument(
        "--cache", type=Path, default=PROJECT / "build" / "benchmark-ocr", help="what was read is kept here"
    )
    found.add_argument(
        "--kept",
        nargs="*",
        default=[],
        choices=list(systems()),
        metavar="SYSTEM",
        help="show what these systems read before, do not run them",
    )
    found.add_argument("--fresh", action="store_true", help="read again with the chosen systems what was kept")
    return found


def subjects(asked: argparse.Namespace) -> Subjects:
    """Return the pages that were asked for."""
    folder, found = asked.cache / "pages", Subjects()
    if DRAWN in asked.groups:
        found += drawn(asked.grades, asked.pages, folder)
    if UNUSUAL in asked.groups:
        found += unusual(asked.grades, folder) + whole(asked.grades, folder)
    if LYING in asked.groups:
        found += lying(asked.grades, folder)
    if asked.shared.is_dir():
        groups = {SCANS: real.DOCUMENTS, PAGES: real.PAGES, LYING: real.TURNED}
        found += real.scanned(asked.shared, folder, frozenset(groups[name] for name in asked.groups if name in groups))
    return found


def read_all(asked: argparse.Namespace, found: Subjects, chosen: Sequence[System]) -> dict[tuple[str, str], Result]:
    """Return what each system made of each page, from what was kept or by reading it now."""
    kept = {one.name: Kept(asked.cache, one.name, one.version, fresh=asked.fresh) for one in chosen}
    by_name = {one.name: one for one in chosen}
    tasks = plan(found, list(by_name), asked.slow_pages)
    results: dict[tuple[str, str], Result] = {}
    for place, task in enumerate(tasks, 1):
        result = kept[task.system].get(task.page.digest)
        if result is None and task.system not in asked.kept:
            result = by_name[task.system].read(task.page)
            if result.failure is None:  # the next run tries again
                kept[task.system].put(result)
            said = result.failure or f"{result.cpu:.1f} s, {result.rss / 1e6:.0f} MB"
            print(f"[{place}/{len(tasks)}] {task.page.name}, {task.system}: {said}", file=sys.stderr, flush=True)
        if result is not None:
            results[task.system, task.page.digest] = result
    return results


def print_report(found: Subjects, results: report.Results, chosen: Sequence[System]) -> None:
    """Print the tables."""
    names = [system.name for system in chosen if system.name not in {BARE, TURNS}]
    drawn_units = [unit for unit in found.units if unit.group in GRADES]
    prose = [unit for unit in drawn_units if unit.kind == PageKind.PROSE]
    written = [unit for unit in found.units if unit.text]
    parts = {
        "Text, time and memory": report.text_table(written, results, names),
        "The same, drawn pages of prose only": report.text_table(prose, results, names),
    }
    if OURS in names:
        others = [name for name in names if name != OURS]
        with_truth = [unit for unit in found.units if any(page.truth.levels for page in unit.pages)]
        parts |= {
            "Speed": report.speed_table(written, results, others),
            "A page that needs no cleaning is not harmed": report.harm_table(written, results),
            "Slant": report.skew_table(with_truth, results),
            "Orientation": report.turn_table(found, results),
            "Tables": report.cell_table(found.units, results),
            "Header fields": report.header_table(found.papers, results),
            "Marks": report.mark_table(with_truth, results),
            "Blank pages": report.blank_table(found.units, results),
        }
    for title, table in parts.items():
        print(f"## {title}\n\n{table}\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Read all pages with all systems, and print the tables."""
    asked = parser().parse_args(arguments)
    wanted = [system for name, system in systems().items() if name in asked.systems]
    chosen = [system for system in wanted if system.missing is None]
    words = " ".join(sys.argv[1:] if arguments is None else arguments)
    print(f"sohoa {__version__}, {datetime.now(UTC).date()}: `python -m benchmarks.ocr {words}`".replace(" `\n", "`"))
    print(f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}\n")
    for system in wanted:
        if system.missing:
            print(f"Left out: {system.name}: {system.missing}.")
    if not asked.shared.is_dir():
        print(f"Left out: real scans: {asked.shared} is not here.")
    found = subjects(asked)
    try:
        results = read_all(asked, found, chosen)
    finally:
        for system in chosen:
            system.close()
    print_report(found, results, chosen)
    for line in report.failures(results):
        print(f"Failed: {line}")


if __name__ == "__main__":
    main()
