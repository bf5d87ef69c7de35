"""Random stamps and captions, as often and together as on real pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np

from pipeline.synth.furniture import CAPTURE_CAPTION, Furniture
from pipeline.synth.ink import BLUE_BGR
from pipeline.synth.pen import BLACK_BGR, DigitSource, Pen, StrokeDigits
from pipeline.synth.sentences import person, place
from pipeline.synth.stamps import STAMP_COLOURS, Arrival

Item = TypeVar("Item")

URGENCIES = ("HỎA TỐC", "HỎA TỐC", "KHẨN", "THƯỢNG KHẨN")
SECRECIES = ("MẬT", "MẬT", "TỐI MẬT")
DRAFTS = ("DỰ THẢO", "DỰ THẢO", "DỰ THẢO LẦN 2")
COPIES = ("SAO Y", "SAO Y BẢN CHÍNH", "SAO LỤC")
CLOCK = "{day:02}{mark}{month:02}{mark}{year} {hour:02}:{minute:02}:{second:02} +07:00"


def random_pen(rng: np.random.Generator, digits: DigitSource | None = None) -> Pen:
    """Return a hand: ink, size of digits and room differ; the digits come from `digits` or are our own."""
    return Pen(
        digits=digits or StrokeDigits(shake=float(rng.uniform(0.02, 0.045))),
        colour=BLUE_BGR if rng.random() < 0.6 else BLACK_BGR,
        size=float(rng.uniform(1.05, 1.65)),
        room=float(rng.uniform(1.35, 2.1)),
    )


def random_furniture(rng: np.random.Generator, pen: Pen, most: int = 4) -> Furniture:
    """Return two to `most` things of those that a first page may bear, the frequent ones more often."""
    count = int(rng.integers(2, most + 1))
    weights = np.array(list(_WEIGHTS.values()))
    names = rng.choice(list(_WEIGHTS), count, replace=False, p=weights / weights.sum())
    chosen: dict[str, Any] = {str(name): _KINDS[str(name)](rng) for name in names}
    return Furniture(pen=pen, **chosen)


def _one(rng: np.random.Generator, items: Sequence[Item]) -> Item:
    return items[int(rng.integers(len(items)))]


def _arrival(rng: np.random.Generator) -> Arrival:
    date = f"{int(rng.integers(1, 29)):02}/{int(rng.integers(1, 13))}/{int(rng.integers(2015, 2027))}"
    office = f"UBND {_one(rng, ('PHƯỜNG', 'XÃ', 'HUYỆN'))} {place(rng).upper()}" if rng.random() < 0.6 else ""
    return Arrival(str(int(rng.integers(2, 9000))), date, office, _one(rng, STAMP_COLOURS))


def _captions(rng: np.random.Generator) -> tuple[str, ...]:
    mark = _one(rng, (".", "/", "-"))
    clock = CLOCK.format(
        day=int(rng.integers(1, 29)), month=int(rng.integers(1, 13)), year=int(rng.integers(2018, 2027)),
        hour=int(rng.integers(7, 18)), minute=int(rng.integers(60)), second=int(rng.integers(60)), mark=mark,
    )  # fmt: skip
    area = place(rng)
    if rng.random() < 0.4:
        return (f"SAO Y; ỦY BAN NHÂN DÂN XÃ {area.upper()}; {clock}",)
    return (f"Ký bởi: Ủy ban nhân dân xã {area}\nCơ quan: Ủy ban nhân dân\nThời gian ký: {clock}",)


def _half_seal(rng: np.random.Generator) -> str:
    return f"ỦY BAN NHÂN DÂN | XÃ {place(rng).upper()}"


def _watermark(rng: np.random.Generator) -> str:
    return f"{person(rng)} {int(rng.integers(1, 29)):02}/{int(rng.integers(1, 13)):02}/{int(rng.integers(2018, 2027))}"


_KINDS: dict[str, Callable[[np.random.Generator], object]] = {
    "arrival": _arrival,
    "urgency": lambda rng: _one(rng, URGENCIES),
    "secrecy": lambda rng: _one(rng, SECRECIES),
    "draft": lambda rng: _one(rng, DRAFTS),
    "copy": lambda rng: _one(rng, COPIES),
    "captions": _captions,
    "capture": lambda _: CAPTURE_CAPTION,
    "half_seal": _half_seal,
    "watermark": _watermark,
    "punch_holes": lambda rng: _one(rng, (2, 2, 4)),
    "ghost": lambda _: True,
    "paraph": lambda _: True,
}

_WEIGHTS = {
    "arrival": 3.0,
    "urgency": 2.0,
    "secrecy": 1.0,
    "draft": 1.0,
    "copy": 1.0,
    "captions": 2.0,
    "capture": 1.0,
    "half_seal": 2.0,
    "watermark": 1.0,
    "punch_holes": 1.0,
    "ghost": 1.5,
    "paraph": 1.5,
}
