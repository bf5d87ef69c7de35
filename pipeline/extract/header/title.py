"""The title (trích yếu): the lines under the type, or "V/v ..." under the number of an official letter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.header.head import Head
from pipeline.extract.header.number import find_dating, find_numbering
from pipeline.extract.structure.layout import mostly_capitals
from pipeline.extract.structure.spans import Found, Slice, joined
from pipeline.extract.structure.zones import is_authority, type_at_start
from pipeline.extract.vocabulary import flat

_ABOUT = re.compile(r"(?<!\w)(?:v\s?/\s?v|ve viec)(?!\w)")
_ABOUT_LINE = re.compile(r"ve(?= \w)")  # "Về Chương trình ...": only at the start of a line below the number
_RULE = re.compile(r"[\W_]*")


def find_title(head: Head) -> Found | None:
    """Return the title of the document."""
    if head.type_line is None:
        return _of_letter(head.all)
    lines = [line for line in head.title if not _RULE.fullmatch(line.text)]
    name = type_at_start(flat(head.type_line.text))
    specks = len(head.type_line.text) - len(head.type_line.text.lstrip(" .,;:'_*-"))
    behind = head.type_line.cut(specks + len(name)) if name else head.type_line.cut(len(head.type_line.text))
    if behind.text and not _RULE.fullmatch(behind.text):
        lines.insert(0, behind)
    lines = _from_about(_without_authority(lines))
    if not lines:
        return _of_letter(head.all)
    return Found(joined(lines).rstrip(" :;,"), tuple(lines), "head.title", 0.95)


def _without_authority(lines: list[Slice]) -> list[Slice]:
    """Leave out who decides, where that line was taken for the end of the title."""
    while len(lines) > 1 and is_authority(lines[-1].text, flat(lines[-1].text)):
        if all(mostly_capitals(line.text) for line in lines):
            break
        lines = lines[:-1]
    return lines


_SPECKS = 25  # characters of noise before "Về việc" on the first line of a title


def _from_about(lines: list[Slice]) -> list[Slice]:
    """Leave out what a stamp or pen left before "Về việc"."""
    match = _ABOUT.search(flat(lines[0].text)) if lines else None
    if match and 0 < match.start() <= _SPECKS and lines[0].text[match.start()].isupper():
        return [lines[0].cut(match.start()), *lines[1:]]
    return lines


def _of_letter(pieces: Sequence[Slice]) -> Found | None:
    """Return "V/v ..." with the lines that follow it up to the end of its column."""
    lines: list[Slice] = []
    numbered = False
    for piece in pieces:
        if not lines:
            folded = flat(piece.text)
            match = _ABOUT.search(folded) or (_ABOUT_LINE.match(folded) if numbered else None)
            numbered = numbered or find_numbering([piece]) is not None
            if match:
                lines.append(_without_date(piece.cut(match.start())))
            continue
        if _ends_about(piece, lines):
            break
        lines.append(_without_date(piece))
    lines = [line for line in lines if line.text]
    return Found(joined(lines), tuple(lines), "head.about", 0.9) if lines else None


def _ends_about(piece: Slice, lines: Sequence[Slice]) -> bool:
    folded = flat(piece.text)
    if folded.startswith("kinh gui") or mostly_capitals(piece.text) or piece.text.startswith(("-", "(")):
        return True
    if find_numbering([piece]) is not None and folded.startswith("so"):
        return True
    dating = find_dating([piece])
    alone = dating is not None and len(_without_date(piece).text) < 3
    return alone or len(lines) > 8


def _without_date(piece: Slice) -> Slice:
    """Leave out place and date, where the other column stands on the same line."""
    dating = find_dating([piece])
    if dating is None or "," not in piece.text:
        return piece
    first = dating.place.slices[0].start if dating.place else dating.found.slices[0].start
    return piece.cut(0, max(0, first - piece.start))
