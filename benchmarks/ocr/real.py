"""Real scans with gold: whole documents, single pages, and single pages turned."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.ocr.pages import (
    BenchPage,
    Paper,
    Subjects,
    TableCell,
    Truth,
    Unit,
    files_digest,
    raster_digest,
    remembered,
    sources,
    write_png,
)
from benchmarks.ocr.worker import Request, settings
from pipeline import ingest
from pipeline.raster import Raster

DOCUMENTS, PAGES = "whole scans", "single scan pages"
TURNED = "scan pages, turned"
_OPENING = ("errors", "ingest", "message", "model", "raster", "settings")


def scanned(shared: Path, folder: Path, groups: frozenset[str]) -> Subjects:
    """Return the scans of `shared` that have gold; the images of their pages are kept in `folder`."""
    gold = [file for file in (shared / "gold").rglob("s*") if file.is_file()]
    opened_by = files_digest(sources(*_OPENING))
    name = f"real.{'-'.join(sorted(groups))}.{files_digest([*gold, Path(__file__)], str(shared), opened_by)}.json"
    return remembered(folder / name.replace(" ", "_"), partial(_scanned, shared, folder, groups, opened_by))


def _scanned(shared: Path, folder: Path, groups: frozenset[str], opened_by: str) -> Subjects:
    source = _Scans(shared / "scans", folder, opened_by)
    found = Subjects()
    if DOCUMENTS in groups:
        for gold in sorted((shared / "gold").glob("s*.txt")):
            pages = source.pages(gold.stem)
            record = json.loads(gold.with_suffix(".gold.json").read_text("utf-8"))
            unit = Unit(gold.stem, DOCUMENTS, gold.stem, pages, gold.read_text("utf-8"))
            found += Subjects((unit,), (Paper(gold.stem, DOCUMENTS, pages, record),))
    texts = sorted((shared / "gold" / "pages").glob("*.txt"))
    if PAGES in groups:
        for gold in texts:
            page = source.page(gold)
            found += Subjects((Unit(gold.stem, PAGES, gold.stem.split(".")[0], (page,), gold.read_text("utf-8")),))
    if TURNED in groups:
        found += Subjects(turned=tuple((TURNED, source.turned(gold, turn)) for gold, turn in _turns(texts)))
    return found


def _turns(texts: list[Path]) -> Iterator[tuple[Path, int]]:
    """Give each page one of the quarter turns, in rotation."""
    for index, gold in enumerate(texts):
        yield gold, 1 + index % 3


@dataclass(frozen=True, slots=True)
class _Scans:
    """Opens scans with our own ingest, as the program does, and keeps each page as an image for the others."""

    scans: Path
    folder: Path
    opened_by: str

    def pages(self, name: str) -> tuple[BenchPage, ...]:
        """Return all pages of a scan."""
        file = self._file(name)
        with tempfile.TemporaryDirectory() as spool:
            chosen = settings(Request(str(file), 1))
            (item,) = ingest.discover([file], chosen, Path(spool)).items
            count = ingest.page_count(item, chosen)
        return tuple(self._page(name, number, Truth(rotation=0)) for number in range(1, count + 1))

    def page(self, gold: Path) -> BenchPage:
        """Return the page that the gold text `sNN.pM.txt` belongs to."""
        name, number = gold.stem.split(".p")
        tables = gold.with_name(f"{gold.stem}.tables.json")
        cells = tuple(_cells(tables)) if tables.exists() else None
        return self._page(name, int(number), Truth(rotation=0, cells=cells))

    def turned(self, gold: Path, turn: int) -> BenchPage:
        """Return that page turned clockwise by `turn` quarters."""
        name, number = gold.stem.split(".p")
        raster = self._raster(name, int(number))
        pixels = np.ascontiguousarray(np.rot90(raster.pixels, -turn))
        page = self._kept(f"{gold.stem}.turned{90 * turn}", replace(raster, pixels=pixels))
        return replace(page, truth=Truth(rotation=360 - 90 * turn))

    def _file(self, name: str) -> Path:
        return next(self.scans.glob(f"{name}_*.pdf"))

    def _page(self, name: str, number: int, truth: Truth) -> BenchPage:
        page = self._kept(f"{name}.p{number}", self._raster(name, number))
        return replace(page, source=self._file(name), source_page=number, truth=truth)

    def _raster(self, name: str, number: int) -> Raster:
        file = self._file(name)
        chosen = settings(Request(str(file), number))
        with tempfile.TemporaryDirectory() as spool:
            (item,) = ingest.discover([file], chosen, Path(spool)).items
            page = ingest.read_source_page(item, number, chosen)
        if not isinstance(page, ingest.ImageInput) or page.rotation:
            raise ValueError(f"{file}, page {number}: not an upright image")
        return page.raster

    def _kept(self, name: str, raster: Raster) -> BenchPage:
        image = self.folder / f"{name}.{self.opened_by}.png"
        if not image.exists():
            write_png(raster, image)
        return BenchPage(name, image, raster_digest(raster), image, 1, Truth())


def _cells(file: Path) -> Iterator[TableCell]:
    for number, table in enumerate(json.loads(file.read_text("utf-8"))):
        for row, cells in enumerate(table["rows"]):
            for column, text in enumerate(cells):
                if text:
                    yield TableCell(number, row, column, text)
