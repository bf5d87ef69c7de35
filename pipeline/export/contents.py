"""A document as a reader sees it: head, opening, tree of sections with paragraphs, lists and tables, foot, annexes.

What formats for reading (Markdown, Akoma Ntoso) have in common. The paragraphs are those of extraction
(`extract.structure.blocks`), the tree is that of the record; every block stands in it once, in the order of the paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.extract.structure.blocks import Block, BlockKind, blocks
from pipeline.extract.structure.layout import mostly_capitals
from pipeline.model import Cell, Document, Line, LineRole, Section
from pipeline.reading import Reading, compose


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell: its first column (from 0), what it spans, and its place in the text of its row's block."""

    column: int
    rows: int
    columns: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: its block, and its cells from left to right."""

    block: Block
    cells: tuple[TableCell, ...]

    def text(self, cell: TableCell) -> str:
        """Return the words of a cell."""
        return self.block.text[cell.start : cell.end]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that follow each other, also over a page break."""

    rows: tuple[TableRow, ...]

    @property
    def width(self) -> int:
        """How many columns it has, at least one."""
        return max((cell.column + cell.columns for row in self.rows for cell in row.cells), default=1)


Item = Block | Table


@dataclass(frozen=True, slots=True)
class Node:
    """A section: the block that bears its number, what stands in it before its first subsection, its subsections."""

    section: Section
    head: Block
    items: tuple[Item, ...]
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole document. An annex is a tree of its own; what follows the foot without a number of an annex is one, too.

    `opening` stands before the first section of the body (the căn cứ, the words of address), `loose` and `annexes`
    behind the foot: first what belongs to no annex.
    """

    reading: Reading
    header: tuple[Block, ...]
    opening: tuple[Item, ...]
    nodes: tuple[Node, ...]
    footer: tuple[Block, ...]
    loose: tuple[Item, ...]
    annexes: tuple[Node, ...]

    def role(self, block: Block) -> LineRole:
        """Return where on its page the first line of a block stands."""
        pieces = self.reading.pieces_of(block.start, block.end)
        return self.reading.lines[pieces[0].line].role if pieces else LineRole.BODY

    def footnotes(self) -> tuple[Block, ...]:
        """Return the footnotes, in order."""
        return tuple(block for block in self.blocks() if block.kind is BlockKind.FOOTNOTE)

    def blocks(self) -> Iterator[Block]:
        """Yield every block of the document, in order."""
        yield from self.header
        yield from _flat(self.opening)
        yield from _flat_nodes(self.nodes)
        yield from self.footer
        yield from _flat(self.loose)
        yield from _flat_nodes(self.annexes)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A block, with the section that begins with it."""

    block: Block
    section: Section | None = None

    @property
    def is_annex(self) -> bool:
        return self.section is not None and self.section.kind == "phu_luc" and self.section.level == 1


def contents_of(document: Document) -> Contents:
    """Return the contents of `document`. What its pages only repeat (running heads, page numbers) is left out."""
    reading = compose(document.lines)
    entries = _entries(blocks(reading), document.sections)
    head = next((i for i, entry in enumerate(entries) if entry.block.kind is not BlockKind.HEADER), len(entries))
    foot = next((i for i, entry in enumerate(entries) if _ends_body(entry)), len(entries))
    foot = max(head, foot)
    behind = next((i for i in range(foot, len(entries)) if entries[i].block.kind is not BlockKind.FOOTER), len(entries))
    opening, nodes = _parted(entries[head:foot], reading)
    loose, annexes = _parted(entries[behind:], reading)
    return Contents(
        reading,
        header=tuple(entry.block for entry in entries[:head]),
        opening=opening,
        nodes=nodes,
        footer=tuple(entry.block for entry in entries[foot:behind]),
        loose=loose,
        annexes=annexes,
    )


def _ends_body(entry: _Entry) -> bool:
    return entry.block.kind is BlockKind.FOOTER or entry.is_annex


def _entries(found: Sequence[Block], sections: Sequence[Section]) -> list[_Entry]:
    """Join each block with the section that begins on its first line; the same section never twice."""
    waiting: dict[int, Section] = {}
    for section in sections:
        waiting.setdefault(section.first_line, section)
    return [_Entry(block, waiting.pop(block.first_line, None) if block.kind in _MAY_BEGIN else None) for block in found]


_MAY_BEGIN = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.BULLET})


def _parted(entries: Sequence[_Entry], reading: Reading) -> tuple[tuple[Item, ...], tuple[Node, ...]]:
    """Return what stands before the first section, and the sections, each with all below it."""
    first = next((i for i, entry in enumerate(entries) if entry.section), len(entries))
    items = tuple(_items([entry.block for entry in entries[:first]], reading))
    nodes = []
    for group in _groups(entries[first:]):
        section = group[0].section
        if section is not None:
            nodes.append(Node(section, group[0].block, *_parted(group[1:], reading)))
    return items, tuple(nodes)


def _groups(entries: Sequence[_Entry]) -> list[list[_Entry]]:
    """Part entries, of which the first begins a section, at the sections that are not below the one before."""
    groups: list[list[_Entry]] = []
    level = 0
    for entry in entries:
        if entry.section and (not groups or entry.section.level <= level):
            groups.append([])
            level = entry.section.level
        groups[-1].append(entry)
    return groups


def _items(found: Sequence[Block], reading: Reading) -> Iterator[Item]:
    for table, group in groupby(found, key=lambda block: _table_of(block, reading)):
        if table is None:
            yield from group
        else:
            yield Table(tuple(_row(block, reading) for block in group))


def _table_of(block: Block, reading: Reading) -> tuple[int, int] | None:
    """Return what tells apart the table that a row belongs to; None for what is no row."""
    if block.kind is not BlockKind.TABLE_ROW:
        return None
    for line in _lines_of(block, reading):
        if line.cell is not None:
            return line.cell.page or line.page, line.cell.table
    return 0, 0


def _row(block: Block, reading: Reading) -> TableRow:
    spans: dict[int, Cell] = {}
    for line in _lines_of(block, reading):
        if line.cell is not None:
            spans.setdefault(line.cell.column, line.cell)
    cells = []
    taken = 0
    for cell in block.cells:
        spanned = spans.get(cell.column)
        column = max(cell.column, taken)
        rows, columns = (spanned.rows, spanned.columns) if spanned else (1, 1)
        cells.append(TableCell(column, max(1, rows), max(1, columns), cell.start, cell.end))
        taken = column + max(1, columns)
    return TableRow(block, tuple(cells))


def _lines_of(block: Block, reading: Reading) -> Iterator[Line]:
    return (reading.lines[piece.line] for piece in reading.pieces_of(block.start, block.end))


def _flat(items: Sequence[Item]) -> Iterator[Block]:
    for item in items:
        if isinstance(item, Table):
            yield from (row.block for row in item.rows)
        else:
            yield item


def _flat_nodes(nodes: Sequence[Node]) -> Iterator[Block]:
    for node in nodes:
        yield node.head
        yield from _flat(node.items)
        yield from _flat_nodes(node.nodes)


def is_bullet(item: Item) -> bool:
    """Say whether an item is one of a list."""
    return isinstance(item, Block) and item.kind is BlockKind.BULLET


def is_footnote(item: Item) -> bool:
    """Say whether an item is a footnote."""
    return isinstance(item, Block) and item.kind is BlockKind.FOOTNOTE


def bullet_depths(bullets: Sequence[Block]) -> tuple[int, ...]:
    """Return how deep each bullet of a list stands (from 0): another sign than above opens a list, or goes back."""
    signs: list[str] = []
    depths = []
    for bullet in bullets:
        if bullet.label in signs:
            del signs[signs.index(bullet.label) + 1 :]
        else:
            signs.append(bullet.label)
        depths.append(len(signs) - 1)
    return tuple(depths)


_LONGEST_HEADING = 160  # characters


def is_short_heading(node: Node) -> bool:
    """Say whether a section begins with a heading, and not with its first sentence.

    A heading has something below it, or stands in capitals; a numbered sentence with nothing below it is a paragraph.
    """
    head = node.head
    if len(head.text) > _LONGEST_HEADING or len(head.body) > len(node.section.heading) + 2:
        return False
    return bool(node.items or node.nodes) or mostly_capitals(head.text)
