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
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.ocr import real, report
from benchmarks.ocr.drawn import drawn, lying
from benchmarks.ocr.pages import PROJECT, BenchPage, Subjects
from benchmarks.ocr.results import Kept, Result
from benchmarks.ocr.systems import BARE, OURS, TURNS, System, systems
from pipeline.synth import GRADES
from pipeline.version import __version__

DRAWN, SCANS, PAGES, LYING = "drawn", "scans", "pages", "turned"
GROUPS = (DRAWN, SCANS, PAGES, LYING)
_SLOW = ("ocrmypdf", "ocrmypdf --deskew --clean")
_LYING_SYSTEMS = (OURS, TURNS)


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
    found.add_argument("--fresh", action="store_true", help="read again with the chosen systems what was kept")
    return found


def subjects(asked: argparse.Namespace) -> Subjects:
    """Return the pages that were asked for."""
    folder, found = asked.cache / "pages", Subjects()
    if DRAWN in asked.groups:
        found += drawn(asked.grades, asked.pages, folder)
    if LYING in asked.groups:
        found += lying(asked.grades, folder)
    if asked.shared.is_dir():
        groups = {SCANS: real.DOCUMENTS, PAGES: real.PAGES, LYING: real.TURNED}
        found += real.scanned(asked.shared, folder, frozenset(groups[name] for name in asked.groups if name in groups))
    return found


def work(found: Subjects, chosen: Sequence[System], slow_pages: int | None) -> Iterator[tuple[System, BenchPage]]:
    """Yield which system reads which page; all systems on one page after the other, so that they fare alike."""
    names = {system.name: system for system in chosen}
    read: dict[str, int] = {}
    for unit in found.units:
        for page in unit.pages:
            place = read[unit.group] = read.get(unit.group, 0) + 1
            is_drawn = unit.group in GRADES
            for name, system in names.items():
                late = is_drawn and slow_pages is not None and place > slow_pages and name in _SLOW
                if not late and not (name == BARE and unit.group == real.DOCUMENTS):
                    yield system, page
    for _, page in found.turned:
        for name in _LYING_SYSTEMS:
            if name in names:
                yield names[name], page


def read_all(asked: argparse.Namespace, found: Subjects, chosen: Sequence[System]) -> dict[tuple[str, str], Result]:
    """Return what each system made of each page, from what was kept or by reading it now."""
    kept = {system.name: Kept(asked.cache, system.name, system.version, fresh=asked.fresh) for system in chosen}
    todo = list(work(found, chosen, asked.slow_pages))
    results: dict[tuple[str, str], Result] = {}
    for place, (system, page) in enumerate(todo, 1):
        result = kept[system.name].get(page.digest)
        if result is None:
            result = system.read(page)
            if result.failure is None:  # the next run tries again
                kept[system.name].put(result)
            said = result.failure or f"{result.cpu:.1f} s, {result.rss / 1e6:.0f} MB"
            print(f"[{place}/{len(todo)}] {page.name}, {system.name}: {said}", file=sys.stderr, flush=True)
        results[system.name, page.digest] = result
    return results


def print_report(found: Subjects, results: report.Results, chosen: Sequence[System]) -> None:
    """Print the tables."""
    drawn_units = [unit for unit in found.units if unit.group in GRADES]
    names = [system.name for system in chosen if system.name not in {BARE, TURNS}]
    print("## Text, time and memory\n\n" + report.text_table(found.units, results, names) + "\n")
    if OURS not in names:
        return
    others = [name for name in names if name != OURS]
    parts = {
        "Speed": report.speed_table(found.units, results, others),
        "A page that needs no cleaning is not harmed": report.harm_table(found.units, results),
        "Slant": report.skew_table(drawn_units, results),
        "Orientation": report.turn_table(found, results),
        "Tables": report.cell_table(found.units, results),
        "Header fields": report.header_table(found.papers, results),
        "Marks": report.mark_table(drawn_units, results),
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
    results = read_all(asked, found, chosen)
    print_report(found, results, chosen)
    for line in report.failures(results):
        print(f"Failed: {line}")


if __name__ == "__main__":
    main()
