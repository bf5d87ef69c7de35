"""How badly a scan may look: named grades, each a frozen set of ranges that a page's damage is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Range = tuple[float, float]
Colour = tuple[int, int, int]
"""Blue, green, red, 0 to 255 (OpenCV's order)."""
Codec = Literal["jpeg", "ccitt", "png"]
NONE: Range = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Grade:
    """Ranges of damage to a page drawn at 300 dpi.

    `skew` in degrees, either way. `perspective` and `shade` (how much darker the darkest part is) are parts of the
    whole, `curl` and `blur` (sigma) pixels, `noise` the standard deviation in grey levels, `bleed` how strongly the
    back page shines through, `specks` a count, `fade` how much of its blackness ink lost, `paper` the grey level
    of the sheet. `dark_edges` names the edges with a black bar. `scale` is applied last.

    Old paper: `sheets` and `inks` are colours of which a page takes one each, `spread` how far ink ran (sigma in
    pixels; it clogs small letters), `blotches` how much darker stains are, `creases` how many folds there are.
    `threshold` is the grey level below which a black-and-white scanner sees black. `typed` pages were written on a
    typewriter.
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
    sheets: tuple[Colour, ...] = ()
    inks: tuple[Colour, ...] = ()
    spread: Range = NONE
    blotches: float = 0.0
    creases: tuple[int, int] = (0, 0)
    threshold: Range | None = None
    typed: bool = False


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
CLOGGED = Grade(
    "clogged", (0.0, 0.5), (0.9, 1.2), 8, 0.06, 200, 2 / 3, codec="ccitt", spread=(0.5, 0.9), threshold=(178.0, 200.0)
)
"""A black-and-white scanner set too dark: marks touch their letters, bowls fill."""

_IVORY, _GREENISH, _BROWNED, _GREYED = (196, 226, 238), (206, 232, 224), (172, 208, 226), (206, 214, 218)
_BROWN_BLACK, _BLUE_BLACK, _GREY_BLACK = (38, 50, 62), (70, 54, 46), (58, 58, 60)
AGED = Grade(
    "aged",
    (0.1, 0.9),
    (0.7, 1.0),
    6,
    0.12,
    140,
    0.8,
    quality=68,
    bleed=0.06,
    fade=(0.05, 0.25),
    sheets=(_IVORY, _GREENISH, _BROWNED, _GREYED),
    inks=(_BROWN_BLACK, _GREY_BLACK),
    spread=(0.0, 0.6),
    blotches=0.16,
    creases=(1, 3),
)
TYPEWRITER = Grade(
    "typewriter",
    (0.1, 1.2),
    (0.8, 1.1),
    7,
    0.12,
    160,
    0.67,
    quality=65,
    bleed=0.04,
    sheets=((216, 234, 240), _IVORY, (232, 238, 240)),
    inks=(_GREY_BLACK, _BLUE_BLACK, _BROWN_BLACK),
    blotches=0.08,
    creases=(0, 2),
    typed=True,
)
CARBON = Grade(
    "carbon",
    (0.2, 1.4),
    (1.2, 1.7),
    7,
    0.14,
    120,
    0.67,
    quality=62,
    bleed=0.07,
    fade=(0.10, 0.30),
    sheets=((212, 228, 234), _IVORY, (226, 230, 230)),
    inks=((120, 86, 70), (112, 92, 84)),
    spread=(0.9, 1.5),
    blotches=0.10,
    creases=(0, 3),
    typed=True,
)
"""The second or third sheet under the ribbon: soft, bluish grey, letters filled."""

GRADES = {
    grade.name: grade
    for grade in (GOOD, OFFICE, FAX, PHOTO, BILEVEL, LOW, PALE, CLEAN, CLOGGED, AGED, TYPEWRITER, CARBON)
}
