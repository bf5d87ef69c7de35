"""Applies and undoes the fixes of a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.language import nfc
from pipeline.model import Fix, Line

_PIECE = re.compile(r"\s+|\S+")


def apply_fixes(read: str, fixes: Sequence[Fix]) -> str:
    """Return `read` with all `fixes` (sorted, not overlapping) applied.

    Raises:
        ValueError: a fix does not fit the text, or two overlap.

    >>> apply_fixes("Ké hoach", [Fix(0, 2, "Ké", "Kế", "model", 1.0), Fix(3, 8, "hoach", "hoạch", "model", 1.0)])
    'Kế hoạch'
    """
    parts: list[str] = []
    place = 0
    for fix in fixes:
        if fix.start < place or read[fix.start : fix.end] != fix.before:
            raise ValueError(f"fix {fix} does not fit {read!r}")
        parts += [read[place : fix.start], fix.after]
        place = fix.end
    return "".join([*parts, read[place:]])


def undo_fix(line: Line, number: int) -> Line:
    """Return `line` without its fix `number` (from 0)."""
    return with_fixes(line, [*line.fixes[:number], *line.fixes[number + 1 :]])


def undo_all(line: Line) -> Line:
    """Return `line` as it was read."""
    return with_fixes(line, ())


def with_fixes(line: Line, fixes: Sequence[Fix]) -> Line:
    """Return `line` with `fixes` in place of those that it had."""
    return replace(line, text=apply_fixes(line.read, fixes), fixes=tuple(fixes))


def normalise_fixes(read: str, fixes: Sequence[Fix]) -> tuple[Fix, ...]:
    """Turn fixes of `nfc(read)` into fixes of `read` that also bring it to NFC.

    Where normalisation changed a word, one fix covers the whole word.
    """
    if nfc(read) == read:
        return tuple(fixes)
    out: list[Fix] = []
    waiting = list(fixes)
    place = 0  # in the normalised text
    start = 0  # of the open run of pieces, in `read`
    run: list[str] = []
    for piece in _PIECE.findall(read):
        run.append(piece)
        end = place + len(nfc("".join(run)))
        if waiting and waiting[0].start < end < waiting[-1].end and any(fix.start < end < fix.end for fix in waiting):
            continue  # a fix reaches over the end of this piece
        mine = [fix for fix in waiting if fix.end <= end]
        waiting = waiting[len(mine) :]
        out += _run_fixes("".join(run), start, place, mine)
        start += len("".join(run))
        place, run = end, []
    return tuple(out)


def _run_fixes(read: str, start: int, place: int, fixes: Sequence[Fix]) -> list[Fix]:
    normal = nfc(read)
    if normal == read:
        return [replace(fix, start=fix.start + start - place, end=fix.end + start - place) for fix in fixes]
    moved = [replace(fix, start=fix.start - place, end=fix.end - place) for fix in fixes]
    confidence = min((fix.confidence for fix in fixes), default=1.0)
    rule = fixes[0].rule if fixes else "nfc"
    return [Fix(start, start + len(read), read, apply_fixes(normal, moved), rule, confidence)]
