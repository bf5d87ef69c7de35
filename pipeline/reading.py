"""The text of a document, and the way back from any character of it to the paper.

`compose` lays the lines of a document out as the exported `text`: one line of the paper per line, but a table row
is one line, its cells joined over their lines and parted by " | ". Extraction works on that text with character
offsets; `Reading.evidence` turns a span into line, page, boxes and trust.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean as mean

from pipeline.model import Box, Document, Evidence, Line, LineRole, Word

CELL_SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]` of the reading is the whole text of `lines[line]`."""

    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The composed text of some lines. Make it with `compose`.

    `pieces` are in order of `start`; `line_starts[i]` is the offset at which line i (from 0) of the text begins.
    """

    text: str
    lines: tuple[Line, ...]
    pieces: tuple[Piece, ...]
    line_starts: tuple[int, ...]

    def line_number(self, offset: int) -> int:
        """Return the number, from 1, of the text line that holds `offset`."""
        return max(1, bisect_right(self.line_starts, offset))

    def line_span(self, number: int) -> tuple[int, int]:
        """Return start and end (without the newline) of text line `number`, from 1."""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] - 1 if number < len(self.line_starts) else len(self.text)
        return start, end

    def pieces_of(self, start: int, end: int) -> tuple[Piece, ...]:
        """Return the pieces that `text[start:end]` touches; for an empty span, the one that holds `start`."""
        first = max(0, bisect_right(self.pieces, start, key=lambda piece: piece.start) - 1)
        found: list[Piece] = []
        for index in range(first, len(self.pieces)):
            piece = self.pieces[index]
            if piece.start >= max(end, start + 1):
                break
            if piece.end > start or piece.start == start:
                found.append(piece)
        return tuple(found)

    def boxes(self, start: int, end: int) -> tuple[Box, ...] | None:
        """Return one box per line of the paper under `text[start:end]`, or None where the text has no image."""
        found = [box for piece in self.pieces_of(start, end) if (box := self._box(piece, start, end))]
        return tuple(found) or None

    def _box(self, piece: Piece, start: int, end: int) -> Box | None:
        line = self.lines[piece.line]
        if not line.words:
            return line.box
        read_start, read_end = read_span(line, max(0, start - piece.start), min(end, piece.end) - piece.start)
        boxes = [word.box for _, _, word in _words(line, read_start, read_end)]
        return union(boxes) if boxes else line.box

    def confidence(self, start: int, end: int) -> float:
        """Return how sure the reading of `text[start:end]` is: the mean over its characters, of the weakest line.

        A character is as sure as the fix that wrote it, else as the word that the engine read, else as its line.
        """
        return min((mean(found) for found in self._trust(start, end)), default=1.0)

    def weakest(self, start: int, end: int) -> float:
        """Return the confidence of the least sure character of `text[start:end]`: a number stands or falls with it."""
        return min((min(found) for found in self._trust(start, end)), default=1.0)

    def _trust(self, start: int, end: int) -> Iterator[Sequence[float]]:
        for piece in self.pieces_of(start, end):
            line = self.lines[piece.line]
            yield trust(line, max(0, start - piece.start), min(end, piece.end) - piece.start)

    def evidence(
        self, start: int, end: int, rule: str, certainty: float = 1.0, exact: tuple[int, int] | None = None
    ) -> Evidence:
        """Return the evidence of a fact that stands at `text[start:end]` and was found by `rule`.

        `exact` is the part of it, if any, in which one wrong character makes another fact (a number, a date): the
        fact is not surer than that part's least sure character.
        """
        pieces = self.pieces_of(start, end)
        read = self.confidence(start, end)
        return Evidence(
            start=start,
            end=end,
            line=self.line_number(start),
            page=self.lines[pieces[0].line].page if pieces else 1,
            boxes=self.boxes(start, end),
            rule=rule,
            confidence=round(certainty * (min(read, self.weakest(*exact)) if exact else read), 4),
        )


def union(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around `boxes`, which are at least one and on one page."""
    return Box(
        page=boxes[0].page,
        x0=min(box.x0 for box in boxes),
        y0=min(box.y0 for box in boxes),
        x1=max(box.x1 for box in boxes),
        y1=max(box.y1 for box in boxes),
    )


def read_span(line: Line, start: int, end: int) -> tuple[int, int]:
    """Return the span of `line.read` that `line.text[start:end]` came from; a fix is taken whole.

    An empty span where something was deleted came from what was deleted.

    >>> from pipeline.model import Fix
    >>> fixes = (Fix(0, 2, "Ké", "Kế", "rule", 1), Fix(3, 8, "hoach", "hoạch", "rule", 1))
    >>> line = Line(1, "Ké hoach", "Kế hoạch", fixes=fixes)
    >>> read_span(line, 3, 4)
    (3, 8)
    """
    first, last = _to_read(line, start, at_end=False), _to_read(line, end, at_end=True)
    return min(first, last), max(first, last)


def trust(line: Line, start: int, end: int) -> Sequence[float]:
    """Return the confidence of each character that `line.text[start:end]` was read from (at least one value)."""
    first, last = read_span(line, start, end)
    found = [line.confidence] * (last - first)
    parts = [(word_start, word_end, word.confidence) for word_start, word_end, word in _words(line, first, last)]
    parts += [(fix.start, fix.end, fix.confidence) for fix in line.fixes]
    for part_start, part_end, confidence in parts:
        if part_start < last and part_end > first:
            covered = range(max(part_start, first), min(part_end, last))
            found[covered.start - first : covered.stop - first] = [confidence] * len(covered)
    return found or (line.confidence,)


def _to_read(line: Line, offset: int, *, at_end: bool) -> int:
    shift = 0  # how much longer the text is than what was read, up to here
    for fix in line.fixes:
        text_start = fix.start + shift
        text_end = text_start + len(fix.after)
        if offset < text_start or (at_end and offset == text_start):
            break
        if offset < text_end or (at_end and offset == text_end):
            return fix.end if at_end else fix.start
        shift += len(fix.after) - (fix.end - fix.start)
    return min(max(0, offset - shift), len(line.read))


def _words(line: Line, start: int, end: int) -> Iterator[tuple[int, int, Word]]:
    """Yield the words that `line.read[start:end]` touches, with start and end."""
    word_start = 0
    for word in line.words:
        if word_start >= end:
            return
        word_end = word_start + len(word.text)
        if word_end > start:
            yield word_start, word_end, word
        word_start = word_end + 1


def compose(lines: Sequence[Line]) -> Reading:
    """Lay `lines` (in reading order) out as text.

    Lines of one table row follow each other, also those that stand on the next page; within it the lines of one cell
    are joined by a space. A cell with
    nothing in it keeps its place: "4 | Tỷ suất sinh | | 13,83".
    """
    parts: list[str] = []
    pieces: list[Piece] = []
    line_starts: list[int] = []
    offset = 0

    def put(text: str) -> None:
        nonlocal offset
        parts.append(text)
        offset += len(text)

    def put_line(index: int) -> None:
        pieces.append(Piece(offset, offset + len(lines[index].text), index))
        put(lines[index].text)

    for _, group in groupby(enumerate(lines), key=_row_key):
        if line_starts:
            put("\n")
        line_starts.append(offset)
        previous: int | None = None
        for index, line in group:
            column = line.cell.column if line.cell else 0
            if previous is not None:
                put(_joint(parts[-1], line.text) if column == previous else _bar(line.text, offset > line_starts[-1]))
            put_line(index)
            previous = column
    return Reading("".join(parts), tuple(lines), tuple(pieces), tuple(line_starts))


def section_text(document: Document, path: str) -> str | None:
    """Return the text of the section at `path` ("II.2"), its deeper sections included; None where there is none.

    What a page only repeats (running heads, page numbers) is left out, footnotes stand below. Where no path is written
    just so, capitals and spaces do not count; where the paper uses a number twice, both sections are given.
    """
    found = [section for section in document.sections if section.path == path]
    found = found or [section for section in document.sections if _plain(section.path) == _plain(path)]
    if not found:
        return None
    reading = compose(document.lines)
    roles: dict[int, set[LineRole]] = {}
    for piece in reading.pieces:
        roles.setdefault(reading.line_number(piece.start), set()).add(reading.lines[piece.line].role)
    numbers = sorted({number for one in found for number in range(one.first_line, one.last_line + 1)})
    lines = reading.text.split("\n")
    body = [number for number in numbers if number in roles and not roles[number] <= {LineRole.FURNITURE}]
    ordered = sorted(body, key=lambda number: roles[number] <= {LineRole.FOOTNOTE})
    return "\n".join(lines[number - 1] for number in ordered)


def _plain(path: str) -> str:
    return "".join(path.split()).casefold()


def _bar(after: str, is_inside: bool) -> str:
    """Return the bar before the cell `after`, without a space towards an empty cell or the beginning of the row."""
    bar = CELL_SEPARATOR if is_inside else CELL_SEPARATOR.lstrip()
    return bar if after else bar.rstrip()


def _joint(before: str, after: str) -> str:
    """Return what stands between two lines of a cell: nothing where the line broke a symbol ("TT-" / "BTNMT")."""
    broken = before.endswith("-") and before[-2:-1].isupper() and after[:1].isupper()
    return "" if broken else " "


def _row_key(item: tuple[int, Line]) -> tuple[int, int, int]:
    index, line = item
    if line.cell is None:
        return (-1, index, 0)
    return (line.cell.page or line.page, line.cell.table, line.cell.row)
