"""Sentences made up from the patterns of the lexicon, so that no two drawn pages say the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from pipeline.synth import lexicon, phrases

_SLOT = re.compile(r"<(?P<made>#?)(?P<name>\w+)>")
_ATTEMPTS = 12
"""How often another sentence is tried for one that was used already."""

FIRST = phrases.PLACE_FIRST + lexicon.MORE_PLACE_FIRST
LAST = phrases.PLACE_LAST + lexicon.MORE_PLACE_LAST
NAMES = (
    phrases.FAMILY_NAMES + lexicon.MORE_FAMILY_NAMES,
    phrases.MIDDLE_NAMES + lexicon.MORE_MIDDLE_NAMES,
    phrases.GIVEN_NAMES + lexicon.MORE_GIVEN_NAMES,
)


class Sentences:
    """Makes sentences that differ from each other; `year` is that of the plan they are for.

    `blanks` are what `{subject}` and the like stand for; those that are not named stay as they are.
    """

    def __init__(self, rng: np.random.Generator, year: int, blanks: Mapping[str, str] | None = None) -> None:
        self._rng, self._year = rng, year
        self._blanks = blanks or {}
        self._used: set[str] = set()

    def some(self, kind: str, count: int) -> tuple[str, ...]:
        """Return `count` sentences of a kind (a key of `lexicon.SENTENCES`), none of them used before."""
        return tuple(self.one(kind) for _ in range(count))

    def one(self, kind: str) -> str:
        """Return a sentence of a kind."""
        patterns = lexicon.SENTENCES[kind]
        text = ""
        for _ in range(_ATTEMPTS):
            text = self._expand(_any(self._rng, patterns))
            if text not in self._used:
                break
        self._used.add(text)
        return text[0].upper() + text[1:] if kind != "duty" else text

    def phrase(self, name: str) -> str:
        """Return a part of a sentence: an alternative of `lexicon.WORDS`."""
        return self._expand(_any(self._rng, lexicon.WORDS[name]))

    def made(self, name: str) -> str:
        """Return a made-up number, date or name: one of `MADE`."""
        return MADE[name](self._rng, self._year)

    def _expand(self, pattern: str) -> str:
        used: set[str] = set()

        def filled(slot: re.Match[str]) -> str:
            if slot["made"]:
                return self.made(slot["name"])
            words = [word for word in lexicon.WORDS[slot["name"].lower()] if word not in used]
            word = _any(self._rng, words)
            used.add(word)
            inner = _SLOT.sub(filled, word)
            return inner[0].upper() + inner[1:] if slot["name"][0].isupper() else inner

        text = _SLOT.sub(filled, pattern)
        for name, words in self._blanks.items():
            text = text.replace(f"{{{name}}}", words)
        return text


def _any(rng: np.random.Generator, items: Sequence[str]) -> str:
    return items[int(rng.integers(len(items)))]


def grouped(number: int) -> str:
    """Return `number` as printed in Vietnam.

    >>> grouped(1250000)
    '1.250.000'
    """
    return f"{number:,}".replace(",", ".")


def person(rng: np.random.Generator) -> str:
    """Return an invented name."""
    return " ".join(_any(rng, part) for part in NAMES)


def place(rng: np.random.Generator) -> str:
    """Return an invented place name of two syllables, which differ."""
    first = _any(rng, FIRST)
    return f"{first} {_any(rng, [last for last in LAST if last != first])}"


def money(rng: np.random.Generator, _: int = 0) -> str:
    """Return a sum in đồng, in one of the ways it is written."""
    if rng.random() < 0.5:
        return f"{grouped(int(rng.integers(20, 9000)) * 10 ** int(rng.integers(4, 6)))} đồng"
    if rng.random() < 0.5:
        return f"{grouped(int(rng.integers(5, 2500)))} triệu đồng"
    return f"{int(rng.integers(1, 60))},{int(rng.integers(1, 10))} tỷ đồng"


def _between(low: int, high: int, form: str = "{}") -> Callable[[np.random.Generator, int], str]:
    return lambda rng, _: form.format(int(rng.integers(low, high)))


def _percent(rng: np.random.Generator, _: int) -> str:
    whole = int(rng.integers(2, 101))
    return f"{whole}%" if rng.random() < 0.6 or whole == 100 else f"{whole},{int(rng.integers(1, 100)):02}%"


def _date(rng: np.random.Generator, year: int) -> str:
    day, month = int(rng.integers(1, 29)), int(rng.integers(1, 13))
    if rng.random() < 0.6:
        return f"{day:02}/{month}/{year}" if rng.random() < 0.5 else f"{day:02}/{month:02}/{year}"
    return f"{day:02} tháng {month:02} năm {year}" if month < 3 else f"{day:02} tháng {month} năm {year}"


MADE: dict[str, Callable[[np.random.Generator, int], str]] = {
    "one": _between(1, 10),
    "n2": _between(2, 100, "{:02}"),
    "n2long": _between(1, 200, "{:02}"),
    "n3": lambda rng, _: grouped(int(rng.integers(100, 3000))),
    "n3plain": _between(10, 1000),
    "n4": lambda rng, _: grouped(int(rng.integers(1000, 90000))),
    "n4plain": _between(100, 6000),
    "dec": lambda rng, _: f"{int(rng.integers(1, 80))},{int(rng.integers(1, 100))}",
    "month": _between(1, 13),
    "day": _between(1, 29, "{:02}"),
    "road": lambda rng, _: f"{int(rng.integers(1, 100))}{_any(rng, ('', 'A', 'B', 'C'))}",
    "quarter": lambda rng, _: _any(rng, ("I", "II", "III", "IV")),
    "percent": _percent,
    "money": money,
    "date": _date,
    "dateago": lambda rng, year: _date(rng, year - int(rng.integers(1, 6))),
    "yearago": lambda rng, year: str(year - int(rng.integers(1, 9))),
    "phone": lambda rng, _: (
        f"0{int(rng.integers(200, 1000))}.{int(rng.integers(3000, 10000))}.{int(rng.integers(100, 1000))}"
    ),
    "person": lambda rng, _: person(rng),
    "place": lambda rng, _: place(rng),
}
"""What `<#name>` stands for, made from a generator and the year of the plan."""
