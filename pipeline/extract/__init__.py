"""Text to facts: header, sections, references, obligations, each with its evidence.

`extract` is the stage of the recipe; `nlp` the same as a spaCy pipeline to look into and to build on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.certainty import calibrated, only_below
from pipeline.extract.checks import CODES, check, check_secrecy, with_sureness
from pipeline.extract.citations.identifiers import canonical_of_header
from pipeline.extract.header.marks import with_marks
from pipeline.extract.papers.secrecy import may_bear_stamp, refusal, secrecy_of, unread_stamps
from pipeline.extract.papers.split import split_papers, split_problem
from pipeline.extract.styles import displacy_options
from pipeline.model import Document, Step
from pipeline.reading import compose

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = [
    "CODES",
    "VERSION",
    "calibrated",
    "displacy_options",
    "extract",
    "find_facts",
    "may_bear_stamp",
    "nlp",
    "only_below",
    "rechecked",
    "refusal",
    "secrecy_of",
    "split_papers",
    "split_problem",
    "unread_stamps",
    "with_sureness",
]

VERSION = "5"
"""Part of what is kept about a document: raise it when the same text gives other facts."""


def extract(document: Document) -> Document:
    """Return `document` with its facts, each as sure as such facts are right, and what a person should look at.

    Raises:
        MissingProgramError: models/extraction.tsv is missing.
    """
    return calibrated(find_facts(document))


def find_facts(document: Document) -> Document:
    """Return `document` with its facts; they are as sure as their rule and their reading say."""
    from pipeline.extract.components import document_of

    doc = nlp()(document_of(compose(document.lines)))
    header = with_marks(doc._.header, document.pages)
    secret = check_secrecy(header) if header.secrecy != doc._.header.secrecy else ()
    return replace(
        document,
        header=replace(header, canonical=canonical_of_header(header)),
        sections=doc._.sections,
        references=doc._.references,
        mentions=doc._.mentions,
        obligations=doc._.obligations,
        reports=doc._.reports,
        targets=doc._.targets,
        budget=doc._.budget,
        results=doc._.results,
        bodies=doc._.bodies,
        places=doc._.places,
        problems=(*document.problems, *doc._.problems, *secret),
        steps=(*document.steps, Step("extract", "rules", VERSION)),
    )


def rechecked(document: Document) -> Document:
    """Return `document`, whose facts a person corrected, with what follows from them: checks, its canonical name."""
    header = replace(document.header, canonical=canonical_of_header(document.header))
    checks = check(compose(document.lines), header, document.references, document.obligations)
    others = (problem for problem in document.problems if problem.code not in CODES)
    return replace(document, header=header, problems=(*others, *checks))


def nlp() -> Language:
    """Return the spaCy pipeline. Its components are named; results stand in `doc._` and `doc.spans`."""
    from pipeline.extract.components import nlp as build  # spaCy takes more than a second to load

    return build()
