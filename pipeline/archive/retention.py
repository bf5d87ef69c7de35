"""Proposes how long a file is to be kept, with the rule and the circular it follows. A person decides."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.archive.codes import words_of
from pipeline.archive.computed import Direction, direction
from pipeline.archive.holding import Holding, Item
from pipeline.language import fold
from pipeline.message import Message
from pipeline.resources import vocabulary_folder
from pipeline.store import Fonds


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of data/vocabulary/retention.toml. `clause` is empty where nobody has filled it in."""

    name: str
    types: frozenset[str]
    words: tuple[str, ...]
    without: tuple[str, ...]
    own: bool
    period: str
    clause: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A retention period (code) for a file, the rule that proposes it, and the number of the document it looked at."""

    period: str
    rule: Rule
    circular: str
    ordinal: int

    @property
    def message(self) -> Message:
        """What is proposed and why; it always says that a person decides."""
        period = words_of("retention", self.period)
        place = (self.rule.clause, self.rule.clause) if self.rule.clause else ("chưa ghi mục", "clause not filled in")
        return Message(
            f"Đề xuất {period} theo văn bản số {self.ordinal}: {self.rule.name} ({self.circular}, {place[0]}). "
            "Cần người quyết định.",
            f"Proposed: {period}, by document {self.ordinal}: {self.rule.name} ({self.circular}, {place[1]}). "
            "A person must decide.",
        )


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((vocabulary_folder() / "retention.toml").read_text("utf-8"))


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules, in the order in which they are tried."""
    return tuple(
        Rule(
            one["name"], frozenset(map(fold, one["types"])), tuple(one["words"]), tuple(one["without"]), one["own"],
            one["period"], one["clause"],
        )
        for one in _table()["rule"]
    )  # fmt: skip


def propose(holding: Holding) -> Proposal | None:
    """Return what is proposed for a file: the longest of what is proposed for its documents; None where no rule fits.

    The codes of the periods count from the longest up.
    """
    found = [
        Proposal(rule.period, rule, _table()["circular"], item.ordinal)
        for item in holding.items
        if (rule := rule_for(item, holding.fonds)) is not None
    ]
    return min(found, key=lambda one: (one.period, one.ordinal), default=None)


def rule_for(item: Item, fonds: Fonds | None) -> Rule | None:
    """Return the first rule that fits a document."""
    subject, kind = fold(item.header.title or ""), fold(item.header.doc_type or "")
    own = direction(item, fonds) is not Direction.IN
    return next(
        (rule for rule in rules() if kind in rule.types and (own or not rule.own) and _fits(subject, rule)), None
    )


def _fits(subject: str, rule: Rule) -> bool:
    if any(_stands(words, subject) for words in rule.without):
        return False
    return not rule.words or any(_stands(words, subject) for words in rule.words)


def _stands(words: str, subject: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", subject) is not None
