"""Where a document is from: the unit whose body issued it, and the units above, as far as they can be known.

"UBND quận" in a ward's plan is that of the ward's district: the head may name it, the list of units may know it, or the
text names only one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.extract.bodies.gazetteer import REFORM, Unit, after, bare, unit_key, units_named
from pipeline.extract.bodies.levels import head_of, level_words, plain
from pipeline.extract.bodies.units import NamedUnit, units_in
from pipeline.model import BodyLevel, Header


@dataclass(frozen=True, slots=True)
class Home:
    """The units that a document is from, finest first, with their kinds ("phường Bến Nghé", "quận 1").

    `level` is that of the finest, None where none is known; `since` says whether the document is of the time since
    1 July 2025, None where its time is not known.
    """

    xa: str | None = None
    huyen: str | None = None
    tinh: str | None = None
    since: bool | None = None

    @property
    def level(self) -> BodyLevel | None:
        """The level of the finest unit."""
        return next((level for level in _LEVELS if self.at(level)), None)

    def at(self, level: BodyLevel) -> str | None:
        """Return the unit of a level, None where it is not known."""
        return {"xa": self.xa, "huyen": self.huyen, "tinh": self.tinh}.get(level)

    def units(self) -> tuple[str, ...]:
        """Return those of its units that are known, finest first."""
        return tuple(unit for unit in (self.xa, self.huyen, self.tinh) if unit)

    def eras(self) -> tuple[bool, ...]:
        """Return in which lists of units to look (since the reform or before), the likelier first."""
        return (True, False) if self.since else (False, True)


_LEVELS: tuple[BodyLevel, ...] = ("xa", "huyen", "tinh")


def home_of(header: Header, named: Sequence[NamedUnit] = ()) -> Home:
    """Return where a document is from.

    Args:
        header: its header.
        named: the units that its text names; they tell which of several units of one name is meant.

    >>> home_of(Header(issuer="Ủy ban nhân dân phường Bến Nghé", date="2024-03-01"))
    Home(xa='phường Bến Nghé', huyen='Quận 1', tinh='Thành phố Hồ Chí Minh', since=False)
    """
    since = is_since(header)
    said = _said(header)
    level = next((level for level in _LEVELS if level in said), None)
    if level is None:
        return Home(since=since)
    candidates = _candidates(said, level, named, since=since)
    for higher in _LEVELS[_LEVELS.index(level) + 1 :]:
        if higher not in said and not (since and higher == "huyen"):
            whole = _shared(candidates, higher) if candidates else _only_named(named, higher)
            if whole:
                said[higher] = whole
    return Home(said.get("xa"), said.get("huyen"), said.get("tinh"), since)


def is_since(header: Header) -> bool | None:
    """Say whether a document is of the time since 1 July 2025, None where its head tells no time."""
    day = header.date or (header.period.start if header.period else None)
    return None if day is None else day >= REFORM


def _said(header: Header) -> dict[BodyLevel, str]:
    """Return the units that the head names, each level as named first: by the issuer, the superior, before the date.

    What stands before the date of a central body is but its seat.
    """
    said: dict[BodyLevel, str] = {}
    head = head_of(plain(header.issuer or ""))
    place = None if head and head.level == "trung_uong" else header.place
    for line in (header.issuer, header.superior, place):
        for unit in units_in(line or ""):
            said.setdefault(unit.level, unit.whole)
    for line in (header.issuer, place, header.superior):
        province = bare_tail(line or "")
        if province and (line == place or bare(unit_key(province)) not in level_words()["names"]["no_place"]):
            said.setdefault("tinh", province)
    return said


def bare_tail(name: str) -> str | None:
    """Return the province that a name ends with, with its kind, where no kind stands before it.

    >>> bare_tail("Sở Y tế Kiên Giang"), bare_tail("UBND phường Bến Nghé"), bare_tail("Quảng Ngãi")
    ('tỉnh Kiên Giang', None, 'tỉnh Quảng Ngãi')
    """
    parts = name.split()
    for count in range(min(6, len(parts)), 0, -1):
        tail = " ".join(parts[-count:])
        if not tail[:1].isupper() or bare(unit_key(tail)) != unit_key(tail):
            continue
        provinces = units_named(tail, "tinh")
        if provinces and not any(unit.end == len(name) for unit in units_in(name)):
            return provinces[0].name[0].lower() + provinces[0].name[1:]
    return None


def _candidates(
    said: dict[BodyLevel, str], level: BodyLevel, named: Sequence[NamedUnit], *, since: bool | None
) -> tuple[Unit, ...]:
    """Return the units that the finest one of the head may be."""
    above = [said[higher] for higher in _LEVELS[_LEVELS.index(level) + 1 :] if higher in said]
    found: tuple[Unit, ...] = ()
    for era in (True, False) if since else (False, True):
        found = found or units_named(said[level], level, above, since=era)
    speaks_of = {unit.key for unit in named if unit.level != level}
    for count in (2, 1):
        narrowed = tuple(unit for unit in found if sum(key in speaks_of for key in unit.above) >= count)
        if len(found) > 1 and narrowed:
            found = narrowed
    return found


def _shared(candidates: Iterable[Unit], level: BodyLevel) -> str | None:
    """Return the unit of `level` above all candidates, None where they stand below several."""
    found = {parent for unit in candidates for parent in unit.parents if _level(unit, parent) == level}
    return found.pop() if len(found) == 1 else None


def _level(unit: Unit, parent: str) -> BodyLevel:
    return "tinh" if parent == unit.parents[-1] else "huyen"


def _only_named(named: Sequence[NamedUnit], level: BodyLevel) -> str | None:
    """Return the only unit of `level` that the text names."""
    found = {unit.key: unit.whole for unit in named if unit.level == level}
    return next(iter(found.values())) if len(found) == 1 else None


def in_home(unit: Unit, home: Home) -> bool:
    """Say whether a unit lies in the province of a document, as it was or as it is."""
    if home.tinh is None:
        return False
    key = unit_key(home.tinh)
    return any(key in (one.key, *one.above) for one in (unit, *after([unit])))
