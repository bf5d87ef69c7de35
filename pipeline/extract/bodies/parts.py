"""Several bodies in one piece of text, each by its whole name: lists whose parts share a beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from pipeline.extract.actors import split_actors
from pipeline.extract.bodies.abbreviations import expand
from pipeline.extract.bodies.levels import head_of, plain, title_of
from pipeline.extract.bodies.units import units_in
from pipeline.extract.structure.labels import UPPER

_AND_OTHERS = re.compile(r"\s+và\s+(?=(?:các|những)\s)")
_LISTED = re.compile(rf"(?:[Cc]ác\s+)?(?P<head>Sở|Bộ|Ban|Phòng)\s*:\s*(?P<names>[{UPPER}].*)")
_PARTED = re.compile(r"\s*[;,]\s+(?:và\s+)?")
_JOINED = re.compile(r"\s*(?:,|và|;)\s*")


@lru_cache(maxsize=4096)
def parts_of(text: str) -> tuple[str, ...]:
    """Return the bodies that `text` lists.

    >>> parts_of("Sở Y tế, Sở Nội vụ và UBND huyện Mê Linh")
    ('Sở Y tế', 'Sở Nội vụ', 'UBND huyện Mê Linh')
    >>> parts_of("các Sở: Tài chính, Xây dựng"), parts_of("UBND phường Cổ Nhuế 2 và phường Xuân Đỉnh")
    (('Sở Tài chính', 'Sở Xây dựng'), ('UBND phường Cổ Nhuế 2', 'UBND phường Xuân Đỉnh'))
    """
    found: list[str] = []
    listed = tuple(piece for part in split_actors(text) for piece in _at_commas(part))
    for part in _of_ministries(listed):
        for piece in _with_others(part):
            found += _named_under_head(piece) or _of_units(piece) or [piece]
    return tuple(dict.fromkeys(found))


_COMMA = re.compile(rf",\s+(?=[{UPPER}])")


def _at_commas(part: str) -> Iterator[str]:
    """Part "TAND tỉnh, VKSND tỉnh", where a known body begins behind the comma; "Văn hóa, Thể thao" stays one."""
    done = 0
    for comma in _COMMA.finditer(part):
        head = head_of(plain(expand(part[comma.end() : comma.end() + _HEAD]).text))
        if head and (" " in head.words or head.level == "trung_uong"):
            yield part[done : comma.start()]
            done = comma.end()
    yield part[done:]


_HEAD = 40  # characters


def _of_ministries(parts: tuple[str, ...]) -> Iterator[str]:
    """Join "Vụ Pháp chế, Bộ Tư pháp": behind its comma stands whose it is."""
    before = ""
    for part in parts:
        if before and part.startswith(("Bộ ", "Văn phòng Chính phủ", "VPCP")):
            yield f"{before} {part}"
            before = ""
            continue
        if before:
            yield before
        before = part if part.startswith(("Vụ ", "Cục ")) else ""
        if not before:
            yield part
    if before:
        yield before


def _with_others(part: str) -> Iterator[str]:
    """Part one body from "và các cơ quan liên quan" behind it."""
    match = _AND_OTHERS.search(part)
    words = plain(part[: match.start()]) if match else ""
    if match and (head_of(words) or title_of(words)):
        yield part[: match.start()]
        yield part[match.end() :]
    else:
        yield part


def _named_under_head(part: str) -> list[str]:
    """Read "các Sở: Tài chính, Nông nghiệp và Môi trường"."""
    match = _LISTED.fullmatch(part)
    if match is None:
        return []
    return [f"{match['head']} {name.strip(' .')}" for name in _PARTED.split(match["names"]) if name.strip(" .")]


def _of_units(part: str) -> list[str]:
    """Read "UBND phường Cổ Nhuế 2, phường Xuân Đỉnh": units of one level that share what stands before the first."""
    units = units_in(part)
    if len(units) < 2 or any(unit.above or unit.level != units[0].level for unit in units):
        return []
    between = [part[one.end : other.start] for one, other in pairwise(units)]
    if units[-1].end != len(part) or not all(_JOINED.fullmatch(joint) for joint in between):
        return []
    return [f"{part[: units[0].start]}{part[unit.start : unit.end]}" for unit in units]
