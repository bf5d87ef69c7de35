"""Lists of citations: each number gets the type and issuer that its list names once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.citations.find import Citation, NumberForm, type_names, type_pattern
from pipeline.extract.citations.issuer import issuer_before, issuer_end
from pipeline.extract.structure.blocks import BlockKind
from pipeline.language import fold

_LIST_HEAD = re.compile(r"\b(?:các|những)\s+", re.IGNORECASE)
_OF = re.compile(r"\s+của\s+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"\.(?=\s+[A-ZĐ])|;\s+(?=[^;.]{1,60}(?:đã )?ban hành\b)|$")
_SAME_DAY = re.compile(r"\s*,?\s*(?:đều\s+)?cùng\s+ngày\s", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:các|những|hai|ba)\s+(?:\S+\s+){0,4}(?:số\s*:?\s*)?$", re.IGNORECASE)
LINK = re.compile(r"\s*[,;]?\s*(?:và|cùng)?\s*", re.IGNORECASE)


def with_lists(text: str, citations: Sequence[Citation], kind: BlockKind) -> tuple[Citation, ...]:
    """Give each number of a list the type and issuer that its list names once."""
    typed = _share_types(text, citations, kind)
    return _share_issuers(text, _share_days(text, _under_list_heads(text, typed)))


def _share_types(text: str, citations: Sequence[Citation], kind: BlockKind) -> list[Citation]:
    found: list[Citation] = []
    for citation in citations:
        if citation.doc_type is None and kind not in {BlockKind.FOOTNOTE, BlockKind.HEADER}:
            last = found[-1] if found else None
            listed = last is not None and last.doc_type is not None and LINK.fullmatch(text, last.end, citation.start)
            named = last.doc_type if last and listed and _is_like(citation, last) else None
            if citation.says_number or listed:
                citation = replace(citation, doc_type=named or citation.implied_type)  # noqa: PLW2901
        found.append(citation)
    return found


def _is_like(citation: Citation, last: Citation) -> bool:
    """Say whether a number may be of the type before it: one that says its body only is no decision but a letter."""
    whole = citation.form in {NumberForm.FULL, NumberForm.PLAIN, NumberForm.PARTY}
    return citation.implied_type == last.implied_type or (citation.implied_type is None and not whole)


def _under_list_heads(text: str, citations: Sequence[Citation]) -> list[Citation]:
    """Read "các Nghị định của Chính phủ: số ...; Nghị định số ...": it holds for all of that type in the sentence.

    The body may stand before the list too: "ý kiến của Thường trực HĐND tỉnh tại các Công văn: số ...".
    """
    found = list(citations)
    for lead in _LIST_HEAD.finditer(text):
        named = type_pattern().match(text, lead.end())
        if named is None:
            continue
        owner = _OF.match(text, named.end())
        end = issuer_end(text, owner.end()) if owner else named.end()
        if end is None or text[end : end + 2].strip() != ":":
            continue
        issuer = (owner.end(), end) if owner else issuer_before(text, named.start(), 0)
        name = type_names()[fold(re.sub(r"\s+", " ", named.group()))]
        stop = _SENTENCE_END.search(text, end)
        for index, citation in enumerate(found):
            within = end <= citation.start < (stop.start() if stop else len(text))
            if within and citation.doc_type in {None, name} and citation.implied_type in {None, name}:
                found[index] = replace(citation, doc_type=name, issuer=citation.issuer or issuer)
    return found


def _share_days(text: str, citations: Sequence[Citation]) -> list[Citation]:
    """Give both of two neighbours the day that stands behind the second, where it holds for both.

    It says so ("số 4/QĐ-UBND và số 5/QĐ-UBND cùng ngày"), or both stand under one name ("các Quyết định số 4, 5 ngày").
    """
    found = list(citations)
    for index in range(len(found) - 2, -1, -1):
        one, other = found[index], found[index + 1]
        under_one_name = (
            type_pattern().match(text, other.start) is None and _PLURAL.search(text, 0, one.start) is not None
        )
        shared = other.day is not None and (under_one_name or _SAME_DAY.match(text, other.number_end) is not None)
        if one.day is None and shared and _neighbours(text, one, other):
            found[index] = replace(one, day=other.day)
    return found


def _share_issuers(text: str, citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Give neighbours joined by a comma or "và" the issuer that only one of them has."""
    found = list(citations)
    for index in range(len(found) - 2, -1, -1):
        one, other = found[index], found[index + 1]
        alike = one.bodies == other.bodies and one.doc_type == other.doc_type
        if one.issuer is None and other.issuer and not other.issuer_ahead and alike and _neighbours(text, one, other):
            found[index] = replace(one, issuer=other.issuer)
    for index in range(1, len(found)):
        one, other = found[index - 1], found[index]
        alike = one.bodies == other.bodies or ";" not in text[one.end : other.start]
        if other.issuer is None and one.issuer and one.issuer_ahead and alike and _neighbours(text, one, other):
            found[index] = replace(other, issuer=one.issuer, issuer_ahead=True)
    return tuple(found)


def _neighbours(text: str, one: Citation, other: Citation) -> bool:
    return one.end <= other.start and LINK.fullmatch(text, one.end, other.start) is not None
