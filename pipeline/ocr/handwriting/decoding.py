"""From the network's scores to figures: the likelihood of each reading that can be, and of none.

The network gives, for each step from left to right, the chance of each class (connectionist temporal classification,
Graves et al. 2006). The likelihood of a reading is the sum over all ways in which the steps spell it. A day has one
of 40 spellings and a month one of 21, so each is asked; numbers are searched for (prefix beam search).

A field is looked at several times (`crop.views`), and the likelihoods are averaged: what holds only at one size is not
believed. They are weighed by how usual a spelling is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from pipeline.ocr.handwriting.places import Kind

Scores = npt.NDArray[np.float64]
"""Natural logarithms of probabilities, shape (steps, classes): none, 0 to 9 by pen, 0 to 9 in print."""

_FIGURES = 10
_BEAM = 12
_MOST_FIGURES = 5
_CANNOT = 0.002
"""A figure less likely than that at a step, or a way that much less likely than the best, is not followed."""

_SURELY_NONE = -0.005

_LEAST = -60.0
_UNUSUAL = {"single": -1.2, "zeros": -3.0, "long": -1.0}
"""Logarithms: "5" for "05" (Nghị định 30/2020/NĐ-CP asks for the zero), "056", and numbers of five figures."""

DAYS = tuple(f"{day:02}" for day in range(1, 32)) + tuple(str(day) for day in range(1, 10))
MONTHS = tuple(f"{month:02}" for month in range(1, 13)) + tuple(str(month) for month in range(1, 10))


@dataclass(frozen=True, slots=True)
class FigureReading:
    """Figures as they were read ("" for none), how probable they are, and how probably they are in print.

    Where there are none, `print_share` is that of the likeliest figures.
    """

    text: str
    confidence: float
    print_share: float
    alternatives: tuple[str, ...] = ()


def decode(views: Sequence[Scores], kind: Kind) -> FigureReading:
    """Return the most probable reading of a field among those that `kind` can have, from its views (at least one)."""
    either = [_either(scores) for scores in views]
    if kind is Kind.NUMBER:
        texts = sorted({text for scores in either for text in beam_search(scores) if text == "" or text.strip("0")})
    else:
        texts = ["", *(DAYS if kind is Kind.DAY else MONTHS)]
    seen = np.logaddexp.reduce([likelihoods(scores, texts) for scores in either]) - np.log(len(either))
    weighed = np.maximum(seen, _LEAST) + np.array([_prior(text, kind) for text in texts])
    order = np.argsort(-weighed)
    confidence = float(np.exp(weighed[order[0]] - np.logaddexp.reduce(weighed)))
    ordered = [texts[index] for index in order]
    some = next((text for text in ordered if text), "")
    return FigureReading(ordered[0], confidence, _print_share(views, some), tuple(ordered[1:4]))


def _either(scores: Scores) -> Scores:
    """Return scores of none and 0 to 9, written or printed."""
    pen, printed = scores[:, 1 : 1 + _FIGURES], scores[:, 1 + _FIGURES :]
    return np.concatenate([scores[:, :1], np.logaddexp(pen, printed)], axis=1)


def _prior(text: str, kind: Kind) -> float:
    if len(text) == 1 and (kind is not Kind.MONTH or text in "12"):
        return _UNUSUAL["single"]
    if text.startswith("0") and len(text) > 2:
        return _UNUSUAL["zeros"]
    return _UNUSUAL["long"] if len(text) == _MOST_FIGURES else 0.0


def likelihoods(scores: Scores, texts: Sequence[str], first: int = 1) -> npt.NDArray[np.float64]:
    """Return the logarithm of the likelihood that `scores` spell each of `texts`: the forward algorithm.

    `first` is the class of the figure 0.
    """
    found = np.empty(len(texts))
    for length, group in groupby(
        sorted(range(len(texts)), key=lambda index: len(texts[index])), lambda i: len(texts[i])
    ):
        indices = list(group)
        found[indices] = _forward(scores, np.array([[first + int(char) for char in texts[i]] for i in indices]), length)
    return found


def _forward(scores: Scores, classes: npt.NDArray[np.int64], length: int) -> npt.NDArray[np.float64]:
    """Return the logarithm of the likelihood of each row of `classes`, all of `length` figures."""
    count, states = len(classes), 2 * length + 1
    path = np.zeros((count, states), dtype=np.int64)
    path[:, 1::2] = classes.reshape(count, length)
    may_skip = np.zeros((count, states), dtype=bool)
    may_skip[:, 3::2] = path[:, 3::2] != path[:, 1:-2:2]
    state = np.full((count, states + 2), -np.inf)  # two states of nothing stand before the first
    state[:, 2:4] = scores[0][path[:, :2]]
    for step in scores[1:]:
        moved = np.logaddexp(state[:, 2:], state[:, 1:-1])
        skipped = np.where(may_skip, state[:, :-2], -np.inf)
        state[:, 2:] = np.logaddexp(moved, skipped) + step[path]
    ends: npt.NDArray[np.float64] = np.logaddexp.reduce(state[:, -2:] if length else state[:, -1:], axis=1)
    return ends


def beam_search(scores: Scores) -> Mapping[str, float]:
    """Return the likeliest spellings of `scores` (none, 0 to 9), at most `_MOST_FIGURES` long, "" among them.

    The likelihoods are those of the full sum, not only of the ways that the search kept.
    """
    beams: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}  # ends with none, ends with its last figure
    for step in np.exp(_worth_searching(scores)).tolist():
        figures = [figure for figure in range(_FIGURES) if step[1 + figure] > _CANNOT]
        grown: dict[str, list[float]] = {}
        for text, (blank, figure) in beams.items():
            total = blank + figure
            own = grown.setdefault(text, [0.0, 0.0])
            own[0] += total * step[0]
            if text:
                own[1] += figure * step[1 + int(text[-1])]
            for following in figures if len(text) < _MOST_FIGURES else ():
                before = blank if text.endswith(str(following)) else total
                grown.setdefault(text + str(following), [0.0, 0.0])[1] += before * step[1 + following]
        best = sorted(((blank + figure, text) for text, (blank, figure) in grown.items()), reverse=True)[:_BEAM]
        most = best[0][0]
        beams = {
            text: (grown[text][0] / most, grown[text][1] / most) for chance, text in best if chance > _CANNOT * most
        }
    texts = sorted({"", *beams})
    return dict(zip(texts, likelihoods(scores, texts).tolist(), strict=True))


def _worth_searching(scores: Scores) -> Scores:
    """Return the steps at which a figure may stand, and one step of none between them."""
    is_none = scores[:, 0] > _SURELY_NONE
    kept: Scores = scores[~is_none | ~np.concatenate([[False], is_none[:-1]])]
    return kept


def _print_share(views: Sequence[Scores], text: str) -> float:
    """Return how probably `text` is in print, given that all of it is by pen or all in print."""
    if not text:
        return 0.0
    pen = np.logaddexp.reduce([likelihoods(scores, [text])[0] for scores in views])
    printed = np.logaddexp.reduce([likelihoods(scores, [text], 1 + _FIGURES)[0] for scores in views])
    return float(np.exp(printed - np.logaddexp(pen, printed)))
