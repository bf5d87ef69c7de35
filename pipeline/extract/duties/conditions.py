"""On what condition a duty holds: "Nếu có vướng mắc, ...", "Trường hợp phát sinh ...", "... khi có yêu cầu".

Works on the words of one duty. A condition counts that begins its sentence (or follows a leading adverb: "Trong quá
trình thực hiện, nếu ..."), or that stands in a duty of a single clause; one of a later clause binds that clause only.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.actors import starts_actor, starts_predicate
from pipeline.extract.vocabulary import any_of, either, words

_LONGEST = 300  # characters
_SHORT_LIST = 6  # words: "..., bổ sung cho phù hợp, các đơn vị ..." still belongs to the condition


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    anywhere, at_start = (either(words("conditions", name)) for name in ("anywhere", "at_start"))
    return re.compile(rf"(?<!\w)(?:(?P<anywhere>{anywhere})|(?P<start>{at_start}))(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _barred() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(words('conditions', 'not_after'))}\s+$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _hedge() -> re.Pattern[str]:
    return re.compile(rf"{either(words('conditions', 'hedges'))}\s*(?:[),;.:]|$)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _adverb() -> re.Pattern[str]:
    return re.compile(rf"\W*{either(words('conditions', 'adverbs'))}(?!\w)[^;.]{{0,160}},?\s*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _then() -> re.Pattern[str]:
    return re.compile(rf"{either(words('conditions', 'then'))}(?!\w)", re.IGNORECASE)


def find_condition(text: str) -> str | None:
    """Return the condition of the duty `text` as written, None where it holds always.

    >>> find_condition("Nếu có khó khăn, vướng mắc, các đơn vị báo cáo về Phòng Nội vụ.")
    'Nếu có khó khăn, vướng mắc'
    >>> find_condition("Cung cấp hồ sơ khi có yêu cầu của đoàn kiểm tra.")
    'khi có yêu cầu của đoàn kiểm tra'
    >>> find_condition("Tổng hợp các khó khăn (nếu có)") is None
    True
    """
    single = _CLAUSE_END.search(text.rstrip(" .;/")) is None
    for opening in _opening().finditer(text):
        before = text[: opening.start()]
        leads = not before.strip(" -+–:") or _adverb().match(before) is not None
        begins = leads or before.rstrip().endswith((",", ";", "."))
        if not (opening["anywhere"] or begins) or _barred().search(before) or _hedge().match(text, opening.start()):
            continue
        if leads or single:
            end = _end(text, opening.end(), leads=leads)
            return text[opening.start() : end].strip() if end else None
        return None
    return None


_CLAUSE_END = re.compile(r"[;.:]\s")
_STOP = re.compile(
    r"(?P<hard>[;.])|(?P<bracket>\))|(?P<comma>,\s+)|(?P<told>:\s|\s+đề nghị\s+(?=(?:các|[^\W\d_a-z])))|\s+thì\s+"
)
_BRACKETS = re.compile(r"\([^()]{0,300}\)")


def _end(text: str, place: int, *, leads: bool) -> int | None:
    """Return where the condition ends; None where it goes on to the end, though the duty must follow it."""
    brackets = [found.span() for found in _BRACKETS.finditer(text, place)]
    stops = [
        stop
        for stop in _STOP.finditer(text, place, place + _LONGEST)
        if not any(start < stop.start() < end for start, end in brackets)
    ]
    hard = next((stop.start() for stop in stops if stop["hard"]), len(text))
    then = next((stop.start() for stop in stops if not stop.lastgroup and stop.start() < hard), None)
    if then is not None:
        return then
    for index, stop in enumerate(stops):
        if stop["hard"] or stop["bracket"]:
            return None if leads else _before_purpose(text, place, stop.start())
        if stop["told"] and leads:
            return stop.start()
        if stop["comma"] and not _is_name(text, place, stop.start()) and _begins_duty(text, stop.end()):
            following = stops[index + 1] if index + 1 < len(stops) else None
            if not (leads and following and _goes_on(text, stop.end(), following)):
                return stop.start()
    if leads or len(text) > place + _LONGEST:
        return None
    return _before_purpose(text, place, len(text.rstrip(" .;/")))


def _before_purpose(text: str, place: int, end: int) -> int:
    purpose = _purpose().search(text, place, end)
    return purpose.start() if purpose else end


def _is_name(text: str, place: int, end: int) -> bool:
    """Say whether only the name of a body stands there: "Trường hợp các Bộ, cơ quan ngang Bộ ... vượt thẩm quyền"."""
    return starts_actor(text, place + 1) and _verbs().search(text, place, end) is None


@lru_cache(maxsize=1)
def _verbs() -> re.Pattern[str]:
    return any_of(words("conditions", "verbs"))


@lru_cache(maxsize=1)
def _purpose() -> re.Pattern[str]:
    return re.compile(rf"\s+{either(words('conditions', 'purpose'))}\s")


def _begins_duty(text: str, place: int) -> bool:
    near = text[place : place + 60]
    return starts_actor(near) or _then().match(near) is not None or starts_predicate(near)


def _goes_on(text: str, place: int, following: re.Match[str]) -> bool:
    """Say whether a verb behind a comma only goes on with the condition: the duty comes behind the next comma."""
    if starts_actor(text, place) or _then().match(text, place):
        return False
    short = len(text[place : following.start()].split()) <= _SHORT_LIST
    then = _then().match(text, following.end()) is not None or starts_actor(text, following.end())
    return short and following["comma"] is not None and then
