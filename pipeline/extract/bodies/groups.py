"""Names of several bodies, or of nobody in particular: "các phòng, ban", "UBND 10 phường", "Thủ trưởng các đơn vị"."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.bodies.home import Home
from pipeline.extract.bodies.keys import same, slug
from pipeline.extract.bodies.levels import level_words, plain
from pipeline.extract.bodies.placing import place_of, tail_unit, with_units
from pipeline.extract.bodies.setting import Named, Setting, owner_of
from pipeline.extract.vocabulary import table
from pipeline.model import BodyLevel

_OF_PROVINCE = re.compile(r"(?:\A|\bcac |\btruong |\btich )so(?= ban\b| nganh\b| phong\b|\Z| lien quan| co lien)")


def group_named(text: str, setting: Setting) -> Named:
    """Name a group: its words without "các", and whose it is."""
    units = with_units(text, setting.home)
    words = plain(units[0]) if units else plain(text)
    level = units[2] if units else _level_of_group(text, setting)
    owner = None if units else owner_of("tinh" if _OF_PROVINCE.search(words) else "own", setting)
    if owner:
        shorter = _without_owner(words, owner[0], setting.home)
        place = tail_unit(text, setting.home)
        if place:
            owner = place_of(place[1], setting.home) or owner
        elif shorter == words and not setting.of_place and _names_level(text):
            owner = place_of(setting.home.level, setting.home)  # bodies outside the issuer
        words = shorter
    key = f"cac-{slug(same(_OF_NUMBER.sub('', words).strip()))}"
    return Named(f"{key}-{owner[0]}" if owner else key, text, level, "nhom", bool(owner or units), bool(owner))


_OF_NUMBER = re.compile(r"\b(?:cac|nhung|co(?= lien quan)|tat ca|toan the|(?<!truc )thuoc\Z)(?:\s|\Z)")


def _without_owner(words: str, owner: str, home: Home) -> str:
    """Take what only says whose they are from the end of a group: "thuộc quận", "trực thuộc Sở Y tế"."""
    parts = owner.split("-")
    own = [" ".join(parts[:count]) for count in range(len(parts), 0, -1)]
    own += [kind for whole in home.units() for kind in _kinds_of(whole)]
    others = "".join(f"(?<!{word} )" for word in ("lien", "co", "hai", "dia", "tac", r"\d"))
    end = rf"\s(?:(?:cua|(?<!truc )thuoc|tai|tren dia ban|trong)\s)?{others}(?:{'|'.join(own)})\Z"
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
