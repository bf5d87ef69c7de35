"""Rubber stamps other than the seal: frames, arrows and the arrival stamp with what a clerk wrote into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw

from pipeline.synth.fonts import Family
from pipeline.synth.grades import Colour
from pipeline.synth.ink import RED_BGR, Density, Ink, mottle
from pipeline.synth.pen import BLACK_BGR, Pen

STAMP_BLUE_BGR: Colour = (165, 75, 45)
STAMP_COLOURS: tuple[Colour, ...] = (RED_BGR, RED_BGR, STAMP_BLUE_BGR, BLACK_BGR)
STAMP_DENSITY = 0.82
MARGIN_MM = 6.0
"""Empty room around a stamp, so that nothing is lost when it is slanted."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An arrival stamp: what the clerk wrote. `office` runs along the top, `date` is as written ("12/3/2024")."""

    number: str
    date: str
    office: str = ""
    colour: Colour = RED_BGR

    @property
    def iso_date(self) -> str:
        """The date as ISO 8601."""
        day, month, year = self.date.split("/")
        return f"{year}-{int(month):02}-{int(day):02}"

    @property
    def text(self) -> str:
        """All that stands in the stamp."""
        return " ".join(part for part in (self.office, "ĐẾN", f"Số: {self.number} Ngày: {self.date} Chuyển:") if part)


def framed(
    lines: Sequence[str], family: Family, height: float, colour: Colour, slant: float, rng: np.random.Generator
) -> Ink:
    """Return `lines` in a frame, letters `height` pixels high, turned by `slant` degrees (counter-clockwise)."""
    font = family.font(height * 1.4, bold=True)
    pad, step = height * 0.7, height * 1.75
    width = max(font.getlength(line) for line in lines) + 2 * pad
    tall = step * len(lines) + pad
    image, draw, left, top = _canvas(width, tall, height * 2)
    rule = max(2, round(height * 0.12))
    draw.rectangle((left, top, left + width, top + tall), outline=255, width=rule)
    if rng.random() < 0.4:
        inset = rule * 2.2
        draw.rectangle((left + inset, top + inset, left + width - inset, top + tall - inset), outline=255, width=2)
    for index, line in enumerate(lines):
        middle = top + pad / 2 + step * (index + 0.5)
        draw.text((left + width / 2, middle), line, font=font, fill=255, anchor="mm")
    return _pressed(image, colour, slant, rng)


def arrow(text: str, family: Family, height: float, colour: Colour, slant: float, rng: np.random.Generator) -> Ink:
    """Return `text` in the outline of an arrow that points right, turned by `slant` degrees (counter-clockwise)."""
    font = family.font(height * 1.35, bold=True)
    shaft = font.getlength(text) + height * 1.2
    half, wing, head = height * 0.95, height * 1.7, height * 2.6
    image, draw, left, top = _canvas(shaft + head, 2 * wing, height * 2)
    middle = top + wing
    outline = [
        (left, middle - half), (left + shaft, middle - half), (left + shaft, middle - wing),
        (left + shaft + head, middle), (left + shaft, middle + wing), (left + shaft, middle + half),
        (left, middle + half), (left, middle - half), (left + shaft, middle - half),
    ]  # fmt: skip
    draw.line(outline, fill=255, width=max(2, round(height * 0.13)), joint="curve")
    draw.text((left + shaft / 2 + height * 0.2, middle), text, font=font, fill=255, anchor="mm")
    return _pressed(image, colour, slant, rng)


def arrival_stamp(
    stamp: Arrival, family: Family, mm: float, pen: Pen, slant: float, rng: np.random.Generator
) -> tuple[Ink, Ink]:
    """Return the stamp and what was written into it; `mm` is a millimetre in pixels."""
    width, tall = 46 * mm, 19 * mm
    head = 4.5 * mm if stamp.office else 0.0
    image, draw, left, top = _canvas(width, tall + head, MARGIN_MM * mm)
    rule = max(2, round(0.45 * mm))
    if stamp.office:
        font = family.font(min(3.0 * mm, 3.0 * mm * width / family.font(3.0 * mm, bold=True).getlength(stamp.office)))
        draw.text((left + width / 2, top + head * 0.45), stamp.office, font=font, fill=255, anchor="mm")
    body = top + head
    split = left + 14 * mm
    draw.rectangle((left, body, left + width, body + tall), outline=255, width=rule)
    draw.line((split, body, split, body + tall), fill=255, width=rule)
    if rng.random() < 0.5:
        draw.text(
            ((left + split) / 2, body + tall * 0.33), "CV", font=family.font(5.0 * mm, bold=True), fill=255, anchor="mm"
        )
        draw.text(
            ((left + split) / 2, body + tall * 0.68),
            "ĐẾN",
            font=family.font(5.0 * mm, bold=True),
            fill=255,
            anchor="mm",
        )
    else:
        draw.text(
            ((left + split) / 2, body + tall / 2), "ĐẾN", font=family.font(5.6 * mm, bold=True), fill=255, anchor="mm"
        )
    written = np.zeros((image.height, image.width), np.float32)
    label = family.font(3.6 * mm)
    for index, (name, value) in enumerate((("Số:", stamp.number), ("Ngày:", stamp.date), ("Chuyển:", ""))):
        baseline = body + tall * (0.27 + 0.31 * index)
        draw.text((split + 1.5 * mm, baseline), name, font=label, fill=255, anchor="ls")
        start = split + 2.5 * mm + label.getlength(name)
        _dots(draw, start, left + width - 1.5 * mm, baseline, mm)
        if value:
            _write(written, value, pen, (start, baseline, left + width - mm), mm, rng)
    pressed = _pressed(image, stamp.colour, slant, rng)
    return pressed, Ink(_turned(written, slant), pen.colour, pressed.origin)


def _dots(draw: ImageDraw.ImageDraw, start: float, end: float, baseline: float, mm: float) -> None:
    x = start
    while x < end:
        draw.ellipse((x, baseline - 0.2 * mm, x + 0.3 * mm, baseline + 0.1 * mm), fill=255)
        x += 0.9 * mm


def _write(
    canvas: Density, value: str, pen: Pen, line: tuple[float, float, float], mm: float, rng: np.random.Generator
) -> None:
    """Write a number, or a date whose parts stand between slashes, on the line (start, baseline, end)."""
    start, baseline, end = line
    parts = value.split("/")
    digit = min((end - start) / (sum(len(part) for part in parts) + 1.1 * (len(parts) - 1)), 2.4 * mm)
    x = start
    for index, part in enumerate(parts):
        if index:
            foot = round(x + 0.3 * digit), round(baseline + 0.3 * mm)
            top = round(x + 0.75 * digit), round(baseline - 3 * mm)
            cv2.line(canvas, foot, top, 0.9, max(2, round(0.3 * mm)), cv2.LINE_AA)
            x += 1.1 * digit
        _lay(canvas, pen.write(part, 2.0 * mm, digit * len(part), rng), round(x), round(baseline))
        x += digit * len(part)


def _lay(canvas: Density, ink: Ink, x: int, y: int) -> None:
    left, top = x - ink.origin[0], y - ink.origin[1]
    height, width = ink.density.shape
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(canvas.shape[1], left + width), min(canvas.shape[0], top + height)
    part = canvas[y0:y1, x0:x1]
    np.maximum(part, ink.density[y0 - top : y1 - top, x0 - left : x1 - left], out=part)


def _canvas(width: float, height: float, margin: float) -> tuple[Image.Image, ImageDraw.ImageDraw, float, float]:
    """Return an empty square image with room to turn a stamp of this size, and the stamp's upper left corner."""
    side = round(float(np.hypot(width, height)) + 2 * margin)
    image = Image.new("L", (side, side), 0)
    return image, ImageDraw.Draw(image), (side - width) / 2, (side - height) / 2


def _turned(density: Density, slant: float) -> Density:
    height, width = density.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), slant, 1.0)
    return np.asarray(cv2.warpAffine(density, matrix, (width, height), flags=cv2.INTER_LINEAR), np.float32)


def _pressed(image: Image.Image, colour: Colour, slant: float, rng: np.random.Generator) -> Ink:
    flat = np.asarray(image, np.float32) / np.float32(255)
    density = _turned(flat, slant) * mottle(image.height, image.width, rng) * np.float32(STAMP_DENSITY)
    soft = cv2.GaussianBlur(density.astype(np.float32), (0, 0), 0.8)
    return Ink(np.asarray(soft, np.float32), colour, (image.width // 2, image.height // 2))
