"""Who is told to do something: the actor at the start of a clause, and where what it must do begins.

An actor is a body, an office or a group of persons; its name runs from one of the beginnings in actors.toml to the
first word of a predicate ("chủ trì", "xây dựng", "có trách nhiệm").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.extract.vocabulary import any_of, either, table

LONGEST_ACTOR = 700
"""Characters; the bodies that a decision binds in its last article fill several lines."""


@dataclass(frozen=True, slots=True)
class Actor:
    """`text[start:end]` names who must act, `predicate` is where its predicate begins; `strong` if that commands."""

    start: int
    end: int
    predicate: int
    strong: bool


def _words() -> dict[str, Any]:
    return table("actors")


def _first_upper(entries: Iterable[str]) -> list[str]:
    return [entry[0].upper() + entry[1:] for entry in entries]


def _first_lower(entries: Iterable[str]) -> list[str]:
    return [entry if entry[:2].isupper() else entry[0].lower() + entry[1:] for entry in entries]


@lru_cache(maxsize=1)
def _start() -> re.Pattern[str]:
    words = _words()
    heads = either([*words["heads"], *_first_lower(words["heads"])])
    plural = either([*words["plural"], *_first_lower(words["plural"])])
    groups = either([*words["groups"], *_first_upper(words["groups"])])
    many = rf"(?:{plural}\s+(?:\d{{1,3}}\s+)?(?P<of_many>{groups}|{heads})|\d{{1,3}}\s+{groups})"
    return re.compile(rf"(?:{many}|{heads})(?!\w)")


@lru_cache(maxsize=1)
def _never() -> re.Pattern[str]:
    words = _words()["never"]
    return re.compile(either([*words, *_first_lower(words)]) + r"(?!\w)")


@lru_cache(maxsize=1)
def _predicates() -> re.Pattern[str]:
    words = _words()["predicate"]
    return re.compile(rf"(?<!\w)(?:(?P<strong>{either(words['strong'])})|{either(words['verbs'])})(?!\w)")


@lru_cache(maxsize=1)
def _relative() -> re.Pattern[str]:
    return any_of(_words()["predicate"]["relative"])


@lru_cache(maxsize=1)
def _done() -> re.Pattern[str]:
    return any_of(_words()["predicate"]["done"])


@lru_cache(maxsize=1)
def _nouns() -> re.Pattern[str]:
    return any_of(_words()["predicate"]["nouns"], re.IGNORECASE)


@lru_cache(maxsize=1)
def _joining() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(_words()['predicate']['joining'])}\s+$")


def starts_actor(text: str, place: int = 0) -> bool:
    """Say whether the name of a body, an office or a group begins at `place`.

    >>> [starts_actor(text) for text in ("Phòng Nội vụ Quận 1", "Ban hành kế hoạch", "các cơ quan, đơn vị")]
    [True, False, True]
    """
    head = _start().match(text, place)
    if head is None:
        return False
    other = _never().match(text, head.start("of_many") if head["of_many"] else place)
    if other is None:
        return True
    return head.end() > other.end() or (bool(head["of_many"]) and head.end() == other.end())  # "các tổ chức" are many


def actor_at(text: str, place: int = 0) -> Actor | None:
    """Return the actor that begins at `place` and has a predicate; None where there is none, or it is done already.

    >>> text = "Phòng Tư pháp chủ trì, phối hợp với Phòng Nội vụ tổ chức tập huấn"
    >>> found = actor_at(text)
    >>> text[found.start:found.end], text[found.predicate:found.predicate + 7]
    ('Phòng Tư pháp', 'chủ trì')
    """
    if not starts_actor(text, place):
        return None
    head = _start().match(text, place)
    limit = min(clause_end(text, place), place + LONGEST_ACTOR)
    verbs = list(_verbs(text, head.end() if head else place, limit))
    if not verbs:
        return None
    relative = _relative().search(text, place, verbs[0].end())
    verb = _main_verb(verbs[_names_itself(text, place, verbs) :], relative)
    attribute = relative if relative and _tells_which(relative, verb) else None
    if any(
        not (attribute and attribute.start() <= past.start() < attribute.end()) and not _in_brackets(text, place, past)
        for past in _done().finditer(text, place, verb.start())
    ):
        return None
    end = _without_adverbial(text, place, len(text[: verb.start()].rstrip(" ,;:-–")))
    if end <= place or _is_nobody(text[place:end]):
        return None
    return Actor(place, end, verb.start(), verb["strong"] is not None)


def _tells_which(relative: re.Match[str], verb: re.Match[str]) -> bool:
    """Say whether "đang triển khai ..." says who is meant: something stands between it and what they are to do."""
    return not relative.group().startswith("đang") or verb.start() - relative.end() > _FEW_LETTERS


_ADVERBIAL = re.compile(r",?\s+(?:trong phạm vi|trong quá trình|trong thời hạn|trong hoạt động|khi)\s")


def _without_adverbial(text: str, place: int, end: int) -> int:
    """Return where a name ends before "trong phạm vi nhiệm vụ của mình", which says when it acts, not who."""
    found = _ADVERBIAL.search(text, place, end)
    return found.start() if found else end


def _in_brackets(text: str, place: int, found: re.Match[str]) -> bool:
    """Say whether a word stands in brackets behind `place`: "(sau đây gọi chung là cấp xã)"."""
    return any(one.start() < found.start() < one.end() for one in _BRACKETS.finditer(text, place))


@lru_cache(maxsize=1)
def _bare_name() -> re.Pattern[str]:
    predicate = _words()["predicate"]
    heads = either([*predicate["bare"], *_first_lower(predicate["bare"])])
    return re.compile(rf"(?:[Cc]ác\s+)?{heads}\s+{either(predicate['naming'])}(?!\w)")


@lru_cache(maxsize=1)
def _general_name() -> re.Pattern[str]:
    predicate = _words()["predicate"]
    general, defining = either(predicate["general"]), either(predicate["defining"])
    return re.compile(rf"(?:[Cc]ác\s+)?{general}\s+{defining}(?=\s+[^,.;:]{{3,40}}$)", re.IGNORECASE)


def _is_defined(text: str, place: int, verbs: Sequence[re.Match[str]]) -> bool:
    """Say whether the first verb says which of many is meant: "Các cơ quan quản lý dự án báo cáo ..."."""
    if (
        verbs
        and verbs[0].group() in _words()["predicate"]["defining"]
        and any(
            verb.group() in _ALWAYS and not re.search(r"[,;:]", text[verbs[0].start() : verb.start()])
            for verb in verbs[1:_NEAR_VERBS]
        )
    ):
        return True
    if len(verbs) < 2 or verbs[0]["strong"] or verbs[1].start() - verbs[0].end() < _FEW_LETTERS:
        return False
    return _general_name().match(text[: verbs[1].start()], place) is not None


_FAR_COMMAND = 160  # characters


def _before_command(text: str, place: int, verbs: Sequence[re.Match[str]]) -> int:
    """Return how many verbs stand in the name before a command: "Các tổ chức sử dụng đất phải ..." has one.

    Only where the first verb stands near the head and is one that names hold, and no other actor begins in between.
    """
    words = _words()["predicate"]
    if not verbs or verbs[0]["strong"] or verbs[0].group() not in {*words["defining"], *words["naming"]}:
        return 0
    if verbs[0].start() - place > _LONGEST_HEAD:
        return 0
    inside = next((index for index, verb in enumerate(verbs) if verb.group() in _ALWAYS), 0)
    name = text[verbs[0].start() : verbs[inside].start()]
    others = any(starts_actor(name, comma.end()) for comma in re.finditer(r",\s+", name))
    return inside if len(name) <= _FAR_COMMAND and ";" not in name and not others else 0


_FEW_LETTERS = 4
_NEAR_VERBS = 4  # "Cơ quan chủ trì đề án có trách nhiệm ...": the command is among the first verbs


def _names_itself(text: str, place: int, verbs: Sequence[re.Match[str]]) -> int:
    """Return how many of the first verbs belong to the name: "Tổ thẩm định xây dựng báo cáo" has one."""
    if inside := _before_command(text, place, verbs):
        return inside
    if _is_defined(text, place, verbs):
        return 1
    name = _bare_name().match(text, place)
    inside = sum(verb.end() <= name.end() for verb in verbs) if name else 0
    return inside if inside < len(verbs) else 0


_BY_SOMEBODY = re.compile(r"\sdo\s")  # "Giám đốc Quỹ do Chủ tịch bổ nhiệm" is told nothing


def _is_nobody(name: str) -> bool:
    folded = name.lower()
    return folded in _words()["predicate"]["nobody"] or " bao gồm" in folded or _BY_SOMEBODY.search(name) is not None


def _main_verb(verbs: Sequence[re.Match[str]], relative: re.Match[str] | None) -> re.Match[str]:
    """Return the verb of the clause: behind "được phân công tham mưu ..." the first that commands, else the second."""
    if relative is None:
        return verbs[0]
    later = [verb for verb in verbs if verb.start() >= relative.end()]
    strong = next((verb for verb in later if verb["strong"]), None)
    found = strong or next(iter(later[1:2] or later), verbs[0])
    place = verbs.index(found)
    while place and verbs[place - 1].start() >= relative.end() and found.start() - verbs[place - 1].end() <= 1:
        place, found = place - 1, verbs[place - 1]  # "khẩn trương xây dựng": the adverb is no part of the name
    return found


_ALWAYS = frozenset({"có trách nhiệm", "chịu trách nhiệm", "có nhiệm vụ", "phải"})  # begin a predicate behind any word
_LONGEST_HEAD = 30  # characters: a name that holds a verb may begin with the head before it
_BRACKETS = re.compile(r"\([^()]*\)")


def _verbs(text: str, place: int, limit: int) -> Iterator[re.Match[str]]:
    """Yield the words that may begin a predicate, but not those that a name holds."""
    names = [
        found.span()
        for found in (
            *_nouns().finditer(text, max(0, place - _LONGEST_HEAD), limit),
            *_BRACKETS.finditer(text, place, limit),
        )
    ]
    for found in _predicates().finditer(text, place, limit):
        inside = any(start <= found.start() < end for start, end in names)
        joined = _joining().search(text, max(0, found.start() - 20), found.start()) is not None
        if not inside and not (joined and found.group() not in _ALWAYS):
            yield found


_LIST_COLON = re.compile(
    r"(?<!\w)(?:[Cc]ác|[Nn]hững)\s+(?:(?:[Ss]ở|[Bb]an|[Nn]gành|[Pp]hòng|[Đđ]ơn vị|[Cc]ơ quan|[Tt]rường|[Hh]uyện|[Bb]ộ)"
    r"(?:,\s+|\s+và\s+)?)+[^.:,;]{0,30}$"
)


@lru_cache(maxsize=1)
def _dashed() -> re.Pattern[str]:
    return re.compile(either([head for head in _words()["heads"] if " - " in head or " – " in head]))


def within_name(text: str, dash: int) -> bool:
    """Say whether the dash at `dash` stands within the name of an office ("Tài chính - Kế toán")."""
    return any(found.start() < dash < found.end() for found in _dashed().finditer(text, max(0, dash - 40), dash + 40))


def clause_end(text: str, place: int) -> int:
    """Return where the first clause ends: at a full stop, or at a colon that does not open a list of bodies."""
    for mark in re.finditer(r"[.:](?=\s|$)", text[place:]):
        end = place + mark.start()
        if mark.group() == "." or not _LIST_COLON.search(text, place, end):
            return end
    return len(text)


_PARTNERS = re.compile(r"[Pp]hối hợp(?:\s+chặt chẽ)?(?:\s+(?:với|cùng|giữa))?\s+|[Kk]ết hợp\s+(?:với|cùng)\s+")


def find_partners(text: str) -> tuple[str, ...]:
    """Return with whom it is to be done: "phối hợp với Phòng Nội vụ và các cơ quan, đơn vị tham mưu ..." gives two."""
    for lead in _PARTNERS.finditer(text):
        if not starts_actor(text, lead.end()):
            continue
        found = actor_at(text, lead.end())
        end = min(found.end if found else clause_end(text, lead.end()), _phrase_end(text, lead.end()))
        return split_actors(text[lead.end() : end])
    return ()


def _phrase_end(text: str, place: int) -> int:
    stop = re.compile(r"[;(]|\s(?:để|nhằm|trong|theo|về|đối với)\s").search(text, place)
    return stop.start() if stop else len(text)


def split_actors(text: str) -> tuple[str, ...]:
    """Part a list of bodies; a comma that belongs to a name ("các sở, ban, ngành") parts nothing.

    >>> split_actors("Sở Nội vụ; UBND các quận, huyện và các sở, ban, ngành liên quan")
    ('Sở Nội vụ', 'UBND các quận, huyện', 'các sở, ban, ngành liên quan')
    """
    parts: list[str] = []
    for part in re.split(r"\s*;\s*|\s*,\s+(?=[^\W\d_])|\s+và\s+", text.strip(" .;,:")):
        joins = not parts or _stands_alone(part)
        if joins:
            parts.append(part)
        else:
            place = text.find(part, text.find(parts[-1]) + len(parts[-1]))
            parts[-1] = text[text.find(parts[-1]) : place + len(part)]
    return tuple(part.strip() for part in parts if part.strip())


def _stands_alone(part: str) -> bool:
    return starts_actor(part) and (part[:1].isupper() or part.split(" ", maxsplit=1)[0] in {"các", "những"})


def holds_predicate(text: str) -> bool:
    """Say whether a text has, somewhere, a word that may begin a predicate.

    >>> holds_predicate("Hằng quý, thống kê hồ sơ"), holds_predicate("Bộ phận Tài chính và Tín dụng")
    (True, False)
    """
    return next(_verbs(text[:1].lower() + text[1:], 0, len(text)), None) is not None


def starts_predicate(text: str) -> bool:
    """Say whether a text begins with what somebody is to do ("Tham mưu ...", "Chủ trì, phối hợp ...")."""
    lowered = text[:1].lower() + text[1:]
    return _predicates().match(lowered) is not None and _done().match(lowered) is None


@lru_cache(maxsize=1)
def _topics() -> re.Pattern[str]:
    return re.compile(either(_words()["topics"]) + r"(?!\w)", re.IGNORECASE)


def names_topic(heading: str) -> bool:
    """Say whether a heading names a matter ("Kinh phí thực hiện"), not somebody."""
    return _topics().match(heading.strip()) is not None
