"""The steps of reading one page as pictures: `sohoa debug-page`.

What is shown is what the program did, not a second way of doing it: the page is read as ever by
`process.read_page`, which shows the image after each treatment to who watches.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from pipeline import ingest, process
from pipeline.cli import debug_html
from pipeline.errors import UsageError
from pipeline.message import Message
from pipeline.model import Box, MarkKind, PageReading, Step
from pipeline.ocr.ruling import find_ruling
from pipeline.raster import Raster, viewing_copy
from pipeline.settings import Settings

_UNSURE, _DOUBTFUL = 0.9, 0.6
_GREEN, _YELLOW, _RED, _BLUE = (0, 140, 60), (225, 150, 0), (215, 25, 30), (20, 80, 200)
_VIOLET = (150, 40, 170)
_QUALITY = 85


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of the report: `name` of its file, what it shows, what was measured, and the JPEG."""

    name: str
    caption: Message
    measured: str
    jpeg: bytes


class _Watcher:
    """Keeps a small copy of the page after each treatment, and the last one whole."""

    def __init__(self) -> None:
        self.pictures: list[Picture] = []
        self.last: Raster | None = None

    def __call__(self, steps: tuple[Step, ...], raster: Raster) -> None:
        caption = Message(
            "; ".join(debug_html.step_caption(step).vi for step in steps),
            "; ".join(debug_html.step_caption(step).en for step in steps),
        )
        measured = "; ".join(f"{key} = {value}" for step in steps for key, value in step.settings)
        name = "-".join(step.name for step in steps)
        self.pictures.append(Picture(name, caption, measured, viewing_copy(raster)))
        self.last = raster


def write_debug_page(file: Path, number: int, folder: Path, settings: Settings) -> Path:
    """Read page `number` of `file`, write the pictures and `index.html` into `folder`, and return that file's path.

    Raises:
        UsageError: there is no such file or page, the file holds several documents, or `folder` cannot be written.
        SourceError: the file cannot be read.
        OcrError: the engine failed or ran out of time.
        MissingProgramError: the engine or its language data is not installed.
    """
    watcher = _Watcher()
    with tempfile.TemporaryDirectory(prefix="sohoa-") as spool:
        item = _only_source(file, settings, Path(spool))
        _check_page(item, number, settings)
        page = process.read_page(item, number, settings, watcher)
    pictures = [Picture("original", debug_html.ORIGINAL, "", page.view)] if page.view else []
    pictures += watcher.pictures
    if watcher.last is not None:
        pictures.append(_ruling(watcher.last))
    if page.view:
        pictures += _drawn(page.reading, page.view)
    return _write(folder, pictures, page.reading, f"{file.name}, {number}")


def _only_source(file: Path, settings: Settings, spool: Path) -> ingest.Item:
    found = ingest.discover([file], settings, spool)
    for skipped in found.skipped:
        if skipped.error is not None:
            raise skipped.error
    if len(found.items) != 1:
        raise UsageError(
            Message(
                f"{file}: có {len(found.items)} văn bản; hãy chỉ ra một tệp.",
                f"{file}: holds {len(found.items)} documents; name one file.",
            )
        )
    return found.items[0]


def _check_page(item: ingest.Item, number: int, settings: Settings) -> None:
    count = ingest.page_count(item, settings)
    if not 1 <= number <= count:
        raise UsageError(
            Message(
                f"{item.name}: không có trang {number}; tệp có {count} trang.",
                f"{item.name}: there is no page {number}; the file has {count}.",
            )
        )


def _ruling(cleaned: Raster) -> Picture:
    """Draw the rules that were found on the cleaned page."""
    view = Image.open(io.BytesIO(viewing_copy(cleaned))).convert("RGB")
    rules = find_ruling(cleaned)
    for mask, colour in ((rules.level, _RED), (rules.upright, _BLUE)):
        stencil = Image.fromarray(mask).resize(view.size, Image.Resampling.BOX)
        view.paste(colour, mask=stencil.convert("L").point(lambda value: 255 if value else 0))
    measured = f"level = {rules.level.mean():.5f}; upright = {rules.upright.mean():.5f}"
    return Picture("rules", debug_html.RULES, measured, _jpeg(view))


def _drawn(reading: PageReading, view: bytes) -> list[Picture]:
    """Draw words by confidence, lines in reading order with the cells of tables, and marks on the original."""
    page = reading.page
    words = [word for line in reading.lines for word in line.words]
    pictures = []
    for name, caption, boxes in (
        ("words", debug_html.WORDS, [(word.box, _by_confidence(word.confidence), "") for word in words]),
        (
            "lines",
            debug_html.LINES,
            [
                (line.box, _VIOLET if line.cell else _BLUE, str(order))
                for order, line in enumerate(reading.lines, start=1)
                if line.box
            ],
        ),
        (
            "marks",
            debug_html.MARKS,
            [(mark.box, _RED, mark.kind.value) for mark in page.marks if mark.box and mark.kind is not MarkKind.NOISE],
        ),
    ):
        image = Image.open(io.BytesIO(view)).convert("RGB")
        scale = (image.width / max(1, page.width), image.height / max(1, page.height))
        _outline(image, boxes, scale)
        pictures.append(Picture(name, caption, f"n = {len(boxes)}", _jpeg(image)))
    return pictures


def _by_confidence(confidence: float) -> tuple[int, int, int]:
    if confidence >= _UNSURE:
        return _GREEN
    return _YELLOW if confidence >= _DOUBTFUL else _RED


def _outline(
    image: Image.Image, boxes: Sequence[tuple[Box, tuple[int, int, int], str]], scale: tuple[float, float]
) -> None:
    pen = ImageDraw.Draw(image)
    for box, colour, label in boxes:
        x0, y0, x1, y1 = box.x0 * scale[0], box.y0 * scale[1], box.x1 * scale[0], box.y1 * scale[1]
        pen.rectangle((x0, y0, max(x0, x1), max(y0, y1)), outline=colour, width=1)
        if label:
            pen.text((x0 + 1, y0 - 1), label, fill=colour, anchor="ls", font_size=11)


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _write(folder: Path, pictures: Sequence[Picture], reading: PageReading, title: str) -> Path:
    index = folder / "index.html"
    shown = [
        debug_html.Shown(f"{order:02d}-{picture.name}.jpg", picture.caption, picture.measured, picture.jpeg)
        for order, picture in enumerate(pictures)
    ]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for picture in shown:
            (folder / picture.file).write_bytes(picture.jpeg)
        index.write_text(debug_html.page(title, shown, reading), "utf-8")
    except OSError as error:
        raise UsageError(
            Message(
                f"Không ghi được vào {folder}: {error.strerror}. Hãy chọn thư mục khác bằng -o.",
                f"Cannot write to {folder}: {error.strerror}. Choose another folder with -o.",
            )
        ) from error
    return index
