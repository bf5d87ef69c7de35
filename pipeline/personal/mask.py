"""Hides personal data: each character of a value becomes a black square, so that all places stay where they are.

What is found is found anew in the text as it stands, so that a record that an older version wrote is masked by the
rules of today. A value is hidden in the lines, in the words the engine read, in what was repaired, and wherever a
fact, a mark, a message or a file name repeats it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, cast

from pipeline.model import Document, Evidence, Fix, Line, Mark, Word
from pipeline.personal.find import Personal, find_personal
from pipeline.reading import compose, read_span
from pipeline.record import Record, from_record, to_record

MASK = "■"

_LEAST = 6  # characters: a shorter value (a year of birth) is hidden only in facts that rest on its place


def mask_record(record: Record) -> Record:
    """Return a record with its personal data masked; nothing is longer or shorter.

    Raises:
        RecordError: the record is of another schema version, or is not a record.
    """
    return to_record(mask_document(from_record(record)))


def mask_document(document: Document) -> Document:
    """Return `document` with its personal data masked, in text, facts, marks, messages and names."""
    reading = compose(document.lines)
    found = find_personal(reading)
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one in found:
        start, end = one.evidence.start, one.evidence.end
        for piece in reading.pieces_of(start, end):
            left, right = max(0, start - piece.start), min(end, piece.end) - piece.start
            if left < right:
                spans[piece.line].append((left, right))
    lines = tuple(
        _masked_line(line, spans[index]) if index in spans else line for index, line in enumerate(document.lines)
    )
    bare = _Hidden(found).masked(replace(document, lines=()))
    pages = tuple(replace(page, marks=tuple(map(_masked_mark, page.marks))) for page in bare.pages)
    return replace(bare, lines=lines, pages=pages)


def _masked_mark(mark: Mark) -> Mark:
    return replace(mark, text=_masked_text(mark.text))


def _masked_text(text: str) -> str:
    """Return a text that stands beside the lines with its own personal data masked."""
    reading = compose([Line(1, line, line) for line in text.split("\n")])
    for one in find_personal(reading):
        start, end = one.evidence.start, one.evidence.end
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


def _masked_line(line: Line, spans: Sequence[tuple[int, int]]) -> Line:
    if not spans:
        return line
    read = [read_span(line, start, end) for start, end in spans]
    fixes = tuple(_masked_fix(fix, read) for fix in line.fixes)
    text = _written(_with_squares(line.read, read), fixes) if line.fixes else _with_squares(line.text, spans)
    return replace(line, read=_with_squares(line.read, read), text=text, words=_masked_words(line, read), fixes=fixes)


def _with_squares(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


def _masked_fix(fix: Fix, spans: Sequence[tuple[int, int]]) -> Fix:
    if not any(fix.start < end and start < max(fix.end, fix.start + 1) for start, end in spans):
        return fix
    return replace(fix, before=MASK * len(fix.before), after=MASK * len(fix.after), alternatives=())


def _written(read: str, fixes: Sequence[Fix]) -> str:
    """Return what was read with all fixes applied."""
    parts, at = [], 0
    for fix in sorted(fixes, key=lambda one: one.start):
        parts += [read[at : fix.start], fix.after]
        at = fix.end
    return "".join((*parts, read[at:]))


def _masked_words(line: Line, spans: Sequence[tuple[int, int]]) -> tuple[Word, ...]:
    masked, at = [], 0
    for word in line.words:
        own = [(max(0, start - at), min(len(word.text), end - at)) for start, end in spans]
        masked.append(replace(word, text=_with_squares(word.text, [one for one in own if one[0] < one[1]])))
        at += len(word.text) + 1
    return tuple(masked)


@dataclass(frozen=True, slots=True)
class _Hidden:
    """The values that are to be hidden wherever they stand."""

    found: tuple[Personal, ...]

    @property
    def everywhere(self) -> re.Pattern[str] | None:
        """What finds the values that are long enough to be nothing else."""
        return _pattern({one.text for one in self.found if len(one.text) >= _LEAST})

    def within(self, evidence: Evidence) -> re.Pattern[str] | None:
        """What finds the values that a fact may repeat: the long ones, and those that stand in its place."""
        own = {one.text for one in self.found if evidence.start <= one.evidence.start < max(evidence.end, 1)}
        return _pattern(own | {one.text for one in self.found if len(one.text) >= _LEAST})

    def masked(self, document: Document) -> Document:
        """Return `document` with the values hidden in all its texts, except those that its lines are made of."""
        return cast("Document", self._masked(document, self.everywhere)) if self.found else document

    def _masked(self, node: Any, pattern: re.Pattern[str] | None) -> Any:  # noqa: ANN401 - any part of a document
        if isinstance(node, str):
            is_code = type(node) is not str  # a member of a StrEnum
            return node if is_code or pattern is None else pattern.sub(lambda found: MASK * len(found[0]), node)
        if isinstance(node, tuple):
            return tuple(self._masked(part, pattern) for part in node)
        if not is_dataclass(node) or isinstance(node, type):
            return node
        evidence = getattr(node, "evidence", None)
        if isinstance(evidence, Evidence):
            pattern = self.within(evidence)
        changed = {field.name: self._masked(getattr(node, field.name), pattern) for field in fields(node)}
        return replace(node, **changed)


def _pattern(values: set[str]) -> re.Pattern[str] | None:
    """Return a pattern of any of `values`, the longest first, any space between their words."""
    ordered = sorted(values, key=lambda value: -len(value))
    either = "|".join(r"\s+".join(map(re.escape, value.split())) for value in ordered)
    return re.compile(either) if either else None
