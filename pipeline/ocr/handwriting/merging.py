"""What becomes of the line: the engine's reading of the figures and the reader's are weighed, and the words renewed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.model import Box, Mark, MarkKind, Word
from pipeline.ocr.handwriting.decoding import FigureReading
from pipeline.ocr.handwriting.places import Kind, Place, box_of

_BY_PEN = 0.3
"""How much the engine's confidence is worth on figures written by hand: it was taught on print and is as sure there."""

_LEAST = 0.3
"""A less probable reading is no reading; the engine's words stay as they are."""

_MOST = 0.98
_FILL = " .…_,"


@dataclass(frozen=True, slots=True)
class Judged:
    """Figures ("" where neither reading is worth anything) and the probability that they are right."""

    text: str
    confidence: float


def judge(place: Place, reading: FigureReading) -> Judged:
    """Return the more probable of the engine's reading and the reader's.

    The two are taken for independent: where they agree, both must err for the result to be wrong; where they differ,
    at most one is right. What the engine read counts only where it is figures, and little on handwriting.
    """
    engine = place.read.strip(_FILL)
    sure = reading.confidence
    if not (engine.isascii() and engine.isdigit()):
        return Judged(reading.text, min(_MOST, sure)) if reading.text and sure >= _LEAST else Judged("", 0.0)
    known = min(word.confidence for word in place.words if any(char.isdigit() for char in word.text))
    known *= reading.print_share + (1 - reading.print_share) * _BY_PEN
    if engine == reading.text:
        return Judged(engine, min(_MOST, 1 - (1 - known) * (1 - sure)))
    ours, theirs, neither = sure * (1 - known), known * (1 - sure), (1 - known) * (1 - sure)
    total = ours + theirs + neither or 1.0
    if reading.text and ours >= max(theirs, _LEAST * total):
        return Judged(reading.text, ours / total)
    return Judged(engine, theirs / total)


def renewed(place: Place, judged: Judged) -> tuple[Word, ...]:
    """Return the words of `place` with the figures of `judged` in their place.

    A number joins its symbol ("05" and "/CT-UBND" become one word); where the engine took the stroke between them
    for part of a figure, it is put back.
    """
    top, bottom = min(place.first.box.y0, place.last.box.y0), max(place.first.box.y1, place.last.box.y1)
    box = Box(place.first.box.page, place.x0, top, place.x1, bottom)
    words = [_cut(place.first, place.before, x1=place.x0)]
    last = _cut(place.last, place.after, x0=place.x1)
    figures = Word(judged.text, box, judged.confidence)
    if place.kind is not Kind.NUMBER:
        return (*words, figures, last)
    joint = "" if place.after[:1] in "/-–" else "/"
    return (
        *words,
        Word(
            judged.text + joint + place.after,
            replace(box, x1=last.box.x1),
            min(judged.confidence, last.confidence),
        ),
    )


def _cut(word: Word, text: str, x0: float | None = None, x1: float | None = None) -> Word:
    """Return the part `text` of `word`, whose box ends where the figures begin."""
    box = word.box
    left = box.x0 if x0 is None else max(box.x0, min(x0, box.x1))
    right = box.x1 if x1 is None else min(box.x1, max(x1, box.x0))
    return Word(text, replace(box, x0=left, x1=right), word.confidence)


def mark_of(place: Place, reading: FigureReading, judged: Judged, dpi: int) -> Mark | None:
    """Return a mark for figures written by hand, so that a person can look at them; None for print or nothing."""
    if reading.print_share > 0.5 or (not reading.text and reading.confidence > 0.5):
        return None
    box = box_of(place, place.first.box.page, dpi)
    return Mark(MarkKind.HANDWRITING, box, judged.text, judged.confidence)
