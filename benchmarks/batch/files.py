"""Makes the files of the benchmark: scans of one to six pages, of mixed kinds and grades of damage."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pypdfium2 as pdfium

from pipeline.synth.grades import GRADES
from pipeline.synth.pages import MIXED, benchmark_pages
from pipeline.synth.write import encode, write_pdf

PAGES_OF_FILES = (1, 2, 3, 6, 4, 2)
SPOILT = ("office", "good", "bilevel", "low", "aged", "fax")


def make_files(folder: Path, pages: int, jobs: int) -> list[Path]:
    """Return PDF files of `pages` pages altogether in `folder`; those that are there already are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    planned = list(_plan(folder, pages))
    missing = [one for one in planned if not one[0].is_file()]
    with ProcessPoolExecutor(jobs) as pool:
        list(pool.map(_make, *zip(*missing, strict=True)) if missing else ())
    return [file for file, _, _ in planned]


def _plan(folder: Path, pages: int) -> Iterator[tuple[Path, int, int]]:
    left, number = pages, 0
    while left:
        count = min(left, PAGES_OF_FILES[number % len(PAGES_OF_FILES)])
        yield folder / f"{number:04}-{count}.pdf", number, count
        left -= count
        number += 1


def _make(file: Path, number: int, pages: int) -> None:
    grade = GRADES[SPOILT[number % len(SPOILT)]]
    kinds = tuple(MIXED[(number + step) % len(MIXED)] for step in range(pages))
    drawn = benchmark_pages(grade, pages, seed=number, kinds=kinds)
    part = file.with_suffix(".part")
    write_pdf(part, [encode(page.raster, grade.codec, grade.quality) for page in drawn])
    part.rename(file)


def joined(files: list[Path], out: Path) -> Path:
    """Return one PDF of all pages of `files`."""
    whole = pdfium.PdfDocument.new()
    for file in files:
        with pdfium.PdfDocument(file) as part:
            whole.import_pages(part)
    whole.save(out)
    whole.close()
    return out
