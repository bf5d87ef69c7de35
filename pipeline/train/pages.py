"""Draws pages of text, damages them slightly, and reads them with Tesseract: true pairs of right and read text.

`python -m pipeline.train.pages CORPUS --out FOLDER --language eng --pages 200` writes one JSON file per page:
`gold` (the lines as drawn) and `read` (lines of [word, confidence]). A page that is there already is not made
again, so a broken run goes on where it stopped. Page i of a run depends on the seed and i only.
"""

from __future__ import annotations

import argparse
import io
import logging
import os
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytesseract
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from pipeline.language import nfc
from pipeline.train.corpus import Split, corpus_files, corpus_name, read_blocks
from pipeline.train.page_files import write_page

_LOG = logging.getLogger(__name__)

FONT_FOLDERS = (Path("/usr/share/fonts/truetype"), Path("/usr/share/fonts"))
# Times-like type is what Nghị định 30/2020/NĐ-CP asks for, so most pages are drawn with Tinos.
TYPEFACES = (
    (12, ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf")),
    (2, ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf", "NotoSerif-Italic.ttf")),
    (2, ("Arimo-Regular.ttf", "Arimo-Bold.ttf", "Arimo-Italic.ttf")),
    (1, ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSerif.ttf")),
)
SOURCES = (("admin_", 6), ("legal_docs", 2), ("legal_drafts", 2), ("legal_congbao", 1))
COVERAGE = "ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựỳỷỹỵđĐƯƠ"


@dataclass(frozen=True, slots=True)
class Style:
    """How one page is set and damaged. Sizes in points, damage in pixels of the page."""

    fonts: tuple[str, str, str]
    points: float
    dpi: int
    leading: float
    blur: float
    noise: float
    slant: float
    quality: int
    bilevel: bool


def draw_style(rng: random.Random, grade: float) -> Style:
    """Return a random style. `grade` scales the damage: 0 is a clean print, 1 a poor fax."""
    weights = [weight for weight, _ in TYPEFACES]
    return Style(
        fonts=rng.choices([fonts for _, fonts in TYPEFACES], weights)[0],
        points=rng.choice((12.0, 13.0, 13.0, 14.0, 14.0)),
        dpi=rng.choice((200, 200, 250, 300, 300) if grade < 0.7 else (150, 200, 200)),
        leading=rng.uniform(1.25, 1.6),
        blur=rng.uniform(0.0, 0.5 + grade),
        noise=rng.uniform(0.0, 12 + 40 * grade),
        slant=rng.uniform(-0.4, 0.4),
        quality=rng.randint(35, 85),
        bilevel=rng.random() < 0.35 + 0.3 * grade,
    )


@lru_cache(maxsize=256)
def load_font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a font by file name, in pixels.

    Raises:
        FileNotFoundError: it is not installed.
        ValueError: it lacks Vietnamese letters.
    """
    for folder in FONT_FOLDERS:
        for file in folder.rglob(name):
            font = ImageFont.truetype(str(file), size)
            missing = bytes(font.getmask("\U0010ffff"))
            if any(bytes(font.getmask(char)) == missing for char in COVERAGE):
                raise ValueError(f"{name} lacks Vietnamese letters")
            return font
    raise FileNotFoundError(name)


def wrap(paragraph: str, font: ImageFont.FreeTypeFont, width: float, indent: float) -> list[str]:
    """Return `paragraph` cut into lines that fit `width` pixels; the first is shorter by `indent`."""
    lines: list[str] = []
    words: list[str] = []
    room = width - indent
    used = 0.0
    space = font.getlength(" ")
    for word in paragraph.split():
        length = font.getlength(word)
        if words and used + space + length > room:
            lines.append(" ".join(words))
            words, used, room = [], 0.0, width
        used += length + (space if words else 0.0)
        words.append(word)
    return [*lines, " ".join(words)] if words else lines


def draw_page(paragraphs: Sequence[str], style: Style, rng: random.Random) -> tuple[Image.Image, list[str]]:
    """Return a damaged A4 page with as many of `paragraphs` as fit, and the lines drawn."""
    scale = style.dpi / 72
    width, height = int(595 * scale), int(842 * scale)
    page = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(page)
    size = round(style.points * scale)
    left, right, bottom = 85 * scale, width - 48 * scale, height - 60 * scale
    y = 57 * scale
    lines: list[str] = []
    for paragraph in paragraphs:
        heading = len(paragraph) < 70
        face = rng.choices((0, 1, 2), (2, 5, 1) if heading else (24, 1, 2))[0]
        text = paragraph.upper() if heading and rng.random() < 0.35 else paragraph
        font = load_font(style.fonts[face], size)
        indent = rng.choice((0.0, 36.0)) * scale
        cut = wrap(text, font, right - left, indent)
        for number, line in enumerate(cut):
            if y + size * style.leading > bottom:
                return _damage(page, style, rng), lines
            x = left + (indent if number == 0 else 0.0)
            _draw_line(pen, line, font, x, y, right if number < len(cut) - 1 else None)
            lines.append(line)
            y += size * style.leading
        y += 3 * scale
    return _damage(page, style, rng), lines


def _draw_line(
    pen: ImageDraw.ImageDraw, line: str, font: ImageFont.FreeTypeFont, x: float, y: float, right: float | None
) -> None:
    words = line.split(" ")
    space = font.getlength(" ")
    if right is not None and len(words) > 1:
        space = (right - x - sum(font.getlength(word) for word in words)) / (len(words) - 1)
    for word in words:
        pen.text((x, y), word, font=font, fill=20)
        x += font.getlength(word) + space


def _damage(page: Image.Image, style: Style, rng: random.Random) -> Image.Image:
    page = page.rotate(style.slant, Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(style.blur))
    noise = np.random.default_rng(rng.getrandbits(32)).normal(0, style.noise, (page.height, page.width))
    values: npt.NDArray[np.float64] = np.asarray(page, np.float64) * 0.9 + 15 + noise
    if style.bilevel:
        values = np.where(values < rng.uniform(110, 165), 0, 255)
    page = Image.fromarray(values.clip(0, 255).astype(np.uint8))
    packed = io.BytesIO()
    page.save(packed, "JPEG", quality=style.quality)
    return Image.open(packed)


def read_page(page: Image.Image, language: str, dpi: int) -> list[list[tuple[str, float]]]:
    """Return what Tesseract reads: lines of words, each with its confidence (0 to 1)."""
    data = pytesseract.image_to_data(page, lang=language, config=f"--dpi {dpi}", output_type=pytesseract.Output.DICT)
    lines: dict[tuple[int, int, int], list[tuple[str, float]]] = {}
    for number, text in enumerate(data["text"]):
        if text.strip():
            place = (data["block_num"][number], data["par_num"][number], data["line_num"][number])
            lines.setdefault(place, []).append((nfc(text.strip()), float(data["conf"][number]) / 100))
    return list(lines.values())


class Paragraphs:
    """Draws runs of consecutive paragraphs from one split of a corpus, administrative text first."""

    def __init__(self, folder: Path, split: Split) -> None:
        self._groups: list[list[list[str]]] = []
        self._weights: list[int] = []
        for prefix, weight in SOURCES:
            files = [file for file in corpus_files(folder) if corpus_name(file).startswith(prefix)]
            blocks = [block for file in files for block in read_blocks(file, split)]
            if blocks:
                self._groups.append(blocks)
                self._weights.append(weight)

    def draw(self, rng: random.Random, count: int = 40) -> list[str]:
        """Return up to `count` consecutive paragraphs."""
        block = rng.choice(rng.choices(self._groups, self._weights)[0])
        start = rng.randrange(max(1, len(block) - count))
        return block[start : start + count]


def make_pages(corpus: Path, out: Path, *, language: str, split: Split, pages: int, seed: int, grade: float) -> None:
    """Write `pages` drawn and read pages to `out` as JSON files."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    out.mkdir(parents=True, exist_ok=True)
    source = Paragraphs(corpus, split)
    for number in range(pages):
        file = out / f"{split}-{number:05}.json"
        if file.exists():
            continue
        rng = random.Random(f"{seed}:{split}:{number}")
        style = draw_style(rng, grade * rng.random())
        page, gold = draw_page(source.draw(rng), style, rng)
        read = read_page(page, language, style.dpi)
        write_page(file, {"gold": gold, "read": read})
        _LOG.info("page %d of %d: %d lines drawn, %d read", number + 1, pages, len(gold), len(read))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--language", default="eng")
    parser.add_argument("--split", choices=("train", "dev", "test"), default="train")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--grade", type=float, default=0.5)
    arguments = vars(parser.parse_args())
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    make_pages(arguments.pop("corpus"), arguments.pop("out"), **arguments)


if __name__ == "__main__":
    main()
