"""What looks like a duty and lays none: a basis, an enacting formula, a criterion, what somebody may do or is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.extract.actors import actor_at, starts_predicate
from pipeline.extract.citations.find import type_pattern
from pipeline.extract.vocabulary import either, flat, starts_with, words
from pipeline.model import Section


def is_basis(text: str) -> bool:
    """Say whether a paragraph only names on what a document rests.

    >>> is_basis("Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;")
    True
    >>> is_basis("Căn cứ Kế hoạch này, xây dựng kế hoạch của đơn vị;")
    False
    """
    lead = _basis().match(text)
    if (
        lead is None
        or text.rstrip().endswith(":")
        or not (type_pattern().match(text, lead.end()) or text[lead.end() :].startswith("Hiến pháp"))
    ):
        return False
    behind = (comma.end() for comma in re.finditer(r",\s+", text))
    return not any(starts_predicate(text[place:]) or actor_at(text, place) for place in behind)


@lru_cache(maxsize=1)
def _basis() -> re.Pattern[str]:
    return re.compile(rf"\W{{0,3}}{either(words('silence', 'basis'))}\s+(?:các\s+)?")


def is_enacting(text: str, predicate: int) -> bool:
    """Say whether a clause is the formula with which a body issues the act at hand: "... ban hành Nghị quyết ..."."""
    issued = _ISSUES.match(text, predicate)
    return (
        issued is not None
        and text[issued.end() : issued.end() + 1].isupper()
        and bool(type_pattern().match(text, issued.end()))
    )


_ISSUES = re.compile(r"ban hành\s+(?:kèm theo\s+)?")


def begins_list(text: str) -> bool:
    """Say whether a block heads a list of cases, members or powers, none of which is a task.

    >>> begins_list("Hồ sơ bị trả lại trong các trường hợp sau:"), begins_list("Các phường thực hiện các việc sau:")
    (True, False)
    """
    return text.rstrip().endswith(":") and _listing().search(text.rstrip()) is not None


@lru_cache(maxsize=1)
def _listing() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?<!nhiệm vụ, )(?<!nhiệm vụ và ){either(words('silence', 'lists'))}[^:.;]{{0,40}}:$", re.IGNORECASE
    )


def is_notice(text: str, predicate: int) -> bool:
    """Say whether the sender closes with what the letter was for: "Văn phòng xin thông báo để các cơ quan biết./."."""
    closes = text.rstrip().endswith(("./.", "./"))
    return closes and re.match(r"(?:xin\s+)?(?:trân trọng\s+)?thông báo", text[predicate:]) is not None


def is_silent_section(sections: Sequence[Section], *, strong: bool) -> bool:
    """Say whether what stands in nested `sections` lays no duty; a `strong` predicate does also among powers."""
    beginnings = words("silence", "sections") + (() if strong else words("silence", "powers"))
    return any(starts_with(flat(section.heading), beginnings) for section in sections)


def is_bare_support(text: str) -> bool:
    """Say whether a text says with whom and not what: "Phối hợp với các sở, ngành có liên quan"."""
    return _SUPPORT.fullmatch(text.strip(" .;:")) is not None


_SUPPORT = re.compile(
    r"(?:Chủ trì,?\s+)?[Pp]hối hợp(?:\s+chặt chẽ)?\s+(?:với|cùng)\s+[^.;:]{0,120}(?:liên quan|đơn vị)"
)
