"""Takes the characters of a PDF page's text layer and makes words of them, by geometry.

What annotations show (numbers and dates stamped into the blanks, e-signature captions) is no part of pdfium's text
page; it is found by flattening the annotations into a second copy of the page.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.ingest.frame import Frame
from pipeline.model import Box, Word

_HYPHEN = "\x02"  # what pdfium calls a hyphen at the end of a line
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SMALLER = 0.8  # a superscript's height, at most this part of its neighbour's
_RAISED = 0.12  # and its baseline higher by this part of the neighbour's height
_SAME_LINE = 0.25
_GAP = 0.1
_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character in pixels of the upright page: the box of its ink, its baseline, the height of its font.

    `start` and `end` are where the room that the font gives it begins and ends (wider than the ink of a "1").
    """

    text: str
    box: Box
    start: float
    end: float
    baseline: float
    size: float
    space_before: bool


@dataclass(frozen=True, slots=True)
class Char:
    """One character as pdfium gives it, in points.

    `angle` is how far its baseline is turned, counter-clockwise, in degrees.
    """

    text: str
    ink: tuple[float, float, float, float]
    loose: tuple[float, float, float, float]
    origin: tuple[float, float]
    angle: float
    space_before: bool

    @property
    def place(self) -> tuple[str, int, int]:
        """What tells one character of the page from another: itself and where it stands."""
        return self.text, round(self.origin[0]), round(self.origin[1])


def read_chars(page: pdfium.PdfPage, most: int) -> list[Char]:
    """Return the characters of a page in the order of its content; none where there are more than `most`.

    Raises:
        PdfiumError: the page's text cannot be loaded.
    """
    textpage = page.get_textpage()
    try:
        chars: list[Char] = []
        space = True
        count = textpage.count_chars()
        for index in range(count if count <= most else 0):
            if pdfium_c.FPDFText_IsGenerated(textpage, index) == 1:
                continue  # spaces that pdfium guesses; `words_of` measures
            code = pdfium_c.FPDFText_GetUnicode(textpage, index)
            text = "-" if chr(code) == _HYPHEN else chr(code)
            if code == 0 or text.isspace():
                space = True
                continue
            chars.append(_char(textpage, index, text, space))
            space = False
        return chars
    finally:
        textpage.close()


def _char(textpage: pdfium.PdfTextPage, index: int, text: str, space: bool) -> Char:
    loose = tuple(textpage.get_charbox(index, loose=True))
    ink = tuple(textpage.get_charbox(index))
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium_c.FPDFText_GetCharOrigin(textpage, index, x, y)
    matrix = pdfium_c.FS_MATRIX()  # FPDFText_GetCharAngle takes the slant of an oblique font for a turn
    pdfium_c.FPDFText_GetMatrix(textpage, index, matrix)
    angle = math.degrees(math.atan2(matrix.b, matrix.a))
    if ink[2] <= ink[0] or ink[3] <= ink[1]:
        ink = loose
    return Char(text, ink, loose, (x.value, y.value), angle, space)


def reading_turn(chars: Sequence[Char]) -> int:
    """Return the clockwise turn (0, 90, 180, 270) after which most characters stand upright."""
    counted = Counter(_quarter(char.angle) for char in chars if char.text.isalnum())
    return counted.most_common(1)[0][0] if counted else 0


def _quarter(angle: float) -> int:
    return round(angle / 90) * 90 % 360


def upright_chars(chars: Iterable[Char], turn: int) -> list[Char]:
    """Return the characters that are upright after `turn`; the others are watermarks and notes on the margin."""
    return [char for char in chars if abs((char.angle - turn + 180) % 360 - 180) < 5]


def glyphs(chars: Iterable[Char], frame: Frame) -> list[Glyph]:
    """Return the characters in pixels of the upright page."""
    out: list[Glyph] = []
    for char in chars:
        loose = frame.upright(*char.loose)
        origin = frame.upright(char.origin[0], char.origin[1], char.origin[0], char.origin[1])
        size = max(1.0, loose.y1 - loose.y0)
        out.append(Glyph(char.text, frame.upright(*char.ink), loose.x0, loose.x1, origin.y0, size, char.space_before))
    return out


def words_of(letters: Sequence[Glyph]) -> list[Word]:
    """Return the words that the characters make, in their order. Raised small digits become superscripts."""
    raised = _superscripts(letters)
    words: list[list[Glyph]] = []
    last: Glyph | None = None
    for index, letter in enumerate(letters):
        shown = replace(letter, text=letter.text.translate(_SUPERSCRIPT)) if index in raised else letter
        if last is not None and _continues(last, letter):
            words[-1].append(shown)
        else:
            words.append([shown])
        last = letter
    return [_word(word) for word in words]


def _superscripts(letters: Sequence[Glyph]) -> set[int]:
    """Return the indices of the digits that are raised over a neighbour, or belong to a number that is."""
    found = {
        index
        for index, letter in enumerate(letters)
        if letter.text.isdigit() and any(_raised(letter, near) for near in letters[max(0, index - 1) : index + 2])
    }
    for step in (1, -1):
        for index in sorted(found, reverse=step < 0):
            beside = index + step
            while 0 <= beside < len(letters) and _same_number(letters[beside - step], letters[beside]):
                found.add(beside)
                beside += step
    return found


def _same_number(one: Glyph, other: Glyph) -> bool:
    level = abs(one.baseline - other.baseline) < 0.05 * one.size and abs(one.size - other.size) < 0.05 * one.size
    near = max(one.start, other.start) - min(one.end, other.end) < _GAP * one.size
    return level and near and one.text.isdigit() and other.text.isdigit()


def _raised(letter: Glyph, near: Glyph) -> bool:
    lift = near.baseline - letter.baseline
    return letter.size <= _SMALLER * near.size and _RAISED * near.size < lift < near.size


def _continues(last: Glyph, letter: Glyph) -> bool:
    """Whether `letter` belongs to the word that ends in `last`."""
    if unicodedata.combining(letter.text):
        return True
    if letter.space_before:
        return False
    size = max(last.size, letter.size)
    level = abs(letter.baseline - last.baseline) <= _SAME_LINE * size or _raised(letter, last) or _raised(last, letter)
    gap = letter.start - last.end
    return level and -_OVERLAP * size < gap < _GAP * size


def _word(letters: Sequence[Glyph]) -> Word:
    """Return the word; its box holds the ink, and at least the height of a small letter above the baseline."""
    return Word(
        text="".join(letter.text for letter in letters),
        box=Box(
            page=letters[0].box.page,
            x0=min(letter.box.x0 for letter in letters),
            y0=min(min(letter.box.y0, letter.baseline - 0.4 * letter.size) for letter in letters),
            x1=max(letter.box.x1 for letter in letters),
            y1=max(max(letter.box.y1, letter.baseline) for letter in letters),
        ),
        confidence=1.0,
    )


def flattened(pdf: pdfium.PdfDocument, index: int) -> pdfium.PdfPage | None:
    """Make the annotations of page `index` (from 0) part of its content and return it; None where pdfium cannot.

    `pdf` must be a copy of the document for this use only.

    Raises:
        PdfiumError: the page cannot be loaded.
    """
    if pdf.formenv is None:
        pdf.init_forms()
    page = pdf[index]
    done = pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
    page.close()
    return None if done == pdfium_c.FLATTEN_FAIL else pdf[index]


def added_by_annotations(pdf: pdfium.PdfDocument, index: int, chars: Sequence[Char], most: int) -> list[Char]:
    """Return the characters that the annotations of page `index` (from 0) add to its content `chars`.

    The page is flattened in `pdf`, which must be a copy of the document for this use only. A page whose annotations
    cannot be flattened adds nothing.

    Raises:
        PdfiumError: the page cannot be loaded.
    """
    page = flattened(pdf, index)
    if page is None:
        return []
    known = Counter(char.place for char in chars)
    added: list[Char] = []
    for char in read_chars(page, most):
        if known[char.place] > 0:
            known[char.place] -= 1
        else:
            added.append(char)
    page.close()
    return added


def shows_annotations(page: pdfium.PdfPage) -> bool:
    """Whether the page has annotations other than links."""
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
        subtype = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        pdfium_c.FPDFPage_CloseAnnot(annotation)
        if subtype not in (pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP):
            return True
    return False
