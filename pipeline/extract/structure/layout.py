"""The lines of a text with what the paper shows of them: page, indentation, how full they are, what is above them.

The figures are relative, so that they mean the same for a scan (boxes in pixels), a text layer, and a plain text
(leading spaces, number of characters). All that follows in this package asks a `TextLine`, never a box.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from statistics import median

from pipeline.extract.structure.labels import find_label
from pipeline.model import Box, Line, LineRole, Word
from pipeline.reading import CELL_SEPARATOR, Reading

WHOLE_PARAGRAPH = 160
"""A line of more characters than any line of paper holds: the text has a paragraph per line."""

_FULL = 0.86  # a line that fills this share of the column may go on in the next one
_FULL_BY_COUNT = 0.8  # the same, counted in characters, whose widths differ
_FIRST_INDENT = 6  # characters by which the first line of a paragraph stands in (1.27 cm at 14 points)
_NEAR = 4  # lines before and after that tell whether a line stands in a narrow column
_INDENTED = 0.7  # in heights of a line
_CENTRED = 1.6  # in heights of a line, on both sides
_WINDOW = 14  # lines before and after that show where the margins are
_FEW = 4  # fewer lines show no margin
_LEVEL = 0.002  # slope of a line of print that is taken for level
_LONG = 20  # heights of a word, twice: lines that show their slope
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


@lru_cache(maxsize=4096)
def mostly_capitals(text: str) -> bool:
    """Return whether the letters of `text`, at least two, are capitals but for one in ten.

    >>> mostly_capitals("I. MỤC ĐÍCH, YÊU CẦU"), mostly_capitals("Mục đích"), mostly_capitals("12")
    (True, False, False)
    """
    if sum(map(str.islower, text[:24])) > 0.1 * len(text):
        return False  # settled for nearly every line of prose
    letters = [char for char in text if char.isalpha()]
    upper = sum(char.isupper() for char in letters)
    return len(letters) >= 2 and upper >= 0.9 * len(letters)


def text_lines(reading: Reading) -> tuple[TextLine, ...]:
    """Return the lines of `reading` that hold anything, in order, without what its pages repeat (FURNITURE)."""
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
        if first.role is LineRole.FURNITURE:
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
    """Place the lines of one page by their boxes; a page that lies on its side is left as it is."""
    boxes = _levelled([sources[index] for index in members])
    height = median(box.y1 - box.y0 for box in boxes) or 1.0
    if height > median(box.x1 - box.x0 for box in boxes):
        return []
    roles = [sources[index].role for index in members]
    pitch = [step for a, b in pairwise(boxes) if (step := b.y0 - a.y0) > 0]
    usual = median(pitch) if pitch else 2 * height
    out = []
    for place, (index, box) in enumerate(zip(members, boxes, strict=True)):
        left, right = _margins(boxes, roles, place)
        before, behind = (box.x0 - left) / height, (right - box.x1) / height
        out.append(
            (
                index,
                replace(
                    lines[index],
                    gap=place > 0 and box.y0 - boxes[place - 1].y0 > _GAP * usual,
                    indented=before > _INDENTED,
                    centred=before > _CENTRED and behind > _CENTRED and abs(before - behind) < max(before, behind) / 2,
                    full=behind < max(2.0, (1 - _FULL) * (right - left) / height),
                    measured=True,
                ),
            )
        )
    return out


def _levelled(lines: Sequence[Line]) -> list[Box]:
    """Return the boxes of `lines` of one page with the slant of the paper taken out, read off their words.

    Boxes are upright rectangles on the original image: on a slanted page a long line looks tall, and margins drift.
    """
    slopes = [slope for line in lines if (slope := _slope(line.words)) is not None]
    slope = median(slopes) if len(slopes) >= _FEW else 0.0
    boxes = [(box, line.words) for line in lines if (box := line.box) is not None]
    return [_turned(box, words, slope) if abs(slope) > _LEVEL else box for box, words in boxes]


def _slope(words: Sequence[Word]) -> float | None:
    """Return how far the words of a long line sink per pixel to the right."""
    if len(words) < _FEW:
        return None
    first, last = words[0].box, words[-1].box
    across = last.x0 + last.x1 - first.x0 - first.x1
    down = last.y0 + last.y1 - first.y0 - first.y1
    return down / across if across > _LONG * (first.y1 - first.y0) else None


def _turned(box: Box, words: Sequence[Word], slope: float) -> Box:
    parts = [word.box for word in words] or [box]
    across = [slope * (part.y0 + part.y1) / 2 for part in parts]
    down = [slope * (part.x0 + part.x1) / 2 for part in parts]
    return Box(
        box.page,
        min(part.x0 + shift for part, shift in zip(parts, across, strict=True)),
        min(part.y0 - shift for part, shift in zip(parts, down, strict=True)),
        max(part.x1 + shift for part, shift in zip(parts, across, strict=True)),
        max(part.y1 - shift for part, shift in zip(parts, down, strict=True)),
    )


def _margins(boxes: Sequence[Box], roles: Sequence[LineRole], place: int) -> tuple[float, float]:
    """Return where lines near `place` begin and end; near, since the lines of a skewed page drift."""
    window = range(max(0, place - _WINDOW), min(len(boxes), place + _WINDOW + 1))
    near = [boxes[i] for i in window if roles[i] is roles[place]]
    near = near if len(near) >= _FEW else list(boxes)
    lefts, rights = sorted(box.x0 for box in near), sorted(box.x1 for box in near)
    return lefts[len(near) // 8], rights[(len(near) * 7) // 8]


_PAGE_NUMBER = re.compile(r"[-–—\s]*\d{1,3}[-–—\s]*")


def is_page_number(text: str) -> bool:
    """Return whether a line is nothing but a small number.

    >>> is_page_number("- 2 -"), is_page_number("2. Yêu cầu")
    (True, False)
    """
    return _PAGE_NUMBER.fullmatch(text) is not None
