"""The administrative units of Vietnam before and since 1 July 2025, and which became which.

Read once from data/gazetteer/units.txt (see pipeline.train.gazetteer for where it comes from). Before that day there
were provinces, districts and communes, since then provinces and communes. The list of before is that of June 2025:
units that were merged away earlier are not in it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.vocabulary import table
from pipeline.language import fold, old_tone_placement
from pipeline.model import BodyLevel
from pipeline.resources import gazetteer_folder

REFORM = "2025-07-01"
"""The day on which districts were abolished and provinces and communes merged (ISO 8601)."""


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """An administrative unit: its name with its kind, the units above it, finest first; `since` the reform or before.

    `key` is the name folded, `above` those above folded. There is one object for each unit, so that it is its identity
    that counts.
    """

    name: str
    parents: tuple[str, ...]
    level: BodyLevel
    since: bool
    key: str
    above: tuple[str, ...]

    @property
    def full(self) -> str:
        """The name with those above it: "Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh"."""
        return ", ".join((self.name, *self.parents))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All units by their folded names, with and without their kinds, and what each was before or became."""

    by_name: Mapping[str, tuple[Unit, ...]]
    by_bare_name: Mapping[str, tuple[Unit, ...]]
    successors: Mapping[Unit, tuple[Unit, ...]]
    predecessors: Mapping[Unit, tuple[Unit, ...]]


_NOT_WORD = re.compile(r"[^a-z0-9]+")
_ZEROS = re.compile(r"\b0+(?=\d)")


@lru_cache(maxsize=65536)
def unit_key(name: str) -> str:
    """Return the name of a unit as it is compared.

    >>> unit_key("Phường 05"), unit_key("Tỉnh Bà Rịa – Vũng Tàu"), unit_key("Xã Hoà Bình")
    ('phuong 5', 'tinh ba ria vung tau', 'xa hoa binh')
    """
    key = _ZEROS.sub("", _NOT_WORD.sub(" ", fold(name)).strip())
    former: dict[str, str] = table("places")["former"]
    return former.get(key, key)


@lru_cache(maxsize=1)
def _kind() -> re.Pattern[str]:
    folded = sorted((fold(kind) for kind in table("places")["kinds"]), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(folded)}) ")


def bare(key: str) -> str:
    """Return a folded name without its kind.

    >>> bare("thi tran di lang"), bare("ha noi")
    ('di lang', 'ha noi')
    """
    kind = _kind().match(key)
    return key[kind.end() :] if kind else key


def units_named(
    name: str, level: BodyLevel | None = None, within: Sequence[str] = (), *, since: bool | None = None
) -> tuple[Unit, ...]:
    """Return the units of a name, in the order of the list.

    Marks count where a unit is written just so ("Xã Hoằng Phụ", not "Xã Hoằng Phú"); else a lost mark does no harm.

    Args:
        name: with its kind ("Phường Bến Nghé") or without.
        level: only units of this level.
        within: only units below all of these, named with or without their kinds.
        since: only units since (or, False, before) 1 July 2025.

    >>> [unit.full for unit in units_named("phường Bến Nghé", since=False)]
    ['Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh']
    """
    key = unit_key(name)
    known = gazetteer()
    found: Iterable[Unit] = known.by_name.get(key) or known.by_bare_name.get(key, ())
    holders = [unit_key(holder) for holder in within]
    fitting = [
        unit
        for unit in found
        if (level is None or unit.level == level)
        and (since is None or unit.since is since)
        and all(_holds(holder, unit) for holder in holders)
    ]
    written = [unit for unit in fitting if same_marks(unit.name, name)]
    return tuple(written or fitting)


def _holds(holder: str, unit: Unit) -> bool:
    return holder in unit.above or any(bare(above) == holder for above in unit.above)


@lru_cache(maxsize=65536)
def _marked(name: str) -> str:
    return old_tone_placement(" ".join(name.split())).casefold()


def same_marks(whole: str, name: str) -> bool:
    """Say whether a name of a unit ends just so as written, with its marks; case and style of tone marks aside."""
    return _marked(whole).endswith(_marked(name))


def after(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return what units of before became, each once."""
    return tuple(dict.fromkeys(new for unit in units for new in gazetteer().successors.get(unit, ())))


def before(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return what units of now were made of, each once."""
    return tuple(dict.fromkeys(old for unit in units for old in gazetteer().predecessors.get(unit, ())))


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the units, read from the file on the first call (a tenth of a second)."""
    made: dict[tuple[str, Unit | None, bool], Unit] = {}
    successors: defaultdict[Unit, dict[Unit, None]] = defaultdict(dict)
    predecessors: defaultdict[Unit, dict[Unit, None]] = defaultdict(dict)

    def unit(name: str, parent: Unit | None = None, *, since: bool) -> Unit:
        path = (name, parent, since)
        found = made.get(path)
        if found is None:
            found = made[path] = _unit(name, parent, since=since)
        return found

    def link(old: Unit, new: Unit) -> None:
        successors[old][new] = None
        predecessors[new][old] = None

    province = now = _unit("", None, since=True)
    for line in (gazetteer_folder() / "units.txt").read_text("utf-8").splitlines():
        if line.startswith("= "):
            province = unit(line[2:], since=True)
        elif line.startswith("+ "):
            now = unit(line[2:], province, since=True)
        elif not line.startswith("#"):
            old_province, district, names = line.split(";")
            above = unit(old_province, since=False)
            holder = unit(district.strip(), above, since=False)
            link(above, province)
            link(holder, now)
            for name in names.split(","):
                if name.strip():
                    link(unit(name.strip(), holder, since=False), now)
    return Gazetteer(
        _by(made.values(), without_kind=False),
        _by(made.values(), without_kind=True),
        {old: tuple(found) for old, found in successors.items()},
        {new: tuple(found) for new, found in predecessors.items()},
    )


def _unit(name: str, parent: Unit | None, *, since: bool) -> Unit:
    parents = (parent.name, *parent.parents) if parent else ()
    above = (parent.key, *parent.above) if parent else ()
    levels: tuple[BodyLevel, ...] = ("tinh", "xa") if since else ("tinh", "huyen", "xa")
    return Unit(name, parents, levels[len(parents)], since, unit_key(name), above)


def _by(units: Iterable[Unit], *, without_kind: bool) -> dict[str, tuple[Unit, ...]]:
    found: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        found[bare(unit.key) if without_kind else unit.key].append(unit)
    return {key: tuple(listed) for key, listed in found.items()}
