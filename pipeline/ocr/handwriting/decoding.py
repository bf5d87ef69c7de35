"""From the network's scores to figures: the likelihood of each reading that can be, and of none.

The network gives, for each step from left to right, the chance of each class (connectionist temporal classification,
Graves et al. 2006). The likelihood of a reading is the sum over all ways in which the steps spell it. A day has one
of 40 spellings and a month one of 21, so each is asked; numbers are searched for (prefix beam search).

A field is looked at several times (`crop.views`), and the likelihoods are averaged: what holds only at one size is not
believed. They are weighed by how usual a spelling is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
_RESCALED = 8  # steps after which likelihoods are brought back to 1, before they are too small for a number

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
    seen = np.stack(views)
    either = _either(seen)
    if kind is Kind.NUMBER:
        texts = sorted({text for scores in either for text in spellings(scores) if text == "" or text.strip("0")})
    else:
        texts = ["", *(DAYS if kind is Kind.DAY else MONTHS)]
    likely = np.logaddexp.reduce(likelihoods(either, texts)) - np.log(len(views))
    weighed = np.maximum(likely, _LEAST) + np.array([_prior(text, kind) for text in texts])
    order = np.argsort(-weighed)
    confidence = float(np.exp(weighed[order[0]] - np.logaddexp.reduce(weighed)))
    ordered = [texts[index] for index in order]
    some = next((text for text in ordered if text), "")
    return FigureReading(ordered[0], confidence, _print_share(seen, some), tuple(ordered[1:4]))


def _either(scores: Scores) -> Scores:
    """Return scores of none and 0 to 9, written or printed."""
    pen, printed = scores[..., 1 : 1 + _FIGURES], scores[..., 1 + _FIGURES :]
    return np.concatenate([scores[..., :1], np.logaddexp(pen, printed)], axis=-1)


def _prior(text: str, kind: Kind) -> float:
    if len(text) == 1 and (kind is not Kind.MONTH or text in "12"):
        return _UNUSUAL["single"]
    if text.startswith("0") and len(text) > 2:
        return _UNUSUAL["zeros"]
    return _UNUSUAL["long"] if len(text) == _MOST_FIGURES else 0.0


def likelihoods(scores: Scores, texts: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return the logarithm of the likelihood that `scores` spell each of `texts`: the forward algorithm.

    `scores` of none and 0 to 9 have the shape (views, steps, classes), the likelihoods (views, texts).
    """
    lengths = np.array([len(text) for text in texts])
    path = np.zeros((len(texts), 2 * int(lengths.max()) + 1), dtype=np.int64)  # none, a figure, none, ...
    for row, text in zip(path, texts, strict=True):
        row[1 : 2 * len(text) : 2] = [1 + int(char) for char in text]
    may_skip = np.zeros(path.shape)
    may_skip[:, 3::2] = path[:, 3::2] != path[:, 1:-2:2]
    chances = np.exp(scores)[:, :, path]
    state = np.zeros((len(scores), len(texts), path.shape[1] + 2))  # two states of nothing stand before the first
    state[..., 2:4] = chances[:, 0, :, :2]
    total = np.zeros(state.shape[:2])
    for step in range(1, scores.shape[1]):
        state[..., 2:] = (state[..., 2:] + state[..., 1:-1] + may_skip * state[..., :-2]) * chances[:, step]
        if step % _RESCALED == 0:
            most = state.max(axis=-1)
            state /= most[..., None]
            total += np.log(most)
    every = np.arange(len(texts))
    ends = state[:, every, 2 * lengths + 2] + np.where(lengths > 0, state[:, every, 2 * lengths + 1], 0.0)
    with np.errstate(divide="ignore"):  # there may be fewer steps than figures
        found: npt.NDArray[np.float64] = total + np.log(ends)
    return found


def spellings(scores: Scores) -> Iterable[str]:
    """Return the likeliest spellings of the `scores` of one view, at most `_MOST_FIGURES` long: prefix beam search."""
    beams: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}  # ends with none, ends with its last figure
    for step in np.exp(_worth_searching(scores)).tolist():
        figures = [(str(figure), chance) for figure, chance in enumerate(step[1:]) if chance > _CANNOT]
        grown: dict[str, list[float]] = {}
        for text, (blank, figure) in beams.items():
            total = blank + figure
            own = grown.setdefault(text, [0.0, 0.0])
            own[0] += total * step[0]
            if text:
                own[1] += figure * step[1 + int(text[-1])]
            for following, chance in figures if len(text) < _MOST_FIGURES else ():
                before = blank if text.endswith(following) else total
                grown.setdefault(text + following, [0.0, 0.0])[1] += before * chance
        best = sorted(((blank + figure, text) for text, (blank, figure) in grown.items()), reverse=True)[:_BEAM]
        most = best[0][0]
        beams = {
            text: (grown[text][0] / most, grown[text][1] / most) for chance, text in best if chance > _CANNOT * most
        }
    return {"", *beams}


def _worth_searching(scores: Scores) -> Scores:
    """Return the steps at which a figure may stand, and one step of none between them."""
    is_none = scores[:, 0] > _SURELY_NONE
    kept: Scores = scores[~is_none | ~np.concatenate([[False], is_none[:-1]])]
    return kept


def _print_share(views: Scores, text: str) -> float:
    """Return how probably `text` is in print, given that all of it is by pen or all in print."""
    if not text:
        return 0.0
    none, pen, printed = views[..., :1], views[..., 1 : 1 + _FIGURES], views[..., 1 + _FIGURES :]
    by_pen, in_print = (
        np.logaddexp.reduce(likelihoods(np.concatenate([none, figures], axis=-1), [text]))[0]
        for figures in (pen, printed)
    )
    return float(np.exp(in_print - np.logaddexp(by_pen, in_print)))
