"""The name of a body, however it is written, to the one body that it means in its document.

"UBND phường", "phường" and "Ủy ban nhân dân phường Bến Nghé" are one body in a plan of that ward: abbreviations are
written out, a bare word for a unit gets the name of the document's own one, and a body that names no place
gets that of whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from pipeline.extract.bodies.abbreviations import expand
from pipeline.extract.bodies.groups import group_named
from pipeline.extract.bodies.home import Home, home_of
from pipeline.extract.bodies.keys import known_names, same, slug
from pipeline.extract.bodies.levels import Head, head_of, is_collective, level_words, plain, title_of
from pipeline.extract.bodies.placing import (
    behind,
    place_of,
    tail_kind,
    tail_level,
    with_bare_name,
    with_tail,
    with_units,
)
from pipeline.extract.bodies.setting import Named, Setting, owner_of
from pipeline.extract.bodies.units import units_in
from pipeline.extract.header.issuer import written_out
from pipeline.extract.structure.labels import LOWER, UPPER
from pipeline.extract.structure.layout import mostly_capitals
from pipeline.extract.vocabulary import table
from pipeline.model import BodyKind, BodyLevel, Header


def setting_of(header: Header, home: Home, definitions: Mapping[str, str] | None = None) -> Setting:
    """Return the setting of a document."""
    setting = Setting(home, None, definitions or {})
    issuer = identify(header.issuer, setting) if header.issuer else None
    return replace(setting, issuer=issuer)


def level_of(name: str, header: Header) -> BodyLevel:
    """Return the level of a body named in a document with this header.

    >>> level_of("Sở Nội vụ", Header()), level_of("Đảng ủy", Header(issuer="Ủy ban nhân dân xã Đại Thịnh"))
    ('tinh', 'xa')
    """
    named = identify(name, setting_of(header, home_of(header)))
    return named.level if named else "khac"


_NOTE = re.compile(r"\s*\((?P<inside>[^()]{0,200})(?:\)|\Z)")
_LONGEST = 300
"""Characters of a name that are looked at."""


def identify(text: str, setting: Setting) -> Named | None:
    """Return who `text` means in its document, None where it names nobody."""
    written = cleaned(text, setting.definitions)
    words = plain(written)
    if not any(char.isalpha() for char in words):
        return None
    return _identify(written, words, setting, depth=0)


def cleaned(text: str, definitions: Mapping[str, str]) -> str:
    """Return a name written out, in the case of running text, without brackets and marks around it."""
    return _written(text, definitions) if definitions else _commonly_written(text)


@lru_cache(maxsize=8192)
def _commonly_written(text: str) -> str:
    return _written(text, {})


def _written(text: str, definitions: Mapping[str, str]) -> str:
    name = " ".join(text[:_LONGEST].split())
    name = _beyond().sub("", name) or name
    name = expand(without_notes(name).strip(" .,;:-–+*\"“”'"), definitions).text
    return written_out(name) if mostly_capitals(name) else _without_person(name)


_PERSON = re.compile(rf"\s(?P<first>[{UPPER}][{LOWER}]{{1,6}})(?:\s[{UPPER}][{LOWER}]{{1,6}}){{1,3}}\Z")


def _without_person(name: str) -> str:
    """Return the name of an office without who holds it: "Phó Chủ tịch UBND tỉnh Nguyễn Văn Sáu"."""
    person = _PERSON.search(name)
    if person is None or plain(person["first"]) not in table("persons")["family_names"]:
        return name
    return name[: person.start()] if tail_kind(name[: person.start()]) and not units_in(name) else name


@lru_cache(maxsize=1)
def _beyond() -> re.Pattern[str]:
    words = "|".join(level_words()["names"]["beyond"])
    return re.compile(rf"\s(?:{words})\s.*")


def without_notes(name: str) -> str:
    """Return a name without what stands in brackets, but for the body that it belongs to.

    >>> without_notes("Sở Nội vụ (để b/c)"), without_notes("Phòng Cải cách hành chính (Sở Nội vụ)")
    ('Sở Nội vụ', 'Phòng Cải cách hành chính Sở Nội vụ')
    """

    def kept(note: re.Match[str]) -> str:
        inside = f" {note['inside']}"
        is_holder = inside.startswith(tuple(level_words()["inner"]["in_brackets"]))
        return inside if note.start() and is_holder and _inner_heads().match(inside, 1) else ""

    return _NOTE.sub(kept, name) if "(" in name else name


def _identify(text: str, words: str, setting: Setting, *, depth: int) -> Named:
    if is_collective(words):
        return group_named(text, setting)
    title = title_of(words)
    if title:
        return _office(text, words, title, setting, depth)
    person = _person(text, words, setting)
    if person:
        return person
    text = _as_office(text, words, setting)
    inner = _inner(text) if depth < _DEEPEST else None
    if inner:
        holder = _identify(text[inner:], plain(text[inner:]), setting, depth=depth + 1)
        return _part_of(text[:inner], holder)
    return _simple(text, setting)


_DEEPEST = 2


def _office(text: str, words: str, title: str, setting: Setting, depth: int) -> Named:
    count = title.count(" ") + 1
    if len(words.split(" ")) > count and title not in level_words()["office"]["central"]:
        at = behind(text, count)
        rest = text[at:].strip(" ,-–")
        if title_of(plain(rest)) is not None:  # "Chủ tịch, Phó Chủ tịch UBND tỉnh"
            return group_named(text, setting)
        body = _identify(rest, plain(rest), setting, depth=depth)
    elif title in level_words()["office"]["central"] or setting.issuer is None:
        key = plain(level_words()["alias"].get(title, title)) if title != words else title
        known = level_words()["alias"].get(key, key)
        level: BodyLevel = "trung_uong" if title in level_words()["office"]["central"] else "khac"
        return Named(slug(known), text, level, "ca_nhan", placed=level == "trung_uong")
    elif setting.of_place and title not in level_words()["office"]["of_committee"]:
        return Named(slug(title), text, "khac", "ca_nhan", placed=False)
    else:
        body = setting.issuer
        return Named(
            f"{slug(title)}-{body.key}", f"{_title_shown(text)} {body.name}", body.level, "ca_nhan", filled=True
        )
    shown = f"{_title_shown(text[:at].strip())} {body.name}"
    if body.kind == "nhom":
        key = f"cac-{slug(title)}-{body.key.removeprefix('cac-')}"
        return Named(key, shown, body.level, "nhom", body.placed, body.filled)
    return Named(f"{slug(title)}-{body.key}", shown, body.level, "ca_nhan", body.placed, body.filled)


def _title_shown(title: str) -> str:
    """Write a title as running text does: "Chủ tịch", "Phó Chủ tịch"."""
    first, _, rest = title.partition(" ")
    if plain(first) == "pho" and rest:
        return f"{first} {rest[0]}{rest[1:].lower()}"
    return f"{first} {rest.lower()}" if rest and rest.istitle() else title


def _person(text: str, words: str, setting: Setting) -> Named | None:
    """Return a person ("Ông Nguyễn Văn Sáu"), or one of an office without a body ("Công chức Địa chính")."""
    first = next((one for one in level_words()["office"]["persons"] if words.startswith(f"{one} ")), None)
    if first is None:
        return None
    if first in {"ong", "ba", "dong chi", "d c"}:
        return Named(slug(words.removeprefix(first)), text, "khac", "ca_nhan")
    found = _simple(text, setting)
    return replace(found, kind="ca_nhan")


@lru_cache(maxsize=1)
def _inner_heads() -> re.Pattern[str]:
    heads = "|".join(level_words()["inner"]["heads"])
    never = "|".join(level_words()["inner"]["never"])
    return re.compile(rf"(?<=\s)(?!(?:{never})(?!\w))(?:{heads})(?!\w)")


def _inner(text: str) -> int | None:
    """Return where the body that holds another one begins: "Văn phòng | Sở Y tế"."""
    match = _inner_heads().search(text)
    return match.start() if match and match.start() else None


def _part_of(prefix: str, holder: Named) -> Named:
    prefix = prefix.strip(" ,-–")
    prefix = re.sub(r"\s(?:của|thuộc|trực thuộc|tại)\Z", "", prefix)
    words = same(plain(prefix))
    head = head_of(plain(prefix))
    department = head is not None and head.of == "phong"
    return Named(
        f"{slug(words)}-{holder.key.removeprefix('ubnd-') if department else holder.key}",
        f"{prefix} {holder.name}",
        holder.level,
        "nhom" if holder.kind == "nhom" else (head.kind if head else holder.kind),
        holder.placed,
        holder.filled,
    )


def _simple(text: str, setting: Setting) -> Named:
    """Name a body that stands alone: by the unit in its name, else the document's own, else whose it is."""
    home = setting.home
    own = _is_issuer(plain(text), setting)
    if own:
        return replace(own, filled=True)
    text = _as_committee(text)
    words = plain(text)
    head = head_of(words)
    placed = with_units(text, home) or with_tail(text, home) or with_bare_name(text, head, home)
    if placed:
        key, shown, level, filled = placed
        return Named(slug(same(plain(key))), shown, _level(head, level), _kind(head), filled=filled)
    return _of_owner(text, words, head, setting)


def _is_issuer(words: str, setting: Setting) -> Named | None:
    """Return the issuer where a name is but its first word or words: "Sở", "Nhà trường", "UBND"."""
    if setting.issuer is None:
        return None
    short = level_words()["own"].get(words, words if words in level_words()["own"].values() else None)
    if short and setting.issuer.key.startswith(f"{short}-"):
        return setting.issuer
    rest = setting.issuer.key.removeprefix(f"{slug(same(words))}-")
    return setting.issuer if rest in {slug(unit) for unit in setting.home.units()} else None


def _as_committee(text: str) -> str:
    """Write the committee before a name that is but a unit: "phường", "Quận 1", "UBND phường"."""
    kind = tail_kind(text)
    if kind and plain(kind) == plain(text):
        return f"Ủy ban nhân dân {text[0].lower()}{text[1:]}"
    units = units_in(text)
    if units and units[0].start == 0 and units[0].chain_end == len(text):
        return f"Ủy ban nhân dân {text}"
    return text


def _as_office(text: str, words: str, setting: Setting) -> str:
    """Write the committee into "Văn phòng phường", for a committee has one office."""
    of_committee = setting.issuer is not None and setting.issuer.key.startswith("ubnd-")
    kinds = {plain(kind) for kind in table("places")["kinds"]}
    rest = words.removeprefix("van phong").strip()
    if not of_committee or not words.startswith("van phong"):
        return text
    units = units_in(text)
    is_unit = bool(units) and units[0].start == behind(text, 2) and units[0].chain_end == len(text)
    at = behind(text, 2)
    return (
        f"{text[:at].rstrip()} Ủy ban nhân dân {text[at:]}".rstrip() if not rest or rest in kinds or is_unit else text
    )


def _is_school(setting: Setting) -> bool:
    return setting.issuer is not None and setting.issuer.kind == "truong"


def _of_owner(text: str, words: str, head: Head | None, setting: Setting) -> Named:
    """Add whose a body is: the province of a "Sở", the issuer of a "Văn phòng"; nothing where that is not known."""
    known = level_words()["alias"].get(words, words)
    of = head.of if head else "own"
    if of == "bo" and words.endswith(" viet nam"):
        of = "none"
    if of == "own" and any(f" {word}" in words for word in level_words()["names"]["national"]):
        return Named(slug(same(known)), text, "trung_uong", _kind(head))
    if of in {"none", "self"}:
        level: BodyLevel = (head.level if head else None) or (
            setting.issuer.level if of == "self" and setting.issuer else "khac"
        )
        return Named(
            slug(same(known)),
            text,
            level,
            _kind(head),
            placed=of == "none" or (head is not None and words != head.words),
        )
    of_district = of == "phong" and _is_school(setting) and words in known_names()
    owner = (place_of("huyen", setting.home) if of_district else None) or owner_of(of, setting)
    if owner is None:
        level = (head.level if head else None) or tail_level(text) or "khac"
        return Named(slug(same(known)), text, level, _kind(head), placed=False)
    key, shown, level = owner
    own_level = head.level if head and head.level and of != "own" else level
    inside = of == "phong" and not setting.of_place and not of_district
    kind = "don_vi" if inside else _kind(head)
    return Named(f"{slug(same(known))}-{key}", f"{text} {shown}", own_level, kind, filled=True)


def _level(head: Head | None, place: BodyLevel) -> BodyLevel:
    if head and head.of == "self" and head.level:
        return head.level
    return place


def _kind(head: Head | None) -> BodyKind:
    return head.kind if head else "don_vi"
