"""Handwritten digits: strokes of a pen, each time a little other; or the digits of another source.

Anything with a method `digit` is a source (`DigitSource`), for instance one that takes pictures of digits that people
wrote from a data set.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.synth.grades import Colour
from pipeline.synth.ink import BLUE_BGR, PEN_DENSITY, Ink, stroke

BLACK_BGR: Colour = (45, 40, 40)
Points = list[tuple[float, float]]

_CELL = 96
"""Pixels along the side of the square that a digit of our own is drawn in."""
_INK_SEEN = 40


class DigitSource(Protocol):
    """Gives pictures of handwritten digits."""

    def digit(self, value: int, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
        """Return a grey picture of the digit `value` (0 to 9), of any size: 0 is paper, 255 full ink."""


_SHAPES: dict[int, tuple[tuple[Points, ...], ...]] = {
    0: (
        ([(0.58, 0.02), (0.22, 0.22), (0.16, 0.70), (0.46, 0.98), (0.80, 0.72), (0.80, 0.26), (0.52, 0.03)],),
        ([(0.46, 0.06), (0.18, 0.40), (0.34, 0.94), (0.74, 0.84), (0.84, 0.34), (0.56, 0.02), (0.36, 0.10)],),
    ),
    1: (
        ([(0.56, 0.02), (0.52, 0.50), (0.48, 0.98)],),
        ([(0.30, 0.26), (0.56, 0.02), (0.52, 0.50), (0.48, 0.98)],),
    ),
    2: (
        ([(0.20, 0.22), (0.46, 0.02), (0.76, 0.24), (0.56, 0.62), (0.18, 0.95), (0.50, 0.92), (0.88, 0.96)],),
        ([(0.22, 0.20), (0.52, 0.02), (0.76, 0.30), (0.46, 0.72), (0.18, 0.92), (0.30, 0.80), (0.56, 0.94),
          (0.90, 0.88)],),
    ),
    3: (
        ([(0.22, 0.12), (0.52, 0.02), (0.72, 0.22), (0.42, 0.46), (0.76, 0.66), (0.62, 0.94), (0.18, 0.90)],),
        ([(0.20, 0.06), (0.74, 0.05), (0.44, 0.40), (0.78, 0.62), (0.60, 0.95), (0.16, 0.88)],),
    ),
    4: (
        ([(0.52, 0.02), (0.18, 0.62), (0.50, 0.64), (0.88, 0.60)], [(0.68, 0.34), (0.64, 0.98)]),
        ([(0.30, 0.04), (0.22, 0.52), (0.52, 0.56), (0.84, 0.50)], [(0.72, 0.06), (0.66, 0.98)]),
    ),
    5: (
        ([(0.34, 0.06), (0.28, 0.44), (0.56, 0.40), (0.78, 0.64), (0.56, 0.96), (0.16, 0.88)],
         [(0.34, 0.06), (0.60, 0.07), (0.86, 0.03)]),
    ),
    6: (
        ([(0.68, 0.03), (0.32, 0.36), (0.20, 0.74), (0.46, 0.98), (0.76, 0.76), (0.56, 0.52), (0.24, 0.70)],),
    ),
    7: (
        ([(0.16, 0.10), (0.46, 0.08), (0.82, 0.06), (0.60, 0.46), (0.44, 0.98)],),
        ([(0.16, 0.10), (0.46, 0.08), (0.82, 0.06), (0.60, 0.46), (0.44, 0.98)], [(0.36, 0.50), (0.78, 0.46)]),
    ),
    8: (
        ([(0.72, 0.14), (0.44, 0.02), (0.28, 0.24), (0.56, 0.50), (0.72, 0.78), (0.44, 0.98), (0.22, 0.76),
          (0.50, 0.48), (0.76, 0.20), (0.66, 0.08)],),
    ),
    9: (
        ([(0.74, 0.22), (0.46, 0.02), (0.22, 0.28), (0.46, 0.50), (0.74, 0.24), (0.70, 0.62), (0.56, 0.98)],),
        ([(0.74, 0.22), (0.46, 0.02), (0.22, 0.28), (0.46, 0.50), (0.76, 0.22), (0.72, 0.76), (0.26, 0.92)],),
    ),
}  # fmt: skip
"""The strokes of each digit in a unit square, y downwards; some digits are written in two ways."""


@dataclass(frozen=True, slots=True)
class StrokeDigits:
    """Digits of our own: strokes through points that are moved a little each time. `shake` is by how much."""

    shake: float = 0.035

    def digit(self, value: int, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
        """Return a grey picture of the digit `value`: 0 is paper, 255 full ink."""
        ways = _SHAPES[value]
        slim = float(rng.uniform(0.62, 0.95))
        bend = rng.normal(0, 0.05, 2)
        density = np.zeros((2 * _CELL, 2 * _CELL), np.float32)
        thickness = _CELL * float(rng.uniform(0.055, 0.085))
        for points in ways[int(rng.integers(len(ways)))]:
            moved = [self._moved(point, slim, bend, rng) for point in points]
            stroke(density, moved, thickness)
        return np.rint(density * 255).astype(np.uint8)

    def _moved(
        self, point: tuple[float, float], slim: float, bend: npt.NDArray[np.float64], rng: np.random.Generator
    ) -> tuple[float, float]:
        x, y = (value + float(rng.normal(0, self.shake)) for value in point)
        x += float(bend[0]) * (y - 0.5) + float(bend[1]) * (y - 0.5) ** 2
        return (0.5 + (x - 0.5) * slim + 0.5) * _CELL, (y + 0.5) * _CELL


@dataclass(frozen=True, slots=True)
class Pen:
    """Who fills in number and day: where the digits come from, the colour of the ink, and the size of the hand.

    `size` is the height of a digit as a multiple of a capital's; `room` how much more width than in print is left
    for the digits.
    """

    digits: DigitSource = field(default_factory=StrokeDigits)
    colour: Colour = BLUE_BGR
    size: float = 1.35
    room: float = 1.7

    def write(self, text: str, capital: float, width: float, rng: np.random.Generator) -> Ink:
        """Return `text` (digits) by this pen within about `width` pixels, beside capitals of `capital` pixels.

        The origin is the left end of the baseline.
        """
        height = capital * self.size
        margin = round(2 * height)
        canvas = np.zeros((round(height) + 2 * margin, round(width) + 2 * margin), np.float32)
        slant = float(rng.normal(0.18, 0.10))
        glyphs = [self._glyph(int(char), height, slant, rng) for char in text]
        natural = sum(glyph.shape[1] for glyph in glyphs)
        gap = min(0.22 * height, (width - natural) / (len(glyphs) + 1))
        x = (width - natural - gap * (len(glyphs) - 1)) / 2 + float(rng.normal(0, 0.10 * height))
        rise = float(rng.normal(0.06, 0.12)) * height
        for glyph in glyphs:
            top = round(margin + height - rise - glyph.shape[0] + float(rng.normal(0, 0.05 * height)))
            left = round(margin + x)
            part = canvas[top : top + glyph.shape[0], left : left + glyph.shape[1]]
            np.maximum(part, glyph[: part.shape[0], : part.shape[1]], out=part)
            x += glyph.shape[1] + gap * float(rng.uniform(0.7, 1.3))
        return Ink(np.clip(canvas * PEN_DENSITY, 0, 1), self.colour, (margin, round(margin + height)))

    def _glyph(self, value: int, height: float, slant: float, rng: np.random.Generator) -> npt.NDArray[np.float32]:
        """Return one digit, cut to its ink, slanted, about `height` pixels high."""
        picture = self.digits.digit(value, rng)
        ys, xs = np.nonzero(picture > _INK_SEEN)
        cut = picture[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
        scale = height * float(rng.uniform(0.88, 1.10)) / max(cut.shape)
        size = (max(2, round(cut.shape[1] * scale)), max(2, round(cut.shape[0] * scale)))
        resized = cv2.resize(cut, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
        by = abs(slant) * size[1]
        matrix = np.array([[1, -slant, by if slant > 0 else 0], [0, 1, 0]], np.float32)
        sheared = cv2.warpAffine(resized, matrix, (size[0] + round(by) + 1, size[1]), flags=cv2.INTER_LINEAR)
        return np.asarray(sheared, np.float32) / np.float32(255)
