"""The administrative units that a document names, linked to the units of before and since 1 July 2025."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.bodies.gazetteer import Unit, after, before, unit_key, units_named
from pipeline.extract.bodies.home import Home, in_home
from pipeline.extract.bodies.units import NamedUnit, find_units
from pipeline.extract.structure.blocks import Block
from pipeline.model import Place
from pipeline.reading import Reading

MOST_CANDIDATES = 20
"""A name that stands for more units is cut to so many, in the order of the list."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A unit named in a block."""

    block: Block
    unit: NamedUnit


def namings(blocks: Sequence[Block]) -> tuple[Naming, ...]:
    """Return the units that the blocks of a document name, in order."""
    return tuple(Naming(block, unit) for block in blocks for unit in find_units(block.text))


def find_places(reading: Reading, named: Sequence[Naming], home: Home) -> tuple[Place, ...]:
    """Return the units that a document names, each once, where it is named first.

    Args:
        reading: the text of the document.
        named: the units named in it, from `namings`.
        home: where the document is from; of several units of one name those of its own province and district win.
    """
    meant = [meant_by(naming.unit, home) for naming in named]
    told = _told(named, meant)
    found: dict[tuple[str, tuple[Unit, ...]], Place] = {}
    for naming, may_be in zip(named, meant, strict=True):
        is_told = len(may_be) != 1 and not naming.unit.above
        units = told.get(naming.unit.key, may_be) if is_told else may_be
        if not units and naming.unit.kind == "tỉnh" and naming.unit.whole != home.tinh:
            continue  # all provinces are known: "5 tỉnh Tây Nguyên"
        if (naming.unit.key, units) not in found:
            found[naming.unit.key, units] = _place(reading, naming, units, home)
    return tuple(found.values())


def meant_by(named: NamedUnit, home: Home) -> tuple[Unit, ...]:
    """Return the units that a name may mean in a document from `home`, none where it is unknown."""
    for era in home.eras():
        found = units_named(named.whole, None, named.above, since=era)
        if named.kind == "thành phố" and any(unit.level == "tinh" for unit in found):
            found = tuple(unit for unit in found if unit.level == "tinh" or in_home(unit, home))
        if found and not named.above:
            found = _narrowed(found, home)
        if found:
            return found
    return ()


def _narrowed(found: tuple[Unit, ...], home: Home) -> tuple[Unit, ...]:
    """Return those of one's own province and district; where all lie elsewhere, the only one, else none."""
    if home.tinh is None:
        return found
    near = tuple(unit for unit in found if in_home(unit, home))
    if not near:
        return found if len(found) == 1 else ()
    district = unit_key(home.huyen) if home.huyen else None
    return tuple(unit for unit in near if district in unit.above) or near


def _told(named: Sequence[Naming], meant: Sequence[tuple[Unit, ...]]) -> dict[str, tuple[Unit, ...]]:
    """Return what a name means where one place of the document says it and no other says something else."""
    said: dict[str, set[tuple[Unit, ...]]] = {}
    for naming, units in zip(named, meant, strict=True):
        if len(units) == 1:
            said.setdefault(naming.unit.key, set()).add(units)
    return {key: next(iter(units)) for key, units in said.items() if len(units) == 1}


def _place(reading: Reading, naming: Naming, units: tuple[Unit, ...], home: Home) -> Place:
    unit = naming.unit
    start, end = naming.block.span(unit.start, unit.chain_end)
    rule, certainty = _rule(unit, units, home)
    old = before(units) if units and units[0].since else units
    new = units if units and units[0].since else after(units)
    return Place(
        text=naming.block.text[unit.start : unit.chain_end],
        level=units[0].level if units else unit.level,
        before=tuple(_full(old)),
        after=tuple(_full(new)),
        evidence=reading.evidence(start, end, rule, certainty),
    )


def _full(units: Sequence[Unit]) -> Iterator[str]:
    yield from (unit.full for unit in units[:MOST_CANDIDATES])


def _rule(named: NamedUnit, units: Sequence[Unit], home: Home) -> tuple[str, float]:
    """Return how the unit was known and how often that is right."""
    if not units:
        return "place.unknown", 0.6
    if len(units) > 1:
        return "place.ambiguous", 0.75
    if named.above or units[0].level == "tinh":
        return "place.named", 0.95
    return ("place.near", 0.93) if in_home(units[0], home) else ("place.only", 0.8)
