"""Writes data/gazetteer/units.txt: the administrative units of Vietnam before and since 1 July 2025.

`python -m pipeline.train.gazetteer --out data/gazetteer/units.txt` reads the table that the installed package
underthesea carries (`underthesea/address/data/mapping.json`, Apache-2.0) without importing the package. The table
gives, for each commune, ward or town of before, the units that it went into. A few dozen of its names are lost and
only left as a key without spaces ("xãtràdon"); they are parted into syllables again.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from pipeline.encodings.syllable import is_syllable

_LOG = logging.getLogger(__name__)

_TABLE = Path("address", "data", "mapping.json")
_KINDS = ("đặc khu", "thị trấn", "phường", "xã")
HEAD = """\
# Administrative units of Vietnam before and since 1 July 2025: "= " a province of now, "+ " a unit of now, and below it
# "province of before; district of before; units of before that went into it, wholly or in part".
# From underthesea {version} (Apache-2.0), which has it from vietnamadminunits {source}; names that were lost there are
# mended. Made by: python -m pipeline.train.gazetteer
"""

Row = tuple[str, str, str, str, str]
"""Province and unit of now; province, district and unit of before."""


def part_key(key: str, names: frozenset[str]) -> str | None:
    """Return the name behind a key without spaces, None where it can be parted in no way or in several.

    A way that another unit is called by wins, then one whose syllables all stand in other names, then any syllables.

    Args:
        key: kind and name of a unit in small letters with their marks.
        names: the names of other units in small letters, without their kinds.

    >>> part_key("xãtràdon", frozenset({"trà leng", "cư don"}))
    'Xã Trà Don'
    """
    kind = next((kind for kind in _KINDS if key.startswith(kind.replace(" ", ""))), None)
    if kind is None:
        return None
    ways = _partings(key[len(kind.replace(" ", "")) :])
    syllables = {syllable for name in names for syllable in name.split()}
    for found in (
        [way for way in ways if " ".join(way) in names],
        [way for way in ways if syllables.issuperset(way)],
        [way for way in ways if all(map(is_syllable, way))],
    ):
        shortest = [way for way in found if len(way) == min(map(len, found))]
        if shortest:
            name = [kind.capitalize(), *(part.capitalize() for part in shortest[0])]
            return " ".join(name) if len(shortest) == 1 else None
    return None


def _partings(text: str) -> list[list[str]]:
    """Return the ways to part `text` into one to three syllables."""
    if not text:
        return []
    ends = range(1, len(text))
    return [
        [text],
        *([text[:i], text[i:]] for i in ends),
        *([text[:i], text[i:j], text[j:]] for i in ends for j in ends if j > i),
    ]


def rows_of(records: Iterable[dict[str, str]]) -> list[Row]:
    """Return the rows of underthesea's table, lost names mended.

    Raises:
        ValueError: where a lost name cannot be mended.
    """
    listed = list(records)
    known = frozenset(_bare(record[field]) for record in listed for field in ("old_ward", "new_ward"))
    rows: set[Row] = set()
    for record in listed:
        new = record["new_ward"] or _mended(record["new_ward_key"], known)
        key = record["old_ward_key"]
        old = record["old_ward"] or (_mended(key, known) if key else "")  # an island district had no communes
        rows.add((record["new_province"], new, record["old_province"], record["old_district"], old))
    return sorted(rows)


def _bare(name: str) -> str:
    """Return the name of a unit without its kind, in small letters."""
    lowered = name.lower()
    return next((lowered.removeprefix(f"{kind} ") for kind in _KINDS if lowered.startswith(f"{kind} ")), lowered)


def _mended(key: str, known: frozenset[str]) -> str:
    name = part_key(key, known)
    if name is None:
        raise ValueError(f"no single way to part {key!r}")
    return name


def written(rows: Sequence[Row]) -> str:
    """Return the rows as the text that `pipeline.extract.bodies.units` reads, without its head."""
    provinces: defaultdict[str, defaultdict[str, defaultdict[tuple[str, str], list[str]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for new_province, new, province, district, unit in rows:
        provinces[new_province][new][province, district].append(unit)
    lines = []
    for new_province, units in provinces.items():
        lines.append(f"= {new_province}")
        for new, sources in units.items():
            lines.append(f"+ {new}")
            lines += [f"{province}; {district}; {', '.join(names)}" for (province, district), names in sources.items()]
    return "".join(f"{line}\n" for line in lines)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--table", type=Path, help="mapping.json; without it that of the installed underthesea")
    parser.add_argument("--underthesea", default="9.5.0", help="the version of underthesea, for the head")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    table = json.loads((arguments.table or _installed()).read_text("utf-8"))
    rows = rows_of(table["ward_mapping"])
    head = HEAD.format(version=arguments.underthesea, source=table["metadata"]["version"])
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(head + written(rows), "utf-8")
    _LOG.info("%d rows", len(rows))


def _installed() -> Path:
    spec = find_spec("underthesea")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("underthesea is not installed")
    return Path(spec.origin).parent / _TABLE


if __name__ == "__main__":
    main()
