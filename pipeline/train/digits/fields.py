"""Draws the places of a header where figures are written: "Số: 05 /KH-UBND", "ngày 20 tháng", "tháng 02 năm".

A field is drawn at 200 dpi as print and pen, damaged as scans are, and brought to the scale in which the reader
sees it (`pipeline.ocr.handwriting.field`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from pipeline.ocr.handwriting.crop import BASELINE_INCHES, HEIGHT, WORK_DPI
from pipeline.ocr.handwriting.places import Kind
from pipeline.raster import Pixels
from pipeline.synth.fonts import Family
from pipeline.train.digits.strokes import Ink, draw_figure, random_hand

_DPI = 2 * WORK_DPI
_TALL = 2 * HEIGHT

_SYMBOLS = (
    *("KH-UBND", "QĐ-UBND", "BC-UBND", "CT-UBND", "TB-UBND", "UBND-VP", "KH-SYT", "TTr-UBND", "SGDĐT-VP", "NQ-HĐND"),
    *("KH-TH", "STP-VB", "GM-UBND", "QĐ-BGDĐT", "PGD", "CV-ĐU", "KH-MN", "HD-SNV", "BCĐ", "VP", "TTg", "NĐ-CP"),
)
_KINDS = tuple(Kind)
_NOWHERE = -1000.0
_SPREAD = 9
_ABOVE = ("QUẢNG NINH", "NHÂN DÂN", "Hạnh phúc", "SỞ Y TẾ", "PHƯỜNG AN BÌNH", "Tự do -")
_BELOW = ("V/v tăng cường", "KẾ HOẠCH", "về việc công tác", "thực hiện nhiệm vụ")


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A field: its picture (`HEIGHT` rows, 255 = paper), the figures in it ("" for none), and whether print or pen."""

    pixels: Pixels
    text: str
    is_print: bool
    kind: Kind


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What fields are drawn with: typefaces."""

    families: tuple[Family, ...]


@dataclass(slots=True)
class _Sheet:
    """A field while it is drawn: ink of print and of pen."""

    print_ink: Ink
    pen_ink: Ink
    baseline: int


def draw_field(material: Material, width: int, rng: np.random.Generator) -> Field:
    """Return a field of `width` columns with what fits in them."""
    sheet = _Sheet(_blank(width), _blank(width), round(BASELINE_INCHES * _DPI + rng.normal(0, 4)))
    family = material.families[int(rng.integers(len(material.families)))]
    size = _size(rng, 11.5, 15)
    kind = _KINDS[int(rng.choice(3, p=(0.5, 0.33, 0.17)))]
    italic = kind is not Kind.NUMBER and rng.random() < 0.92
    face = family.font(size, italic=italic, bold=rng.random() < 0.03)
    label, after, text = _words(kind, rng)
    start = _label(sheet, label, face, rng)
    is_print = rng.random() < 0.22
    if rng.random() < 0.07:
        text = ""
    end = _printed(sheet, text, start, face, material, rng) if is_print else _written(sheet, text, start, rng)
    if end > 2 * width - 4:  # what does not fit is not asked for
        return draw_field(material, width, rng)
    if not text:
        end += int(rng.integers(10, 90))
    right = end + int(np.clip(rng.normal(12, 14), -5, 60))
    _put_print(sheet.print_ink, after, right, sheet.baseline, face)
    _extras(sheet, start, right, family, rng)
    picture = _damaged(_cut(sheet, right, rng), rng)
    return Field(picture, text, is_print, kind)


def _blank(width: int) -> Ink:
    return np.zeros((_TALL, 2 * width), dtype=np.float32)


def _size(rng: np.random.Generator, least: float, most: float) -> int:
    """Return a size of type between two in points, in pixels; whole, for a size is costly to open."""
    return round(rng.uniform(least, most) / 72 * _DPI)


def _words(kind: Kind, rng: np.random.Generator) -> tuple[str, str, str]:
    """Return the label before the figures, the word after them, and the figures."""
    if kind is Kind.NUMBER:
        after = ("/" if rng.random() < 0.93 else "-") + _SYMBOLS[int(rng.integers(len(_SYMBOLS)))]
        label = str(rng.choice(("Số:", "Số", "Số :", "SỐ:", "số:"), p=(0.8, 0.08, 0.05, 0.04, 0.03)))
        return label, after, _number(rng)
    most = 31 if kind is Kind.DAY else 12
    value = int(rng.integers(1, most + 1))
    padded = value < 10 and rng.random() < (0.85 if kind is Kind.DAY else 0.5)
    label, after = ("ngày", "tháng") if kind is Kind.DAY else ("tháng", "năm")
    return label, after, f"{value:02}" if padded else str(value)


def _number(rng: np.random.Generator) -> str:
    digits = int(rng.choice((1, 2, 3, 4, 5), p=(0.06, 0.34, 0.34, 0.22, 0.04)))
    value = int(rng.integers(10 ** (digits - 1), 10**digits))
    if digits <= 2 and rng.random() < 0.3:
        return f"{int(rng.integers(1, 10)):02}"
    return str(value)


def _label(sheet: _Sheet, label: str, face: ImageFont.FreeTypeFont, rng: np.random.Generator) -> int:
    """Print the label, of which the left edge of the field cuts off more or less; return where it ends."""
    end = int(rng.uniform(-8, 30) if rng.random() < 0.7 else rng.uniform(-8, 90))
    _put_print(sheet.print_ink, label, end - round(face.getlength(label)), sheet.baseline, face)
    return end


def _put_print(ink: Ink, text: str, x: int, baseline: int, face: ImageFont.FreeTypeFont) -> int:
    """Print `text` with its left end at `x`; return its right end."""
    picture, left, top, wide = _print(text, face)
    _put_ink(ink, picture, x + left, baseline + top)
    return x + wide


@lru_cache(maxsize=4096)
def _print(text: str, face: ImageFont.FreeTypeFont) -> tuple[Ink, int, int, int]:
    """Return `text` as ink, where its picture stands from the start of the baseline, and how far it takes the pen."""
    left, top, right, bottom = (round(edge) for edge in face.getbbox(text, anchor="ls"))
    picture = Image.new("L", (max(1, right - left), max(1, bottom - top)), 0)
    ImageDraw.Draw(picture).text((-left, -top), text, fill=255, font=face, anchor="ls")
    return np.divide(np.asarray(picture), 255, dtype=np.float32), left, top, round(face.getlength(text))


def _printed(
    sheet: _Sheet, text: str, start: int, face: ImageFont.FreeTypeFont, material: Material, rng: np.random.Generator
) -> int:
    """Print the figures in the type of the label, or as a numbering stamp does: apart, larger or smaller."""
    x = start + int(np.clip(rng.normal(12, 10), 2, 60))
    if rng.random() < 0.7:
        return _put_print(sheet.print_ink, text, x, sheet.baseline, face)
    family = material.families[int(rng.integers(len(material.families)))]
    stamp = family.font(round(face.size * rng.uniform(0.85, 1.25)), bold=rng.random() < 0.4)
    baseline = sheet.baseline + round(rng.normal(0, 3))
    for figure in text:
        x = _put_print(sheet.print_ink, figure, x, baseline, stamp) + int(rng.integers(0, 4))
    return x


def _written(sheet: _Sheet, text: str, start: int, rng: np.random.Generator) -> int:
    """Write the figures by one hand; return where they end."""
    hand = random_hand(rng)
    tall = float(np.clip(rng.normal(38, 7), 25, 54))
    thickness = float(np.clip(rng.normal(3.6, 1.2), 1.6, 7)) * (0.7 + 0.3 * tall / 38)
    pen = _blank(sheet.pen_ink.shape[1] // 2)
    tightness = rng.normal(3, 3.5)
    bottom = sheet.baseline + rng.normal(1, 4) - (rng.uniform(6, 16) if rng.random() < 0.15 else 0)
    reach = np.full(_TALL, start + float(np.clip(rng.normal(8, 9), -8, 50)))
    slope = rng.normal(0, 0.03)
    for figure in text:
        own = tall * rng.uniform(0.88, 1.12)
        ink = draw_figure(figure, own, thickness, hand, rng)
        top = round(bottom - ink.shape[0] + rng.normal(0, 0.04) * own)
        top = int(np.clip(top, -0.15 * own, _TALL - 0.85 * ink.shape[0]))
        x = _beside(ink, top, reach, tightness + rng.normal(0, 2.5))
        bottom += slope * ink.shape[1]
        _put_ink(pen, ink, x, top)
        reach = _reach(ink, x, top, reach)
    sheet.pen_ink = pen * np.float32(rng.uniform(0.45, 1) if rng.random() < 0.5 else 1)
    columns = np.flatnonzero(pen.max(axis=0) > 0.3)
    return (
        int(reach.max()) if columns.size and reach.max() > columns[-1] else int(columns[-1]) if columns.size else start
    )


def _beside(ink: Ink, top: int, reach: npt.NDArray[np.float64], gap: float) -> int:
    """Return where `ink` must stand to be `gap` right of what was written before, row by row."""
    rows = np.flatnonzero((ink > 0.3).any(axis=1))
    left = np.argmax(ink[rows] > 0.3, axis=1)
    inside = (rows + top >= 0) & (rows + top < _TALL)
    if not inside.any():
        return int(reach.max())
    return int(np.ceil((reach[rows[inside] + top] - left[inside]).max() + gap))


def _reach(ink: Ink, x: int, top: int, before: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return how far right each row is written, spread a little up and down: strokes keep a distance."""
    mask = ink > 0.3
    rows = np.flatnonzero(mask.any(axis=1))
    rows = rows[(rows + top >= 0) & (rows + top < _TALL)]
    own = np.full(_TALL, _NOWHERE)
    own[rows + top] = x + mask.shape[1] - 1 - np.argmax(mask[rows, ::-1], axis=1)
    spread = cv2.dilate(own, np.ones(_SPREAD, np.uint8))[:, 0]
    further: npt.NDArray[np.float64] = np.maximum(np.maximum(spread, before), np.max(own) - 16)
    return further


def _put_ink(ink: Ink, piece: Ink, x: int, y: int) -> None:
    x0, y0 = max(0, x), max(0, y)
    x1, y1 = min(ink.shape[1], x + piece.shape[1]), min(ink.shape[0], y + piece.shape[0])
    if x0 < x1 and y0 < y1:
        part = ink[y0:y1, x0:x1]
        np.maximum(part, piece[y0 - y : y1 - y, x0 - x : x1 - x], out=part)


def _extras(sheet: _Sheet, start: int, right: int, family: Family, rng: np.random.Generator) -> None:
    """Add what stands around figures: dots to write on, lines above and below, rules, streaks, a stray stroke."""
    ink, width = sheet.print_ink, sheet.print_ink.shape[1]
    if rng.random() < 0.2:
        step = rng.uniform(5, 10)
        for x in np.arange(start + 4, right - 3, step):
            cv2.circle(ink, (round(x), sheet.baseline - 1), 1, 1.0, cv2.FILLED, cv2.LINE_AA)
    if rng.random() < 0.04:
        cv2.line(ink, (start + 3, sheet.baseline + 4), (right - 3, sheet.baseline + 4), 1.0, 1, cv2.LINE_AA)
    face = family.font(_size(rng, 11.5, 14), bold=rng.random() < 0.6)
    if rng.random() < 0.35:
        line = _ABOVE[int(rng.integers(len(_ABOVE)))]
        _put_print(ink, line, int(rng.integers(-60, width // 2)), sheet.baseline - int(rng.uniform(42, 66)), face)
    if rng.random() < 0.2:
        line = _BELOW[int(rng.integers(len(_BELOW)))]
        _put_print(ink, line, int(rng.integers(-60, width // 2)), sheet.baseline + int(rng.uniform(46, 66)), face)
    if rng.random() < 0.12:
        y = int(rng.choice((rng.integers(0, 14), rng.integers(_TALL - 10, _TALL))))
        cv2.line(ink, (int(rng.integers(-40, 60)), y), (int(rng.integers(width // 2, width + 40)), y), 1.0, 2)
    if rng.random() < 0.05:
        x = int(rng.integers(0, width))
        cv2.line(ink, (x, 0), (x, _TALL), float(rng.uniform(0.2, 0.8)), 1)


def _cut(sheet: _Sheet, right: int, rng: np.random.Generator) -> Ink:
    """Return print and pen as one, cut off some way into the word after the figures as the reader's crop is."""
    print_ink = sheet.print_ink * np.float32(rng.uniform(0.65, 1))
    ink: Ink = 1 - (1 - print_ink) * (1 - sheet.pen_ink)
    if rng.random() < 0.9:
        ink[:, max(0, right + int(rng.uniform(-6, 50))) :] = 0
    return ink


def _damaged(ink: Ink, rng: np.random.Generator) -> Pixels:
    """Blur, coarsen, make bilevel, add noise; return the picture at the reader's scale."""
    wide, tall = ink.shape[1], ink.shape[0]
    ink = cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.4, 1.3)).astype(np.float32)
    if rng.random() < 0.2:
        factor = rng.uniform(0.45, 0.8)
        small = cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        ink = cv2.resize(small, (wide, tall), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    if rng.random() < 0.3:
        noisy = ink + rng.normal(0, rng.uniform(0.02, 0.12), ink.shape)
        ink = (noisy > rng.uniform(0.25, 0.6)).astype(np.float32)
        specks = rng.random(ink.shape) < rng.choice((0, 0.001, 0.004))
        ink[specks] = 1
    else:
        ink = np.clip(ink * rng.uniform(0.7, 1.25), 0, 1).astype(np.float32)
    small = cv2.resize(ink, (wide // 2, tall // 2), interpolation=cv2.INTER_AREA)
    paper = rng.uniform(236, 255)
    level = paper * (1 - small * rng.uniform(0.85, 1)) + rng.normal(0, rng.uniform(0, 5), small.shape)
    pixels: Pixels = np.clip(level, 0, 255).astype(np.uint8)
    return pixels
