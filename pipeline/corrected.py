"""A document as a person corrected it: what the machine made of it, with every correction in force.

The corrected document follows from the machine's and the corrections alone. So it is the same whether a correction is
made now or the file is read again, and without corrections it is what the machine made. Words are corrected after
layout, not before: what a page repeats and where a table goes on is told by the paper, and a corrected word must not
move it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline import extract, process, review
from pipeline.model import Correction, Document, Step
from pipeline.settings import Settings
from pipeline.store import PageImages, Workspace

_MADE_ANEW = extract.CODES | process.JUDGED | review.CODES


@dataclass(frozen=True, slots=True)
class Corrected:
    """A document with its corrections, what the machine made of it, and what became of each correction."""

    document: Document
    machine: Document
    placements: tuple[review.Placement, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether any correction is in force."""
        return self.document is not self.machine


def with_corrections(machine: Document, corrections: Sequence[Correction], settings: Settings) -> Corrected:
    """Return `machine` with what people corrected in it.

    Args:
        machine: the document as the pipeline put it together.
        corrections: the whole history of its source; what was taken back or belongs to pages of another document of
            the same file is passed over.
        settings: below which confidence pages and facts are put before a person.

    Raises:
        MissingProgramError: a model is not there.
    """
    own = review.of_pages(review.in_force(corrections), [page.number for page in machine.pages])
    if not own:
        return Corrected(machine, machine)
    lines, placed_text = review.apply_text(machine.lines, [one for one in own if one.target == "text"])
    found = extract.find_facts(_without_facts(replace(machine, lines=lines)))
    checked = extract.rechecked(review.apply_facts(found, own)[0])  # checks judge what reading and rules say, as ever
    document, placed_facts = review.apply_facts(extract.calibrated(found), own)
    placements = (*placed_text, *placed_facts)
    document = replace(
        document,
        header=replace(document.header, canonical=checked.header.canonical),
        problems=(*extract.with_sureness(checked.problems, document.header), *review.problems_of(placements)),
        steps=(*document.steps, Step("review", "corrections", str(len(own)))),
    )
    judged = process.judge(document, settings)
    return Corrected(review.without_rejected(judged, own), machine, placements)


def history_of(workspace: Workspace, document: Document) -> tuple[Correction, ...]:
    """Return the history of corrections of the pages of `document`, also of those that stood in another file before.

    A page is known again by its picture: a folder of page images that grew is another source, of the same pages.

    Raises:
        StoreError: the workspace cannot be read.
    """
    sha256 = document.source.sha256
    if workspace.corrections.is_empty():
        return ()
    pages = {
        image: page.number
        for page in document.pages
        if (image := image_hash(workspace.page_images, sha256, page.number)) is not None
    }
    return review.moved(workspace.corrections.of(sha256, tuple(pages)), sha256, pages)


def image_hash(images: PageImages, sha256: str, page: int) -> str | None:
    """Return the SHA-256 of the kept picture of a page, None where there is none."""
    path = images.path(sha256, page)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path else None


def _without_facts(document: Document) -> Document:
    """Return `document` as it was before extraction."""
    return Document(
        source=document.source,
        pages=document.pages,
        lines=document.lines,
        problems=tuple(problem for problem in document.problems if problem.code not in _MADE_ANEW),
        steps=tuple(step for step in document.steps if step.stage not in {"extract", "review"}),
    )
