"""Reads .docx: paragraphs and tables in order, with the labels that Word numbers paragraphs with.

Headers and footers of the page are left out, but for what is set there like a stamp. Two-column tables without meaning
of their own (the document's header; "Nơi nhận" beside the signature) are read column by column, as on paper.
"""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.exceptions import InvalidXmlError
from lxml import etree

from pipeline.encodings import convert, detect_legacy
from pipeline.errors import DamagedSourceError, EmptySourceError, SourceLimitError
from pipeline.ingest.archive import UNPACKING_FAILURES
from pipeline.ingest.numbering import Numbering, W, read_numbering
from pipeline.ingest.source import Item, TextInput
from pipeline.language import fold
from pipeline.message import Message
from pipeline.model import Cell, Line, LineRole, Mark, MarkKind, Page, PageOrigin, PageReading, Step
from pipeline.settings import Settings

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADER_MARKS = ("cong hoa xa hoi chu nghia", "doc lap", "dang cong san viet nam")
_LONGEST_STAMP = 30  # characters
_RECIPIENTS_MARK = "noi nhan"
_HEADER_WITHIN = 3  # the header is among the first blocks

# What python-docx raises on damaged files; on XML of an unexpected shape it runs into the first three.
_FAILURES = (AttributeError, TypeError, LookupError, OpcError, InvalidXmlError, etree.LxmlError, OSError)

Element = Any
"""An lxml element; lxml has no types of its own."""


def read_docx_page(item: Item, settings: Settings) -> TextInput:
    """Return the text of a .docx as one page; its lines are paragraphs and lines of table cells, without boxes.

    Raises:
        SourceError: it is damaged, holds no text, or is over a bound.
    """
    _check_size(item, settings)
    try:
        document = docx.Document(str(item.paths[0]))
        lines = _Reader(_numbering(document), _footnotes(document), _style_lists(document)).read(document.element.body)
    except (*_FAILURES, *UNPACKING_FAILURES) as error:
        raise DamagedSourceError(
            Message(
                f"{item.name}: tệp Word bị hỏng ({error}). Hãy mở bằng Word và lưu lại.",
                f"{item.name}: the Word file is damaged ({error}). Open it in Word and save it again.",
            )
        ) from error
    if not any(line.text.strip() for line in lines):
        raise EmptySourceError(
            Message(f"{item.name}: tệp Word không có chữ nào.", f"{item.name}: the Word file holds no text.")
        )
    page = Page(1, 0, 0, 0, PageOrigin.PLAIN_TEXT, marks=_beside(document))
    converted, encoding = _unicode(lines)
    step = Step("ingest", "docx", settings=(("encoding", encoding),))
    return TextInput(PageReading(page, tuple(converted), steps=(step,)))


def _beside(document: Any) -> tuple[Mark, ...]:  # noqa: ANN401 - the class of python-docx
    """Return what is set like a stamp beside the text: a few capitals in a text box or in the header of pages."""
    boxes = [box for part in (document.element.body, *_headers(document)) for box in part.iter(f"{W}txbxContent")]
    paragraphs = [paragraph for part in (*boxes, *_headers(document)) for paragraph in part.iter(f"{W}p")]
    texts = ("".join(text.text or "" for text in paragraph.iter(f"{W}t")).strip() for paragraph in paragraphs)
    return tuple(
        Mark(MarkKind.STAMP, None, unicodedata.normalize("NFC", text))
        for text in dict.fromkeys(texts)
        if text.isupper() and len(text) <= _LONGEST_STAMP
    )


def _headers(document: Any) -> list[Element]:  # noqa: ANN401 - the class of python-docx
    """Return the headers of the pages of all sections."""
    kinds = ("header", "first_page_header", "even_page_header")
    found = [getattr(section, kind) for section in document.sections for kind in kinds]
    return [header._element for header in found if not header.is_linked_to_previous]


def _unicode(lines: list[Line]) -> tuple[list[Line], str]:
    """Return the lines converted where they were typed in a font of a legacy encoding, and that encoding."""
    text = "\n".join(line.text for line in lines)
    encoding = detect_legacy(text)
    if encoding is None:
        return lines, "unicode"
    texts = convert(text, encoding).split("\n")
    return [replace(line, read=new, text=new) for line, new in zip(lines, texts, strict=True)], encoding


def _check_size(item: Item, settings: Settings) -> None:
    try:
        with zipfile.ZipFile(item.paths[0]) as archive:
            members = archive.infolist()
    except (OSError, *UNPACKING_FAILURES) as error:
        raise DamagedSourceError(
            Message(
                f"{item.name}: tệp Word bị hỏng ({error}). Hãy mở bằng Word và lưu lại.",
                f"{item.name}: the Word file is damaged ({error}). Open it in Word and save it again.",
            )
        ) from error
    limits = settings.limits
    xml = sum(info.file_size for info in members if info.filename.endswith((".xml", ".rels")))
    too_large = sum(info.file_size for info in members) > limits.file_bytes or xml > 40 * limits.text_characters
    if too_large or len(members) > limits.archive_files:
        raise SourceLimitError(
            Message(
                f"{item.name}: nội dung giải nén quá giới hạn (limits.file_bytes, limits.text_characters).",
                f"{item.name}: unpacks to more than the bounds (limits.file_bytes, limits.text_characters).",
            )
        )


def _part(document: Any, kind: str) -> Element | None:  # noqa: ANN401
    """Return the root of a part of the document ("numbering", "footnotes"), or None."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            return etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    return None


def _numbering(document: Any) -> Numbering:  # noqa: ANN401
    root = _part(document, "numbering")
    return read_numbering(root) if root is not None else Numbering()


def _footnotes(document: Any) -> dict[str, str]:  # noqa: ANN401
    """Return the text of each footnote by its id."""
    root = _part(document, "footnotes")
    if root is None:
        return {}
    notes = {}
    for note in root.iter(f"{W}footnote"):
        if note.get(f"{W}type") in (None, "normal"):
            notes[note.get(f"{W}id")] = " ".join("".join(text.text or "" for text in note.iter(f"{W}t")).split())
    return notes


def _style_lists(document: Any) -> dict[str, Element]:  # noqa: ANN401
    """Return the numbering that paragraph styles carry, by the style's id; a style inherits its base's."""
    styles = {style.get(f"{W}styleId"): style for style in document.styles.element.iter(f"{W}style")}
    found: dict[str, Element] = {}
    for style_id, style in styles.items():
        seen = set()
        while style is not None and style_id not in found and id(style) not in seen:
            seen.add(id(style))
            numbering = style.find(f"{W}pPr/{W}numPr")
            if numbering is not None:
                found[style_id] = numbering
            base = style.find(f"{W}basedOn")
            style = styles.get(base.get(f"{W}val")) if base is not None else None  # noqa: PLW2901
    return found


@dataclass(slots=True)
class _Reader:
    """Walks the body once, in order; numbering counts on the way."""

    numbering: Numbering
    notes: dict[str, str]
    style_lists: dict[str, Element]
    lines: list[Line] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)
    tables: int = 0
    blocks: int = 0

    def read(self, body: Element) -> list[Line]:
        for block in _blocks(body):
            if block.tag == f"{W}p":
                for text in self._paragraph(block):
                    self._add(text)
            else:
                self._table(block)
            self.blocks += 1
        for number, note in enumerate(self.cited, start=1):
            self._add(f"{str(number).translate(_SUPERSCRIPT)} {note}", LineRole.FOOTNOTE)
        return self.lines

    def _add(self, text: str, role: LineRole = LineRole.BODY, cell: Cell | None = None) -> None:
        text = unicodedata.normalize("NFC", " ".join(text.split()))
        if text:
            self.lines.append(Line(page=1, read=text, text=text, role=role, cell=cell))

    def _paragraph(self, paragraph: Element) -> list[str]:
        """Return the lines of a paragraph (hard breaks part them), its label before the first."""
        text = "".join(self._pieces(paragraph))
        label = self._label(paragraph) if text.strip() else ""
        return (f"{label} {text}" if label else text).split("\n")

    def _pieces(self, paragraph: Element) -> Iterator[str]:
        for node in _nodes(paragraph):
            if node.tag == f"{W}t":
                yield node.text or ""
            elif node.tag == f"{W}tab" and node.getparent().tag == f"{W}r":
                yield "\t"
            elif node.tag in (f"{W}br", f"{W}cr"):
                yield "\n"
            elif node.tag == f"{W}noBreakHyphen":
                yield "-"
            elif node.tag == f"{W}footnoteReference" and node.get(f"{W}id") in self.notes:
                self.cited.append(self.notes[node.get(f"{W}id")])
                yield str(len(self.cited)).translate(_SUPERSCRIPT)

    def _label(self, paragraph: Element) -> str:
        numbering = paragraph.find(f"{W}pPr/{W}numPr")
        if numbering is None:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            numbering = self.style_lists.get(style.get(f"{W}val")) if style is not None else None
        if numbering is None:
            return ""
        list_id, depth = numbering.find(f"{W}numId"), numbering.find(f"{W}ilvl")
        if list_id is None:
            return ""
        return self.numbering.label(list_id.get(f"{W}val"), int(depth.get(f"{W}val", "0")) if depth is not None else 0)

    def _table(self, table: Element) -> None:
        rows = [list(_row_cells(row)) for row in table.iterchildren(f"{W}tr")]
        columns = self._side_by_side(rows)
        if columns is not None:
            for role, side in columns:
                for cell in side:
                    for text in self._cell_lines(cell):
                        self._add(text, role)
            return
        spans = _row_spans(rows)
        for index, row in enumerate(rows):
            for column, width, cell in row:
                if _continues(cell):
                    continue
                place = Cell(self.tables, index, column, spans.get((index, column), 1), width)
                for text in self._cell_lines(cell):
                    self._add(text, LineRole.TABLE, place)
        self.tables += 1

    def _cell_lines(self, cell: Element) -> list[str]:
        return [text for paragraph in cell.iter(f"{W}p") for text in self._paragraph(paragraph)]

    def _side_by_side(self, rows: list[list[tuple[int, int, Element]]]) -> list[tuple[LineRole, list[Element]]] | None:
        """Return the left and right column of a table that only puts two blocks side by side, else None."""
        if not rows or any(len(row) > 2 for row in rows):
            return None
        left = [row[0][2] for row in rows if row]
        right = [row[1][2] for row in rows if len(row) == 2]
        left_text, right_text = fold(_plain(left)), fold(_plain(right))
        if self.blocks < _HEADER_WITHIN and any(mark in left_text + right_text for mark in _HEADER_MARKS):
            return [(LineRole.HEADER_LEFT, left), (LineRole.HEADER_RIGHT, right)]
        if left_text.strip().startswith(_RECIPIENTS_MARK):
            return [(LineRole.RECIPIENTS, left), (LineRole.SIGNATURE, right)]
        return None


def _nodes(element: Element) -> Iterator[Element]:
    """Yield what is in an element in order; the second form of a text box, for old readers, is passed over."""
    for child in element.iterchildren():
        if child.tag != _FALLBACK:
            yield child
            yield from _nodes(child)


def _blocks(body: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables of the body in order, also those inside content controls."""
    for child in body.iterchildren():
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins"):
            yield from _blocks(child)


def _row_cells(row: Element) -> Iterator[tuple[int, int, Element]]:
    """Yield column, width in columns, and element of each cell of a row."""
    before = row.find(f"{W}trPr/{W}gridBefore")
    column = int(before.get(f"{W}val", "0")) if before is not None else 0
    for cell in row.iterchildren(f"{W}tc"):
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        width = int(span.get(f"{W}val", "1")) if span is not None else 1
        yield column, width, cell
        column += width


def _continues(cell: Element) -> bool:
    """Whether the cell is the lower part of a merged one."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _row_spans(rows: list[list[tuple[int, int, Element]]]) -> dict[tuple[int, int], int]:
    """Return how many rows each cell spans, by row and column."""
    spans: dict[tuple[int, int], int] = {}
    open_at: dict[int, int] = {}
    for index, row in enumerate(rows):
        for column, _, cell in row:
            if _continues(cell) and column in open_at:
                spans[open_at[column], column] += 1
            else:
                open_at[column] = index
                spans[index, column] = 1
    return spans


def _plain(cells: list[Element]) -> str:
    return " ".join(text.text or "" for cell in cells for text in cell.iter(f"{W}t"))
