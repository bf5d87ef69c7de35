"""Teaches the reader of handwritten header figures and measures it on fields it has not seen.

`python -m pipeline.train.digits --out models/handwriting/figures.onnx`; every figure is drawn by `strokes`.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.ocr.handwriting.crop import WIDTH
from pipeline.ocr.handwriting.reader import FigureReader
from pipeline.synth.fonts import family
from pipeline.train.digits.fields import Field, Material, draw_field
from pipeline.train.digits.network import RATE, SEED, Plan, export, load_torch, train

_LOG = logging.getLogger(__name__)

_FAMILIES = ("tinos", "tinos", "tinos", "tinos", "dejavu_serif")  # headers are set in a type like Times
_TESTED = 1000
_TEST_SEED = 7
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Score:
    """How good a reader is: share of fields read right, share it is sure of, and share of those read right."""

    fields: int
    right: float
    sure: float
    right_of_sure: float

    def __str__(self) -> str:
        return (
            f"{self.fields} fields: {self.right:.1%} right, "
            f"{self.sure:.1%} at {_SURE:g} or surer, of which {self.right_of_sure:.2%} right"
        )


def measure(reader: FigureReader, fields: Sequence[Field]) -> Score:
    """Return how well `reader` reads `fields` (at least one)."""
    readings = [reader.read(field.pixels, field.kind) for field in fields]
    right = np.array([reading.text == field.text for reading, field in zip(readings, fields, strict=True)])
    sure = np.array([reading.confidence >= _SURE for reading in readings])
    of_sure = float(right[sure].mean()) if sure.any() else 1.0
    return Score(len(fields), float(right.mean()), float(sure.mean()), of_sure)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--rate", type=float, default=RATE, help="highest rate of learning")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--keep", type=Path, help="where weights are kept on the way")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    load_torch().set_num_threads(1)
    families = tuple(family(name) for name in _FAMILIES)
    plan = Plan(arguments.steps, rate=arguments.rate, seed=arguments.seed)
    network = train(Material(families), plan, arguments.start, arguments.keep)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    export(network, arguments.out)
    rng = np.random.default_rng(_TEST_SEED)
    fields = [draw_field(Material(families), WIDTH, rng) for _ in range(_TESTED)]
    reader = FigureReader(arguments.out)
    for name, part in (
        ("pen", [each for each in fields if not each.is_print]),
        ("print", [each for each in fields if each.is_print]),
    ):
        _LOG.info("%s: %s", name, measure(reader, part))


if __name__ == "__main__":
    main()
