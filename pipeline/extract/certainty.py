"""How sure a fact is: from the certainty of its rule and of its reading to how often such facts are right.

A rule that is right in a correct text is right less often in one that an OCR read, and least in one that was garbled
and repaired. What share was right was counted on labelled documents (`benchmarks.extract.calibrate`,
models/extraction.tsv), for each kind of fact and each way a text may come in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal, TypeVar

from pipeline.calibration import Calibration, load
from pipeline.extract.checks import with_sureness
from pipeline.model import (
    Body,
    Document,
    Evidence,
    Funding,
    Header,
    Line,
    Mention,
    Obligation,
    Place,
    Reference,
    ReportingDuty,
    Result,
    Section,
    Target,
)
from pipeline.resources import models_folder

Way = Literal["correct", "ocr", "garbled"]
Fact = TypeVar(
    "Fact", Section, Reference, Obligation, Mention, ReportingDuty, Target, Funding, Result, Body, Place
)  # fmt: skip

_GARBLED_RULE = "garbled"  # `Fix.rule` of the regime
_GARBLED_SHARE = 0.1  # of the lines of a document: a few are garbled in any scan


def way_of(lines: Sequence[Line]) -> Way:
    """Return how a text came in: repaired from garble, read from an image, or correct as it is."""
    repaired = sum(any(fix.rule == _GARBLED_RULE for fix in line.fixes) for line in lines)
    if repaired > _GARBLED_SHARE * len(lines):
        return "garbled"
    return "ocr" if any(line.words for line in lines) else "correct"


def calibrated(document: Document, calibration: Calibration | None = None) -> Document:
    """Return `document` with the confidence of each fact, also in what a person is told, as often as such are right.

    Raises:
        MissingProgramError: models/extraction.tsv is missing.
    """
    table = calibration or shares()
    way = way_of(document.lines)

    def sure(facts: tuple[Fact, ...], kind: str) -> tuple[Fact, ...]:
        return tuple(replace(fact, evidence=_calibrated(fact.evidence, table, f"{way}.{kind}")) for fact in facts)

    header = _header(document.header, table, way)
    return replace(
        document,
        header=header,
        problems=with_sureness(document.problems, header),
        sections=sure(document.sections, "sections"),
        references=sure(document.references, "references"),
        obligations=sure(document.obligations, "obligations"),
        mentions=sure(document.mentions, "mentions"),
        reports=sure(document.reports, "reports"),
        targets=sure(document.targets, "targets"),
        budget=sure(document.budget, "budget"),
        results=sure(document.results, "results"),
        bodies=sure(document.bodies, "bodies"),
        places=sure(document.places, "places"),
    )


def _header(header: Header, table: Calibration, way: Way) -> Header:
    evidence = tuple((field, _calibrated(place, table, f"{way}.header")) for field, place in header.evidence)
    return replace(header, evidence=evidence)


def _calibrated(evidence: Evidence, table: Calibration, kind: str) -> Evidence:
    return replace(evidence, confidence=round(table.share(kind, evidence.confidence), 4))


def only_below(document: Document, confidence: float) -> Document:
    """Return `document` with no other facts than those less sure than `confidence`: what a person should look at."""

    def doubted(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        return tuple(fact for fact in facts if fact.evidence.confidence < confidence)

    return replace(
        document,
        sections=doubted(document.sections),
        references=doubted(document.references),
        obligations=doubted(document.obligations),
        mentions=doubted(document.mentions),
        reports=doubted(document.reports),
        targets=doubted(document.targets),
        budget=doubted(document.budget),
        results=doubted(document.results),
        bodies=doubted(document.bodies),
        places=doubted(document.places),
    )


@lru_cache(maxsize=1)
def shares() -> Calibration:
    """Return the table that the program carries."""
    return load(models_folder() / "extraction.tsv")
