"""Draws single lines as a typewriter leaves them, on the first sheet or under carbon paper, 36 pixels high.

Types are struck by `pipeline.synth.typewriter` and the sheet goes through `pipeline.synth.damage`, as drawn pages do;
tone marks are struck over their letters by keys of their own, as on the machines of the time.
"""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from pipeline.raster import Raster
from pipeline.synth import GRADES
from pipeline.synth.damage import damage
from pipeline.synth.grades import Grade
from pipeline.synth.typewriter import Typewriter
from pipeline.train.line_images import DRAW_DPI, MARGIN, Pixels, Print, cropped, font_of, has_glyph, has_letters

Floats = npt.NDArray[np.float32]

TYPES: tuple[tuple[float, str], ...] = (
    (14, "texgyrecursor-regular.otf"),
    (6, "texgyrecursor-bold.otf"),
    (8, "FreeMonoBold.ttf"),
    (4, "FreeMono.ttf"),
    (7, "Cousine-Regular.ttf"),
    (4, "NotoSansMono-Regular.ttf"),
    (10, "NotoSerif-Regular.ttf"),
    (8, "CharisSIL-Regular.ttf"),
    (5, "GentiumBookPlus-Regular.ttf"),
    (5, "JunicodeTwoBeta-SemiExpandedMedium.otf"),
    (4, "FreeSerif.ttf"),
)
"""Fixed-pitch faces, and faces with serifs that are set at one pitch, as a machine's types are."""
TYPED_HELD_OUT = "lmmono10-regular.otf"
"""Never trained on, so that a test set can be typed with it (nor is DejaVu Serif, which drawn pages are typed with)."""

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_PAGE_PIXELS = 2480 * 3508
"""Of the pages that the counts of specks of `Grade` are meant for."""
_MACHINES = 40
_CROSSED_SHARE = 0.012
_TYPED, _CARBON, _BLACK_AND_WHITE, _POOR = "typewriter", "carbon", "clogged", "fax"


@dataclass(frozen=True, slots=True)
class _Machine:
    """A typewriter at work: its `types`, the `size` they are drawn at, the habits of the hand on it.

    `own_marks` strikes tone marks by themselves; `ell` has no key for the figure one, as old machines had none.
    """

    typewriter: Typewriter
    name: str
    size: int
    own_marks: bool
    ell: bool

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        return font_of(self.name, self.size)


@lru_cache(maxsize=1)
def types() -> tuple[tuple[float, str], ...]:
    """Return the faces of `TYPES` that are installed and have all letters of Vietnamese."""
    return tuple((weight, name) for weight, name in TYPES if has_letters(name))


def draw_typed_line(text: str, rng: random.Random, name: str | None = None) -> Pixels | None:
    """Return the picture of `text` typed, 36 pixels high, or None where the face (of file `name`) lacks a character."""
    machine = _machine(rng.randrange(_MACHINES) if rng.random() < 0.8 else rng.getrandbits(24), name)
    if not all(char == " " or has_glyph(machine.name, char) for char in text):
        return None
    typed = _typed(text, machine, rng)
    grade = _grade(rng, typed.ink.size)
    copied = _rubbed(typed.ink, rng) if any(grade.spread) or rng.random() < 0.15 else typed.ink
    sheet = Raster(np.rint(255 * (1 - copied)).astype(np.uint8), DRAW_DPI)
    back = Raster(np.ascontiguousarray(sheet.pixels[::-1]), DRAW_DPI)
    scanned = damage(sheet, grade, np.random.default_rng(rng.getrandbits(64)), back).raster
    grey = np.asarray(cv2.cvtColor(scanned.pixels, cv2.COLOR_BGR2GRAY) if scanned.is_colour else scanned.pixels)
    if not scanned.bilevel:
        packed = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, grade.quality])[1]
        grey = np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE))
    image = np.asarray(grey, np.float32)
    return cropped(image, scanned.dpi, typed, rng, stretched=not scanned.bilevel and rng.random() < 0.9)


@lru_cache(maxsize=512)
def _machine(seed: int, name: str | None) -> _Machine:
    """Return a machine; the same for the same seed, so that its types need not be cut again for each line."""
    rng = random.Random(seed)
    face = name or rng.choices([face for _, face in types()], [weight for weight, _ in types()])[0]
    advance = DRAW_DPI / rng.choices((10, 12, 11, 13), (55, 30, 12, 3))[0]
    size = max(16, round(advance / 0.6 * rng.uniform(0.92, 1.06)))
    typewriter = Typewriter(
        machine=seed,
        pitch=advance / size,
        jump=rng.uniform(0.01, 0.035),
        density=(rng.uniform(0.45, 0.85), rng.uniform(0.88, 1.0)),
        clogged=rng.uniform(0.02, 0.3),
        chipped=rng.uniform(0.02, 0.08),
    )
    return _Machine(typewriter, face, size, own_marks=rng.random() < 0.5, ell=rng.random() < 0.05)


def _typed(text: str, machine: _Machine, rng: random.Random) -> Print:
    """Return the typed line, often with lines above and below it, and the box that an engine sees around it.

    Rarely a word that is not in `text` stands in it, crossed out by x on each letter.
    """
    advance = machine.typewriter.pitch * machine.size
    wide, before, crossed = _spaced(text, rng), "", ""
    if rng.random() < _CROSSED_SHARE and " " in wide:
        words = wide.split(" ")
        crossed = rng.choice(words)
        before = " ".join(words[: rng.randint(1, len(words) - 1)])
        wide = f"{before} {crossed}{wide[len(before) :]}"
    leading = DRAW_DPI / 6 * rng.choices((1.0, 1.25, 1.5, 2.0), (10, 20, 45, 25))[0]
    page = Image.new("L", (round(len(wide) * advance) + 2 * MARGIN, round(2 * leading) + 2 * MARGIN), 255)
    baseline = page.height / 2 + 0.3 * machine.size
    _strike(page, wide, machine, (MARGIN, baseline), rng, twice=rng.random() < 0.1)
    if crossed:
        at = (MARGIN + (len(before) + 1) * advance, baseline)
        _strike(page, rng.choice("xxX") * len(crossed), machine, at, rng, twice=rng.random() < 0.5)
    box = Image.eval(page, lambda grey: 255 - grey).getbbox() or (MARGIN, 0, page.width - MARGIN, page.height)
    own = _rows(page)
    if rng.random() < 0.06:
        _strike(page, "_" * len(wide), machine, (MARGIN, baseline), rng, twice=False)
    if rng.random() < 0.5:
        other = wide[rng.randrange(len(wide)) :]
        for step in (-1, 1):
            if rng.random() < 0.7:
                at = (MARGIN - advance * rng.randint(0, 1), baseline + step * leading)
                _strike(page, other, machine, at, rng, twice=False)
    ink = np.asarray(1 - np.asarray(page, np.float32) / np.float32(255), np.float32)
    ascent = -machine.font.getbbox("bdhk", anchor="ls")[1]
    descent = machine.font.getbbox("pqy", anchor="ls")[3]
    return Print(ink, box[0], min(own[0], baseline - ascent), box[2], max(own[1], baseline + descent))


def _rows(page: Image.Image) -> tuple[float, float]:
    """Return the first row with ink and the row behind the last."""
    rows = np.nonzero((np.asarray(page) < 128).any(axis=1))[0]
    return (float(rows[0]), float(rows[-1]) + 1) if len(rows) else (0.0, float(page.height))


def _spaced(text: str, rng: random.Random) -> str:
    """Return `text` with a wider gap here and there, as hands leave them behind a full stop or to fill a line."""
    share = rng.choice((0.0, 0.0, 0.0, 0.05, 0.3))
    return "".join(char + " " if char == " " and rng.random() < share else char for char in text)


def _strike(
    page: Image.Image, text: str, machine: _Machine, at: tuple[float, float], rng: random.Random, *, twice: bool
) -> None:
    """Strike `text` from the left end of its baseline `at`, tone marks by themselves where the machine has them so."""
    if machine.ell:
        text = text.replace("1", "l")
    letters = "".join(map(_without_tone, text)) if machine.own_marks else text
    machine.typewriter.strike(page, letters, machine.font, at, twice=twice)
    advance = machine.typewriter.pitch * machine.size
    for place, (char, letter) in enumerate(zip(text, letters, strict=True)):
        if char == letter:
            continue
        mask, left, top = _mark(char, letter, machine)
        jump = machine.typewriter.jump * machine.size
        x = at[0] + place * advance + left + rng.gauss(0, jump)
        y = at[1] + top + rng.gauss(0, 0.7 * jump)
        density = np.rint(mask * 255 * rng.uniform(*machine.typewriter.density)).astype(np.uint8)
        page.paste(0, (round(x), round(y)), Image.fromarray(density))


@lru_cache(maxsize=256)
def _without_tone(char: str) -> str:
    """Return the letter that the tone mark of `char` stands on: ê for ệ, u for ủ.

    >>> _without_tone("ệ"), _without_tone("đ"), _without_tone("Ữ")
    ('ê', 'đ', 'Ư')
    """
    return unicodedata.normalize(
        "NFC", "".join(part for part in unicodedata.normalize("NFD", char) if part not in _TONES)
    )


@lru_cache(maxsize=4096)
def _mark(char: str, letter: str, machine: _Machine) -> tuple[Floats, float, float]:
    """Return the tone mark of `char`, which is what `letter` has not, and where it stands from pen and baseline."""
    font = machine.font
    cell = machine.typewriter.pitch * machine.size
    x0, y0, x1, y1 = font.getbbox(char, anchor="ls")
    pad = 3
    size = (int(x1 - x0) + 2 * pad, int(y1 - y0) + 2 * pad)
    whole, under = (_glyph(sign, font, size, (pad - x0, pad - y0)) for sign in (char, letter))
    mark = np.clip(whole - cv2.dilate(under, np.ones((3, 3), np.uint8)), 0, 1)
    off = _own_chance(machine, char)
    jump = machine.typewriter.jump * machine.size
    width = min(size[0], round(cell * 0.97) + 2 * pad)
    fitted = np.asarray(cv2.resize(mark, (width, size[1]), interpolation=cv2.INTER_AREA), np.float32)
    soft = np.asarray(cv2.GaussianBlur(fitted, (0, 0), 0.6), np.float32)
    return soft, (cell - width) / 2 + off.gauss(0, 1.5 * jump), y0 - pad + off.gauss(0, jump)


def _own_chance(machine: _Machine, char: str) -> random.Random:
    """Return the chance that places the mark of `char` on this machine; marks of one tone stand off alike."""
    tone = "".join(part for part in unicodedata.normalize("NFD", char) if part in _TONES)
    return random.Random(f"{machine.typewriter.machine} {tone}")


def _glyph(sign: str, font: ImageFont.FreeTypeFont, size: tuple[int, int], at: tuple[float, float]) -> Floats:
    image = Image.new("L", size, 0)
    ImageDraw.Draw(image).text(at, sign, font=font, fill=255, anchor="ls")
    return np.asarray(image, np.float32) / np.float32(255)


def _grade(rng: random.Random, pixels: int) -> Grade:
    """Return a grade for a strip of so many pixels: as those of drawn pages, but more between the extremes."""
    name = rng.choices((_TYPED, _CARBON, _BLACK_AND_WHITE, _POOR), (40, 38, 12, 10))[0]
    base = GRADES[name]
    varied = replace(
        base,
        skew=(0.0, 0.2),
        creases=(0, 0),
        dark_edges=(),
        shade=base.shade * rng.uniform(0, 1.3),
        noise=base.noise * rng.uniform(0.4, 1.5),
        blur=(base.blur[0] * 0.6, base.blur[1] * 1.15),
        specks=round(base.specks * pixels / _PAGE_PIXELS * rng.choice((0, 1, 1, 3))),
        quality=rng.randint(40, 90) if name != _POOR else rng.randint(25, 50),
    )
    if name == _BLACK_AND_WHITE:
        threshold = rng.uniform(145, 205)
        return replace(varied, spread=(0.0, 0.9), threshold=(threshold, threshold), scale=rng.choice((2 / 3, 0.8, 1.0)))
    if name == _POOR:
        return replace(varied, spread=(0.0, 0.6), scale=rng.choice((0.5, 0.5, 0.6)))
    if name == _CARBON:
        varied = replace(varied, spread=(0.4, 1.7), fade=(0.05, 0.42), blur=(0.8, 1.9))
    return replace(varied, scale=rng.choice((0.5, 0.67, 0.67, 0.67, 0.8, 1.0)))


def _rubbed(ink: Floats, rng: random.Random) -> Floats:
    """Return the ink as carbon paper gives it on: in grains of thin paper, here and there rubbed sideways."""
    noise = np.random.default_rng(rng.getrandbits(64))
    fine = cv2.GaussianBlur(noise.standard_normal(ink.shape, dtype=np.float32), (0, 0), rng.uniform(0.8, 2.2))
    depth = rng.uniform(0.0, 0.45)
    grained = ink * np.clip(1 - depth * (0.5 + 0.5 * fine / max(1e-6, float(fine.std()))), 0, 1.1)
    if rng.random() < 0.3:
        reach = rng.randint(5, 13)
        smeared = cv2.blur(grained, (reach, 1), anchor=(rng.choice((0, reach - 1)), 0))
        grained = np.maximum(grained, rng.uniform(0.2, 0.5) * smeared)
    return np.asarray(np.clip(grained, 0, 1), np.float32)
