"""Pages that cannot stay as they are, drawn; and the parts of a page that lie over its scan."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pikepdf
from PIL import Image

from pipeline.export.pdf.images import jpeg, lossless
from pipeline.export.pdf.painted import Bounds
from pipeline.poppler import draw_page

MOST_DPI, LEAST_DPI = 300, 200
_PIXELS = 60_000_000
_SECONDS = 60.0
_QUALITY = 90
_SMALL = 200_000  # bytes: below it nothing is won by a JPEG
_DIFFERS = 24  # grey levels
_GAP, _MARGIN = 16, 3  # pixels
_MOST_REGIONS = 20


@dataclass(frozen=True, slots=True)
class Patch:
    """A part of the drawn page, and where it lies, in points."""

    image: Image.Image
    bounds: Bounds


def drawn(path: Path, number: int, name: str, box: Bounds, rotation: int, dpi: int = MOST_DPI) -> Image.Image:
    """Return page `number` of a PDF, unrotated, annotations included, at `dpi` or as large as may be.

    Raises:
        MissingProgramError: poppler is not installed.
        SourceError: it cannot be drawn.
    """
    inches = max(1e-6, (box[2] - box[0]) * (box[3] - box[1])) / 72**2
    dpi = max(1, min(dpi, int((_PIXELS / inches) ** 0.5)))
    image = draw_page(path, number, dpi, _SECONDS, name, annotations=True)
    return image.rotate(rotation, expand=True)  # counter-clockwise: undoes /Rotate


def encoded(pdf: pikepdf.Pdf, image: Image.Image) -> pikepdf.Stream:
    """Return a drawing as an image object: without loss where that is small, else as a good JPEG."""
    image = _simplest(image)
    kept = lossless(pdf, image)
    size = len(kept.read_raw_bytes())
    if image.mode == "1" or size < _SMALL:
        return kept
    small = jpeg(pdf, image, _QUALITY)
    return small if len(small.read_raw_bytes()) < size else kept


def patches_over(scan: pikepdf.Pdf, page: Image.Image, box: Bounds, name: str, dpi: int) -> list[Patch]:
    """Return the parts of `page` (a drawing of what a viewer shows) that `scan`, a PDF of the bare scan, lacks.

    Raises:
        MissingProgramError: poppler is not installed.
        SourceError: the scan cannot be drawn.
    """
    with tempfile.TemporaryDirectory(prefix="sohoa-") as folder:
        path = Path(folder) / "scan.pdf"
        scan.save(path)
        bare = drawn(path, 1, name, box, 0, dpi)
    if bare.size != page.size:
        bare = bare.resize(page.size)
    there, here = np.asarray(page.convert("RGB"), np.int16), np.asarray(bare.convert("RGB"), np.int16)
    differs = np.abs(there - here).max(axis=2) > _DIFFERS
    x_scale, y_scale = (box[2] - box[0]) / page.width, (box[3] - box[1]) / page.height
    found = []
    for left, upper, right, lower in _regions(differs):
        bounds = (
            box[0] + left * x_scale,
            box[3] - lower * y_scale,
            box[0] + right * x_scale,
            box[3] - upper * y_scale,
        )
        found.append(Patch(page.crop((left, upper, right, lower)), bounds))
    return found


def _simplest(image: Image.Image) -> Image.Image:
    """Return the image in the plainest mode that shows the same."""
    if image.mode not in ("RGB", "L"):
        image = image.convert("RGB")
    if image.mode == "RGB":
        pixels = np.asarray(image)
        if np.array_equal(pixels[:, :, 0], pixels[:, :, 1]) and np.array_equal(pixels[:, :, 1], pixels[:, :, 2]):
            image = image.getchannel(0)
    if image.mode == "L":
        levels = np.count_nonzero(np.asarray(image.histogram()[1:255]))
        return image.convert("1", dither=Image.Dither.NONE) if levels == 0 else image
    return image


def _regions(mask: npt.NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """Return the boxes (left, upper, right, lower) of what is set, parted where empty rows or columns lie.

    Letters are nearer to each other than captions: the gaps that part grow until there are few boxes.
    """
    gap = _GAP
    found = list(_cut(mask, 0, 0, gap, by_rows=True, stuck=False))
    while len(found) > _MOST_REGIONS:
        gap *= 2
        found = list(_cut(mask, 0, 0, gap, by_rows=True, stuck=False))
    height, width = mask.shape
    return [
        (max(0, left - _MARGIN), max(0, upper - _MARGIN), min(width, right + _MARGIN), min(height, lower + _MARGIN))
        for left, upper, right, lower in found
    ]


def _cut(
    mask: npt.NDArray[np.bool_], left: int, upper: int, gap: int, *, by_rows: bool, stuck: bool
) -> Iterator[tuple[int, int, int, int]]:
    """Cut the mask along empty bands, rows and columns in turn, until neither way parts it any more."""
    bands = _bands(np.asarray(mask.any(axis=1 if by_rows else 0)), gap)
    for start, end in bands:
        part = mask[start:end] if by_rows else mask[:, start:end]
        x, y = (left, upper + start) if by_rows else (left + start, upper)
        if len(bands) == 1 and stuck:
            yield x, y, x + part.shape[1], y + part.shape[0]
        else:
            yield from _cut(part, x, y, gap, by_rows=not by_rows, stuck=len(bands) == 1)


def _bands(line: npt.NDArray[np.bool_], gap: int) -> list[tuple[int, int]]:
    """Return the runs of `line` that are set, joined over gaps of at most `gap`."""
    places = np.flatnonzero(line)
    if not places.size:
        return []
    breaks = np.flatnonzero(np.diff(places) > gap)
    starts, ends = np.r_[places[0], places[breaks + 1]], np.r_[places[breaks], places[-1]] + 1
    return [(int(start), int(end)) for start, end in zip(starts, ends, strict=True)]
