"""Measures the ways to hand a page to Tesseract: files (pytesseract), a pipe to the program, a library in process.

    python -m benchmarks.handover [--pages N] [--repeat N]

N drawn pages in turn of four grades are cleaned, and each way reads the same grey images with the recognition data that
the program carries, one way after the other for each page. Seconds are medians over the repeats. The library is of
another version than the program, so it is counted, too, how many words they read alike.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median

import pytesseract
from PIL import Image
from rapidfuzz.distance import Levenshtein

from benchmarks.ocr.intervals import mean, shown
from benchmarks.ocr.report import table
from pipeline import clean, ocr
from pipeline.raster import Raster
from pipeline.resources import models_folder
from pipeline.settings import Clean, Ocr
from pipeline.synth.pages import benchmark_pages

GRADES = ("good", "office", "fax", "bilevel")
FILES, PIPE, LIBRARY = "pytesseract, files", "the program, a pipe", "the library (tesserocr)"
_SETTINGS = Ocr(page_seconds=3600, engine="program")
_PROGRAM = ocr.tesseract(_SETTINGS)
_LIBRARY = ocr.tesseract(Ocr())

Words = tuple[str, ...]
Way = Callable[[Raster], Words]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one way gave for one page: its words and what it cost, in seconds."""

    words: Words
    cpu: float
    wall: float


def by_files(page: Raster) -> Words:
    """Read with pytesseract, which writes a PNG file and reads a TSV file."""
    options = f"--psm 3 --dpi {page.dpi} --tessdata-dir {models_folder() / 'tesseract'}"
    found = pytesseract.image_to_data(
        Image.fromarray(page.pixels), _SETTINGS.language, options, output_type=pytesseract.Output.DICT
    )
    return tuple(word for word in (text.strip() for text in found["text"]) if word)


def by_pipe(page: Raster) -> Words:
    """Read with `tesseract`, started for this page."""
    return tuple(word.text for word in _PROGRAM.words(page, _SETTINGS))


def by_library(page: Raster) -> Words:
    """Read as the pipeline does."""
    return tuple(word.text for word in _LIBRARY.words(page, _SETTINGS))


WAYS: Mapping[str, Way] = {FILES: by_files, PIPE: by_pipe, LIBRARY: by_library}


def timed(read: Way, page: Raster) -> Reading:
    """Return what `read` gives, with the time of this process and its children."""
    before, started = _processor(), time.monotonic()
    words = read(page)
    return Reading(words, _processor() - before, time.monotonic() - started)


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def cleaned_pages(count: int) -> Iterator[Raster]:
    """Yield drawn pages as cleaning leaves them."""
    for number in range(count):
        (page,) = benchmark_pages(GRADES[number % len(GRADES)], 1, seed=900 + number)
        yield clean.clean_page(page.raster, Clean()).raster


def comparison(pages: list[dict[str, list[Reading]]]) -> str:
    """Return the table: seconds, their ratio to those of the pipe, and the share of words read as by the pipe."""
    rows = []
    for name in WAYS:
        costs = {kind: [median(getattr(one, kind) for one in page[name]) for page in pages] for kind in ("cpu", "wall")}
        against = [median(one.cpu for one in page[PIPE]) for page in pages]
        ratios = [own / other for own, other in zip(costs["cpu"], against, strict=True)]
        alike = [100 * Levenshtein.normalized_similarity(page[name][0].words, page[PIPE][0].words) for page in pages]
        figures = (costs["cpu"], costs["wall"], ratios, alike)
        rows.append([name, str(len(pages)), *(shown(mean(values)) for values in figures)])
    return table(["way", "n", "CPU s/page", "wall s/page", "CPU against the pipe", "words alike, %"], rows)


def main() -> None:
    """Print the table."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=8, metavar="N")
    parser.add_argument("--repeat", type=int, default=3, metavar="N")
    asked = parser.parse_args()
    found: list[dict[str, list[Reading]]] = []
    for page in cleaned_pages(asked.pages):
        turns = [{name: timed(way, page) for name, way in WAYS.items()} for _ in range(asked.repeat)]
        found.append({name: [turn[name] for turn in turns] for name in WAYS})
    print(f"program: {_PROGRAM.version}; library: {_LIBRARY.version}; medians of {asked.repeat} readings of each page")
    print(f"\n{comparison(found)}")


if __name__ == "__main__":
    main()
