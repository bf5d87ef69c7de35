"""Acts of the National Assembly under a number that they do not have: 98/2024/QH15 for 98/2023/QH15.

The table acts.toml says which number an act of a name has. Only a citation with the serial number of an act of its
name, or of a resolution of its term, is compared: another serial number is that of another act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.extract.citations.identifiers import Number, number_of
from pipeline.extract.vocabulary import flat, table
from pipeline.language import fold
from pipeline.message import Message
from pipeline.model import Problem, Reference, Severity

_NAMED = re.compile(r"(?P<kind>bo luat|luat)\s(?P<name>[^\d()]{2,120}?),?\s\(?(?:luat\s)?(?:so\s?:?\s?)?\d")


@lru_cache(maxsize=1)
def _acts() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the numbers of acts by kind and name, folded and without commas."""
    kinds = {"luat": table("acts")["laws"], "bo luat": table("acts")["codes"]}
    return {(kind, _key(name)): tuple(ids) for kind, names in kinds.items() for name, ids in names.items()}


@lru_cache(maxsize=1)
def _resolutions() -> dict[tuple[str, str], str]:
    """Return the numbers of resolutions by serial number and term."""
    found = {}
    for identifier in table("acts")["resolutions"]["numbers"]:
        serial, _, term = identifier.split("/")
        found[str(int(serial)), term] = identifier
    return found


def _key(name: str) -> str:
    return " ".join(fold(name).replace(",", " ").split())


def known_number(reference: Reference) -> str | None:
    """Return the number that the act cited has, where it is written otherwise; None where all is well or unknown."""
    number = number_of(reference.id)
    if number is None or number.year is None or re.fullmatch(r"QH\d{1,2}", number.symbol) is None:
        return None
    if reference.doc_type == "Nghị quyết":
        known = _resolutions().get((number.serial, number.symbol))
        return known if known and not _same(known, number) else None
    named = _NAMED.match(flat(" ".join(reference.text.split())))
    ids = _acts().get((named["kind"], _key(named["name"])), ()) if named else ()
    if any(_same(one, number) for one in ids):
        return None
    alike = [one for one in ids if (parts := number_of(one)) and parts.serial == number.serial]
    return alike[0] if len(alike) == 1 else None


def _same(identifier: str, number: Number) -> bool:
    return number_of(identifier) == number


def misnumbered_acts(references: Sequence[Reference]) -> Iterator[Problem]:
    """Return a warning for each act of the National Assembly under another year or term than it has."""
    for one in references:
        if likely := known_number(one):
            message = Message(
                f"Số {one.id} có lẽ là {likely}: văn bản có tên hoặc số thứ tự này mang năm và khóa khác.",
                f"The number {one.id} may be {likely}: the act of this name or serial has another year or term.",
            )
            place = one.evidence
            yield Problem("act_written_otherwise", message, Severity.WARNING, place.page, place.line)
