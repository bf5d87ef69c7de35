"""The history of corrections: which of them are in force, and where they belong when a page moves to another file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.model import Action, Correction


def in_force(history: Sequence[Correction]) -> tuple[Correction, ...]:
    """Return the corrections of `history` that nobody took back, in order; an undo may itself be undone."""
    undone: set[int] = set()
    for one in sorted(history, key=lambda found: found.id or 0, reverse=True):
        if one.action is Action.UNDO and one.id not in undone and one.undoes is not None:
            undone.add(one.undoes)
    kept = (one for one in history if one.action is not Action.UNDO and one.id not in undone)
    return tuple(sorted(kept, key=lambda one: one.id or 0))


def moved(corrections: Sequence[Correction], sha256: str, pages: Mapping[str, int]) -> tuple[Correction, ...]:
    """Return `corrections` of other files as those of the source `sha256`, whose page pictures are `pages`.

    `pages` gives for the SHA-256 of a page's picture its number. What stands on a page that is not among them is left
    out; what belongs to this source stays as it is.
    """
    found = []
    for one in corrections:
        page = pages.get(one.anchor.image) if one.anchor.image else None
        if one.anchor.sha256 == sha256:
            found.append(one)
        elif page is not None:
            box = replace(one.anchor.box, page=page) if one.anchor.box else None
            found.append(replace(one, anchor=replace(one.anchor, sha256=sha256, page=page, box=box)))
    return tuple(found)


def of_pages(corrections: Sequence[Correction], pages: Sequence[int]) -> tuple[Correction, ...]:
    """Return those that belong to one of `pages`: a file that holds several documents parts its corrections by page."""
    return tuple(one for one in corrections if one.anchor.page in set(pages))
