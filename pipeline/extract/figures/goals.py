"""Which quantities of a sentence are goals.

A goal is told by a word of aims before it ("phấn đấu", "chỉ tiêu"), by the heading or the lead above it, or, in a plan,
by the form of the clause: "bảo đảm 100% hồ sơ ...", "mỗi khu phố có ít nhất 01 tổ", "xếp hạng thuộc nhóm 5".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.figures.phrases import (
    clauses,
    is_bracketed,
    is_quoted,
    names_index,
    phrases,
    phrases_at_end,
)
from pipeline.extract.figures.quantities import Quantity, UnitKind, find_quantities


@dataclass(frozen=True, slots=True)
class Goal:
    """A quantity that is a goal, its clause, and the rule that told it."""

    quantity: Quantity
    start: int
    end: int
    rule: str


_NEAR = 160  # characters between a word of aims and the number that it is about


def find_goals(text: str, *, aimed: bool, planning: bool) -> list[Goal]:
    """Return the goals of one sentence.

    Args:
        text: the sentence.
        aimed: whether the heading or the lead above it says that goals follow.
        planning: whether the document plans, so that its duties set goals too.

    >>> [goal.rule for goal in find_goals("Phấn đấu 100% hồ sơ được số hóa.", aimed=False, planning=False)]
    ['aim']
    >>> find_goals("Đã có 12 xã đạt 100% chỉ tiêu.", aimed=True, planning=True)
    []
    """
    taken: list[tuple[Quantity, str]] = []
    for quantity in find_quantities(text):
        if taken and _is_within(text, taken[-1][0], quantity):
            continue
        rule = _rule(text, quantity, aimed=aimed, planning=planning)
        if rule and not _states_rule(text, quantity):
            taken.append((quantity, rule))
    if not taken or phrases("silent", "forms").search(text) or _reports_aims().search(text):
        return []
    spans = clauses(text, [quantity for quantity, _ in taken])
    return [
        Goal(quantity, start, end, rule)
        for (quantity, rule), (start, end) in zip(taken, spans, strict=True)
        if not _tells_of_past(text[start:end]) and not phrases("silent", "behind").search(text, quantity.end, end)
    ]


@lru_cache(maxsize=1)
def _reports_aims() -> re.Pattern[str]:
    """What reports the aims of another document: "Nghị quyết số 21-NQ/TW đặt mục tiêu ..."."""
    cited, aims = phrases("silent", "cited").pattern, phrases("aims", "verbs").pattern
    return re.compile(rf"{cited}(?:\s(?:số\s)?[\w/-]{{1,20}}){{0,3}}\s(?:đã\s)?{aims}", re.IGNORECASE)


def _states_rule(text: str, quantity: Quantity) -> bool:
    """Say whether what stands before a quantity, or the noun behind it, makes it a rule, a condition or a price."""
    start = max(0, text.rfind(";", 0, quantity.start) + 1)
    near = text[start : quantity.end + _NOUN]
    rule = phrases("silent", "rules").search(near)
    if rule is None:
        return False
    aim = _last_aim(near[: quantity.start - start])
    return aim is None or aim < rule.start() < quantity.start - start


def _last_aim(text: str) -> int | None:
    """Return where the last word of aims begins; "Chương trình mục tiêu quốc gia" holds none."""
    names = [name.span() for name in phrases("aims", "not_words").finditer(text)]
    aims = [
        aim.start()
        for aim in phrases("aims", "words").finditer(text)
        if not any(start <= aim.start() < end for start, end in names)
    ]
    return aims[-1] if aims else None


_NOUN = 20  # characters behind a number: the noun that it counts


def _tells_of_past(clause: str) -> bool:
    return phrases("silent", "past").search(clause) is not None


def _is_within(text: str, last: Quantity, quantity: Quantity) -> bool:
    """Say whether a quantity only goes on with the clause of the goal before it ("100% xã có ít nhất 01 mô hình")."""
    between = text[last.end : quantity.start]
    if ";" in between:
        return False
    marks = list(re.finditer(r"[,:]\s+|\s+(?:và|trong đó)\s+", between + " "))
    if not marks:
        return True
    *earlier, opening = (between[mark.end() :].strip() for mark in marks)
    if not opening or names_index(opening) or phrases("aims", "ensure", "found", "reach").match(opening):
        return False
    return not any(_opens_goal(part) for part in (*earlier, opening))


def _opens_goal(text: str) -> bool:
    """Say whether a text begins as the name of what is measured does, or aims at something."""
    return (phrases("aims", "each", "words").match(text) or phrases("subject", "heads").match(text)) is not None


def _rule(text: str, quantity: Quantity, *, aimed: bool, planning: bool) -> str | None:
    """Return the rule by which a quantity is a goal, None where it is none."""
    place = quantity.start
    if is_quoted(text, place) or (is_bracketed(text, place) and quantity.comparator is None):
        return None
    before = text[:place]
    near = before[-_NEAR:]
    aim = _last_aim(near) is not None and (planning or _is_aimed_at(before))
    if _is_comparison(text, quantity):
        return None
    if (aim or aimed) and _is_reached(near, quantity):
        return "aim" if aim else "heading"
    return _plain_rule(text, near, quantity) if planning else None


def _is_aimed_at(before: str) -> bool:
    """Say whether a word of aims commands ("phấn đấu") or opens the clause ("Chỉ tiêu 2: ..."), not a mere noun."""
    clause = before[before.rfind(";") + 1 :].lstrip(" -–+")
    opening = phrases("aims", "words").match(clause)
    return opening is not None or phrases("aims", "verbs").search(clause) is not None


def _is_comparison(text: str, quantity: Quantity) -> bool:
    """Say whether a share compares with what was planned or reached before: "đạt 97% kế hoạch"."""
    behind = phrases("subject", "compared").match(text[quantity.end : quantity.end + _NEAR].lstrip())
    if quantity.kind is not UnitKind.PERCENT or behind is None or quantity.value == "100":
        return False
    return phrases_at_end("subject", "changes").search(text[: quantity.start]) is None


def _is_reached(before: str, quantity: Quantity) -> bool:
    """Say whether a quantity among goals is one, by its unit and by the words right before it."""
    kind = quantity.kind
    if kind is UnitKind.POINT and quantity.comparator is None:
        return phrases_at_end("aims", "reach").search(before) is not None
    if kind in {UnitKind.PERCENT, UnitKind.RANK, UnitKind.POINT}:
        return True
    if kind is UnitKind.TIME:
        return "thời gian" in before.lower() and quantity.comparator in {"<=", "<"}
    if kind is None:
        return names_index(before) and phrases_at_end("aims", "ensure").search(before) is not None
    if quantity.comparator in {">=", ">"}:
        return True
    return phrases_at_end("aims", "reach").search(before) is not None or not before.strip(" -–")


def _plain_rule(text: str, before: str, quantity: Quantity) -> str | None:
    """Return the rule by which a clause of a plan sets a goal without a word of aims."""
    kind = quantity.kind
    opening = re.split(r"[;:.]\s|,\s", before)[-1].strip()
    if kind is UnitKind.RANK:
        ordered = phrases("aims", "assure").match(f"{opening} {text[quantity.start : quantity.end]}".strip())
        return "rank" if ordered or names_index(before) else None
    if kind is UnitKind.POINT:
        return "index" if names_index(before) and quantity.comparator in {">=", ">"} else None
    if kind is UnitKind.PERCENT:
        return _share_rule(opening, before, quantity)
    if kind is UnitKind.COUNT and (quantity.comparator == ">=" or _is_range(quantity, opening)):
        return _least_rule(text, opening, quantity)
    return None


def _is_range(quantity: Quantity, opening: str) -> bool:
    """Say whether a plain count leaves a choice: "lựa chọn từ 2 đến 3 trường"."""
    return quantity.comparator is None and quantity.low != quantity.high and opening.endswith("từ")


def _share_rule(opening: str, before: str, quantity: Quantity) -> str | None:
    """Read "bảo đảm 100% hồ sơ ...", "duy trì tỷ lệ ... trên 98%"; a plain "đạt 81%" may be what is reached already."""
    whole = quantity.value == "100" and quantity.comparator is None
    least = quantity.comparator in {">=", ">"}
    ensured = phrases("aims", "ensure").match(opening) is not None
    if not (whole or least):
        leads = phrases("aims", "assure").match(opening) and phrases_at_end("aims", "ensure").search(opening)
        return "share" if leads and quantity.comparator is None else None
    if not opening or ensured or phrases_at_end("aims", "ensure").search(opening):
        return "share"
    if least and names_index(before):
        return "index"
    return "share" if whole and phrases_at_end("aims", "whole").search(opening) else None


def _least_rule(text: str, opening: str, quantity: Quantity) -> str | None:
    """Read "mỗi khu phố có ít nhất 01 tổ"; who is to come to a meeting, and how many, is no goal."""
    if phrases("silent", "persons").match(quantity.unit or "") and phrases("silent", "events").search(text):
        return None
    if phrases("aims", "each").search(opening):
        return "least"
    verb = opening.removesuffix("từ").rstrip()
    condition = verb != opening and phrases_at_end("aims", "has").search(verb)  # "xã có từ 15 hộ trở lên"
    return "least" if phrases_at_end("aims", "found").search(verb) and not condition else None


def grades(texts: Sequence[str]) -> bool:
    """Say whether some headings or leads announce marks and conditions ("Tiêu chí xếp loại"), not goals.

    >>> grades(["Tiêu chí xếp loại đơn vị"]), grades(["Mục tiêu cụ thể"])
    (True, False)
    """
    return any(len(text) <= _LONGEST_HEADING and phrases("silent", "headings").search(text) for text in texts)


_LONGEST_HEADING = 150  # characters
_OPENING = 45  # characters of a heading or a lead, at its start and its end, that say what it announces
_LONGEST_LEAD = 260  # characters; what is longer is no heading but a paragraph


def says_goals(texts: Sequence[str]) -> bool:
    """Say whether headings and leads, the nearest first, announce goals ("Mục tiêu cụ thể", "phấn đấu đạt ...:").

    One that announces other work ("Giải pháp", "Tình hình") ends what stands above it.

    >>> says_goals(["MỤC TIÊU, CHỈ TIÊU"]), says_goals(["Đánh giá mục tiêu chất lượng"])
    (True, False)
    """
    for text in texts:
        if not text or len(text) > _LONGEST_LEAD:
            continue
        if any(phrases("aims", "headings").search(part) for part in (text[:_OPENING], text[-_OPENING:])):
            return phrases("aims", "not_headings").search(text) is None
        if phrases("aims", "scope_ends").match(text):
            return False
    return False
