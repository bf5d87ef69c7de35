"""Corrections of facts: which fact of a new reading is the one that was corrected, and what becomes of it.

A fact is known again by its page, by the place (or words) that it rests on, and by what it is about. All corrections
are placed on what extraction found before any of them is made, so their order does not matter; of two that say
something of the same field the later one counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rapidfuzz import fuzz

from pipeline.language import nfc
from pipeline.model import Action, Anchor, Box, Correction, Document, Evidence, Header
from pipeline.reading import Reading, compose, union
from pipeline.review.placing import Placement, State
from pipeline.review.text import PERSON
from pipeline.review.values import CORRECTABLE, Fact, parsed, shown

IDENTITY: Mapping[str, tuple[str, ...]] = {
    "sections": ("path", "heading"), "references": ("id",), "obligations": ("actor", "action"),
    "mentions": ("text", "kind"), "reports": ("actor", "to"), "targets": ("indicator", "value"), "budget": ("text",),
    "results": ("indicator", "value"), "bodies": ("key",), "places": ("text",),
}  # fmt: skip
"""The fields by which a fact of each kind is known again."""

_PRINTED = 300
"""Characters of the words under a fact that its anchor keeps."""
_SAME_PLACE = 0.5
_SAME_FACT = 1.2
"""Least sum of how alike the place and what the fact is about are; each is 1 at most."""


def facts_of(document: Document, kind: str) -> tuple[Fact, ...]:
    """Return the facts of one kind."""
    found: tuple[Fact, ...] = getattr(document, kind)
    return found


def identity_of(kind: str, fact: Fact) -> str:
    """Return what a fact is about, in a line."""
    return " | ".join(str(getattr(fact, name) or "") for name in IDENTITY[kind])


def anchor_of(document: Document, reading: Reading, evidence: Evidence, identity: str = "") -> Anchor:
    """Return the anchor of a fact that rests on `evidence`; `reading` is the composed text of `document`."""
    boxes = [box for box in evidence.boxes or () if box.page == evidence.page]
    return Anchor(
        sha256=document.source.sha256,
        page=evidence.page,
        printed=reading.text[evidence.start : evidence.end][:_PRINTED],
        box=union(boxes) if boxes else None,
        line=evidence.line - 1,
        identity=identity,
    )


def anchor_of_fact(document: Document, kind: str, fact: Fact) -> Anchor:
    """Return the anchor of one of the facts of `document`."""
    return anchor_of(document, compose(document.lines), fact.evidence, identity_of(kind, fact))


def summary_of(kind: str, fact: Fact) -> str:
    """Return all that a person confirms with a fact, in a line."""
    return " | ".join(shown(getattr(fact, name)) or "" for name in CORRECTABLE[kind])


def find_fact(document: Document, reading: Reading, kind: str, anchor: Anchor) -> int | None:
    """Return the number (from 0) of the fact of `kind` that `anchor` belongs to, None where none is alike enough."""
    best, found = _SAME_FACT, None
    for number, fact in enumerate(facts_of(document, kind)):
        if fact.evidence.page != anchor.page:
            continue
        own = anchor_of(document, reading, fact.evidence, identity_of(kind, fact))
        place = _same_place(own, anchor)
        likeness = place + fuzz.ratio(own.identity, anchor.identity) / 100
        if place >= _SAME_PLACE and likeness > best:
            best, found = likeness, number
    return found


def _same_place(one: Anchor, other: Anchor) -> float:
    if one.box is None or other.box is None:
        return fuzz.ratio(one.printed, other.printed) / 100
    return _overlap(one.box, other.box)


def _overlap(one: Box, other: Box) -> float:
    """Return the share of the area of both boxes that they have in common."""
    width = max(0.0, min(one.x1, other.x1) - max(one.x0, other.x0))
    height = max(0.0, min(one.y1, other.y1) - max(one.y0, other.y0))
    areas = sum((box.x1 - box.x0) * (box.y1 - box.y0) for box in (one, other))
    common = width * height
    return common / (areas - common) if areas > common else 1.0


def apply_facts(document: Document, corrections: Sequence[Correction]) -> tuple[Document, tuple[Placement, ...]]:
    """Return `document` with what `corrections` (in force) say of its header and facts, and where each went.

    A fact of which a person corrected or confirmed something was compared with the page: it is certain.
    """
    reading = compose(document.lines)
    ordered = sorted(corrections, key=lambda one: one.id or 0)
    header, placements = _header(document.header, reading, [one for one in ordered if one.target == "document"])
    groups: dict[tuple[str, int], list[Correction]] = {}
    for correction in ordered:
        if correction.target not in IDENTITY:
            continue
        number = find_fact(document, reading, correction.target, correction.anchor)
        if number is not None:
            groups.setdefault((correction.target, number), []).append(correction)
        elif correction.action is not Action.REJECT:  # what was told to be wrong and is not found any more is settled
            placements.append(Placement(correction, State.LOST, None))
    changed: dict[str, dict[int, Fact | None]] = {}
    for (kind, number), group in groups.items():
        fact, placed = _decided(kind, facts_of(document, kind)[number], group)
        changed.setdefault(kind, {})[number] = fact
        placements += placed
    return replace(document, header=header, **_with_decided(document, changed)), tuple(placements)


def _with_decided(document: Document, changed: Mapping[str, Mapping[int, Fact | None]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind, decided in changed.items():
        facts = (decided.get(number, fact) for number, fact in enumerate(facts_of(document, kind)))
        found[kind] = tuple(fact for fact in facts if fact is not None)
    return found


def _decided(kind: str, fact: Fact, corrections: Sequence[Correction]) -> tuple[Fact | None, Iterable[Placement]]:
    """Return what `corrections`, in order, make of a fact; None where the last one says that it is none."""
    current, is_rejected, is_seen = fact, False, False
    known: dict[str, set[str | None]] = {}
    placed: dict[str | None, Placement] = {}
    for one in corrections:
        is_rejected = one.action is Action.REJECT
        if is_rejected:
            placed[None] = Placement(one, State.APPLIED, None)
        elif one.field is None:
            now = summary_of(kind, current)
            placed[None] = Placement(one, State.APPLIED if now == one.before else State.COLLIDES, now)
            is_seen = is_seen or now == one.before
        else:
            placed[one.field] = _placed(one, shown(getattr(fact, one.field)), known)
            changes: dict[str, Any] = {one.field: parsed(kind, one.field, one.after)}
            current, is_seen = replace(current, **changes), True
    if is_rejected:
        return None, placed.values()
    if is_seen:
        rule = PERSON if known else fact.evidence.rule
        current = replace(current, evidence=replace(fact.evidence, rule=rule, confidence=1.0))
    return current, placed.values()


def _placed(one: Correction, now: str | None, known: dict[str, set[str | None]]) -> Placement:
    """Return whether a person knew what the machine reads `now`: when this field was corrected, or before that."""
    seen = known.setdefault(one.field or "", set())
    seen |= {one.before, one.after}
    return Placement(one, State.APPLIED if now in seen else State.COLLIDES, now)


def _header(header: Header, reading: Reading, corrections: Sequence[Correction]) -> tuple[Header, list[Placement]]:
    known: dict[str, set[str | None]] = {}
    placed: dict[str, Placement] = {}
    values: dict[str, Any] = {}
    evidence = dict(header.evidence)
    for one in corrections:
        name = one.field or ""
        placed[name] = _placed(one, shown(getattr(header, name)), known)
        values |= _header_values(replace(header, **values), name, parsed("document", name, one.after))
        found = evidence.get(place_of(name)) or _printed_at(reading, one)
        if found is not None:
            rule = found.rule if one.action is Action.CONFIRM else PERSON
            evidence[place_of(name)] = replace(found, rule=rule, confidence=1.0)
    return replace(header, **(values | {"evidence": tuple(evidence.items())})), list(placed.values())


def place_of(name: str) -> str:
    """Return under which name the header keeps the place of a field: number and symbol stand in one."""
    return "number_symbol" if name in {"number", "symbol"} else name


def _header_values(header: Header, name: str, value: str | None) -> dict[str, Any]:
    """Return `value` as field `name`, and what follows from it: number and symbol make one field together."""
    if name == "number_symbol":
        number, _, symbol = (value or "").partition("/")
        return {name: value, "number": number or None, "symbol": symbol or None}
    if name in {"number", "symbol"}:
        parts = {"number": header.number, "symbol": header.symbol, name: value}
        return {name: value, "number_symbol": "/".join(filter(None, (parts["number"], parts["symbol"]))) or None}
    return {name: value}


def _printed_at(reading: Reading, correction: Correction) -> Evidence | None:
    """Return where the page prints a value that extraction had not found, None where it does not."""
    wanted = nfc(correction.after or "").lower()
    if not wanted:
        return None
    for start in _occurrences(reading.text.lower(), wanted):
        found = reading.evidence(start, start + len(wanted), PERSON)
        if found.page == correction.anchor.page:
            return found
    return None


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    start = text.find(wanted)
    while start >= 0:
        yield start
        start = text.find(wanted, start + 1)
