"""Reads a page from its text layer, where that is correct Vietnamese."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium

from pipeline.encodings import convert, detect_legacy
from pipeline.ingest.characters import Char, glyphs, reading_turn, upright_chars, words_of
from pipeline.ingest.frame import Frame
from pipeline.ingest.judge import judge
from pipeline.ingest.overlay import part_overlay, stamped_on_scan
from pipeline.ingest.rules import RuledCell, lattices, page_rules
from pipeline.layout import GridCell, TableGrid, arrange
from pipeline.model import Box, Line, Mark, MarkKind, Page, PageOrigin, PageReading, Step, Word
from pipeline.reading import union

_TOLERANCE = 2.5 / 72  # inches


def read_layer(
    page: pdfium.PdfPage, frame: Frame, chars: Sequence[Char], overlay: Sequence[Char], *, over_scan: bool
) -> PageReading | None:
    """Return the page as its text layer has it, or None where the layer is not to be trusted.

    `chars` are the characters of the page's content, `overlay` those of its annotations. Boxes are pixels of the
    unrotated page image at the resolution of `frame`.
    """
    frame = replace(frame, turn=reading_turn(chars))
    words, encoding = _unicode(words_of(glyphs(upright_chars(chars, frame.turn), frame)))
    verdict = judge(" ".join(word.text for word in words), over_scan=over_scan)
    if not verdict.trusted:
        return None
    shown = words_of(glyphs(upright_chars(overlay, frame.turn), frame))
    stamped, over = part_overlay(words, shown)
    width, height = frame.upright_size
    arranged = arrange([*words, *stamped], width, height, frame.page, _grids(page, frame))
    beside = tuple(replace(mark, box=frame.unrotated(mark.box)) for mark in arranged.marks if mark.box)
    marks = (*beside, *(_caption(group, frame) for group in over))
    return PageReading(
        page=Page(
            number=frame.page,
            width=frame.width,
            height=frame.height,
            dpi=frame.dpi,
            origin=PageOrigin.TEXT_LAYER,
            rotation=frame.turn,
            marks=marks,
        ),
        lines=tuple(_on_page(line, frame) for line in arranged.lines),
        steps=(
            Step(
                "ingest",
                "text_layer",
                settings=(
                    ("encoding", encoding),
                    ("syllables", str(verdict.syllables)),
                    ("marked", str(verdict.marked)),
                ),
            ),
        ),
    )


def over_scan(overlay: Sequence[Char], frame: Frame) -> tuple[tuple[Box, ...], tuple[Mark, ...]]:
    """Return what annotations put over a scan: boxes of stamped numbers and dates, and captions as marks.

    The boxes are pixels of the unrotated page image.
    """
    turned = replace(frame, turn=reading_turn(overlay))
    stamped, captions = stamped_on_scan(words_of(glyphs(upright_chars(overlay, turned.turn), turned)))
    boxes = tuple(turned.unrotated(union([word.box for word in group])) for group in stamped)
    return boxes, tuple(_caption(group, turned) for group in captions)


def _unicode(words: Sequence[Word]) -> tuple[list[Word], str]:
    """Return the words in NFC, converted where the fonts are of a legacy encoding, and that encoding."""
    encoding = detect_legacy(" ".join(word.text for word in words))
    if encoding is None or encoding == "viqr":
        return [replace(word, text=unicodedata.normalize("NFC", word.text)) for word in words], "unicode"
    converted = convert(" ".join(word.text for word in words), encoding).split(" ")
    return [replace(word, text=text) for word, text in zip(words, converted, strict=True)], encoding


def _grids(page: pdfium.PdfPage, frame: Frame) -> list[TableGrid]:
    horizontal, vertical = page_rules(page, frame)
    tolerance = _TOLERANCE * frame.dpi
    return [_grid(cells, frame.page) for cells in lattices(horizontal, vertical, tolerance)]


def _caption(words: Sequence[Word], frame: Frame) -> Mark:
    box = frame.unrotated(union([word.box for word in words]))
    return Mark(MarkKind.CAPTION, box, " ".join(word.text for word in words))


def _on_page(line: Line, frame: Frame) -> Line:
    """Bring the boxes of a line from the upright page to the unrotated one."""

    def box(found: Box) -> Box:
        return frame.unrotated(found)

    words = tuple(replace(word, box=box(word.box)) for word in line.words)
    return replace(line, words=words, box=box(line.box) if line.box else None)


def _grid(cells: Sequence[RuledCell], page: int) -> TableGrid:
    boxes = [Box(page, cell.x0, cell.y0, cell.x1, cell.y1) for cell in cells]
    return TableGrid(
        union(boxes),
        tuple(
            GridCell(box, cell.row, cell.column, cell.rows, cell.columns)
            for box, cell in zip(boxes, cells, strict=True)
        ),
    )
