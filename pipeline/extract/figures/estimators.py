"""Who is to estimate, to balance or to provide the money that a sentence speaks of."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.actors import actor_at, starts_actor
from pipeline.extract.figures.phrases import figure_words, phrases
from pipeline.extract.vocabulary import either

_FAR = 600  # characters before the act


@lru_cache(maxsize=1)
def _acts() -> re.Pattern[str]:
    words = figure_words("funding")
    acts, things = either(words["estimates"]), either(words["estimated"])
    return re.compile(
        rf"(?<!\w)(?<!được )(?<!việc ){acts}\s+(?:[^.;,]{{0,40}}\s)?(?P<thing>{things})(?!\w)",
        re.IGNORECASE,
    )


_NEAR = 40  # characters between "được" and the act that is done to somebody


@lru_cache(maxsize=1)
def _given_to() -> re.Pattern[str]:
    """What says that somebody gets money: "được ngân sách nhà nước cấp kinh phí"."""
    return re.compile(rf"(?<!\w)được\s[^,;]{{0,40}}(?<!\w){either(figure_words('funding')['given'])}\s", re.IGNORECASE)


def estimates(sentence: str) -> bool:
    """Say whether a sentence tells somebody to estimate or to provide money."""
    return _acts().search(sentence) is not None


def find_estimator(sentence: str) -> str | None:
    """Return whom a sentence names as who is to estimate or to provide the money.

    The subject is the last name with a predicate before the act; a list of names is taken from its first.

    >>> find_estimator("Hướng dẫn các cơ quan, đơn vị lập dự toán kinh phí hằng năm")
    'các cơ quan, đơn vị'
    >>> find_estimator("Theo đề nghị của Sở Nội vụ, Sở Tài chính tham mưu bố trí kinh phí")
    'Sở Tài chính'
    """
    act = _acts().search(sentence)
    if act is None or _given_to().search(sentence, max(0, act.start() - _NEAR), act.start("thing")):
        return None
    floor = max(0, act.start() - _FAR)
    found: tuple[int, int] | None = None
    for place in sorted(_places(sentence, floor, act.start()), reverse=True):
        actor = actor_at(sentence, place) if starts_actor(sentence, place) else None
        if actor is None or actor.predicate > act.start():
            continue
        if found is None or (actor.end == found[1] and not _asks_others(sentence, place, found[0])):
            found = actor.start, actor.end
    if found is None or found[1] - found[0] > _LONGEST_NAME:
        return None
    return sentence[slice(*found)].removesuffix(" tự")


_LONGEST_NAME = 160  # characters
_CLAUSE = re.compile(r"[,;:]\s+|[-–+]\s+")


def _places(sentence: str, start: int, end: int) -> set[int]:
    """Return where a name may begin: with the sentence, behind a mark, or behind "giao", "hướng dẫn"."""
    marks = [mark.end() for mark in _CLAUSE.finditer(sentence, start, end)]
    asks = [len(sentence[: ask.end()]) + 1 for ask in phrases("funding", "asks").finditer(sentence, start, end)]
    places = {start, *marks, *(place for place in asks if place < end)}
    return {place for place in places if not _is_partner(sentence, place)}


def _asks_others(sentence: str, place: int, end: int) -> bool:
    """Say whether a list from `place` to `end` is of those whose opinion is asked: "ý kiến của Sở Nội vụ, ..."."""
    return phrases("funding", "of_others").search(sentence, place, end) is not None


def _is_partner(sentence: str, place: int) -> bool:
    """Say whether a name at `place` stands among those with whom another works ("phối hợp với Sở Nội vụ, các xã")."""
    clause = sentence[max(0, place - _LONGEST_NAME) : place].rsplit(";", 1)[-1]
    return phrases("funding", "partners").search(clause) is not None
