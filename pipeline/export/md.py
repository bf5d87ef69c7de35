"""Markdown (CommonMark with the tables and footnotes of GitHub): one file per document, to be read and edited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from pipeline.export.collection import Collection
from pipeline.export.contents import (
    Contents,
    Item,
    Node,
    Table,
    bullet_depths,
    contents_of,
    is_bullet,
    is_footnote,
    is_short_heading,
)
from pipeline.export.notes import Note, marks_of, named_notes
from pipeline.export.whole import whole_file
from pipeline.export.words import day_words, heading_words
from pipeline.extract.structure.blocks import Block
from pipeline.model import Document
from pipeline.record import from_record

_DEEPEST = 6  # Markdown has no more levels of headings


def write(collection: Collection, out: Path) -> list[Path]:
    """Write OUT/<export name>.md for each document of `collection`; return the files.

    Raises:
        ExportError: a file cannot be written.
    """
    written = []
    for name, record in collection.records():
        path = out / f"{name}.md"
        with whole_file(path) as part:
            part.write_text(markdown(from_record(record), name), encoding="utf-8")
        written.append(path)
    return written


def markdown(document: Document, name: str) -> str:
    """Return `document` as Markdown; `name` is its heading where neither type nor title is known.

    What pages only repeat (running heads, page numbers) is left out.
    """
    contents = contents_of(document)
    writer = _Writer(contents, named_notes(contents.footnotes()))
    parts = [*_head(document, name), *writer.document()]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(document: Document, name: str) -> Iterator[str]:
    header = document.header
    yield f"# {escaped(heading_words(header) or name)}"
    facts = {
        "Trích yếu": header.title,
        "Số, ký hiệu": header.number_symbol,
        "Ngày ban hành": day_words(header.date),
        "Cơ quan ban hành": header.issuer,
        "Người ký": ", ".join(filter(None, (header.signer_name, header.signer_title))),
    }
    yield "\n".join(f"- **{title}:** {escaped(value)}" for title, value in facts.items() if value)
    yield "---"


class _Writer:
    """Writes the contents of one document."""

    def __init__(self, contents: Contents, notes: Sequence[Note]) -> None:
        self._contents = contents
        self._notes = notes

    def document(self) -> Iterator[str]:
        contents = self._contents
        yield from self._single_lines(contents.header)
        yield from self._items(contents.opening)
        yield from self._nodes(contents.nodes)
        yield from self._single_lines(contents.footer)
        if contents.loose or contents.annexes:
            yield "---"
        yield from self._items(contents.loose)
        yield from self._nodes(contents.annexes)
        for note in self._notes:
            yield f"[^{note.name}]: {self._text(note.block, note.block.content)}"

    def _single_lines(self, blocks: Sequence[Block]) -> Iterator[str]:
        """Yield the lines of head or foot: those of one corner of the page together, each on its line."""
        for (_, listed), group in groupby(blocks, key=lambda block: (self._contents.role(block), bool(block.label))):
            found = list(group)
            yield self._list(found) if listed else "\\\n".join(self._text(block) for block in found)

    def _nodes(self, nodes: Sequence[Node]) -> Iterator[str]:
        for node in nodes:
            yield self._heading(node)
            yield from self._items(node.items)
            yield from self._nodes(node.nodes)

    def _heading(self, node: Node) -> str:
        head = node.head
        if is_short_heading(node):
            return f"{'#' * min(node.section.level + 1, _DEEPEST)} {self._text(head, opens=False)}"
        label = escaped(head.text[: head.content].strip(), at_start=False)
        return f"**{label}** {self._text(head, head.content, opens=False)}" if label else self._text(head)

    def _items(self, items: Sequence[Item]) -> Iterator[str]:
        for is_list, group in groupby(items, key=is_bullet):
            found = [item for item in group if not is_footnote(item)]
            if is_list:
                yield self._list([item for item in found if isinstance(item, Block)])
            else:
                for item in found:
                    yield self._table(item) if isinstance(item, Table) else self._text(item)

    def _list(self, bullets: Sequence[Block]) -> str:
        depths = bullet_depths(bullets)
        return "\n".join(
            f"{'  ' * depth}- {self._text(bullet, bullet.content)}"
            for bullet, depth in zip(bullets, depths, strict=True)
        )

    def _table(self, table: Table) -> str:
        """Return a table; its first row is its head, for Markdown asks for one. Merged cells stand at their first."""
        lines = []
        for row in table.rows:
            cells = [""] * table.width
            for cell in row.cells:
                cells[cell.column] = self._text(row.block, cell.start, cell.end, opens=False)
            lines.append(f"| {' | '.join(cells)} |")
        lines.insert(1, "|" + " --- |" * table.width)
        return "\n".join(lines)

    def _text(self, block: Block, start: int = 0, end: int | None = None, *, opens: bool = True) -> str:
        """Return the words of a block between `start` and `end`, the marks of footnotes as such.

        `opens` says that they open a line, where a number or a dash would make a list.
        """
        end = len(block.text) if end is None else end
        parts = []
        done = start
        for mark in marks_of(block, self._notes):
            if start <= mark.start and mark.end <= end:
                parts += [escaped(block.text[done : mark.start], at_start=opens and done == start), f"[^{mark.name}]"]
                done = mark.end
        return "".join([*parts, escaped(block.text[done:end], at_start=opens and done == start)]).strip()


_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>|~$#]|&(?=#?\w+;)")
_AT_START = re.compile(r"^(\s*)([+\-=]|\d{1,9}(?=[.)](?:\s|$)))")


def escaped(text: str, *, at_start: bool = True) -> str:
    r"""Return `text` so that Markdown shows it as it is.

    >>> print(escaped("1. 2*3 [a]"), escaped("- x_y"), escaped("5 & 6 &amp;"))
    1\. 2\*3 \[a\] \- x\_y 5 & 6 \&amp;
    """
    plain = _ANYWHERE.sub(r"\\\g<0>", text)
    return _AT_START.sub(_escaped_start, plain) if at_start else plain


def _escaped_start(match: re.Match[str]) -> str:
    space, sign = match.groups()
    return f"{space}{sign}\\" if sign.isdigit() else f"{space}\\{sign}"
