"""Pages of a PDF that are no plain scan and may stand in PDF/A-2 as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Name

from pipeline.export.pdfa import check_page

_DROPPED = (
    "/Annots",
    "/AA",
    "/PieceInfo",
    "/Thumb",
    "/StructParents",
    "/Metadata",
    "/B",
    "/PresSteps",
    "/Tabs",
    "/Trans",
)
_ALL_OURS, _FEW = 0.97, 0.2
_CHANNELS = 3  # of the sRGB output intent


@dataclass(frozen=True, slots=True)
class OwnText:
    """How the visible text of a page stands to the text of the record."""

    is_ours: bool
    """It says what the record says: nothing is to be written over it."""
    is_little: bool
    """It is a caption or so: the text of the record belongs over the page."""


class WholePages:
    """The pages of a PDF with their annotations flattened into them."""

    def __init__(self, path: Path) -> None:
        """Open the PDF at `path`.

        Raises:
            pikepdf.PdfError: it cannot be read.
        """
        self._path = path
        self._flat = pikepdf.open(path)
        self._flat.flatten_annotations("screen")

    def close(self) -> None:
        """Close the file."""
        self._flat.close()

    def add(self, pdf: pikepdf.Pdf, number: int, words: Iterable[str], turn: int) -> OwnText | None:
        """Append page `number` to `pdf` as it is, if it may stand in PDF/A and its text does not contradict `words`.

        Returns None where it may not.
        """
        page = self._flat.pages[number - 1]
        if not _is_balanced(page) or check_page(page, _CHANNELS):
            return None
        own = _compared(_text(self._path, number), list(words))
        if not (own.is_ours or own.is_little):
            return None
        pdf.pages.append(page)
        _prepare(pdf, pdf.pages[-1], turn)
        return own


def _prepare(pdf: pikepdf.Pdf, page: pikepdf.Page, turn: int) -> None:
    """Take from a copied page what an archive does not hold, and close its graphics state off."""
    for key in _DROPPED:
        if key in page.obj:
            del page.obj[key]
    page.obj.Rotate = turn % 360
    page.obj.MediaBox, page.obj.CropBox = page.mediabox, page.cropbox
    page.contents_add(pikepdf.Stream(pdf, b"q"), prepend=True)
    page.contents_add(pikepdf.Stream(pdf, b"Q"))


def _is_balanced(page: pikepdf.Page) -> bool:
    """Whether the page gives back every graphics state, and writes nothing invisibly."""
    depth = 0
    try:
        for instruction in pikepdf.parse_content_stream(page, "q Q Tr"):
            name = str(instruction.operator)
            depth += (name == "q") - (name == "Q")
            if depth < 0 or (name == "Tr" and int(next(iter(instruction.operands))) == 3):
                return False
    except (pikepdf.PdfError, ValueError, TypeError, StopIteration):
        return False
    return depth == 0 and Name.Type in page.obj


def _text(path: Path, number: int) -> list[str]:
    try:
        with pdfium.PdfDocument(path) as pdf:
            return str(pdf[number - 1].get_textpage().get_text_range()).split()
    except pdfium.PdfiumError:
        return []


def _compared(own: list[str], ours: list[str]) -> OwnText:
    """Return how the words of a page stand to those of the record.

    >>> _compared(["Kế", "hoạch"], ["Kế", "hoạch"]).is_ours
    True
    >>> _compared(["KOE", "hoaùch"], ["Kế", "hoạch"])
    OwnText(is_ours=False, is_little=False)
    """
    common = (Counter(own) & Counter(ours)).total()
    is_ours = bool(ours) and common >= _ALL_OURS * len(ours)
    return OwnText(is_ours, not is_ours and len(own) <= _FEW * len(ours))
