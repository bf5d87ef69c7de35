"""Which document of the workspace a citation means: pure rules on what the citation says and what the documents say.

A number alone proves nothing: every ward has a 12/KH-UBND every year. A citation is linked only where number and
symbol are the same, nothing contradicts, and one of these holds, the first that applies:

1. the canonical identifiers (body, type, year, number) are the same; or the citation is of central law, whose number
   with its year is unique in the country;
2. the day is the same, and so is the place at the head of the citing and of the cited document;
3. the day is the same, and no other document of that number and day is there.

Where several documents pass that are not copies of one, the citation stays without a link.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.language import fold

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_SPACES = re.compile(r"\s+")
_LEADING_ZEROS = re.compile(r"\A0+(?=\d)")
_YEAR = re.compile(r"/(?:19|20)\d\d/")
_PARTS = re.compile(r"[^\W_]+")
_WHOLE_DATE = len("2024-03-05")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says of the document it means; `place` is that of the citing document."""

    key: str | None
    date: str | None
    issuer: str | None
    canonical: str | None
    urn: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What a document of the workspace says of itself."""

    id: int
    key: str
    date: str | None
    issuer: str | None
    canonical: str | None
    place: str | None


def number_key(number: str | None) -> str | None:
    """Return number and symbol as they are compared; None where there is no symbol, for a number alone says nothing.

    >>> number_key("05 /KH–UBND"), number_key("98/2023/QH15"), number_key("12")
    ('5/kh-ubnd', '98/2023/qh15', None)
    """
    if number is None:
        return None
    key = _SPACES.sub("", fold(number)).translate(_DASHES).strip("./-")
    key = _LEADING_ZEROS.sub("", key)
    return key if any(char.isalpha() for char in key) else None


def is_day(date: str | None) -> bool:
    """Return whether a date is a whole day, not a month only."""
    return date is not None and len(date) == _WHOLE_DATE


class Catalogue:
    """Documents of the workspace, to be found by citations."""

    def __init__(self, documents: Iterable[Known]) -> None:
        self._of_number: defaultdict[str, list[Known]] = defaultdict(list)
        self._of_day: defaultdict[tuple[str, str | None], list[Known]] = defaultdict(list)
        for known in documents:
            self._of_number[known.key].append(known)
            self._of_day[known.key, known.date if is_day(known.date) else None].append(known)
        self._found: dict[Citation, int | None] = {}

    def find(self, citation: Citation) -> int | None:
        """Return the id of the document that `citation` means, None where that is not certain."""
        if citation not in self._found:  # the same law is cited by thousands of documents
            self._found[citation] = self._find(citation)
        return self._found[citation]

    def _find(self, citation: Citation) -> int | None:
        fitting = [known for known in self._with_number(citation) if not _contradicts(citation, known)]
        for proves in _PROOFS:
            found = [known for known in fitting if proves(citation, known)]
            if found:
                return _only(found)
        return None

    def _with_number(self, citation: Citation) -> Sequence[Known]:
        if citation.key is None:
            return ()
        if is_day(citation.date):
            on_day, on_no_day = (self._of_day.get((citation.key, day), []) for day in (citation.date, None))
            return on_day + on_no_day
        return self._of_number.get(citation.key, []) if citation.canonical or citation.urn else []


def _same_identity(citation: Citation, known: Known) -> bool:
    if citation.urn and _YEAR.search(known.key):
        return True
    return citation.canonical is not None and citation.canonical == known.canonical


def _same_day_and_place(citation: Citation, known: Known) -> bool:
    place = citation.place and fold(citation.place)
    return _same_day(citation, known) and bool(place) and place == (known.place and fold(known.place))


def _same_day(citation: Citation, known: Known) -> bool:
    return is_day(citation.date) and citation.date == known.date


_PROOFS: tuple[Callable[[Citation, Known], bool], ...] = (_same_identity, _same_day_and_place, _same_day)


def _contradicts(citation: Citation, known: Known) -> bool:
    if citation.date and known.date and not _agree(citation.date, known.date):
        return True
    if citation.canonical and known.canonical:
        return citation.canonical != known.canonical
    if citation.issuer and known.issuer:
        return not _agree(initials(citation.issuer), initials(known.issuer))
    return False


def _agree(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def initials(issuer: str) -> str:
    """Return the first letters of a body's words, those of an abbreviation as they stand.

    Bodies whose initials differ are two; those whose initials are the same may be one.

    >>> initials("Ủy ban nhân dân Thành phố Hồ Chí Minh"), initials("UBND TP. Hồ Chí Minh"), initials("UBND quận 12")
    ('ubndtphcm', 'ubndtphcm', 'ubndq12')
    """
    words = _PARTS.findall(issuer)
    return "".join(
        fold(word if word.isdigit() or (word.isupper() and not issuer.isupper()) else word[0]) for word in words
    )


def _only(found: Sequence[Known]) -> int | None:
    """Return the id of the first where all are copies of one document."""
    first = min(found, key=lambda known: known.id)
    return first.id if all(known is first or _copies(first, known) for known in found) else None


def _copies(one: Known, other: Known) -> bool:
    if one.canonical and other.canonical:
        return one.canonical == other.canonical
    same_issuer = one.issuer is not None and other.issuer is not None and fold(one.issuer) == fold(other.issuer)
    return same_issuer and is_day(one.date) and one.date == other.date
