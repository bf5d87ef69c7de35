"""Finds personal data: numbers of identity cards, days of birth, telephones, homes, mail boxes, accounts of persons.

What tells them is a label before the value, or over the column of a table, or a form that nothing else has (a mobile
number, twelve digits of an identity card). What belongs to an office is none: its hotline, its account at the treasury,
its mail box. `certainty` is a judgement of the rule, not a measured share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from pipeline.message import Message
from pipeline.model import Document, Evidence, Problem, Severity
from pipeline.personal.forms import FORMS, Form, is_office
from pipeline.personal.labels import flat
from pipeline.reading import CELL_SEPARATOR, Reading, compose


class Kind(StrEnum):
    """The kinds of personal data."""

    IDENTITY = "identity"
    BIRTH = "birth"
    PHONE = "phone"
    ADDRESS = "address"
    EMAIL = "email"
    ACCOUNT = "account"


IN_WORDS = {
    Kind.IDENTITY: Message("số giấy tờ tùy thân", "identity numbers"),
    Kind.BIRTH: Message("ngày sinh", "dates of birth"),
    Kind.PHONE: Message("số điện thoại", "telephone numbers"),
    Kind.ADDRESS: Message("nơi ở", "home addresses"),
    Kind.EMAIL: Message("thư điện tử", "e-mail addresses"),
    Kind.ACCOUNT: Message("số tài khoản", "bank accounts"),
}


@dataclass(frozen=True, slots=True)
class Personal:
    """One personal datum: its kind, as printed, and where it stands."""

    kind: Kind
    text: str
    evidence: Evidence


def find_personal(reading: Reading) -> tuple[Personal, ...]:
    """Return the personal data of a text in order of place; no two overlap."""
    spans = sorted(_spans(reading.text), key=lambda span: (span.start, -span.end, -span.certainty))
    found: list[Personal] = []
    end = 0
    for span in spans:
        if span.start < end:
            continue
        evidence = reading.evidence(span.start, span.end, f"personal.{span.rule}", span.certainty)
        found.append(Personal(Kind(span.kind), reading.text[span.start : span.end], evidence))
        end = span.end
    return tuple(found)


def proposal(document: Document) -> tuple[Problem, ...]:
    """Return what a person is told where a document holds personal data: use on conditions is proposed."""
    found = find_personal(compose(document.lines))
    if not found:
        return ()
    counts = Counter(one.kind for one in found)
    vi = ", ".join(f"{counts[kind]} {IN_WORDS[kind].vi}" for kind in Kind if counts[kind])
    en = ", ".join(f"{counts[kind]} {IN_WORDS[kind].en}" for kind in Kind if counts[kind])
    message = Message(
        f"Có dữ liệu cá nhân ({vi}): đề nghị chế độ sử dụng có điều kiện. Che khi xuất: `sohoa export --mask`.",
        f"Holds personal data ({en}): use on conditions is proposed. To mask them: `sohoa export --mask`.",
    )
    first = found[0].evidence
    return (Problem(Document.PERSONAL_DATA, message, Severity.INFO, first.page, first.line),)


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    kind: str
    rule: str
    certainty: float


def _spans(text: str) -> Iterator[_Span]:
    lines = text.split("\n")
    heads: list[Form | None] = []
    start = 0
    for number, line in enumerate(lines):
        if CELL_SEPARATOR.strip() in line:
            cells = _cells(line)
            found = [_heading(line[left:right]) for left, right in cells]
            heads = found if any(found) and not _has_value(line, cells, found) else heads
            yield from _in_cells(line, start, cells, heads)
        elif line.strip():
            heads = []
        following = lines[number + 1] if number + 1 < len(lines) else ""
        yield from _in_line(line, start, following)
        start += len(line) + 1


def _in_line(line: str, start: int, following: str) -> Iterator[_Span]:
    """Yield the values in a line, and those whose label or first digits stand at its end."""
    is_row = "|" in line or "|" in following
    for form in FORMS:
        text = line if form.goes_on or is_row else f"{line} {following}"
        folded = flat(text)
        for left, right, labelled in form.find(text, folded):
            if is_office(form.kind, folded, left):
                continue
            rule, certainty = (f"{form.kind}.label", 0.95) if labelled else (f"{form.kind}.form", form.bare)
            yield _Span(start + left, start + right, form.kind, rule, certainty)
            if form.goes_on and right == len(line.rstrip()) and line.rstrip().endswith(","):
                yield from _continued(form, start + len(line) + 1, following)


def _continued(form: Form, start: int, following: str) -> Iterator[_Span]:
    """Yield the rest of an address that goes on in the next line."""
    rest = re.match(r"\s*[^;:.\n]{2,80}", following)
    if rest:
        left = rest.start() + len(rest[0]) - len(rest[0].lstrip())
        yield _Span(start + left, start + len(rest[0].rstrip()), form.kind, f"{form.kind}.goes_on", 0.8)


def _in_cells(line: str, start: int, cells: Sequence[tuple[int, int]], heads: Sequence[Form | None]) -> Iterator[_Span]:
    """Yield the values in the cells of a row under the headings that name personal data."""
    if len(cells) != len(heads):
        return
    for (left, right), form in zip(cells, heads, strict=True):
        value = form.value(line[left:right]) if form else None
        if form and value:
            yield _Span(start + left + value[0], start + left + value[1], form.kind, f"{form.kind}.column", 0.95)


def _cells(line: str) -> list[tuple[int, int]]:
    """Return start and end of each cell of a row."""
    bars = [-1, *(index for index, char in enumerate(line) if char == "|"), len(line)]
    return [(left + 1, right) for left, right in pairwise(bars)]


def _heading(cell: str) -> Form | None:
    """Return what stands in a column with this heading."""
    folded = flat(cell).strip(" .:*()")
    return next((form for form in FORMS if form.is_heading(folded)), None)


def _has_value(line: str, cells: Iterable[tuple[int, int]], found: Iterable[Form | None]) -> bool:
    """Whether a row that names personal data holds them, too: it is no head of a table."""
    return any(
        form is not None and form.value(line[left:right]) is not None
        for (left, right), form in zip(cells, found, strict=True)
    )
