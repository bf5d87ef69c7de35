"""Measures how well scans of one paper are told from papers that are nearly the same.

    python -m benchmarks.batch.duplicates [--plans N] [--shared FOLDER] [--out FILE]

Each drawn plan is scanned twice with different damage, and has a twin: the same plan word for word, issued by another
ward under another number on another day. Where the folder is there, real scans are read as they are and once more after
the damage of an office scanner. Every pair of documents is judged: two scans of one paper are to be flagged, a plan and
its twin, and papers that have nothing to do with each other, are not.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pdf2image import convert_from_path

from benchmarks.ocr.intervals import share as of
from benchmarks.ocr.intervals import shown
from benchmarks.ocr.report import table
from pipeline import process
from pipeline.model import Document, Source
from pipeline.raster import Raster
from pipeline.reading import compose
from pipeline.settings import Settings
from pipeline.store.duplicates import ALIKE, Identity, identity_of, judge
from pipeline.store.likeness import likenesses, signature
from pipeline.synth import make_scan
from pipeline.synth.content import Content
from pipeline.synth.damage import damage
from pipeline.synth.grades import AGED, BILEVEL, FAX, GOOD, LOW, OFFICE, Grade
from pipeline.synth.random_plan import random_plan
from pipeline.synth.stock import rich_stock
from pipeline.synth.write import encode, write_pdf

FIRST_SCAN, SECOND_SCAN = (OFFICE, GOOD, BILEVEL), (FAX, LOW, AGED)
_REAL_PAGES = 3
_DPI = 300


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read: `paper` is the same for scans of one paper, `family` also for its twin."""

    name: str
    paper: str
    family: str
    identity: Identity
    signature: bytes | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=24)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=Path("build/benchmark-duplicates"))
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    tasks = [(index, kind, options.folder) for index in range(options.plans) for kind in ("first", "second", "twin")]
    scans = sorted((options.shared / "scans").glob("*.pdf"))
    with ProcessPoolExecutor(options.jobs) as pool:
        drawn = list(pool.map(_drawn, *zip(*tasks, strict=True)))
        real = [one for pair in pool.map(_real, scans, [options.folder] * len(scans)) for one in pair]
    for title, read in (("drawn", drawn), ("real scans", real)):
        if read:
            print(f"\n{title}: {len(read)} documents\n")
            print(table(("pairs", "flagged", "of", "share"), _rows(read)))
    return 0


def _drawn(index: int, kind: str, folder: Path) -> Read:
    content = random_plan(np.random.default_rng([7, index]), rich_stock(np.random.default_rng([8, index])))
    if kind == "twin":
        content = _of_next_ward(content)
    grades = SECOND_SCAN if kind == "second" else FIRST_SCAN
    grade = grades[index % len(grades)]
    file = folder / f"{index:03}-{kind}.pdf"
    if not file.is_file():
        scan = make_scan(content, grade, seed=100 * index + len(kind))
        write_pdf(file, [page.encoded for page in scan.pages])
    paper = f"{index}-twin" if kind == "twin" else str(index)
    return _read(file, paper, str(index))


def _of_next_ward(content: Content) -> Content:
    """Return the same plan as another ward would issue it: every name of the place, number and day changed."""
    if content.head is None:
        raise ValueError("a plan has a head")
    place = content.head.place
    other = place[::-1].capitalize() if place[::-1].casefold() != place.casefold() else "Thanh Lâm"
    number = str((int(content.head.number) * 7 + 13) % 400 + 1)
    day = content.head.date[:-2] + f"{(int(content.head.date[-2:]) + 9) % 28 + 1:02}"
    changed = _replaced(content, place, (other + place)[: len(place)])
    if not isinstance(changed, Content) or changed.head is None:
        raise TypeError("a plan stays a plan")
    return replace(changed, head=replace(changed.head, number=number, date=day))


def _replaced(value: object, old: str, new: str) -> object:
    """Return `value` with `old` in all its texts, in capitals too, replaced by `new` of the same length."""
    if isinstance(value, str):
        return value.replace(old, new).replace(old.upper(), new.upper())
    if isinstance(value, tuple):
        return tuple(_replaced(one, old, new) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _replaced(getattr(value, one.name), old, new) for one in fields(value)})
    return value


def _real(scan: Path, folder: Path) -> list[Read]:
    """Return a real scan as it is (its first pages) and after it was scanned again."""
    drawn = convert_from_path(scan, dpi=_DPI, last_page=_REAL_PAGES, grayscale=True)
    found = []
    for name, grade in (("as-it-is", None), ("again", OFFICE)):
        file = folder / f"{scan.stem}-{name}.pdf"
        if not file.is_file():
            pages = [_scanned(np.asarray(image), grade, number) for number, image in enumerate(drawn)]
            write_pdf(file, [encode(page, "jpeg", 80) for page in pages])
        found.append(_read(file, scan.stem, scan.stem))
    return found


def _scanned(pixels: npt.NDArray[np.uint8], grade: Grade | None, seed: int) -> Raster:
    page = Raster(np.ascontiguousarray(pixels), _DPI)
    return damage(page, grade, np.random.default_rng(seed)).raster if grade else page


def _read(file: Path, paper: str, family: str) -> Read:
    kept = file.with_suffix(".json")
    if kept.is_file():
        said, signed = json.loads(kept.read_text("utf-8"))
        return Read(file.stem, paper, family, Identity(*said), bytes.fromhex(signed) if signed else None)
    document = _document(file)
    identity = identity_of(document.header)
    own = signature(compose(document.lines).text)
    signed = own.tobytes().hex() if own is not None else ""
    said = [getattr(identity, one.name) for one in fields(identity)]
    kept.write_text(json.dumps([said, signed], ensure_ascii=False), "utf-8")
    return Read(file.stem, paper, family, identity, bytes.fromhex(signed) if signed else None)


def _document(file: Path) -> Document:
    found = process.process_file(file, Settings())
    return found[0] if found else Document(Source("", (file.name,), "application/pdf", 0))


def _rows(read: Sequence[Read]) -> Iterator[tuple[str, ...]]:
    kinds: dict[str, list[tuple[bool, float, str]]] = {}
    for one, other in combinations(read, 2):
        likeness = _likeness(one, other)
        flagged = judge(one.identity, other.identity, likeness) is not None
        kind = "of one paper" if one.paper == other.paper else "twins" if one.family == other.family else "strangers"
        kinds.setdefault(kind, []).append((flagged, likeness, f"{one.name} {other.name}"))
    for kind, pairs in kinds.items():
        hits = sum(flagged for flagged, _, _ in pairs)
        yield kind, str(hits), str(len(pairs)), shown(of(hits, len(pairs)))
        alike = sorted(likeness for _, likeness, _ in pairs)
        print(f"{kind}: texts alike by {alike[0]:.2f} to {alike[-1]:.2f}, median {alike[len(alike) // 2]:.2f}")
        wrong = [name for flagged, _, name in pairs if flagged != (kind == "of one paper")]
        if wrong:
            print(f"wrong ({kind}, threshold {ALIKE}): {'; '.join(wrong[:12])}")


def _likeness(one: Read, other: Read) -> float:
    if one.signature is None or other.signature is None:
        return 0.0
    return likenesses(one.signature, [other.signature])[0]


if __name__ == "__main__":
    sys.exit(main())
