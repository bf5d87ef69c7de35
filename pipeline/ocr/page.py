"""One cleaned page image to lines: tables found, words read, noise parted, order made."""

from __future__ import annotations

from dataclasses import replace

from pipeline.layout import arrange, line_confidence
from pipeline.model import Line, Mark, MarkKind, Page, PageOrigin, PageReading, Step
from pipeline.ocr.cells import read_again, read_cells
from pipeline.ocr.engine import Engine
from pipeline.ocr.handwriting import read_header_figures
from pipeline.ocr.marks import (
    find_signature,
    part_marks,
    without_emblems,
    without_figures,
    without_stamps,
    without_words,
)
from pipeline.ocr.noise import part_noise
from pipeline.ocr.ruling import find_ruling
from pipeline.ocr.second_look import look_twice
from pipeline.ocr.signature import look_again
from pipeline.ocr.split_numbers import join_split_numbers
from pipeline.ocr.superscripts import raise_superscripts
from pipeline.ocr.tables import find_tables, without_ruling
from pipeline.raster import Raster
from pipeline.settings import Ocr

VERSION = "6"

_LOW_SHARE = 0.05


def read_page(clean: Raster, number: int, settings: Ocr, engine: Engine, beside: tuple[Mark, ...] = ()) -> PageReading:
    """Read the cleaned, grey page image `clean`; the boxes of the reading are in its pixels.

    `beside` are the marks that cleaning found, in these pixels too; the page of the reading holds them among its own.

    The page's confidence is the mean of its words' (weighted by characters), `confidence_low` that of its line at
    the fifth percentile: how bad its bad lines are.

    Raises:
        MissingProgramError: the engine or its language data is not installed.
        OcrError: the engine failed or ran out of time.
    """
    ruling = find_ruling(clean)
    tables = without_emblems(find_tables(ruling, clean.dpi, number), clean, number)
    source = replace(clean, pixels=without_ruling(clean, ruling, tables)) if tables else clean
    everything = engine.words(source, settings, number)
    in_cells = read_cells(source, tables, number, settings, engine, everything)
    tables = without_stamps(tables, in_cells, clean)
    read = [word for word in everything if not any(table.cell_of(word) for table in tables)]
    in_cells = tuple(word for word in in_cells if any(table.cell_of(word) for table in tables))
    free, noise = part_noise(read, clean.width, clean.height, in_cells)
    free, marks, stamped = part_marks(free, ruling, clean, number, settings, engine, beside)
    free, figures = read_header_figures(free, clean)
    words = (*free, *in_cells)
    arranged = arrange((*words, *stamped), clean.width, clean.height, number, tables)
    if arranged.unruled:
        words = read_again(words, arranged.unruled, clean, number, settings, engine)
        tables = (*tables, *arranged.unruled)
        arranged = arrange((*words, *stamped), clean.width, clean.height, number, tables)
    whole = join_split_numbers(words, arranged.lines)
    if whole != words:
        words = whole
        arranged = arrange((*words, *stamped), clean.width, clean.height, number, tables)
    seals = tuple(mark for mark in marks if mark.kind is MarkKind.SEAL)
    again = look_again(words, arranged.lines, clean, number, settings, engine, seals)
    again = look_twice(again, arranged.lines, clean, number, settings, engine)
    again = raise_superscripts(again, clean, number, settings, engine)
    if again != words:
        words = again
        arranged = arrange((*words, *stamped), clean.width, clean.height, number, tables)
    lines = without_words(arranged.lines, stamped)
    marks = without_figures((*beside, *marks, *arranged.marks), lines)
    marks = find_signature(lines, clean, number, marks)
    page = Page(
        number=number,
        width=clean.width,
        height=clean.height,
        dpi=clean.dpi,
        origin=PageOrigin.OCR,
        confidence=line_confidence(words),
        confidence_low=_low(lines),
        marks=(*marks, *figures, *noise),
    )
    found = (("tables", str(len(tables))), ("words", str(len(words))), ("noise", str(len(noise))))
    steps = (
        Step("ocr", engine.name, engine.version, number, (("language", settings.language),)),
        Step("layout", "arrange", VERSION, number, found),
    )
    return PageReading(page, lines, steps=steps)


def _low(lines: tuple[Line, ...]) -> float:
    ordered = sorted(line.confidence for line in lines if line.words)
    return ordered[int(_LOW_SHARE * len(ordered))] if ordered else 1.0
