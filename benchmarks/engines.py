"""Compares OCR engines that can be installed and run offline, once, each as it comes on the same few pages.

    python -m benchmarks.engines [--rapidocr PYTHON] [--pages N] [--cache DIR]

N drawn office pages and, where ../shared is there, three single scan pages are read. An engine that is not installed
is named and left out. "Without marks" is the character error rate when tone marks, hooks and horns do not count: it
tells an engine that cannot read from one that lacks the letters of Vietnamese. Costs include the start of the program.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from benchmarks import rapidocr_page
from benchmarks.ocr import real
from benchmarks.ocr.drawn import drawn
from benchmarks.ocr.intervals import mean, shown
from benchmarks.ocr.pages import PROJECT, Unit
from benchmarks.ocr.report import MEGABYTE, PERCENT, table
from benchmarks.ocr.results import Kept, Result
from benchmarks.ocr.systems import Outcome, run
from pipeline.language import fold
from pipeline.quality import judge_text

SCANS = ("s07.p1", "s10.p1", "s23.p1")
"""One bilevel page, one in colour with a stamp, one of a duplex feeder: kinds, not chosen by how they read."""


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine: its program, and the command that prints the text of an image. `netpbm`: it reads only PGM."""

    name: str
    program: str
    command: Callable[[str], Sequence[str]]
    netpbm: bool = False

    @property
    def is_there(self) -> bool:
        """Whether it can be run."""
        return shutil.which(self.program) is not None


def engines(rapidocr: str) -> tuple[Engine, ...]:
    """Return the engines."""

    def tesseract(language: str) -> Engine:
        return Engine(f"tesseract -l {language}", "tesseract", lambda file: ("tesseract", file, "-", "-l", language))

    return (
        tesseract("vie"),
        tesseract("Vietnamese"),
        Engine("RapidOCR", rapidocr, lambda file: (rapidocr, rapidocr_page.__file__, file)),
        Engine("GOCR", "gocr", lambda file: ("gocr", "-f", "UTF8", "-i", file), netpbm=True),
        Engine("Ocrad", "ocrad", lambda file: ("ocrad", "--format=utf8", file), netpbm=True),
    )


def units(pages: int, shared: Path, folder: Path) -> Iterator[Unit]:
    """Yield the pages that are read."""
    yield from drawn(("office",), pages, folder).units
    if shared.is_dir():
        found = real.scanned(shared, folder, frozenset({real.PAGES}))
        yield from (unit for unit in found.units if unit.name in SCANS)


def read(engine: Engine, image: Path) -> Outcome:
    """Let an engine read a page image."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        file = image
        if engine.netpbm:
            file = Path(folder) / "page.pgm"
            Image.open(image).convert("L").save(file)
        return run(engine.command(str(file)), Path(folder))


def row(name: str, read_pages: Sequence[tuple[Unit, Result]]) -> list[str]:
    """Return the figures of an engine."""
    judged = [judge_text(unit.text, result.text) for unit, result in read_pages]
    bare = [judge_text(fold(unit.text), fold(result.text)).cer for unit, result in read_pages]
    return [
        name,
        str(len(judged)),
        shown(mean([one.cer for one in judged]), PERCENT),
        shown(mean([one.wer for one in judged]), PERCENT),
        shown(mean(bare), PERCENT),
        shown(mean([result.cpu for _, result in read_pages])),
        f"{max(result.rss for _, result in read_pages) * MEGABYTE:.0f}",
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rapidocr", default="python3", metavar="PYTHON", help="a Python that has rapidocr")
    parser.add_argument("--pages", type=int, default=5, metavar="N")
    parser.add_argument("--shared", type=Path, default=PROJECT.parent / "shared")
    parser.add_argument("--cache", type=Path, default=PROJECT / "build" / "benchmark-ocr")
    asked = parser.parse_args()
    chosen = list(units(asked.pages, asked.shared, asked.cache / "pages"))
    rows = []
    for engine in engines(asked.rapidocr):
        if not engine.is_there:
            print(f"Left out: {engine.name}: {engine.program} is not installed.")
            continue
        kept = Kept(asked.cache, engine.name.replace("/", "-"), "engines")
        found: dict[str, list[tuple[Unit, Result]]] = {}
        for unit in chosen:
            (page,) = unit.pages
            result = kept.get(page.digest)
            if result is None:
                outcome = read(engine, page.image)
                result = Result(
                    engine.name, page.digest, page.name, **outcome.costs, text=outcome.output, failure=outcome.failure
                )
                if outcome.failure is None:
                    kept.put(result)
                else:
                    print(f"Failed: {engine.name}: {page.name}: {outcome.failure}")
            found.setdefault(unit.group, []).append((unit, result))
        rows += [row(f"{group}: {engine.name}", pages) for group, pages in found.items()]
    head = ["", "n", "CER %", "WER %", "CER % without marks", "CPU s/page", "peak MB"]
    print(table(head, rows))


if __name__ == "__main__":
    main()
