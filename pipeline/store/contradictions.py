"""Citations that other documents contradict: the same act with another number or another day.

98/2023/QH13, or 98/2024/QH15, where others write 98/2023/QH15 is no other law: a pen or the OCR slipped. Two numbers
are taken for one act where serial and letters are the same, so is the day (where one has no day: what the act is
about), and only the year or the figures of the symbol differ; two days, where both citations name the same act of
central law. What most documents say, and at least two, is likely right.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.language import fold
from pipeline.store.identity import number_key

_NUMBER = re.compile(r"(?P<serial>\d+)/(?P<year>(?:19|20)\d\d)/(?P<symbol>.+)\Z")
_FIGURES = re.compile(r"\d+")
_WORD = re.compile(r"[^\W_]+")
_OPENING = re.compile(r"\A\s*(?:ve(?:\s+viec)?|v/v)\s")  # which a title leaves out
_TELLING_WORDS = (6, 12)  # so many first words of what an act is about tell it from others, and are written alike
_ENOUGH = 2  # documents that say the same


@dataclass(frozen=True, slots=True)
class Saying:
    """Number (with its year), day and subject of an act, as one document says them; `central`: of central law.

    `reference` is the position, from 0, among the references of the document; None where it says so of itself. `date`
    is a whole day, or None.
    """

    document: int
    reference: int | None
    id: str
    date: str | None
    subject: str | None
    central: bool


@dataclass(frozen=True, slots=True)
class Contradicted:
    """A citation that others contradict, with the number and day that are likely right, and how many say so."""

    saying: Saying
    likely_id: str
    likely_date: str | None
    documents: int


def contradicted(sayings: Iterable[Saying]) -> list[Contradicted]:
    """Return the citations that more documents write otherwise, in order.

    >>> numbers = ("98/2023/QH15", "98/2023/QH15", "98/2023/QH13")
    >>> said = [Saying(place, 0, number, "2023-06-24", None, True) for place, number in enumerate(numbers)]
    >>> [(one.saying.id, one.likely_id, one.documents) for one in contradicted(said)]
    [('98/2023/QH13', '98/2023/QH15', 2)]
    """
    said = list(sayings)
    found: dict[Saying, Contradicted] = {}
    for act, told in ((_numbered_on_day, _number), (_numbered_about, _number), (_dated_law, _day)):
        for group in _grouped(said, act):
            right, documents = _most_told(group, told)
            if right is None:
                continue
            other = [one for one in group if one.reference is not None and told(one) != told(right)]
            for one in other:
                if told is _day or _may_be_of_one_day(one, right):
                    found.setdefault(one, Contradicted(one, right.id, right.date, documents))
    return [found[one] for one in said if one in found]


def _grouped(said: Sequence[Saying], act: Callable[[Saying], Hashable]) -> Iterable[Sequence[Saying]]:
    groups: defaultdict[Hashable, list[Saying]] = defaultdict(list)
    for one in said:
        groups[act(one)].append(one)
    return [group for key, group in groups.items() if key is not None and len(group) > _ENOUGH]


def _most_told(group: Sequence[Saying], told: Callable[[Saying], Hashable]) -> tuple[Saying | None, int]:
    """Return a saying of what most documents tell, and how many do; None where it is no clear and likely majority."""
    counts = Counter(form for form, _ in {(told(one), one.document) for one in group})
    (best, documents), *others = counts.most_common(2)
    saying = [one for one in group if told(one) == best]
    right = next((one for one in saying if one.date), saying[0])
    clear = documents >= _ENOUGH and all(count < documents for _, count in others)
    likely = right.date is None or f"/{right.date[:4]}/" in right.id
    return (right, documents) if clear and likely else (None, 0)


def _may_be_of_one_day(one: Saying, other: Saying) -> bool:
    return one.date is None or other.date is None or one.date == other.date


def _number(one: Saying) -> Hashable:
    return number_key(one.id)


def _day(one: Saying) -> Hashable:
    return one.date


def _numbered_on_day(one: Saying) -> Hashable:
    serial = _serial(one)
    return (*serial, one.date) if serial and one.date else None


def _numbered_about(one: Saying) -> Hashable:
    serial, subject = _serial(one), _first_words(one.subject)
    return (*serial, subject) if serial and subject else None


def _dated_law(one: Saying) -> Hashable:
    return _number(one) if one.central and one.date else None


def _serial(one: Saying) -> tuple[str, str] | None:
    """Return what is the same in two numbers of one act: the serial and the letters of the symbol."""
    parts = _NUMBER.match(number_key(one.id) or "")
    return (parts["serial"], _FIGURES.sub("#", parts["symbol"])) if parts else None


def _first_words(subject: str | None) -> tuple[str, ...] | None:
    fewest, most = _TELLING_WORDS
    words = _WORD.findall(_OPENING.sub("", fold(subject or "")))
    return tuple(words[:most]) if len(words) >= fewest else None
