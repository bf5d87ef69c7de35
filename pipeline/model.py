"""The data that flows through the pipeline: frozen dataclasses, nothing else.

A `Document` is the `Page` s of one paper, their `Line` s in reading order, and the facts found in them. Three
invariants hold everywhere:

1. A line is a line of the paper (in a table: of one cell) for ever. Restoration changes `Line.text`, never the
   number or order of lines.
2. Every fact carries `Evidence`: from it follow line, page, boxes on the *original* image, and trust.
3. A stage returns a changed copy (`dataclasses.replace`).

Boxes are pixels of the unrotated page image. Confidences are probabilities, 0 to 1. Dates are ISO 8601 strings:
`YYYY-MM-DD`, or `YYYY-MM` where only the month is fixed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from pipeline.message import Message


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: page number from 1, pixels of the unrotated page image, x1 and y1 exclusive."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Word:
    """One word as the engine read it."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Fix:
    """One change that restoration made to a line: `Line.read[start:end]` was `before` and became `after`."""

    start: int
    end: int
    before: str
    after: str
    rule: str
    confidence: float
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a line in a table: number of the table on its page (from 0), row and column (from 0).

    A merged cell stands at its first row and column. `rows` and `columns` count what it spans. Where the table goes
    on from an earlier page, `page` is the one on which it begins: `table` is its number there, and rows count on.
    """

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    page: int | None = None


class LineRole(StrEnum):
    """Where on the page a line stands. Extraction reads it as a hint and works without it (plain text has none).

    FURNITURE is what a page repeats of the pages before it: running heads, page numbers, the head of a table that goes
    on. It is text of the page, and no part of what the document says.
    """

    BODY = "body"
    HEADER_LEFT = "header_left"
    HEADER_RIGHT = "header_right"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    FOOTNOTE = "footnote"
    TABLE = "table"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the paper.

    `read` is what the engine read, `text` what it stands at now: `read` with all `fixes` applied. Where the line
    has words, `read` is the words joined by single spaces. Lines of plain text have no words and no box.
    """

    page: int
    read: str
    text: str
    box: Box | None = None
    words: tuple[Word, ...] = ()
    fixes: tuple[Fix, ...] = ()
    confidence: float = 1.0
    role: LineRole = LineRole.BODY
    cell: Cell | None = None


class MarkKind(StrEnum):
    """What stands on a page beside its text. A STAMP is one whose words do not tell what it is for."""

    PAGE_NUMBER = "page_number"
    SEAL = "seal"
    HALF_SEAL = "half_seal"
    SIGNATURE = "signature"
    STAMP = "stamp"
    ARRIVAL = "arrival"
    URGENCY = "urgency"
    SECRECY = "secrecy"
    COPY = "copy"
    DRAFT = "draft"
    CAPTION = "caption"
    HANDWRITING = "handwriting"
    WATERMARK = "watermark"
    CODE = "code"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on the page that is not part of the text: a page number, a seal, an e-signature caption.

    `text` is what it says, where that could be read. `fields` are parts of that by name: `number` and `date`
    (ISO 8601) of an ARRIVAL stamp.
    """

    kind: MarkKind
    box: Box | None
    text: str = ""
    confidence: float = 1.0
    fields: tuple[tuple[str, str], ...] = ()


class Severity(StrEnum):
    """How much a problem matters. An error makes its document PARTIAL."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a person should know about a page or a document. `code` is stable, `message` is for reading."""

    code: str
    message: Message
    severity: Severity = Severity.WARNING
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done to make a page or document, with the version and settings that count."""

    stage: str
    name: str
    version: str = ""
    page: int | None = None
    settings: tuple[tuple[str, str], ...] = ()


class PageOrigin(StrEnum):
    """Where the text of a page comes from."""

    OCR = "ocr"
    TEXT_LAYER = "text_layer"
    PLAIN_TEXT = "plain_text"
    BLANK = "blank"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: size in pixels of the unrotated image, its resolution, and how it was read.

    `rotation` is the clockwise turn (0, 90, 180, 270 degrees) that puts the page upright; `skew` the remaining
    slant in degrees that was taken out, clockwise positive. For plain text width, height and dpi are 0.
    """

    number: int
    width: int
    height: int
    dpi: int
    origin: PageOrigin
    rotation: int = 0
    skew: float = 0.0
    confidence: float = 1.0
    confidence_low: float = 1.0
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class PageReading:
    """What reading one page gave; the unit of work and of the cache. Its lines carry this page's number."""

    page: Page
    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    r"""Where a fact stands: characters `start` to `end` of the document's text, and what follows from it.

    `line` counts from 1 in `text.split("\n")`; `boxes` is None for plain text. `confidence` is the certainty of
    the rule times that of the weakest line the fact rests on.
    """

    start: int
    end: int
    line: int
    page: int
    boxes: tuple[Box, ...] | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a document covers, as printed and as first and last day (ISO 8601)."""

    text: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Header:
    """Who issued what, when, and who signed it (Nghị định 30/2020/NĐ-CP). `evidence` pairs a field with its place."""

    doc_type: str | None = None
    number: str | None = None
    symbol: str | None = None
    number_symbol: str | None = None
    date: str | None = None
    place: str | None = None
    issuer: str | None = None
    superior: str | None = None
    title: str | None = None
    signer_name: str | None = None
    signer_title: str | None = None
    recipients: tuple[str, ...] = ()
    period: Period | None = None
    urgency: str | None = None
    secrecy: str | None = None
    evidence: tuple[tuple[str, Evidence], ...] = ()


SectionKind = Literal[
    "muc_dich", "doi_tuong", "noi_dung", "hinh_thuc", "nhiem_vu", "kinh_phi",
    "to_chuc_thuc_hien", "ket_qua", "phuong_huong", "phu_luc", "khac",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered heading (or numbered paragraph). `first_line` to `last_line` count from 1 in the text.

    `path` is the way from the top ("II.2.a", "Điều 3.1", "PHỤ LỤC I"); `label` is as printed. `kind` is None
    below level 1.
    """

    path: str
    level: int
    label: str
    heading: str
    kind: SectionKind | None
    first_line: int
    last_line: int
    evidence: Evidence


Relation = Literal["can_cu", "dan_chieu", "kem_theo"]


@dataclass(frozen=True, slots=True)
class Reference:
    """One citation of a numbered document. `id` is number/year/symbol without spaces, e.g. "98/2023/QH15"."""

    text: str
    doc_type: str | None
    id: str
    date: str | None
    issuer: str | None
    relation: Relation
    evidence: Evidence


Role = Literal["chu_tri", "thuc_hien", "de_nghi"]


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty that the document lays on a named actor."""

    section: str | None
    actor: str
    role: Role
    partners: tuple[str, ...]
    action: str
    deadline: str | None
    deadline_date: str | None
    frequency: str | None
    product: str | None
    evidence: Evidence


class Status(StrEnum):
    """What became of a document."""

    OK = "ok"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Source:
    """The file (or files) that a document was read from. The original is never changed.

    `sha256` is of the bytes; for a document made of several page images, of their digests joined by newlines, in
    order. `names` are the paths, relative to what was imported, under which these bytes were met, first one
    first. `part` counts from 1 where one file holds several documents.
    """

    sha256: str
    names: tuple[str, ...]
    media_type: str
    size: int
    part: int | None = None
    sidecars: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The first name that the file was met under."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Document:
    """One paper, read."""

    source: Source
    pages: tuple[Page, ...] = ()
    lines: tuple[Line, ...] = ()
    header: Header = field(default_factory=Header)
    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    problems: tuple[Problem, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def status(self) -> Status:
        """PARTIAL where a page or stage failed, else OK."""
        failed = any(problem.severity is Severity.ERROR for problem in self.problems)
        return Status.PARTIAL if failed else Status.OK
