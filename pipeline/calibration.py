"""How often something of a given confidence is right: from an engine's or the decoder's figures to honest ones.

An engine's confidence says which words to doubt, not how often they are wrong. The decoder takes the neighbours of a
word as right and the channel's costs as exact, so it is surer than it should be. What share was right was counted on
text that no model was taught (`pipeline.train.calibration`; for facts `benchmarks.extract.calibrate`).

Method: isotonic regression by pooling adjacent violators (Ayer et al., 1955): the rising function that fits the
outcomes best.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import itemgetter
from pathlib import Path

from pipeline.errors import MissingProgramError
from pipeline.message import Message

ENGINE = "engine"
"""The words that the OCR engine read; what the decoder changed goes by the name of the regime."""

Outcome = tuple[float, bool]
"""A confidence, and whether what had it was right."""

LEAST = 25
"""Outcomes that a step of the table stands for, at least."""

Knots = Sequence[tuple[float, float]]
"""Pairs of a confidence and the share that was right there, both from 0 to 1, both rising."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The knots of each kind of confidence; between them the share is interpolated."""

    knots: Mapping[str, Knots]

    def share(self, kind: str, confidence: float) -> float:
        """Return the share that is right of what has this `confidence`."""
        knots = self.knots.get(kind)
        if not knots:
            return confidence
        place = bisect_right(knots, confidence, key=lambda knot: knot[0])
        if place in {0, len(knots)}:
            return knots[max(0, place - 1)][1]
        (left, low), (right, high) = knots[place - 1], knots[place]
        return low + (high - low) * (confidence - left) / (right - left)


def rising(found: Sequence[Outcome], least: int = LEAST) -> Knots:
    """Return the rising steps that fit `found` best, each standing for at least `least` of them."""
    pools: list[list[float]] = []  # sum of confidences, number right, number
    for confidence, ties in groupby(sorted(found), key=itemgetter(0)):
        outcomes = [is_right for _, is_right in ties]  # one confidence is one step, whatever came of it
        pools.append([confidence * len(outcomes), float(sum(outcomes)), float(len(outcomes))])
        while len(pools) > 1 and (pools[-2][1] * pools[-1][2] >= pools[-1][1] * pools[-2][2] or pools[-2][2] < least):
            last = pools.pop()
            pools[-1] = [one + other for one, other in zip(pools[-1], last, strict=True)]
    if len(pools) > 1 and pools[-1][2] < least:
        last = pools.pop()
        pools[-1] = [one + other for one, other in zip(pools[-1], last, strict=True)]
    # Laplace's rule keeps a step at which all were right from being called certain; it may let a small one fall.
    shares = accumulate(((right + 1) / (count + 2) for _, right, count in pools), max)
    return tuple((total / count, share) for (total, _, count), share in zip(pools, shares, strict=True))


def load(file: Path) -> Calibration:
    """Load the knots in `file`, a table of kind, confidence, share.

    Raises:
        MissingProgramError: it is not there.
    """
    try:
        rows = [line.split("\t") for line in file.read_text("utf-8").splitlines()]
    except FileNotFoundError as error:
        raise MissingProgramError(
            Message(
                f"Thiếu tệp mô hình {file}. Hãy cài lại chương trình.",
                f"The model file {file} is missing. Install the program again.",
            )
        ) from error
    found: dict[str, list[tuple[float, float]]] = {}
    for kind, confidence, right in rows:
        found.setdefault(kind, []).append((float(confidence), float(right)))
    return Calibration(found)


def write(file: Path, calibration: Calibration) -> None:
    """Write the knots as a table."""
    rows = [(kind, *knot) for kind, knots in calibration.knots.items() for knot in knots]
    file.write_text("".join(f"{kind}\t{confidence:.5f}\t{right:.5f}\n" for kind, confidence, right in rows), "utf-8")
