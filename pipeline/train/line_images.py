"""Draws single lines of print as they come out of cleaning: many faces, sizes and grades of damage, 36 pixels high.

A line goes the way of a page: print at 300 dpi, ink and paper, the scanner's optics, its resolution and codec, then
the cleaning's way to 240 dpi and the engine's crop of the line (ascender to descender and a rim), scaled to its height.
"""

from __future__ import annotations

import math
import random
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from pipeline.synth.paper import spread_ink

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

HEIGHT = 36
DRAW_DPI, READ_DPI = 300, 240
_RIM = 4  # pixels at READ_DPI: what Tesseract adds around a line
MARGIN = 60  # pixels at DRAW_DPI, white around the line
_SUPERSCRIPT = {char: str(digit) for digit, char in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}

# Regular, bold, italic, bold italic. Times-like faces weigh most: Nghị định 30/2020/NĐ-CP asks for them.
FACES: tuple[tuple[float, tuple[str, str, str, str]], ...] = (
    (30, ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf")),
    (14, ("FreeSerif.ttf", "FreeSerifBold.ttf", "FreeSerifItalic.ttf", "FreeSerifBoldItalic.ttf")),
    (
        14,
        (
            "texgyretermes-regular.otf",
            "texgyretermes-bold.otf",
            "texgyretermes-italic.otf",
            "texgyretermes-bolditalic.otf",
        ),
    ),
    (5, ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf", "NotoSerif-Italic.ttf", "NotoSerif-BoldItalic.ttf")),
    (3, ("CharisSIL-Regular.ttf", "CharisSIL-Bold.ttf", "CharisSIL-Italic.ttf", "CharisSIL-BoldItalic.ttf")),
    (3, ("LinLibertine_R.otf", "LinLibertine_RB.otf", "LinLibertine_RI.otf", "LinLibertine_RBI.otf")),
    (3, ("EBGaramond12-Regular.otf", "EBGaramond12-Bold.otf", "EBGaramond12-Italic.otf", "EBGaramond12-Italic.otf")),
    (7, ("Arimo-Regular.ttf", "Arimo-Bold.ttf", "Arimo-Italic.ttf", "Arimo-BoldItalic.ttf")),
    (3, ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf", "NotoSans-BoldItalic.ttf")),
    (2, ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSans-BoldOblique.ttf")),
    (2, ("Carlito-Regular.ttf", "Carlito-Bold.ttf", "Carlito-Italic.ttf", "Carlito-BoldItalic.ttf")),
    (4, ("Cousine-Regular.ttf", "Cousine-Bold.ttf", "Cousine-Italic.ttf", "Cousine-BoldItalic.ttf")),
    (2, ("FreeMono.ttf", "FreeMonoBold.ttf", "FreeMonoOblique.ttf", "FreeMonoBoldOblique.ttf")),
)
HELD_OUT = ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSerif-Italic.ttf", "DejaVuSerif-BoldItalic.ttf")
"""Never trained on, so that a test set can be drawn with it."""

_STYLES, _FIGURE_STYLES = (62, 20, 14, 4), (46, 18, 14, 22)
"""Regular, bold, italic, bold italic; where figures stand alone or with a sign for shares, the spaces need learning."""
_SPACED_FIGURES = re.compile(r"(?:^|\s)[\d.,/]+(?:\s|$)|[%‰]")
_CLOGGED_SHARE, _FAX_SHARE = 0.07, 0.05

_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/share/texmf/fonts"), Path("/usr/local/share/fonts"))
_PROBE = "ắẵặấẫậếễệốỗộớỡợứữựỷỹỵđĐƯƠẮẶẤẬỆỘỢỰ0123456789"


@dataclass(frozen=True, slots=True)
class Damage:
    """How a line is spoilt. Lengths in pixels at 300 dpi, tones in grey levels, `dpi` that of the scanner.

    `spread` is how far ink ran (sigma), which clogs counters and marks.
    """

    dpi: int
    blur: float
    noise: float
    ink: float
    paper: float
    slant: float
    bleed: float
    specks: int
    quality: int
    threshold: float | None
    grow: float
    stretched: bool
    spread: float = 0.0


def random_damage(rng: random.Random) -> Damage:
    """Return damage as the scans of archives show it: a third bilevel, most between 150 and 300 dpi.

    Some are faxes, some come from a black-and-white scanner that was set too dark.
    """
    kind = rng.random()
    if kind < _CLOGGED_SHARE:
        return replace(
            _usual_damage(rng),
            dpi=rng.choice((200, 200, 240, 300)),
            blur=rng.uniform(0.8, 1.3),
            threshold=rng.uniform(165, 205),
            spread=rng.uniform(0.3, 1.0),
            grow=0.0,
        )
    if kind < _CLOGGED_SHARE + _FAX_SHARE:
        return replace(
            _usual_damage(rng),
            dpi=rng.choice((130, 150, 150, 170)),
            blur=rng.uniform(0.9, 1.3),
            noise=rng.uniform(10, 18),
            quality=rng.randint(25, 50),
            threshold=None,
        )
    return _usual_damage(rng)


def _usual_damage(rng: random.Random) -> Damage:
    bad = rng.random() ** 2  # most pages are good
    dpi = rng.choices((300, 240, 200, 150, 120, 100), (34, 8, 36, 15, 5, 2))[0]
    bilevel = rng.random() < 0.3 and dpi >= 200
    ink = rng.uniform(90, 160) if rng.random() < 0.12 else rng.uniform(0, 80)
    paper = rng.uniform(225, 255)
    seen = ink + 0.25 * (paper - ink)  # a scanner that sees no ink gives an empty line, from which nothing is learnt
    return Damage(
        dpi=dpi,
        blur=rng.uniform(0.3, 0.9 + 0.6 * bad),
        noise=rng.uniform(0, 4 + 16 * bad),
        ink=ink,
        paper=paper,
        slant=rng.gauss(0, 0.12),
        bleed=rng.uniform(0.03, 0.15) if rng.random() < 0.15 else 0.0,
        specks=rng.randint(1, 10) if rng.random() < 0.3 + 0.5 * bad else 0,
        quality=rng.randint(30, 92),
        threshold=max(seen, rng.uniform(105, 195)) if bilevel else None,
        grow=rng.choice((-0.4, 0.0, 0.0, 0.0, 0.4, 0.8)) if rng.random() < 0.4 else 0.0,
        stretched=rng.random() < 0.6,
    )


@lru_cache(maxsize=1)
def _installed() -> dict[str, Path]:
    return {file.name: file for folder in _FOLDERS for file in folder.rglob("*.[ot]tf")}


@lru_cache(maxsize=512)
def font_of(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Return the installed font of file `name` at `size` pixels."""
    return ImageFont.truetype(str(_installed()[name]), size)


@lru_cache(maxsize=1)
def faces() -> tuple[tuple[float, tuple[str, str, str, str]], ...]:
    """Return the faces of `FACES` that are installed and have all letters of Vietnamese."""
    return tuple((weight, files) for weight, files in FACES if all(has_letters(name) for name in files))


@lru_cache(maxsize=64)
def has_letters(name: str) -> bool:
    """Whether the font of file `name` is installed and has all letters of Vietnamese."""
    if name not in _installed():
        return False
    font = font_of(name, 20)
    missing = bytes(font.getmask("\uffff"))
    return all(bytes(font.getmask(char)) != missing for char in _PROBE)


@lru_cache(maxsize=8192)
def has_glyph(name: str, char: str) -> bool:
    """Whether the installed font of file `name` can print `char`."""
    font = font_of(name, 20)
    return bytes(font.getmask(char)) != bytes(font.getmask("\uffff"))


def draw_line(text: str, rng: random.Random, files: tuple[str, str, str, str] | None = None) -> Pixels | None:
    """Return the picture of `text`, 36 pixels high, or None where the face lacks a character of it."""
    chosen = files or rng.choices([f for _, f in faces()], [w for w, _ in faces()])[0]
    name = chosen[rng.choices((0, 1, 2, 3), _FIGURE_STYLES if _SPACED_FIGURES.search(text) else _STYLES)[0]]
    if not all(char == " " or char in _SUPERSCRIPT or has_glyph(name, char) for char in text):
        return None
    points = rng.choices((14, 13.5, 13, 12, 11, 10, 9), (30, 12, 28, 14, 8, 5, 3))[0]
    size = max(12, round(points * DRAW_DPI / 72 * rng.uniform(0.97, 1.03)))
    font = font_of(name, size)
    printed = _printed(text, font, name, size, rng)
    damage = random_damage(rng)
    image = _spoilt(printed.ink, damage, rng)
    return cropped(image, damage.dpi, printed, rng, stretched=damage.stretched and damage.threshold is None)


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """Black print on white (0 to 1, 1 is ink), and the box that an engine sees around the line."""

    ink: Floats
    left: float
    top: float
    right: float
    bottom: float


def _printed(text: str, font: ImageFont.FreeTypeFont, name: str, size: int, rng: random.Random) -> Print:
    """Return the line in print, often with lines above and below it."""
    width = math.ceil(_advance(text, font, name, size)) + 2 * MARGIN
    leading = size * rng.uniform(1.12, 1.6)
    height = round(3 * leading) + 2 * MARGIN
    baseline = height / 2 + 0.3 * size
    page = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(page)
    _write(pen, text, MARGIN, baseline, font, name, size)
    left, _, right, _ = page.getbbox() or (MARGIN, 0, width - MARGIN, 0)
    if rng.random() < 0.5:
        other = text[rng.randrange(len(text)) :] or text
        for step in (-1, 1):
            if rng.random() < 0.7:
                _write(pen, other, MARGIN - rng.randint(0, 300), baseline + step * leading, font, name, size)
    ink = np.asarray(page, np.float32) / np.float32(255)
    ascent = -font.getbbox("bdhk", anchor="ls")[1]
    descent = font.getbbox("pqy", anchor="ls")[3]
    own = _ink_rows(text, font)
    top, bottom = baseline - max(ascent, -own[0]), baseline + max(descent, own[1])
    _rules(ink, baseline, rng)
    return Print(ink, left, top, right, bottom)


def _ink_rows(text: str, font: ImageFont.FreeTypeFont) -> tuple[float, float]:
    box = font.getbbox("".join(char for char in text if char not in _SUPERSCRIPT) or "0", anchor="ls")
    return float(box[1]), float(box[3])


def _advance(text: str, font: ImageFont.FreeTypeFont, name: str, size: int) -> float:
    small = font_of(name, max(8, round(0.62 * size)))
    return sum((small if char in _SUPERSCRIPT else font).getlength(_SUPERSCRIPT.get(char, char)) for char in text)


def _write(
    pen: ImageDraw.ImageDraw,
    text: str,
    x: float,
    baseline: float,
    font: ImageFont.FreeTypeFont,
    name: str,
    size: int,
) -> None:
    """Write `text` on the baseline; footnote marks are small raised digits, as word processors set them."""
    small = font_of(name, max(8, round(0.62 * size)))
    run = ""
    for char in text:
        if char not in _SUPERSCRIPT:
            run += char
            continue
        pen.text((x, baseline), run, font=font, fill=255, anchor="ls")
        x += font.getlength(run)
        pen.text((x, baseline - 0.34 * size), _SUPERSCRIPT[char], font=small, fill=255, anchor="ls")
        x += small.getlength(_SUPERSCRIPT[char])
        run = ""
    pen.text((x, baseline), run, font=font, fill=255, anchor="ls")


def _rules(ink: Floats, baseline: float, rng: random.Random) -> None:
    """Add what stands beside print: an underline, the rule of a cell, the arc of a seal."""
    height, width = ink.shape
    if rng.random() < 0.05:
        y = round(baseline + rng.uniform(4, 10))
        x0 = rng.randint(0, width // 2)
        ink[y : y + rng.randint(2, 4), x0 : x0 + rng.randint(100, width)] = 1
    if rng.random() < 0.03:
        x = rng.choice((MARGIN - rng.randint(4, 14), width - MARGIN + rng.randint(4, 14)))
        ink[:, x : x + rng.randint(2, 5)] = rng.uniform(0.4, 1)
    if rng.random() < 0.05:
        tone = rng.uniform(0.15, 0.5)
        layer = np.zeros_like(ink)
        radius = rng.randint(150, 230)
        centre = (rng.randint(0, width), rng.randint(-100, height + 100))
        for inset in (0, 22):
            cv2.circle(layer, centre, radius - inset, tone, rng.randint(3, 8))
        np.maximum(ink, layer * (np.random.default_rng(rng.getrandbits(32)).random(ink.shape) < 0.8), out=ink)


def _spoilt(ink: Floats, damage: Damage, rng: random.Random) -> Floats:
    """Return the line as the scanner gives it, in grey levels, at its resolution."""
    noise = np.random.default_rng(rng.getrandbits(64))
    if damage.spread:
        ink = 1 - spread_ink(np.asarray(255 * (1 - ink), np.float32), damage.spread) / np.float32(255)
    ink = np.asarray(cv2.GaussianBlur(ink, (0, 0), damage.blur), np.float32)
    if damage.grow:
        ink = np.clip(ink * (1 + 0.9 * damage.grow) if damage.grow > 0 else ink * (1 + 0.5 * damage.grow), 0, 1)
        if damage.grow > 0.5:
            ink = np.maximum(ink, 0.85 * cv2.dilate(ink, np.ones((2, 2), np.uint8)))
    image = damage.paper - (damage.paper - damage.ink) * ink
    if damage.bleed:
        behind = cv2.GaussianBlur(ink[::-1, ::-1], (0, 0), 2.0)
        image = image * (1 - damage.bleed * behind)
    image = _scanned(np.asarray(image, np.float32), damage, rng)
    for _ in range(damage.specks):
        side = rng.randint(1, 3)
        y, x = rng.randrange(image.shape[0]), rng.randrange(image.shape[1])
        image[y : y + side, x : x + side] = rng.uniform(0, 110) if rng.random() < 0.8 else damage.paper
    image = image + noise.standard_normal(image.shape, dtype=np.float32) * np.float32(damage.noise)
    if damage.threshold is not None:
        return np.where(image < damage.threshold, np.float32(0), np.float32(255))
    grey = np.clip(image, 0, 255).astype(np.uint8)
    if damage.quality < 90:
        packed = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, damage.quality])[1]
        grey = np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)
    return np.asarray(grey, np.float32)


def _scanned(image: Floats, damage: Damage, rng: random.Random) -> Floats:
    """Turn the line a little, shift it by parts of a pixel and bring it to the scanner's resolution."""
    height, width = image.shape
    turn = np.array(cv2.getRotationMatrix2D((width / 2, height / 2), damage.slant, 1.0), np.float64)
    turn[:, 2] += np.array((rng.uniform(-1, 1), rng.uniform(-1, 1)))
    turned = cv2.warpAffine(image, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=damage.paper)
    scale = damage.dpi / DRAW_DPI
    if scale != 1:
        size = (max(8, round(width * scale)), max(8, round(height * scale)))
        turned = cv2.resize(turned, size, interpolation=cv2.INTER_AREA)
    return np.asarray(turned, np.float32)


def cropped(image: Floats, dpi: int, printed: Print, rng: random.Random, *, stretched: bool) -> Pixels:
    """Bring the line to reading resolution as cleaning does, cut it out as the engine does, scale it to 36 pixels.

    `stretched` makes the paper white and the ink black first, as cleaning does with grey pages.
    """
    if stretched:
        black, white = np.percentile(image, (1, 60))
        image = np.clip((image - black) / max(20.0, white - black) * 255, 0, 255).astype(np.float32)
    scale = READ_DPI / dpi
    interpolation = cv2.INTER_LINEAR if scale >= 1 else cv2.INTER_AREA
    size = (round(image.shape[1] * scale), round(image.shape[0] * scale))
    if abs(scale - 1) > 0.08:
        image = np.asarray(cv2.resize(image, size, interpolation=interpolation), np.float32)
    factor = READ_DPI / DRAW_DPI
    # most often just the ink and the rim: a full stop at the end has no white behind it
    before, behind = (abs(rng.gauss(0, 5)) if rng.random() < 0.25 else rng.gauss(0, 0.6) for _ in range(2))
    y0 = max(0, round(printed.top * factor - _RIM + rng.gauss(0, 1.5)))
    y1 = min(image.shape[0], round(printed.bottom * factor + _RIM + rng.gauss(0, 1.5)))
    x0 = max(0, round(printed.left * factor - _RIM - before))
    x1 = min(image.shape[1], round(printed.right * factor + _RIM + behind))
    return to_height(np.clip(image[y0:y1, x0:x1], 0, 255).astype(np.uint8))


def to_height(line: Pixels) -> Pixels:
    """Return the crop of a line scaled to 36 pixels, a little sharpened, as Leptonica's `pixScale` does it."""
    factor = HEIGHT / line.shape[0]
    width = max(3, round(line.shape[1] * factor))
    method = cv2.INTER_AREA if factor < 0.7 else cv2.INTER_LINEAR
    scaled = np.asarray(cv2.resize(line, (width, HEIGHT), interpolation=method), np.float32)
    amount = 0.2 if factor < 0.7 else 0.4
    soft = cv2.blur(scaled, (3, 3) if factor < 0.7 else (5, 5))
    return np.asarray(np.clip(scaled + amount * (scaled - soft), 0, 255), np.uint8)
