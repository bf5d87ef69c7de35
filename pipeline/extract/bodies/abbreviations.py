"""Abbreviations: those that a document defines, and the common ones. For keys only; the text stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.structure.blocks import Block
from pipeline.extract.structure.labels import LOWER, UPPER
from pipeline.extract.vocabulary import table
from pipeline.language import fold


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]` of an expansion was written for `source[source_start:source_end]`."""

    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Expansion:
    """A text with its abbreviations written out, and where each stood."""

    text: str
    pieces: tuple[Piece, ...] = ()

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source that `text[start:end]` came from; an abbreviation is taken whole."""
        return self._back(start, at_end=False), self._back(end, at_end=True)

    def _back(self, place: int, *, at_end: bool) -> int:
        shift = 0
        for piece in self.pieces:
            if place < piece.start or (at_end and place == piece.start):
                break
            if place < piece.end or (at_end and place == piece.end):
                return piece.source_end if at_end else piece.source_start
            shift = piece.source_end - piece.end
        return place + shift


_SHORT = re.compile(
    rf"(?<![\w&])[{UPPER}][{UPPER}{LOWER}]{{0,11}}(?:[&.,–-][{UPPER}][{UPPER}{LOWER}]{{0,9}}){{0,4}}(?:\.|(?![\w&]))"
)
_PART = re.compile(rf"[{UPPER}{LOWER}]+\.?")


def expand(text: str, definitions: Mapping[str, str] | None = None) -> Expansion:
    """Return `text` with its abbreviations written out.

    Args:
        text: a name or a sentence.
        definitions: short forms of the document and what they stand for; they come before the common ones. One of
            several words ("Ban Chỉ đạo") is written out at the end of the text only, where nothing tells it apart.

    >>> expand("UBND P. Bến Nghé, Sở GD&ĐT").text
    'Ủy ban nhân dân phường Bến Nghé, Sở Giáo dục và Đào tạo'
    >>> expand("BCĐ phường", {"BCĐ": "Ban Chỉ đạo chuyển đổi số"}).text
    'Ban Chỉ đạo chuyển đổi số phường'
    """
    own = definitions or {}
    parts: list[str] = []
    pieces: list[Piece] = []
    done = length = 0
    for start, end, written in _replacements(text, own):
        parts += [text[done:start], written]
        length += start - done
        pieces.append(Piece(length, length + len(written), start, end))
        length += len(written)
        done = end
    return Expansion("".join([*parts, text[done:]]), tuple(pieces))


def _replacements(text: str, own: Mapping[str, str]) -> Iterable[tuple[int, int, str]]:
    tail = _defined_tail(text, own)
    limit = tail[0] if tail else len(text)
    for match in _SHORT.finditer(text, 0, limit):
        whole = _meaning(match[0], own) or _before(match[0], text[match.end() :])
        parts = [match.span()] if whole else [part.span() for part in _PART.finditer(text, *match.span())]
        for start, end in parts:
            written = whole or _meaning(text[start:end], own)
            if written:
                joins = text[end - 1] == "." and text[end : end + 1].isalnum()
                yield start, end, f"{written} " if joins else written
    if tail:
        yield tail


def _meaning(short: str, own: Mapping[str, str]) -> str | None:
    common: dict[str, str] = table("abbreviations")["common"]
    bare = short.rstrip(".")
    return own.get(short) or own.get(bare) or common.get(short) or common.get(bare)


def _before(short: str, behind: str) -> str | None:
    """Return what an abbreviation means before certain words only ("TT HĐND")."""
    entry = table("abbreviations")["before"].get(short.rstrip("."))
    follows = entry is not None and behind.lstrip().startswith(tuple(entry["words"]))
    return str(entry["written"]) + (" " if short.endswith(".") and behind[:1] != " " else "") if follows else None


def _defined_tail(text: str, own: Mapping[str, str]) -> tuple[int, int, str] | None:
    """Return the short form of several words that the text ends with, and what it stands for."""
    for short, whole in own.items():
        start = len(text) - len(short)
        if " " in short and text.endswith(short) and (start == 0 or text[start - 1] == " ") and whole not in text:
            return start, len(text), whole
    return None


_BRACKET = re.compile(r"\(([^()]{2,80})\)")
_ACRONYM = re.compile(rf"[{UPPER}][{UPPER}&-]{{1,9}}\Z")
_WORDS = re.compile(r"[^\W\d_]+")
_LONGEST_WHOLE = 160  # characters


@lru_cache(maxsize=1)
def _lead() -> re.Pattern[str]:
    leads = sorted(table("abbreviations")["defines"]["leads"], key=len, reverse=True)
    short = r"[\"“']?(?P<short>[^()\"“”';:.,]{2,40})"
    return re.compile(rf"(?:^|[(,]\s*)(?:{'|'.join(leads)})\s*:?\s*{short}", re.IGNORECASE)


def find_definitions(blocks: Sequence[Block]) -> dict[str, str]:
    """Return the short forms that a document defines and what they stand for; the first definition holds.

    "cải cách hành chính (CCHC)", "Ủy ban nhân dân (sau đây gọi tắt là UBND)", "Ban Chỉ đạo chuyển đổi số (gọi tắt là
    Ban Chỉ đạo)".
    """
    found: dict[str, str] = {}
    for block in blocks:
        text = block.text
        if "(" not in text:
            continue
        for bracket in _BRACKET.finditer(text):
            defined = _defined(text[max(0, bracket.start() - _LONGEST_WHOLE) : bracket.start()].rstrip(), bracket[1])
            if defined and defined[0] not in found:
                found[defined[0]] = defined[1]
    return found


def _defined(before: str, inside: str) -> tuple[str, str] | None:
    """Return the short form that a bracket gives and what it stands for, None where it gives none."""
    lead = _lead().match(inside)
    short = (lead["short"] if lead else inside).strip(" \"“”'")
    if _ACRONYM.match(short):
        whole = _spelled(before, short)
        return (short, whole) if whole else None
    if lead is None or " " not in short:
        return None
    at = before.rfind(short)
    whole = before[at:].strip()
    return (short, whole) if at >= 0 and whole != short and not re.search(r"[.;:]", whole) else None


def _spelled(before: str, short: str) -> str | None:
    """Return the last words of `before` whose first letters are those of `short`."""
    letters = [letter for letter in fold(short) if letter.isalpha()]
    silent = table("abbreviations")["defines"]["silent"]
    for word in reversed(list(_WORDS.finditer(before))):
        folded = fold(word[0])
        if letters and folded[0] == letters[-1]:
            letters.pop()
        elif folded not in silent:
            return None
        if not letters:
            return before[word.start() :].strip()
    return None
