"""The image of a PDF page: the scan embedded in it where one image is the page, else a drawing of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.ingest.frame import POINTS_PER_INCH, Frame
from pipeline.ingest.images import to_raster, without_idle_channels
from pipeline.model import Box
from pipeline.poppler import draw_page
from pipeline.raster import Pixels, Raster
from pipeline.settings import Limits

_IS_PAGE = 0.5  # of the page's area: scanners put a smaller sheet on an A4 page
_OTHERS = 0.02  # images below this are logos and signatures
_DEPTH = 4
_PREVIEW_SIDE = 96
_ALIKE = 24.0  # grey levels, mean difference of the two previews
_INK, _WHITE = 128, 255
_MOST_OBJECTS = 20_000
_LEAST_DPI, _MOST_DPI = 36, 1200


@dataclass(frozen=True, slots=True)
class Scan:
    """The image object that is the page. `bounds` is where it lies: left, bottom, right, top in points."""

    image: pdfium.PdfImage
    bounds: tuple[float, float, float, float]
    width: int
    height: int


def find_scan(page: pdfium.PdfPage) -> Scan | None:
    """Return the one image that fills the page, or None where there is none or several make it up."""
    left, bottom, right, top = page.get_bbox()
    area = max(1.0, (right - left) * (top - bottom))
    large: list[Scan] = []
    for count, item in enumerate(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_DEPTH)):
        if count > _MOST_OBJECTS:
            return None
        bounds = item.get_bounds()
        share = (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]) / area
        if share >= _OTHERS:
            large.append(Scan(item, bounds, *item.get_px_size()))
    if len(large) != 1:
        return None
    found = large[0]
    share = (found.bounds[2] - found.bounds[0]) * (found.bounds[3] - found.bounds[1]) / area
    return found if share >= _IS_PAGE else None


def embedded_raster(page: pdfium.PdfPage, scan: Scan, limits: Limits) -> Raster | None:
    """Return the embedded image, turned as it lies on the unrotated page, at its own resolution.

    None where it cannot be taken by itself (slanted, masked, in colours that only a renderer gets right, too large):
    the preview of the page says so. Then the page is to be rendered.
    """
    if scan.width * scan.height > limits.page_pixels:
        return None
    try:
        bitmap = scan.image.get_bitmap()
        turned = _as_on_page(bitmap.to_numpy(), scan.image)
        # what a file says of an image makes pdfium decode it again, so it is asked only where it matters
        bilevel = turned is not None and _has_two_levels(turned) and scan.image.get_metadata().bits_per_pixel == 1
    except (pdfium.PdfiumError, ValueError):
        return None
    if turned is None or not _like_page(turned, page, scan):
        return None
    inches = (scan.bounds[2] - scan.bounds[0]) / POINTS_PER_INCH
    dpi = min(_MOST_DPI, max(_LEAST_DPI, round(turned.shape[1] / max(inches, 0.01))))
    return Raster(without_idle_channels(turned), dpi, bilevel)


def _has_two_levels(pixels: Pixels) -> bool:
    """Whether a grey image is of black and white only."""
    return pixels.ndim == 2 and not cv2.countNonZero(cv2.inRange(pixels, np.array([1]), np.array([_WHITE - 1])))


def _as_on_page(pixels: Pixels, image: pdfium.PdfImage) -> Pixels | None:
    """Return a copy turned and flipped as the image's matrix lays it on the page; None where that slants it."""
    a, b, c, d, _, _ = image.get_matrix().get()
    if pixels.ndim == 3 and pixels.shape[2] == 4:
        pixels = cv2.cvtColor(pixels, cv2.COLOR_BGRA2BGR).astype(np.uint8, copy=False)
    if pixels.ndim == 3 and pixels.shape[2] == 1:
        pixels = pixels[:, :, 0]
    size = max(abs(a), abs(b), abs(c), abs(d))
    if max(abs(b), abs(c)) < 0.01 * size:
        flip_x, flip_y = a < 0, d < 0
    elif max(abs(a), abs(d)) < 0.01 * size:
        # x of the image runs along y of the page: transpose, then see which way each side runs
        pixels = np.swapaxes(pixels, 0, 1)
        flip_x, flip_y = c > 0, b > 0
    else:
        return None
    if flip_x:
        pixels = pixels[:, ::-1]
    if flip_y:
        pixels = pixels[::-1]
    return pixels.copy()


def _like_page(pixels: Pixels, page: pdfium.PdfPage, scan: Scan) -> bool:
    """Whether the image looks like the page where it lies: a check on masks, colour spaces and turns."""
    drawn = unrotated_preview(page, scan.bounds)
    small = cv2.resize(pixels, (drawn.shape[1], drawn.shape[0]), interpolation=cv2.INTER_AREA)
    grey = small if small.ndim == 2 else small.mean(axis=2)
    return bool(np.abs(grey.astype(np.float64) - drawn).mean() < _ALIKE)


def with_stamped(raster: Raster, page: pdfium.PdfPage, frame: Frame, boxes: Sequence[Box]) -> Raster:
    """Return the scan with what annotations stamp into its blanks drawn in: the document's number, its date.

    `page` is the page with its annotations flattened into it; only what lies in `boxes` (pixels of `raster`) is taken.
    """
    left, _, _, top = page.get_bbox()
    bitmap = page.render(scale=frame.scale, rotation=-page.get_rotation() % 360, rev_byteorder=False)
    drawn = bitmap.to_numpy()[:, :, :3]
    across, down = round((frame.left - left) * frame.scale), round((top - frame.top) * frame.scale)
    pixels = raster.pixels.copy()
    for box in boxes:
        margin = 0.15 * (box.y1 - box.y0)
        y0, y1 = max(0, int(box.y0 - margin)), min(raster.height, int(box.y1 + margin) + 1)
        x0, x1 = max(0, int(box.x0 - margin)), min(raster.width, int(box.x1 + margin) + 1)
        part = drawn[max(0, y0 + down) : y1 + down, max(0, x0 + across) : x1 + across]
        if part.shape[:2] != (y1 - y0, x1 - x0):
            continue  # it lies beside the scan
        if not raster.is_colour:
            part = part.min(axis=2)
        if raster.bilevel:
            part = np.where(part < _INK, 0, 255).astype(np.uint8)
        pixels[y0:y1, x0:x1] = np.minimum(pixels[y0:y1, x0:x1], part)
    return Raster(pixels, raster.dpi, raster.bilevel)


def unrotated_preview(page: pdfium.PdfPage, bounds: tuple[float, float, float, float]) -> Pixels:
    """Return a small grey drawing of the part of the unrotated page inside `bounds` (points)."""
    left, bottom, right, top = page.get_bbox()
    scale = _PREVIEW_SIDE / max(right - left, top - bottom)
    bitmap = page.render(scale=scale, rotation=-page.get_rotation() % 360, grayscale=True, draw_annots=False)
    drawn = bitmap.to_numpy()
    drawn = drawn if drawn.ndim == 2 else drawn[:, :, 0]
    rows = slice(max(0, int((top - bounds[3]) * scale)), max(1, round((top - bounds[1]) * scale)))
    columns = slice(max(0, int((bounds[0] - left) * scale)), max(1, round((bounds[2] - left) * scale)))
    part: Pixels = drawn[rows, columns]
    return part if part.size else drawn


def render_page(
    path: Path, page: pdfium.PdfPage, name: str, number: int, limits: Limits, asked: int, *, annotations: bool
) -> tuple[Raster, bool]:
    """Draw the unrotated page with poppler at `asked` dots per inch; also return whether it had to be drawn smaller.

    Raises:
        MissingProgramError: poppler is not installed.
        SourceLimitError: it took longer than `limits.render_seconds`.
        DamagedSourceError: poppler cannot draw it.
    """
    left, bottom, right, top = page.get_bbox()
    inches = max(1e-6, (right - left) * (top - bottom)) / POINTS_PER_INCH**2
    dpi = max(1, min(asked, int((limits.page_pixels / inches) ** 0.5)))
    drawn = draw_page(path, number, dpi, limits.render_seconds, name, annotations=annotations)
    image = drawn.rotate(page.get_rotation(), expand=True)  # counter-clockwise: undoes /Rotate
    return to_raster(image, dpi, limits.page_pixels), dpi < asked
