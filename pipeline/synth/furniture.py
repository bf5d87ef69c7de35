"""What real pages bear beside their text: stamps, captions, half seals, watermarks, holes, ghosts of other pages.

A `Furniture` says what; where exactly, how slanted and how well inked is drawn from a generator. Whatever is laid on a
page is noted as a located mark.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from PIL import Image, ImageDraw

from pipeline.model import Box, Line, LineRole, Mark, MarkKind
from pipeline.raster import Raster
from pipeline.synth.fonts import Family, family
from pipeline.synth.grades import Colour
from pipeline.synth.ink import BLUE_BGR, RED_BGR, Density, Ink, mottle, seal, signature
from pipeline.synth.pen import BLACK_BGR, Pen
from pipeline.synth.sheet import DrawnPage
from pipeline.synth.stamps import STAMP_COLOURS, Arrival, arrival_stamp, arrow, framed
from pipeline.synth.style import A4_MM

CAPTURE_CAPTION = "Được quét bằng CamScanner"
GREEN_BGR: Colour = (120, 170, 30)
CAPTION_BLUE_BGR: Colour = (190, 40, 20)
GREY_BGR: Colour = (120, 120, 120)
STAMP_FAMILY = "arimo"
SEAL_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class Furniture:
    """What lies on one page; by default nothing.

    `urgency` ("HỎA TỐC"), `secrecy` ("MẬT"), `draft` ("DỰ THẢO") and `copy` ("SAO Y") are stamps; `captions` are
    blocks of digital text over the head (an electronic signature, "SAO Y; ..."), lines parted by newlines; `capture`
    is the line that a capture app leaves at the foot. `seal` and `half_seal` are what runs round a seal at the end of
    the text and round one on the right edge, its halves parted by "|"; the middle of the former lies `seal_drop`
    diameters below the last line. `scrawl` is a signature across the signer's name, `paraph` a short one after the
    last words. `ghost` is the offset of another page's seal. `pen` fills in the
    arrival stamp.
    """

    arrival: Arrival | None = None
    urgency: str = ""
    secrecy: str = ""
    draft: str = ""
    copy: str = ""
    captions: tuple[str, ...] = ()
    capture: str = ""
    seal: str = ""
    seal_drop: float = 0.46
    half_seal: str = ""
    scrawl: bool = False
    paraph: bool = False
    watermark: str = ""
    punch_holes: int = 0
    ghost: bool = False
    pen: Pen = field(default_factory=Pen)


NO_FURNITURE = Furniture()


def furnish(page: DrawnPage, furniture: Furniture, rng: np.random.Generator) -> DrawnPage:
    """Return `page` with what `furniture` says lies on its paper; captions, which are no ink, come with `overlay`."""
    if furniture == NO_FURNITURE:
        return page
    table = _Table(page, furniture, rng)
    for name, lay in _LAID.items():
        if getattr(furniture, name):
            lay(table)
    return table.page()


class _Table:
    """A page on which things are laid."""

    def __init__(self, page: DrawnPage, furniture: Furniture, rng: np.random.Generator) -> None:
        self.old, self.furniture, self.rng = page, furniture, rng
        raster = page.raster
        self.mm = raster.dpi / 25.4
        self.width, self.height = raster.width, raster.height
        self.family: Family = family(STAMP_FAMILY)
        self._inks: list[tuple[Ink, int, int]] = []
        self._marks: list[Mark] = []
        self._number = page.lines[0].page if page.lines else 1

    def lay(self, ink: Ink, x: float, y: float, mark: Mark) -> None:
        """Lay `ink` with its origin at (x, y) and note it as `mark`, which gets its box."""
        self._inks.append((ink, round(x), round(y)))
        left, top, right, bottom = ink.extent
        box = Box(
            self._number,
            max(0.0, x + left),
            max(0.0, y + top),
            min(float(self.width), x + right),
            min(float(self.height), y + bottom),
        )
        self._marks.append(replace(mark, box=box))

    def lay_beside(self, ink: Ink, x: float, y: float) -> None:
        """Lay `ink` that belongs to the mark before it."""
        self._inks.append((ink, round(x), round(y)))

    def uniform(self, low: float, high: float) -> float:
        return float(self.rng.uniform(low, high))

    def page(self) -> DrawnPage:
        pixels = self.old.raster.pixels
        pixels = np.repeat(pixels[:, :, None], 3, axis=2) if pixels.ndim == 2 else pixels.copy()
        for ink, x, y in self._inks:
            ink.lay_on(pixels, x, y)
        raster = Raster(pixels, self.old.raster.dpi)
        return replace(self.old, raster=raster, marks=(*self.old.marks, *self._marks))

    def lines_of(self, role: LineRole) -> list[Line]:
        return [line for line in self.old.lines if line.role is role and line.box]

    @property
    def head_foot(self) -> float:
        """The lower edge of the head; without a head, where one would end."""
        feet = [line.box.y1 for line in self.lines_of(LineRole.HEADER_LEFT) if line.box]
        return max(feet) if feet else self.height * 0.14


def _lay_arrival(table: _Table) -> None:
    stamp = table.furniture.arrival
    if stamp is None:
        return
    slant = table.uniform(-4, 4) if table.rng.random() < 0.6 else 0.0
    printed, written = arrival_stamp(stamp, table.family, table.mm, table.furniture.pen, slant, table.rng)
    corner = table.rng.random()
    if corner < 0.4:  # over the first lines, from the left edge
        x, y = table.uniform(20, 34) * table.mm, table.head_foot + table.uniform(10, 28) * table.mm
    elif corner < 0.7:  # in the upper left corner, above or over the head
        x, y = table.uniform(25, 40) * table.mm, table.uniform(10, 15) * table.mm
    else:  # right, under the date
        x, y = table.width - table.uniform(38, 60) * table.mm, table.head_foot + table.uniform(4, 18) * table.mm
    fields = (("number", stamp.number), ("date", stamp.iso_date))
    table.lay(printed, x, y, Mark(MarkKind.ARRIVAL, None, stamp.text, fields=fields))
    table.lay_beside(written, x, y)


def _lay_urgency(table: _Table) -> None:
    height = table.uniform(3.6, 4.8) * table.mm
    x, y = table.uniform(24, 36) * table.mm, table.head_foot + table.uniform(8, 24) * table.mm
    text = table.furniture.urgency
    if table.rng.random() < 0.6:
        ink = arrow(text, table.family, height, RED_BGR, table.uniform(15, 48), table.rng)
    else:
        ink = framed((text,), table.family, height, RED_BGR, table.uniform(-6, 9), table.rng)
    table.lay(ink, x, y, Mark(MarkKind.URGENCY, None, text))


def _lay_secrecy(table: _Table) -> None:
    height = table.uniform(3.8, 5.0) * table.mm
    text = table.furniture.secrecy
    ink = framed((text,), table.family, height, RED_BGR, table.uniform(-5, 5), table.rng)
    x, y = table.uniform(42, 56) * table.mm, table.head_foot + table.uniform(6, 12) * table.mm
    table.lay(ink, x, y, Mark(MarkKind.SECRECY, None, text))


def _lay_draft(table: _Table) -> None:
    height = table.uniform(3.2, 4.2) * table.mm
    text = table.furniture.draft
    colour = STAMP_COLOURS[int(table.rng.integers(len(STAMP_COLOURS)))]
    ink = framed((text,), table.family, height, colour, table.uniform(-3, 3), table.rng)
    at_top = table.rng.random() < 0.5
    x = table.uniform(45, 60) * table.mm
    y = table.uniform(9, 12) * table.mm if at_top else table.head_foot + table.uniform(6, 10) * table.mm
    table.lay(ink, x, y, Mark(MarkKind.DRAFT, None, text))


def _lay_copy(table: _Table) -> None:
    height = table.uniform(2.8, 3.6) * table.mm
    text = table.furniture.copy
    colour = STAMP_COLOURS[int(table.rng.integers(len(STAMP_COLOURS)))]
    ink = framed(text.split("\n"), table.family, height, colour, table.uniform(-4, 4), table.rng)
    x, y = table.width * table.uniform(0.45, 0.75), table.uniform(9, 14) * table.mm
    table.lay(ink, x, y, Mark(MarkKind.COPY, None, text.replace("\n", " ")))


def _half_text(text: str) -> tuple[str, str]:
    upper, _, lower = text.partition("|")
    return upper.strip(), lower.strip()


def _lay_seal(table: _Table) -> None:
    diameter = table.width * SEAL_SHARE
    ink = seal(_half_text(table.furniture.seal), table.family, diameter, table.rng)
    feet = [line.box.y1 for line in table.lines_of(LineRole.BODY) if line.box]
    y = max(feet, default=table.height * 0.8) + table.furniture.seal_drop * diameter
    text = " ".join(_half_text(table.furniture.seal))
    table.lay(ink, table.width * table.uniform(0.5, 0.78), y, Mark(MarkKind.SEAL, None, text))


def _lay_half_seal(table: _Table) -> None:
    diameter = table.width * SEAL_SHARE
    ink = seal(_half_text(table.furniture.half_seal), table.family, diameter, table.rng)
    x = table.width - diameter * table.uniform(-0.05, 0.22)
    y = table.height * table.uniform(0.3, 0.8)
    table.lay(ink, x, y, Mark(MarkKind.HALF_SEAL, None, " ".join(_half_text(table.furniture.half_seal))))


def _lay_scrawl(table: _Table) -> None:
    names = table.lines_of(LineRole.SIGNATURE)
    box = names[-1].box if names else None
    if box is None:
        return
    ink = signature(table.uniform(45, 62) * table.mm, table.rng)
    if table.rng.random() < 0.4:
        ink = replace(ink, colour=BLACK_BGR)
    x, y = (box.x0 + box.x1) / 2 + table.uniform(-4, 10) * table.mm, box.y0 - table.uniform(-1, 6) * table.mm
    table.lay(ink, x, y, Mark(MarkKind.SIGNATURE, None))


def _lay_paraph(table: _Table) -> None:
    body = table.lines_of(LineRole.BODY)
    if not body or not body[-1].words:
        return
    last = body[-1].words[-1].box
    ink = signature(table.uniform(9, 14) * table.mm, table.rng)
    ink = replace(ink, colour=BLUE_BGR if table.rng.random() < 0.6 else BLACK_BGR)
    table.lay(ink, last.x1 + table.uniform(2, 6) * table.mm, (last.y0 + last.y1) / 2, Mark(MarkKind.HANDWRITING, None))


def _lay_watermark(table: _Table) -> None:
    text = table.furniture.watermark
    size = table.uniform(9, 15) * table.mm
    font = table.family.font(size)
    side = round(font.getlength(text) * 1.05 + size)
    image = Image.new("L", (side, side), 0)
    ImageDraw.Draw(image).text((side / 2, side / 2), text, font=font, fill=255, anchor="mm")
    density = np.asarray(image.rotate(table.uniform(25, 52), Image.Resampling.BICUBIC), np.float32) / np.float32(255)
    ink = Ink(density * np.float32(table.uniform(0.16, 0.30)), GREY_BGR, (side // 2, side // 2))
    x, y = table.width * table.uniform(0.42, 0.58), table.height * table.uniform(0.38, 0.6)
    table.lay(ink, x, y, Mark(MarkKind.WATERMARK, None, text))


def _lay_punch_holes(table: _Table) -> None:
    count = table.furniture.punch_holes
    radius, apart = table.uniform(2.6, 3.1) * table.mm, 80.0 * table.mm
    x, middle = table.uniform(9, 13) * table.mm, table.height / 2 + table.uniform(-4, 4) * table.mm
    density, dark = _disc(radius), table.rng.random() < 0.7
    colour = (40, 40, 40) if dark else (205, 205, 205)
    for index in range(count):
        y = middle + (index - (count - 1) / 2) * apart
        hole = Ink(density, colour, (density.shape[1] // 2, density.shape[0] // 2))
        table.lay(hole, x, y, Mark(MarkKind.NOISE, None))


def _disc(radius: float) -> Density:
    side = round(2 * radius) + 5
    ys, xs = np.mgrid[:side, :side].astype(np.float32) - side / 2
    return np.asarray(np.clip(radius - np.hypot(xs, ys) + 0.5, 0, 1), np.float32)


def _lay_ghost(table: _Table) -> None:
    """Lay the offset of another page's seal: mirrored, pale, in patches."""
    diameter = table.width * SEAL_SHARE
    ink = seal(("ỦY BAN NHÂN DÂN", "TRƯỞNG BAN"), table.family, diameter, table.rng)
    height, width = ink.density.shape
    patches = np.clip(mottle(height, width, table.rng) * 2.2 - 1.2, 0, 1)
    pale = ink.density[:, ::-1] * patches * np.float32(table.uniform(0.35, 0.75))
    x, y = table.width * table.uniform(0.3, 0.6), table.height * table.uniform(0.3, 0.85)
    table.lay(replace(ink, density=np.ascontiguousarray(pale, np.float32)), x, y, Mark(MarkKind.NOISE, None))


_LAID: dict[str, Callable[[_Table], None]] = {
    "watermark": _lay_watermark,
    "ghost": _lay_ghost,
    "seal": _lay_seal,
    "half_seal": _lay_half_seal,
    "arrival": _lay_arrival,
    "urgency": _lay_urgency,
    "secrecy": _lay_secrecy,
    "draft": _lay_draft,
    "copy": _lay_copy,
    "scrawl": _lay_scrawl,
    "paraph": _lay_paraph,
    "punch_holes": _lay_punch_holes,
}


def overlay(scan: Raster, furniture: Furniture, rng: np.random.Generator) -> tuple[Raster, tuple[Mark, ...]]:
    """Return the damaged page with the captions that programs put on it, straight and sharp, and their marks."""
    if not furniture.captions and not furniture.capture:
        return scan, ()
    pixels = np.repeat(scan.pixels[:, :, None], 3, axis=2) if scan.pixels.ndim == 2 else scan.pixels.copy()
    marks: list[Mark] = []
    # The short side of the image is that of the sheet, however it lies.
    mm = min(scan.width, scan.height) / A4_MM[0]
    right = scan.width - 4 * mm
    for caption in furniture.captions:
        size = float(rng.uniform(2.4, 3.1)) * mm
        ink = _printed(caption, size, CAPTION_BLUE_BGR if rng.random() < 0.35 else (20, 20, 20))
        x, y = right - ink.density.shape[1], float(rng.uniform(2, 7)) * mm
        marks.append(_put(pixels, ink, x, y, caption.replace("\n", " ")))
        right = x - 3 * mm
    if furniture.capture:
        ink = _printed(furniture.capture, 4.2 * mm, GREY_BGR)
        x, y = scan.width - ink.density.shape[1] - 4 * mm, scan.height - 8 * mm
        side = round(6 * mm)
        logo = Ink(np.full((side, side), 0.9, np.float32), GREEN_BGR, (0, 0))
        marks.append(_put(pixels, ink, x, y, furniture.capture))
        logo.lay_on(pixels, round(x - side - 1.5 * mm), round(y - 0.5 * mm))
    if scan.bilevel:
        return Raster(np.where(pixels.min(axis=2) < 150, 0, 255).astype(np.uint8), scan.dpi, bilevel=True), tuple(marks)
    return Raster(pixels, scan.dpi), tuple(marks)


def _put(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], ink: Ink, x: float, y: float, text: str) -> Mark:
    x, y = max(0.0, x), max(0.0, y)
    ink.lay_on(pixels, round(x), round(y))
    left, top, right, bottom = ink.extent
    kind = MarkKind.COPY if text.startswith("SAO") else MarkKind.CAPTION
    return Mark(kind, Box(1, x + left, y + top, x + right, y + bottom), text)


def _printed(text: str, size: float, colour: Colour) -> Ink:
    font = family(STAMP_FAMILY).font(size)
    lines = text.split("\n")
    width = round(max(font.getlength(line) for line in lines)) + 4
    image = Image.new("L", (width, round(size * 1.25 * len(lines)) + 4), 0)
    draw = ImageDraw.Draw(image)
    for index, line in enumerate(lines):
        draw.text((2, 2 + size * (1.25 * index + 0.95)), line, font=font, fill=255, anchor="ls")
    return Ink(np.asarray(image, np.float32) / np.float32(255), colour, (0, 0))
