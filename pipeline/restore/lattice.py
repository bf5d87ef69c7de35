"""Finds the best words for a sequence of tokens: a beam search over options, scored by channel and language model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.language_model import Ids, LanguageModel

Floats = npt.NDArray[np.float64]

WIDTH = 14
LEAST_SIGHTINGS = 3
HABIT = 1.0
"""Weight of what a reading was taken for elsewhere in the text."""
DOUBT = 0.2
_BOUNDARY = 1
_END = np.array([_BOUNDARY], np.int64)


@dataclass(frozen=True, slots=True)
class Option:
    """What a token may be: its text, the entries of the language model, the channel's cost, the rule's name."""

    text: str
    entries: tuple[int, ...]
    cost: float
    rule: str


@dataclass(frozen=True, slots=True)
class Slot:
    """The options of one token. `joins` are options for this token and the next one together."""

    options: tuple[Option, ...]
    boundary: bool = False
    """The sentence or paragraph ends after the token."""
    joins: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The option taken for `span` tokens from number `slot` on."""

    slot: int
    span: int
    option: Option
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()


@dataclass(slots=True)
class _Beam:
    """Hypotheses that end before one slot: score, last three entries, and the way back."""

    scores: Floats
    histories: Ids
    back: npt.NDArray[np.int64]
    """Rows of (slot, hypothesis there, number of the option; joins count on after the options)."""


def decode(model: LanguageModel, slots: Sequence[Slot], width: int = WIDTH) -> list[Choice]:
    """Return the best choices for all `slots`, in order."""
    start = _Beam(np.zeros(1), np.full((1, 3), _BOUNDARY, np.int64), np.full((1, 3), -1, np.int64))
    arrivals: list[list[_Beam]] = [[] for _ in range(len(slots) + 1)]
    arrivals[0] = [start]
    beams: list[_Beam] = []
    for number, slot in enumerate(slots):
        if _is_settled(slot, arrivals, number):
            beams.append(arrivals[number][0])
            arrivals[number + 1].append(_step(arrivals[number][0], number, slot))
            continue
        beam = _merge(arrivals[number], width)
        beams.append(beam)
        arrivals[number] = []
        arrivals[number + 1].extend(_extend(model, beam, number, slot.options, 0, slot.boundary))
        if slot.joins and number + 1 < len(slots):
            joined = _extend(model, beam, number, slot.joins, len(slot.options), slots[number + 1].boundary)
            arrivals[number + 2].extend(joined)
    beams.append(_merge(arrivals[-1], width))
    return _trace(beams, slots)


def _is_settled(slot: Slot, arrivals: Sequence[Sequence[_Beam]], number: int) -> bool:
    """Tell whether there is nothing to choose at a slot: one hypothesis, one option, and no join over it."""
    alone = len(slot.options) == 1 and not slot.joins
    return alone and len(arrivals[number]) == 1 and len(arrivals[number][0].scores) == 1 and not arrivals[number + 1]


def _step(beam: _Beam, number: int, slot: Slot) -> _Beam:
    last = [*beam.histories[0].tolist(), *slot.options[0].entries, *([_BOUNDARY] if slot.boundary else [])][-3:]
    return _Beam(beam.scores, np.array([last], np.int64), np.array([[number, 0, 0]], np.int64))


def _merge(arrivals: Sequence[_Beam], width: int) -> _Beam:
    scores = np.concatenate([beam.scores for beam in arrivals])
    histories = np.concatenate([beam.histories for beam in arrivals])
    back = np.concatenate([beam.back for beam in arrivals])
    if len(scores) == 1:
        return _Beam(scores, histories, back)
    order = np.argsort(-scores, kind="stable")[: 5 * width]
    keys = histories[order, 2] << 16 | histories[order, 1]
    _, first = np.unique(keys, return_index=True)
    first.sort()
    keep = order[first[:width]]
    return _Beam(scores[keep], histories[keep], back[keep])


def _extend(
    model: LanguageModel, beam: _Beam, number: int, options: Sequence[Option], base: int, boundary: bool
) -> list[_Beam]:
    single = [place for place, option in enumerate(options) if len(option.entries) == 1]
    out: list[_Beam] = []
    if single:
        words = np.array([options[place].entries[0] for place in single], np.int64)
        costs = np.array([options[place].cost for place in single])
        scores = beam.scores[:, None] + model.score(beam.histories, words) - costs
        rows = np.repeat(np.arange(len(beam.scores)), len(single))
        histories = np.column_stack((beam.histories[rows, 1:], np.tile(words, len(beam.scores))))
        taken = np.tile(np.array(single, np.int64) + base, len(beam.scores))
        out.append(_Beam(scores.reshape(-1), histories, _back(number, rows, taken)))
    for place, option in enumerate(options):
        if len(option.entries) != 1:
            out.append(_follow(model, beam, number, option, place + base))
    if boundary:
        for arrival in out:
            arrival.scores = arrival.scores + model.score(arrival.histories, _END)[:, 0]
            arrival.histories = _shift(arrival.histories, _BOUNDARY)
    return out


def _follow(model: LanguageModel, beam: _Beam, number: int, option: Option, place: int) -> _Beam:
    scores, histories = beam.scores - option.cost, beam.histories
    for entry in option.entries:
        scores = scores + model.score(histories, np.array([entry], np.int64))[:, 0]
        histories = _shift(histories, entry)
    rows = np.arange(len(scores))
    return _Beam(scores, histories, _back(number, rows, np.full(len(scores), place, np.int64)))


def _shift(histories: Ids, entry: int) -> Ids:
    return np.column_stack((histories[:, 1:], np.full(len(histories), entry, np.int64)))


def _back(number: int, rows: Ids, taken: Ids) -> Ids:
    return np.column_stack((np.full(len(rows), number, np.int64), rows, taken))


def _trace(beams: Sequence[_Beam], slots: Sequence[Slot]) -> list[Choice]:
    place, row = len(slots), 0
    out: list[Choice] = []
    while place > 0:
        before, before_row, taken = (int(value) for value in beams[place].back[row])
        options = slots[before].options
        option = options[taken] if taken < len(options) else slots[before].joins[taken - len(options)]
        out.append(Choice(before, place - before, option))
        place, row = before, before_row
    return out[::-1]


Posterior = tuple[tuple[Option, float], ...]


def posteriors(model: LanguageModel, slots: Sequence[Slot], choices: Sequence[Choice]) -> dict[int, Posterior]:
    """Return for each choice (by number) the probability of each option of its slot, its neighbours being right.

    Left out are choices that span tokens or stand for several words, and slots with one option.
    """
    sequence: list[int] = [_BOUNDARY] * 3
    places: list[int] = []
    for choice in choices:
        places.append(len(sequence))
        sequence.extend(choice.option.entries)
        if slots[choice.slot + choice.span - 1].boundary:
            sequence.append(_BOUNDARY)
    padded = np.array([*sequence, _BOUNDARY, _BOUNDARY, _BOUNDARY], np.int64)
    rows = [
        (number, option)
        for number, choice in enumerate(choices)
        if choice.span == 1 and len(choice.option.entries) == 1 and len(slots[choice.slot].options) > 1
        for option in slots[choice.slot].options
        if len(option.entries) == 1
    ]
    if not rows:
        return {}
    words = np.array([option.entries[0] for _, option in rows], np.int64)
    scores = _window_scores(model, padded, np.array([places[number] for number, _ in rows]), words)
    scores -= np.array([option.cost for _, option in rows])
    owners = np.array([number for number, _ in rows])
    starts = np.flatnonzero(np.concatenate(([True], owners[1:] != owners[:-1])))
    found: dict[int, Posterior] = {}
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        shares = np.exp(scores[start:end] - scores[start:end].max())
        shares /= shares.sum()
        options = (option for _, option in rows[start:end])
        found[int(owners[start])] = tuple(zip(options, shares.tolist(), strict=True))
    return found


def _window_scores(model: LanguageModel, sequence: Ids, places: Ids, words: Ids) -> Floats:
    window = sequence[places[:, None] + np.arange(-3, 4)]
    window[:, 3] = words
    total = np.zeros(len(words))
    for offset in range(4):
        total += model.score_pairs(window[:, offset : offset + 3], window[:, offset + 3])
    return total


def with_confidence(model: LanguageModel, slots: Sequence[Slot], choices: Sequence[Choice]) -> list[Choice]:
    """Return `choices` with the probability of each among the options of its slot, and the likeliest others.

    Choices that span tokens or stand for several words get a middling confidence of 0.6.
    """
    known = posteriors(model, slots, choices)
    return [
        _with_posterior(choice, known[number]) if number in known else _settled(choice, slots)
        for number, choice in enumerate(choices)
    ]


def _settled(choice: Choice, slots: Sequence[Slot]) -> Choice:
    alone = choice.span == 1 and len(slots[choice.slot].options) == 1
    return choice if alone else Choice(choice.slot, choice.span, choice.option, 0.6)


def _with_posterior(choice: Choice, posterior: Posterior) -> Choice:
    ranked = sorted(posterior, key=lambda item: -item[1])
    chosen = sum(share for option, share in ranked if option.text == choice.option.text)
    others = [option.text for option, share in ranked if option.text != choice.option.text and share > 0.02]
    return Choice(choice.slot, 1, choice.option, min(1.0, chosen), tuple(dict.fromkeys(others))[:3])


def adapt(model: LanguageModel, slots: Sequence[Slot], choices: Sequence[Choice]) -> list[Slot]:
    """Return `slots` with the costs of options changed by what the same reading was taken for elsewhere in the text.

    One engine makes the same errors all through a document: where a reading is clearly one word in most places,
    it is likely that word in the doubtful places, too.
    """
    totals: dict[int, dict[int, float]] = {}
    sightings: dict[int, int] = {}
    for number, posterior in posteriors(model, slots, choices).items():
        key = id(slots[choices[number].slot].options)  # equal readings share one tuple of options
        sightings[key] = sightings.get(key, 0) + 1
        total = totals.setdefault(key, {})
        for option, share in posterior:
            total[option.entries[0]] = total.get(option.entries[0], 0.0) + share
    changed = {key: _habits(total) for key, total in totals.items() if sightings[key] >= LEAST_SIGHTINGS}
    done: dict[int, tuple[Option, ...]] = {}
    out: list[Slot] = []
    for slot in slots:
        key = id(slot.options)
        if key in changed and key not in done:
            done[key] = tuple(_habitual(option, changed[key]) for option in slot.options)
        out.append(Slot(done.get(key, slot.options), slot.boundary, slot.joins))
    return out


def settle(model: LanguageModel, slots: Sequence[Slot], choices: Sequence[Choice]) -> list[Choice]:
    """Return `choices` with each taken anew, its neighbours being right: what a change of costs asks for."""
    known = posteriors(model, slots, choices)
    return [
        Choice(choice.slot, 1, max(known[number], key=lambda item: item[1])[0]) if number in known else choice
        for number, choice in enumerate(choices)
    ]


def _habits(total: dict[int, float]) -> dict[int, float]:
    """Return the costs of words by how often they were meant."""
    most = max(total.values())
    return {word: HABIT * float(np.log((most + DOUBT) / (count + DOUBT))) for word, count in total.items()}


def _habitual(option: Option, costs: dict[int, float]) -> Option:
    if len(option.entries) != 1:
        return option
    return Option(option.text, option.entries, option.cost + costs[option.entries[0]], option.rule)
