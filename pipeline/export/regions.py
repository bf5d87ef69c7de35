"""The lines of a page as regions: paragraphs, tables and marks, for formats that nest lines in blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from pipeline.export.placing import PlacedWord, placed_words
from pipeline.model import Box, Document, Line, Mark, Page
from pipeline.reading import union

RegionKind = Literal["text", "table", "furniture"]
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GAP = 0.9  # of a line's height: paragraphs lie further apart


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line with its box and its words; `line` is the line itself."""

    line: Line
    box: Box
    words: tuple[PlacedWord, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that belong together on a page, in reading order."""

    kind: RegionKind
    box: Box
    lines: tuple[PlacedLine, ...]

    def cells(self) -> tuple[tuple[PlacedLine, ...], ...]:
        """Return the lines of a table cell by cell; a region that is no table is one cell."""
        found: dict[object, list[PlacedLine]] = {}
        for one in self.lines:
            cell = one.line.cell
            found.setdefault((cell.row, cell.column) if cell else None, []).append(one)
        return tuple(tuple(lines) for lines in found.values())


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page, its regions in reading order, and its marks that have a place."""

    page: Page
    regions: tuple[Region, ...]
    marks: tuple[Mark, ...]


def layouts(document: Document) -> Iterator[PageLayout]:
    """Yield the layout of each page that has an image."""
    for page in document.pages:
        if not page.width or not page.height:
            continue
        lines = [placed for line in document.lines if line.page == page.number for placed in _placed(line, page)]
        marks = tuple(mark for mark in page.marks if mark.box is not None)
        yield PageLayout(page, tuple(_regions(lines, page)), marks)


def _placed(line: Line, page: Page) -> Iterator[PlacedLine]:
    words = placed_words(line, page.rotation)
    if words:
        yield PlacedLine(line, line.box or union([word.box for word in words]), words)


def _regions(lines: Sequence[PlacedLine], page: Page) -> Iterator[Region]:
    for key, group in groupby(lines, key=_key):
        together: list[PlacedLine] = []
        for one in group:
            if together and key[0] == "text" and _is_apart(together[-1], one, page.rotation):
                yield _region("text", together)
                together = []
            together.append(one)
        yield _region(key[0], together)


def _key(placed: PlacedLine) -> tuple[RegionKind, object]:
    """Return what lines of one region have in common."""
    line = placed.line
    if line.cell is not None:
        return "table", (line.cell.page, line.cell.table)
    return ("furniture" if line.role == "furniture" else "text"), line.role


def _is_apart(above: PlacedLine, below: PlacedLine, rotation: int) -> bool:
    """Whether two lines in reading order are not of one paragraph: a gap between them, or side by side."""
    if rotation % 180:
        height = max(1.0, above.box.x1 - above.box.x0)
        gap = below.box.x0 - above.box.x1 if rotation == 90 else above.box.x0 - below.box.x1
    else:
        height = max(1.0, above.box.y1 - above.box.y0)
        gap = below.box.y0 - above.box.y1 if rotation == 0 else above.box.y0 - below.box.y1
    return gap > _GAP * height or gap < -_GAP * height


def _region(kind: RegionKind, lines: Sequence[PlacedLine]) -> Region:
    return Region(kind, union([one.box for one in lines]), tuple(lines))


def xml_text(text: str) -> str:
    r"""Return `text` as XML can hold it: what it cannot becomes the replacement character.

    >>> xml_text("a\x0bb")
    'a\ufffdb'
    """
    return _NOT_XML.sub("\ufffd", text)
