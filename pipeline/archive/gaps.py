"""Gaps in series of numbers: which documents of a body, a year and a kind ought to be there and are not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.archive.bodies import issuer_key
from pipeline.language import fold

_NUMBER = re.compile(r"0*(\d{1,6})")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a document says of its place in a series. `canonical` is its identifier (`Header.canonical`)."""

    number: str | None
    date: str | None
    doc_type: str | None
    symbol: str | None
    issuer: str | None
    canonical: str | None


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of one body, year and kind of document.

    `missing` are ranges (first, last) below the highest number that is there; `twice` are numbers that two documents
    bear. `kind` is the type, with the symbol where a body numbers by symbol.
    """

    issuer: str
    year: int
    kind: str
    held: int
    last: int
    missing: tuple[tuple[int, int], ...]
    twice: tuple[int, ...]

    @property
    def missing_count(self) -> int:
        """How many numbers are missing."""
        return sum(last - first + 1 for first, last in self.missing)


def series(documents: Iterable[Numbered]) -> list[Series]:
    """Return the series of some documents, in order of body, year and kind.

    A series begins with 1 (Nghị định 30/2020/NĐ-CP numbers from 1 on the first day of the year). What bears no number,
    year or issuer is in none.

    >>> plan = Numbered("3", "2024-05-01", "Kế hoạch", "KH-UBND", "UBND phường A", None)
    >>> series([plan])[0].missing
    ((1, 2),)
    """
    numbers: defaultdict[tuple[str, int, str], list[int]] = defaultdict(list)
    names: dict[tuple[str, int, str], tuple[str, str]] = {}
    for one in documents:
        place = _place(one)
        if place is None:
            continue
        key, number = place
        numbers[key].append(number)
        names.setdefault(key, (one.issuer or key[0], one.doc_type or one.symbol or ""))
    return [
        Series(
            names[key][0], key[1], names[key][1], len(set(found)), max(found), missing_ranges(found),
            tuple(sorted({number for number in found if found.count(number) > 1})),
        )
        for key, found in sorted(numbers.items())
    ]  # fmt: skip


def missing_ranges(found: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return what is missing from 1 to the highest of some numbers, as ranges.

    >>> missing_ranges([2, 3, 7])
    ((1, 1), (4, 6))
    """
    ranges, expected = [], 1
    for number in sorted(set(found)):
        if number > expected:
            ranges.append((expected, number - 1))
        expected = number + 1
    return tuple(ranges)


def _place(one: Numbered) -> tuple[tuple[str, int, str], int] | None:
    """Return series and number of a document: as its identifier says, else as its head does."""
    number = _NUMBER.match(one.number or "")
    if number is None or int(number[1]) == 0:
        return None
    parts = (one.canonical or "").split("/")
    year = _YEAR.match(one.date or "") or (_YEAR.fullmatch(parts[2]) if len(parts) > 3 else None)
    issuer = parts[0] if len(parts) > 3 else (issuer_key(one.issuer) or fold(one.issuer)) if one.issuer else ""
    kind = fold(one.doc_type or one.symbol or "")
    if year is None or not issuer:
        return None
    return (issuer, int(year[0]), kind), int(number[1])


def written_ranges(ranges: Iterable[tuple[int, int]]) -> str:
    """Return ranges as a person writes them.

    >>> written_ranges([(1, 1), (4, 6)])
    '1, 4–6'
    """
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges)
