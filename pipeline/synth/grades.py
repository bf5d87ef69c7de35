"""How badly a scan may look: named grades, each a frozen set of ranges that a page's damage is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Range = tuple[float, float]
Codec = Literal["jpeg", "ccitt", "png"]
NONE: Range = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Grade:
    """Ranges of damage to a page drawn at 300 dpi.

    `skew` in degrees, either way. `perspective` and `shade` (how much darker the darkest part is) are parts of the
    whole, `curl` and `blur` (sigma) pixels, `noise` the standard deviation in grey levels, `bleed` how strongly the
    back page shines through, `specks` a count, `fade` how much of its blackness ink lost, `paper` the grey level
    of the sheet. `dark_edges` names the edges with a black bar. `scale` is applied last.
    """

    name: str
    skew: Range
    blur: Range
    noise: float
    shade: float
    specks: int
    scale: float
    codec: Codec = "jpeg"
    quality: int = 85
    bleed: float = 0.0
    dark_edges: tuple[str, ...] = ()
    perspective: float = 0.0
    curl: float = 0.0
    fade: Range = NONE
    paper: int = 255


GOOD = Grade("good", (0.3, 0.5), (0.6, 0.6), 4, 0.05, 40, 1.0, quality=85)
OFFICE = Grade(
    "office", (0.9, 1.7), (0.9, 0.9), 9, 0.15, 150, 0.67, quality=60, bleed=0.08, dark_edges=("left", "bottom")
)
FAX = Grade(
    "fax",
    (1.5, 2.9),
    (1.1, 1.1),
    16,
    0.25,
    400,
    0.5,
    quality=35,
    bleed=0.15,
    dark_edges=("left", "right", "top", "bottom"),
)
PHOTO = Grade("photo", (0.7, 1.3), (1.0, 1.0), 10, 0.45, 0, 0.6, quality=50, perspective=0.02, curl=10)
BILEVEL = Grade("bilevel", (0.0, 0.5), (0.7, 1.0), 8, 0.05, 120, 2 / 3, codec="ccitt")
LOW = Grade("low", (0.0, 0.6), (0.8, 1.0), 5, 0.08, 40, 0.48, quality=45)
PALE = Grade("pale", (0.1, 0.8), (0.7, 1.0), 6, 0.10, 80, 0.67, quality=70, fade=(0.35, 0.5), paper=238)
CLEAN = Grade("clean", NONE, NONE, 0, 0, 0, 1.0, codec="png")

GRADES = {grade.name: grade for grade in (GOOD, OFFICE, FAX, PHOTO, BILEVEL, LOW, PALE, CLEAN)}
