"""The tables of facts: which column holds which field of a fact."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as with_default
from operator import attrgetter
from typing import Any

from pipeline.model import (
    Act,
    Body,
    Evidence,
    Funding,
    Mention,
    Obligation,
    Place,
    Reference,
    ReportingDuty,
    Result,
    Section,
    Target,
)
from pipeline.store.identity import number_key

Fact = (
    Section | Reference | Obligation | Mention | ReportingDuty | Target | Funding | Result | Body | Place
)  # fmt: skip
"""What has a table of its own."""

EVIDENCE = ("page", "line", "span_start", "span_end", "boxes", "rule", "confidence")

_LARGEST = 2**63 - 1  # SQLite's own bound


@dataclass(frozen=True, slots=True)
class FactTable:
    """The table of one kind of fact: the field of `Document` that holds them, its columns before the evidence.

    A column holds the field of its name, or what `computed` gives.
    """

    name: str
    field: str
    columns: tuple[str, ...]
    computed: Mapping[str, Callable[[Any], object]] = with_default(default_factory=dict)

    def row(self, fact: Fact) -> tuple[Any, ...]:
        """Return the values of `fact` as the database keeps them, its evidence last."""
        values = (self.computed.get(column, attrgetter(column))(fact) for column in self.columns)
        return (*map(_kept, values), *_evidence(fact.evidence))


def _amount(funding: Funding) -> int | None:
    """Return the amount; one that no number of the database can hold stays in the record alone."""
    return funding.amount if funding.amount is not None and funding.amount <= _LARGEST else None


FACT_TABLES = (
    FactTable("section", "sections", ("path", "level", "label", "heading", "kind", "first_line", "last_line")),
    FactTable(
        "reference", "references",
        ("text", "doc_type", "cited_id", "date", "issuer", "relation", "article", "subject", "effect", "canonical",
         "urn", "cited_key"),
        {"cited_id": attrgetter("id"), "cited_key": lambda reference: number_key(reference.id)},
    ),
    FactTable(
        "obligation", "obligations",
        ("section", "actor", "role", "partners", "action", "deadline", "deadline_date", "frequency", "product",
         "starts", "ends", "recurrence", "condition", "acts", "actor_keys", "partner_keys"),
    ),
    FactTable("mention", "mentions", ("text", "kind", "doc_type", "date", "target", "article")),
    FactTable(
        "reporting_duty", "reports",
        ("section", "actor", "addressee", "through", "frequency", "recurrence", "deadline", "deadline_date", "form",
         "actor_keys"),
        {"addressee": attrgetter("to")},
    ),
    FactTable(
        "target", "targets",
        ("section", "text", "indicator", "comparator", "value", "low", "high", "unit", "scope", "period", "actor"),
    ),
    FactTable("funding", "budget", ("section", "text", "amount", "source", "estimator"), {"amount": _amount}),
    FactTable("result", "results", ("section", "text", "indicator", "value", "number", "unit")),
    FactTable("body", "bodies", ("key", "name", "level", "kind", "names", "is_issuer")),
    FactTable("place", "places", ("text", "level", "before", "after")),
)  # fmt: skip


def as_json(texts: tuple[str, ...]) -> str:
    """Return a list of texts as the database keeps it."""
    return json.dumps(texts, ensure_ascii=False)


def _kept(value: object) -> object:
    if isinstance(value, tuple):
        return as_json(tuple(item.text if isinstance(item, Act) else item for item in value))
    return value


def _evidence(evidence: Evidence) -> tuple[Any, ...]:
    boxes = None
    if evidence.boxes is not None:
        boxes = json.dumps([[box.page, box.x0, box.y0, box.x1, box.y1] for box in evidence.boxes])
    return (
        evidence.page, evidence.line, evidence.start, evidence.end, boxes, evidence.rule, evidence.confidence,
    )  # fmt: skip
