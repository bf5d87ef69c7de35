"""From a document to its scan, with all that is true about it: one call."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.raster import Raster, Transform
from pipeline.synth.content import Content
from pipeline.synth.damage import damage
from pipeline.synth.draw import draw, gold_text
from pipeline.synth.grades import Grade
from pipeline.synth.record import Record, gold_record
from pipeline.synth.sheet import DrawnPage
from pipeline.synth.style import Style
from pipeline.synth.write import Encoded, encode


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A damaged page in its codec, the clean page it was, and where points of that lie in it."""

    encoded: Encoded
    drawn: DrawnPage
    from_drawn: Transform

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


def make_scan(content: Content, grade: Grade, seed: int, style: Style | None = None) -> Scan:
    """Draw `content` and damage each page by `grade`. Same arguments, same result.

    The back of a page, which may shine through, is the next one (of the last page, the first).
    """
    rng = np.random.default_rng(seed)
    drawn = draw(content, style or Style(), rng)
    scanned = []
    for index, page in enumerate(drawn):
        back = drawn[(index + 1) % len(drawn)].raster
        damaged = damage(page.raster, grade, rng, back)
        encoded = encode(damaged.raster, grade.codec, grade.quality)
        scanned.append(ScannedPage(encoded, page, damaged.from_drawn))
    return Scan(tuple(scanned), gold_text(drawn), gold_record(content, drawn))
