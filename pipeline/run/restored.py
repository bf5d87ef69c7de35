"""Keeps what restoration made of the lines of a page, so that only what changed is done again.

Restoring costs more than all that follows it. What it gives depends on the lines, on its own code, models and settings;
a change of extraction leaves all of these as they were.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from pipeline import process
from pipeline.model import Fix, Line, PageOrigin
from pipeline.record import lines_as_json
from pipeline.run.versions import restoring
from pipeline.settings import Settings
from pipeline.store import PageCache


class RestoredLines:
    """The restored lines of the pages of one source (its SHA-256), kept in the cache of a workspace."""

    def __init__(self, workspace: Path, sha256: str) -> None:
        self._cache = PageCache(workspace, sha256)

    def __call__(self, lines: tuple[Line, ...], settings: Settings, origin: PageOrigin) -> tuple[Line, ...]:
        """Return `lines`, which are of one page, restored: as was kept, else anew.

        Raises:
            MissingProgramError: a model is missing.
            StoreError: the disk is full or refuses.
        """
        key = _key(lines, settings, origin)
        kept = self._cache.get(key)
        if kept is not None:
            return tuple(map(_changed, lines, json.loads(kept)))
        restored = process.restore_lines(lines, settings, origin)
        self._cache.put(key, json.dumps([_change(line) for line in restored], ensure_ascii=False).encode())
        return restored


def _key(lines: tuple[Line, ...], settings: Settings, origin: PageOrigin) -> str:
    # The whole lines count, boxes and confidences too: restoration looks at how sure a word is.
    digest = hashlib.sha256(f"{restoring(settings)} {origin.value} ".encode())
    digest.update(lines_as_json(lines))
    return digest.hexdigest()


def _change(line: Line) -> list[Any] | None:
    """Return what restoration changed in a line; None where nothing."""
    return [line.text, [asdict(fix) for fix in line.fixes]] if line.fixes or line.text != line.read else None


def _changed(line: Line, change: list[Any] | None) -> Line:
    if change is None:
        return line
    text, fixes = change
    made = tuple(Fix(**{**fix, "alternatives": tuple(fix["alternatives"])}) for fix in fixes)
    return replace(line, text=text, fixes=made)
