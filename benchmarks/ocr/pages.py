"""The pages that are read, what is true about them, and how they lie on disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from pydantic import TypeAdapter

from pipeline.model import Mark
from pipeline.raster import Raster

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class TableCell:
    """The text of a cell and its place: number of the table on the page, row and column, all from 0."""

    table: int
    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known about a page; None where nobody said.

    `rotation` is the clockwise turn that puts it upright. `levels` are lines of points (x, y), in pixels of the
    image, that ran level from left to right before the page was scanned. `unruled` are the numbers of
    the tables without lines. `marks` have boxes in pixels of the image.
    """

    rotation: int | None = None
    levels: tuple[tuple[tuple[float, float], ...], ...] = ()
    cells: tuple[TableCell, ...] | None = None
    unruled: frozenset[int] = frozenset()
    marks: tuple[Mark, ...] | None = None


@dataclass(frozen=True, slots=True)
class BenchPage:
    """A page image. `source` and `source_page` are what our own program opens; all others get `image`, a PNG.

    `digest` is the SHA-256 of pixels and resolution.
    """

    name: str
    image: Path
    digest: str
    source: Path
    source_page: int
    truth: Truth


@dataclass(frozen=True, slots=True)
class Unit:
    """What is scored as one text: a page, or a whole document. `paper` names the document that it is part of.

    `kind` says what a drawn page shows (`pipeline.synth.pages.PageKind`).
    """

    name: str
    group: str
    paper: str
    pages: tuple[BenchPage, ...]
    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document, or a page of one, with its gold record."""

    name: str
    group: str
    pages: tuple[BenchPage, ...]
    record: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Subjects:
    """Everything that is read: texts to compare, documents with a record, and pages that lie turned."""

    units: tuple[Unit, ...] = ()
    papers: tuple[Paper, ...] = ()
    turned: tuple[tuple[str, BenchPage], ...] = ()

    def __add__(self, other: Subjects) -> Subjects:
        return Subjects(self.units + other.units, self.papers + other.papers, self.turned + other.turned)


_SUBJECTS = TypeAdapter(Subjects)


def remembered(file: Path, make: Callable[[], Subjects]) -> Subjects:
    """Return the subjects noted in `file`; where it is missing make them and note them there."""
    if file.exists():
        return _SUBJECTS.validate_json(file.read_bytes())
    found = make()
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}.part")  # another run may be at it, too
    part.write_bytes(_SUBJECTS.dump_json(found))
    part.replace(file)
    return found


def raster_digest(raster: Raster) -> str:
    """Return the SHA-256 of the pixels, their shape and resolution."""
    found = hashlib.sha256(f"{raster.pixels.shape} {raster.dpi} {raster.bilevel}".encode())
    found.update(raster.pixels.tobytes())
    return found.hexdigest()


def write_png(raster: Raster, path: Path) -> None:
    """Write the page as a PNG with its resolution, one bit deep where it is bilevel. Nothing is lost."""
    image = Image.fromarray(raster.pixels[:, :, ::-1] if raster.is_colour else raster.pixels)
    if raster.bilevel:
        image = image.convert("1", dither=Image.Dither.NONE)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    image.save(part, "PNG", dpi=(raster.dpi, raster.dpi), compress_level=1)
    part.replace(path)


def files_digest(files: Iterable[Path], *more: str) -> str:
    """Return 16 digits of the SHA-256 of the contents of `files` and the strings `more`."""
    found = hashlib.sha256("\n".join(more).encode())
    for file in sorted(files):
        found.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()[:16]


def sources(*packages: str) -> list[Path]:
    """Return the source files of modules and packages of `pipeline`."""
    root = PROJECT / "pipeline"
    return [file for name in packages for file in (*(root / name).rglob("*.py"), root / f"{name}.py") if file.exists()]
