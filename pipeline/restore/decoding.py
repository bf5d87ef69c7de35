"""A beam search over options, scored by channel and language model, for all parts of a text at once.

A text falls into parts that do not depend on each other: where the last three entries are certain, or a sentence ends.
The parts are decoded in step, the first slot of each, then the second, and so on: what a step costs is then shared by
hundreds of words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.language_model import Ids, LanguageModel
from pipeline.restore.lattice import BOUNDARY, START, Choice, Option, Slot

Floats = npt.NDArray[np.float64]

WIDTH = 14
_CROWD = 5
"""Times the width: how many hypotheses are looked at when those with the same last two words are joined."""
_TOGETHER = 192
"""Parts that are decoded in step."""
_END = np.array([BOUNDARY], np.int64)


@dataclass(frozen=True, slots=True)
class _Part:
    """Slots `first` to `last` (exclusive), and the three entries before them."""

    first: int
    last: int
    history: tuple[int, ...]
    is_settled: bool
    """There is nothing to choose."""


@dataclass(slots=True)
class _Beam:
    """Hypotheses of several parts that end before the same step, part by part, the best of each part first.

    `back` has rows of (step, hypothesis there, number of the option; spans count on after the options).
    """

    part: Ids
    scores: Floats
    histories: Ids
    back: Ids


@dataclass(frozen=True, slots=True)
class _Step:
    """The options of one slot of each part that is still going, one after the other.

    `start` and `count` are by part; `boundary` says that the sentence ends after the option, `number` is the option's
    among those of its slot. An option has `lengths` entries, `first` is the first of them.
    """

    start: Ids
    count: Ids
    options: Sequence[Option]
    number: Ids
    boundary: npt.NDArray[np.bool_]
    costs: Floats
    lengths: Ids
    first: Ids


def decode(model: LanguageModel, slots: Sequence[Slot], width: int = WIDTH) -> list[Choice]:
    """Return the best choices for all `slots`, in order."""
    parts = list(_parts(slots))
    open_parts = [part for part in parts if not part.is_settled]
    open_parts.sort(key=lambda part: part.last - part.first)  # parts of like length go together
    found: dict[int, list[Choice]] = {}
    for start in range(0, len(open_parts), _TOGETHER):
        together = open_parts[start : start + _TOGETHER]
        for part, choices in zip(together, _decode_parts(model, slots, together, width), strict=True):
            found[part.first] = choices
    settled = (part for part in parts if part.is_settled)
    found |= {part.first: [_only(slots, number) for number in range(part.first, part.last)] for part in settled}
    return [choice for part in parts for choice in found[part.first]]


def _only(slots: Sequence[Slot], number: int) -> Choice:
    return Choice(number, 1, slots[number].options[0])


def _parts(slots: Sequence[Slot]) -> Iterator[_Part]:
    """Cut the slots where what follows hardly depends on what was chosen: after three certain entries, a sentence."""
    first, history, is_settled = 0, START, True
    certain: tuple[int, ...] = START
    reach = -1  # the last slot that a span covers
    for number, slot in enumerate(slots):
        is_fixed = len(slot.options) == 1 and not slot.spans and number > reach
        is_settled &= is_fixed
        reach = max(reach, *(number + span.length - 1 for span in slot.spans)) if slot.spans else reach
        certain = (*certain, *slot.options[0].entries)[-len(START) :] if is_fixed else ()
        if slot.boundary:
            certain = (*certain, BOUNDARY)[-len(START) :]
        is_last = number + 1 == len(slots)
        if is_last or (number >= reach and (slot.boundary or len(certain) == len(START))):
            yield _Part(first, number + 1, history, is_settled)
            first, history, is_settled = number + 1, (*START, *certain)[-len(START) :], True
            certain = history


def _decode_parts(
    model: LanguageModel, slots: Sequence[Slot], parts: Sequence[_Part], width: int
) -> Iterator[list[Choice]]:
    steps = max(part.last - part.first for part in parts)
    spans = (span.length for part in parts for slot in slots[part.first : part.last] for span in slot.spans)
    lengths = (1, *sorted(set(spans)))
    beam = _Beam(
        part=np.arange(len(parts)),
        scores=np.zeros(len(parts)),
        histories=np.array([part.history for part in parts], np.int64),
        back=np.full((len(parts), 3), -1, np.int64),
    )
    arrivals: list[list[_Beam]] = [[beam], *([] for _ in range(steps + lengths[-1]))]
    beams: list[_Beam] = []
    for step in range(steps):
        beam = _pruned(arrivals[step], width)
        beams.append(beam)
        arrivals[step] = []
        for length in lengths:
            options = _step(slots, parts, step, length)
            if options.options:
                arrivals[step + length].append(_extended(model, beam, step, options))
    beams.append(_pruned(arrivals[steps], width))
    for number, part in enumerate(parts):
        yield _trace(beams, slots, part, number)


def _step(slots: Sequence[Slot], parts: Sequence[_Part], step: int, length: int) -> _Step:
    """Return what the parts may have at `step` for `length` slots together."""
    options: list[Option] = []
    numbers: list[int] = []
    counts = np.zeros(len(parts), np.int64)
    ends = np.zeros(len(parts), np.bool_)
    for number, part in enumerate(parts):
        place = part.first + step
        if place + length > part.last:
            continue
        before = len(options)
        slot = slots[place]
        if length == 1:
            options += slot.options
            numbers += range(len(slot.options))
        else:
            for count, span in enumerate(slot.spans, len(slot.options)):
                if span.length == length:
                    options.append(span.option)
                    numbers.append(count)
        counts[number] = len(options) - before
        ends[number] = slots[place + length - 1].boundary
    return _Step(
        start=np.cumsum(counts) - counts,
        count=counts,
        options=options,
        number=np.array(numbers, np.int64),
        boundary=np.repeat(ends, counts),
        costs=np.array([option.cost for option in options]),
        lengths=np.array([len(option.entries) for option in options], np.int64),
        first=np.array([option.entries[0] if option.entries else 0 for option in options], np.int64),
    )


def _extended(model: LanguageModel, beam: _Beam, step: int, options: _Step) -> _Beam:
    """Return every hypothesis of `beam` with every option of its part."""
    each = options.count[beam.part]
    row = np.repeat(np.arange(len(each)), each)
    chosen = np.arange(len(row)) - np.repeat(np.cumsum(each) - each - options.start[beam.part], each)
    scores = beam.scores[row] - options.costs[chosen]
    histories = beam.histories[row]
    lengths = options.lengths[chosen]
    if (lengths == 1).all():
        words = options.first[chosen]
        scores += model.score_rows(beam.histories, row, words)
        histories = _shifted(histories, words)
    else:
        for place in range(int(lengths.max(initial=0))):
            longer = np.flatnonzero(lengths > place)
            words = np.array([options.options[number].entries[place] for number in chosen[longer]], np.int64)
            scores[longer] += model.score_pairs(histories[longer], words)
            histories[longer] = _shifted(histories[longer], words)
    ends = np.flatnonzero(options.boundary[chosen])
    if len(ends):
        words = np.broadcast_to(_END, len(ends))
        scores[ends] += model.score_pairs(histories[ends], words)
        histories[ends] = _shifted(histories[ends], words)
    back = np.column_stack((np.full(len(row), step), row, options.number[chosen]))
    return _Beam(beam.part[row], scores, histories, back)


def _shifted(histories: Ids, words: Ids) -> Ids:
    return np.column_stack((histories[:, 1:], words))


def _pruned(arrivals: Sequence[_Beam], width: int) -> _Beam:
    """Return the best hypotheses of each part, at most `width`, no two of them with the same last two entries."""
    part = np.concatenate([beam.part for beam in arrivals])
    scores = np.concatenate([beam.scores for beam in arrivals])
    histories = np.concatenate([beam.histories for beam in arrivals])
    back = np.concatenate([beam.back for beam in arrivals])
    order = np.lexsort((-scores, part))
    order = order[_rank(part[order]) < _CROWD * width]
    keys = (part[order] << 32) | (histories[order, 2] << 16) | histories[order, 1]
    _, best = np.unique(keys, return_index=True)
    best.sort()
    order = order[best]
    order = order[_rank(part[order]) < width]
    return _Beam(part[order], scores[order], histories[order], back[order])


def _rank(part: Ids) -> Ids:
    """Return the place of each row among those of its part; `part` does not fall."""
    places = np.arange(len(part))
    is_first = np.ones(len(part), np.bool_)
    is_first[1:] = part[1:] != part[:-1]
    rank: Ids = places - np.maximum.accumulate(np.where(is_first, places, 0))
    return rank


def _trace(beams: Sequence[_Beam], slots: Sequence[Slot], part: _Part, number: int) -> list[Choice]:
    """Return the choices of the best hypothesis of part `number`."""
    step = part.last - part.first
    row = int(np.searchsorted(beams[step].part, number))
    out: list[Choice] = []
    while step > 0:
        before, before_row, taken = (int(value) for value in beams[step].back[row])
        slot = slots[part.first + before]
        own = len(slot.options)
        option = slot.options[taken] if taken < own else slot.spans[taken - own].option
        out.append(Choice(part.first + before, step - before, option))
        step, row = before, before_row
    return out[::-1]
