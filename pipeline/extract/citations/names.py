"""Laws, codes, ordinances and the constitution by name: "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015".

A name that is in the table laws.toml ends where the table says, also where it holds commas; another one must begin with
a capital, stand behind a word that leads to a law or before a date, and ends at the next word that no name holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.extract.dates import MomentKind, find_moments
from pipeline.extract.vocabulary import flat, table
from pipeline.language import fold, nfc

_LONGEST_GUESS = 12  # words of a name that is not in the table
_KIND = re.compile(
    r"(?<![\w-])(?:Bộ luật|Luật|Pháp lệnh|Hiến pháp|BỘ LUẬT|LUẬT|PHÁP LỆNH|HIẾN PHÁP|bộ luật|luật|pháp lệnh)(?!\w)"
)
_NUMBER = re.compile(
    r"[\s,(]*(?:(?:luat|bo luat|phap lenh)\s)?(?:so\s?:?\s?)?\d{1,3}[a-z]?\s?(?:/\s?(?:19|20)\d\d|[/-]\s?[a-z])"
)
_AND = re.compile(r"\s?(?:,|;|,?\sva)\s(?=(?:bo luat|luat|phap lenh)\s)")
_YEAR = re.compile(
    r"\s?(?P<opened>\()?(?:nam\s)?(?P<year>(?:19|20)\d\d)(?(opened)\)?)(?![\d/.-]\d|\w|\)?\s?-\s?(?:19|20)\d\d)"
)
_SHORT_DAY = re.compile(r"\d{1,2}/\d{1,2}/(?:19|20)\d\d(?![\d/])")
_CHANGED = re.compile(r"\s(?:\(sua doi(?:, bo sung)?\)|sua doi(?:, bo sung)?(?=\s\(?(?:nam\s)?(?:19|20)\d\d))")
_WORD = re.compile(r"\s(?P<word>\w[\w&]*)")


@dataclass(frozen=True, slots=True)
class Name:
    """An act named at `text[start:end]`, its name without the date at `text[start:name_end]`.

    `date` is a day, or a mere year ("2015"); `known` where the name is in the table.
    """

    start: int
    name_end: int
    end: int
    kind: str
    date: str | None
    known: bool


def _words() -> dict[str, Any]:
    return table("laws")


def _alternatives(names: list[str]) -> str:
    folded = sorted({fold(name) for name in names}, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r",\ ", r",?\s").replace(r"\ ", r"\s") for name in folded)


@lru_cache(maxsize=4)
def _known(kind: str) -> re.Pattern[str]:
    names = _words()["names"]
    of_kind = {"Bộ luật": names["codes"], "Hiến pháp": names["constitution"], "Pháp lệnh": names["ordinances"]}
    every = of_kind.get(kind, names["laws"] + names["short"] + names["codes"])
    return re.compile(rf"\s(?:ve\s)?(?:{_alternatives(every)})(?!\w)")


@lru_cache(maxsize=1)
def _amending() -> re.Pattern[str]:
    words = _words()["amending"]
    return re.compile(
        rf"\s(?:{_alternatives(words['verbs'])})(?:\s(?:{_alternatives(words['what'])}))?\s(?:cua\s)?(?:cac\s)?(?=\w)"
    )


def find_names(text: str) -> tuple[Name, ...]:
    """Return the acts that `text` names without their number, in order.

    >>> text = "Căn cứ Bộ luật Dân sự năm 2015 và Luật Thi đua, khen thưởng ngày 15/6/2022;"
    >>> [(text[name.start:name.name_end], name.date) for name in find_names(text)]
    [('Bộ luật Dân sự', '2015'), ('Luật Thi đua, khen thưởng', '2022-06-15')]
    """
    return tuple(_read_all(text))


def _read_all(text: str) -> Iterator[Name]:
    folded = ""
    place = 0
    while match := _KIND.search(text, place):
        folded = folded or flat(text)
        found = _read(text, folded, match)
        place = found.end if found else match.end()
        if found:
            yield found


def _read(text: str, folded: str, match: re.Match[str]) -> Name | None:
    kind = match.group().capitalize()
    if _not_behind().search(folded, max(0, match.start() - 25), match.start()):
        return None
    end, known = _name_end(text, folded, match.end(), kind)
    if end is None or _NUMBER.match(folded, end):
        return None
    if match.group()[0].islower() and not (known and text[match.end() + 1].isupper()):
        return None  # "các luật thuế" are any
    if changed := _CHANGED.match(folded, end):
        end = changed.end()
    date, date_end = _date(text, folded, end)
    if not known and date is None and not _cue().search(folded, max(0, match.start() - 20), match.start()):
        return None
    if kind == "Hiến pháp" and end == match.end() and date is None:
        return None  # "theo Hiến pháp và pháp luật" means no text in particular
    return Name(match.start(), end, date_end, kind, date, known)


def _name_end(text: str, folded: str, place: int, kind: str) -> tuple[int | None, bool]:
    if amending := _amending().match(folded, place):
        return _amended(text, folded, amending.end())
    if known := _known(kind).match(folded, place):
        return known.end(), True
    if kind == "Hiến pháp":
        return place, True
    return _guess(text, place), False


def _amended(text: str, folded: str, place: int) -> tuple[int | None, bool]:
    """Return where the list of acts ends that an amending act names, and whether the table has them all."""
    end: int | None = None
    known = True
    while match := _KIND.match(text, place):
        one = _known(match.group().capitalize()).match(folded, match.end())
        stop = one.end() if one else _guess(text, match.end())
        if stop is None:
            break
        known = known and one is not None
        end = stop
        link = _AND.match(folded, stop)
        if link is None:
            break
        place = link.end()
    return end, known


def _guess(text: str, place: int) -> int | None:
    """Return where a name that is not in the table ends: before punctuation or a word that no name holds."""
    end = None
    for count in range(_LONGEST_GUESS):
        word = _WORD.match(text, place)
        if word is None:
            break
        plain = nfc(word["word"]).lower()
        if plain in _stops() or not plain.replace("&", "").isalpha() or (count == 0 and not word["word"][0].isupper()):
            break
        if count == 0 and plain in _words()["context"]["no_name"]:
            break
        if count and _KIND.match(text, word.start("word")):
            break
        end = place = word.end()
    return end


@lru_cache(maxsize=1)
def _stops() -> frozenset[str]:
    return frozenset(_words()["context"]["stops"])


@lru_cache(maxsize=1)
def _cue() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _words()['context']['cues']))})\s$")


@lru_cache(maxsize=1)
def _not_behind() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _words()['context']['not_behind']))})\s$")


def _date(text: str, folded: str, place: int) -> tuple[str | None, int]:
    """Return the date behind a name and where it ends: a day, else a year; (None, place) without one."""
    lead = re.compile(r"\s?,?\s?\(?").match(folded, place)
    begin = lead.end() if lead else place
    if folded.startswith("ngay", begin) or _SHORT_DAY.match(folded, begin):
        moments = find_moments(text[begin : begin + 60])
        if moments and moments[0].start == 0 and moments[0].kind is MomentKind.DAY:
            end = begin + moments[0].end
            closed = text[place:begin].endswith("(") and text[end : end + 1] == ")"
            return moments[0].iso, end + closed
    if year := _YEAR.match(folded, place):
        return year["year"], year.end()
    return None, place
