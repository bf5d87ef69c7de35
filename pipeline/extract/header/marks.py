"""What the marks of the pages tell about a document: how urgent, how secret it is.

Such a mark stands beside the text, so its evidence is an empty span at the beginning of the text, with the page and
the box of the mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Evidence, Header, Mark, MarkKind, Page

_FIRST_PAGES = 2  # a cover, and the first page proper


def with_marks(header: Header, pages: Sequence[Page]) -> Header:
    """Return `header` with urgency and secrecy as the marks of the first pages say, where the text did not say it."""
    urgency = None if header.urgency else _surest(pages, MarkKind.URGENCY)
    secrecy = None if header.secrecy else _surest(pages, MarkKind.SECRECY)
    if urgency:
        header = replace(header, urgency=urgency.text, evidence=(*header.evidence, ("urgency", _evidence(urgency))))
    if secrecy:
        header = replace(header, secrecy=secrecy.text, evidence=(*header.evidence, ("secrecy", _evidence(secrecy))))
    return header


def _surest(pages: Sequence[Page], kind: MarkKind) -> Mark | None:
    found = [
        mark for page in pages[:_FIRST_PAGES] for mark in page.marks if mark.kind is kind and mark.text and mark.box
    ]
    return max(found, key=lambda mark: mark.confidence, default=None)


def _evidence(mark: Mark) -> Evidence:
    page, boxes = (mark.box.page, (mark.box,)) if mark.box else (1, None)
    return Evidence(0, 0, 1, page, boxes, f"mark.{mark.kind}", mark.confidence)
