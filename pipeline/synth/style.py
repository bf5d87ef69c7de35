"""How a document looks on paper: the layout of Nghị định 30/2020/NĐ-CP, with the freedom that offices take."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.synth import fonts

A4_MM = (210.0, 297.0)
MM_PER_INCH = 25.4
POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Style:
    """Measures of the page: margins in millimetres, sizes in points, `dpi` in dots per inch.

    `leading` is the distance of baselines as a multiple of the size. `seal` draws the red seal and the signature.
    `handwritten` leaves the number and the day to a pen.
    """

    family: str = "tinos"
    dpi: int = 300
    top_mm: float = 20.0
    bottom_mm: float = 20.0
    left_mm: float = 30.0
    right_mm: float = 20.0
    size: float = 14.0
    head_size: float = 13.0
    table_size: float = 12.0
    leading: float = 1.2
    gap: float = 6.0
    indent_mm: float = 12.7
    seal: bool = True
    handwritten: bool = False

    def mm(self, millimetres: float) -> float:
        """Return a length in pixels."""
        return millimetres / MM_PER_INCH * self.dpi

    def points(self, points: float) -> float:
        """Return a type size or distance in pixels."""
        return points / POINTS_PER_INCH * self.dpi


def random_style(rng: np.random.Generator) -> Style:
    """Return a style as another office might choose it: family, sizes, margins and spacing vary."""
    names = fonts.available()
    weights = np.array([4.0 if name == "tinos" else 1.0 for name in names])
    size = float(rng.choice([13.0, 13.5, 14.0]))
    return Style(
        family=str(rng.choice(names, p=weights / weights.sum())),
        top_mm=float(rng.uniform(18, 25)),
        bottom_mm=float(rng.uniform(18, 25)),
        left_mm=float(rng.uniform(27, 35)),
        right_mm=float(rng.uniform(15, 20)),
        size=size,
        head_size=min(size, 13.0),
        table_size=float(rng.choice([11.0, 12.0, 13.0])),
        leading=float(rng.uniform(1.12, 1.35)),
        gap=float(rng.choice([3.0, 6.0])),
        indent_mm=float(rng.choice([10.0, 12.7])),
        handwritten=bool(rng.random() < 0.3),
    )
