"""The gold record of a drawn document: follows from its content and from where its lines were drawn."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.reading import compose
from pipeline.synth.content import (
    Block,
    Citation,
    Content,
    Duty,
    Heading,
    RichText,
    Table,
    all_blocks,
    block_texts,
)
from pipeline.synth.sheet import DrawnPage, all_lines

Record = dict[str, Any]

HEADING_LETTERS = 200
_CLAUSE_END = re.compile(r"[.:;](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact begins: page and line of the gold text, both from 1; `order` sorts facts as they are read."""

    page: int
    line: int
    order: int


class Whereabouts:
    """Finds where a character of the content was drawn."""

    def __init__(self, pages: tuple[DrawnPage, ...]) -> None:
        lines = all_lines(pages)
        reading = compose(lines)
        self.line_count = len(reading.line_starts)
        self._starts: dict[str, list[int]] = defaultdict(list)
        self._places: dict[str, list[Place]] = defaultdict(list)
        origins = [origin for page in pages for origin in page.origins]
        for order, (line, origin, piece) in enumerate(zip(lines, origins, reading.pieces, strict=True)):
            self._starts[origin.name].append(origin.start)
            self._places[origin.name].append(Place(line.page, reading.line_number(piece.start), order))

    def find(self, name: str, offset: int = 0) -> Place:
        """Return the place of character `offset` of the text `name`."""
        index = max(0, bisect_right(self._starts[name], offset) - 1)
        return self._places[name][index]


def gold_record(content: Content, pages: tuple[DrawnPage, ...]) -> Record:
    """Return the record that a perfect reading of `pages` gives, in the form that the scorer compares.

    Sections and facts carry `page` and `line` (both from 1; lines of the gold text). Nothing is found by reading:
    all comes from `content`.
    """
    where = Whereabouts(pages)
    return {
        "document": _document(content),
        "sections": _sections(content, where),
        "references": _references(content, where),
        "obligations": _obligations(content, where),
        "notes": [],
    }


def _document(content: Content) -> Record:
    head, signer = content.head, content.signature
    subject = f"V/v {head.subject}" if head and head.subject else None
    return {
        "doc_type": content.doc_type,
        "number": head.number if head else None,
        "symbol": head.symbol if head else None,
        "number_symbol": f"{head.number}/{head.symbol}" if head else None,
        "date": head.date if head else None,
        "place": head.place if head else None,
        "issuer": head.issuer if head else None,
        "title": " ".join(content.title) or subject,
        "signer_name": signer.name if signer else None,
        "signer_title": " ".join(signer.office) if signer else None,
        "recipients": list(content.recipients),
    }


def _sections(content: Content, where: Whereabouts) -> list[Record]:
    sections = [
        _section(path, block, where.find(name)) for name, path, block in _walk(content) if isinstance(block, Heading)
    ]
    for number, annex in enumerate(content.annexes):
        place = where.find(f"annex.{number}.label")
        sections.append(
            {
                "path": annex.label,
                "level": 1,
                "label": annex.label,
                "heading": annex.title,
                "kind": "phu_luc",
                "first_line": place.line,
                "page": place.page,
            }
        )
    return sorted(sections, key=lambda section: section["first_line"])


def _section(path: str, block: Heading, place: Place) -> Record:
    return {
        "path": path,
        "level": path.count(".") + 1,
        "label": block.label,
        "heading": heading_of(block.text.text),
        "kind": block.kind if block.level == 1 and not path.startswith("PHỤ LỤC") else None,
        "first_line": place.line,
        "page": place.page,
    }


def heading_of(text: str) -> str:
    """Return the heading that a numbered paragraph has: its first clause, at most 200 characters, whole words.

    >>> heading_of("Mục đích:"), heading_of("Phòng Nội vụ chủ trì; theo dõi.")
    ('Mục đích', 'Phòng Nội vụ chủ trì')
    """
    end = _CLAUSE_END.search(text)
    clause = text[: end.start()] if end else text
    if len(clause) <= HEADING_LETTERS:
        return clause
    return clause[: HEADING_LETTERS + 1].rsplit(" ", 1)[0]


def _walk(content: Content) -> Iterator[tuple[str, str, Block]]:
    """Yield (name, path, block): the path of a heading is its own, that of another block its section's."""
    path: list[str] = []
    levels: list[int] = []
    annex = ""
    for name, block in all_blocks(content):
        scope = name.rsplit(".", 1)[0]
        if scope != annex:
            annex = scope
            is_body = scope == "body"
            path = [] if is_body else [content.annexes[int(scope.split(".")[1])].label]
            levels = [] if is_body else [0]
        if isinstance(block, Heading):
            while levels and levels[-1] >= block.level:
                levels.pop()
                path.pop()
            levels.append(block.level)
            path.append(block.label.rsplit(".", 1)[-1])
        yield name, ".".join(path), block


def _texts(content: Content) -> Iterator[tuple[str, RichText]]:
    for name, block in all_blocks(content):
        yield from block_texts(name, block)
    for number, annex in enumerate(content.annexes):
        if annex.attached_to:
            yield f"annex.{number}.attached", annex.attached_to
    for note in content.footnotes:
        yield f"footnote.{note.number}", note.text


def _references(content: Content, where: Whereabouts) -> list[Record]:
    found: list[tuple[int, int, Record]] = []
    for name, rich in _texts(content):
        for cited in rich.citations:
            place = where.find(name, cited.start)
            found.append((place.order, cited.start, _reference(rich, cited, place)))
    return [record for _, _, record in sorted(found, key=lambda item: item[:2])]


def _reference(rich: RichText, cited: Citation, place: Place) -> Record:
    return {
        "text": rich.text[cited.start : cited.end],
        "doc_type": cited.doc_type,
        "id": cited.id,
        "date": cited.date,
        "issuer": cited.issuer,
        "relation": cited.relation,
        "line": place.line,
        "page": place.page,
    }


def _obligations(content: Content, where: Whereabouts) -> list[Record]:
    records: list[Record] = []
    for name, path, block in _walk(content):
        if isinstance(block, Table):
            for index, row in enumerate(block.rows):
                first = next((column for column, cell in enumerate(row.cells) if cell.text), 0)
                records.extend(
                    _obligation(path, duty, duty.action or "", where.find(f"{name}.{index}.{first}"))
                    for duty in row.duties
                )
        else:
            records.extend(
                _obligation(path, duty, duty.action or block.text.text, where.find(name, duty.at))
                for duty in block.duties
            )
    return records


def _obligation(path: str, duty: Duty, action: str, place: Place) -> Record:
    return {
        "section": duty.section or path or None,
        "actor": duty.actor,
        "role": duty.role,
        "partners": list(duty.partners),
        "action": action,
        "deadline": duty.deadline,
        "deadline_date": duty.deadline_date,
        "frequency": duty.frequency,
        "product": duty.product,
        "line": place.line,
        "page": place.page,
    }
