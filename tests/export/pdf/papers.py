"""Page images with words at known places, and the documents that were read from them."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from pipeline.model import Box, Document, Header, Line, Page, PageOrigin, Source, Step, Word
from pipeline.reading import union

DPI = 100
SIZE = (827, 1169)
TEXT = ("Căn cứ Luật Tổ chức chính quyền", "địa phương ngày 19 tháng 6", "ở y tế, số 05/KH-UBND")


def lines_of(texts: Sequence[str] = TEXT, *, page: int = 1, skew: float = 0.0) -> tuple[Line, ...]:
    """Return lines at known places of an upright page of `SIZE`, falling to the right by `skew` degrees."""
    lines = []
    for index, text in enumerate(texts):
        x, y = 100.0, 150.0 + 40 * index
        words = []
        for word in text.split():
            width = 10.0 * len(word)
            drop = math.tan(math.radians(skew)) * (x - 100)
            fall = math.tan(math.radians(skew)) * width
            words.append(Word(word, Box(page, x, y + drop, x + width, y + drop + 20 + fall), 0.9))
            x += width + 8
        lines.append(Line(page, text, text, union([word.box for word in words]), tuple(words), confidence=0.9))
    return tuple(lines)


def turned(lines: Sequence[Line], rotation: int, width: int, height: int) -> tuple[Line, ...]:
    """Return lines of an upright page as they lie on the image that must be turned clockwise by `rotation`."""

    def back(box: Box) -> Box:
        match rotation:
            case 90:
                return Box(box.page, box.y0, width - box.x1, box.y1, width - box.x0)
            case 180:
                return Box(box.page, width - box.x1, height - box.y1, width - box.x0, height - box.y0)
            case 270:
                return Box(box.page, height - box.y1, box.x0, height - box.y0, box.x1)
        return box

    return tuple(
        Line(line.page, line.read, line.text, back(line.box), tuple(Word(w.text, back(w.box), 0.9) for w in line.words))
        for line in lines
        if line.box
    )


def picture(size: tuple[int, int] = SIZE, mode: str = "RGB") -> Image.Image:
    """Return a page image with a dark block, so that something is on it."""
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((100, 600, 400, 700), fill=(120, 30, 30))
    pen.ellipse((450, 650, 600, 800), outline=(200, 20, 20), width=5)
    return image.convert(mode)


def document(
    path: Path,
    media_type: str,
    lines: Sequence[Line] = (),
    *,
    size: tuple[int, int] = SIZE,
    dpi: int = DPI,
    rotation: int = 0,
    skew: float = 0.0,
    pages: int = 1,
    embedded: bool = True,
    origin: PageOrigin = PageOrigin.OCR,
    header: Header | None = None,
) -> Document:
    """Return the document that was read from the file at `path`."""
    steps = tuple(Step("ingest", "embedded_image", page=number) for number in range(1, pages + 1)) if embedded else ()
    return Document(
        source=Source(hashlib.sha256(path.read_bytes()).hexdigest(), (path.name,), media_type, path.stat().st_size),
        pages=tuple(Page(number, *size, dpi, origin, rotation, skew) for number in range(1, pages + 1)),
        lines=tuple(lines),
        header=header or Header(),
        steps=steps,
    )
