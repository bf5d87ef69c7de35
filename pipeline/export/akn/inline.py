"""The words of a block as elements: references, parts of the header, marks of footnotes within running text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from lxml import etree

from pipeline.export.akn.naming import Ids, day_of, reference_iri
from pipeline.export.notes import Note, marks_of
from pipeline.extract.structure.blocks import Block
from pipeline.model import Document, Evidence

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
Element: TypeAlias = etree._Element

SIGNER, OFFICE, ISSUER = "signer", "office", "issuer"
"""Ids of the persons and bodies that the metadata list."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Tag:
    """An element around characters `start` to `end` of the reading (or of a block's text)."""

    start: int
    end: int
    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)


def element(tag: str, /, **attributes: str) -> Element:
    """Return an empty element of Akoma Ntoso."""
    return etree.Element(f"{{{NAMESPACE}}}{tag}", {key.rstrip("_"): value for key, value in attributes.items()})


def child(above: Element, tag: str, /, **attributes: str) -> Element:
    """Add an empty element to `above`; return it."""
    found = element(tag, **attributes)
    above.append(found)
    return found


class Words:
    """Writes the words of blocks into elements, with what the document is known to say there."""

    def __init__(self, document: Document, text: str, notes: Sequence[Note], ids: Ids) -> None:
        """Write what `document`, whose composed text is `text`, says."""
        self._header = sorted(_header_tags(document, text), key=lambda tag: tag.start)
        self._references = sorted(_reference_tags(document), key=lambda tag: tag.start)
        self._notes = notes
        self._ids = ids

    def put(
        self, into: Element, block: Block, start: int = 0, end: int | None = None, *, heads: bool = False, eid: str = ""
    ) -> Element:
        """Write the words of `block` from `start` to `end` into an element; return it.

        Args:
            into: the element, empty.
            block: whose words.
            start: first character.
            end: behind the last one; None is the end of the block.
            heads: whether it is a block of head or foot, where number, date, issuer, title, signer stand.
            eid: the id of the element around, for the ids of references.
        """
        end = len(block.text) if end is None else end
        while start < end and block.text[start].isspace():
            start += 1
        while end > start and block.text[end - 1].isspace():
            end -= 1
        tags = list(_within(self._header if heads else self._references, block, start, end))
        marks = list(self._marks(block, start, end))
        done = start
        for tag in _apart([*_before_marks(tags, marks), *marks]):
            _append(into, block.text[done : tag.start])
            self._put_tag(into, tag, block.text[tag.start : tag.end], eid)
            done = tag.end
        _append(into, block.text[done:end])
        return into

    def _put_tag(self, into: Element, tag: Tag, text: str, eid: str) -> None:
        attributes = dict(tag.attributes)
        if tag.name == "noteRef":
            child(into, tag.name, marker=text, **attributes)
            return
        if tag.name == "ref":
            attributes["eId"] = self._ids.next(eid, "ref")
        holder = child(into, "signature") if tag.name in {"person", "role"} else into
        _append(child(holder, tag.name, **attributes), text)

    def _marks(self, block: Block, start: int, end: int) -> Iterable[Tag]:
        for mark in marks_of(block, self._notes):
            if start <= mark.start and mark.end <= end:
                yield Tag(mark.start, mark.end, "noteRef", {"href": f"#fn_{mark.name}"})


def _append(into: Element, text: str) -> None:
    """Add text behind what an element holds."""
    text = _NOT_XML.sub(" ", text)
    if len(into):
        into[-1].tail = (into[-1].tail or "") + text
    else:
        into.text = (into.text or "") + text


def _within(tags: Sequence[Tag], block: Block, start: int, end: int) -> Iterable[Tag]:
    """Yield the tags of the reading that touch a block, as tags of its text; one over two lines is in both."""
    for tag in tags:
        if tag.start >= block.end:
            break
        if tag.end <= block.start:
            continue
        first, last = bisect_left(block.offsets, tag.start), bisect_left(block.offsets, tag.end)
        first, last = max(first, start), min(last, end)
        if first < last:
            yield Tag(first, last, tag.name, tag.attributes)


def _before_marks(tags: Iterable[Tag], marks: Sequence[Tag]) -> Iterable[Tag]:
    """Yield `tags`, each ended where a mark stands in it: the mark of a footnote is no part of a reference."""
    for tag in tags:
        yield replace(tag, end=min([tag.end, *(mark.start for mark in marks if tag.start < mark.start)]))


def _apart(tags: Iterable[Tag]) -> Iterable[Tag]:
    """Yield tags in order; of two that overlap the first, of two that begin together the longer."""
    done = 0
    for tag in sorted(tags, key=lambda tag: (tag.start, -tag.end)):
        if tag.start >= done:
            yield tag
            done = tag.end


def _reference_tags(document: Document) -> Iterable[Tag]:
    for reference in document.references:
        place = reference.evidence
        yield Tag(place.start, place.end, "ref", {"href": reference_iri(reference)})


def _header_tags(document: Document, text: str) -> Iterable[Tag]:
    header = document.header
    day = day_of(header)
    named: dict[str, tuple[str, dict[str, str]]] = {
        "doc_type": ("docType", {}),
        "number_symbol": ("docNumber", {}),
        "title": ("docTitle", {}),
        "issuer": ("docAuthority", {"refersTo": f"#{ISSUER}"}),
        "signer_name": ("person", {"refersTo": f"#{SIGNER}"}),
        "signer_title": ("role", {"refersTo": f"#{OFFICE}"}),
    }
    if day:
        named["date"] = ("docDate", {"date": day})
    for name, place in header.evidence:
        value = getattr(header, name, None)
        if name in named and value:
            yield Tag(*_narrowed(place, value, text), *named[name])


def _narrowed(place: Evidence, value: str | tuple[str, ...], text: str) -> tuple[int, int]:
    """Return the span of evidence without the words around the value ("Số: " before a number)."""
    at = text.find(value, place.start, place.end) if isinstance(value, str) else -1
    return (at, at + len(value)) if at >= 0 else (place.start, place.end)
