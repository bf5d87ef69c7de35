"""Lead-ins: what tells whom the items below it bind, and says little else ("Phòng Nội vụ có trách nhiệm:")."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.actors import actor_at, clause_end, starts_actor, starts_predicate
from pipeline.extract.duties.clauses import orders as order_words
from pipeline.extract.duties.clauses import role_of
from pipeline.extract.vocabulary import either
from pipeline.model import Role


@lru_cache(maxsize=1)
def _lead_in() -> re.Pattern[str]:
    said = either([*order_words()["lead_in"], *order_words()["fillers"]])
    return re.compile(rf"(?:[\s,;]*{said})*\W*", re.IGNORECASE)


def without_fillers(predicate: str) -> str:
    """Return a predicate without what a lead-in says beside its task ("theo chức năng, nhiệm vụ cần ...")."""
    said = _lead_in().match(predicate)
    return predicate[said.end() :] if said else predicate


@lru_cache(maxsize=1)
def _leading_on() -> re.Pattern[str]:
    words = order_words()
    verbs, things, ends = (either(words[name]) for name in ("lead_on_verbs", "lead_on_things", "lead_on_ends"))
    adverbs = either(words["fillers"] + ["khẩn trương"])
    return re.compile(
        rf"[,;]?(?:\s+và)?(?:\s+{adverbs}){{0,3}}(?:\s+{verbs})?(?:\s+(?:có hiệu quả|hiệu quả|tốt|đồng bộ))?"
        r"(?:,?\s+(?:một số|các|những|với các))?"
        rf"(?:\s+{things})?\s+{ends}\s*:$"
    )


def without_leading_on(text: str) -> str:
    """Return a sentence without the words that only lead to what stands below it.

    >>> without_leading_on("yêu cầu các phường rà soát hộ nghèo và khẩn trương triển khai các nội dung sau:")
    'yêu cầu các phường rà soát hộ nghèo'
    """
    whole = text.rstrip()
    found = _leading_on().search(whole, max(0, len(whole) - _LONGEST_LEAD))
    return whole[: found.start()] if found else whole.rstrip(" :")


def leads_on(text: str) -> bool:
    """Say whether a sentence ends by leading to what stands below it ("... thực hiện các nội dung sau:")."""
    return without_leading_on(text) != text.rstrip(" :")


_DIRECTS = re.compile(r"(?:chỉ đạo|hướng dẫn|phối hợp(?:\s+với)?|đôn đốc|kiểm tra|(?:,|\s+và)\s+|\s+)+")


def only_directs(predicate: str) -> bool:
    """Say whether a predicate without its lead-in names no more than whom to direct ("chỉ đạo các ngân hàng")."""
    verbs = _DIRECTS.match(predicate)
    return verbs is not None and starts_actor(predicate, verbs.end()) and actor_at(predicate, verbs.end()) is None


_LONGEST_LEAD = 120  # characters


def says_no_more(text: str, predicate: int) -> bool:
    """Say whether a sentence that ends with a colon only leads in: "chủ trì, thực hiện:", "phối hợp với X:"."""
    if not text.rstrip().endswith(":"):
        return False
    with_whom = re.compile(r"(?:chủ trì,?\s+)?phối hợp(?:\s+chặt chẽ)?\s+(?:với|cùng)\s+").match(text, predicate)
    if with_whom and starts_actor(text, with_whom.end()) and actor_at(text, with_whom.end()) is None:
        return True
    return _lead_in().fullmatch(text, predicate) is not None


_CALLS = re.compile(
    r"(?P<ask>(?:Kính )?[Đđ]ề nghị)\s+|(?:Giao|Yêu cầu|Trách nhiệm của|Nhiệm vụ(?:(?:,| và) quyền hạn)? của|Đối với)\s+"
)
_LISTS = re.compile(r"\s(?:bao )?gồm(?!\w)")  # "Ủy ban nhân dân cấp xã bao gồm:" names who belongs to it
_LONGEST_NAME = 300  # characters
_LONG_NAME = 150  # characters: one so long is cut before what its brackets explain


def _is_about(call: re.Match[str]) -> bool:
    """Say whether a call only names whom it concerns ("Đối với các sở có hệ thống triển khai tới cấp xã:")."""
    return call.group().startswith(("Đối với", "Trách nhiệm", "Nhiệm vụ"))


def calls_upon(text: str, start: int) -> bool:
    """Say whether a heading begins by calling upon somebody ("Đề nghị các doanh nghiệp ...", "Giao Sở Nội vụ")."""
    return _CALLS.match(text, start) is not None


def named_actor(text: str, start: int, *, is_title: bool = False) -> tuple[str, Role, int] | None:
    """Return the actor that a heading names and nothing else, its role, and where text behind its colon begins.

    Of a title the whole is a name, whatever verbs it holds ("Các khoa tham gia khảo sát").

    >>> named_actor("Đề nghị UBMTTQ xã và các chi hội", 0)
    ('UBMTTQ xã và các chi hội', 'de_nghi', 32)
    >>> named_actor("Phòng Nội vụ tham mưu ban hành kế hoạch", 0) is None
    True
    """
    call = _CALLS.match(text, start)
    place = call.end() if call else start
    if not starts_actor(text, place):
        return None
    end = clause_end(text, place)
    rest = end + len(text[end:]) - len(text[end:].lstrip(" .:;"))
    found = actor_at(text[:end], place)
    if found and not says_no_more(text[:end] + ":", found.predicate):
        leads_in = text[end:].strip() == ":"
        if not (is_title or (call and _is_about(call) and leads_in)):
            return None
        if not leads_in or (call and _is_about(call)):
            found = None  # the verb belongs to the name ("Các khoa tham gia khảo sát")
    if rest < len(text) and (found or not starts_predicate(text[rest:])):
        return None  # a sentence, or a list of names
    name_end = found.end if found else end
    if name_end - place > _LONGEST_NAME:
        return None
    if _LISTS.search(text, place, name_end):
        return None
    role: Role = role_of(text[:end], found.predicate) if found else "thuc_hien"
    name = re.split(r"\s+(?:trong việc|trong công tác|về việc|đối với)\s", text[place:name_end])[0]
    name = name.split(" (sau đây", maxsplit=1)[0]
    if len(name) > _LONG_NAME:
        name = name.split(" (", maxsplit=1)[0]
    return name.strip(" :;"), "de_nghi" if call and call["ask"] else role, rest
