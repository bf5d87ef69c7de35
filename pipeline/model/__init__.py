"""The data that flows through the pipeline: frozen dataclasses, nothing else.

A `Document` is the `Page` s of one paper, their `Line` s in reading order, and the facts found in them. Three
invariants hold everywhere:

1. A line is a line of the paper (in a table: of one cell) for ever. Restoration changes `Line.text`, never the
   number or order of lines.
2. Every fact carries `Evidence`: from it follow line, page, boxes on the *original* image, and trust.
3. A stage returns a changed copy (`dataclasses.replace`).

Boxes are pixels of the unrotated page image. Confidences are probabilities, 0 to 1. Dates are ISO 8601 strings:
`YYYY-MM-DD`, or `YYYY-MM` where only the month is fixed.
"""

from __future__ import annotations

from pipeline.model.correction import Action, Anchor, Correction
from pipeline.model.document import Access, Document, Source, Status
from pipeline.model.facts import (
    Act,
    Body,
    BodyKind,
    BodyLevel,
    Comparator,
    Effect,
    Evidence,
    Funding,
    Header,
    Mention,
    MentionKind,
    Obligation,
    Period,
    Place,
    Reference,
    Relation,
    ReportingDuty,
    Result,
    Role,
    Section,
    SectionKind,
    Target,
)
from pipeline.model.page import (
    Box,
    Cell,
    Fix,
    Line,
    LineRole,
    Mark,
    MarkKind,
    Page,
    PageOrigin,
    PageReading,
    Problem,
    Severity,
    Step,
    Word,
)
from pipeline.model.signature import Signature, SignatureState

__all__ = [
    "Access", "Act", "Action", "Anchor", "Body", "BodyKind", "BodyLevel", "Box", "Cell", "Comparator", "Correction",
    "Document", "Effect", "Evidence", "Fix", "Funding", "Header", "Line", "LineRole", "Mark", "MarkKind", "Mention",
    "MentionKind", "Obligation", "Page", "PageOrigin", "PageReading", "Period", "Place", "Problem", "Reference",
    "Relation", "ReportingDuty", "Result", "Role", "Section", "SectionKind", "Severity", "Signature", "SignatureState",
    "Source", "Status", "Step", "Target", "Word",
]  # fmt: skip
