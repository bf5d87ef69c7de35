"""From the network's scores to figures: the likelihood of each reading that can be, and of none.

The network gives, for each step from left to right, the chance of each class (connectionist temporal classification,
Graves et al. 2006). The likelihood of a reading is the sum over all ways in which the steps spell it. A day has one
of 40 spellings and a month one of 21, so each is asked; numbers are searched for (prefix beam search).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.ocr.handwriting.places import Kind

Scores = npt.NDArray[np.float64]
"""Natural logarithms of probabilities, shape (steps, classes): none, 0 to 9 by pen, 0 to 9 in print."""

_FIGURES = 10
_BEAM = 24
_MOST_FIGURES = 5
_CERTAINLY_NOT = -30.0

DAYS = tuple(f"{day:02}" for day in range(1, 32)) + tuple(str(day) for day in range(1, 10))
MONTHS = tuple(f"{month:02}" for month in range(1, 13)) + tuple(str(month) for month in range(1, 10))


@dataclass(frozen=True, slots=True)
class FigureReading:
    """Figures as they were read ("" for none), how probable they are, and how probably they are in print."""

    text: str
    confidence: float
    print_share: float
    alternatives: tuple[str, ...] = ()


def decode(scores: Scores, kind: Kind) -> FigureReading:
    """Return the most probable reading of `scores` among those that `kind` can have."""
    either = np.concatenate(
        [scores[:, :1], np.logaddexp(scores[:, 1 : 1 + _FIGURES], scores[:, 1 + _FIGURES :])], axis=1
    )
    likelihoods = _likelihoods(either, kind)
    ordered = sorted(likelihoods, key=lambda text: -likelihoods[text])
    best = ordered[0]
    total = float(np.logaddexp.reduce(list(likelihoods.values())))
    return FigureReading(
        best,
        float(np.exp(likelihoods[best] - max(total, _CERTAINLY_NOT))),
        _print_share(scores, best),
        tuple(ordered[1:4]),
    )


def _likelihoods(either: Scores, kind: Kind) -> Mapping[str, float]:
    if kind is Kind.NUMBER:
        return {text: value for text, value in beam_search(either).items() if _can_be_number(text)}
    return {text: likelihood(either, text) for text in ("", *(DAYS if kind is Kind.DAY else MONTHS))}


def _can_be_number(text: str) -> bool:
    return text.strip("0") != "" or text == ""


def likelihood(scores: Scores, text: str) -> float:
    """Return the logarithm of the likelihood that `scores` (none, 0 to 9) spell `text`: the forward algorithm."""
    return _forward(scores, [1 + int(figure) for figure in text])


def _forward(scores: Scores, classes: Iterable[int]) -> float:
    path = [0]
    for each in classes:
        path += [each, 0]
    index = np.array(path)
    may_skip = np.zeros(len(path), dtype=bool)
    may_skip[3::2] = index[3::2] != index[1:-2:2]
    state = np.full(len(path), -np.inf)
    state[:2] = scores[0, index[:2]]
    for step in scores[1:]:
        moved = np.logaddexp(state, np.concatenate([[-np.inf], state[:-1]]))
        skipped = np.concatenate([[-np.inf, -np.inf], state[:-2]])[: len(path)]
        state = np.where(may_skip, np.logaddexp(moved, skipped), moved) + step[index]
    return float(np.logaddexp.reduce(state[-2:]))


def beam_search(scores: Scores) -> Mapping[str, float]:
    """Return the likeliest spellings of `scores` (none, 0 to 9), at most `_MOST_FIGURES` long, "" among them.

    The likelihoods are those of the full sum, not only of the ways that the search kept.
    """
    beams: dict[str, tuple[float, float]] = {"": (0.0, -np.inf)}  # ends with none, ends with its last figure
    for step in scores:
        grown: dict[str, tuple[float, float]] = {}
        for text, (blank, figure) in beams.items():
            total = float(np.logaddexp(blank, figure))
            _add(grown, text, total + step[0], -np.inf)
            if text:
                _add(grown, text, -np.inf, figure + step[1 + int(text[-1])])
            for following in range(_FIGURES) if len(text) < _MOST_FIGURES else ():
                before = blank if text.endswith(str(following)) else total
                _add(grown, text + str(following), -np.inf, before + step[1 + following])
        best = sorted(grown, key=lambda text: -np.logaddexp(*grown[text]))[:_BEAM]
        beams = {text: grown[text] for text in best}
    return {text: likelihood(scores, text) for text in {"", *beams}}


def _add(beams: dict[str, tuple[float, float]], text: str, blank: float, figure: float) -> None:
    before = beams.get(text, (-np.inf, -np.inf))
    beams[text] = (float(np.logaddexp(before[0], blank)), float(np.logaddexp(before[1], figure)))


def _print_share(scores: Scores, text: str) -> float:
    """Return how probably `text` is in print, given that all of it is by pen or all in print."""
    if not text:
        return 0.0
    figures = [int(figure) for figure in text]
    pen = _forward(scores, [1 + figure for figure in figures])
    printed = _forward(scores, [1 + _FIGURES + figure for figure in figures])
    return float(np.exp(printed - np.logaddexp(pen, printed)))
