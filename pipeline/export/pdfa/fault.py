"""What a check finds: which clause of ISO 19005-2 is broken, where, and how."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.message import Message


@dataclass(frozen=True, slots=True)
class Fault:
    """A clause of ISO 19005-2 that a file breaks, or that could not be checked (`is_open`). `page` counts from 1."""

    clause: str
    message: Message
    page: int | None = None
    is_open: bool = False


def fault(clause: str, vi: str, en: str, *, is_open: bool = False) -> Fault:
    """Return a fault of the file as a whole."""
    return Fault(clause, Message(vi, en), is_open=is_open)
