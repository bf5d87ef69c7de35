"""The typefaces that pages are drawn with, found on this machine and checked for all letters of Vietnamese."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from pipeline.errors import MissingProgramError, UsageError
from pipeline.language import VIETNAMESE_LETTERS
from pipeline.message import Message

FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")

FACES = {
    "tinos": ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf"),
    "noto_serif": (
        "NotoSerif-Regular.ttf",
        "NotoSerif-Bold.ttf",
        "NotoSerif-Italic.ttf",
        "NotoSerif-BoldItalic.ttf",
    ),
    "dejavu_serif": (
        "DejaVuSerif.ttf",
        "DejaVuSerif-Bold.ttf",
        "DejaVuSerif-Italic.ttf",
        "DejaVuSerif-BoldItalic.ttf",
    ),
    "dejavu_serif_condensed": (
        "DejaVuSerifCondensed.ttf",
        "DejaVuSerifCondensed-Bold.ttf",
        "DejaVuSerifCondensed-Italic.ttf",
        "DejaVuSerifCondensed-BoldItalic.ttf",
    ),
    "arimo": ("Arimo-Regular.ttf", "Arimo-Bold.ttf", "Arimo-Italic.ttf", "Arimo-BoldItalic.ttf"),
    "dejavu_sans": (
        "DejaVuSans.ttf",
        "DejaVuSans-Bold.ttf",
        "DejaVuSans-Oblique.ttf",
        "DejaVuSans-BoldOblique.ttf",
    ),
    "typewriter": ("DejaVuSerif.ttf", "DejaVuSerif.ttf", "DejaVuSerif.ttf", "DejaVuSerif.ttf"),
}
"""Files of the four faces (regular, bold, italic, bold italic) of each family. Liberation Serif lacks letters.

A typewriter has one face; slab serifs make its letters.
"""

PACKAGES = {
    "tinos": "fonts-croscore",
    "noto_serif": "fonts-noto-core",
    "dejavu_serif": "fonts-dejavu-extra",
    "dejavu_serif_condensed": "fonts-dejavu-extra",
    "arimo": "fonts-croscore",
    "dejavu_sans": "fonts-dejavu-extra",
    "typewriter": "fonts-dejavu-core",
}

REQUIRED = "".join(sorted(VIETNAMESE_LETTERS | {letter.upper() for letter in VIETNAMESE_LETTERS})) + (
    "fjzwFJWZ0123456789.,;:-–/()“”\"'%&+|…"
)
_NOT_A_CHARACTER = "\uffff"
"""No font has a glyph for it, so it shows what a font draws for a missing one."""


@dataclass(frozen=True, slots=True)
class Family:
    """One family of four faces; make it with `family`."""

    name: str
    files: tuple[Path, Path, Path, Path]

    def font(self, size: float, *, bold: bool = False, italic: bool = False) -> ImageFont.FreeTypeFont:
        """Return the face at `size` pixels."""
        return _font(self.files[int(bold) + 2 * int(italic)], round(size, 2))

    def missing(self, text: str) -> str:
        """Return the characters of `text`, each once, that a face of the family has no glyph for."""
        lacking = set().union(*(_missing(path, frozenset(text)) for path in self.files))
        return "".join(sorted(lacking))

    def require(self, text: str) -> None:
        """Check that all of `text` can be drawn.

        Raises:
            UsageError: a face has no glyph for some character.
        """
        if lacking := self.missing(text):
            raise UsageError(
                Message(
                    f"Phông chữ {self.name} thiếu các ký tự: {lacking}. Hãy chọn phông chữ khác.",
                    f"The font {self.name} lacks the characters: {lacking}. Choose another font.",
                )
            )


@lru_cache(maxsize=8)
def family(name: str) -> Family:
    """Return the family called `name` (a key of `FACES`), with all letters of Vietnamese.

    Raises:
        MissingProgramError: its files are not on this machine, or lack Vietnamese letters.
    """
    found = tuple(_find(file) for file in FACES[name])
    regular, bold, italic, bold_italic = found
    if regular is None or bold is None or italic is None or bold_italic is None:
        raise MissingProgramError(
            Message(
                f"Không tìm thấy phông chữ {name}. Hãy cài gói {PACKAGES[name]} (apt-get install {PACKAGES[name]}).",
                f"The font {name} was not found. Install the package {PACKAGES[name]} "
                f"(apt-get install {PACKAGES[name]}).",
            )
        )
    made = Family(name, (regular, bold, italic, bold_italic))
    if lacking := made.missing(REQUIRED):
        raise MissingProgramError(
            Message(
                f"Phông chữ {name} trên máy này thiếu chữ tiếng Việt: {lacking}. Hãy cài gói {PACKAGES[name]}.",
                f"The font {name} on this machine lacks Vietnamese letters: {lacking}. Install {PACKAGES[name]}.",
            )
        )
    return made


def available() -> tuple[str, ...]:
    """Return the names of the families that are complete on this machine."""
    return tuple(name for name, files in FACES.items() if all(_find(file) for file in files))


@lru_cache(maxsize=64)
def _find(file: str) -> Path | None:
    for folder in FONT_FOLDERS:
        if folder.is_dir() and (found := sorted(folder.rglob(file))):
            return found[0]
    return None


@lru_cache(maxsize=256)
def _font(path: Path, size: float) -> ImageFont.FreeTypeFont:
    # BASIC gives the same picture whether or not libraqm is installed; Vietnamese needs no shaping.
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _missing(path: Path, characters: frozenset[str]) -> frozenset[str]:
    return frozenset(char for char in characters if char.strip() and not _has_glyph(path, char))


@lru_cache(maxsize=16384)
def _has_glyph(path: Path, char: str) -> bool:
    font = _font(path, 40.0)
    return bytes(font.getmask(char)) != _missing_glyph(path) and font.getlength(char) > 0


@lru_cache(maxsize=64)
def _missing_glyph(path: Path) -> bytes:
    return bytes(_font(path, 40.0).getmask(_NOT_A_CHARACTER))
