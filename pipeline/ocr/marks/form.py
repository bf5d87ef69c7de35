"""The form of an arrival stamp: how it is known by its labels, and the number and day that are filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from rapidfuzz import fuzz

from pipeline.language import fold
from pipeline.layout.segments import find_segments, join_rows, word_height
from pipeline.model import Word
from pipeline.ocr.vocabulary import words as words_of

_LEAST_LABELS = 2
_ALIKE = 75  # in 100: a label of four letters may have lost one
_SHORT = 3
_YEARS = 1945, 2100
_NUMBER = re.compile(r"^\W*s\s?[oóôốồộõổ0]?\s?[:.;,]*[\s.…:]*(\d{1,6})(?:\s*/\s*[\w-]+)?[\s.…_]*$", re.IGNORECASE)
_DATE = re.compile(r"(\d{1,2})\s*[/.|,lI-]\s*(\d{1,2})\s*[/.|,lI-]\s*(\d{4}|\d{2})(?!\d)")


def is_form(words: Iterable[Word]) -> bool:
    """Whether at least two different labels of an arrival stamp are among `words`."""
    labels = {
        label
        for label in words_of("marks", "arrival", "labels") + words_of("marks", "arrival", "heads")
        if " " not in label
    }
    found: set[str] = set()
    for word in words:
        letters = "".join(char for char in fold(word.text) if char.isalpha())
        exact = letters in labels
        near = [] if exact else [each for each in labels if len(each) > _SHORT and fuzz.ratio(each, letters) >= _ALIKE]
        found.update([letters] if exact else near[:1])
    return len(found) >= _LEAST_LABELS


def text_of(words: Sequence[Word]) -> str:
    """Return the words of a stamp, a row of it on a line."""
    return "\n".join(row.text for row in join_rows(find_segments(words, word_height(words)))) if words else ""


def fields_of(text: str) -> tuple[tuple[str, str], ...]:
    r"""Return `number` and `date` (ISO 8601) of the filled-in form, those that can be read.

    >>> fields_of("CÔNG VĂN ĐẾN\nSố: 2352\nNgày: 21/3/18\nChuyển:")
    (('number', '2352'), ('date', '2018-03-21'))
    >>> fields_of("ĐẾN\nSố: ......\nNgày: 45/3/18")
    ()
    """
    fields: dict[str, str] = {}
    for line in text.split("\n"):
        label = fold(line).lstrip(" .|,'\"-")
        at = label.find("so")
        number = _NUMBER.match(line[at:]) if 0 <= at <= 12 else None
        if number and "number" not in fields and "ngay" not in label:
            fields["number"] = number[1]
        day = _DATE.search(line)
        if day and "date" not in fields and (iso := _iso(*(int(part) for part in day.groups()))):
            fields["date"] = iso
    return tuple((name, fields[name]) for name in ("number", "date") if name in fields)


def _iso(day: int, month: int, year: int) -> str | None:
    year += 2000 if year < 100 else 0
    if not _YEARS[0] <= year < _YEARS[1]:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
