"""The head of a paper at the top of a page: nation and motto, number, place and date; or that of an annex.

Pages are looked at as they were read, before their text is repaired, so words are compared about. A form in an annex
bears nation and motto too, but its number and date are blanks to be filled in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.extract.vocabulary import flat, starts_with, words
from pipeline.layout.upright import depth, upright
from pipeline.model import Line, MarkKind, PageReading

TOP_LINES = 22
"""A head has fewer lines, its title among them."""

_TOP = 0.45  # of the height of the page
_LIKE = 82  # in 100: a nation line that the OCR bruised is still one
_NUMBER = re.compile(r"\W*s[o06]\W{0,3}\d[\d.\s]{0,6}\W{0,2}[a-z]")
_SYMBOL = re.compile(r"/\s?(?:\d{4}\s?/\s?)?(?=\w*[A-ZĐ]{2})[A-ZĐƯ][\wĐ]*(?:\s?[-–]\s?[\wĐ&.]+)*")
_DATE = re.compile(r"n[gq]\w{1,3}(?P<day>.{0,8}?)th\w{2,4}(?P<month>.{0,8}?)n\wm\W{0,4}(?:19|20)\d\d\b")
_BLANK = re.compile(r"\.{3}|…|\.\s\.|_{3}")
_LONGEST = 110  # characters: number and date of a plain text stand on one line
_PAGE_NUMBER = re.compile(r"\W*(\d{1,4})\W*")
_ANNEX = (
    "phu luc", "mau so", "bieu so", "bieu mau", "mau ", "bieu ", "kem theo", "ban hanh kem theo", "dinh kem",
    "ten co quan", "ten don vi", "ten to chuc",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageHead:
    """What stands at the top of a page.

    `national` says that nation or motto stand there, `numbered` a filled-in number with its symbol, `dated` a day or
    month with its year, `annex` that the page calls itself an annex or a form. `page_number` is the one printed
    where it is no higher than the page's place in its file: a stamp may hold any number.
    """

    national: bool
    numbered: bool
    dated: bool
    annex: bool
    page_number: int | None

    def begins_paper(self, *, after_end: bool = False) -> bool:
        """Return whether a paper of its own begins here: nation and motto, with a number or a date that is filled in.

        Behind the end of another paper (`after_end`) number and date are enough: a seal may lie over the motto.
        """
        if self.annex or (self.page_number is not None and self.page_number > 1):
            return False
        if self.national:
            return self.numbered or self.dated
        return after_end and self.numbered and self.dated


def head_of(reading: PageReading) -> PageHead:
    """Return what stands at the top of a page."""
    top = top_lines(reading)
    folded = [flat(line.text) for line in top]
    return PageHead(
        national=any(_is_national(text) for text in folded),
        numbered=any(_is_number(line.text) for line in top),
        dated=any(_is_dated(text) for text in folded),
        annex=any(_is_annex(text) for text in folded),
        page_number=_page_number(reading, top),
    )


def top_lines(reading: PageReading) -> tuple[Line, ...]:
    """Return the lines in the upper part of the page in reading order; where no boxes tell, the first ones."""
    filled = [line for line in reading.lines if line.text.strip()]
    if not any(line.box for line in filled) or not reading.page.width:
        return tuple(filled[:TOP_LINES])
    lowest = _TOP * depth(reading.page)
    return tuple(line for line in filled if line.box and upright(line.box, reading.page).y1 < lowest)[:TOP_LINES]


def _is_national(folded: str) -> bool:
    """Whether nation or motto stand on a line, alone or beside the name of the issuing body."""
    phrases = (*words("layout", "nation"), words("layout", "motto")[0])
    return any(
        len(folded) >= 0.7 * len(phrase) and fuzz.partial_ratio(phrase, folded, score_cutoff=_LIKE) > 0
        for phrase in phrases
    )


def _is_number(text: str) -> bool:
    """Whether a line is the number of a paper, with its digits: not a blank to be filled in, not a citation."""
    return len(text) < _LONGEST and bool(_NUMBER.match(flat(text))) and bool(_SYMBOL.search(text))


def _is_dated(folded: str) -> bool:
    """Whether a line holds a year with a day or a month; one of them a pen may have written beyond reading."""
    found = _DATE.search(folded)
    if found is None or _BLANK.search(folded) or len(folded) > _LONGEST:
        return False
    return any(char.isdigit() for char in found["day"] + found["month"])


def _is_annex(folded: str) -> bool:
    text = folded.strip(" .*\"'-–[")
    if text.startswith("("):
        return any(phrase in text for phrase in words("layout", "annex_attached"))
    return starts_with(text, _ANNEX) and len(text) < 90


def _page_number(reading: PageReading, top: Sequence[Line]) -> int | None:
    """Return the number printed on the page: its mark, else a number alone on the first line."""
    marks = [mark.text for mark in reading.page.marks if mark.kind is MarkKind.PAGE_NUMBER]
    for text in (*marks, *(line.text for line in top[:1])):
        found = _PAGE_NUMBER.fullmatch(text)
        if found and int(found[1]) <= reading.page.number:
            return int(found[1])
    return None
