"""What a document tells about the names of bodies in it, and whose a body is that names no place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.extract.bodies.home import Home
from pipeline.extract.bodies.levels import level_words
from pipeline.extract.bodies.placing import place_of
from pipeline.model import BodyKind, BodyLevel


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


def owner_of(of: str, setting: Setting) -> tuple[str, str, BodyLevel] | None:
    """Return key, name and level of whose a body is."""
    home = setting.home
    if of == "tinh":
        return place_of("tinh", home)
    if of == "word":
        return None
    if of == "bo" and (setting.of_place or setting.issuer is None or setting.issuer.level != "trung_uong"):
        return None
    if not setting.of_place and setting.issuer is not None:
        return setting.issuer.key, setting.issuer.name, setting.issuer.level
    if of == "phong":
        if home.level == "xa" and not home.since:
            return place_of("huyen", home)
        return None if home.level == "tinh" else place_of(home.level, home)
    return place_of(home.level, home)
