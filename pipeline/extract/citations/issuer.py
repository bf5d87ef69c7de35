"""The name of a body behind "của": where it ends.

A name is a run of words in capitals, the lower-case words that names hold ("nhân dân", "thành phố"), and one plain
word behind each capital ("Giáo dục"). It ends at punctuation, at a word of its table (về, ban hành, phê duyệt ...), at
the next type of document.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pipeline.extract.vocabulary import document_types, table

_LONGEST = 130  # characters
_TOKEN = re.compile(r"[^\W_]+(?:[&.’'][^\W_]+)*|\S")
_AND = re.compile(r"\s+(?:và|&)\s+(?=[^\W\d_])")


def _words() -> dict[str, Any]:
    issuer: dict[str, Any] = table("citations")["issuer"]
    return issuer


def _phrases(entries: tuple[str, ...], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    longest_first = sorted(entries, key=lambda entry: -len(entry))
    return re.compile(
        "(?:" + "|".join(re.escape(entry).replace(r"\ ", r"\s+") for entry in longest_first) + r")(?!\w)", flags
    )


@lru_cache(maxsize=1)
def _stops() -> re.Pattern[str]:
    return _phrases(tuple(_words()["stops"]), re.IGNORECASE)


@lru_cache(maxsize=1)
def _parts() -> re.Pattern[str]:
    return _phrases(tuple(_words()["parts"]))


@lru_cache(maxsize=1)
def _inner() -> re.Pattern[str]:
    return _phrases(tuple(_words()["inner"]))


@lru_cache(maxsize=1)
def _with_comma() -> re.Pattern[str]:
    return _phrases(tuple(_words()["with_comma"]))


@lru_cache(maxsize=1)
def _heads() -> re.Pattern[str]:
    return _phrases(tuple(_words()["heads"]), re.IGNORECASE)


@lru_cache(maxsize=1)
def _types() -> re.Pattern[str]:
    return _phrases(tuple(kind.name for kind in document_types()))


def issuer_head(text: str, start: int) -> bool:
    """Say whether the word for a body stands at `start`: "Ủy ban", "Sở"."""
    return _heads().match(text, start) is not None


def issuer_end(text: str, start: int) -> int | None:
    """Return where the name of the body that begins at `start` ends, or None where none begins there.

    >>> text = "Ủy ban nhân dân Thành phố về ban hành Đề án"
    >>> text[:issuer_end(text, 0)]
    'Ủy ban nhân dân Thành phố'
    """
    end = place = start
    free = False  # one plain word may follow
    if head := _heads().match(text, start):
        end = place = head.end()
        free = head.group().split()[-1].istitle()
    while place < min(len(text), start + _LONGEST):
        space = re.compile(r"\s*").match(text, place)
        here = space.end() if space else place
        step = _step(text, place, here, free=free, first=end == start)
        if step is None or (here > place and _is_complete(text, start, end, here)):
            break
        place, free = step
        end = place
    return end if end > start else None


@lru_cache(maxsize=1)
def _complete() -> re.Pattern[str]:
    """Return the pattern of a body whose name is complete, and of a province with the word for it."""
    places = table("identifiers")["provinces"]
    names = (*_words()["complete"], *(f"[Tt]ỉnh {name}" for name in places["names"]))
    names = (*names, *(f"[Tt]hành phố {name}" for name in places["cities"]))
    return re.compile(r"(?<!\w)(?:" + "|".join(name.replace(" ", r"\s+") for name in names) + r")\Z")


def _is_complete(text: str, start: int, end: int, here: int) -> bool:
    """Say whether the name ends at `end` because it is complete and a word with a capital stands at `here`."""
    word = _TOKEN.match(text, here)
    if word is None or word.group() in _words()["goes_on"]:
        return False
    return (word.group().istitle() or word.group().isdigit()) and _complete().search(
        text[max(start, end - 60) : end]
    ) is not None


def _step(text: str, place: int, here: int, *, free: bool, first: bool) -> tuple[int, bool] | None:
    """Return where the next part of the name ends and whether a plain word may follow, or None at the end."""
    if comma := _with_comma().match(text, here):
        return comma.end(), True
    if (joined := _AND.match(text, place)) and text[joined.end()].isupper():
        follows = _types().match(text, joined.end()) or _is_stop(text, joined.end())
        return None if first or follows else _step(text, joined.end(), joined.end(), free=False, first=False)
    if _is_stop(text, here) or _types().match(text, here):
        return None
    token = _TOKEN.match(text, here)
    if token is None:
        return None
    word = token.group()
    if word in {"-", "–"}:
        return _behind_dash(text, token.end(), first=first)
    if word[0].isupper():
        return token.end(), not (len(word) > 1 and word.isupper())
    return None if first else _small_word(text, token, free=free)


def _small_word(text: str, token: re.Match[str], *, free: bool) -> tuple[int, bool] | None:
    """A word in lower case, or a number (Quận 1), within a name."""
    word = token.group()
    if inner := _inner().match(text, token.start()):
        return inner.end(), False
    if word.isdigit():
        is_amount = len(word) > 3 or re.match(r"[/%.]\d", text[token.end() : token.end() + 2])
        return None if is_amount else (token.end(), False)
    return (token.end(), False) if free and word.isalpha() and word != "và" else None


def _is_stop(text: str, place: int) -> bool:
    """Say whether a word that ends a name begins at `place`; in capitals few single words do."""
    if _parts().match(text, place):
        return True
    stop = _stops().match(text, place)
    if stop is None:
        return False
    word = stop.group()
    return word.islower() or " " in word or word.lower() in _words()["stops_in_capitals"]


def _behind_dash(text: str, place: int, *, first: bool) -> tuple[int, bool] | None:
    follows = re.compile(r"\s*(?=[^\W\d_])").match(text, place)
    if first or follows is None or not text[follows.end()].isupper() or _types().match(text, follows.end()):
        return None
    return _step(text, follows.end(), follows.end(), free=False, first=False)


_BEFORE_WINDOW = 150


@lru_cache(maxsize=1)
def _between() -> re.Pattern[str]:
    verbs = "|".join(map(re.escape, _words()["before"]))
    return re.compile(rf"\s*(?:(?:đã\s+)?(?:{verbs})\s+)?tại\s+(?:các\s+)?|\s*:\s*", re.IGNORECASE)


@lru_cache(maxsize=1)
def _before_leads() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(_words()["before_leads"]) + r")\s+")


def issuer_before(text: str, citation: int, floor: int) -> tuple[int, int] | None:
    """Return the body named before a citation: "của UBND Thành phố tại Quyết định số ..." (not before `floor`)."""
    window = max(floor, citation - _BEFORE_WINDOW)
    for lead in reversed(list(_before_leads().finditer(text, window, citation))):
        end = issuer_end(text, lead.end())
        if end and end <= citation and _between().fullmatch(text, end, citation):
            return lead.end(), end
    return _who_said(text, citation, window) or _who_issued(text, citation, window)


@lru_cache(maxsize=1)
def _said() -> re.Pattern[str]:
    verbs = "|".join(map(re.escape, _words()["before"]))
    return re.compile(rf"\s+(?:đã\s+)?(?:{verbs})\s+tại\s+(?:các\s+)?$", re.IGNORECASE)


def _who_said(text: str, citation: int, window: int) -> tuple[int, int] | None:
    """Read "..., Chủ tịch UBND tỉnh chỉ đạo tại Chỉ thị số ...": a body, what it did, and where."""
    said = _said().search(text, window, citation)
    if said is None:
        return None
    heads = (head.start() for head in _heads().finditer(text, window, said.start()) if head.group()[0].isupper())
    return next(((start, said.start()) for start in heads if issuer_end(text, start) == said.start()), None)


_ISSUED = re.compile(
    r"\s+(?:đã\s+)?(?:ban hành|(?:xem xét,?\s+)?(?:thông qua|phê duyệt|quyết định)\s+tại)\s+(?:các\s+)?$"
)
_SENTENCE_START = re.compile(r"(?:^|[.;:]\s+|^\s*[-–+]\s*)(?=[^\W\d_])")


def _who_issued(text: str, citation: int, window: int) -> tuple[int, int] | None:
    """Read "Ủy ban nhân dân quận đã ban hành Kế hoạch số ..."."""
    issued = _ISSUED.search(text, window, citation)
    if issued is None:
        return None
    starts = [found.end() for found in _SENTENCE_START.finditer(text[: issued.start()])]
    return next(((start, issued.start()) for start in starts if issuer_end(text, start) == issued.start()), None)
