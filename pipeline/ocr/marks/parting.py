"""Parts the marks of a page from the words of its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.layout import TableGrid, line_confidence
from pipeline.model import Box, Line, LineRole, Mark, MarkKind, Word
from pipeline.ocr.engine import Engine
from pipeline.ocr.marks.arrival import part_arrival_stamps
from pipeline.ocr.marks.codes import find_codes
from pipeline.ocr.marks.form import is_form
from pipeline.ocr.marks.frames import part_framed
from pipeline.ocr.marks.page_numbers import find_lost_number
from pipeline.ocr.marks.pieces import find_pieces
from pipeline.ocr.marks.seals import find_black_seals
from pipeline.ocr.marks.wordings import part_wordings
from pipeline.ocr.ruling import Ruling
from pipeline.raster import Raster
from pipeline.reading import union
from pipeline.settings import Ocr

_STAMP_CELLS = 12
_UPPER = 0.45  # of the page's height
_LARGEST_CODE = 3.0  # inches
_CODED = 0.5  # of what was taken for a table is a code
_PRINT_IN_INK = 0.25  # of the ink's box: a frame reaches beyond its words
_PRINTED = frozenset({MarkKind.CAPTION, MarkKind.COPY, MarkKind.DRAFT, MarkKind.URGENCY, MarkKind.SECRECY})
_HEADER = frozenset({LineRole.HEADER_LEFT, LineRole.HEADER_RIGHT})


def part_marks(
    words: Sequence[Word],
    ruling: Ruling,
    page: Raster,
    number: int,
    settings: Ocr,
    engine: Engine,
    beside: Sequence[Mark] = (),
) -> tuple[tuple[Word, ...], tuple[Mark, ...], tuple[Word, ...]]:
    """Return the words of the text, the marks that stand beside it, and the words of arrival stamps.

    Among the words is a page number that the engine passed over. The marks are codes, stamps, sayings, captions, black
    seals. The words of a stamp hold the lines under it apart: they are to be arranged with the text and taken out of
    its lines then (`without_words`). `words` are those out of tables, `beside` the marks that cleaning found by their
    colour.

    Raises:
        MissingProgramError: the engine or its language data is not installed.
        OcrError: the engine failed or ran out of time.
    """
    pieces = find_pieces(page)
    codes = find_codes(page, number, pieces)
    text = tuple(word for word in words if not any(code.box and _holds(code.box, word) for code in codes))
    before = text
    text, arrivals = part_arrival_stamps(before, ruling, page, number, settings, engine, beside)
    kept = {id(word) for word in text}
    stamped = tuple(word for word in before if id(word) not in kept)
    text, wordings = part_wordings(text, ruling, page)
    text, framed = part_framed(text, (*beside, *arrivals, *wordings, *codes), page, pieces, number, settings, engine)
    text = (*text, *find_lost_number(words, page, pieces, number, settings, engine))
    is_sealed = any(mark.kind is MarkKind.SEAL for mark in beside)
    seals = () if is_sealed else find_black_seals(page, number, pieces, ruling)
    return text, (*seals, *arrivals, *wordings, *framed, *codes), stamped


def without_words(lines: Sequence[Line], words: Sequence[Word]) -> tuple[Line, ...]:
    """Return `lines` without `words`; a line that holds nothing else is left out."""
    if not words:
        return tuple(lines)
    kept: list[Line] = []
    for line in lines:
        own = tuple(word for word in line.words if word not in words)
        if len(own) == len(line.words):
            kept.append(line)
        elif own:
            read = " ".join(word.text for word in own)
            box, confidence = union([word.box for word in own]), line_confidence(own)
            kept.append(replace(line, read=read, text=read, box=box, words=own, confidence=confidence))
    return tuple(kept)


def without_stamps(tables: Sequence[TableGrid], words: Sequence[Word], page: Raster) -> tuple[TableGrid, ...]:
    """Return the `tables` that are tables: the frame of an arrival stamp has cells, too."""
    return tuple(
        table
        for table in tables
        if len(table.cells) > _STAMP_CELLS
        or table.box.y1 > _UPPER * page.height
        or table.box.x1 - table.box.x0 > _UPPER * page.width
        or not is_form(word for word in words if table.cell_of(word))
    )


def without_emblems(tables: Sequence[TableGrid], page: Raster, number: int) -> tuple[TableGrid, ...]:
    """Return the `tables` that are tables: the modules of a QR code, the emblem of a seal look like ruled cells."""
    if not any(_has_form_of_code(table.box, page.dpi) for table in tables):
        return tuple(tables)
    pieces = find_pieces(page)
    drawn = [*find_codes(page, number, pieces), *find_black_seals(page, number, pieces)]
    boxes = [mark.box for mark in drawn if mark.box]
    return tuple(
        table
        for table in tables
        if not _has_form_of_code(table.box, page.dpi) or all(_covered(table.box, box) < _CODED for box in boxes)
    )


def _has_form_of_code(box: Box, dpi: int) -> bool:
    wide, tall = box.x1 - box.x0, box.y1 - box.y0
    return max(wide, tall) < min(_LARGEST_CODE * dpi, 2 * min(wide, tall))


def without_figures(marks: Sequence[Mark], lines: Sequence[Line]) -> tuple[Mark, ...]:
    """Return `marks` without coloured ink taken for a pen's that is something else, and without figures of the text.

    Coloured print is a mark of its own: an arrival stamp, a caption, SAO Y. A pen's numbers and days stand in the
    header, or within a line that goes on at both sides; initials stand behind a line.
    """
    header = [line.box for line in lines if line.role in _HEADER and line.box]
    header += [mark.box for mark in marks if mark.kind is MarkKind.ARRIVAL and mark.box]
    printed = [mark.box for mark in marks if mark.kind in _PRINTED and mark.box]
    return tuple(
        mark
        for mark in marks
        if mark.kind is not MarkKind.HANDWRITING
        or mark.text
        or mark.box is None
        or not (
            any(_touches(mark.box, box) for box in header)
            or any(_covered(mark.box, box) > _PRINT_IN_INK for box in printed)
            or _is_within(mark.box, lines)
        )
    )


def _covered(one: Box, other: Box) -> float:
    """Return the share of `one` that `other` covers."""
    wide, tall = min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0)
    return max(0.0, wide) * max(0.0, tall) / max(1.0, (one.x1 - one.x0) * (one.y1 - one.y0))


def _is_within(box: Box, lines: Sequence[Line]) -> bool:
    middle = (box.y0 + box.y1) / 2
    return any(
        line.box is not None and line.box.y0 < middle < line.box.y1 and line.box.x0 < box.x0 and box.x1 < line.box.x1
        for line in lines
        if line.role is LineRole.BODY
    )


def _holds(box: Box, word: Word) -> bool:
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
    return box.x0 < x < box.x1 and box.y0 < y < box.y1


def _touches(one: Box, other: Box) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0) and min(one.y1, other.y1) > max(one.y0, other.y0)
