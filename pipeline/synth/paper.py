"""Old paper and old ink: coloured sheets with stains and folds, ink that ran and faded."""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.synth.grades import Colour, Grade

Floats = npt.NDArray[np.float32]

STAIN_CELLS = (5, 11, 29)
"""Cells along the shorter side of the fields of noise that stains are made of, coarse to fine."""
FIBRE = 2.2
"""Standard deviation, in grey levels, of the grain that fibres give the paper."""
FOLD_REACH = 0.012
"""How far from a fold the paper is rubbed, as part of the width of the page."""


def spread_ink(image: Floats, sigma: float) -> Floats:
    """Return `image` with its ink run out by about `sigma` pixels: strokes thicken, small counters fill."""
    if sigma <= 0:
        return image
    soft = np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.float32)
    # What is half ink after the blur was beside a stroke or between two: it takes most of the ink.
    return np.asarray(np.clip(np.minimum(image, 255 - (255 - soft) * 1.5), 0, 255), np.float32)


def age(image: Floats, grade: Grade, rng: np.random.Generator) -> Floats:
    """Return the drawn page in colour, on a sheet and in an ink of `grade`, with stains, fibres and folds."""
    height, width = image.shape[:2]
    colour = image if image.ndim == 3 else np.repeat(image[:, :, None], 3, axis=2)
    sheet = _varied(grade.sheets[int(rng.integers(len(grade.sheets)))], 5.0, rng)
    ink = _varied(grade.inks[int(rng.integers(len(grade.inks)))], 5.0, rng)
    stains = _stains(height, width, rng)
    paper = sheet[None, None, :] * (1 - grade.blotches * stains[:, :, None] * np.array([1.25, 0.95, 0.8], np.float32))
    paper += (rng.standard_normal((height, width), dtype=np.float32) * np.float32(FIBRE))[:, :, None]
    aged = np.asarray(paper * (colour / 255) + ink[None, None, :] * (1 - colour / 255), np.float32)
    for _ in range(int(rng.integers(grade.creases[0], grade.creases[1] + 1))):
        _fold(aged, rng)
    return aged


def _varied(colour: Colour, deviation: float, rng: np.random.Generator) -> Floats:
    common = rng.normal(0, deviation)
    return np.clip(np.array(colour, np.float32) + common + rng.normal(0, deviation / 3, 3), 0, 255).astype(np.float32)


def _stains(height: int, width: int, rng: np.random.Generator) -> Floats:
    """Return a field from 0 (clean) to 1 (darkest stain), darker towards the edges as old sheets are."""
    field = np.zeros((height, width), np.float32)
    for index, cells in enumerate(STAIN_CELLS):
        coarse = rng.random((cells + round(cells * height / width), cells), dtype=np.float32)
        field += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC) / 2**index
    field = (field - field.min()) / max(1e-6, float(np.ptp(field)))
    xs = np.abs(np.linspace(-1, 1, width, dtype=np.float32))[None, :]
    ys = np.abs(np.linspace(-1, 1, height, dtype=np.float32))[:, None]
    edge = np.maximum(xs, ys) ** 6
    return np.asarray(np.clip(field**2 * 0.8 + edge * float(rng.uniform(0.2, 0.6)), 0, 1), np.float32)


def _fold(image: Floats, rng: np.random.Generator) -> None:
    """Draw a fold into `image`: a broken light line where ink rubbed off, a soft shadow on one side."""
    height, width = image.shape[:2]
    level = rng.random() < 0.65
    size = height if level else width
    # Sheets are folded in halves or thirds to fit an envelope, seldom anywhere.
    at = size * float(rng.choice([1 / 3, 1 / 2, 2 / 3])) + float(rng.normal(0, size * 0.02))
    slope = math.tan(math.radians(float(rng.normal(0, 0.8))))
    reach = width * FOLD_REACH
    along = np.arange(width if level else height, dtype=np.float32)
    wander = cv2.GaussianBlur(rng.standard_normal((1, along.size)).astype(np.float32), (0, 0), 60)[0]
    line = at + slope * (along - along.size / 2) + wander * 6
    first, last = int(max(0, line.min() - 4 * reach)), int(min(size, line.max() + 4 * reach))
    if first >= last:
        return
    strip = image[first:last] if level else image[:, first:last].swapaxes(0, 1)
    away = np.arange(first, last, dtype=np.float32)[:, None] - line[None, :]
    broken = np.clip(0.55 + wander * 4, 0, 1)[None, :]
    rubbed = np.exp(-((away / (reach * 0.10)) ** 2)) * broken * float(rng.uniform(0.35, 0.75))
    shadow = np.where(away > 0, np.exp(-away / reach), np.exp(away / (reach * 0.3))) * float(rng.uniform(0.05, 0.13))
    light = np.percentile(strip.reshape(-1, 3), 90, axis=0).astype(np.float32) * 1.03
    strip[:] = strip * (1 - shadow[:, :, None]) * (1 - rubbed[:, :, None]) + light * rubbed[:, :, None]
