"""What stands around a quantity: its clause, what is measured, whose, and by when.

Pure functions on strings; offsets are those of the string given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from pipeline.extract.actors import starts_actor
from pipeline.extract.dates import DAY_KINDS, find_moments, find_recurrences
from pipeline.extract.duties.clauses import sentences
from pipeline.extract.figures.quantities import Quantity, UnitKind
from pipeline.extract.vocabulary import any_of, either, table

_LONGEST_INDICATOR = 400  # characters


def figure_words(group: str) -> dict[str, Any]:
    """Return one group of the table of figures."""
    words: dict[str, Any] = table("figures")[group]
    return words


@lru_cache(maxsize=64)
def phrases(group: str, *entries: str) -> re.Pattern[str]:
    """Return a pattern that finds any phrase of some lists of a group, as whole words, in any case."""
    words = figure_words(group)
    return any_of((word for entry in entries for word in words[entry]), re.IGNORECASE)


@lru_cache(maxsize=64)
def phrases_at_end(group: str, *entries: str) -> re.Pattern[str]:
    """Return a pattern for what ends with one of these phrases, perhaps two, and space."""
    one = phrases(group, *entries).pattern
    return re.compile(rf"{one}(?:\s+{one})?\s*$", re.IGNORECASE)


_LONGEST_SENTENCE = 2000  # characters; nobody says more of one figure


def statements(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of `text` from `start`; one that never ends is parted at a space."""
    label = _INNER_LABEL.match(text, start)
    for begin, end in _items(text, sentences(text, label.end() if label else start)):
        place = begin
        while end - place > _LONGEST_SENTENCE:
            space = text.rfind(" ", place, place + _LONGEST_SENTENCE)
            cut = space if space > place else place + _LONGEST_SENTENCE
            yield place, cut
            place = cut
        yield place, end


_INNER_LABEL = re.compile(r"\s*(?:\(\d{1,2}\)|[ivx]{1,5}[.)]|\([a-zđ]\))\s+")
"""A label that opens no block: "(2) Tỷ lệ ...", "iv. 80% ..."."""

_ITEM = re.compile(r"(?<=\s)\(\d{1,2}\)\s+(?=[^\W_])")


def _items(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Part sentences before their numbered items: "... với các mục tiêu: (1) Tỷ lệ ...; (2) ..."."""
    if "(1)" not in text:
        yield from spans
        return
    for begin, end in spans:
        place = begin
        for item in _ITEM.finditer(text, begin, end):
            if text[item.end()].isupper() or text[item.end()].isdigit():
                if text[place : item.start()].strip():
                    yield place, item.start()
                place = item.end()
        yield place, end


_BOUNDARY = re.compile(r"[;,:]\s+|\s+(?:và|trong đó)\s+")
_STOP = re.compile(r";|\.\s|:\s")


def clauses(text: str, quantities: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Return the span of the clause of each of some quantities of one sentence, in order.

    Two quantities are parted at the last comma, semicolon or "và" between them; the first clause begins with the
    sentence, or behind its last semicolon.

    >>> from pipeline.extract.figures.quantities import find_quantities
    >>> text = "Năm 2025, 100% hồ sơ được số hóa, 80% hồ sơ nộp trực tuyến."
    >>> [text[start:end] for start, end in clauses(text, find_quantities(text))]
    ['Năm 2025, 100% hồ sơ được số hóa', '80% hồ sơ nộp trực tuyến']
    """
    if not quantities:
        return []
    starts: list[int] = []
    floor = 0
    for quantity in quantities:
        marks = [mark for mark in _BOUNDARY.finditer(text, floor, quantity.start + 1) if not _names(mark, quantity)]
        if not starts:
            starts.append(_first_start(text, marks, quantity))
        else:
            starts.append(_next_start(text, marks, quantity))
        floor = quantity.end
    ends = [*starts[1:], len(text)]
    spans = []
    for start, end, quantity in zip(starts, ends, quantities, strict=True):
        stop = _STOP.search(text, quantity.end, end)
        spans.append(_trimmed(text, start, stop.start() if stop else end))
    return spans


def _names(mark: re.Match[str], quantity: Quantity) -> bool:
    """Say whether a mark is the colon between the name of a figure and its value ("Số hồ sơ: 49")."""
    return mark.group()[0] == ":" and mark.end() >= quantity.start


def _first_start(text: str, marks: Sequence[re.Match[str]], quantity: Quantity) -> int:
    """Return where the first clause begins: behind a semicolon, or a comma before what ensures or aims at it."""
    for mark in reversed(marks):
        if quantity.kind is UnitKind.RANK and not text[mark.end() : quantity.start].strip():
            continue  # "nâng cao chỉ số ...; thuộc nhóm 5": what is ranked stands before the mark
        if mark.group()[0] == ":" and phrases("subject", "heads").match(text[: mark.start()].lstrip(" -–+")):
            continue  # "Tỷ lệ xã đạt chuẩn: tỉnh giao 18%"
        if mark.group()[0] in ";:" or _sets().match(text[mark.end() : quantity.start + 1]):
            return mark.end()
    return 0


def _next_start(text: str, marks: Sequence[re.Match[str]], quantity: Quantity) -> int:
    """Return where the clause of a further quantity begins: behind the last mark before what it measures, or itself."""
    if not marks:
        return quantity.start
    for mark in reversed(marks):
        opening = text[mark.end() : quantity.start].strip()
        if (
            mark.group()[0] in ";:"
            or not opening
            or _sets().match(opening)
            or phrases("subject", "heads").match(opening)
        ):
            return mark.end()
    return marks[-1].end()


@lru_cache(maxsize=1)
def _sets() -> re.Pattern[str]:
    """What begins a clause that sets a goal: "bảo đảm mỗi xã ...", "bố trí bảo đảm ...", "phấn đấu ..."."""
    return phrases("aims", "ensure", "found", "each", "words")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without marks and joining words ("và", "với") at its ends."""
    joint = phrases_at_end("subject", "joints")
    end = start + len(text[start:end].rstrip(_MARKS))
    while found := joint.search(text, max(start, end - _TAIL), end):
        end = start + len(text[start : found.start()].rstrip(_MARKS))
    start += len(text[start:end]) - len(text[start:end].lstrip(" ,;.-–:"))
    return start, max(start, end)


_MARKS = " ,;.:/"


def subject_before(text: str) -> str:
    """Return what is measured where it stands before its value: "Đến năm 2030, SIPAS đạt" gives "SIPAS"."""
    text = _without_period(text)
    opening, verbs = phrases("subject", "openings"), phrases_at_end("subject", "verbs")
    while found := opening.match(text):
        text = _without_period(text[found.end() :].lstrip(" ,:"))
    while (found := verbs.search(text[-_TAIL:])) and not _DENIED.search(text[: len(text) - len(found.group())]):
        text = text[: len(text) - len(found.group())].rstrip(" ,:(")
    return without_last_period(text.strip(" ,:;()-–"))


def without_last_period(text: str) -> str:
    """Return a text without the time that ends it.

    >>> without_last_period("tỷ lệ phủ sóng tại các xã đến năm 2030"), without_last_period("tổ liên gia")
    ('tỷ lệ phủ sóng tại các xã', 'tổ liên gia')
    """
    for match in _TIMES_AT_END.finditer(text):
        period = find_period(text[match.start() :])
        if period and match.start() and text.endswith(period):
            return text[: match.start()].rstrip(" ,:")
    return text


_TIMES_AT_END = re.compile(
    r"(?<!\w)(?:(?:ngay\s)?(?:trong|đến|vào|từ)|mỗi|hằng|hàng|giai đoạn|năm)\s(?=.{3,30}$)", re.IGNORECASE
)


_DENIED = re.compile(r"(?<!\w)(?:chưa|không)\s+$", re.IGNORECASE)  # "tỷ lệ chưa đạt"
_TAIL = 40  # characters


def _without_period(text: str) -> str:
    period = find_period(text)
    if period and text.lstrip().startswith(period):
        return text.lstrip()[len(period) :].lstrip(" ,:")
    return text.strip()


_AFTER = re.compile(r"\s*(?:/\s?(?:năm|tháng|quý|ngày|tuần)\b|trở lên|trở xuống)?\s*")


@lru_cache(maxsize=1)
def _purpose() -> re.Pattern[str]:
    """What ends the name of what is measured: a bracket, a purpose, the number of a document."""
    purposes = either(figure_words("subject")["purposes"])
    return re.compile(rf"[,;]\s+{purposes}(?!\w)|\s\(|\snhằm\s|\s(?:tại|theo)\s(?=[A-ZĐ]\w{{1,9}}\s\w{{1,9}}\ssố\s)")


def measured_behind(text: str, *, whole: bool = False) -> str:
    """Return what is measured where it stands behind its value; empty where only time, place or purpose follows.

    Of the `whole` a plan is a thing measured too ("giải ngân 100% kế hoạch vốn").
    """
    lead = _AFTER.match(text)
    text = text[lead.end() :] if lead else text
    if not text.lstrip('“"')[:1].isalpha():
        return ""
    planned = whole and phrases("subject", "compared").match(text) and not text.startswith("so ")
    if phrases("subject", "not_behind").match(text) and not planned:
        return ""
    purpose = _purpose().search(text)
    return text[: purpose.start() if purpose else None].strip(" ,;.:-–")


def indicator_of(text: str, span: tuple[int, int], quantity: Quantity) -> str | None:
    """Return what a quantity measures, in the words of its clause `text[span[0]:span[1]]`.

    >>> from pipeline.extract.figures.quantities import find_quantities
    >>> for text in ("Phấn đấu SIPAS đạt trên 95%", "ít nhất 02 mô hình dân vận khéo", "100% hồ sơ được số hóa"):
    ...     indicator_of(text, (0, len(text)), find_quantities(text)[0])
    'SIPAS'
    'mô hình dân vận khéo'
    'hồ sơ được số hóa'
    """
    before = subject_before(text[span[0] : quantity.start])
    counts = quantity.kind in {UnitKind.COUNT, UnitKind.MEASURE}
    behind = measured_behind(text[quantity.end : span[1]], whole=quantity.value == "100")
    if quantity.value != "100" and phrases("subject", "compared").match(behind):
        behind = ""  # "đạt 97% kế hoạch": a share of the plan is no thing measured
    leads = phrases("subject", "heads").match(before) or names_index(before)
    if before and (leads or quantity.kind in {UnitKind.RANK, UnitKind.POINT, UnitKind.TIME, UnitKind.MONEY}):
        found = before
    elif counts and quantity.unit:
        found = without_last_period(_unit_and(text, span, quantity))
        if before and found == quantity.unit and quantity.kind is UnitKind.MEASURE:
            found = before
        elif before and quantity.kind is UnitKind.MEASURE:
            found = _with_act(before, found)
        elif before and found == quantity.unit and not phrases("aims", "each").match(before):
            found = f"{before} {found}"
    else:
        found = _with_act(before, without_last_period(behind)) if behind else before
    found = found[:_LONGEST_INDICATOR].strip(" ,;.:–-")
    if found.count(")") > found.count("("):
        found = found[: found.rindex(")")].strip()
    if found.count("(") > found.count(")"):
        found = f"{found})" if f"{found})" in text else found[: found.rindex("(")].strip()
    return found or None


def _with_act(before: str, behind: str) -> str:
    """Return what a share is taken of, behind the act that is done to it: "trợ giúp pháp lý cho" + "người nghèo"."""
    if len(before) > _LONGEST_ACT or starts_actor(before):
        return behind
    act = phrases("aims", "acts").match(before)
    linked = phrases_at_end("subject", "linkers").search(before)
    plain = len(before) <= _LONGEST_PLAIN_ACT and not set(",:") & set(before)
    return f"{before} {behind}" if act and (linked or plain) else behind


_LONGEST_ACT = 120  # characters
_LONGEST_PLAIN_ACT = 60  # characters of one that says not to whom it is done


def _unit_and(text: str, span: tuple[int, int], quantity: Quantity) -> str:
    """Return a counted thing with what follows it."""
    unit = text.rfind(quantity.unit or "", quantity.value_end, quantity.end)
    whole = text[unit if unit >= 0 else quantity.end : span[1]]
    purpose = _purpose().search(whole)
    return whole[: purpose.start() if purpose else None]


def with_shared_predicate(indicator: str, following: str) -> str:
    """Return an indicator that says of itself nothing, with what the next one in the list says of both.

    >>> with_shared_predicate("trạm y tế", "nhà văn hóa được sửa chữa"), with_shared_predicate("SIPAS", "tổ liên gia")
    ('trạm y tế được sửa chữa', 'SIPAS')
    """
    predicates = phrases("subject", "predicates")
    said = predicates.search(following)
    if said is None or said.start() == 0 or predicates.search(indicator):
        return indicator
    return f"{indicator} {following[said.start() :]}"


@lru_cache(maxsize=1)
def _indexes() -> re.Pattern[str]:
    return any_of(figure_words("ranking")["indexes"], re.IGNORECASE)


def names_index(text: str) -> bool:
    """Say whether a text names an index of public administration (PAR INDEX, SIPAS, "chỉ số ...")."""
    return _indexes().search(text) is not None


@lru_cache(maxsize=1)
def _scope() -> re.Pattern[str]:
    words = figure_words("scope")
    never = either([*words["times"], *words["not_behind"], *words["ends"]])
    return re.compile(
        rf"(?<!\w)(?P<scope>{either(words['leads'])}\s+(?!{never}(?!\w))"
        rf"[^,;.:()\d“”]{{2,90}}?(?:,\s+{either(words['joined'])}){{0,3}})"
        rf"(?=\s*[,;.:()\d“”]|\s*$|\s+{either(words['ends'])}(?!\w))",
        re.IGNORECASE,
    )


def find_scope(text: str) -> str | None:
    """Return whose or where something is to be: "mỗi khu phố", "trên địa bàn phường", "thuộc thẩm quyền của quận".

    >>> find_scope("Mỗi khu phố có ít nhất 01 tổ"), find_scope("100% hồ sơ thuộc thẩm quyền của phường được số hóa")
    ('Mỗi khu phố', 'thuộc thẩm quyền của phường')
    """
    found = _scope().search(text)
    return found["scope"].strip() if found else None


_YEARS = re.compile(r"(?:trong\s+)?giai đoạn\s+(?:19|20)\d\d\s?[-–—]\s?(?:19|20)\d\d", re.IGNORECASE)


@lru_cache(maxsize=1)
def _period_lead() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(figure_words('period')['leads'])}\s+$", re.IGNORECASE)


def find_period(text: str) -> str | None:
    """Return the time that a goal is set for, as printed: "đến năm 2030", "giai đoạn 2021 - 2025", "hằng năm".

    >>> find_period("Phấn đấu đến hết năm 2027 có 03 mô hình"), find_period("Mỗi quý có 01 bài")
    ('đến hết năm 2027', 'Mỗi quý')
    """
    found = _period(text)
    return text[found[0] : found[1]].strip() if found else None


def _period(text: str) -> tuple[int, int] | None:
    if years := _YEARS.search(text):
        return years.span()
    for moment in find_moments(text):
        lead = _period_lead().search(text, max(0, moment.start - _TAIL), moment.start)
        if lead:
            return lead.start() + _aim(lead.group()), moment.end
        if moment.kind not in DAY_KINDS and not text[: moment.start].strip(" -–"):
            return moment.start, moment.end
    rhythms = ((rhythm.start, rhythm.end) for rhythm in find_recurrences(text))
    return next((span for span in rhythms if not phrases("period", "not_rhythms").match(text[slice(*span)])), None)


def _aim(lead: str) -> int:
    """Return where a lead begins behind "phấn đấu"."""
    aim = re.match(r"phấn đấu\s+", lead, re.IGNORECASE)
    return aim.end() if aim else 0


def find_year(text: str) -> str | None:
    """Return the last year that a text names with its word, as printed; None where it names none.

    >>> find_year("Kế hoạch năm 2027"), find_year("Ghi chú")
    ('năm 2027', None)
    """
    moments = [moment for moment in find_moments(text) if moment.last]
    return text[moments[-1].start : moments[-1].end] if moments else None


def last_year(text: str) -> int | None:
    """Return the last year that a text names with its word ("năm 2024"), None where it names none."""
    years = [moment.last.year for moment in find_moments(text) if moment.last]
    return max(years, default=None)


def is_quoted(text: str, place: int) -> bool:
    """Say whether a place stands within quotation marks that opened before it."""
    curly = text.rfind("“", 0, place) > text.rfind("”", 0, place)
    return curly or text.count('"', 0, place) % 2 == 1


def is_bracketed(text: str, place: int) -> bool:
    """Say whether a place stands within brackets."""
    return text.rfind("(", 0, place) > text.rfind(")", 0, place)
