"""Figures as a pen writes them: skeletons of strokes in several habits, bent and jittered anew each time.

Vietnamese clerks write the 1 with a long upstroke, cross the 7, let the bar of the 5 fly, loop the 2 and leave the 4
open; public collections of digits, mostly American, have little of that, so the figures are drawn here.
Skeletons are points in a box of 1 x 1, y downwards; a curved stroke is a Catmull-Rom spline through its points.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Ink = npt.NDArray[np.float32]
"""Ink of a picture: 0 for paper, 1 for full ink."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One stroke of the pen through `points`, as a curve or from corner to corner."""

    points: tuple[tuple[float, float], ...]
    curved: bool = True


@dataclass(frozen=True, slots=True)
class Shape:
    """One habit of writing a figure: how often it is met against the others, and its usual width to height."""

    weight: float
    width: float
    strokes: tuple[Stroke, ...]


def shape(weight: float, width: float, strokes: str) -> Shape:
    """Return a habit from a short form: strokes parted by ";", each "~" (a curve) or "-", then points in hundredths.

    >>> shape(1, 0.5, "- 0,55 80,0").strokes
    (Stroke(points=((0.0, 0.55), (0.8, 0.0)), curved=False),)
    """
    made = []
    for part in strokes.split(";"):
        sign, *points = part.split()
        pairs = (point.split(",") for point in points)
        made.append(Stroke(tuple((int(x) / 100, int(y) / 100) for x, y in pairs), sign == "~"))
    return Shape(weight, width, tuple(made))


SHAPES: dict[str, tuple[Shape, ...]] = {
    "0": (
        shape(4, 0.62, "~ 55,0 20,10 0,50 20,92 50,100 82,90 100,50 80,10 50,0"),
        shape(2, 0.6, "~ 55,0 20,10 0,50 20,92 50,100 82,90 100,50 80,10 62,2 40,8"),
        shape(1, 0.62, "~ 70,12 20,10 0,50 20,92 50,100 82,90 100,50 80,10 45,-5"),
        shape(0.5, 0.65, "~ 55,0 20,10 0,50 20,92 50,100 82,90 100,50 80,10 50,0; - 95,0 10,100"),
    ),
    "1": (
        shape(5, 0.45, "- 0,55 80,0 75,100"),
        shape(3, 0.55, "- 0,80 90,0 70,100"),
        shape(2, 0.3, "- 0,30 90,0 80,100"),
        shape(2.5, 0.05, "- 50,0 50,100"),
        shape(0.5, 0.5, "- 10,30 60,0 55,100; - 10,100 100,98"),
        shape(1.2, 0.45, "~ 0,50 40,30 75,0 70,50 65,100"),
    ),
    "2": (
        shape(4, 0.7, "~ 5,25 35,0 80,15 75,45 35,80 0,100; - 0,100 100,95"),
        shape(3, 0.8, "~ 10,28 40,0 80,15 70,50 25,90 2,93 10,75 40,88 70,98 105,85"),
        shape(2, 0.75, "~ 20,35 15,15 50,0 85,20 55,60 0,98 45,90 100,100"),
        shape(1.5, 0.8, "~ 35,30 20,20 45,0 75,15 60,55 10,100 0,85 30,85 60,100 105,90"),
    ),
    "3": (
        shape(4, 0.62, "~ 10,12 50,0 85,20 60,42 35,47 75,53 100,75 60,100 0,90"),
        shape(2, 0.65, "- 5,2 90,0 40,40; ~ 40,40 85,50 95,80 50,100 0,88"),
        shape(1, 0.6, "~ 5,20 45,0 80,22 35,45 85,60 75,95 30,100 5,80"),
    ),
    "4": (
        shape(4, 0.75, "- 45,0 0,62 100,60; - 75,30 68,100"),
        shape(2, 0.75, "- 15,0 5,55 100,50; - 85,0 75,100"),
        shape(2, 0.7, "- 75,0 0,68 100,66; - 75,0 72,100"),
        shape(1, 0.72, "- 70,100 72,0 0,65 100,63"),
        shape(1, 0.75, "~ 25,0 10,45 30,55 75,50; - 85,10 70,100"),
        shape(1.2, 0.75, "- 50,0 0,75 100,72; - 50,0 85,100"),
        shape(1, 0.85, "- 25,0 0,55; - 0,55 105,45; - 100,0 75,100"),
    ),
    "5": (
        shape(3, 0.75, "- 30,5 20,42; - 30,5 105,0; ~ 20,42 60,36 85,65 55,98 0,90"),
        shape(2, 0.9, "- 25,10 15,45; - 25,10 130,-5; ~ 15,45 50,35 75,60 50,95 0,95"),
        shape(2, 0.65, "~ 95,3 35,5 15,45 60,40 95,70 55,100 0,88"),
        shape(1, 0.7, "- 20,10 15,50; - 35,5 110,2; ~ 15,50 55,40 90,68 50,100 0,92"),
    ),
    "6": (
        shape(4, 0.6, "~ 80,0 30,30 0,70 35,100 85,85 85,60 45,50 5,72"),
        shape(2, 0.6, "~ 60,0 15,35 2,75 40,100 95,80 70,50 30,58 15,85"),
        shape(1, 0.6, "~ 100,10 65,0 15,40 0,75 45,100 95,75 60,50 10,70"),
    ),
    "7": (
        shape(2, 0.7, "- 0,5 100,0 35,100"),
        shape(5, 0.75, "- 0,5 95,0 40,100; - 15,52 105,47"),
        shape(3, 0.8, "- 0,15 10,2 90,0 40,100; - 25,50 125,42"),
        shape(1.5, 0.75, "~ 0,20 10,2 50,6 95,0 60,40 40,100; - 20,50 110,46"),
        shape(0.7, 0.7, "- 0,5 95,0 50,100; - 20,70 110,25"),
        shape(0.9, 0.7, "- 0,10 10,0 95,2 35,100; - 10,30 100,75"),
    ),
    "8": (
        shape(3, 0.6, "~ 75,15 40,0 10,22 50,48 95,78 50,100 5,80 45,50 85,22 70,8"),
        shape(2, 0.6, "~ 50,0 15,22 50,45 85,22 50,0; ~ 50,45 0,72 50,100 100,72 50,45"),
        shape(1, 0.65, "~ 95,10 50,0 15,20 60,50 85,80 40,100 5,80 50,45 100,5"),
        shape(1, 0.6, "~ 90,5 40,0 15,20 75,60 80,90 30,100 10,75 60,40 95,5"),
    ),
    "9": (
        shape(3, 0.6, "~ 85,15 45,0 5,25 35,50 85,25 88,10 85,60 70,100"),
        shape(3, 0.62, "~ 90,15 50,0 8,22 40,48 90,15 95,60 65,100 5,88"),
        shape(1.5, 0.6, "~ 80,10 30,2 10,35 50,45 85,10; - 85,10 75,100"),
        shape(1, 0.6, "~ 80,10 30,2 10,30 50,42 85,10 85,70 50,100 10,85 50,75"),
        shape(1, 0.7, "~ 85,10 35,0 5,30 45,45 85,10 95,55 70,95 10,100 -10,85"),
    ),
}

_STEPS = 10
_FINE = 4  # bits of fraction of OpenCV's drawing coordinates


@dataclass(frozen=True, slots=True)
class Hand:
    """How one writer writes one number: slant (x per y), width against the usual, jitter, and a habit per figure."""

    slant: float
    width: float
    jitter: float
    habit: int


def random_hand(rng: np.random.Generator) -> Hand:
    """Return a writer."""
    return Hand(rng.normal(0.18, 0.16), rng.uniform(0.75, 1.3), rng.uniform(0.015, 0.06), int(rng.integers(1 << 30)))


def choose_shape(figure: str, hand: Hand) -> Shape:
    """Return how `hand` writes `figure`: always the same way."""
    shapes = SHAPES[figure]
    weights = np.array([shape.weight for shape in shapes])
    mark = np.random.default_rng([hand.habit, int(figure)]).random() * weights.sum()
    return shapes[int(np.searchsorted(np.cumsum(weights), mark))]


def draw_figure(figure: str, height: float, thickness: float, hand: Hand, rng: np.random.Generator) -> Ink:
    """Return `figure` as ink, about `height` pixels tall; `thickness` is that of the stroke in pixels."""
    shape = choose_shape(figure, hand)
    width = height * shape.width * hand.width * rng.uniform(0.85, 1.15)
    strokes = [_bent(stroke, hand, rng) for stroke in shape.strokes]
    scaled = [np.stack([points[:, 0] * width + (0.5 - points[:, 1]) * height * hand.slant, points[:, 1] * height], 1)
              for points in strokes]  # fmt: skip
    everything = np.concatenate(scaled)
    margin = thickness / 2 + 1
    low = everything.min(axis=0) - margin
    size = np.ceil(everything.max(axis=0) + margin - low).astype(int)
    ink = np.zeros((int(size[1]) + 1, int(size[0]) + 1), dtype=np.uint8)
    for points in scaled:
        path = np.round((points - low) * (1 << _FINE)).astype(np.int32)
        cv2.polylines(ink, [path], False, 255, max(1, round(thickness)), cv2.LINE_AA, _FINE)
    return np.divide(ink, 255, dtype=np.float32)


def _bent(stroke: Stroke, hand: Hand, rng: np.random.Generator) -> Points:
    points = np.array(stroke.points)
    points = points + rng.normal(0, hand.jitter, points.shape)
    return _spline(points) if stroke.curved else points


def _spline(points: Points) -> Points:
    """Return a Catmull-Rom spline through `points`."""
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    t = np.linspace(0, 1, _STEPS, endpoint=False)[:, None]
    parts = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        parts.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.concatenate([*parts, points[-1:]])
