"""The lines of a text with what the paper shows of them: page, indentation, how full they are, what is above them.

The figures are relative, so that they mean the same for a scan (boxes in pixels), a text layer, and a plain text
(leading spaces, number of characters). All that follows in this package asks a `TextLine`, never a box.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.extract.labels import find_label
from pipeline.model import Line, LineRole
from pipeline.reading import CELL_SEPARATOR, Reading

WHOLE_PARAGRAPH = 160
"""A line of more characters than any line of paper holds: the text has a paragraph per line."""

_FULL = 0.86  # a line that fills this share of the column may go on in the next one
_FULL_BY_COUNT = 0.8  # the same, counted in characters, whose widths differ
_FIRST_INDENT = 6  # characters by which the first line of a paragraph stands in (1.27 cm at 14 points)
_NEAR = 4  # lines before and after that tell whether a line stands in a narrow column
_INDENTED = 0.7  # in heights of a line
_CENTRED = 1.6  # in heights of a line, on both sides
_GAP = 1.45  # space to the line above, in the usual distance of lines


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of the composed text. `number` counts from 1; `start` and `end` leave surrounding space out.

    `gap` says that more than the usual space (or an empty line) is above it, `indented` and `centred` where it
    begins, `full` that it reaches the right margin, `row` that it is a row of a table. `measured` says that this
    is known from boxes and not guessed from the number of characters. `long` is set where a line of this text
    holds a whole paragraph.
    """

    number: int
    start: int
    end: int
    text: str
    page: int
    role: LineRole
    row: bool
    gap: bool = False
    indented: bool = False
    centred: bool = False
    full: bool = False
    measured: bool = False
    long: bool = False

    @property
    def capitals(self) -> bool:
        """Whether its letters are capitals, all but a few (OCR loses one now and then)."""
        return mostly_capitals(self.text)


def mostly_capitals(text: str) -> bool:
    """Return whether the letters of `text`, at least two, are capitals but for one in ten.

    >>> mostly_capitals("I. MỤC ĐÍCH, YÊU CẦU"), mostly_capitals("Mục đích"), mostly_capitals("12")
    (True, False, False)
    """
    letters = [char for char in text if char.isalpha()]
    upper = sum(char.isupper() for char in letters)
    return len(letters) >= 2 and upper >= 0.9 * len(letters)


def text_lines(reading: Reading) -> tuple[TextLine, ...]:
    """Return the lines of `reading` that hold anything, in order."""
    found: list[TextLine] = []
    sources: list[Line] = []
    empty_above = False
    pieces = iter(reading.pieces)
    piece = next(pieces, None)
    for index, line_start in enumerate(reading.line_starts):
        _, line_end = reading.line_span(index + 1)
        first = None
        while piece is not None and piece.start <= line_end:
            first = first or reading.lines[piece.line]
            piece = next(pieces, None)
        raw = reading.text[line_start:line_end]
        text = raw.strip()
        if not text or first is None:
            empty_above = True
            continue
        start = line_start + len(raw) - len(raw.lstrip())
        row = first.cell is not None or first.role is LineRole.TABLE or CELL_SEPARATOR in text
        found.append(TextLine(index + 1, start, start + len(text), text, first.page, first.role, row, gap=empty_above))
        sources.append(first)
        empty_above = False
    return tuple(_placed(_with_group_rows(found), sources, reading))


_NEW_TABLE = re.compile(r"(?:s?tt|số tt)\b", re.IGNORECASE)


def _with_group_rows(lines: list[TextLine]) -> list[TextLine]:
    """Take a line between two rows of one table for a row too: the title of a group, a cell over all columns."""
    for index in range(1, len(lines) - 1):
        above, line, below = lines[index - 1 : index + 2]
        between = above.row and below.row and not line.row and not line.gap and not below.gap
        if between and above.text.count(CELL_SEPARATOR) >= below.text.count(CELL_SEPARATOR) - 1 >= 0:
            lines[index] = replace(line, row=_NEW_TABLE.match(below.text) is None and len(line.text) < WHOLE_PARAGRAPH)
    return lines


def _placed(lines: list[TextLine], sources: Sequence[Line], reading: Reading) -> list[TextLine]:
    if any(len(line.text) > WHOLE_PARAGRAPH and not line.row for line in lines):
        long = sum(len(line.text) > WHOLE_PARAGRAPH for line in lines if not line.row)
        if long >= 0.08 * len(lines) or long >= 10:
            lines = [replace(line, long=True) for line in lines]
    by_page: dict[int, list[int]] = defaultdict(list)
    for index, source in enumerate(sources):
        if source.box is not None and not lines[index].row:
            by_page[source.page].append(index)
    out = _guessed(lines, reading)
    for members in by_page.values():
        for index, line in _measured(members, lines, sources):
            out[index] = line
    return out


def _guessed(lines: list[TextLine], reading: Reading) -> list[TextLine]:
    """Place lines by their leading spaces and number of characters."""
    lengths = [0 if line.row else len(line.text) for line in lines]
    usual = _usual_width([length for length in lengths if length])
    margins = [line.start - reading.line_starts[line.number - 1] for line in lines]
    left = _usual_left(margins)
    out = []
    for index, (line, margin) in enumerate(zip(lines, margins, strict=True)):
        near = max(lengths[max(0, index - _NEAR) : index + _NEAR + 1])
        width = near if near < 0.6 * usual else usual  # the lines of a narrow column
        shift = max(0, margin - left)
        first = line.gap or find_label(line.text) is not None
        length = lengths[index] + (shift or (_FIRST_INDENT if first else 0))
        out.append(replace(line, indented=shift >= 3, centred=shift >= 10, full=length >= _FULL_BY_COUNT * width))
    return out


def _usual_width(lengths: list[int]) -> float:
    """The number of characters of a full line: that of the nine longest in ten is a full one at least once."""
    ordered = sorted(lengths)
    return float(ordered[int(0.9 * (len(ordered) - 1))]) if ordered else 0.0


def _usual_left(margins: list[int]) -> int:
    ordered = sorted(margins)
    return ordered[len(ordered) // 10] if ordered else 0


def _measured(members: list[int], lines: list[TextLine], sources: Sequence[Line]) -> list[tuple[int, TextLine]]:
    """Place the lines of one page by their boxes."""
    boxes = {index: box for index in members if (box := sources[index].box) is not None}
    height = median(box.y1 - box.y0 for box in boxes.values()) or 1.0
    body = [index for index in members if sources[index].role is LineRole.BODY] or members
    left = sorted(boxes[index].x0 for index in body)[len(body) // 8]
    right = sorted(boxes[index].x1 for index in body)[(len(body) * 7) // 8]
    pitch = [step for a, b in pairwise(body) if (step := boxes[b].y0 - boxes[a].y0) > 0]
    usual = median(pitch) if pitch else 2 * height
    out = []
    for position, index in enumerate(members):
        box = boxes[index]
        above = boxes[members[position - 1]] if position else None
        before, behind = (box.x0 - left) / height, (right - box.x1) / height
        out.append(
            (
                index,
                replace(
                    lines[index],
                    gap=above is not None and box.y0 - above.y0 > _GAP * usual,
                    indented=before > _INDENTED,
                    centred=before > _CENTRED and behind > _CENTRED and abs(before - behind) < max(before, behind) / 2,
                    full=behind < max(2.0, (1 - _FULL) * (right - left) / height),
                    measured=True,
                ),
            )
        )
    return out


_PAGE_NUMBER = re.compile(r"[-–—\s]*\d{1,3}[-–—\s]*")


def is_page_number(text: str) -> bool:
    """Return whether a line is nothing but a small number.

    >>> is_page_number("- 2 -"), is_page_number("2. Yêu cầu")
    (True, False)
    """
    return _PAGE_NUMBER.fullmatch(text) is not None
