"""What made a document: the version of its reading, and that of all that is done to it afterwards.

Nobody has to remember to raise a number for the later stages: their version is a digest of the code, the vocabulary and
the models that they consist of. The reading costs so much more that its number is raised by hand, only where pages
would be read otherwise (`process.READING_VERSION`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pipeline import process
from pipeline.resources import gazetteer_folder, models_folder, vocabulary_folder
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pydantic.main import IncEx

_PACKAGE = Path(process.__file__).parent
_NO_LATER_STAGE = frozenset(
    {"archive", "clean", "cli", "desk", "export", "ingest", "ocr", "quality.py", "raster.py", "run",
     "settings.py", "store", "synth", "train", "version.py", "web"}
)  # fmt: skip
"""Parts of the program that make nothing of a document after its pages were read; what is not named counts."""

_RESTORING = ("encodings", "language.py", "language_model.py", "restore")
_DATA = frozenset({".py", ".toml", ".tsv", ".json", ".txt"})
_READING_SETTINGS: dict[str, set[str] | bool] = {
    "limits": {"page_pixels", "text_characters"},
    "ingest": {"render_dpi", "trust_text_layer", "state_secrets"},
    "clean": True,
    "ocr": {"language", "data", "engine"},
}
"""Those that change what a page that can be read gives; more time for it gives no other words."""
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Making:
    """The versions that make a document.

    `reading` is, as JSON, all that the reading of a page depends on besides the page; `finishing` a digest of the rest.
    """

    reading: str
    finishing: str


def making(settings: Settings) -> Making:
    """Return the versions that documents are made with under `settings`.

    Raises:
        MissingProgramError: the engine or its language data is not installed.
    """
    return Making(json.dumps(reading_parts(settings), sort_keys=True), _finishing(settings))


def reading_parts(settings: Settings) -> dict[str, Any]:
    """Return all that the reading of a page depends on, besides the page itself."""
    engine = process.engine(settings.ocr)
    return {
        "version": process.READING_VERSION,
        "engine": [engine.name, engine.version],
        "settings": settings.model_dump(mode="json", include=cast("IncEx", _READING_SETTINGS)),
    }


def page_key(sha256: str, number: int, reading: Mapping[str, Any]) -> str:
    """Return the key under which the reading of page `number` of a source is kept, as a SHA-256 in hex."""
    parts = {"source": sha256, "page": number, **reading}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def restoring(settings: Settings) -> str:
    """Return the version of the restoration of lines, as a digest."""
    digest = hashlib.sha256(_code(_RESTORING).encode())
    digest.update(settings.model_dump_json(include={"restore"}).encode())
    digest.update(_words(settings))
    return digest.hexdigest()[:_DIGITS]


def _finishing(settings: Settings) -> str:
    digest = hashlib.sha256(_code(_later_stages()).encode())
    digest.update(settings.model_dump_json(include={"restore", "extract"}).encode())
    digest.update(f"{settings.ocr.review_below} {settings.ingest.split_documents}".encode())
    digest.update(_words(settings))
    return digest.hexdigest()[:_DIGITS]


def _later_stages() -> tuple[str, ...]:
    names = (place.name for place in _PACKAGE.iterdir() if place.suffix in {"", ".py"})
    return tuple(sorted(name for name in names if name not in _NO_LATER_STAGE and not name.startswith("_")))


def _words(settings: Settings) -> bytes:
    words = settings.restore.words
    return words.read_bytes() if words is not None and words.is_file() else b""


@lru_cache(maxsize=2)
def _code(names: tuple[str, ...]) -> str:
    folders = [_PACKAGE / name for name in names]
    folders += [vocabulary_folder(), gazetteer_folder(), models_folder()]  # the manifest has the models' digests
    return _digest(folders)


def _digest(places: Iterable[Path]) -> str:
    """Return the SHA-256 of the code and tables at and below `places`, names and contents, in hex."""
    digest = hashlib.sha256()
    for place in places:
        files = [place] if place.is_file() else sorted(place.rglob("*"))
        for file in files:
            if file.suffix in _DATA and file.is_file():
                digest.update(f"{file.relative_to(place.parent)}\n".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()
