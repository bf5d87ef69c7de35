"""The text of a document as blocks: headings, bullets, paragraphs, table rows, footnotes, lines of head and foot.

A block is what a reader sees as one: a paragraph over its lines and over a page break, a footnote set apart from the
paragraph that it interrupts. Its `text` has single spaces and no line breaks; `span` leads back to the reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.extract.structure.continuation import TERMINAL, goes_on, lays_duty
from pipeline.extract.structure.labels import RAISED_DIGITS, UPPER, Label, LabelKind, bare_numeral, find_label
from pipeline.extract.structure.layout import TextLine, mostly_capitals, text_lines
from pipeline.extract.structure.zones import Zones, find_zones
from pipeline.extract.vocabulary import starts_with, words
from pipeline.language import fold
from pipeline.model import LineRole
from pipeline.reading import Reading


class BlockKind(StrEnum):
    """What a block is. The lines of HEADER (head and title) and FOOTER (recipients, signature) stay single."""

    HEADER = "header"
    HEADING = "heading"
    BULLET = "bullet"
    PARAGRAPH = "paragraph"
    TABLE_ROW = "table_row"
    FOOTNOTE = "footnote"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class BlockCell:
    """One cell of a table row: its column (from 0) and its place in the text of the block."""

    column: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """One block.

    `reading.text[start:end]` holds it (and, where a footnote interrupts it, that footnote). `offsets[i]` is the
    place in the reading of `text[i]`. `label` is what it begins with, without its closing mark ("I", "1.1",
    "Điều 3", "-", "2"), `label_kind` its family, `content` the place in `text` where the words behind it begin.
    `first_line` and `last_line` count from 1.
    """

    kind: BlockKind
    start: int
    end: int
    text: str
    offsets: tuple[int, ...]
    first_line: int
    last_line: int
    page: int
    label: str = ""
    label_kind: LabelKind | None = None
    content: int = 0
    cells: tuple[BlockCell, ...] = ()

    @property
    def body(self) -> str:
        """The text behind the label."""
        return self.text[self.content :]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the reading that `text[start:end]` came from (an empty one stays empty)."""
        if not self.offsets:
            return self.start, self.start
        first = self.offsets[min(start, len(self.offsets) - 1)]
        if end <= start:
            return first, first
        return first, self.offsets[min(end, len(self.offsets)) - 1] + 1


def blocks(reading: Reading) -> tuple[Block, ...]:
    """Part the text of a document into blocks, in the order in which they begin."""
    lines = text_lines(reading)
    zones = find_zones(lines)
    found: list[Block] = []
    open_lines: list[TextLine] = []
    open_label: Label | None = None

    def close() -> None:
        nonlocal open_label
        if open_lines:
            found.append(_block(open_lines, open_label, reading))
            open_lines.clear()
        open_label = None

    interrupted = False  # a footnote, page number or the like stands between the open block and this line
    for index, line in enumerate(lines):
        if index in zones.noise:
            interrupted = True
            continue
        fixed = _fixed_kind(index, line, zones)
        if fixed is None and _is_footnote(lines, index, open_lines):
            found.append(_footnote(lines, index, reading))
            interrupted = True
            continue
        if fixed is None and interrupted and _continues_footnote(lines, index, found, is_open=bool(open_lines)):
            found[-1] = _joined(found[-1], line, reading)
            continue
        if fixed is not None:
            close()
            found.append(_fixed(fixed, line, reading))
        else:
            label = _label(line, open_lines)
            if open_lines and goes_on(open_lines, line, label, open_label, interrupted=interrupted):
                open_lines.append(line)
            else:
                close()
                open_lines.append(line)
                open_label = label
        interrupted = False
    close()
    return tuple(sorted(found, key=lambda block: block.start))


def _fixed_kind(index: int, line: TextLine, zones: Zones) -> BlockKind | None:
    if line.row and (index >= zones.head or line.role is LineRole.TABLE or zones.type_line is None):
        return BlockKind.TABLE_ROW
    if index < zones.head:
        return BlockKind.HEADER
    if zones.foot <= index < zones.annex:
        return BlockKind.FOOTER
    return None


_REFERS = re.compile(
    r"(?:\b(?:Mục|mục|Điều|điều|khoản|Khoản|điểm|Điểm|số|Số|ngày|tháng|năm|Phần|phần|và|tại|theo|của)|[,–-])$"
)
_NO_REFERENCE = re.compile(
    r"\b(?:(?:trọng|thời|địa|quan|đặc|ưu|khuyết|nhược|kiểm|thí|cao|đỉnh|chấm|giao|tâm) điểm"
    r"|(?:đổi|dân|chỉ|thiểu|đa|trị|tế|thuật|nghệ|tảng|hội|tổng|hệ|đại|ký|tham|tần|điểm|sĩ|hồ sơ) số"
    r"|(?:hằng|hàng|cả|trong|từng|mỗi|nhiều|các|đầu|cuối|giữa) (?:ngày|tháng|năm)"
    r"|(?:danh|chuyên|mạng) mục|(?:cổ|thành|góp|học|một) phần)$",
    re.IGNORECASE,
)
"""Words whose last syllable only looks like the name of a part: "các dự án trọng điểm", "chuyển đổi số"."""


_HEADING = 70  # a heading of one line has fewer characters
_STRONG = frozenset({LabelKind.ROMAN, LabelKind.ARTICLE, LabelKind.PART, LabelKind.CHAPTER})


def _label(line: TextLine, above: Sequence[TextLine]) -> Label | None:
    """Return the label of a line; what only looks like one, in the middle of a sentence, is none."""
    label = find_label(line.text)
    if label is None and above and len(line.text) < _HEADING and TERMINAL.search(above[-1].text) and not line.full:
        return bare_numeral(line.text)
    if label is None or not above:
        return label
    last = above[-1]
    unfinished = last.full and not line.gap and not last.long and not TERMINAL.search(last.text)
    if label.kind is LabelKind.BULLET and unfinished and not (line.measured and line.indented):
        body = line.text[label.end :].lstrip()
        tail = starts_with(fold(body[:20]), words("layout", "name_tails"))
        opens = line.full and body[:1].isupper() and not tail and not last.text.endswith((",", " và"))
        lists = lays_duty(body) or opens
        if lists and (len(above) > 1 or find_label(above[0].text)):
            return label
        return None if not mostly_capitals(last.text) and label.text in "-–" and not last.text.endswith(")") else label
    if label.kind is not LabelKind.BULLET and not line.gap and not last.long:
        if label.kind in _STRONG and mostly_capitals(line.text[label.end :]):
            return label  # a heading in capitals opens a block whatever stood before
        refers = None if _NO_REFERENCE.search(last.text) else _REFERS.search(last.text)
        if refers and not (label.kind in _STRONG and refers[0] == ","):
            return None
    return label


_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+\s*\S")
_CITED = re.compile(r"[^\w\s]{0,2}\d{1,2}?\s?\d{1,4}(?:/\d{4})?[-/][A-ZĐ][\w-]*(?:/[A-ZĐ]\w*)?(?:-[A-ZĐ]\w*)*,? ngày\b")
_NUMBERED = re.compile(rf"(?:\[?\d{{1,2}}\]|\(\d{{1,2}}\)|\d{{1,2}})\s+[{UPPER}]")


def _is_footnote(lines: Sequence[TextLine], index: int, above: Sequence[TextLine]) -> bool:
    line = lines[index]
    if _SUPERSCRIPT.match(line.text):
        return True
    if line.role is LineRole.FOOTNOTE:
        return _NUMBERED.match(line.text) is not None or _CITED.match(line.text) is not None
    if not _CITED.match(line.text) or len(line.text) > 130:
        return False
    if above and re.search(r"(?:\b[Ss]ố|[,;(]|\bvà)$", above[-1].text):
        return False
    return line.gap or _footnote_above(lines, index)


def _footnote_above(lines: Sequence[TextLine], index: int) -> bool:
    return index > 0 and (_CITED.match(lines[index - 1].text) or _SUPERSCRIPT.match(lines[index - 1].text)) is not None


def _continues_footnote(lines: Sequence[TextLine], index: int, found: Sequence[Block], *, is_open: bool) -> bool:
    """A footnote may hold several lines; they end with the page, an empty line, or a line that starts anew."""
    line, last = lines[index], lines[index - 1]
    if not (index and found and found[-1].kind is BlockKind.FOOTNOTE):
        return False
    if line.page != last.page or line.gap or found[-1].last_line != last.number:
        return False
    if line.role is LineRole.FOOTNOTE:
        return True
    return last.full and not TERMINAL.search(last.text) and find_label(line.text) is None and is_open


def _footnote(lines: Sequence[TextLine], index: int, reading: Reading) -> Block:
    line = lines[index]
    mark = re.match(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[?\d{1,2}\](?=\s)|\(\d{1,2}\)|\d{1,2}(?=\s+[^\s/]))\s*", line.text)
    label = Label(LabelKind.FOOTNOTE, _digits(mark[1]), mark.end()) if mark else None
    return _block([line], label, reading, BlockKind.FOOTNOTE)


def _digits(mark: str) -> str:
    return mark.strip("[]()").translate(RAISED_DIGITS)


def _joined(block: Block, line: TextLine, reading: Reading) -> Block:
    words = _Words(reading, [block.text], list(block.offsets))
    words.add(line)
    return replace(block, end=line.end, text=words.text(), offsets=tuple(words.offsets), last_line=line.number)


def _fixed(kind: BlockKind, line: TextLine, reading: Reading) -> Block:
    if kind is BlockKind.TABLE_ROW:
        return _row(line, reading)
    label = find_label(line.text) if kind is BlockKind.FOOTER else None
    bullet = label if label and label.kind is LabelKind.BULLET else None
    return _block([line], bullet, reading, kind)


def _kind_of(label: Label | None) -> BlockKind:
    if label is None or label.kind is LabelKind.FOOTNOTE:
        return BlockKind.PARAGRAPH
    return BlockKind.BULLET if label.kind is LabelKind.BULLET else BlockKind.HEADING


def _block(lines: Sequence[TextLine], label: Label | None, reading: Reading, kind: BlockKind | None = None) -> Block:
    words = _Words(reading, [], [])
    for line in lines:
        words.add(line)
    text, offsets = words.text(), words.offsets
    content = 0
    if label is not None:
        raw = lines[0].start + label.end  # inner spaces were squeezed, so count on the way through the reading
        content = next((place for place, offset in enumerate(offsets) if offset >= raw), len(text))
    return Block(
        kind=kind or _kind_of(label),
        start=lines[0].start,
        end=lines[-1].end,
        text=text,
        offsets=tuple(offsets),
        first_line=lines[0].number,
        last_line=lines[-1].number,
        page=lines[0].page,
        label=label.text if label else "",
        label_kind=label.kind if label else None,
        content=content,
    )


_BROKEN_SYMBOL = re.compile(r"[A-ZĐ\d][-/]$")
_SYMBOL_END = re.compile(r"[A-ZĐ]{2}|[A-ZĐ]\b")
_WIDE_SPACES = re.compile(r"\s{2,}|[^\S ]")  # to be squeezed into one space


@dataclass(frozen=True, slots=True)
class _Words:
    """The text of a block in the making: `parts` joined, and the place in the reading of each character."""

    reading: Reading
    parts: list[str]
    offsets: list[int]

    def add(self, line: TextLine) -> None:
        """Add the words of a line; a symbol broken after its hyphen (KH-/UBND) is joined without a space."""
        text = self.reading.text
        if self.parts and not (_BROKEN_SYMBOL.search(self.parts[-1][-3:]) and _SYMBOL_END.match(line.text)):
            self.parts.append(" ")
            self.offsets.append(line.start - 1 if text[line.start - 1 : line.start].isspace() else line.start)
        place = line.start
        for match in _WIDE_SPACES.finditer(line.text):
            self.offsets.extend(range(place, line.start + match.start() + 1))
            self.parts.extend((text[place : line.start + match.start()], " "))
            place = line.start + match.end()
        self.offsets.extend(range(place, line.end))
        self.parts.append(text[place : line.end])

    def text(self) -> str:
        """Return the text so far."""
        return "".join(self.parts)


_BAR = re.compile(r"(?<!\S)\|(?!\S)")
"""The bar between two cells; beside it stands a space, or another bar where a cell is empty."""


def _row(line: TextLine, reading: Reading) -> Block:
    """A row of a table: its filled cells by the columns of its lines where known, else by the bars in it."""
    block = _block([line], None, reading, BlockKind.TABLE_ROW)
    columns = [
        (piece.start, cell.column)
        for piece in reading.pieces_of(line.start, line.end)
        if (cell := reading.lines[piece.line].cell) is not None
    ]
    cells = []
    place = 0
    for position, text in enumerate(_BAR.split(block.text)):
        if stripped := text.strip():
            start = place + text.find(stripped)
            column = _column_at(columns, block.offsets, start, position)
            cells.append(BlockCell(column, start, start + len(stripped), stripped))
        place += len(text) + 1
    return replace(block, cells=tuple(cells))


def _column_at(columns: Sequence[tuple[int, int]], offsets: Sequence[int], place: int, position: int) -> int:
    if not columns or place >= len(offsets):
        return position
    here = offsets[place]
    return next((column for start, column in reversed(columns) if start <= here), position)


def is_closing(block: Block) -> bool:
    """Say whether a block ends the body of the document ("... thực hiện./.")."""
    return words("layout", "closing")[0] in block.text[-6:] or fold(block.text).endswith("./")
