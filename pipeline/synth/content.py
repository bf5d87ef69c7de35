"""What a document to be drawn says: frozen dataclasses, and nothing about how it looks on paper.

A `Content` also knows the facts it states (sections, citations, duties), so that the gold record of a drawn document
follows from it and never from reading it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from pipeline.model import Relation, Role, SectionKind

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
FROM_SUPERSCRIPT = str.maketrans(SUPERSCRIPTS, "0123456789")
TO_SUPERSCRIPT = str.maketrans("0123456789", SUPERSCRIPTS)
_MARKS = re.compile(f"[{SUPERSCRIPTS}]+")


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Characters `start` to `end` of a text are bold, italic, or (`pen`) filled in by hand.

    `room` is the width left for them, as a multiple of what they take in print.
    """

    start: int
    end: int
    bold: bool = False
    italic: bool = False
    pen: bool = False
    room: float = 1.0


@dataclass(frozen=True, slots=True)
class Citation:
    """Characters `start` to `end` of a text cite a numbered document; the fields are those of the gold record."""

    start: int
    end: int
    doc_type: str | None
    id: str
    date: str | None = None
    issuer: str | None = None
    relation: Relation = "dan_chieu"


@dataclass(frozen=True, slots=True)
class RichText:
    """A run of text in NFC, with single spaces, and what is known about its characters.

    A footnote mark is a superscript digit in the text (`2030¹`).
    """

    text: str
    emphases: tuple[Emphasis, ...] = ()
    citations: tuple[Citation, ...] = ()

    def __post_init__(self) -> None:
        if self.text != " ".join(unicodedata.normalize("NFC", self.text).split()):
            raise ValueError(f"text is not in NFC with single spaces: {self.text!r}")


def prefixed(prefix: str, rich: RichText, *, bold: bool = False) -> RichText:
    """Return `rich` with `prefix` before it; `bold` makes the prefix bold.

    >>> prefixed("I. ", plain("MỤC ĐÍCH")).text
    'I. MỤC ĐÍCH'
    """
    by = len(prefix)
    shifted = tuple(replace(mark, start=mark.start + by, end=mark.end + by) for mark in rich.emphases)
    cited = tuple(replace(cite, start=cite.start + by, end=cite.end + by) for cite in rich.citations)
    own = (Emphasis(0, by, bold=True),) if bold else ()
    return RichText(prefix + rich.text, own + shifted, cited)


def plain(text: str) -> RichText:
    r"""Return any `text` as a `RichText`, put in NFC and with white space folded.

    >>> plain("Kế  hoạch\n").text
    'Kế hoạch'
    """
    return RichText(" ".join(unicodedata.normalize("NFC", text).split()))


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty that a block lays on an actor. `action` None means the whole text of the block.

    `at` is where in the text of the block the duty begins, in characters. `section` None means the one that the
    block stands in (a closing sentence belongs to a higher one).
    """

    actor: str
    role: Role = "thuc_hien"
    partners: tuple[str, ...] = ()
    action: str | None = None
    deadline: str | None = None
    deadline_date: str | None = None
    frequency: str | None = None
    product: str | None = None
    section: str | None = None
    at: int = 0


class Align(StrEnum):
    """How the lines of a paragraph stand."""

    JUSTIFY = "justify"
    LEFT = "left"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading, or a numbered paragraph (then `bold` is off or ends early).

    `label` as printed, without the full stop ("II", "2", "a", "Điều 3", "2.1"); `delimiter` is what parts it from
    the text. `bold` covers all of it, only the label, or nothing.
    """

    level: int
    label: str
    text: RichText
    kind: SectionKind | None = None
    bold: Literal["all", "label", "none"] = "all"
    italic: bool = False
    delimiter: str = "."
    duties: tuple[Duty, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; with a `bullet` it is an item of a list ("-", "+"), which stands before the text."""

    text: RichText
    bullet: str = ""
    align: Align = Align.JUSTIFY
    bold: bool = False
    italic: bool = False
    duties: tuple[Duty, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: one cell for each column, or a single cell that spans them all."""

    cells: tuple[RichText, ...]
    duties: tuple[Duty, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A cell of the head that stands above the heads of columns `first` to `last`, from 0."""

    first: int
    last: int
    text: RichText

    @property
    def width(self) -> int:
        """How many columns it spans."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Merge:
    """A cell of the rows of a table that reaches over `rows` rows from `row` (from 0); those below it are empty."""

    row: int
    column: int
    rows: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `widths` are relative; `aligns` has one letter a column, "l" left or "c" centred.

    With `groups` the head has two rows; the heads of columns without a group reach over both. `merges` are kept on
    one page. A table that is not `ruled` has no lines between its cells. `cut` lets the foot of a page cut a row in
    two, `head_again` prints the head on every page.
    """

    widths: tuple[float, ...]
    aligns: str
    head: tuple[RichText, ...]
    rows: tuple[Row, ...]
    groups: tuple[Group, ...] = ()
    merges: tuple[Merge, ...] = ()
    ruled: bool = True
    cut: bool = False
    head_again: bool = True

    def __post_init__(self) -> None:
        count = len(self.widths)
        rows_fit = all(len(row.cells) in {1, count} for row in self.rows)
        if len(self.aligns) != count or len(self.head) != count or not rows_fit:
            raise ValueError(f"a table of {count} columns needs as many aligns, head cells and cells in each row")


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Footnote:
    """The text of the footnote with this number."""

    number: int
    text: RichText


@dataclass(frozen=True, slots=True)
class Head:
    """The two-column head. `superior` and `body` are the lines on the left as printed, in capitals.

    `number` and `symbol` make the number line ("Số: 45/KH-UBND"); `subject` is the "V/v" of an official letter.
    `issuer` is the body's full name as a record gives it.
    """

    body: tuple[str, ...]
    issuer: str
    number: str
    symbol: str
    place: str
    date: str
    superior: tuple[str, ...] = ()
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: lines of office in capitals, and the name. `seal` is what runs round the seal."""

    office: tuple[str, ...]
    name: str
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex, on pages of its own. `label` as printed ("PHỤ LỤC", "PHỤ LỤC I")."""

    label: str
    title: str
    attached_to: RichText | None
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """A whole document. `type_line` is the printed type ("KẾ HOẠCH"), empty for an official letter.

    `title` holds the lines of the trích yếu as they are to be broken. Pages of mere text have no head and no
    signature; see `prose`. `running` stands at the head of every page but the first.
    """

    doc_type: str | None
    type_line: str
    title: tuple[str, ...]
    head: Head | None
    blocks: tuple[Block, ...]
    recipients: tuple[str, ...] = ()
    signature: Signature | None = None
    footnotes: tuple[Footnote, ...] = ()
    annexes: tuple[Annex, ...] = ()
    running: str = ""

    def __post_init__(self) -> None:
        marked = {
            int(mark.translate(FROM_SUPERSCRIPT))
            for _, block in all_blocks(self)
            if not isinstance(block, Table)
            for mark in _MARKS.findall(block.text.text)
        }
        if unmarked := [note.number for note in self.footnotes if note.number not in marked]:
            raise ValueError(f"footnotes without a mark in a heading or paragraph: {unmarked}")


def prose(paragraphs: Iterable[str]) -> Content:
    """Return pages of mere text, any text, a paragraph for each that is not blank."""
    texts = (plain(text) for text in paragraphs)
    return Content(None, "", (), None, tuple(Paragraph(text) for text in texts if text.text))


def block_texts(name: str, block: Block) -> Iterator[tuple[str, RichText]]:
    """Yield each text of `block` with the name of its place, which `draw` gives to the lines it makes of it."""
    if isinstance(block, Table):
        for row_number, row in enumerate(block.rows):
            for column, cell in enumerate(row.cells):
                yield f"{name}.{row_number}.{column}", cell
    else:
        yield name, block.text


def all_blocks(content: Content) -> Iterator[tuple[str, Block]]:
    """Yield the blocks of the body and of the annexes in order, each with its name."""
    for index, block in enumerate(content.blocks):
        yield f"body.{index}", block
    for number, annex in enumerate(content.annexes):
        for index, block in enumerate(annex.blocks):
            yield f"annex.{number}.{index}", block
