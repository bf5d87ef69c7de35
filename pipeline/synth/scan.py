"""From a document to its scan, with all that is true about it: one call."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from pipeline.raster import Raster, Transform
from pipeline.synth.content import Content
from pipeline.synth.damage import damage, turned
from pipeline.synth.draw import draw, gold_text
from pipeline.synth.furniture import NO_FURNITURE, Furniture, furnish, overlay
from pipeline.synth.grades import Grade
from pipeline.synth.record import Record, gold_record
from pipeline.synth.sheet import DrawnPage
from pipeline.synth.style import Style, typed_style
from pipeline.synth.truth import Truth, truth_of
from pipeline.synth.way import Way
from pipeline.synth.write import Encoded, encode


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A damaged page in its codec, the clean page it was, the way its points went, and what is true about it."""

    encoded: Encoded
    drawn: DrawnPage
    way: Way
    truth: Truth

    @property
    def from_drawn(self) -> Transform:
        """Where points of the clean page lie in it, but for the curl of a photo (a few pixels)."""
        return self.way.flat

    @property
    def raster(self) -> Raster:
        """What a reader of the encoded bytes sees."""
        return self.encoded.raster


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned document with its gold text and gold record."""

    pages: tuple[ScannedPage, ...]
    text: str
    record: Record


def make_scan(
    content: Content, grade: Grade, seed: int, style: Style | None = None, furniture: Furniture = NO_FURNITURE
) -> Scan:
    """Draw `content` and damage each page by `grade`. Same arguments, same result.

    The back of a page, which may shine through, is the next one (of the last page, the first). `furniture` goes on
    the first page.
    """
    rng = np.random.default_rng(seed)
    drawn = draw(content, style or (typed_style(rng) if grade.typed else Style()), rng)
    record = gold_record(content, drawn)
    scanned = []
    for index, page in enumerate(drawn):
        back = drawn[(index + 1) % len(drawn)].raster
        scanned.append(scan_page(page, grade, rng, back, furniture=NO_FURNITURE if index else furniture, record=record))
    return Scan(tuple(scanned), gold_text(drawn), record)


def scan_page(
    page: DrawnPage,
    grade: Grade,
    rng: np.random.Generator,
    back: Raster | None = None,
    *,
    furniture: Furniture = NO_FURNITURE,
    quarter_turns: int = 0,
    record: Record | None = None,
) -> ScannedPage:
    """Return one drawn page as a scan: furnished, damaged, turned clockwise by quarters, encoded.

    `record` is the gold record of the document that the page is part of; its header fields that stand on this page
    go into the truth.
    """
    page = furnish(page, furniture, rng)
    damaged = damage(page.raster, grade, rng, back)
    way, raster = damaged.way, damaged.raster
    if quarter_turns % 4:
        way = way.turned(quarter_turns, raster.width, raster.height)
        raster = turned(raster, quarter_turns)
    raster, captions = overlay(raster, furniture, rng)
    encoded = encode(raster, grade.codec, grade.quality)
    truth = truth_of(page, way, raster, record or {}, quarter_turns)
    return ScannedPage(encoded, page, way, replace(truth, marks=(*truth.marks, *captions)))
