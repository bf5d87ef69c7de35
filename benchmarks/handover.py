"""Measures the ways to hand a page to Tesseract: files (pytesseract), a pipe (ours), a library in process (tesserocr).

    python -m benchmarks.handover [--library PYTHON] [--pages N] [--repeat N]

N drawn pages in turn of four grades are cleaned, and each way reads the same grey images, with the same version of
Tesseract and the same language data where the library comes from the same place (Debian: python3-tesserocr, which
needs Debian's own Python: `--library /usr/bin/python3`). Seconds are medians over the repeats. Whether the words are
the same is checked.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytesseract
from PIL import Image

from benchmarks import handover_library
from benchmarks.ocr.intervals import mean, shown
from benchmarks.ocr.report import table
from pipeline import clean, ocr
from pipeline.ocr.tesseract import as_pgm
from pipeline.raster import Raster
from pipeline.settings import Clean, Ocr
from pipeline.synth.pages import benchmark_pages

GRADES = ("good", "office", "fax", "bilevel")
LANGUAGE = "vie"
FILES, PIPE, LIBRARY = "pytesseract, files", "tesseract, pipe (ours)", "tesserocr, in process"
_ENGINE = ocr.tesseract(LANGUAGE, "system")
_SETTINGS = Ocr(page_seconds=3600)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one way gave for one page: its words and what it cost, in seconds."""

    words: tuple[str, ...]
    cpu: float
    wall: float


def by_files(page: Raster) -> tuple[str, ...]:
    """Read with pytesseract, which writes a PNG file and reads a TSV file."""
    found = pytesseract.image_to_data(Image.fromarray(page.pixels), LANGUAGE, f"--psm 3 --dpi {page.dpi}")
    return handover_library.words(found)


def by_pipe(page: Raster) -> tuple[str, ...]:
    """Read as the pipeline does."""
    return tuple(word.text for word in _ENGINE.words(page, _SETTINGS))


def timed(read: Callable[[Raster], tuple[str, ...]], page: Raster) -> Reading:
    """Return what `read` gives, with the time of this process and its children."""
    before, started = _processor(), time.monotonic()
    words = read(page)
    return Reading(words, _processor() - before, time.monotonic() - started)


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def by_library(python: str, pages: Sequence[Raster], repeat: int) -> list[list[Reading]] | str:
    """Return, for each page, its readings in a process that loads the library once; or why there are none."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.pgm" for number in range(len(pages))]
        for file, page in zip(files, pages, strict=True):
            file.write_bytes(as_pgm(page))
        named = [f"{page.dpi}:{file}" for file, page in zip(files, pages, strict=True)]
        command = [python, handover_library.__file__, LANGUAGE, str(repeat), *named]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except OSError as error:
            return str(error)
    if done.returncode:
        return done.stderr.strip().splitlines()[-1]
    return [
        [Reading(tuple(one["words"]), one["cpu"], one["wall"]) for one in json.loads(line)]
        for line in done.stdout.splitlines()
    ]


def cleaned_pages(count: int) -> Iterator[Raster]:
    """Yield drawn pages as cleaning leaves them."""
    for number in range(count):
        (page,) = benchmark_pages(GRADES[number % len(GRADES)], 1, seed=900 + number)
        yield clean.clean_page(page.raster, Clean()).raster


def comparison(found: dict[str, list[list[Reading]]]) -> str:
    """Return the table: seconds, and on how many pages the words are those of the pipe."""
    rows = []
    for name, pages in found.items():
        same = sum(one[0].words == other[0].words for one, other in zip(pages, found[PIPE], strict=True))
        costs = [[median(getattr(one, cost) for one in page) for page in pages] for cost in ("cpu", "wall")]
        rows.append([name, str(len(pages)), *(shown(mean(values)) for values in costs), f"{same} of {len(pages)}"])
    return table(["way", "n", "CPU s/page", "wall s/page", "words as by the pipe"], rows)


def main() -> None:
    """Print the table."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", default="/usr/bin/python3", metavar="PYTHON", help="a Python that has tesserocr")
    parser.add_argument("--pages", type=int, default=8, metavar="N")
    parser.add_argument("--repeat", type=int, default=3, metavar="N")
    asked = parser.parse_args()
    pages = list(cleaned_pages(asked.pages))
    ways = {FILES: by_files, PIPE: by_pipe}
    found = {name: [[timed(way, page) for _ in range(asked.repeat)] for page in pages] for name, way in ways.items()}
    library = by_library(asked.library, pages, asked.repeat)
    if isinstance(library, str):
        print(f"Left out: {LIBRARY}: {library}")
    else:
        found[LIBRARY] = library
    print(f"{_ENGINE.name} {_ENGINE.version}, medians of {asked.repeat} readings of each page\n\n{comparison(found)}")


if __name__ == "__main__":
    main()
