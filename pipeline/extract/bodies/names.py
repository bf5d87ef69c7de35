"""The name of a body, however it is written, to the one body that it means in its document.

"UBND phường", "phường" and "Ủy ban nhân dân phường Bến Nghé" are one body in a plan of that ward: abbreviations are
written out, a bare word for a unit gets the name of the document's own one, and a body that names no place
gets that of whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pipeline.extract.bodies.abbreviations import expand
from pipeline.extract.bodies.gazetteer import bare, unit_key, units_named
from pipeline.extract.bodies.home import Home, bare_tail, home_of
from pipeline.extract.bodies.levels import Head, head_of, is_collective, level_words, plain, title_of
from pipeline.extract.bodies.units import NamedUnit, units_in
from pipeline.extract.header.issuer import written_out
from pipeline.extract.structure.layout import mostly_capitals
from pipeline.extract.vocabulary import table
from pipeline.model import BodyKind, BodyLevel, Header


@dataclass(frozen=True, slots=True)
class Named:
    """Who a name means: a stable key, the name written out with its place, level and kind.

    `placed` says whether its place or owner is known, `filled` whether that was taken from the document.
    """

    key: str
    name: str
    level: BodyLevel
    kind: BodyKind
    placed: bool = True
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What the document tells about the names in it: where it is from, who issued it, its short forms."""

    home: Home = field(default_factory=Home)
    issuer: Named | None = None
    definitions: Mapping[str, str] = field(default_factory=dict)

    @property
    def of_place(self) -> bool:
        """Whether the issuer is the authority of a place; else other bodies are its own parts."""
        heads: list[str] = level_words()["of_place"]["heads"]
        return self.issuer is None or any(self.issuer.key.startswith(f"{head}-") for head in heads)


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
    name = " ".join(text[:_LONGEST].split())
    name = expand(without_notes(name).strip(" .,;:-–+*\"“”'"), definitions).text
    return written_out(name) if mostly_capitals(name) else name


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
        return _group(text, setting)
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
        at = _behind(text, count)
        rest = text[at:].strip(" ,-–")
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
    kind: BodyKind = "nhom" if body.kind == "nhom" else "ca_nhan"
    return Named(f"{slug(title)}-{body.key}", shown, body.level, kind, body.placed, body.filled)


def _title_shown(title: str) -> str:
    """Write a title as running text does: "Chủ tịch", "Phó Chủ tịch"."""
    first, _, rest = title.partition(" ")
    if plain(first) == "pho" and rest:
        return f"{first} {rest[0]}{rest[1:].lower()}"
    return f"{first} {rest.lower()}" if rest and rest.istitle() else title


def _behind(text: str, count: int) -> int:
    """Return where the word behind the first `count` words begins."""
    found = list(re.finditer(r"[^\W_]+", text))
    return found[count].start() if len(found) > count else len(text)


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
    words = _same(plain(prefix))
    head = head_of(plain(prefix))
    return Named(
        f"{slug(words)}-{holder.key}",
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
    placed = _with_units(text, home) or _with_tail(text, home) or _with_bare_name(text, head, home)
    if placed:
        key, shown, level, filled = placed
        return Named(slug(_same(plain(key))), shown, _level(head, level), _kind(head), filled=filled)
    return _of_owner(text, words, head, setting)


def _is_issuer(words: str, setting: Setting) -> Named | None:
    """Return the issuer where a name is but its first word or words: "Sở", "Nhà trường", "UBND"."""
    if setting.issuer is None:
        return None
    short = level_words()["own"].get(words, words if words in level_words()["own"].values() else None)
    return setting.issuer if short and setting.issuer.key.startswith(f"{short}-") else None


def _as_committee(text: str) -> str:
    """Write the committee before a name that is but a unit: "phường", "Quận 1", "UBND phường"."""
    words = plain(text)
    if words in {plain(kind) for kind in table("places")["kinds"]}:
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
    is_unit = bool(units) and units[0].start == _behind(text, 2) and units[0].chain_end == len(text)
    at = _behind(text, 2)
    return (
        f"{text[:at].rstrip()} Ủy ban nhân dân {text[at:]}".rstrip() if not rest or rest in kinds or is_unit else text
    )


Placed = tuple[str, str, BodyLevel, bool]
"""The name for the key, the name to show, the level of its place, whether that was filled in."""


def _with_units(text: str, home: Home) -> Placed | None:
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
    kinds = sorted((plain(kind) for kind in table("places")["kinds"]), key=len, reverse=True)
    return re.compile(rf"(?:\A|(?<=[a-z]\s))(?P<kind>{'|'.join(kinds)})\Z")


def own_unit(kind: str, home: Home) -> tuple[str, BodyLevel] | None:
    """Return the document's own unit of a kind (folded) and its level; a province's city before a district's."""
    for level in ("tinh", "huyen", "xa"):
        whole = home.at(level)
        if whole and unit_key(whole).startswith(f"{kind} "):
            return whole, level
    return None


def _with_tail(text: str, home: Home) -> Placed | None:
    """Fill in the name behind a word for a unit that ends a name, or behind "Quận ủy"."""
    words = plain(text)
    tail = _tail().search(words)
    kind = tail["kind"] if tail else None
    committee = next((word for word in level_words()["word"] if words.endswith(word)), None)
    if kind is None and committee is None:
        return None
    own = own_unit(kind or plain(level_words()["word"][committee]), home)
    if own is None:
        return None
    whole, level = own
    count = len(kind.split(" ")) if kind else 0
    before = text[: _behind(text, len(words.split(" ")) - count)].rstrip() if count else text
    written = _written_unit(whole)
    return f"{before} {written}", f"{before} {written}".strip(), level, True


def _written_unit(whole: str) -> str:
    unit = next(iter(units_in(whole)), None)
    if unit is None:
        return whole
    parent = f" {unit.above[0]}" if unit.above else ""
    return f"{_shown(unit)}{parent}"


def _with_bare_name(text: str, head: Head | None, home: Home) -> Placed | None:
    """Put the kind before a place that stands bare at the end: "Sở Y tế Kiên Giang", "Thành đoàn Hà Nội"."""
    words = plain(text)
    no_place = tuple(f" {name}" for name in level_words()["names"]["no_place"])
    if head is None or head.of in {"none", "self"} or words.endswith(no_place):
        return None
    if head.of == "word" and len(words) > len(head.words):
        committee = next(word for word in level_words()["word"] if head.words.endswith(word))
        rest = text[_behind(text, head.words.count(" ") + 1) :]
        whole = f"{level_words()['word'][committee]} {rest}"
        level: BodyLevel = table("places")["kinds"][level_words()["word"][committee]]
        before = text[: len(text) - len(rest)].rstrip()
        return f"{before} {whole}", text, level, False
    for own_level in ("xa", "huyen", "tinh"):
        own = home.at(own_level)
        name = bare(unit_key(own)) if own else None
        if own and name and not name.isdigit() and words.endswith(f" {name}"):
            before = text[: _behind(text, len(words.split(" ")) - len(name.split(" ")))].rstrip()
            return f"{before} {own}", text, own_level, False
    province = bare_tail(text)
    if province is None:
        return None
    before = text[: _behind(text, len(words.split(" ")) - len(bare(unit_key(province)).split(" ")))].rstrip()
    return f"{before} {province}", text, "tinh", False


def _of_owner(text: str, words: str, head: Head | None, setting: Setting) -> Named:
    """Add whose a body is: the province of a "Sở", the issuer of a "Văn phòng"; nothing where that is not known."""
    known = level_words()["alias"].get(words, words)
    of = head.of if head else "own"
    if of == "bo" and words.endswith(" viet nam"):
        of = "none"
    if of in {"none", "self"}:
        level: BodyLevel = (head.level if head else None) or (
            setting.issuer.level if of == "self" and setting.issuer else "khac"
        )
        return Named(
            slug(_same(known)),
            text,
            level,
            _kind(head),
            placed=of == "none" or (head is not None and words != head.words),
        )
    owner = _owner(of, setting)
    if owner is None:
        return Named(slug(_same(known)), text, (head.level if head else None) or "khac", _kind(head), placed=False)
    key, shown, level = owner
    own_level = head.level if head and head.level and of != "own" else level
    kind = "don_vi" if of == "phong" and not setting.of_place else _kind(head)
    return Named(f"{slug(_same(known))}-{key}", f"{text} {shown}", own_level, kind, filled=True)


def _owner(of: str, setting: Setting) -> tuple[str, str, BodyLevel] | None:
    """Return key, name and level of whose a body is."""
    home = setting.home
    if of == "tinh":
        return _place_of("tinh", home)
    if of == "bo" and (setting.of_place or setting.issuer is None or setting.issuer.level != "trung_uong"):
        return None
    if not setting.of_place and setting.issuer is not None:
        return setting.issuer.key, setting.issuer.name, setting.issuer.level
    if of == "phong":
        if home.level == "xa" and not home.since:
            return _place_of("huyen", home)
        return None if home.level == "tinh" else _place_of(home.level, home)
    return _place_of(home.level, home)


def _place_of(level: BodyLevel | None, home: Home) -> tuple[str, str, BodyLevel] | None:
    whole = home.at(level) if level else None
    if level is None or whole is None:
        return None
    shown = _written_unit(whole)
    unit = next(iter(units_in(whole)), None)
    parent = _parent(unit, home) if unit else None
    shown = f"{shown} {parent}" if parent else shown
    return slug(shown), shown, level


_OF_PROVINCE = re.compile(r"(?:\A|\bcac |\btruong |\btich )so(?= ban\b| nganh\b| phong\b|\Z| lien quan| co lien)")


def _group(text: str, setting: Setting) -> Named:
    """Name a group: its words without "các", and whose it is."""
    units = _with_units(text, setting.home)
    words = plain(units[0]) if units else plain(text)
    level = units[2] if units else _level_of_group(text, setting)
    owner = None if units else _owner("tinh" if _OF_PROVINCE.search(words) else "own", setting)
    if owner:
        shorter = _without_owner(words, owner[0], setting.home)
        if shorter == words and not setting.of_place and _names_level(text):
            owner = _place_of(setting.home.level, setting.home)  # bodies outside the issuer
        words = shorter
    key = f"cac-{slug(_same(_OF_NUMBER.sub('', words).strip()))}"
    return Named(f"{key}-{owner[0]}" if owner else key, text, level, "nhom", bool(owner or units), bool(owner))


_OF_NUMBER = re.compile(r"\b(?:cac|nhung|co(?= lien quan)|tat ca|toan the|(?<!truc )thuoc\Z)(?:\s|\Z)")


def _without_owner(words: str, owner: str, home: Home) -> str:
    """Take what only says whose they are from the end of a group: "thuộc quận", "trực thuộc Sở Y tế"."""
    parts = owner.split("-")
    own = [" ".join(parts[:count]) for count in range(len(parts), 0, -1)]
    own += [kind for whole in (home.xa, home.huyen, home.tinh) if whole for kind in _kinds_of(whole)]
    end = rf"\s(?:(?:cua|(?<!truc )thuoc|tai|tren dia ban|trong)\s)?(?<!lien )(?<!co )(?<!\d )(?:{'|'.join(own)})\Z"
    return re.sub(end, "", words) or words


def _kinds_of(whole: str) -> tuple[str, ...]:
    kind = next((kind for kind in map(plain, table("places")["kinds"]) if plain(whole).startswith(f"{kind} ")), None)
    return (kind,) if kind else ()


@lru_cache(maxsize=1)
def _group_levels() -> tuple[tuple[re.Pattern[str], BodyLevel], ...]:
    levels: dict[str, BodyLevel] = level_words()["group_levels"]
    return tuple((re.compile(rf"(?<!\w){pattern}(?!\w)"), level) for pattern, level in levels.items())


def _names_level(text: str) -> bool:
    return any(pattern.search(text.lower()) for pattern, _ in _group_levels())


def _level_of_group(text: str, setting: Setting) -> BodyLevel:
    """Return the finest level that a group names, else that of the issuer."""
    lowered = text.lower()
    found = next((level for pattern, level in _group_levels() if pattern.search(lowered)), None)
    return found or (setting.issuer.level if setting.issuer else "khac")


def _level(head: Head | None, place: BodyLevel) -> BodyLevel:
    if head and head.of == "self" and head.level:
        return head.level
    return place


def _kind(head: Head | None) -> BodyKind:
    return head.kind if head else "don_vi"


@lru_cache(maxsize=1)
def _ways() -> re.Pattern[str]:
    ways = sorted(_same_table(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(ways)})\b")


@lru_cache(maxsize=1)
def _same_table() -> dict[str, str]:
    """Return the ways to write the same; a known name without its "và" is among them."""
    known = [plain(name) for name in table("bodies")["written"]["names"]]
    without = {re.sub(r" va ", " ", name): name for name in known if " va " in name and name.count(" ") > 2}
    return without | dict(level_words()["same"])


@lru_cache(maxsize=8192)
def _same(words: str) -> str:
    return _ways().sub(lambda match: _same_table()[match[0]], words)


_LONGEST_KEY = 100  # characters


def slug(text: str) -> str:
    """Return `text` in lower-case ASCII letters and digits, parted by hyphens; a long one is cut behind a word."""
    key = plain(text).replace(" ", "-")
    return (
        key
        if len(key) <= _LONGEST_KEY
        else key[: key.rindex("-", 0, _LONGEST_KEY) if "-" in key[:_LONGEST_KEY] else _LONGEST_KEY]
    )
