"""What a person corrected, and where it belongs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.page import Box


class Action(StrEnum):
    """What a person did. An UNDO takes back one earlier correction; nothing is ever taken out of the history."""

    CHANGE = "change"
    CONFIRM = "confirm"
    REJECT = "reject"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a correction belongs, told in ways that outlive a new reading of the same paper.

    `sha256` is of the source, `page` counts from 1 in it, `image` is the SHA-256 of the kept picture of the page (None
    without one): it finds the page again in another file. `box` (pixels of the unrotated page image) and `printed`
    find the place on the page: the line as the machine read it, or the words that a fact rests on. `line` counts
    from 0 on the page, `start` is the offset of what was corrected in `printed`. `identity` tells apart facts that rest
    on the same words.
    """

    sha256: str
    page: int
    printed: str = ""
    box: Box | None = None
    line: int = 0
    start: int = 0
    identity: str = ""
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that a person decided: `before` stood there, `after` is right.

    `target` is "text", "document" (the header), a kind of fact as the record names it ("obligations") or "problems";
    `field` the field of the header or fact, None where the whole of it is confirmed or rejected. `when` is UTC, ISO
    8601. `id` is given by the workspace; `like` is the correction that this one was made after, `undoes` the one that
    an UNDO takes back.
    """

    action: Action
    target: str
    anchor: Anchor
    who: str
    when: str
    field: str | None = None
    before: str | None = None
    after: str | None = None
    id: int | None = None
    like: int | None = None
    undoes: int | None = None
