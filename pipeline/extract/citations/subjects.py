"""What a cited document is about, as the sentence says it behind citation and issuer.

"Kế hoạch số 5/KH-UBND ngày ... của Ủy ban nhân dân quận **về cải cách hành chính năm 2024**; ...". A subject may hold
another citation ("sửa đổi, bổ sung Quyết định số ..."): that one is nested in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.citations.articles import article_before
from pipeline.extract.citations.find import Citation, citation_words, type_pattern
from pipeline.extract.citations.issuer import issuer_end, issuer_head
from pipeline.extract.vocabulary import any_of, either
from pipeline.language import fold

_LONGEST = 600  # characters
_CLAUSE = re.compile(r",\s|\s(?=(?:và|để|nhằm|trong|theo|của|cho|tại|về)\s)")
_SHORTEST = 6
_FEWEST = 3  # words
_TITLE = re.compile(r"\s(?=[A-ZĐ][a-zà-ỹ]{1,6}\s[a-zà-ỹđ])")
_CHANGED = r"(?:da\s)?duoc\s(?:sua doi|bo sung)(?:,\sbo sung)?(?:\smot so dieu)?\s(?:boi|bang|theo|tai)"
_MOST_NESTED = 20  # citations in one subject


@dataclass(frozen=True, slots=True)
class Subject:
    """`text[start:end]` says what a document is about."""

    start: int
    end: int


def _alternatives(entry: str) -> str:
    return either(citation_words()["subject"][entry])


@lru_cache(maxsize=2)
def _lead(*, behind_issuer: bool) -> re.Pattern[str]:
    leads = _alternatives("leads")
    own = rf"|\s(?P<behind>{_alternatives('leads_behind_issuer')})" if behind_issuer else ""
    alias = rf"(?:\s?\((?:{_alternatives('alias')})[^()]{{0,120}}\))?"
    return re.compile(rf"{alias}(?:[\s,]{{0,3}}[“\"]?(?:noi dung\s)?(?P<lead>{leads}){own})(?!\w)")


@lru_cache(maxsize=1)
def _bound() -> re.Pattern[str]:
    ends = "|".join(re.escape(end) for end in citation_words()["subject"]["ends"])
    effects = citation_words()["effect"]
    over = [phrase for phrase in effects["expires"] if not phrase.startswith("bi ")] + effects["replaced_by"]
    expires = "|".join(re.escape(phrase) for phrase in over)
    return re.compile(
        rf"[;|\n]|:(?=\s|$)|\.(?=\s|$|/)|/\.|\((?:\d{{1,2}}\)|{_alternatives('alias')}|{_alternatives('asides')})|\)"
        rf"|(?P<comma>,)\s(?:(?={ends})|(?P<body>(?=\w)))"
        rf"|(?<=\s)(?=(?:{expires}|{_CHANGED}|{_alternatives('bounds')})(?!\w))"
    )


@lru_cache(maxsize=1)
def _joined() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_alternatives('joins')})\s*$")


@lru_cache(maxsize=1)
def _speaks() -> re.Pattern[str]:
    return any_of(tuple(citation_words()["subject"]["bodies_say"]))


def subject_after(text: str, folded: str, citation: Citation, others: Sequence[Citation]) -> Subject | None:
    """Return what the document of `citation` is about.

    Args:
        text: the text that holds it.
        folded: `flat(text)`.
        citation: the citation.
        others: the citations of the same text, in order.
    """
    lead = _lead(behind_issuer=citation.issuer is not None and not citation.issuer_ahead).match(folded, citation.end)
    start = lead.start(lead.lastgroup or 0) if lead else _bare_title(text, folded, citation)
    if start is None:
        return None
    end = _end(text, folded, start, others)
    bare = lead is not None and end <= lead.end() + len(" cho")  # "thay thế cho" and the act that it is done to
    return Subject(start, end) if len(text[start:end].split()) >= _FEWEST and not bare else None


def _bare_title(text: str, folded: str, citation: Citation) -> int | None:
    """Return where a title begins right behind the issuer, told by its capital: "của Chính phủ Ứng dụng ..."."""
    if citation.issuer is None or citation.issuer_ahead or citation.end != citation.issuer[1]:
        return None
    title = _TITLE.match(text, citation.end)
    if title is None or type_pattern().match(text, title.end()) or issuer_head(text, title.end()):
        return None
    if _basis().match(folded, title.end()):
        return None
    return title.end()


@lru_cache(maxsize=1)
def _basis() -> re.Pattern[str]:
    basis = "|".join(re.escape(fold(words)) for words in citation_words()["relation"]["basis"])
    return re.compile(rf"(?:{basis})(?!\w)")


def subject_of_words(text: str, start: int, end: int) -> Subject | None:
    """Return the subject in `text[start:end]`, which is known to end there (a footnote mark stands behind it)."""
    words = text[start:end]
    first = start + len(words) - len(words.lstrip(" ,"))
    last = start + len(words.rstrip(" ,;"))
    return Subject(first, last) if _SHORTEST <= last - first <= _LONGEST else None


def _end(text: str, folded: str, start: int, others: Sequence[Citation]) -> int:
    limit = min(len(text), start + _LONGEST)
    place = start
    cut = limit
    following = iter(others[bisect_right(others, start, key=lambda other: other.start) :][:_MOST_NESTED])
    while place < limit:
        bound = _next_bound(text, folded, start, place, limit)
        stop = bound if bound is not None else limit
        inside = next((other for other in following if place <= other.start), None)
        if inside is None or inside.start >= stop:
            cut = stop
            break
        goes_on = place > start and _is_of_title(text, folded, (start, place), inside)
        article = article_before(text, inside.start, start)
        opens = article[0] if article else inside.start
        if not goes_on and not _joined().search(folded, max(start, opens - 40), opens):
            cut = _before_citation(text, start, opens)
            break
        place = cut = inside.end
    if cut >= limit < len(text):
        cut = _at_clause(text, start, limit)
    if then := _THEN.search(text, start, cut):
        cut = then.start()
    cut = start + len(text[start:cut].rstrip(" ,;:.–-("))
    return _closed(text, start, cut)


_THEN = re.compile(r"\s(?=thì\s)")  # not "thi" of "thi hành"
_LISTED = re.compile(r"\s+và\s+(?:các\s+)?")
"""What joins a second nested citation; the last of a list around it is told by that list's semicolons."""


def _is_of_title(text: str, folded: str, read: tuple[int, int], inside: Citation) -> bool:
    """Say whether a citation joined by "và" belongs to the title that holds the one before it, not to the list around.

    It does where that list goes on with semicolons, or where a paragraph of a list begins with an amending act.
    `read` is where the title begins and how far it was read: to the end of the one before.
    """
    start, place = read
    if _LISTED.fullmatch(text, place, inside.start) and text.find(";", inside.end) > 0:
        return True
    if not folded.startswith("sua doi", start) or start > _OPENS_ITEM or _ITEM.match(text) is None:
        return False
    return _LAST_AND.search(text, place, inside.start) is not None


_LAST_AND = re.compile(r"\s+và\s+(?:các\s+)?$")
_OPENS_ITEM = 150  # characters: number, date and issuer of the first document
_ITEM = re.compile(r"\s*[a-zđ]\s?[.)]\s")


def _at_clause(text: str, start: int, limit: int) -> int:
    """Return where a subject is cut that runs on too long: before its last clause, else after a whole word."""
    clauses = [found.start() for found in _CLAUSE.finditer(text, start + (limit - start) // 2, limit)]
    return clauses[-1] if clauses else text.rfind(" ", start, limit)


def _closed(text: str, start: int, end: int) -> int:
    """Return the end before a bracket that is not closed, or a closing quotation mark that was not opened."""
    if text.count("(", start, end) > text.count(")", start, end):
        end = text.rfind("(", start, end)
        return start + len(text[start:end].rstrip(" ,;:."))
    depth = 0
    for place in range(start, end):
        depth += (text[place] == "“") - (text[place] == "”")
        if depth < 0:
            return start + len(text[start:place].rstrip(" ,;:."))
    if depth == 0 and text[start:end].count('"') == 1 and text[end - 1] == '"':
        return end - 1
    return end


def _before_citation(text: str, start: int, place: int) -> int:
    """Return where a subject ends before the next citation of a list: without "và" and what leads to the citation."""
    lead = re.search(r"(?:[\s,;]|\b(?:và|cùng|các|theo|tại|Căn cứ|căn cứ))+$", text[start:place])
    return start + lead.start() if lead else place


def _goes_on(folded: str, start: int, place: int) -> bool:
    """Say whether a title goes on behind its semicolon: "quy định ...; quy định ...", "...; việc ..."."""
    if folded.startswith((" viec ", " nguyen tac "), place):
        return True
    again = _AGAIN.match(folded, place)
    return again is not None and again["lead"] in folded[start:place]


_AGAIN = re.compile(r"\s(?P<lead>(?:quy|huong|phe)\s(?:dinh|dan|duyet))\s")


def _next_bound(text: str, folded: str, start: int, place: int, limit: int) -> int | None:
    opened = 0
    for bound in _bound().finditer(folded, place, limit):
        if bound.group() == ")":
            if folded.count("(", place, bound.start()) > opened:
                opened += 1  # closes a bracket that the subject opened
                continue
        elif bound.group() == ";":
            if _goes_on(folded, start, bound.end()):
                continue
        elif bound["body"] is not None and not _body_speaks(text, folded, bound.end()):
            continue
        return bound.start()
    return None


def _body_speaks(text: str, folded: str, place: int) -> bool:
    """Say whether a new clause begins at `place`: a body that says or does something ("UBND quận ban hành ...")."""
    if not text[place : place + 1].isupper():
        return False
    end = issuer_end(text, place)
    return end is not None and _speaks().match(folded[end + 1 : end + 30]) is not None
