"""How probable each option of a token is where its neighbours are known; what a document's habits say about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.language_model import Ids, LanguageModel
from pipeline.restore.lattice import BOUNDARY, START, Choice, Option, Slot

Floats = npt.NDArray[np.float64]

LEAST_SIGHTINGS = 3
HABIT = 1.0
"""Weight of what a reading was taken for elsewhere in the text."""
DOUBT = 0.2
_WORTH_NAMING = 0.02
_MOST_NAMED = 3
_MIDDLING = 0.6
"""Confidence of a choice that spans tokens or stands for several words."""


@dataclass(frozen=True, slots=True, eq=False)
class _Shares:
    """The probabilities of options: row i says that choice `owner[i]` is option `option[i]` with `share[i]`."""

    owner: Ids
    option: Ids
    share: Floats
    starts: Ids
    """Where the rows of a choice begin."""


@dataclass(slots=True, eq=False)
class Judge:
    """Judges the choices made for `slots`. Equal readings share one tuple of options, which is judged as one.

    Only options that stand for one entry of the language model are judged, and slots that have several options.
    """

    model: LanguageModel
    slots: Sequence[Slot]
    _options: list[Option] = field(init=False, default_factory=list)
    _group_of: list[int] = field(init=False, default_factory=list)
    _start: Ids = field(init=False)
    _count: Ids = field(init=False)
    _words: Ids = field(init=False)
    _costs: Floats = field(init=False)

    def __post_init__(self) -> None:
        """Lay out the options of all slots one after the other, equal ones once."""
        groups: dict[int, int] = {}
        counts: list[int] = []
        for slot in self.slots:
            key = id(slot.options)
            if key not in groups:
                groups[key] = len(counts)
                single = [option for option in slot.options if len(option.entries) == 1]
                counts.append(len(single) if len(slot.options) > 1 else 0)
                self._options += single if len(slot.options) > 1 else []
            self._group_of.append(groups[key])
        self._count = np.array(counts, np.int64)
        self._start = np.cumsum(self._count) - self._count
        self._words = np.array([option.entries[0] for option in self._options], np.int64)
        self._costs = np.array([option.cost for option in self._options])

    def learn_habits(self, choices: Sequence[Choice]) -> None:
        """Change the costs of options by what the same reading was taken for elsewhere in the text.

        One engine makes the same errors all through a document: where a reading is clearly one word in most places,
        it is likely that word in the doubtful places, too.
        """
        shares = self._shares(choices)
        if not len(shares.owner):
            return
        total = np.bincount(shares.option, shares.share, len(self._options))
        first = shares.option[shares.starts]
        sightings = np.bincount(first, minlength=len(self._options))
        seen = np.flatnonzero(self._count)
        often = seen[sightings[self._start[seen]] >= LEAST_SIGHTINGS]
        for group in often:
            own = slice(self._start[group], self._start[group] + self._count[group])
            self._costs[own] += HABIT * np.log((total[own].max() + DOUBT) / (total[own] + DOUBT))

    def settle(self, choices: Sequence[Choice]) -> list[Choice]:
        """Return `choices` with each taken anew, its neighbours being right: what a change of costs asks for."""
        shares, out = self._shares(choices), list(choices)
        for start, end in _ranges(shares):
            best = start + int(np.argmax(shares.share[start:end]))
            number = int(shares.owner[start])
            out[number] = Choice(choices[number].slot, 1, self._options[shares.option[best]])
        return out

    def with_confidence(self, choices: Sequence[Choice]) -> list[Choice]:
        """Return `choices` with the probability of each among the options of its slot, and the likeliest others.

        Choices that span tokens or stand for several words get a middling confidence.
        """
        out = [
            choice
            if choice.span == 1 and len(self.slots[choice.slot].options) == 1
            else Choice(choice.slot, choice.span, choice.option, _MIDDLING)
            for choice in choices
        ]
        shares = self._shares(choices)
        for start, end in _ranges(shares):
            number = int(shares.owner[start])
            ranked = start + np.argsort(-shares.share[start:end], kind="stable")
            out[number] = self._judged(choices[number], shares.option[ranked], shares.share[ranked])
        return out

    def _judged(self, choice: Choice, options: Ids, shares: Floats) -> Choice:
        chosen, others = 0.0, []
        for number, share in zip(options.tolist(), shares.tolist(), strict=True):
            text = self._options[number].text
            if text == choice.option.text:
                chosen += share
            elif share > _WORTH_NAMING:
                others.append(text)
        return Choice(choice.slot, 1, choice.option, min(1.0, chosen), tuple(dict.fromkeys(others))[:_MOST_NAMED])

    def _shares(self, choices: Sequence[Choice]) -> _Shares:
        sequence, places = self._sequence(choices)
        judged = [
            number
            for number, choice in enumerate(choices)
            if choice.span == 1 and len(choice.option.entries) == 1 and self._count[self._group_of[choice.slot]]
        ]
        groups = np.array([self._group_of[choices[number].slot] for number in judged], np.int64)
        each = self._count[groups]
        starts = np.cumsum(each) - each
        option = np.arange(int(each.sum())) - np.repeat(starts - self._start[groups], each)
        owner = np.repeat(np.array(judged, np.int64), each)
        if not judged:
            return _Shares(owner, option, np.zeros(0), starts)
        scores = self._scores(sequence, places[owner], self._words[option]) - self._costs[option]
        shares = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), each))
        shares /= np.repeat(np.add.reduceat(shares, starts), each)
        return _Shares(owner, option, shares, starts)

    def _sequence(self, choices: Sequence[Choice]) -> tuple[Ids, Ids]:
        """Return the entries of the text as chosen, and where each choice begins among them."""
        sequence = list(START)
        places: list[int] = []
        for choice in choices:
            places.append(len(sequence))
            sequence.extend(choice.option.entries)
            if self.slots[choice.slot + choice.span - 1].boundary:
                sequence.append(BOUNDARY)
        return np.array([*sequence, *START], np.int64), np.array(places, np.int64)

    def _scores(self, sequence: Ids, places: Ids, words: Ids) -> Floats:
        """Return the log probability of the four words from each place on, the first one exchanged."""
        window = sequence[places[:, None] + np.arange(-3, 4)]
        window[:, 3] = words
        total = np.zeros(len(words))
        for offset in range(4):
            total += self.model.score_pairs(window[:, offset : offset + 3], window[:, offset + 3])
        return total


def _ranges(shares: _Shares) -> list[tuple[int, int]]:
    edges = [*shares.starts.tolist(), len(shares.owner)]
    return list(pairwise(edges))
