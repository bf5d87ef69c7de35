"""Where figures must stand in a header: between "Số:" and "/KH-UBND", "ngày" and "tháng", "tháng" and "năm".

The caption of an annex names the same number and day, as a rule by the same hand: "(Kèm theo Quyết định số    /QĐ-UBND
ngày    tháng 02 năm 2025 ...)".

The labels are found among the words that the engine read, garbled or grown together with the figures as they may
be ("S6:", "ngày⁄{5", "-2Õtháng"). A label that is not whole is measured off by the widths of its letters: headers are
set in a type like Times at 13 or 14 points (Nghị định 30/2020/NĐ-CP).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from pipeline.language import fold
from pipeline.model import Box, Word

_TOP = 0.38  # of the page: headers end above it
_POINTS = 13.6
_WIDTHS = {"/": 0.28, "-": 0.33, "–": 0.5, ".": 0.25, ":": 0.28, " ": 0.25, "i": 0.28, "t": 0.28, "l": 0.28, "I": 0.33,
           "r": 0.33, "s": 0.39, "m": 0.75, "M": 0.89, "W": 0.94}  # fmt: skip
_DESCENDER = 0.21
_LOWER, _UPPER = 0.48, 0.69  # of the type's size, as are the widths above

_NUMBER_REACH = 2.2  # inches from the label's start to that of the symbol
_DATE_REACH = 1.3
_SAME_LINE = 0.45
_STRETCHED = 1.15
_BESIDE = 0.12  # inches; a word nearer than that belongs to the same phrase

_LETTERS = re.compile(r"[^\W\d_]{2}")
_BELIEVED = 0.7
_HORNED = frozenset("ơờớởỡợ")  # "SỞ Y TẾ" is a department, no number
_SO = re.compile(r"\W{0,2}[s$][o6e0]\s*[:;.,]{0,2}", re.IGNORECASE)
_SYMBOL = re.compile(
    r"(?P<stroke>/|[-–](?=[A-ZĐ]{2}))(?:(?:19|20)\d\d/)?[A-ZĐ][\w.&]*(?:[-–/][\w.&]*)*$"
    r"|(?<![A-Za-zĐđ\-–/])[A-ZĐ]{2}[\w.&]*[-–][A-ZĐ][\w.&]*(?:[-–/][\w.&]*)*$"
)
_DAY = re.compile(r"n[gq][a-z]y?(?![a-z])|nga[vyj]")
_MONTH = re.compile(r"th[a-z]n[gq]")
_CAPTION = re.compile(r"k[a-z]m th")
_YEAR = re.compile(r"n[a-z]m(?![a-z])")


class Kind(Enum):
    """What the figures say."""

    NUMBER = "number"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Place:
    """A place for figures, between two edges on the page in pixels.

    `first` is the engine's word that holds the label, of which `before` is the text up to the figures; `last` the word
    that holds what follows, of which `after` is the text from there on. They may be one word. `inside` are the words
    between them.
    """

    kind: Kind
    x0: float
    x1: float
    baseline: float
    first: Word
    before: str
    last: Word
    after: str
    inside: tuple[Word, ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        """All the words of the place, from left to right."""
        ends = (self.first,) if self.first == self.last else (self.first, self.last)
        return (ends[0], *self.inside, *ends[1:])

    @property
    def read(self) -> str:
        """What the engine read between label and follower."""
        parts = [word.text for word in self.words]
        parts[-1] = parts[-1].removesuffix(self.after)
        parts[0] = parts[0].removeprefix(self.before)
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class _Label:
    """A label among the words of a row: `row[index]` from character `start` to `end`.

    `left` is where figures before it end at the latest, `right` where figures after it begin at the earliest.
    """

    index: int
    start: int
    end: int
    left: float
    right: float


def text_width(text: str, dpi: int) -> float:
    """Return about how wide `text` is printed in a header, in pixels."""
    ems = (_WIDTHS.get(char, _UPPER if char.isupper() else _LOWER) for char in text)
    return sum(ems) * _POINTS / 72 * dpi


def find_places(words: Sequence[Word], height: int, dpi: int) -> tuple[Place, ...]:
    """Return the places for figures in the header of a page `height` pixels tall: at most one number, day and month."""
    found: dict[Kind, Place] = {}
    for row in _rows([word for word in words if word.box.y1 < _TOP * height]):
        in_caption = _is_annex_caption(row)
        for place in (*_number(row, dpi, in_caption=in_caption), *_date(row, dpi, in_caption=in_caption)):
            found.setdefault(place.kind, place)
    return tuple(found.values())


def _is_annex_caption(row: Sequence[Word]) -> bool:
    """Whether a row is what stands in brackets under the heading of an annex."""
    text = fold(" ".join(word.text for word in row))
    return text.startswith("(") and _CAPTION.search(text) is not None


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Return the words of each line from left to right, from the top. Words of two columns may be in one row."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.box.y0 + word.box.y1):
        row = next((row for row in reversed(rows) if any(_is_on_line(word, other) for other in row[-4:])), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    for row in rows:
        yield sorted(row, key=lambda word: word.box.x0)


def _is_on_line(word: Word, other: Word) -> bool:
    shared = min(word.box.y1, other.box.y1) - max(word.box.y0, other.box.y0)
    return shared > _SAME_LINE * min(word.box.y1 - word.box.y0, other.box.y1 - other.box.y0)


def _number(row: Sequence[Word], dpi: int, *, in_caption: bool) -> Iterator[Place]:
    for index, word in enumerate(row):
        match = _label_of_number(word.text)
        if match is None or (_is_inside_phrase(row, index, dpi) and not in_caption):
            continue
        for last in range(index, len(row)):
            symbol = _SYMBOL.search(row[last].text, match.end() if last == index else 0)
            if symbol is None or (symbol["stroke"] is None and word.text.isupper()):
                continue
            after = _label(row, last, symbol.start(), len(row[last].text), dpi)
            place = _between(row, Kind.NUMBER, _label(row, index, 0, match.end(), dpi), after, dpi)
            if after.left < word.box.x0 + _NUMBER_REACH * dpi and _is_room(place):
                yield place
            break


def _label_of_number(text: str) -> re.Match[str] | None:
    """Return the label at the start of `text`, unless it goes on as another word does ("Sông")."""
    if not any(char in "sS$" for char in text[:3]):
        return None
    folded = fold(text)
    match = _SO.match(folded) if len(folded) == len(text) else None
    if match is None or text[match.end() :][:1].islower() or _HORNED & set(text[: match.end()].casefold()):
        return None
    return match


def _is_room(place: Place) -> bool:
    """Whether no word that is believed stands in the place."""
    return not any(word.confidence >= _BELIEVED and _LETTERS.search(word.text) for word in place.inside)


def _is_inside_phrase(row: Sequence[Word], index: int, dpi: int) -> bool:
    """Whether a word stands close before `row[index]`: then its "số" is one within a sentence."""
    return index > 0 and row[index].box.x0 - row[index - 1].box.x1 < _BESIDE * dpi and len(row[index - 1].text) > 1


def _date(row: Sequence[Word], dpi: int, *, in_caption: bool) -> Iterator[Place]:
    """Return the places of day and month in a row that holds "ngày ... tháng ... năm", one of which may be lost."""
    months = list(_labels(row, _MONTH, dpi))
    for month in months:
        day = next((label for label in reversed(list(_labels(row, _DAY, dpi)))
                    if -0.05 * dpi < month.left - label.right < _DATE_REACH * dpi), None)  # fmt: skip
        year = next((label for label in _labels(row, _YEAR, dpi)
                     if -0.05 * dpi < label.left - month.right < _DATE_REACH * dpi), None)  # fmt: skip
        if day is None or year is None or not (in_caption or _is_dating(row, day, dpi)):
            continue
        places = _between(row, Kind.DAY, day, month, dpi), _between(row, Kind.MONTH, month, year, dpi)
        yield from filter(_is_room, places)
        return


def _is_dating(row: Sequence[Word], day: _Label, dpi: int) -> bool:
    """Whether "ngày" stands after a place and a comma, or first: not in a sentence ("số 12/KH-UBND ngày ...")."""
    if day.start > 0 or day.index == 0:
        return True
    before = row[day.index - 1]
    return before.text[-1] in ",.;" or row[day.index].box.x0 - before.box.x1 > 2 * _BESIDE * dpi


def _labels(row: Sequence[Word], pattern: re.Pattern[str], dpi: int) -> Iterator[_Label]:
    for index, word in enumerate(row):
        folded = fold(word.text)
        if len(folded) == len(word.text) and (match := pattern.search(folded)):
            yield _label(row, index, match.start(), match.end(), dpi)


def _label(row: Sequence[Word], index: int, start: int, end: int, dpi: int) -> _Label:
    """Return a label with its edges: those of its word, where the word holds nothing else and is as wide as it must be.

    Engines stretch the box of a word over handwriting beside it; then the edge that looks to the figures is measured
    off from the other one.
    """
    word, text = row[index], row[index].text
    wide = text_width(text, dpi)
    left, right = word.box.x0, word.box.x1
    if index + 1 < len(row) and row[index + 1].box.x0 > left + wide / 2:
        right = min(right, row[index + 1].box.x0)
    end_of_word = right
    is_stretched = right - left > _STRETCHED * wide
    if end < len(text) or (is_stretched and start == 0):
        begin = left if start == 0 else max(left, end_of_word - text_width(text[start:], dpi))
        right = min(right, begin + text_width(text[start:end], dpi))
    if start > 0 or is_stretched:
        left = max(left, end_of_word - text_width(text[start:], dpi))
    return _Label(index, start, end, left, right)


def _between(row: Sequence[Word], kind: Kind, label: _Label, after: _Label, dpi: int) -> Place:
    first, last = row[label.index], row[after.index]
    return Place(
        kind,
        label.right,
        max(label.right, after.left),
        _baseline(first, last, kind, dpi),
        first,
        first.text[: label.end],
        last,
        last.text[after.start :],
        tuple(row[label.index + 1 : after.index]),
    )


def _baseline(first: Word, last: Word, kind: Kind, dpi: int) -> float:
    """Return the height of the baseline. "ngày" and "tháng" have descenders; "Số:", a symbol and "năm" have none."""
    bottom = first.box.y1 if kind is Kind.MONTH else min(first.box.y1, last.box.y1)
    return bottom if kind is Kind.NUMBER else bottom - _DESCENDER * _POINTS / 72 * dpi


def box_of(place: Place, page: int, dpi: int) -> Box:
    """Return the box of a place: as tall as handwriting may be."""
    return Box(page, place.x0, place.baseline - 0.26 * dpi, place.x1, place.baseline + 0.08 * dpi)
