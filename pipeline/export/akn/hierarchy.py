"""Sections, paragraphs, lists and tables as elements of Akoma Ntoso."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from pipeline.export.akn.inline import Element, Words, child, element
from pipeline.export.akn.naming import Ids
from pipeline.export.contents import (
    Item,
    Node,
    Table,
    TableRow,
    bullet_depths,
    is_bullet,
    is_footnote,
    is_short_heading,
)
from pipeline.export.notes import Note
from pipeline.extract.structure.blocks import Block
from pipeline.extract.structure.labels import LabelKind
from pipeline.language import strip_marks

_ELEMENTS: dict[LabelKind, tuple[str, str]] = {
    LabelKind.PART: ("part", "part"),
    LabelKind.CHAPTER: ("chapter", "chp"),
    LabelKind.DIVISION: ("section", "sec"),
    LabelKind.ARTICLE: ("article", "art"),
    LabelKind.CAPITAL: ("part", "part"),
    LabelKind.ROMAN: ("section", "sec"),
    LabelKind.ARABIC: ("paragraph", "para"),
    LabelKind.COMPOUND: ("subparagraph", "subpara"),
    LabelKind.LETTER: ("point", "point"),
}
"""Element and abbreviation for ids: Phần, Chương, Mục, Điều, A., I., 1. (khoản), 1.1, a) (điểm)."""

_NUMBER = re.compile(r"(?<!\w)(?:[IVXLC]+|\d[\w.]*|[A-Za-zđĐ])$")


class Hierarchy:
    """Writes the items and sections of one document."""

    def __init__(self, words: Words, notes: Sequence[Note], ids: Ids) -> None:
        self._words = words
        self._ids = ids
        self._names = {note.block.start: note.name for note in notes}

    def nodes(self, into: Element, nodes: Sequence[Node], above: str) -> None:
        """Write sections into an element whose id is `above`."""
        for node in nodes:
            into.append(self._node(node, above))

    def _node(self, node: Node, above: str) -> Element:
        name, short = _ELEMENTS.get(node.head.label_kind or LabelKind.ANNEX, ("hcontainer", "hcontainer"))
        eid = self._ids.new(above, short, number_of(node.section.label))
        found = element(name, eId=eid)
        if name == "hcontainer":
            found.set("name", "phu-luc" if node.section.kind == "phu_luc" else "muc")
        paragraph = self._head(found, node, eid)
        if node.items or paragraph is not None or not node.nodes:
            held = child(found, "intro" if node.nodes else "content")
            if paragraph is not None:
                held.append(paragraph)
            self.items(held, node.items, eid)
            if len(held) == 0:
                child(held, "p")
        self.nodes(found, node.nodes, eid)
        return found

    def _head(self, into: Element, node: Node, eid: str) -> Element | None:
        """Write number and heading; return the words of a section that begins without a heading as a paragraph."""
        head = node.head
        if head.content:
            self._words.put(child(into, "num"), head, 0, head.content, eid=eid)
        if head.content >= len(head.text):
            return None
        if is_short_heading(node):
            self._words.put(child(into, "heading"), head, head.content, eid=eid)
            return None
        return self._words.put(element("p"), head, head.content, eid=eid)

    def items(self, into: Element, items: Sequence[Item], above: str) -> None:
        """Write paragraphs, lists, tables and footnotes into an element whose id is `above`."""
        for listed, group in groupby(items, key=is_bullet):
            found = list(group)
            if listed:
                self._list(into, [item for item in found if isinstance(item, Block)], above)
                continue
            for item in found:
                if isinstance(item, Table):
                    self._table(into, item, above)
                elif is_footnote(item):
                    self.footnote(into, item)
                else:
                    self._words.put(child(into, "p"), item, eid=above)

    def footnote(self, into: Element, block: Block) -> None:
        """Write a footnote where the paper has it; its mark leads to it by its id."""
        name = self._names[block.start]
        note = child(child(into, "p"), "authorialNote", eId=f"fn_{name}", placement="bottom")
        if mark := block.text[: block.content].strip():
            note.set("marker", mark)
        self._words.put(child(note, "p"), block, block.content, eid=f"fn_{name}")

    def _list(self, into: Element, bullets: Sequence[Block], above: str) -> None:
        lists: list[tuple[Element, str]] = []
        for bullet, depth in zip(bullets, bullet_depths(bullets), strict=True):
            del lists[depth + 1 :]
            if len(lists) <= depth:
                holder, eid = (lists[-1][0][-1], lists[-1][1]) if lists else (into, above)
                eid = self._ids.next(eid, "list")
                lists.append((child(holder, "blockList", eId=eid), eid))
            listed, eid = lists[-1]
            item = child(listed, "item", eId=self._ids.next(eid, "item"))
            self._words.put(child(item, "num"), bullet, 0, bullet.content, eid=eid)
            self._words.put(child(item, "p"), bullet, bullet.content, eid=item.get("eId") or eid)

    def _table(self, into: Element, table: Table, above: str) -> None:
        eid = self._ids.next(above, "table")
        found = child(into, "table", eId=eid)
        covered: set[tuple[int, int]] = set()
        for number, row in enumerate(table.rows):
            self._row(child(found, "tr"), row, number, table.width, covered, eid)

    def _row(
        self, tr: Element, row: TableRow, number: int, width: int, covered: set[tuple[int, int]], eid: str
    ) -> None:
        """Write a row; cells that stand over from rows above (`covered`: row and column) leave no place."""
        cells = {cell.column: cell for cell in row.cells}
        for column in range(width):
            cell = cells.get(column)
            if cell is None:
                if (number, column) not in covered:
                    child(child(tr, "td"), "p")
                continue
            td = child(tr, "td")
            for name, count in (("rowspan", cell.rows), ("colspan", cell.columns)):
                if count > 1:
                    td.set(name, str(count))
            covered |= {(number + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
            self._words.put(child(td, "p"), row.block, cell.start, cell.end, eid=eid)
        if len(tr) == 0:
            child(child(tr, "td"), "p")


def number_of(label: str) -> str:
    """Return the number of a label for an id.

    >>> number_of("Điều 3"), number_of("II"), number_of("1.1"), number_of("đ"), number_of("PHỤ LỤC")
    ('3', 'II', '1-1', 'dd', '1')
    """
    found = _NUMBER.search(label.strip())
    number = "dd" if found and found[0] == "đ" else strip_marks(found[0] if found else "1")
    return re.sub(r"[^A-Za-z0-9]+", "-", number).strip("-")
