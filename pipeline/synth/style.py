"""How a document looks on paper: the layout of Nghị định 30/2020/NĐ-CP, with the freedom that offices take."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.synth import fonts
from pipeline.synth.pen import Pen
from pipeline.synth.typewriter import Typewriter

A4_MM = (210.0, 297.0)
MM_PER_INCH = 25.4
POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Style:
    """Measures of the page: margins in millimetres, sizes in points, `dpi` in dots per inch.

    `leading` is the distance of baselines as a multiple of the size. `seal` draws the red seal and the signature.
    `handwritten` leaves the number and the day to a pen: a plain one, or `pen`. `typewriter` strikes every letter.
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
    pen: Pen | None = None
    typewriter: Typewriter | None = None

    def mm(self, millimetres: float) -> float:
        """Return a length in pixels."""
        return millimetres / MM_PER_INCH * self.dpi

    def points(self, points: float) -> float:
        """Return a type size or distance in pixels."""
        return points / POINTS_PER_INCH * self.dpi


_OFFICE_FAMILIES = ("tinos", "noto_serif", "dejavu_serif")
_FAMILY_WEIGHTS = {
    "tinos": 8.0,
    "noto_serif": 1.5,
    "dejavu_serif_condensed": 1.5,
    "arimo": 1.5,
    "dejavu_serif": 1.0,
    "dejavu_sans": 0.5,
}


def random_style(rng: np.random.Generator) -> Style:
    """Return a style as another office might choose it: family, sizes, margins and spacing vary."""
    names = [name for name in _OFFICE_FAMILIES if name in fonts.available()]
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


def page_style(rng: np.random.Generator, *, typed: bool = False) -> Style:
    """Return a style for one page of a benchmark: any family installed, 12 to 14 points; `typed` on a typewriter."""
    if typed:
        return typed_style(rng)
    names = [name for name in _FAMILY_WEIGHTS if name in fonts.available()]
    weights = np.array([_FAMILY_WEIGHTS[name] for name in names])
    family = str(rng.choice(names, p=weights / weights.sum()))
    # Wide faces are set smaller, as their readers would.
    size = float(rng.choice([12.0, 13.0, 13.5, 14.0] if family == "tinos" else [12.0, 12.0, 13.0]))
    return Style(
        family=family,
        top_mm=float(rng.uniform(18, 25)),
        bottom_mm=float(rng.uniform(18, 25)),
        left_mm=float(rng.uniform(27, 33)),
        right_mm=float(rng.uniform(15, 20)),
        size=size,
        head_size=min(size, 12.0 if family == "tinos" else 10.5),
        table_size=float(rng.choice([11.0, 12.0, 13.0])) if family == "tinos" else 10.5,
        leading=float(rng.uniform(1.12, 1.4)),
        gap=float(rng.choice([3.0, 6.0])),
        indent_mm=float(rng.choice([10.0, 12.7])),
    )


def typed_style(rng: np.random.Generator) -> Style:
    """Return the style of a page from a typewriter of the 1990s: ten or twelve signs to the inch."""
    machine = Typewriter(
        machine=int(rng.integers(1, 1_000_000)),
        density=(float(rng.uniform(0.55, 0.8)), float(rng.uniform(0.9, 1.0))),
        jump=float(rng.uniform(0.012, 0.03)),
        clogged=float(rng.uniform(0.03, 0.25)),
        chipped=float(rng.uniform(0.02, 0.08)),
    )
    size = float(rng.choice([10.5, 11.5, 12.0]))
    return Style(
        family="typewriter",
        left_mm=float(rng.uniform(24, 30)),
        right_mm=float(rng.uniform(12, 18)),
        size=size,
        head_size=10.0,
        table_size=9.5,
        leading=float(rng.uniform(1.3, 1.6)),
        gap=float(rng.choice([2.0, 5.0])),
        typewriter=machine,
    )
