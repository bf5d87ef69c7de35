"""The place in the name of a body: named, filled in behind a bare word for a unit, or bare without one."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.bodies.gazetteer import bare, unit_key, units_named
from pipeline.extract.bodies.home import Home, bare_tail
from pipeline.extract.bodies.keys import slug
from pipeline.extract.bodies.levels import Head, level_words, plain
from pipeline.extract.bodies.units import NamedUnit, units_in
from pipeline.extract.vocabulary import table
from pipeline.model import BodyLevel

Placed = tuple[str, str, BodyLevel, bool]
"""The name for the key, the name to show, the level of its place, whether that was filled in."""


def with_units(text: str, home: Home) -> Placed | None:
    """Write the units that a name holds in one way, a numbered ward with its district."""
    units = units_in(text)
    if not units:
        return None
    key, shown, done = "", "", 0
    filled = False
    for unit in units:
        if unit.start < done:
            continue
        name, parent = _shown(unit), _parent(unit, home)
        filled = filled or (parent is not None and not unit.above)
        key += f"{text[done : unit.start]}{name} {parent or ''} "
        shown += f"{text[done : unit.start]}{name}{f' {parent}' if parent else ''}"
        done = unit.chain_end
        level = unit.level
    return key + text[done:], shown + text[done:], level, filled


def _shown(unit: NamedUnit) -> str:
    """Return a unit as running text writes it: "phường Bến Nghé", "Quận 1", "thành phố Hồ Chí Minh"."""
    known = next(iter(units_named(unit.whole)), None)
    name = known.name if known and not unit.name.isdigit() and unit_key(known.name) == unit.key else unit.whole
    number = name.split()[-1].lstrip("0")
    return f"{unit.kind.capitalize()} {number}" if unit.name.isdigit() else f"{name[0].lower()}{name[1:]}"


def _parent(unit: NamedUnit, home: Home) -> str | None:
    """Return the district of a numbered ward: "Phường 10" alone tells none apart."""
    if unit.level != "xa" or not unit.name.isdigit():
        return None
    above = unit.above[0] if unit.above else (home.huyen or home.tinh)
    return f"{above[0].upper()}{above[1:]}" if above else None


@lru_cache(maxsize=1)
def _tail() -> re.Pattern[str]:
    written: dict[str, str] = table("places")["written"]
    order = sorted(written, key=len, reverse=True)
    kinds = "|".join(f"(?P<{plain(kind).replace(' ', '_')}>{written[kind]})" for kind in order)
    behind_others = "".join(rf"(?<!{word}\s)" for word in table("places")["names"]["no_tail_behind"])
    return re.compile(rf"(?:\A|(?<=[^\W\d_]\s)){behind_others}(?:{kinds})\W*\Z")


def tail_kind(text: str) -> str | None:
    """Return the bare word for a unit that ends a name, as an engine may have read it; None where none does.

    >>> tail_kind("UBND phường"), tail_kind("Công an thị xã"), tail_kind("các cơ quan"), tail_kind("10 phường")
    ('phường', 'thị xã', None, None)
    """
    match = _tail().search(text)
    if match is None:
        return None
    group = next(name for name, found in match.groupdict().items() if found)
    if match[group].lower() in table("places")["names"]["other_words"]:
        return None
    kinds: dict[str, str] = table("places")["written"]
    return next(kind for kind in kinds if plain(kind).replace(" ", "_") == group)


def tail_level(text: str) -> BodyLevel | None:
    """Return the level that a bare word for a unit at the end of a name tells; "thành phố" tells none.

    >>> tail_level("Ủy ban nhân dân tỉnh"), tail_level("Sở Y tế")
    ('tinh', None)
    """
    committees: dict[str, str] = level_words()["word"]
    kind = tail_kind(text) or next((kind for word, kind in committees.items() if plain(text).endswith(word)), None)
    levels: dict[str, BodyLevel] = table("places")["kinds"]
    return None if kind is None or kind == "thành phố" else levels[kind]


def tail_unit(text: str, home: Home) -> tuple[str, BodyLevel] | None:
    """Return the document's own unit that a bare word for it at the end of a name means, and its level."""
    kind = tail_kind(text)
    return own_unit(kind, home) if kind else None


def own_unit(kind: str, home: Home) -> tuple[str, BodyLevel] | None:
    """Return the document's own unit of a kind and its level; a province's city before a district's."""
    for level in ("tinh", "huyen", "xa"):
        whole = home.at(level)
        if whole and unit_key(whole).startswith(f"{plain(kind)} "):
            return whole, level
    return None


def with_tail(text: str, home: Home) -> Placed | None:
    """Fill in the name behind a word for a unit that ends a name, or behind "Quận ủy"."""
    words = plain(text)
    kind = tail_kind(text)
    committee = next((word for word in level_words()["word"] if words.endswith(word)), None)
    if kind is None and committee is None:
        return None
    own = own_unit(kind or level_words()["word"][committee], home)
    if own is None:
        return None
    whole, level = own
    count = len(kind.split(" ")) if kind else 0
    before = text[: behind(text, len(words.split(" ")) - count)].rstrip() if count else text
    written = _written_unit(whole)
    return f"{before} {written}", f"{before} {written}".strip(), level, True


def _written_unit(whole: str) -> str:
    unit = next(iter(units_in(whole)), None)
    if unit is None:
        return whole
    parent = f" {unit.above[0]}" if unit.above else ""
    return f"{_shown(unit)}{parent}"


def with_bare_name(text: str, head: Head | None, home: Home) -> Placed | None:
    """Put the kind before a place that stands bare at the end: "Sở Y tế Kiên Giang", "Thành đoàn Hà Nội"."""
    words = plain(text)
    no_place = tuple(f" {name}" for name in level_words()["names"]["no_place"])
    if head is None or head.of in {"none", "self"} or words.endswith(no_place):
        return None
    if head.of == "word" and len(words) > len(head.words):
        committee = next(word for word in level_words()["word"] if head.words.endswith(word))
        rest = text[behind(text, head.words.count(" ") + 1) :]
        whole = f"{level_words()['word'][committee]} {rest}"
        level: BodyLevel = table("places")["kinds"][level_words()["word"][committee]]
        before = text[: len(text) - len(rest)].rstrip()
        return f"{before} {whole}", text, level, False
    for own_level in ("xa", "huyen", "tinh"):
        own = home.at(own_level)
        name = bare(unit_key(own)) if own else None
        if own and name and not name.isdigit() and words.endswith(f" {name}"):
            before = text[: behind(text, len(words.split(" ")) - len(name.split(" ")))].rstrip()
            return f"{before} {own}", text, own_level, False
    province = bare_tail(text)
    if province is None:
        return None
    before = text[: behind(text, len(words.split(" ")) - len(bare(unit_key(province)).split(" ")))].rstrip()
    return f"{before} {province}", text, "tinh", False


@lru_cache(maxsize=1024)
def place_of(level: BodyLevel | None, home: Home) -> tuple[str, str, BodyLevel] | None:
    """Return key, name and level of the unit of a level that a document is from, None where it is not known."""
    whole = home.at(level) if level else None
    if level is None or whole is None:
        return None
    shown = _written_unit(whole)
    unit = next(iter(units_in(whole)), None)
    parent = _parent(unit, home) if unit else None
    shown = f"{shown} {parent}" if parent else shown
    return slug(shown), shown, level


def behind(text: str, count: int) -> int:
    """Return where the word behind the first `count` words begins."""
    found = list(re.finditer(r"[^\W_]+", text))
    return found[count].start() if len(found) > count else len(text)
