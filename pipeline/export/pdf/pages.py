"""The pages of a PDF/A: each page of the originals, its image unharmed where it can be, drawn where it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipeline.errors import SourceError
from pipeline.export.pdf import drawing
from pipeline.export.pdf.images import PageImage, file_image, frames_of
from pipeline.export.pdf.kept import WholePages
from pipeline.export.pdf.painted import Bounds, Paint, Painted, read_paint, rotation_of
from pipeline.export.pdf.sound_images import is_sound, take_over
from pipeline.export.pdf.text_layer import Placement
from pipeline.model import Page

_A4 = (595.0, 842.0)
_A4_SHORT_INCHES = 8.27
_DPI_RANGE = (50, 1200)
_SIDES = (3.0, 14400.0)  # points: ISO 19005-2, 6.1.13
_PILLOW_FAILURES = (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError, MemoryError)


class PageWay(StrEnum):
    """How a page came into the PDF/A."""

    SAME_BYTES = "same_bytes"
    """The encoded image of the original."""
    OVERLAID = "overlaid"
    """The encoded image of the original; what lay over it (captions, stamped numbers) as small pictures above it."""
    KEPT = "kept"
    """The page of the original as it is: PDF/A allows all that is on it."""
    LOSSLESS = "lossless"
    """The image of the original, in another encoding without loss."""
    DRAWN = "drawn"
    """A drawing of the page."""
    MISSING = "missing"
    """An empty page: that of the original cannot be read."""


@dataclass(frozen=True, slots=True)
class LaidPage:
    """A page of the PDF that is being made: how it came there, and where the pixels of its record lie.

    `has_text` where its own visible text says what the record says, `has_marks` where its marks are visible text.
    """

    way: PageWay
    placement: Placement
    has_text: bool = False
    has_marks: bool = False


class ImagePages:
    """The pages of image files, in order."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Look at how many pages each of `paths` has."""
        self._frames = [(path, frame) for path in paths for frame in range(_frames(path))]

    def add(self, pdf: pikepdf.Pdf, page: Page, words: Sequence[str]) -> LaidPage:  # noqa: ARG002 - all pages are added alike
        """Append the page to `pdf`."""
        try:
            path, frame = self._frames[page.number - 1]
            image = file_image(pdf, path, frame)
        except _PILLOW_FAILURES:
            return add_missing(pdf, page)
        width, height = _page_size(image, page)
        content = (
            f"q {'-' if image.flipped else ''}{width:.4f} 0 0 {height:.4f} {width if image.flipped else 0:.4f} 0 cm"
        )
        turn = page.rotation if page.width else image.turn
        _append(pdf, (0.0, 0.0, width, height), turn, f"{content} /Scan Do Q".encode(), {"/Scan": image.stream})
        placement = _whole((0.0, 0.0, width, height), page)
        return LaidPage(PageWay.SAME_BYTES if image.same_bytes else PageWay.LOSSLESS, placement)


class PdfPages:
    """The pages of a PDF. Close it when what was made of it is saved: its streams are read as late as then."""

    def __init__(self, path: Path, name: str, embedded: frozenset[int]) -> None:
        """Open the PDF at `path`; `embedded` are the pages whose record is in pixels of the embedded scan.

        Raises:
            pikepdf.PdfError: it cannot be read.
        """
        self._path, self._name, self._embedded = path, name, embedded
        self._source = pikepdf.open(path)
        self._whole: WholePages | None = None

    def close(self) -> None:
        """Close the file."""
        self._source.close()
        if self._whole is not None:
            self._whole.close()

    def add(self, pdf: pikepdf.Pdf, page: Page, words: Sequence[str]) -> LaidPage:
        """Append the page to `pdf`: its scan as it is, with what lies over it, the whole page, or a drawing.

        `words` are those of the record: the visible text of a page that is kept must not contradict them.
        """
        if page.number > len(self._source.pages):
            return add_missing(pdf, page)
        source = self._source.pages[page.number - 1]
        paint = read_paint(source)
        turn = page.rotation if page.width else rotation_of(source)
        placement = _whole(self._frame(paint, page), page)
        try:
            scan = paint.scan if paint.scan and is_sound(paint.scan.image) else None
            if scan and paint.is_plain_scan and not _has_annotations(source):
                _append(pdf, paint.page, turn, _do(scan), {"/Scan": take_over(pdf, scan.image)})
                return LaidPage(PageWay.SAME_BYTES, placement)
            own = self._pages().add(pdf, page.number, words, turn)
            if own is not None:
                return LaidPage(PageWay.KEPT, placement, has_text=own.is_ours, has_marks=True)
            return LaidPage(self._lay(pdf, source, paint, scan, page, turn), placement)
        except (SourceError, pikepdf.PdfError):
            return add_missing(pdf, page)

    def _pages(self) -> WholePages:
        if self._whole is None:
            self._whole = WholePages(self._path)
        return self._whole

    def _lay(
        self, pdf: pikepdf.Pdf, source: pikepdf.Page, paint: Paint, scan: Painted | None, page: Page, turn: int
    ) -> PageWay:
        if scan is None:
            self._add_drawing(pdf, paint.page, source, page, turn)
            return PageWay.DRAWN
        patches = self._patches(scan, paint, source, page)
        pictures = {f"/Part{index}": drawing.encoded(pdf, patch.image) for index, patch in enumerate(patches)}
        content = b"\n".join(
            [_do(scan), *(_lay_over(f"Part{index}", patch.bounds) for index, patch in enumerate(patches))]
        )
        _append(pdf, paint.page, turn, content, {"/Scan": take_over(pdf, scan.image), **pictures})
        return PageWay.OVERLAID if patches else PageWay.SAME_BYTES

    def _frame(self, paint: Paint, page: Page) -> Bounds:
        """Return what the record's pixels measure: the scan alone, or the whole page."""
        found = paint.scan or max(paint.images, key=_extent, default=None)
        return found.bounds if found and page.number in self._embedded else paint.page

    def _patches(self, scan: Painted, paint: Paint, source: pikepdf.Page, page: Page) -> list[drawing.Patch]:
        inches = max(0.01, (scan.bounds[2] - scan.bounds[0]) / 72)
        dpi = min(drawing.MOST_DPI, max(drawing.LEAST_DPI, round(int(scan.image.Width) / inches)))
        shown = drawing.drawn(self._path, page.number, self._name, paint.page, rotation_of(source), dpi)
        with pikepdf.new() as bare:
            _append(bare, paint.page, 0, _do(scan), {"/Scan": take_over(bare, scan.image)})
            return drawing.patches_over(bare, shown, paint.page, self._name, dpi)

    def _add_drawing(self, pdf: pikepdf.Pdf, box: Bounds, source: pikepdf.Page, page: Page, turn: int) -> None:
        image = drawing.drawn(self._path, page.number, self._name, box, rotation_of(source))
        _append(pdf, box, turn, _lay_over("Scan", box), {"/Scan": drawing.encoded(pdf, image)})


class DrawnPages:
    """The pages of a PDF that only poppler can read."""

    def __init__(self, path: Path, name: str) -> None:
        """Draw the PDF at `path`."""
        self._path, self._name = path, name

    def close(self) -> None:
        """Nothing is open."""

    def add(self, pdf: pikepdf.Pdf, page: Page, words: Sequence[str]) -> LaidPage:  # noqa: ARG002 - all pages are added alike
        """Append a drawing of the page to `pdf`; what `words` it holds does not matter here."""
        width, height = _size_of(page)
        try:
            image = drawing.drawn(self._path, page.number, self._name, (0, 0, width, height), 0)
        except SourceError:
            return add_missing(pdf, page)
        box = (0.0, 0.0, width, height)
        _append(pdf, box, 0, _lay_over("Scan", box), {"/Scan": drawing.encoded(pdf, image)})
        return LaidPage(PageWay.DRAWN, _whole(box, page))


def add_missing(pdf: pikepdf.Pdf, page: Page) -> LaidPage:
    """Append an empty page in the place of one that cannot be read."""
    width, height = _size_of(page)
    _append(pdf, (0.0, 0.0, width, height), page.rotation, b"", {})
    return LaidPage(PageWay.MISSING, _whole((0.0, 0.0, width, height), page))


def _append(pdf: pikepdf.Pdf, box: Bounds, turn: int, content: bytes, images: dict[str, pikepdf.Stream]) -> None:
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([Decimal(f"{value:.6f}") for value in box]),
        Contents=pikepdf.Stream(pdf, content),
        Resources=Dictionary(XObject=Dictionary(images) if images else Dictionary()),
    )
    if turn % 360:
        page.Rotate = turn % 360
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def _do(scan: Painted) -> bytes:
    return ("q " + " ".join(f"{value:.6f}" for value in scan.matrix) + " cm /Scan Do Q").encode()


def _lay_over(name: str, box: Bounds) -> bytes:
    left, bottom, right, top = box
    return f"q {right - left:.4f} 0 0 {top - bottom:.4f} {left:.4f} {bottom:.4f} cm /{name} Do Q".encode()


def _whole(box: Bounds, page: Page) -> Placement:
    """Return the placement of a page image that fills `box`."""
    width, height = max(1, page.width), max(1, page.height)
    return Placement(box[0], box[3], (box[2] - box[0]) / width, (box[3] - box[1]) / height)


def _page_size(image: PageImage, page: Page) -> tuple[float, float]:
    """Return width and height, in points, of the page of an image file."""
    if page.width and page.dpi:
        return _bounded(page.width * 72 / page.dpi, page.height * 72 / page.dpi)
    dpi = (
        image.dpi if _DPI_RANGE[0] <= image.dpi <= _DPI_RANGE[1] else min(image.width, image.height) / _A4_SHORT_INCHES
    )
    return _bounded(image.width * 72 / dpi, image.height * 72 / dpi)


def _size_of(page: Page) -> tuple[float, float]:
    return _bounded(page.width * 72 / page.dpi, page.height * 72 / page.dpi) if page.width and page.dpi else _A4


def _bounded(width: float, height: float) -> tuple[float, float]:
    scale = min(1.0, _SIDES[1] / max(width, height))
    return max(_SIDES[0], width * scale), max(_SIDES[0], height * scale)


def _has_annotations(page: pikepdf.Page) -> bool:
    """Whether annotations may show something that lies over the page."""
    found = page.obj.get("/Annots")
    if not isinstance(found, pikepdf.Array):
        return False
    return any(isinstance(one, pikepdf.Dictionary) and "/AP" in one for one in found)


def _extent(painted: Painted) -> float:
    left, bottom, right, top = painted.bounds
    return (right - left) * (top - bottom)


def _frames(path: Path) -> int:
    try:
        return frames_of(path)
    except _PILLOW_FAILURES:
        return 1
