"""What kind of body a name is, on which level it stands, and whose it is where its name does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.extract.vocabulary import table
from pipeline.language import fold
from pipeline.model import BodyKind, BodyLevel


@dataclass(frozen=True, slots=True)
class Head:
    """What the beginning of a name tells; `of` says whose such a body is where its name does not (see levels.toml)."""

    words: str
    kind: BodyKind
    level: BodyLevel | None
    of: str


def level_words() -> dict[str, Any]:
    """Return the table of bodies."""
    return table("levels")


_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Return `text` folded, its words parted by single spaces, without punctuation.

    >>> plain("Sở Lao động – Thương binh và Xã hội")
    'so lao dong thuong binh va xa hoi'
    """
    return _NOT_WORD.sub(" ", fold(text)).strip()


@lru_cache(maxsize=1)
def _heads() -> dict[str, Head]:
    found: dict[str, Head] = {}
    for entry in level_words()["body"]:
        for words in entry["heads"]:
            found[words] = Head(words, entry["kind"], entry.get("level"), entry["of"])
    return found


@lru_cache(maxsize=1)
def _most_words() -> int:
    return max(words.count(" ") + 1 for words in _heads())


def head_of(words: str) -> Head | None:
    """Return what the longest known beginning of a plain name tells, None where none is known.

    >>> head_of("truong tieu hoc le loi").kind, head_of("phong noi vu").of, head_of("bo phan mot cua").level
    ('truong', 'phong', 'xa')
    """
    heads = _heads()
    parts = words.split(" ")
    for count in range(min(_most_words(), len(parts)), 0, -1):
        head = heads.get(" ".join(parts[:count]))
        if head is not None:
            return head
    return None


@lru_cache(maxsize=1)
def _titles() -> re.Pattern[str]:
    titles = sorted(level_words()["office"]["titles"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(titles)})(?!\w)")


def title_of(words: str) -> str | None:
    """Return the title of an office that a plain name begins with, None where it begins with none.

    The title of who heads a body holds its first word: "truong phong noi vu" is the "truong" of a "phong noi vu".

    >>> title_of("chu tich uy ban nhan dan phuong"), title_of("truong phong noi vu"), title_of("truong hoc")
    ('chu tich', 'truong', None)
    """
    match = _titles().match(words)
    if match is None:
        return None
    title, rest = match[0], words[match.end() :].strip()
    for bare, leads in level_words()["office"]["heads"].items():
        if title == bare:  # "trưởng", "chánh": the name of the body begins with the next word
            return title if any(rest == lead or rest.startswith(f"{lead} ") for lead in leads) else None
    return title


def last_title(words: str) -> int | None:
    """Return where the last title of an office begins in a plain text, None where it holds none.

    >>> last_title("chu tich pho chu tich"), last_title("hieu truong truong tieu hoc le loi")
    (9, 0)
    """
    places = [match.start() for match in _titles().finditer(words)]
    return next((place for place in reversed(places) if title_of(words[place:]) is not None), None)


@lru_cache(maxsize=1)
def _collective() -> re.Pattern[str]:
    group = level_words()["group"]
    several = "|".join(sorted(group["plural"], key=len, reverse=True))
    nouns = "|".join(sorted(group["collective"], key=len, reverse=True))
    loose = "|".join(sorted(group["loose"], key=len, reverse=True))
    units = "|".join(fold(kind) for kind in table("places")["kinds"])
    bodies, row = "|".join(group["bodies"]), "|".join(group["row"])
    behind = "|".join(group["behind"])
    return re.compile(
        rf"(?:{several}|{'|'.join(group['always'])})\s|(?:.{{1,80}}\s)?(?:{loose})\Z"
        rf"|(?:{nouns})(?:\s(?:va\s)?(?:{nouns})){{0,4}}(?:\Z|\s(?:{behind})(?!\w))"
        rf"|.{{0,80}}?\b(?:cac|nhung)\s|.{{0,60}}?(?<!phuong )(?<!quan )\b\d{{1,3}}\s(?:{units}|{bodies})(?!\w)"
        rf"|(?:.{{0,60}}\s)?(?:{units})(?:\s(?:va\s)?(?:{units})){{1,4}}\Z"
        rf"|(?:so|{row})(?:\s(?:va\s)?(?:{row})){{1,4}}(?!\w)"
    )


def is_collective(words: str) -> bool:
    """Say whether a plain name is of several bodies or of nobody in particular.

    >>> [is_collective(text) for text in ("cac phong ban", "uy ban nhan dan 10 phuong", "uy ban nhan dan quan 1")]
    [True, True, False]
    """
    return _collective().match(words) is not None
