"""What reading a page gives: its lines and words, its marks, what went wrong, what was done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.message import Message
from pipeline.model.signature import Signature


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
    """What reading one page gave; the unit of work and of the cache. Its lines carry this page's number.

    With page 1 come the digital `signatures` of the file.
    """

    page: Page
    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()
    steps: tuple[Step, ...] = ()
    signatures: tuple[Signature, ...] = ()
