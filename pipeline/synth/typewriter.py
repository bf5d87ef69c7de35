"""What a typewriter does to print: one fixed pitch, each type struck by itself, through a ribbon that wears out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

Mask = npt.NDArray[np.float32]

_WIDEST = 0.97
"""What a type may take of the width of its cell."""
_WEAVE_CELLS = 3


@dataclass(frozen=True, slots=True)
class Typewriter:
    """One machine. Lengths are parts of the size of the type.

    `pitch` is the advance of every sign. `machine` seeds the faults that belong to single types: each stands a
    little off its place, some are clogged, some chipped. `density` is how much ink ribbon and finger give.
    """

    machine: int = 0
    pitch: float = 0.6
    jump: float = 0.02
    density: tuple[float, float] = (0.72, 1.0)
    clogged: float = 0.12
    chipped: float = 0.05

    def strike(
        self, image: Image.Image, text: str, font: ImageFont.FreeTypeFont, at: tuple[float, float], *, twice: bool
    ) -> None:
        """Strike `text` into the grey `image` from the left end of its baseline; `twice` makes it bold."""
        x, baseline = at
        advance = self.pitch * font.size
        # Chance follows from place and text, so that a page does not depend on what was struck before.
        rng = np.random.default_rng([self.machine, round(x), round(baseline), len(text)])
        for char in text:
            if char.strip():
                for times in range(2 if twice else 1):
                    shift = font.size * 0.035 * times
                    self._strike_one(image, char, font, (x + shift, baseline), rng)
            x += advance

    def _strike_one(
        self,
        image: Image.Image,
        char: str,
        font: ImageFont.FreeTypeFont,
        at: tuple[float, float],
        rng: np.random.Generator,
    ) -> None:
        mask, left, top = _struck(char, font, self)
        own = np.random.default_rng([self.machine, ord(char)])
        x = at[0] + left + font.size * (float(own.normal(0, self.jump)) + float(rng.normal(0, self.jump * 0.4)))
        y = at[1] + top + font.size * (float(own.normal(0, self.jump)) + float(rng.normal(0, self.jump * 0.6)))
        pressed = mask * float(rng.uniform(*self.density)) * _lean(mask.shape, rng) * _weave(mask.shape, rng)
        density = Image.fromarray(np.rint(np.clip(pressed, 0, 1) * 255).astype(np.uint8))
        image.paste(0, (round(x), round(y)), density)


@lru_cache(maxsize=2048)
def _struck(char: str, font: ImageFont.FreeTypeFont, machine: Typewriter) -> tuple[Mask, float, float]:
    """Return the face of the type for `char` with its own faults, and where it stands from pen and baseline."""
    cell = machine.pitch * font.size
    x0, y0, x1, y1 = font.getbbox(char, anchor="ls")
    pad = 3
    glyph = Image.new("L", (int(x1 - x0) + 2 * pad, int(y1 - y0) + 2 * pad), 0)
    ImageDraw.Draw(glyph).text((pad - x0, pad - y0), char, font=font, fill=255, anchor="ls")
    width = min(glyph.width, round(cell * _WIDEST) + 2 * pad)
    mask: Mask = np.asarray(glyph.resize((width, glyph.height), Image.Resampling.BICUBIC), np.float32) / np.float32(255)
    own = np.random.default_rng([machine.machine, ord(char), 1])
    kernel = np.ones((3, 3), np.uint8)
    if own.random() < machine.clogged:
        # Dirt fills the bowls of a type, ink then runs over its edges.
        reach = max(2, round(font.size * 0.09))
        shape = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
        mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, shape), np.float32)
        mask = np.asarray(np.maximum(mask, np.float32(0.6) * cv2.dilate(mask, kernel)), np.float32)
    elif char.isalnum() and own.random() < machine.chipped:
        side = max(2, round(font.size * 0.14))
        row, column = int(own.integers(mask.shape[0])), int(own.integers(mask.shape[1]))
        mask = mask.copy()
        mask[max(0, row - side) : row + side // 2, max(0, column - side) : column + side // 2] *= 0.4
    soft = cv2.GaussianBlur(mask, (0, 0), max(0.4, font.size * 0.012))
    return np.asarray(soft, np.float32), (cell - width) / 2, float(y0 - pad)


def _lean(shape: tuple[int, ...], rng: np.random.Generator) -> Mask:
    """Return how evenly the type meets the paper: full on one side, weaker on the other."""
    depth = abs(float(rng.normal(0, 0.16)))
    angle = float(rng.uniform(0, 2 * np.pi))
    xs = np.linspace(-0.5, 0.5, shape[1], dtype=np.float32)[None, :] * np.float32(np.cos(angle))
    ys = np.linspace(-0.5, 0.5, shape[0], dtype=np.float32)[:, None] * np.float32(np.sin(angle))
    return (1 - depth * np.clip(xs + ys + 0.5, 0, 1)).astype(np.float32)


def _weave(shape: tuple[int, ...], rng: np.random.Generator) -> Mask:
    """Return the pattern that the cloth of the ribbon leaves."""
    coarse = rng.random((shape[0] // _WEAVE_CELLS + 2, shape[1] // _WEAVE_CELLS + 2), dtype=np.float32)
    fine = cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(1.08 - 0.34 * fine, np.float32)
