"""Citations that other documents contradict: the same act with another number or another day.

98/2023/QH13 and 98/2024/QH15 with the day of 98/2023/QH15 are no other laws: a pen or the OCR slipped. Two numbers are
taken for one act where serial, letters and day are the same and only the year or the figures of the symbol differ; two
days, where both citations name the same act of central law. What most documents say, and at least two, is likely right.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.store.identity import number_key

_NUMBER = re.compile(r"(?P<serial>\d+)/(?P<year>(?:19|20)\d\d)/(?P<symbol>.+)\Z")
_FIGURES = re.compile(r"\d+")
_ENOUGH = 2  # documents that say the same


@dataclass(frozen=True, slots=True)
class Saying:
    """Number (with its year) and day of an act, as one document says them; `central` where it cites central law.

    `reference` is the position, from 0, among the references of the document; None where it says so of itself.
    """

    document: int
    reference: int | None
    id: str
    date: str
    central: bool


@dataclass(frozen=True, slots=True)
class Contradicted:
    """A citation that others contradict, with the number and day that are likely right, and how many say so."""

    saying: Saying
    likely_id: str
    likely_date: str
    documents: int


def contradicted(sayings: Iterable[Saying]) -> list[Contradicted]:
    """Return the citations that more documents write otherwise, in order.

    >>> numbers = ("98/2023/QH15", "98/2023/QH15", "98/2023/QH13")
    >>> said = [Saying(document, 0, number, "2023-06-24", True) for document, number in enumerate(numbers)]
    >>> [(one.saying.id, one.likely_id, one.documents) for one in contradicted(said)]
    [('98/2023/QH13', '98/2023/QH15', 2)]
    """
    said = list(sayings)
    found: dict[Saying, Contradicted] = {}
    for act, told in ((_serial_and_day, _number), (_number, _day)):
        for group in _grouped(said, act):
            if told is _day and not any(one.central for one in group):
                continue
            right, documents = _most_told(group, told)
            if right is None:
                continue
            for one in group:
                if one.reference is not None and told(one) != told(right):
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
    right = next(one for one in group if told(one) == best)
    clear = documents >= _ENOUGH and all(count < documents for _, count in others)
    return (right, documents) if clear and f"/{right.date[:4]}/" in right.id else (None, 0)


def _number(one: Saying) -> Hashable:
    return number_key(one.id)


def _day(one: Saying) -> Hashable:
    return one.date


def _serial_and_day(one: Saying) -> Hashable:
    """Return what is the same in two numbers of one act: serial, letters of the symbol, day."""
    parts = _NUMBER.match(number_key(one.id) or "")
    return parts and (parts["serial"], _FIGURES.sub("#", parts["symbol"]), one.date)
