"""What ingest gives: sources that were found, and their pages as images or as text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.message import Message
from pipeline.model import Mark, PageReading, Problem, Source, Step
from pipeline.raster import Raster


class SourceKind(StrEnum):
    """The kinds of files that are read."""

    PDF = "pdf"
    IMAGE = "image"
    TEXT = "text"
    DOCX = "docx"


@dataclass(frozen=True, slots=True)
class Item:
    """One source to be read: a file, or the page images of one document in page order.

    `stem` is the name without folder and extension (for joined page images the name of their folder). `origin` is
    what a person can be pointed to and what can be opened again later: the file, the .zip that it was unpacked from,
    the folder of joined page images. `within` is the folder that a person named, where the source lies directly in it,
    so that its name does not say so. `stamps` are size in bytes and time of change (ns) of each path when its bytes
    were hashed.
    """

    paths: tuple[Path, ...]
    source: Source
    kind: SourceKind
    stem: str
    origin: Path | None = None
    stamps: tuple[tuple[int, int], ...] = ()
    within: str | None = None

    @property
    def name(self) -> str:
        """The name to use in messages."""
        return self.source.name


class SkipKind(StrEnum):
    """Why a file that was met gives no document of its own."""

    SIDECAR = "sidecar"
    DUPLICATE = "duplicate"
    JOINED = "joined"
    UNSUPPORTED = "unsupported"
    WORKSPACE = "workspace"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was met and is not imported by itself. `error` is set where that is a failure.

    `origin` is where it can be found again, as for an `Item`.
    """

    name: str
    kind: SkipKind
    message: Message
    error: PipelineError | None = None
    origin: Path | None = None

    @property
    def code(self) -> str:
        """The stable code of the failure, or of the reason."""
        return self.error.code if self.error else self.kind.value


@dataclass(frozen=True, slots=True)
class Discovery:
    """What `discover` found, both in the order of the sorted relative paths."""

    items: tuple[Item, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class ImageInput:
    """A page that must be read by OCR.

    `raster` is the page image as it is stored, *unrotated*: `rotation` is the clockwise turn (0, 90, 180, 270
    degrees) that the file asks a viewer to make (/Rotate of a PDF page, EXIF orientation of a photo). Boxes of the
    document are pixels of this raster. `marks` are what lies over the scan without being on the paper (e-signature
    captions), with their text.
    """

    raster: Raster
    rotation: int = 0
    marks: tuple[Mark, ...] = ()
    problems: tuple[Problem, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class TextInput:
    """A page whose text is there already: a trusted text layer, a .docx or a plain text."""

    reading: PageReading


PageInput = ImageInput | TextInput
