"""What a level-1 section is about: by the words of its heading, or, for a numbered paragraph, by what it does."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.actors import actor_at, starts_actor, starts_predicate
from pipeline.extract.structure.layout import mostly_capitals
from pipeline.extract.vocabulary import any_of, flat, starts_with, table, words
from pipeline.model import SectionKind

_ORDERS = (None, "Công văn", "Chỉ thị", "Công điện")  # their numbered paragraphs order something
_CONCLUDES = ("Thông báo", "Kết luận")  # what was decided at a meeting: some of their paragraphs order something
_CALL = re.compile(r"(?:Giao|Đề nghị|Yêu cầu|Đối với)\s+(?:cho\s+)?", re.IGNORECASE)
_BASED = re.compile(r"(?:Căn cứ|Theo|Thực hiện|Trên cơ sở|Để)\s")
_CALL_WITHIN = re.compile(r"[,:;]\s+(?:giao|(?:kính )?đề nghị|yêu cầu)\s+(?:cho\s+)?")
_TITLE_CHARACTERS = 70  # a longer heading in small letters is a sentence

_PLANNED = re.compile(r"\b(?:chi|muc) tieu\b.*\b(?:ke hoach|nam \d{4}|giai doan|thoi gian toi)\b")
"""Goals in the heading of a report: those of the time to come."""


@cache
def _patterns(form: str) -> tuple[tuple[SectionKind, re.Pattern[str]], ...]:
    return tuple((kind, any_of(tuple(phrases))) for kind, phrases in table("section_kinds")[form].items())


def section_kind(heading: str, text: str, doc_type: str | None, *, article: bool = False) -> SectionKind:
    """Return the kind of a level-1 section (no annex) with `heading`, whose numbered paragraph or title is `text`.

    >>> section_kind("NỘI DUNG - HÌNH THỨC THỰC HIỆN", "", "Kế hoạch"), section_kind("PHÂN CÔNG", "", None)
    ('noi_dung', 'to_chuc_thuc_hien')
    """
    folded = flat(heading)
    short = len(heading) <= _TITLE_CHARACTERS and (len(text) <= len(heading) + 3 or text[len(heading)] in ":;")
    capitals = mostly_capitals(heading)
    told = not article and not capitals and doc_type in _ORDERS
    if not capitals and doc_type != "Báo cáo" and _opens(folded, "khac") and not (told and _opens(folded, "nhiem_vu")):
        return "khac"
    if not capitals and (call := _CALL.match(heading)) and starts_actor(heading, call.end()):
        return "to_chuc_thuc_hien"
    if short and starts_actor(heading):
        return "to_chuc_thuc_hien"  # the name of a body: what follows are its duties
    tells = told and starts_predicate(heading)  # an order: the words of titles within it are its objects
    kind = _first(folded, "titles") if (short or capitals) and not tells else None
    if kind is None and short and starts_with(folded, words("bodies", "heads")):
        return "to_chuc_thuc_hien"
    if kind is None and not article and not starts_actor(heading) and _opens(folded, "kinh_phi"):
        return "kinh_phi"
    if kind is None:
        named = told and (starts_actor(heading) or _opens(folded, "to_chuc_thuc_hien") or _calls_within(text))
        named = named or (doc_type in _CONCLUDES and actor_at(heading) is not None)
        otherwise: SectionKind = "nhiem_vu" if told else "ket_qua" if doc_type == "Báo cáo" else "khac"
        kind = "to_chuc_thuc_hien" if named else _by_deed(folded, flat(text), otherwise, report=doc_type == "Báo cáo")
    planned = kind == "nhiem_vu" or (kind == "muc_dich" and _PLANNED.search(folded))
    if doc_type == "Báo cáo" and planned:
        return "phuong_huong"  # what a report still has to do is its outlook
    return kind


def _calls_within(text: str) -> bool:
    """Say whether a paragraph orders somebody behind a clause: "Căn cứ ..., đề nghị Sở Nội vụ ..."."""
    return _BASED.match(text) is not None and any(
        starts_actor(text, call.end()) for call in _CALL_WITHIN.finditer(text)
    )


def _first(folded: str, form: str) -> SectionKind | None:
    """Return the kind whose phrase stands first in a heading; of two at one place the longer phrase wins."""
    found = [
        (match.start(), -len(match[0]), kind) for kind, pattern in _patterns(form) if (match := pattern.search(folded))
    ]
    return min(found)[2] if found else None


def _opens(folded: str, wanted: SectionKind) -> bool:
    return any(pattern.match(folded) for kind, pattern in _patterns("opening") if kind == wanted)


def _by_deed(heading: str, text: str, otherwise: SectionKind, *, report: bool) -> SectionKind:
    """Return the kind of a sentence: what it says first, then its heading, then the rest of the paragraph.

    What a report tells of is a task only where it begins with one: "Tiếp tục ...".
    """
    if report:
        begins = (kind for kind, pattern in _patterns("sentences") if pattern.match(heading))
        return next(begins, otherwise)
    ends = any(pattern.search(heading) for kind, pattern in _patterns("sentences") if kind == "khac")
    if not ends and _opens(heading, "to_chuc_thuc_hien"):
        return "to_chuc_thuc_hien"
    for kind, pattern in _patterns("sentences"):
        if pattern.search(heading):
            return kind
    for kind, pattern in _patterns("sentences"):
        if kind in {"khac", "to_chuc_thuc_hien"} and pattern.search(text):
            return kind
    return otherwise
