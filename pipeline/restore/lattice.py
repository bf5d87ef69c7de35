"""What tokens may be, and what was chosen: the data that decoding works on."""

from __future__ import annotations

from dataclasses import dataclass

BOUNDARY = 1
"""The number of the entry between sentences."""
START: tuple[int, ...] = (BOUNDARY, BOUNDARY, BOUNDARY)
"""What stands before a text: as many entries as the language model looks back."""


@dataclass(frozen=True, slots=True)
class Option:
    """What a token may be: its text, the entries of the language model, the channel's cost, the rule's name."""

    text: str
    entries: tuple[int, ...]
    cost: float
    rule: str


@dataclass(frozen=True, slots=True)
class Span:
    """What a token and those after it, `length` in all (at least two), may be together."""

    length: int
    option: Option


@dataclass(frozen=True, slots=True)
class Slot:
    """The options of one token, alone and together with those after it."""

    options: tuple[Option, ...]
    boundary: bool = False
    """The sentence or paragraph ends after the token."""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The option taken for `span` tokens from number `slot` on."""

    slot: int
    span: int
    option: Option
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
