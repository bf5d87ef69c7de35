"""How finely and in what colours the pages of a file were scanned: what Điều 8 of the circular asks for."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

_BITS = {
    "1": 1,
    "L": 8,
    "P": 8,
    "LA": 8,
    "I;16": 16,
    "RGB": 24,
    "RGBA": 24,
    "CMYK": 24,
    "YCbCr": 24,
    "LAB": 24,
    "HSV": 24,
}
_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE
_MOST_OBJECTS = 50
_FULL = 0.5  # of the page: a smaller image is a picture in the text, not the scan


@dataclass(frozen=True, slots=True)
class PageImage:
    """The scan of a page: its colour depth in bits and its resolution, None where it is no scan, or says none."""

    page: int
    bits: int | None
    dpi: int | None = None


def page_images(files: Sequence[Path], media_type: str) -> Iterator[PageImage]:
    """Yield the scans of a document's pages; nothing where its files cannot be opened."""
    if media_type == "application/pdf":
        yield from _of_pdf(files[0]) if files else ()
        return
    number = 0
    for file in files:
        for bits in _of_image(file):
            number += 1
            yield PageImage(number, bits)


def _of_image(file: Path) -> Iterator[int | None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # size and metadata were judged when the file was imported
            with Image.open(file) as image:
                for frame in range(getattr(image, "n_frames", 1)):
                    image.seek(frame)
                    yield _BITS.get(image.mode)
    except (OSError, ValueError, Image.DecompressionBombError):
        return


def _of_pdf(file: Path) -> Iterator[PageImage]:
    try:
        pdf = pdfium.PdfDocument(file)
    except (pdfium.PdfiumError, OSError):
        return
    with pdf:
        for number in range(len(pdf)):
            page = pdf[number]
            yield PageImage(number + 1, *_scan(page))
            page.close()


def _scan(page: pdfium.PdfPage) -> tuple[int | None, int | None]:
    """Return depth and resolution of the image that covers most of a page."""
    width, height = page.get_size()
    best: tuple[float, int, int] | None = None
    for image in islice(page.get_objects(filter=[_IMAGE], max_depth=2), _MOST_OBJECTS):
        left, bottom, right, top = image.get_bounds()
        share = abs((right - left) * (top - bottom)) / max(width * height, 1)
        if share >= _FULL and (best is None or share > best[0]):
            said = image.get_metadata()
            best = (share, int(said.bits_per_pixel), round(min(said.horizontal_dpi, said.vertical_dpi)))
    return best[1:] if best else (None, None)
