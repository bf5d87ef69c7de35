"""Administrative units as a text names them: a word for its kind and a name, with the units above it behind.

A name is what the list of units knows; else a number, or two to four words with capitals. "phường" alone, "quận" in
"quận, huyện", "Quận ủy" and "đường Bà Huyện Thanh Quan" name none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pipeline.extract.bodies.gazetteer import gazetteer, same_marks, unit_key, units_named
from pipeline.extract.structure.labels import LOWER, UPPER
from pipeline.extract.structure.layout import mostly_capitals
from pipeline.extract.vocabulary import table, words
from pipeline.language import fold
from pipeline.model import BodyLevel


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """`text[start:end]` names a unit of a `kind` ("phường"; "" where it stands bare behind a comma).

    `known` where the list of units has the name. `chain_end` is where the units above, named right behind, end;
    `above` are their names with their kinds.
    """

    start: int
    end: int
    kind: str
    name: str
    known: bool
    chain_end: int
    above: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """The name with its kind."""
        return f"{self.kind} {self.name}".strip()

    @property
    def level(self) -> BodyLevel:
        """Its level; a "thành phố" is one of a province unless only a province itself has the name."""
        levels: dict[str, BodyLevel] = _words()["kinds"]
        if self.kind == "thành phố" and not units_named(self.whole, "tinh"):
            return "huyen"
        return levels[self.kind]

    @property
    def key(self) -> str:
        """The name with its kind, as units are compared."""
        return unit_key(self.whole)


def _words() -> dict[str, Any]:
    return table("places")


_WORD = rf"[{UPPER}][{UPPER}{LOWER}'’]{{0,9}}"
_FIRST = rf"(?:{_WORD}|\d{{1,2}}(?![\d.,/%]\d|\d|%))"
_NEXT = rf"(?:(?:\s{{1,3}}|\s?[-–]\s?)(?:{_WORD}|\d{{1,2}}(?![\d/]))){{0,5}}"


@lru_cache(maxsize=1)
def _mention() -> re.Pattern[str]:
    written, shortened = _words()["written"], _words()["shortened"]
    order = sorted(written, key=lambda kind: -len(kind))
    longer = "|".join(f"(?P<w{_code(kind)}>{written[kind]})" for kind in order)
    shorter = "|".join(f"(?P<s{_code(kind)}>{shortened[kind]})" for kind in order if kind in shortened)
    initials = "[tTpPqQhHxXđĐdD]"
    return re.compile(
        rf"(?<![\w'’])(?={initials})(?:(?:{longer})\s{{1,3}}|(?:{shorter})\s{{0,3}})(?P<name>{_FIRST}{_NEXT})(?![{UPPER}{LOWER}\d])"
    )


def _code(kind: str) -> str:
    return fold(kind).replace(" ", "_")


@lru_cache(maxsize=1)
def _kind_of_group() -> dict[str, str]:
    return {f"{how}{_code(kind)}": kind for kind in _words()["kinds"] for how in "ws"}


def find_units(text: str) -> tuple[NamedUnit, ...]:
    """Return the units that `text` names, in order; each with those named right behind it that may hold it.

    >>> [(found.whole, found.above) for found in find_units("UBND phường Bến Nghé, Quận 1; các quận, huyện")]
    [('phường Bến Nghé', ('quận 1',)), ('quận 1', ())]
    """
    found: list[NamedUnit] = []
    place = 0
    while match := _mention().search(text, place):
        unit = _read(text, match)
        found += [unit] if unit else []
        place = unit.end if unit else match.start("name")
    return tuple(_chained(text, found))


@lru_cache(maxsize=4096)
def units_in(name: str) -> tuple[NamedUnit, ...]:
    """Return what `find_units` finds in a name; the same names come again and again."""
    return find_units(name)


def _read(text: str, match: re.Match[str]) -> NamedUnit | None:
    group = next(name for name, value in match.groupdict().items() if value and name != "name")
    kind = _kind_of_group()[group]
    shortened = group.startswith("s")
    start, at = match.start(), match.start("name")
    before = text[max(0, start - 8) : start].split()
    if before and before[-1].lower() in _words()["names"]["no_kind_behind"]:
        return None
    capitals = match[group].isupper() and not shortened
    exact = " ".join(match[group].lower().split()) == kind
    tokens = [token.end() for token in _TOKEN.finditer(match["name"])]
    if match["name"][0].isdigit():
        numbered = kind in _words()["names"]["numbered"] and (exact or shortened)
        return _unit(text, start, at, at + tokens[0], kind, known=True) if numbered else None
    for count in range(len(tokens), 0, -1):
        end = at + tokens[count - 1]
        if _is_known(kind, text[at:end], exact=exact or shortened):
            whole = capitals or kind == "tỉnh" or count == len(tokens) or _opens_another(text[end : match.end()])
            if whole:
                return _unit(text, start, at, end, kind, known=True)
            break
    if not exact or capitals or not _may_be_name(match["name"]):
        return None
    return _unit(text, start, at, match.end(), kind, known=False)


def _is_known(kind: str, name: str, *, exact: bool) -> bool:
    """Say whether the list has a unit of this name; behind a misread kind its marks must be right."""
    units = gazetteer().by_name.get(unit_key(f"{kind} {name}"), ())
    return bool(units) and (exact or any(same_marks(unit.name, name) for unit in units))


def _unit(text: str, start: int, at: int, end: int, kind: str, *, known: bool) -> NamedUnit:
    return NamedUnit(start, end, kind, " ".join(text[at:end].split()), known, end)


_TOKEN = re.compile(rf"[{UPPER}{LOWER}\d'’]+")


@lru_cache(maxsize=1)
def _kind_words() -> frozenset[str]:
    return frozenset(fold(kind).split()[0] for kind in _words()["kinds"]) | {"tp", "q", "p", "ubnd", "uy", "hdnd"}


def _opens_another(rest: str) -> bool:
    """Say whether what is left of a run of capitals begins another name ("Bến Nghé Quận 1")."""
    word = _TOKEN.search(rest)
    if word is None:
        return False
    two = " ".join(rest.split()[:2])
    return fold(word[0]) in _kind_words() or rest.lstrip(" ")[:1] in "-–" or bool(units_named(two, "tinh"))


def _may_be_name(name: str) -> bool:
    """Say whether a run of words with capitals may name a unit that the list does not know."""
    parts = [fold(part) for part in name.split()]
    if not 2 <= len(parts) <= 4 or "-" in name or "–" in name:
        return False
    if parts[0] in _words()["names"]["no_name"] or any(part.isupper() or part.isdigit() for part in name.split()[:-1]):
        return False
    is_person = len(parts) > 2 and parts[0] in words("persons", "family_names")
    return not is_person


_ORDER: dict[BodyLevel, int] = {"xa": 0, "huyen": 1, "tinh": 2}
_JOINT = re.compile(r"\s{0,3}(?:[,–(-]\s{0,3})?(?:(?:thuộc|của)\s{1,3})?")
_BARE = re.compile(
    rf"\s?[,–-]\s{{0,3}}(?P<name>[{UPPER}][{LOWER}{UPPER}]{{1,6}}(?:\s[{UPPER}][{LOWER}{UPPER}]{{1,6}}){{0,3}})(?!\w)"
)


def _chained(text: str, units: Sequence[NamedUnit]) -> Iterator[NamedUnit]:
    """Yield `units`, each with the chain of those above it."""
    for index, unit in enumerate(units):
        above: list[str] = []
        end, last = unit.end, unit
        for following in units[index + 1 : index + 1 + len(_ORDER)]:
            joint = _JOINT.fullmatch(text, end, following.start)
            if joint is None or _ORDER[following.level] <= _ORDER[last.level]:
                break
            above.append(following.whole)
            end, last = following.end, following
        province = _bare_province(text, end) if last.level != "tinh" else None
        if province:
            above.append(text[slice(*province)])
            end = province[1]
        yield replace(unit, above=tuple(above), chain_end=end)


def _bare_province(text: str, place: int) -> tuple[int, int] | None:
    """Return where a province stands bare behind a comma: "huyện Mê Linh, Hà Nội"."""
    match = _BARE.match(text, place)
    if match is None or mostly_capitals(match["name"]) or not units_named(match["name"], "tinh"):
        return None
    return match.span("name")
