"""One paper: its file, its pages and lines, the facts found in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from pipeline.model.facts import (
    Body,
    Funding,
    Header,
    Mention,
    Obligation,
    Place,
    Reference,
    ReportingDuty,
    Result,
    Section,
    Target,
)
from pipeline.model.page import Line, Page, Problem, Severity, Step
from pipeline.model.signature import Signature


class Access(StrEnum):
    """Who may use a document."""

    CONDITIONAL = "conditional"


class Status(StrEnum):
    """What became of a document."""

    OK = "ok"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Source:
    """The file (or files) that a document was read from. The original is never changed.

    `sha256` is of the bytes; for a document made of several page images, of their digests joined by newlines, in
    order. `names` are the paths, relative to what was imported, under which these bytes were met, first one
    first. `part` counts from 1 where one file holds several documents. `signatures` are the digital ones of the file.
    """

    sha256: str
    names: tuple[str, ...]
    media_type: str
    size: int
    part: int | None = None
    sidecars: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()

    @property
    def name(self) -> str:
        """The first name that the file was met under."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Document:
    """One paper, read."""

    source: Source
    pages: tuple[Page, ...] = ()
    lines: tuple[Line, ...] = ()
    header: Header = field(default_factory=Header)
    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    reports: tuple[ReportingDuty, ...] = ()
    targets: tuple[Target, ...] = ()
    budget: tuple[Funding, ...] = ()
    results: tuple[Result, ...] = ()
    bodies: tuple[Body, ...] = ()
    places: tuple[Place, ...] = ()
    problems: tuple[Problem, ...] = ()
    steps: tuple[Step, ...] = ()

    PERSONAL_DATA: ClassVar[str] = "personal_data"
    """The code of the problem that says that the document holds personal data."""

    @property
    def access(self) -> Access | None:
        """The access mode that is proposed: CONDITIONAL ("sử dụng có điều kiện") where it holds personal data."""
        holds = any(problem.code == self.PERSONAL_DATA for problem in self.problems)
        return Access.CONDITIONAL if holds else None

    @property
    def status(self) -> Status:
        """PARTIAL where a page or stage failed, else OK."""
        failed = any(problem.severity is Severity.ERROR for problem in self.problems)
        return Status.PARTIAL if failed else Status.OK
