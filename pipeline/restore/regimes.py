"""Which way of repairing a line needs, by what it and its neighbours look like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.language import VIETNAMESE_LETTERS, nfc, strip_marks
from pipeline.restore.tokens import tokens_of

_LATIN_1 = frozenset("àáâãèéêìíòóôõùúý")
ONLY_VIETNAMESE = frozenset(char for char in VIETNAMESE_LETTERS if not char.isascii()) - _LATIN_1
"""Letters that no engine for English makes, in lower case."""
_WORD = re.compile(r"[^\W\d_]+")
_NEIGHBOURS = 4
_ENOUGH = 12
"""Words that a line and its neighbours must have before they are judged without the whole text."""


class Regime(StrEnum):
    """A way of repairing a line."""

    GARBLED = "garbled"
    UNACCENTED = "unaccented"
    VIETNAMESE = "vietnamese"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Signs:
    """What was counted in a text.

    `words` counts all, `accented` those with letters that only Vietnamese has, `odd` those with digits or signs
    among letters or marks of other languages, `bare` those that are Vietnamese syllables but for their marks.
    """

    words: float = 0
    accented: float = 0
    odd: float = 0
    bare: float = 0

    def plus(self, other: Signs, weight: float) -> Signs:
        """Return these counts and `weight` times the `other` ones."""
        return Signs(
            self.words + weight * other.words,
            self.accented + weight * other.accented,
            self.odd + weight * other.odd,
            self.bare + weight * other.bare,
        )


def signs_of(text: str, syllables: frozenset[str]) -> Signs:
    """Count the signs in `text`; `syllables` are the known ones without marks."""
    words = accented = odd = bare = 0
    for token in tokens_of(nfc(text)):
        core = token.core.lower()
        letters = sum(char.isalpha() for char in core)
        if not letters or (core[0].isdigit() and ("/" in core or "-" in core)):
            continue
        words += 1
        accented += any(char in ONLY_VIETNAMESE for char in core)
        odd += not core.isascii() or letters != len(core)
        bare += strip_marks(core) in syllables
    return Signs(words, accented, odd, bare)


def judge(signs: Signs) -> Regime:
    """Return the regime that fits `signs`; VIETNAMESE means correct or nearly so."""
    if signs.words < 1:
        return Regime.NONE
    if signs.accented >= 0.2 * signs.words:
        return Regime.VIETNAMESE
    if signs.bare >= 0.85 * signs.words and signs.odd < 0.03 * signs.words:
        return Regime.UNACCENTED
    return Regime.GARBLED if signs.bare >= 0.4 * signs.words else Regime.NONE


def regimes_of(lines: Sequence[str], syllables: frozenset[str]) -> list[Regime]:
    """Return the regime of each line, its neighbours and, where they say little, the whole text being heard."""
    signs = [signs_of(line, syllables) for line in lines]
    everything = Signs()
    for sign in signs:
        everything = everything.plus(sign, 1)
    found: list[Regime] = []
    for number, own in enumerate(signs):
        heard = own.plus(own, 2)
        for neighbour in signs[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS + 1]:
            heard = heard.plus(neighbour, 1)
        if heard.words < 4 * _ENOUGH and everything.words:
            heard = heard.plus(everything, _ENOUGH / everything.words)
        found.append(judge(heard))
    return found


def syllables_of(words: Sequence[str]) -> frozenset[str]:
    """Return the Vietnamese syllables in a vocabulary, without their marks: those that some marked word has."""
    return frozenset(
        strip_marks(word) for word in words if word.isalpha() and not word.isascii() and len(_WORD.findall(word)) == 1
    )
