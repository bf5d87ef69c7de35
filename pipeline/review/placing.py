"""What became of a correction in a reading: it stands, it meets a reading that nobody saw, or its place is gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pipeline.message import Message
from pipeline.model import Action, Correction, Problem
from pipeline.review.naming import field_name

COLLIDES = "correction_collides"
LOST = "correction_lost"
CODES = frozenset({COLLIDES, LOST})
"""The problems that corrections make; a new reading makes them anew."""


class State(StrEnum):
    """A correction that COLLIDES stands, and is put before a person: the machine now reads a third thing."""

    APPLIED = "applied"
    COLLIDES = "collides"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Placement:
    """A correction, what became of it, and what the machine reads at its place now (None where it has no value)."""

    correction: Correction
    state: State
    now: str | None


def problems_of(placements: Iterable[Placement]) -> tuple[Problem, ...]:
    """Return what a person must look at: both readings where they differ, and what was corrected where it is gone."""
    return tuple(_problem(one) for one in placements if one.state is not State.APPLIED)


def _problem(placement: Placement) -> Problem:
    correction = placement.correction
    vi, en = field_name(correction.target, correction.field).vi, field_name(correction.target, correction.field).en
    before, after, now = (text or "–" for text in (correction.before, correction.after, placement.now))
    if correction.action is Action.CONFIRM:
        after = before
    number = f"#{correction.id}" if correction.id else ""
    if placement.state is State.LOST:
        message = Message(
            f"Không còn tìm thấy chỗ đã hiệu đính {number} ({vi}: “{before}” → “{after}”, {correction.who}).",
            f"The place of correction {number} is not found any more ({en}: “{before}” → “{after}”, {correction.who}).",
        )
        return Problem(LOST, message, page=correction.anchor.page)
    message = Message(
        f"Hiệu đính {number} của {correction.who} ({vi}: “{before}” → “{after}”) đang được giữ, nhưng máy nay đọc là "
        f"“{now}”. Hãy đối chiếu với trang giấy.",
        f"Correction {number} by {correction.who} ({en}: “{before}” → “{after}”) stands, but the machine now reads "
        f"“{now}”. Compare with the page.",
    )
    return Problem(COLLIDES, message, page=correction.anchor.page)
