"""Number and symbol, place and date of a document, from its head; where it is lost, from "(Kèm theo ... số ...)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from pipeline.extract.structure.blocks import Block, BlockKind
from pipeline.extract.structure.labels import UPPER
from pipeline.extract.structure.spans import Found, Slice, whole
from pipeline.extract.vocabulary import flat, words

_SYMBOL_PART = r"[A-ZĐa-zđ][\w.&]*"
_SYMBOL = rf"(?P<symbol>{_SYMBOL_PART}(?:\s?[-–/]\s?[\w.&]+)*)"
_NUMBER = r"(?:(?P<number>\d[\d ]{0,4}\d[a-zđ]?|\d[a-zđ]?)?[\s.…_]*|[^\s/]{1,6}\s?)"  # the last: handwriting misread
_AFTER_NUMBER = (
    rf"(?:/\s*(?:(?P<year>(?:19|20)\d\d)\s*/\s*)?|(?P<party>[-–]|\s(?=[A-ZĐ]{{1,5}}/[A-ZĐ]{{2}}))\s*){_SYMBOL}"
)
_PREFIX = r"(?:[SsŠ][^\W\d_][^\W\d_]?|[$S]6|[$§8][^\W\d_])"  # Số, So, $6: what an OCR makes of it
_NUMBERED = re.compile(rf"\W{{0,3}}{_PREFIX}\s*[:;.,]?\s*{_NUMBER}{_AFTER_NUMBER}")
_BARE = re.compile(rf"\W{{0,3}}{_NUMBER}{_AFTER_NUMBER}")
_ANYWHERE = re.compile(rf"\b{_PREFIX}\s*[:;.,]?\s*{_NUMBER}{_AFTER_NUMBER}")
_TAIL = re.compile(rf"\s(\d{{1,3}})(?=\s+[{UPPER}]|\s*$)")  # "KH-MNP 10": the number of a school in its symbol

_SPECKS = r"(?:\s*(?:[^\w\s]|(?<!\w)[^\W\d_](?!\w))){0,3}\s*"  # lone signs and letters: dirt among slanted type
_DATES = (  # surest first: an OCR bruises the words, a hand writes the figures
    re.compile(r"\bngay\s*(?P<day>\d{1,2})\s*thang\s*(?P<month>\d{1,2})\s*nam\s*(?P<year>\d{4})(?!\d)"),
    re.compile(
        rf"\bngay{_SPECKS}(?P<day>\d{{1,2}}){_SPECKS}thang{_SPECKS}(?P<month>\d{{1,2}}){_SPECKS}nam{_SPECKS}"
        r"(?P<year>\d{4})(?!\d)"
    ),
    re.compile(r"\bng\w{1,2}\s*(?P<day>\d{1,2})\s*th\w{1,3}\s*(?P<month>\d{1,2})\s*n\w{1,3}\s*(?P<year>\d{4})(?!\d)"),
    re.compile(r"\bngay\s*(?P<day>.{0,8}?)\s*thang\s*(?P<month>.{0,5}?)\s*nam\s*(?P<year>\d{4}(?!\d))?"),
    re.compile(r"\bng\w{1,2}\s*(?P<day>.{0,8}?)\s*th\w{2,4}\s*(?P<month>.{0,5}?)\s*n\w{1,3}\s*(?P<year>\d{4})(?!\d)"),
)
_PLACE = re.compile(r"(?P<place>[^\W\d_][\w .\-–]{1,45}?)\s*[,.;]?\s*$")


_BESIDE = re.compile(rf"(?<![\w/])(?P<place>[{UPPER}][\w.]*(?:\s*[-–]?\s*[{UPPER}\d][\w.]*)*),\s*$")
_LINE = 130  # a longer line of the head is no line of paper but a paragraph
_SPECK = re.compile(r"\s[^\w\s\-–]\s")


@dataclass(frozen=True, slots=True)
class Numbering:
    """Number and symbol. `number` is None where the paper leaves it out (to be written by hand)."""

    number: str | None
    symbol: str
    year: str | None
    party: bool
    found: Found

    @property
    def number_symbol(self) -> str | None:
        """Number, year and symbol as they are cited ("30/KH-UBND", "33/2022/NQ-HĐND", "24-NQ/TW")."""
        if self.number is None:
            return None
        if self.party:
            return f"{self.number}-{self.symbol}"
        return "/".join(part for part in (self.number, self.year, self.symbol) if part)


def find_numbering(pieces: Iterable[Slice]) -> Numbering | None:
    """Return the number and symbol of the document from the pieces of its head."""
    above_about = list(takewhile(lambda piece: not flat(piece.text).startswith(("v/v", "ve viec")), pieces))
    for pattern, certainty in ((_NUMBERED, 0.97), (_BARE, 0.8)):
        for piece in above_about:
            match = pattern.match(piece.text) if len(piece.text) <= _LINE else None
            if match and _believable(match["symbol"]) and (match["number"] or pattern is _NUMBERED):
                return _numbering(piece, match, certainty)
    return None


def is_numbering(text: str) -> bool:
    """Say whether a line of the head begins with a number and symbol, also without "Số" or figures.

    >>> is_numbering("4 /BC-SYT"), is_numbering("Số:      /KH-UBND"), is_numbering("BAN CHỈ ĐẠO 138")
    (True, True, False)
    """
    return _number_at_start(text) is not None


def _number_at_start(text: str) -> re.Match[str] | None:
    match = _NUMBERED.match(text) or _BARE.match(text)
    return match if match and _believable(match["symbol"]) else None


def _believable(symbol: str) -> bool:
    return sum(char.isupper() for char in symbol) >= 2 and not symbol.isdigit()


def _numbering(piece: Slice, match: re.Match[str], certainty: float) -> Numbering:
    end = match.end("symbol")
    symbol = match["symbol"]
    tail = _TAIL.match(piece.text, end)
    if tail and symbol[-1].isalpha():
        symbol, end = symbol + tail[1], tail.end(1)
    symbol = re.sub(r"\s+", "", symbol).replace("–", "-").rstrip(".-/")
    number = re.sub(r"\s+", "", match["number"]) if match["number"] else None
    value = f"{number or ''}/{symbol}"
    found = Found(value, (piece.cut(match.start(), end),), "head.number", certainty)
    return Numbering(number, symbol, match["year"], match["party"] is not None, found)


@dataclass(frozen=True, slots=True)
class Dating:
    """Place and date. `date` is None where a part of it is missing; `year` is kept as it helps to find the period."""

    date: str | None
    year: int | None
    place: Found | None
    found: Found
    impossible: bool = False


def find_dating(pieces: Iterable[Slice]) -> Dating | None:
    """Return place and date of the document from the pieces of its head."""
    for piece in pieces:
        folded = flat(piece.text)
        match = next((hit for pattern in _DATES if (hit := pattern.search(folded))), None)
        if match is None or folded.startswith("can cu"):
            continue
        place = _place(piece, match.start())
        if folded.startswith(("v/v", "ve viec")):  # a date inside the subject, or place and date beside it
            beside = _BESIDE.search(piece.text[: match.start()])
            if beside is None or match.end() < len(piece.text) - 1:
                continue
            place = Found(beside["place"].strip(), (piece.of(beside, "place"),), "head.place", 0.8)
        day, month, year = (_whole_number(match[name]) for name in ("day", "month", "year"))
        iso, impossible = None, False
        if day and month and year:
            iso = iso_date(year, month, day)
            impossible = iso is None
        found = Found(iso or "", (piece.of(match),), "head.date", 0.97 if iso else 0.7)
        return Dating(iso, year, place, found, impossible)
    return None


def _whole_number(text: str | None) -> int | None:
    return int(text) if text and text.strip().isdigit() else None


def iso_date(year: int, month: int, day: int) -> str | None:
    """Return a date as ISO 8601, or None where there is no such day or it is not of our time.

    >>> iso_date(2024, 2, 29), iso_date(2024, 2, 30), iso_date(24, 2, 3)
    ('2024-02-29', None, None)
    """
    if not 1900 <= year <= 2100:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _place(piece: Slice, end: int) -> Found | None:
    before = piece.cut(0, end)
    if match := _number_at_start(before.text):
        tail = _TAIL.match(before.text, match.end())
        before = before.cut(tail.end(1) if tail else match.end())
    found = _PLACE.search(_SPECK.sub(" ", before.text))
    if found is None or not found["place"][0].isupper() or len(found["place"].split()) > 7:
        return None
    value = found["place"].strip(" .-–")
    start = max(0, before.text.find(value.split()[0]))
    return Found(value, (before.cut(start),), "head.place", 0.95)


def find_attached(blocks: Sequence[Block], type_name: str | None) -> tuple[Numbering | None, Dating | None]:
    """Return number and date of the document as its annexes name it: "(Kèm theo Kế hoạch số 38/... ngày ...)".

    Only where the type named there is that of the document.
    """
    attached = words("layout", "annex_attached")
    for block in blocks:
        if block.kind is BlockKind.HEADER or not block.text.startswith("("):
            continue
        folded = flat(block.text)
        if not any(word in folded for word in attached) or (type_name and flat(type_name) not in folded[:60]):
            continue
        piece = whole(block)
        match = _ANYWHERE.search(piece.text)
        if match and _believable(match["symbol"]):
            dating = find_dating([piece])
            return _numbering(piece, match, 0.85), replace(dating, place=None) if dating else None
    return None, None
