"""The arrival stamp: the receiving office's frame with "ĐẾN", "Số:", "Ngày:", "Chuyển:", often over the first lines.

The frame is found among the ruling lines and known by what is written in it. Its words go to a mark. Lines of text
that it was set over go on right of it: what they hold under the stamp is read again, a line at a time, without the
rules and dotted lines of the stamp, and stays text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.layout import line_confidence
from pipeline.layout.segments import Segment, find_segments, join_rows, word_height
from pipeline.model import Box, Mark, MarkKind, Word
from pipeline.ocr.engine import Engine, View
from pipeline.ocr.marks.form import fields_of, is_form, text_of
from pipeline.ocr.ruling import Ruling, islands
from pipeline.raster import Pixels, Raster
from pipeline.settings import Ocr

_WIDE, _TALL = (1.2, 3.5), (0.4, 1.6)  # inches
_JOINED = 0.035  # inches
_TOP = 0.45  # of the page
_FURTHER = 0.35  # inches: how far below the frame a rule still belongs to it, where its sides were broken
_DOT = 0.035  # inches: dots of dotted lines are smaller
_DOTS = 5  # so many on one level, close together, are a dotted line
_BELIEVED = 0.8
_READABLE = 0.6
_ROWS_BELOW = 6
_CONTEXT = 3  # words right of the stamp that a look at a line includes
_INK = 128
_WHITE = 255


def part_arrival_stamps(
    words: Sequence[Word],
    ruling: Ruling,
    page: Raster,
    number: int,
    settings: Ocr,
    engine: Engine,
    found: Sequence[Mark] = (),
) -> tuple[tuple[Word, ...], tuple[Mark, ...]]:
    """Return the words of the text, and a mark for each arrival stamp among the rules of the page.

    `found` are the marks known by their colour: of an arrival stamp among them only the words are parted, and blue ink
    of the right size may be one. `fields` of a mark holds `number` and `date` where they can be read. The engine is
    asked once for each line that a stamp stands over, and once for a frame in which it read nothing that it believes.

    Raises:
        MissingProgramError: the engine or its language data is not installed.
        OcrError: the engine failed or ran out of time.
    """
    kept = tuple(words)
    marks: list[Mark] = []
    known = [mark.box for mark in found if mark.kind is MarkKind.ARRIVAL and mark.box]
    coloured = [mark.box for mark in found if mark.kind is MarkKind.HANDWRITING and mark.box]
    likely = [box for box in coloured if _fits(box.x1 - box.x0, box.y1 - box.y0, page.dpi)]
    for frame in [*known, *likely, *_frames(ruling, page.dpi, number)]:
        inside = [word for word in kept if _is_inside(word, frame)]
        bare = _bare(page, ruling, frame)
        form: Sequence[Word] = inside
        if frame not in known and not is_form(inside):
            form = () if frame in likely else _read_form(inside, bare, frame, number, settings, engine)
            if not is_form(form):
                continue
        outside = [word for word in kept if not _is_inside(word, frame)]
        under: list[Word] = []
        for row, left in _rows_under(frame, outside):
            under += _read_under(row, left, frame, bare, number, settings, engine)
        stamped = [word for word in inside if not any(_overlap(word, other) for other in under)]
        under += [word for word in _going_on(stamped, outside) if not any(_overlap(word, each) for each in under)]
        stamped = [word for word in stamped if word not in under]
        kept = (*outside, *under)
        if frame not in known:
            own = stamped if form is inside else form
            text = text_of(own)
            marks.append(Mark(MarkKind.ARRIVAL, frame, text, line_confidence(own), fields_of(text)))
    return kept, tuple(marks)


def _frames(ruling: Ruling, dpi: int, page: int) -> Iterator[Box]:
    """Return the boxes of connected ruling lines in the upper part of the page that have the size of a stamp."""
    reach = max(3, round(_JOINED * dpi))
    upper = slice(0, round(_TOP * ruling.level.shape[0]) + 1)
    for island in islands(ruling.level[upper] | ruling.upright[upper], reach):
        if island.mask.shape[1] <= _WIDE[0] * dpi or island.mask.shape[0] <= _TALL[0] * dpi:
            continue
        joined = cv2.dilate(island.mask.astype(np.uint8), np.ones((reach, reach), np.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
        for x, y, wide, tall in stats[1:, :4].tolist():
            left, bottom = island.left + x, island.top + y + tall
            if _fits(wide, tall, dpi) and bottom < upper.stop:
                below = ruling.level[bottom : bottom + round(_FURTHER * dpi), left : left + wide]
                rules = np.flatnonzero(below.mean(axis=1) > 0.6) if below.size else np.zeros(0, dtype=np.intp)
                further = int(rules[-1]) + 1 if rules.size else 0
                yield Box(page, left, bottom - tall, left + wide, bottom + further)


def _fits(wide: float, tall: float, dpi: int) -> bool:
    """Whether a frame has the size of a stamp."""
    return _WIDE[0] * dpi < wide < _WIDE[1] * dpi and _TALL[0] * dpi < tall < _TALL[1] * dpi


def _is_inside(word: Word, frame: Box) -> bool:
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
    return frame.x0 < x < frame.x1 and frame.y0 < y < frame.y1


def _read_form(
    inside: Sequence[Word], bare: Raster, frame: Box, number: int, settings: Ocr, engine: Engine
) -> tuple[Word, ...]:
    """Return what a frame holds, read by itself without its rules; nothing where what was read in it is believed."""
    if line_confidence(inside) >= _READABLE and inside:
        return ()
    x0, y0 = max(0, round(frame.x0)), max(0, round(frame.y0))
    part = Raster(np.ascontiguousarray(bare.pixels[y0 : round(frame.y1), x0 : round(frame.x1)]), bare.dpi)
    return engine.words(part, settings, number, View.BLOCK)


def _bare(page: Raster, ruling: Ruling, frame: Box) -> Raster:
    """Return the page without the rules and the dots of dotted lines in `frame`."""
    x0, y0, x1, y1 = (round(edge) for edge in (frame.x0, frame.y0, frame.x1, frame.y1))
    margin = max(2, round(0.02 * page.dpi))
    x0, y0, x1, y1 = max(0, x0 - margin), max(0, y0 - margin), x1 + margin, y1 + margin
    pixels = page.pixels.copy()
    part = pixels[y0:y1, x0:x1]
    rules = (ruling.level | ruling.upright)[y0:y1, x0:x1].astype(np.uint8)
    part[cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0] = _WHITE
    part[_dots(part, page.dpi)] = _WHITE
    return Raster(pixels, page.dpi, page.bilevel)


def _dots(part: Pixels, dpi: int) -> npt.NDArray[np.bool_]:
    """Return the small pieces of ink that stand in a row with others: dotted lines, not the marks of letters."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats((part < _INK).astype(np.uint8), connectivity=8)
    size = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    small = np.flatnonzero(size < _DOT * dpi)
    left, middle = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP] + stats[:, cv2.CC_STAT_HEIGHT] / 2
    is_dot = np.zeros(len(stats), dtype=np.bool_)
    for piece in small:
        beside = np.abs(middle[small] - middle[piece]) < 0.25 * _DOT * dpi
        is_dot[piece] = (
            piece != 0 and np.count_nonzero(beside & (np.abs(left[small] - left[piece]) < 10 * _DOT * dpi)) >= 5
        )
    return np.asarray(is_dot[labels], dtype=np.bool_)


def _rows_under(frame: Box, outside: Sequence[Word]) -> Iterator[tuple[Segment, float]]:
    """Return the lines of text that begin right of the frame beside it, and where their left margin is."""
    believed = [word for word in outside if word.confidence >= _BELIEVED]
    if not believed:
        return
    tall = word_height(believed)
    rows = join_rows(find_segments(believed, tall))
    below = [row for row in rows if row.y0 > frame.y1 - 0.3 * tall][:_ROWS_BELOW]
    above = [row for row in rows if row.y1 < frame.y0 + 0.3 * tall][-2:]
    starts = sorted(row.x0 for row in below)
    if not starts:
        return
    margin = starts[min(1, len(starts) - 1)]
    for row in rows:
        beside = frame.y0 - 0.5 * tall < row.middle < frame.y1 + 0.3 * tall
        begins = frame.x1 - tall < row.x0 < frame.x1 + 2.2 * tall
        centred = any(row.x0 > other.x0 + 2 * tall and other.x0 > margin + 2 * tall for other in above)
        if beside and begins and not centred and row.x0 - margin > 1.5 * tall and len(row.words) > 1:
            yield row, margin


def _read_under(
    row: Segment, left: float, frame: Box, bare: Raster, number: int, settings: Ocr, engine: Engine
) -> list[Word]:
    """Return the words of a line that stand under the stamp."""
    tall = word_height(row.words)
    first = row.words[0].box.x0
    context = row.words[min(_CONTEXT, len(row.words)) - 1].box.x1
    x0, x1 = max(0, round(left - 0.4 * tall)), min(bare.width, round(context + 0.2 * tall))
    y0, y1 = max(0, round(row.words[0].box.y0 - 0.35 * tall)), min(bare.height, round(row.words[0].box.y1 + 0.3 * tall))
    part = Raster(np.ascontiguousarray(bare.pixels[y0:y1, x0:x1]), bare.dpi)
    read = []
    for word in engine.words(part, settings, number, View.LINE):
        box = word.box
        moved = replace(word, box=Box(box.page, box.x0 + x0, box.y0 + y0, box.x1 + x0, box.y1 + y0))
        letters = sum(char.isalpha() for char in word.text)
        if moved.box.x1 < first + 0.3 * tall and word.confidence >= _READABLE and letters >= 2:
            read.append(moved)
    return [word for word in read if word.box.x1 > frame.x0]


def _going_on(stamped: Sequence[Word], outside: Sequence[Word]) -> list[Word]:
    """Return the believed words of a stamp that a line of text goes on from, from the right."""
    text = [word for word in outside if word.confidence >= _BELIEVED]
    going: list[Word] = []
    for word in sorted(stamped, key=lambda word: -word.box.x1):
        if word.confidence >= _BELIEVED and any(_goes_on(word, other) for other in text):
            text.append(word)
            going.append(word)
    return going


def _goes_on(word: Word, other: Word) -> bool:
    tall = word.box.y1 - word.box.y0
    gap = other.box.x0 - word.box.x1
    shared = min(word.box.y1, other.box.y1) - max(word.box.y0, other.box.y0)
    return -0.3 * tall < gap < tall and shared > 0.6 * tall


def _overlap(one: Word, other: Word) -> bool:
    """Whether a good part of word `one` lies in the box of `other`."""
    a, b = one.box, other.box
    wide, tall = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
    return wide > 0 and tall > 0 and wide * tall > 0.4 * (a.x1 - a.x0) * (a.y1 - a.y0)
