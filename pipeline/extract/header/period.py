"""The time that a document covers, from its title: năm 2024, 6 tháng cuối năm 2025, giai đoạn 2021 - 2030."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable

from pipeline.extract.structure.spans import Found, Slice
from pipeline.extract.vocabulary import flat
from pipeline.language import from_roman
from pipeline.model import Period

_Y = r"(?P<year>(?:19|20)\d\d)"
_Y2 = r"(?P<last>(?:19|20)\d\d)"
_OF = r"(?:\s*/\s*|,?\s+(?:nam|cua nam)\s+)"
_DATES = re.compile(r"\bngay\s*\d{1,2}\s*(?:/|thang)\s*\d{1,2}\s*(?:/|nam)\s*\d{4}|\d{1,2}/\d{1,2}/\d{4}|/\d{4}/")


def _year(match: re.Match[str]) -> tuple[str, str]:
    return f"{match['year']}-01-01", f"{match['year']}-12-31"


def _years(match: re.Match[str]) -> tuple[str, str]:
    return f"{match['year']}-01-01", f"{match['last']}-12-31"


def _school_year(match: re.Match[str]) -> tuple[str, str]:
    return f"{match['year']}-09-01", f"{match['last']}-08-31"


def _months(match: re.Match[str]) -> tuple[str, str]:
    year, count = match["year"], min(12, max(1, int(match["count"])))
    if match["part"] == "cuoi":
        return f"{year}-{13 - count:02d}-01", f"{year}-12-31"
    return f"{year}-01-01", _month_end(int(year), count)


def _month(match: re.Match[str]) -> tuple[str, str]:
    year, month = int(match["year"]), min(12, max(1, int(match["month"])))
    return f"{year}-{month:02d}-01", _month_end(year, month)


def _quarter(match: re.Match[str]) -> tuple[str, str]:
    text = match["quarter"].upper()
    quarter = min(4, max(1, from_roman(text) or (int(text) if text.isdigit() else 1)))
    year = int(match["year"])
    return f"{year}-{3 * quarter - 2:02d}-01", _month_end(year, 3 * quarter)


def _month_end(year: int, month: int) -> str:
    return f"{year}-{month:02d}-{monthrange(year, month)[1]}"


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, str]]], ...] = (
    (re.compile(rf"(?:\b)(?P<count>\d{{1,2}}|sau|chin)\s+thang\s+(?P<part>dau|cuoi)?\s*(?:nam\s+)?{_Y}"), _months),
    (re.compile(rf"\bquy\s+(?P<quarter>[1-4]|i{{1,3}}|iv){_OF}{_Y}"), _quarter),
    (re.compile(rf"\bthang\s+(?P<month>\d{{1,2}}){_OF}{_Y}"), _month),
    (re.compile(rf"\bnam hoc\s+{_Y}\s*[-–—]\s*{_Y2}"), _school_year),
    (
        re.compile(rf"\b(?:giai doan|nhiem ky|thoi ky|cac nam)\s+(?:nam\s+)?{_Y}\s*(?:[-–—]|den)\s*(?:nam\s+)?{_Y2}"),
        _years,
    ),
    (re.compile(rf"\btu nam\s+{_Y}\s+(?:[-–—]|den)\s+(?:het\s+)?(?:nam\s+)?{_Y2}"), _years),
    (re.compile(rf"\bnam\s+{_Y}(?!\s*[-–—]\s*\d)"), _year),
)
_NUMERALS = {"sau": "6", "chin": "9"}


def find_period(pieces: tuple[Slice, ...]) -> tuple[Period, Found] | None:
    """Return the period that a title (in its lines) names; the finest form wins, then the first."""
    for pattern, bounds in _FORMS:
        for piece in pieces:
            folded = _DATES.sub(lambda match: "_" * len(match[0]), flat(piece.text))
            match = pattern.search(_numerals(folded))
            if match is None:
                continue
            start, end = bounds(match)
            place = piece.of(match)
            if start <= end:
                return Period(place.text, start, end), Found(place.text, (place,), "title.period", 0.9)
    return None


def _numerals(folded: str) -> str:
    """Write "sáu tháng" and "chín tháng" with a figure, in a text as long."""
    return re.sub(r"\b(sau|chin)(?= thang (?:dau|cuoi))", lambda m: _NUMERALS[m[1]].rjust(len(m[1])), folded)
