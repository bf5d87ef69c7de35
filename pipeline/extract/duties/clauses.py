"""Sentences that lay a duty: "Giao X chủ trì ...", "Đề nghị X ...", "X có trách nhiệm ...", "..., X gửi ...".

Works on plain strings; offsets are those of the string given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.extract.actors import Actor, actor_at, starts_actor, starts_predicate, within_name
from pipeline.extract.vocabulary import either, starts_with, table
from pipeline.language import fold
from pipeline.model import Role


@dataclass(frozen=True, slots=True)
class Duty:
    """`text[start:end]` lays a duty on `text[actor_start:actor_end]`; what it must do begins at `predicate`."""

    start: int
    end: int
    actor_start: int
    actor_end: int
    predicate: int
    role: Role
    rule: str
    strong: bool


_SENTENCE_END = re.compile(r"(?<![A-ZĐ])[.!?…]+[”\"')]*\s+(?=[^\W\d_]|[“\"])")
_ABBREVIATED = re.compile(r"\b(?:TP|TX|TT|KT|TM|TL|Q|P|ThS|TS|PGS|GS|Đ/c|Ông|Bà)\.\s+$")


def sentences(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of `text` from `start`."""
    begin = start
    for mark in _SENTENCE_END.finditer(text, start):
        following = text[mark.end() : mark.end() + 1]
        if (following.isalpha() and not following.isupper()) or _ABBREVIATED.search(text[: mark.end()]):
            continue
        yield begin, mark.start() + len(mark.group().rstrip())
        begin = mark.end()
    if begin < len(text):
        yield begin, len(text)


def goes_with(sentence: str) -> bool:
    """Say whether a sentence that names no actor goes on with the duty before it: with an act, or an adverb."""
    if _COURTESY.match(sentence):
        return False
    return starts_predicate(sentence) or starts_with(fold(sentence[:60]), folded_words("adverbial"))


_COURTESY = re.compile(r"\W*(?:Xin )?(?:trân trọng|cảm ơn)\W*(?:cảm ơn|kính chào)?\W*$", re.IGNORECASE)


def orders() -> dict[str, list[str]]:
    """Return the table of orders: lists of words by name."""
    orders: dict[str, list[str]] = table("obligations")["orders"]
    return orders


@lru_cache(maxsize=8)
def folded_words(entry: str) -> tuple[str, ...]:
    """Return the list `entry` of the table of orders, folded."""
    return tuple(fold(word) for word in orders()[entry])


@lru_cache(maxsize=1)
def _order() -> re.Pattern[str]:
    ask, give = either(orders()["ask"]), either(orders()["give"])
    return re.compile(rf"(?:(?P<ask>{ask})|(?P<give>{give}))(?:\s+cho)?\s+(?=\S)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _prefix() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{either(orders()['prefixes'])})(?:\s+\d{{1,2}})?\s*[:.]\s+|[a-zđ]\)\s+", re.IGNORECASE)


def without_prefix(text: str, start: int) -> int:
    """Return where the sentence proper begins behind "Bước 1:", "Giải pháp thực hiện:"."""
    start += len(text[start:]) - len(text[start:].lstrip(_SPECKS))
    if alone := re.compile(r"[Rr]iêng\s+(?=[^\W\d_])").match(text, start):
        return alone.end() if starts_actor(text, alone.end()) else start
    match = _prefix().match(text, start) or _ON_RECEIPT.match(text, start)
    if match is None and (topic := _TOPIC.match(text, start)):
        return topic.end() if not starts_actor(text, start) and _begins_order(text, topic.end()) else start
    return match.end() if match else start


def _begins_order(text: str, place: int) -> bool:
    """Say whether an actor, an order, or an adverb before one begins at `place`."""
    adverbial = text[place].isupper() and starts_with(fold(text[place : place + 60]), folded_words("adverbial"))
    return adverbial or starts_actor(text, place) or _order().match(text, place) is not None


_ON_RECEIPT = re.compile(r"(?:Khi n|N)hận được\s+[^\W\d_]+(?:\s+[^\W\d_]+)?\s+này,?\s+(?=[^\W\d_])")
"""How a letter closes: "Nhận được Công văn này, yêu cầu các đơn vị ..."."""

_TOPIC = re.compile(r"[^\W\d_][^.;:]{2,90}:\s+(?=[^\W\d_])")
"""What an order is about: "Về học phí: Giao Phòng Tài vụ ..."."""

_SPECKS = " ~*•·.,;:-–—_|"
"""What an engine makes of a bullet, or of a speck before a sentence."""


def find_duty(text: str, start: int, end: int) -> Duty | None:
    """Return the duty that the sentence `text[start:end]` lays on an actor that it names, or None.

    >>> text = "Giao Phòng Nội vụ chủ trì, phối hợp với Phòng Tư pháp tổng hợp kết quả."
    >>> duty = find_duty(text, 0, len(text))
    >>> text[duty.actor_start:duty.actor_end], duty.role
    ('Phòng Nội vụ', 'chu_tri')
    """
    sentence = text[:end]
    begin = without_prefix(sentence, start)
    places = list(_clause_starts(sentence, begin))
    for place, _ in places:
        if order := _ordered(sentence, place):
            about = starts_with(fold(sentence[begin : begin + 20]), folded_words("about"))
            return _duty(sentence, place if order.spoken or about else begin, end, order)
    for part in re.finditer(r"[,;]\s+(?=[^\W\d_])", sentence[begin : begin + _FAR]):
        order = _ordered(sentence, begin + part.end()) if sentence[begin + part.end()].isupper() else None
        if order and order.spoken:  # "..., Chủ tịch UBND tỉnh yêu cầu các sở ..." lays one wherever it stands
            return _duty(sentence, begin + part.end(), end, order)
    for place, mark in places:
        actor = actor_at(sentence, place) if mark != ";" else None
        if actor and not _says_something(sentence, actor.predicate):
            actor = None
        definite = actor is not None and (actor.strong or _is_definite(sentence, place))
        if actor and (not mark or (definite and not _in_a_list(sentence[begin:place]))):
            return _duty(sentence, begin, end, _Order(actor, "subject", None, spoken=False))
    return (
        _concerned(sentence, begin, end)
        or _in_case(sentence, begin, end)
        or _notified(sentence, begin, end)
        or _named_last(sentence, begin, end)
    )


_IN_CASE = re.compile(r"(?:Trong )?[Tt]rường hợp\s+")
_THEN = re.compile(r"(?:,\s+|\s)thì\s+")


def _in_case(text: str, begin: int, end: int) -> Duty | None:
    """Read "Trường hợp các sở phải xin ý kiến thì phải nêu rõ ...": whom the case befalls is told what to do."""
    lead = _IN_CASE.match(text, begin)
    actor = actor_at(text, lead.end()) if lead else None
    then = _THEN.search(text, actor.predicate) if actor else None
    if actor is None or then is None or not starts_predicate(text[then.end() :]):
        return None
    return _duty(text, begin, end, _Order(replace(actor, predicate=then.end()), "subject", None, spoken=False))


_NOTICE = re.compile(r"\bđể\s+(?=\S)")
_TO_KNOW = re.compile(
    r"\s(?:được\s+)?biết(?:,\s+|\s+và\s+|,\s+và\s+)(?:(?:tổ chức|triển khai)\s+)*(?:thực hiện|triển khai|phối hợp)"
)


def _notified(text: str, begin: int, end: int) -> Duty | None:
    """Read "Vậy, thông báo để các sở biết và thực hiện": how a notice binds whom it is for."""
    for lead in _NOTICE.finditer(text, begin):
        known = _TO_KNOW.search(text, lead.end())
        if known and starts_actor(text, lead.end()) and "thông báo" in text[begin : lead.start()].lower():
            actor = Actor(lead.end(), known.start(), known.start() + 1, strong=True)
            return _duty(text, begin, end, _Order(actor, "given", None, spoken=False))
    return None


_FEWEST_WORDS = 4


def _says_something(text: str, predicate: int) -> bool:
    """Say whether a predicate has an object: "Cơ quan chủ trì" alone is the head of a column."""
    return len(text[predicate:].split()) >= _FEWEST_WORDS or text.rstrip().endswith(":")


_CONCERNED = re.compile(r"Đối với\s+")


def _concerned(text: str, begin: int, end: int) -> Duty | None:
    """Read "Đối với các trường đại học chủ động liên hệ ...": whom it concerns is told what to do."""
    lead = _CONCERNED.match(text, begin)
    actor = actor_at(text, lead.end()) if lead else None
    if actor is None or "," in text[actor.end : actor.predicate]:
        return None
    return _duty(text, begin, end, _Order(actor, "subject", None, spoken=False))


@dataclass(frozen=True, slots=True)
class _Order:
    """An actor and how it is told. `spoken` where the sentence names who says so."""

    actor: Actor
    rule: str
    role: Role | None
    spoken: bool


def _duty(text: str, start: int, end: int, order: _Order) -> Duty:
    actor = order.actor
    return Duty(
        start, end, actor.start, actor.end, actor.predicate, order.role or role_of(text, actor.predicate), order.rule,
        actor.strong or order.rule != "subject",
    )  # fmt: skip


_FAR = 1200  # characters: how far from its start a sentence may name its actor


def _clause_starts(text: str, begin: int) -> Iterator[tuple[int, str]]:
    """Yield where a clause may name its actor, and the mark before it.

    It may at the start, and, in a sentence that begins with an adverb, behind each comma, semicolon, colon and "thì".
    """
    yield begin, ""
    adverbial = starts_with(fold(text[begin : begin + 60]), folded_words("adverbial"))
    for mark in re.finditer(r"([,;:])\s+(?:thì\s+|đồng thời\s+)?|\s(thì)\s+", text[begin : begin + _FAR]):
        if adverbial:
            yield begin + mark.end(), mark[1] or mark[2]
        elif re.match(r"giao\s", text[begin + mark.end() :], re.IGNORECASE):
            yield begin + mark.end(), ";"


def _is_definite(text: str, place: int) -> bool:
    """Say whether an actor behind a comma is one: a name in capitals, or "các ..."; "công chức" there ends a list."""
    return text[place].isupper() or re.match(r"(?:các|những)\s", text[place:]) is not None


_WITH = re.compile(r"(?<!\w)(?:với|cùng|giữa|gửi|báo cáo|trình|cho|tới|xin ý kiến)\s+")


def _in_a_list(before: str) -> bool:
    """Say whether what stands behind the comma goes on with a list of partners: "phối hợp với Sở A, Sở B ..."."""
    return any(
        starts_actor(before, found.end()) and not re.search(r"[;.]", before[found.end() :])
        for found in _WITH.finditer(before)
    )


def _ordered(text: str, place: int) -> _Order | None:
    """Read "Giao X ...", "Đề nghị X ...", and the same behind who says so: "UBND phường yêu cầu X ..."."""
    order = _order().match(text, place)
    spoken = False
    if order is None and starts_actor(text, place):
        speaker = actor_at(text, place)
        order = _order().match(text, speaker.predicate) if speaker else None
        spoken = order is not None
    actor = actor_at(text, order.end()) if order else None
    if order is None or actor is None or _is_act(order, spoken=spoken):
        return None
    return _Order(actor, "asked", "de_nghi", spoken) if order["ask"] else _Order(actor, "given", None, spoken)


def _is_act(order: re.Match[str], *, spoken: bool) -> bool:
    """Say whether a verb of giving is itself the task: "Phân công cán bộ ...", "Sở Y tế chỉ đạo các trạm ..."."""
    verb = (order["give"] or "").lower()
    return verb == "chỉ đạo" or (verb == "phân công" and not spoken)


_SHORT_PREDICATE = 45  # characters


def _named_last(text: str, begin: int, end: int) -> Duty | None:
    """Read "Phân tích đề thi – Trường THPT Cao Lãnh 2 thực hiện.", "... (Phòng Nội vụ chủ trì)"."""
    for mark in reversed(list(re.finditer(r"\s[-–—]\s+|\s\((?:[Gg]iao\s+)?", text[begin:end]))):
        dash = begin + mark.start() + 1
        actor = None if within_name(text, dash) else actor_at(text, begin + mark.end())
        if actor and end - actor.predicate <= _SHORT_PREDICATE:
            return _duty(text, begin, end, _Order(actor, "named_last", None, spoken=False))
    return None


_LEADS = re.compile(
    r"\W*(?:(?:có|chịu) trách nhiệm\s+|là (?:đơn vị|cơ quan)\s+(?:đầu mối,?\s+(?:và\s+)?)?|cần\s+|phải\s+)?"
    r"[Cc]hủ trì\b"
)


def role_of(text: str, predicate: int = 0) -> Role:
    """Return chu_tri where the predicate begins with "chủ trì", else thuc_hien."""
    return "chu_tri" if _LEADS.match(text, predicate) else "thuc_hien"
