"""The names under which documents are exported."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.language import nfc

_IMAGE_SUFFIXES = frozenset((".tif", ".tiff", ".jpg", ".jpeg", ".png", ".webp"))
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_LONGEST = 240  # bytes; file systems take 255, and hash and suffix must have room
_HASH_LENGTHS = (8, 16, 64)


@dataclass(frozen=True, slots=True)
class Named:
    """What the export name of a document depends on."""

    id: int
    sha256: str
    part: int | None
    name: str
    stem: str


def stem_of(name: str, media_type: str) -> str:
    """Return the stem of a path, in NFC. Page images that are one document have the name of their folder, whole.

    >>> stem_of("a/KH 30.UBND.pdf", "application/pdf"), stem_of("hồ sơ/tập 1.2", "image/jpeg")
    ('KH 30.UBND', 'tập 1.2')
    """
    path = PurePosixPath(nfc(name))
    is_folder = media_type.startswith("image/") and path.suffix.lower() not in _IMAGE_SUFFIXES
    return path.name if is_folder else path.stem


def export_names(documents: Iterable[Named]) -> dict[int, str]:
    """Return the export name of each document by its id.

    It is the stem of the file; on equal stems the first in sorted order of paths keeps it, later ones get
    `-<8 hex of SHA-256>`. Documents split from one file are `<that>-1`, `<that>-2`. The names can be used on Windows:
    what it forbids is written `_`, and stems that differ only in capitals count as equal.
    """
    files: dict[str, str] = {}
    taken_by_files: set[str] = set()
    taken: set[str] = set()
    found: dict[int, str] = {}
    ordered = sorted(documents, key=lambda one: (nfc(one.name), one.sha256, one.part or 0))
    for one in ordered:
        if one.sha256 not in files:
            files[one.sha256] = _free(_short(safe_name(one.stem)), one.sha256, taken_by_files)
            taken_by_files.add(files[one.sha256].casefold())
    for one in sorted(ordered, key=lambda one: one.part is not None):  # whole files keep their names before parts
        base = files[one.sha256]
        found[one.id] = _free(base if one.part is None else f"{base}-{one.part}", one.sha256, taken)
        taken.add(found[one.id].casefold())
    return found


def safe_name(stem: str) -> str:
    """Return a name that Windows takes for a file, whatever suffix comes behind it.

    >>> safe_name("kế hoạch: 30/KH"), safe_name("Con"), safe_name("cuối. ")
    ('kế hoạch_ 30_KH', '_Con', 'cuối')
    """
    name = _FORBIDDEN.sub("_", stem).rstrip(". ") or "_"
    return f"_{name}" if _DEVICES.match(name) else name


def _free(wanted: str, sha256: str, taken: set[str]) -> str:
    names = [wanted, *(f"{wanted}-{sha256[:length]}" for length in _HASH_LENGTHS)]
    return next(name for name in names if name.casefold() not in taken)


def _short(stem: str) -> str:
    return stem.encode()[:_LONGEST].decode(errors="ignore")
