"""Clauses that tell somebody to report: the place of the verb, the addressee, the way and the form.

Works on plain strings; offsets are those of the string given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from pipeline.extract.actors import starts_actor, starts_predicate
from pipeline.extract.dates import find_recurrences
from pipeline.extract.vocabulary import any_of, either, table


@dataclass(frozen=True, slots=True)
class ReportClause:
    """`text[start:end]` tells to report; `verb` is where it says so."""

    start: int
    end: int
    verb: int
    to: str | None
    through: str | None
    form: str | None


def _words(section: str) -> dict[str, list[str]]:
    entries: dict[str, list[str]] = table("reporting")[section]
    return entries


@lru_cache(maxsize=1)
def _site() -> re.Pattern[str]:
    """Return the pattern of "báo cáo" with what makes it a duty before it, told apart by the group that matched."""
    verb = _words("verb")
    send, make, regime = either(verb["send"]), either(verb["make"]), either(verb["regime"])
    return re.compile(
        rf"(?<!\w)(?:(?P<send>{send})\s+(?:(?:các|bản|dự thảo|văn bản|kết quả)\s+)?"
        rf"|(?P<regime>{regime})\s+(?:chế độ\s+)?(?:thông tin,?\s+)?(?:việc\s+)?"
        rf"|(?P<make>{make})\s+(?:các\s+|dự thảo\s+)?)?(?!{either(verb['never'])}(?!\w))(?P<report>báo cáo)(?!\w)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(_words('verb')['before'])},?\s+$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _noun_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(_words('verb')['nouns_before'])}\s+$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _told() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:$|[,;.:(]|{either(_words('verb')['told'])}(?!\w))", re.IGNORECASE)


@lru_cache(maxsize=1)
def _others() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(_words('verb')['others'])}(?!\w)(?!\s+(?:và|dõi)\s)[^,;]*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _purpose() -> re.Pattern[str]:
    return any_of(_words("verb")["purpose"])


_MOST_SITES = 12  # no clause says "báo cáo" more often
_FAR = 400  # characters
_CLAUSE_END = re.compile(r";\s+|\.\s+(?=[^\W\d_])")


def find_report_clauses(text: str, begin: int = 0) -> Iterator[ReportClause]:
    """Yield the clauses of a duty that tell to report.

    Args:
        text: the words of the duty.
        begin: where its predicate begins, behind the actor.

    >>> clause = next(find_report_clauses("Tổng hợp, báo cáo UBND quận (qua Phòng Nội vụ) theo mẫu số 2."))
    >>> clause.to, clause.through, clause.form
    ('UBND quận', 'Phòng Nội vụ', 'theo mẫu số 2')
    """
    if "báo cáo" not in text.lower():
        return
    start = begin
    for end in [*(found.end() for found in _CLAUSE_END.finditer(text, begin)), len(text)]:
        clause = text[: len(text[:end].rstrip(" ;:./"))]
        for site in islice(_site().finditer(clause, start), _MOST_SITES):
            if _tells(clause, start, site):
                yield _read(clause, 0 if start == begin else start, site)
                break
        start = end


def _tells(clause: str, start: int, site: re.Match[str]) -> bool:
    """Say whether "báo cáo" is what the actor must do, not a thing, nor what others do."""
    before = clause[max(start, site.start() - _FAR) : site.start()]
    other = _others().search(before)
    if other and _OWN_ACT.match(other.group()) and _addressee(clause, site.end()):
        other = None
    if _purpose().search(before) or other or _HANDED_ON.search(before):
        return False
    if site["make"]:
        meant = frequency_of(clause[start:]) or _addressee(clause, site.end()) or _form(clause, site.end(), None)
        return meant is not None
    placed = _leads_up(before)
    if site["send"] or site["regime"]:
        return placed or before.rstrip().endswith(",")
    if _gathers().search(before) and _body(clause, site.end() + 1):
        return True
    return _told_by_verb(clause, site) and (placed or _behind_comma(clause, before, site))


_OWN_ACT = re.compile(r"(?:kiểm tra|xem xét)\s.*\svà\s+$", re.IGNORECASE | re.DOTALL)
"""Who checks something "và báo cáo kết quả về ..." reports it too."""

_CLOSED = re.compile(r"\([^()]*\)\s*$")


def _leads_up(before: str) -> bool:
    """Say whether only a manner or a rhythm stands right before the verb: "định kỳ hằng quý (trước ngày 15) ..."."""
    before = _CLOSED.sub("", before)
    if not before.strip(" -+–") or _before().search(before):
        return True
    return any(found.end == len(before.rstrip()) for found in find_recurrences(before))


@lru_cache(maxsize=1)
def _gathers() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(_words('verb')['gathers'])}(?!\w)[^,;]{{1,100}}$", re.IGNORECASE)


def _told_by_verb(clause: str, site: re.Match[str]) -> bool:
    """Say whether what follows "báo cáo" is what is reported, or to whom; "tổng hợp báo cáo" may collect reports."""
    to_body = _body(clause, site.end() + 1) is not None
    if _COLLECTS.search(clause[: site.start()]):
        return to_body or _RESULTS.match(clause, site.end()) is not None
    return to_body or (_told().match(clause, site.end()) is not None and not _states().match(clause, site.end()))


@lru_cache(maxsize=1)
def _states() -> re.Pattern[str]:
    return re.compile(rf"(?:\s+\w+){{0,8}}\s+{either(_words('verb')['states'])}\s", re.IGNORECASE)


_HANDED_ON = re.compile(r"(?<!\w)(?:về|gửi|cho|đến|tới)\s+(?=[^\W\d_])[^,;]{3,120}\s+tổng hợp,?\s*$")
"""Who is told collects and reports: "phản ánh về Sở Y tế tổng hợp, báo cáo UBND tỉnh"."""

_COLLECTS = re.compile(r"tổng hợp\s+$", re.IGNORECASE)
_RESULTS = re.compile(r"\s+(?:kết quả|tình hình|tiến độ|về\s|cho\s|với\s|gửi\s|trước\s|trình\s)|\s*$")


_ONE_OF_REPORTS = re.compile(r"báo cáo\s[^,;]{1,60},\s*$", re.IGNORECASE)


def _behind_comma(clause: str, before: str, site: re.Match[str]) -> bool:
    """Say whether "báo cáo" behind a comma goes on with acts, not a list of papers ("nghị quyết, báo cáo, ...")."""
    if not before.rstrip().endswith(",") or _noun_before().search(before) or _ONE_OF_REPORTS.search(before):
        return False
    return not clause[site.end() :].startswith(",") or starts_predicate(clause[site.end() + 2 :])


def frequency_of(clause: str) -> str | None:
    """Return the words of a clause that say how often it is to be reported, None where none do."""
    found = [clause[found.start : found.end] for found in find_recurrences(clause)]
    regular = next((words for words in found if not _IRREGULAR.match(words)), None)
    bare = _PERIODIC.search(clause)
    return regular or (bare.group() if bare else next(iter(found), None))


_IRREGULAR = re.compile(r"thường xuyên", re.IGNORECASE)
_PERIODIC = re.compile(r"(?<!\w)định kỳ(?:(?:,|\s+(?:và|hoặc))\s+đột xuất)?(?!\w)", re.IGNORECASE)


_KIND = r"(?:tuần|tháng|quý|0?6 tháng|0?9 tháng|năm)(?!\s*(?:\d|[IV]+\b|học|nay|này|qua|trước))(?:\s*\([^()]{0,80}\))?"
_KINDS = re.compile(
    rf"báo cáo\s+(?:định kỳ\s+)?(?P<kinds>{_KIND}(?:(?:,|\s+và)\s+{_KIND}){{0,5}})(?!\w)", re.IGNORECASE
)
_ONCE = re.compile(r"\s*0?[69] tháng\s*")


def kinds_of(clause: str) -> str | None:
    """Return the kinds of reports that a clause asks for by their names; a half-year's alone is due once.

    >>> kinds_of("Báo cáo quý (trước ngày 15 tháng cuối quý), năm gửi Phòng Nội vụ")
    'quý , năm'
    """
    found = _KINDS.search(clause)
    kinds = _BRACKETS.sub("", found["kinds"]) if found else ""
    return kinds if kinds and not _ONCE.fullmatch(kinds) else None


def _read(clause: str, start: int, site: re.Match[str]) -> ReportClause:
    place = site.end()
    to = _addressee(clause, place)
    through = _through(clause, place, to)
    return ReportClause(
        start, len(clause), site.start(), _text(clause, to), _text(clause, through), _form(clause, place, through)
    )


def _text(clause: str, span: tuple[int, int] | None) -> str | None:
    return clause[span[0] : span[1]].strip(" ,") if span else None


_BRACKETS = re.compile(r"\([^()]*(?:\)|$)")


def _addressee(clause: str, place: int) -> tuple[int, int] | None:
    """Return the span of the body that is reported to: right behind "báo cáo", or behind "về", "gửi", "với"."""
    purpose = _purpose().search(clause, place)
    limit = purpose.start() if purpose else len(clause)
    brackets = [found.span() for found in _BRACKETS.finditer(clause, place)]
    for lead in _to().finditer(clause, place, limit):
        inside = any(start <= lead.start() < end for start, end in brackets)
        if not inside and (lead["lead"] or lead.start() == place) and (name := _body(clause, lead.end())):
            return lead.end(), _name_end(clause, name, limit)
    return None


@lru_cache(maxsize=1)
def _to() -> re.Pattern[str]:
    words = _words("addressee")
    no_noun = "".join(rf"(?<!\b{syllable})" for syllable in words["syllables"])
    return re.compile(rf"{no_noun},?\s+(?P<lead>{either(words['leads'])}\s+)?", re.IGNORECASE)


@lru_cache(maxsize=1)
def _person() -> re.Pattern[str]:
    return re.compile(rf"{either(_words('addressee')['persons'])}(?!\w)", re.IGNORECASE)


def _body(text: str, place: int) -> int | None:
    """Return where the first words of a body that begins at `place` end, None where none begins."""
    person = _person().match(text, place)
    if person:
        return person.end()
    return place + 1 if starts_actor(text, place) else None


@lru_cache(maxsize=1)
def _stop() -> re.Pattern[str]:
    ends = either(_words("addressee")["ends"])
    return re.compile(rf"(?<!\bBan)(?<!Chương)(?<!chương)\s+(?={ends}(?!\w))|[;()\[]|(?P<list>,\s+|\s+và\s+)|\.\s|:")


_LONGEST_NAME = 250  # characters


def _name_end(text: str, place: int, limit: int) -> int:
    """Return where a name that goes on at `place` ends: at what is told, at a mark, at a comma that lists no body."""
    for stop in _stop().finditer(text, place, min(limit, place + _LONGEST_NAME)):
        if not stop["list"] or (stop["list"].startswith(",") and _body(text, stop.end()) is None):
            return stop.start()
    return min(limit, place + _LONGEST_NAME)


@lru_cache(maxsize=1)
def _way() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(_words('through')['leads'])}\s+", re.IGNORECASE)


@lru_cache(maxsize=1)
def _received() -> re.Pattern[str]:
    return re.compile(rf",?\s+{either(_words('through')['receives'])}(?!\w).*$", re.IGNORECASE)


def _through(clause: str, place: int, to: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return the span of the body that the report goes through: "(qua Sở Nội vụ)", "UBND tỉnh (Sở Nội vụ tổng hợp)"."""
    for way in _way().finditer(clause, place):
        if name := _body(clause, way.end()):
            return way.end(), _name_end(clause, name, len(clause))
    bracket = _BRACKETS.match(clause, to[1] + len(clause[to[1] :]) - len(clause[to[1] :].lstrip())) if to else None
    if bracket is None or not starts_actor(clause, bracket.start() + 1):
        return None
    inner = clause[bracket.start() + 1 : bracket.end()].rstrip(")")
    return bracket.start() + 1, bracket.start() + 1 + len(_received().sub("", inner))


@lru_cache(maxsize=1)
def _manner() -> re.Pattern[str]:
    words = _words("form")
    return re.compile(
        rf"(?<!\w){either(words['leads'])}(?!\w)[^,;()]{{0,80}}?(?=\s*[,;()]|\s+{either(words['ends'])}(?!\w)|$)", re.I
    )


def _form(clause: str, place: int, through: tuple[int, int] | None) -> str | None:
    for found in _manner().finditer(clause, place):
        if not (through and found.start() < through[1] and through[0] < found.end()):
            return found.group().strip()
    return None
