"""Whether a page bears a mark of secrecy, told by its place and form: the word alone says nothing.

A plan may speak of state secrets. A mark is a stamp, or MẬT, TỐI MẬT, TUYỆT MẬT by itself in the head of a page, or
behind the label "Độ mật:" there (Nghị định 30/2020/NĐ-CP puts it under the number). A page that stops in vain costs a
look; one that passes in vain leaves a secret on the disk: in the head of a page what looks like a mark is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.extract.papers.heads import head_of, top_lines
from pipeline.extract.structure.zones import names_type
from pipeline.extract.vocabulary import flat, starts_with, table
from pipeline.language import fold
from pipeline.message import Message
from pipeline.model import Line, MarkKind, Page, PageReading, Problem

_FIRST_PAGES = 2  # a cover, and the first page proper
_STAMPED = frozenset({MarkKind.STAMP, MarkKind.CAPTION, MarkKind.WATERMARK, MarkKind.COPY})
_BEHIND_TITLE = 4  # lines: a stamp under the number may be read after the title beside it
_LIKE = 0.8  # a mark of two words may have lost a letter to its frame
_COLUMNS = re.compile(r"\s{3,}|\t+|\s+\|\s*")
_BESIDE_NUMBER = re.compile(r"\W*[Ss][ốo6]\W.*?\s(?P<mark>(?:TUYỆT\s+|TỐI\s+)?MẬT)\W*")
_LABEL = re.compile(r"\W*(?:do|muc(?: do)?) mat\s*[:.]\s*")
_SIGNS = " .:;,*-–—_\"'“”‘’()[]{}<>|/\\!~°=+•·"


def secrecy_of(reading: PageReading) -> str | None:
    """Return the mark of secrecy that a page bears (MẬT, TỐI MẬT, TUYỆT MẬT), or None.

    Stamps count on every page; words by themselves in the head of the first two pages, and of a page on which another
    paper begins.
    """
    for mark in reading.page.marks:
        if mark.kind is MarkKind.SECRECY:
            return mark.text or "MẬT"
        if mark.kind in _STAMPED and (found := next(filter(None, map(_mark, mark.text.split("\n"))), None)):
            return found
    if reading.page.number > _FIRST_PAGES and not head_of(reading).begins_paper():
        return None
    return next((found for line in _head(reading) for part in _parts(line) if (found := _mark(part))), None)


def may_bear_stamp(reading: PageReading) -> bool:
    """Return whether a stamp of secrecy may stand on a page: on the first two, and where a paper or annex begins."""
    head = head_of(reading)
    return reading.page.number <= _FIRST_PAGES or head.national or head.numbered or head.annex or not reading.lines


def refusal(name: str, number: int, mark: str) -> Message:
    """Return what a person is told of a file whose page `number` bears a mark of secrecy: what to do with it."""
    return Message(
        f"{name}, trang {number}: có dấu độ mật {mark}. Tệp không được nhập, kho không giữ lại gì của tệp này. Hãy "
        "bàn giao cho người được giao quản lý bí mật nhà nước của cơ quan; chỉ số hóa trên máy tính độc lập dành cho "
        'bí mật nhà nước (ở đó: ingest.state_secrets = "allow").',
        f"{name}, page {number}: bears the mark of secrecy {mark}. The file was not imported, nothing of it is kept "
        "here. Hand it to the person responsible for state secrets; digitise it only on a machine apart that is meant "
        'for state secrets (there: ingest.state_secrets = "allow").',
    )


def unread_stamps(pages: Sequence[Page]) -> tuple[Problem, ...]:
    """Ask a person to look at stamps of the first pages that could not be read: one may be a mark of secrecy."""
    return tuple(
        Problem(
            "unread_stamp",
            Message(
                f"Trang {page.number}: có dấu không đọc được; hãy xem có phải dấu độ mật hay độ khẩn không.",
                f"Page {page.number}: a stamp could not be read; look whether it is a mark of secrecy or urgency.",
            ),
            page=page.number,
        )
        for page in pages[:_FIRST_PAGES]
        if any(mark.kind is MarkKind.STAMP and not mark.text for mark in page.marks)
    )


def _head(reading: PageReading) -> tuple[Line, ...]:
    """Return the lines of the head: to a little behind the title, or to the first words of a letter or body."""
    top = top_lines(reading)
    for index, line in enumerate(top):
        folded = fold(line.text)
        if names_type(folded) and line.text.isupper():
            return top[: index + 1 + _BEHIND_TITLE]
        if starts_with(folded.strip(), ("kinh gui", "can cu")):
            return top[:index]
    return top


def _parts(line: Line) -> list[str]:
    """Return what stands in the columns of a line of plain text."""
    return [part for part in _COLUMNS.split(line.text.strip()) if part]


def _mark(text: str) -> str | None:
    """Return which mark of secrecy `text`, all that stands by itself at its place, is.

    >>> _mark("TUYẼT MẶT"), _mark("[MAT]"), _mark("M Ậ T"), _mark("Độ mật: Tối mật"), _mark("Số: 07-KH/ĐU MẬT")
    ('TUYỆT MẬT', 'MẬT', 'MẬT', 'TỐI MẬT', 'MẬT')
    >>> _mark("MẶT TRẬN"), _mark("BÍ MẬT"), _mark("mật"), _mark("Bảo mật")  # words, not marks
    (None, None, None, None)
    """
    sayings: Sequence[str] = table("marks")["sayings"]["secrecy"]
    beside = _BESIDE_NUMBER.match(text)
    labelled = _LABEL.match(flat(text))
    bare = (beside["mark"] if beside else text[labelled.end() :] if labelled else text).strip(_SIGNS)
    if not (labelled or bare.isupper() or bare in {saying.capitalize() for saying in sayings}):
        return None
    read = _letters(bare)
    likeness, best = max((fuzz.ratio(_letters(saying), read) / 100, saying) for saying in sayings)
    least = _LIKE if " " in best else 1.0
    return best if likeness >= least else None


def _letters(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalpha())
