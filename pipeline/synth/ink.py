"""Coloured ink over the print: the round red seal, the signature, handwritten digits."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from pipeline.synth.fonts import Family

RED_BGR = (60, 45, 215)
BLUE_BGR = (150, 60, 25)
SEAL_DENSITY = 0.75
PEN_DENSITY = 0.92
SEEN_DENSITY = 0.15
"""Less ink than this is not seen."""
LETTER_SPACING = 1.12
WIDEST_ARC = 0.88 * math.pi
"""What one of the two texts of a seal may take of its ring, in radians."""

Density = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """A layer of one colour: `density` (height, width) from 0, none, to 1, full; `origin` is its point (x, y)."""

    density: Density
    colour: tuple[int, int, int]
    origin: tuple[int, int]

    @property
    def extent(self) -> tuple[int, int, int, int]:
        """The rectangle x0, y0, x1, y1 of what is inked, from the origin."""
        ys, xs = np.nonzero(self.density > SEEN_DENSITY)
        if not len(xs):
            return 0, 0, 0, 0
        left, top = self.origin
        return int(xs.min()) - left, int(ys.min()) - top, int(xs.max()) + 1 - left, int(ys.max()) + 1 - top

    def lay_on(self, pixels: npt.NDArray[np.uint8], x: int, y: int) -> None:
        """Multiply the ink into the BGR image `pixels`, its origin at (x, y); what falls outside is cut off."""
        left, top = x - self.origin[0], y - self.origin[1]
        height, width = self.density.shape
        x0, y0 = max(0, left), max(0, top)
        x1, y1 = min(pixels.shape[1], left + width), min(pixels.shape[0], top + height)
        if x0 >= x1 or y0 >= y1:
            return
        density = self.density[y0 - top : y1 - top, x0 - left : x1 - left, None]
        colour = np.array(self.colour, np.float32) / 255
        paper = pixels[y0:y1, x0:x1].astype(np.float32)
        pixels[y0:y1, x0:x1] = np.rint(paper * (1 - density * (1 - colour))).astype(np.uint8)


def seal(text: tuple[str, str], family: Family, diameter: float, rng: np.random.Generator) -> Ink:
    """Return a round seal: two rings, a star, `text` along the upper and the lower arc, unevenly inked."""
    size = round(diameter) + 8
    centre, radius = size / 2, diameter / 2
    image = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(image)
    ring = max(3, round(diameter * 0.02))
    _circle(draw, centre, radius, ring)
    _circle(draw, centre, radius * 0.94, max(1, ring // 3))
    _circle(draw, centre, radius * 0.60, max(2, ring // 2))
    draw.polygon(_star(centre, radius * 0.42), fill=255)
    _arc_text(image, text[0], family, radius, upper=True)
    _arc_text(image, text[1], family, radius, upper=False)
    turned = image.rotate(float(rng.uniform(-12, 12)), Image.Resampling.BICUBIC)
    density = np.asarray(turned, np.float32) / 255 * SEAL_DENSITY * mottle(size, size, rng)
    return Ink(density.astype(np.float32), RED_BGR, (size // 2, size // 2))


def _circle(draw: ImageDraw.ImageDraw, centre: float, radius: float, width: int) -> None:
    draw.ellipse((centre - radius, centre - radius, centre + radius, centre + radius), outline=255, width=width)


def _star(centre: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for step in range(10):
        angle = math.pi * (step / 5 - 0.5)
        reach = radius if step % 2 == 0 else radius * 0.38
        points.append((centre + reach * math.cos(angle), centre + reach * math.sin(angle)))
    return points


def _arc_text(image: Image.Image, text: str, family: Family, ring: float, *, upper: bool) -> None:
    """Write `text` letter by letter round the middle of `image`, centred at the top or at the bottom.

    It is set small enough to keep to its half of the ring.
    """
    centre, radius = image.width / 2, ring * 0.77
    font = family.font(ring * 0.19, bold=True)
    total = font.getlength(text) * LETTER_SPACING / radius
    if total > WIDEST_ARC:
        font = family.font(ring * 0.19 * WIDEST_ARC / total, bold=True)
    advances = [font.getlength(char) * LETTER_SPACING for char in text]
    angle = -sum(advances) / radius / 2
    cell = round(font.size * 2.4)
    for char, advance in zip(text, advances, strict=True):
        middle = angle + advance / radius / 2
        angle += advance / radius
        around = middle - math.pi / 2 if upper else math.pi / 2 - middle
        glyph = Image.new("L", (cell, cell), 0)
        ImageDraw.Draw(glyph).text((cell / 2, cell / 2), char, font=font, fill=255, anchor="mm")
        turned = glyph.rotate(-math.degrees(middle) if upper else math.degrees(middle), Image.Resampling.BICUBIC)
        x = centre + radius * math.cos(around) - cell / 2
        y = centre + radius * math.sin(around) - cell / 2
        image.paste(255, (round(x), round(y)), turned)


def signature(width: float, rng: np.random.Generator) -> Ink:
    """Return a pen stroke about `width` pixels wide: some loops, then a long flourish to the right."""
    span = round(width * 1.3)
    height = round(width * 0.75)
    density = np.zeros((height, span), np.float32)
    middle = height * 0.55
    step_width, waves = float(rng.uniform(0.05, 0.11)), int(rng.integers(4, 9))
    points = [(span * float(rng.uniform(0.05, 0.15)), middle + height * float(rng.uniform(-0.3, 0.1)))]
    for step in range(waves):
        up = -1 if step % 2 == 0 else 1
        x = span * (0.13 + step_width * step) + float(rng.normal(0, span * 0.035))
        points.append((x, middle + up * height * float(rng.uniform(0.05, 0.36))))
    last = points[-1][0]
    points.append((last - span * float(rng.uniform(0, 0.25)), middle + height * float(rng.uniform(0.05, 0.3))))
    points.append((span * 0.96, middle - height * float(rng.uniform(-0.1, 0.4))))
    stroke(density, points, max(3.0, width * 0.011))
    return Ink(density * PEN_DENSITY, BLUE_BGR, (span // 2, round(middle)))


def stroke(density: Density, points: list[tuple[float, float]], thickness: float) -> None:
    """Draw a smooth curve through `points` (Catmull-Rom) into `density`, thinner where the pen runs fast."""
    ends = [points[0], *points, points[-1]]
    path: list[tuple[float, float]] = []
    for before, start, end, after in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        path.extend(_spline(before, start, end, after, step / 24) for step in range(24))
    path.append(points[-1])
    for index, (start, end) in enumerate(itertools.pairwise(path)):
        speed = math.dist(start, end) * 24 / density.shape[1]
        width = max(2, round(thickness * (1.25 - min(0.7, speed))))
        first, second = _fixed(start), _fixed(end)
        cv2.line(density, first, second, 0.85 + 0.15 * math.sin(index / 9), width, cv2.LINE_AA, shift=4)
    np.clip(density, 0, 1, out=density)


def _fixed(point: tuple[float, float]) -> tuple[int, int]:
    return round(point[0] * 16), round(point[1] * 16)


def _spline(
    before: tuple[float, float],
    start: tuple[float, float],
    end: tuple[float, float],
    after: tuple[float, float],
    t: float,
) -> tuple[float, float]:
    def one(a: float, b: float, c: float, d: float) -> float:
        return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)

    return one(before[0], start[0], end[0], after[0]), one(before[1], start[1], end[1], after[1])


def handwrite(text: str, font: ImageFont.FreeTypeFont, rng: np.random.Generator) -> Ink:
    """Return `text` (digits) as a pen writes it: slanted, each sign a little turned, shifted and of its own size.

    The origin is the left end of the baseline.
    """
    cell = round(font.size * 2.2)
    width = round(font.getlength(text)) + 2 * cell
    canvas = np.zeros((2 * cell, width), np.float32)
    x = float(cell)
    for char in text:
        glyph = Image.new("L", (cell, cell), 0)
        big = font.font_variant(size=font.size * float(rng.uniform(1.0, 1.2)))
        ImageDraw.Draw(glyph).text((cell / 2, cell * 0.68), char, font=big, fill=255, anchor="ms")
        slant = float(rng.uniform(0.15, 0.35))
        matrix = cv2.getRotationMatrix2D((cell / 2, cell * 0.68), float(rng.uniform(-7, 7)), 1.0)
        matrix[0, 1] -= slant
        matrix[0, 2] += slant * cell * 0.68
        turned = cv2.warpAffine(np.asarray(glyph, np.float32) / 255, matrix, (cell, cell))
        left = round(x + font.getlength(char) / 2 - cell / 2)
        top = round(cell - cell * 0.68 + float(rng.normal(0, font.size * 0.04)))
        canvas[top : top + cell, left : left + cell] = np.maximum(canvas[top : top + cell, left : left + cell], turned)
        x += font.getlength(char)
    return Ink(np.clip(canvas * PEN_DENSITY, 0, 1), BLUE_BGR, (cell, cell))


def mottle(height: int, width: int, rng: np.random.Generator) -> Density:
    """Return how well a rubber stamp inks each point: 1 with pale patches."""
    coarse = rng.random((max(2, height // 24), max(2, width // 24)), dtype=np.float32)
    patches = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    fine = rng.random((height, width), dtype=np.float32)
    return np.clip(1.2 - 0.3 * patches - 0.15 * fine, 0, 1).astype(np.float32)
