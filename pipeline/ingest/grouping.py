"""Decides which files belong together: page images that count up, sidecar texts, identical bytes."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.ingest.kinds import Content
from pipeline.ingest.source import SourceKind
from pipeline.ingest.walk import Found

_LAST_NUMBER = re.compile(r"^(?P<before>.*?)(?P<number>\d{1,9})(?P<after>\D*)$", re.DOTALL)
_LAYER_SUFFIX = ".textlayer"


@dataclass(frozen=True, slots=True)
class Hashed:
    """A readable file with the digest of its bytes; `stamp` is its size in bytes and its time of change (ns)."""

    found: Found
    kind: SourceKind
    content: Content
    sha256: str
    size: int
    stamp: tuple[int, int]


def stem_of(name: str) -> str:
    """Return the last part of `name` without its extension.

    >>> stem_of("xã A/Kế hoạch 12.2024.pdf")
    'Kế hoạch 12.2024'
    """
    return PurePosixPath(name).stem


def page_runs(files: Sequence[Hashed]) -> list[tuple[Hashed, ...]]:
    """Return, for each folder whose images all count up with one prefix, those images in page order."""
    folders: dict[object, list[Hashed]] = defaultdict(list)
    for file in files:
        if file.kind is SourceKind.IMAGE and not file.found.named:
            folders[file.found.path.parent].append(file)
    return [run for images in folders.values() if (run := _run(images))]


def _run(images: Sequence[Hashed]) -> tuple[Hashed, ...]:
    """Return `images` in the order of their numbers, or nothing where they do not count up."""
    numbered: dict[int, Hashed] = {}
    patterns: set[tuple[str, str]] = set()
    for image in images:
        match = _LAST_NUMBER.match(stem_of(image.found.name))
        if match is None:
            return ()
        patterns.add((match["before"].casefold(), match["after"].casefold()))
        numbered[int(match["number"])] = image
    counts_up = len(numbered) == len(images) and max(numbered) - min(numbered) == len(images) - 1
    if len(images) < 2 or len(patterns) != 1 or not counts_up:
        return ()
    return tuple(numbered[number] for number in sorted(numbered))


def sidecars(files: Sequence[Hashed]) -> dict[int, int]:
    """Return for each sidecar text (as an index into `files`) the file that it stands beside.

    A PDF or image beats STEM.txt and STEM.textlayer.txt in its own folder.
    """
    images: dict[tuple[object, str], int] = {}
    for index, file in enumerate(files):
        if file.kind in (SourceKind.PDF, SourceKind.IMAGE):
            images.setdefault((file.found.path.parent, _key(stem_of(file.found.name))), index)
    beside: dict[int, int] = {}
    for index, file in enumerate(files):
        if file.kind is not SourceKind.TEXT:
            continue
        stem = _key(stem_of(file.found.name))
        for candidate in (stem, stem.removesuffix(_LAYER_SUFFIX)):
            master = images.get((file.found.path.parent, candidate))
            if master is not None:
                beside[index] = master
                break
    return beside


def _key(stem: str) -> str:
    return unicodedata.normalize("NFC", stem).casefold()
