"""The header of a document: who issued what, when, who signed it (Nghị định 30/2020/NĐ-CP, and older practice)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.extract.header.head import Head, read_head
from pipeline.extract.header.issuer import find_issuer, with_marks_of
from pipeline.extract.header.number import Numbering, find_attached, find_dating, find_numbering
from pipeline.extract.header.period import find_period
from pipeline.extract.header.signature import find_foot
from pipeline.extract.header.title import find_title
from pipeline.extract.structure.blocks import Block
from pipeline.extract.structure.spans import Found, Slice, evidence_of
from pipeline.extract.structure.zones import type_at_start
from pipeline.extract.vocabulary import any_of, flat, type_by_symbol, words
from pipeline.model import Evidence, Header
from pipeline.reading import Reading


def find_header(reading: Reading, blocks: Sequence[Block]) -> Header:
    """Return the header of a document. A field that the text does not hold is None (recipients: empty)."""
    head = read_head(blocks)
    numbering = find_numbering(head.all)
    dating = find_dating(head.all)
    doc_type = _doc_type(head, numbering)
    if numbering is None:
        numbering, attached = find_attached(blocks, doc_type.value if doc_type else None)
        dating = dating or attached
        doc_type = doc_type or _doc_type(head, numbering)
    title = find_title(head)
    issuer, superior = find_issuer(_issuing(head), blocks)
    place = dating.place if dating else None
    if issuer and place:
        issuer = with_marks_of(issuer, place.value)
    foot = find_foot(reading, blocks)
    period = find_period(title.slices) if title else None
    urgency, secrecy = _mark(head, "urgency"), _mark(head, "secrecy")
    evidence = _evidence(
        reading,
        doc_type=doc_type, number_symbol=numbering.found if numbering and numbering.number else None,
        symbol=numbering.found if numbering and not numbering.number else None, place=place, issuer=issuer,
        date=dating.found if dating and dating.date else None, superior=superior, title=title,
        signer_name=foot.signer_name,
        signer_title=foot.signer_title, period=period[1] if period else None, urgency=urgency, secrecy=secrecy,
    )  # fmt: skip
    if foot.recipients:
        slices = [piece for entry in foot.recipients for piece in entry.slices]
        evidence += (("recipients", evidence_of(slices, reading, "foot.recipients", 0.93)),)
    return Header(
        doc_type=_value(doc_type),
        number=numbering.number if numbering else None,
        symbol=numbering.symbol if numbering else None,
        number_symbol=numbering.number_symbol if numbering else None,
        date=dating.date if dating else None,
        place=_value(place),
        issuer=_value(issuer),
        superior=_value(superior),
        title=_value(title),
        signer_name=_value(foot.signer_name),
        signer_title=_value(foot.signer_title),
        recipients=tuple(entry.value for entry in foot.recipients),
        period=period[0] if period else None,
        urgency=_value(urgency),
        secrecy=_value(secrecy),
        evidence=evidence,
    )


def _value(found: Found | None) -> str | None:
    return found.value if found else None


_EXACT = frozenset({"number_symbol", "date"})
"""Fields in which one wrong character makes another document."""


def _evidence(reading: Reading, **fields: Found | None) -> tuple[tuple[str, Evidence], ...]:
    return tuple(
        (name, found.evidence(reading, exact=name in _EXACT)) for name, found in fields.items() if found is not None
    )


def _issuing(head: Head) -> tuple[Slice, ...]:
    """The pieces that may name the issuer: those before the number, without "V/v ...", nation and date."""
    return head.left


_ABOUT = re.compile(r"(?:v\s?/\s?v|ve viec)(?!\w)")


def _doc_type(head: Head, numbering: Numbering | None) -> Found | None:
    """Return the type: as printed, else by the symbol, else an official letter where it has "V/v" or "Về việc"."""
    if head.type_line is not None:
        name = type_at_start(flat(head.type_line.text))
        if name:
            return Found(name, (head.type_line.cut(0, len(name)),), "head.type", 0.99)
    if numbering is not None:
        abbreviations = re.split(r"[-/]", numbering.symbol)
        kind = type_by_symbol().get(abbreviations[0].upper())
        named = kind.name if kind else "Công văn"
        return Found(named, numbering.found.slices, "symbol.type", 0.85 if kind else 0.8)
    about = next((piece for piece in head.all if _ABOUT.match(flat(piece.text))), None)
    return Found("Công văn", (about,), "letter.type", 0.8) if about else None


@cache
def _mark_pattern(entry: str) -> re.Pattern[str]:
    return any_of(words("layout", entry))


def _mark(head: Head, entry: str) -> Found | None:
    """Return the mark of urgency or secrecy: a short line of the head that is nothing else."""
    pattern = _mark_pattern(entry)
    for piece in head.all:
        match = pattern.fullmatch(flat(piece.text).strip(" .:*\"'"))
        if match:
            return Found(piece.text.strip(" .:*\"'").upper(), (piece,), f"head.{entry}", 0.9)
    return None
