"""What a token may be: the options of each regime, before the language model chooses among them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from pipeline.language import from_roman, strip_marks
from pipeline.language_model import CASE_SCALE, SYMBOL, LanguageModel, entries
from pipeline.restore.channel import Case, Channel, cased
from pipeline.restore.lattice import Option
from pipeline.restore.regimes import ONLY_VIETNAMESE
from pipeline.restore.symbols import SymbolGrammar
from pipeline.restore.tokens import LONE_DASHES, Token

_PROTECTED = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # e-mail
    r"|(?:https?://|www\.)\S+"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net|gov|edu)(?:/\S*)?"
    r"|[\d.,:/%()+-]+"  # numbers, dates, times
    r"|[\d]+[\d.,/-]*(?:m2|m3|km|ha|kg|kV|MW)",
    re.IGNORECASE,
)
_ROMAN_LIKE = re.compile(r"(?=.*[IVX])[IVXl1|!]{2,5}")
_ROMAN_STROKES = str.maketrans("l1|!", "IIII")
_LETTER_AND_NUMBER = re.compile(r"[A-ZĐ]{1,4}\d{1,3}")
_WORD_AND_NUMBER = re.compile(r"([^\W\d_]{2,7})(\d{1,4})")
_ROMAN = re.compile(r"[IVX]{1,6}")
_SHORT_NUMBER = re.compile(r"(?=.*[146])[0-9]{2,3}")

MOST = 16
LONGEST = 16
UNKNOWN_COST = 9.0
ODD_COST = 18.0
"""Cost of keeping an unknown word with digits, signs or foreign marks in it."""
ABBREVIATION_COST = 2.5
LABEL_COST = 6.0
"""Cost of a single letter that stands where no label (a, b ...) is likely."""
DIGITS_COST = 6.0
"""Cost of taking a short number for a word."""
_LEAST_TRUST = 1e-3
RARITY = 0.6
"""Weight of how rare a word is when the options of a token are chosen."""
SPLIT_COST = 7.0
JOIN_COST = 7.0
CAPITALS_COST = 4.0
"""Cost of reading a Capitalised word as capitals."""
CAUTION = 3.0
"""Cost over which a token is tried as two words, or as one with the next."""
AVERAGE_ODDS = 3.0
"""Log odds that an average word of those that the channel was taught (doubtful ones) is right.

The odds of a word itself are counted against them.
"""
CHANGE_COST = 2.0
"""Cost of any change, so that right words are left alone."""
TEMPER = 0.9
"""Weight of the channel's costs: below one, as engines and scanners differ from those it was learnt from."""


def case_of(core: str, heading: bool) -> Case:
    """Return how the word that was read as `core` was most likely written."""
    letters = [char for char in core if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    if heading and len(letters) > 1:
        return Case.UPPER
    if len(letters) > 1 and capitals > len(letters) / 2 and capitals > 1:
        return Case.UPPER
    return Case.TITLE if letters and letters[0].isupper() else Case.LOWER


def is_protected(core: str) -> bool:
    """Tell whether `core` is a number, date, e-mail or web address, which no word model may touch."""
    return bool(_PROTECTED.fullmatch(core))


class OptionMaker:
    """Makes the options of tokens over one vocabulary."""

    def __init__(
        self,
        model: LanguageModel,
        garbled: Channel,
        vietnamese: Channel,
        symbols: SymbolGrammar,
        added: tuple[str, ...] = (),
    ) -> None:
        """Take the models; the channels are over the vocabulary of `model` and the words `added` behind it."""
        self._model = model
        self._vocabulary = (*model.words, *added)
        self._added = frozenset(added)
        self._symbols = symbols
        self._channels = {"garbled": garbled, "vietnamese": vietnamese}
        self._by_stripped: dict[str, list[int]] = {}
        for number, word in enumerate(self._vocabulary):
            if word.isalpha():
                self._by_stripped.setdefault(strip_marks(word), []).append(number)
        self.garbled: Callable[[str, bool], tuple[Option, ...]] = lru_cache(maxsize=20_000)(self._garbled)
        self.unaccented: Callable[[str, bool], tuple[Option, ...]] = lru_cache(maxsize=20_000)(self._unaccented)
        self._words: Callable[[str, str, Case], tuple[tuple[int, float], ...]] = lru_cache(maxsize=40_000)(
            self._find_words
        )

    def kept(self, core: str) -> tuple[Option, ...]:
        """Return the one option of a token that stays as it is."""
        return (Option(core, tuple(self._model.number(entry) for entry in entries(core)), 0.0, "kept"),)

    def is_word(self, core: str) -> bool:
        """Tell whether `core` is in the vocabulary."""
        return all(self._model.number(entry) or entry in self._added for entry in entries(core))

    def _garbled(self, core: str, heading: bool) -> tuple[Option, ...]:
        if _SHORT_NUMBER.fullmatch(core):
            words = self._word_options("garbled", core, Case.LOWER)
            return (*self.kept(core), *(_dearer(option, DIGITS_COST) for option in words[:4]))
        if not core or is_protected(core) or len(core) > 3 * LONGEST:
            return self.kept(core)
        symbol = self._symbols.repair(core)
        if symbol is not None:
            return (Option(symbol, (self._model.number(SYMBOL),), 0.0, "symbol"),)
        if any(char in ONLY_VIETNAMESE for char in core.lower()) and self.is_word(core):
            return self.kept(core)
        case = case_of(core, heading)
        options = self._cased_options(core, case, heading)
        if _ROMAN.fullmatch(core):
            return (*self.kept(core), *options[:6])
        if len(core) == 1 and core.isalpha():
            return (*(_dearer(option, LABEL_COST) for option in self.kept(core)), *options)
        if len(core) <= LONGEST and (not options or options[0].cost > CAUTION):
            options += self._splits(core, case)
        return self._with_identity(core, options, heading)

    def first(self, token: Token, heading: bool) -> tuple[Option, ...]:
        """Return the options of the first token of a garbled line: a dash, a label (a, IV), or a word."""
        core = token.core
        if core in LONE_DASHES:
            return (Option("-", (), 0.0, "dash"),)
        if len(core) == 1 and core.isalpha():
            return (*self.kept(core), *(_dearer(option, LABEL_COST) for option in self.garbled(core, False)[1:6]))
        if _ROMAN_LIKE.fullmatch(core) and token.after.startswith("."):
            roman = core.translate(_ROMAN_STROKES)
            if from_roman(roman) is not None:
                return (Option(roman, (self._model.number(roman.lower()),), 0.0, "roman"),)
        return self.garbled(core, heading)

    def _cased_options(self, core: str, case: Case, heading: bool) -> tuple[Option, ...]:
        """Return the options of a word; outside headings a word in capitals may be a Capitalised one."""
        options = self._word_options("garbled", core, case)
        if case is not Case.UPPER or heading:
            return options
        capitalised = self._word_options("garbled", core, Case.TITLE)
        both = [
            *(_dearer(option, self._case_cost(option, Case.UPPER)) for option in options),
            *(_dearer(option, self._case_cost(option, Case.TITLE) + CAPITALS_COST) for option in capitalised),
        ]
        return tuple(sorted(both, key=lambda option: option.cost)[: 2 * MOST])

    def _case_cost(self, option: Option, case: Case) -> float:
        """Return the cost of writing the word in `case`, by how often it stands so in ordinary lines."""
        counts = np.exp2(self._model.cases[option.entries[0]] / CASE_SCALE)
        return float(-np.log(counts[case] / counts.sum()))

    def _with_identity(self, core: str, options: tuple[Option, ...], heading: bool) -> tuple[Option, ...]:
        if any(option.text == core for option in options):
            return options
        if _LETTER_AND_NUMBER.fullmatch(core):
            return (*options, Option(core, (self._model.number(SYMBOL),), ABBREVIATION_COST, "kept"))
        if not (core.isascii() and core.isalpha()):
            cost = ODD_COST
        elif core.isupper() and len(core) > 1 and not heading:
            cost = ABBREVIATION_COST
        else:
            cost = UNKNOWN_COST
        return (*options, Option(core, (0,), cost, "kept"))

    def _word_options(self, channel: str, core: str, case: Case) -> tuple[Option, ...]:
        words = self._vocabulary
        found = self._words(channel, core, case)
        return tuple(Option(cased(words[number], case), self._entry(number), cost, channel) for number, cost in found)

    def _entry(self, number: int) -> tuple[int]:
        """Return the entry of the language model for word `number`: an added word is unknown to it."""
        return (number if number < len(self._model.words) else 0,)

    def _find_words(self, channel: str, core: str, case: Case) -> tuple[tuple[int, float], ...]:
        if len(core) > LONGEST:
            return ()
        chosen = self._channels[channel]
        costs = dict(chosen.words_for(core, case, MOST))
        for right, cost in chosen.whole.get(core, ()):
            number = self._model.numbers.get(right.lower())
            if number is not None and (right == cased(right.lower(), case)):
                costs[number] = min(cost, costs.get(number, cost))
        # Rare words crowd out common ones where costs alone count.
        ranked = sorted(costs.items(), key=lambda item: item[1] + chosen.rarities[item[0]])[:MOST]
        ranked.sort(key=lambda item: item[1])
        return tuple((number, TEMPER * cost) for number, cost in ranked)

    def _splits(self, core: str, case: Case) -> tuple[Option, ...]:
        found: list[Option] = []
        numbered = _WORD_AND_NUMBER.fullmatch(core)
        if numbered:
            number = self.kept(numbered[2])[0]
            for word in self._word_options("garbled", numbered[1], case)[:4]:
                text, cost = f"{word.text} {number.text}", word.cost + SPLIT_COST
                found.append(Option(text, word.entries + number.entries, cost, "split"))
        second_case = Case.UPPER if case is Case.UPPER else Case.LOWER
        for place in range(2, len(core) - 1):
            for left in self._word_options("garbled", core[:place], case)[:2]:
                for right in self._word_options("garbled", core[place:], second_case)[:2]:
                    cost = left.cost + right.cost + SPLIT_COST
                    text = f"{left.text} {right.text}"
                    found.append(Option(text, left.entries + right.entries, cost, "split"))
        return tuple(sorted(found, key=lambda option: option.cost)[:4])

    def joins(self, left: str, right: str, heading: bool) -> tuple[Option, ...]:
        """Return options for two tokens of a garbled line that may be one word."""
        core = left + right
        if not core.isalpha() or len(core) > 7 or min(len(left), len(right)) > 3:
            return ()
        if self._is_cheap(left, heading) and self._is_cheap(right, heading):
            return ()
        case = case_of(core, heading)
        return tuple(
            Option(option.text, option.entries, option.cost + JOIN_COST, "join")
            for option in self._word_options("garbled", core, case)[:4]
            if option.cost < CAUTION
        )

    def _is_cheap(self, core: str, heading: bool) -> bool:
        options = self.garbled(core, heading)
        return options[0].cost <= CAUTION

    def _unaccented(self, core: str, heading: bool) -> tuple[Option, ...]:
        del heading
        symbol = self._symbols.repair(core)
        if symbol is not None and strip_marks(symbol) == core:
            return (Option(symbol, (self._model.number(SYMBOL),), 0.0, "symbol"),)
        numbers = self._by_stripped.get(core.lower()) if core.isascii() and core.isalpha() else None
        if not numbers:
            return self.kept(core)
        words = self._vocabulary
        return tuple(Option(_like(core, words[number]), self._entry(number), 0.0, "marks") for number in numbers)

    def vietnamese(self, core: str, heading: bool, trust: float) -> tuple[Option, ...]:
        """Return options for a word that the Vietnamese engine read; `trust` is the probability that it is right."""
        kept = self.kept(core)
        if not core.isalpha() or len(kept[0].entries) != 1 or not 1 < len(core) <= LONGEST:
            return kept
        case = case_of(core, heading)
        if case is Case.UPPER and not heading:
            return kept  # an abbreviation, most likely
        if cased(core.lower(), case) != core:
            return kept
        odds = math.log(max(trust, _LEAST_TRUST) / max(1 - trust, _LEAST_TRUST))
        extra = CHANGE_COST + odds - AVERAGE_ODDS
        others = [
            Option(option.text, option.entries, option.cost + extra, option.rule)
            for option in self._word_options("vietnamese", core, case)
            if option.text != core
        ]
        return (*kept, *others)


def _dearer(option: Option, cost: float) -> Option:
    return Option(option.text, option.entries, option.cost + cost, option.rule)


def _like(core: str, word: str) -> str:
    """Return `word`, which has the letters of `core` and marks, with the capitals of `core`."""
    return "".join(mark.upper() if letter.isupper() else mark for letter, mark in zip(core, word, strict=True))
