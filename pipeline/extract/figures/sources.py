"""Where money comes from, as a sentence names it: "ngân sách phường, nguồn xã hội hóa và các nguồn hợp pháp khác".

A source begins with one of the words of the table, behind a word that leads to it or at the start of the sentence, and
runs on over commas while the list of sources, or of those who give, goes on.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.actors import starts_predicate
from pipeline.extract.figures.phrases import figure_words, phrases, phrases_at_end
from pipeline.extract.vocabulary import either

_LONGEST = 260  # characters
_MOST_PARTS = 6  # sources of one list
_NEAR = 40  # characters before the word that leads to a source


@lru_cache(maxsize=1)
def _head() -> str:
    return rf"(?:các\s+){{0,2}}{either(figure_words('funding')['sources'])}(?!\w)(?!\s+sau\b)"


@lru_cache(maxsize=1)
def _starts() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return patterns of where a source starts: behind a word that leads to it, at the opening, and of who gives."""
    words = figure_words("funding")
    led = rf"(?<!\w){either(words['source_leads'])}[:\s]\s*(?P<source>{_head()})"
    total = rf"(?:nguồn kinh phí(?!\s+{either(words['whose'])}(?!\w))|kinh phí|dự toán|chi thường xuyên)"
    opening = rf"\W*(?!{total})(?P<source>{_head()})"
    given = rf"(?<!\w)do\s+(?P<source>[^.,;:()]{{3,80}}?)\s+{either(words['gives'])}(?!\w)"
    return re.compile(led, re.IGNORECASE), re.compile(opening, re.IGNORECASE), re.compile(given, re.IGNORECASE)


@lru_cache(maxsize=1)
def _ends() -> re.Pattern[str]:
    """Return a pattern of what ends the name of a source."""
    words = figure_words("funding")
    mark = rf"\s*[.:()“”\"]|,?\s+{either(words['source_ends'])}(?!\w)|,\s+{either(words['source_stops'])}(?!\w)"
    return re.compile(rf"{mark}|;", re.IGNORECASE)


@lru_cache(maxsize=1)
def _further() -> re.Pattern[str]:
    """Return a pattern of how a list goes on behind "theo phân cấp", "theo quy định" or a semicolon."""
    tail = (
        rf"(?:\s*\([^()]{{0,80}}\))?(?:,?\s+{either(figure_words('funding')['source_tails'])}(?!\w)[^.;:(),]{{0,80}}?)?"
    )
    return re.compile(rf"{tail}(?:[,;]|[,;]?\s+và|\s+hoặc)\s+(?:từ\s+|do\s+)?(?P<next>{_head()})", re.IGNORECASE)


def find_source(sentence: str) -> str | None:
    """Return where the money comes from, as written.

    >>> find_source("Kinh phí thực hiện được bố trí từ ngân sách phường theo quy định")
    'ngân sách phường'
    >>> find_source("Tổng kinh phí 30 triệu đồng do các hộ dân đóng góp")
    'các hộ dân'
    >>> find_source("Hỗ trợ các hộ không hưởng lương từ ngân sách nhà nước")
    """
    led, opening, given = _starts()
    opened = opening.match(sentence)
    first = _named(sentence, opened) if opened else None
    if opened and first and not sentence[opened.start("source") + len(first) :].startswith(":"):
        return first
    for found in led.finditer(sentence):  # "Nguồn vốn xử lý nợ: sử dụng Quỹ dự phòng"
        if source := _named(sentence, found):
            return source
    if first:
        return first
    giver = given.search(sentence)
    return None if giver is None or _is_bare(giver["source"]) else giver["source"].strip(" ,-")


def _named(sentence: str, found: re.Match[str]) -> str | None:
    """Return the source that starts where `found` says, None where it only describes something, or names nothing."""
    before = sentence[max(0, found.start() - _NEAR) : found.start()]
    if phrases_at_end("funding", "not_before_source").search(before):
        return None
    start = found.start("source")
    source = _without_joints(sentence[start : _end(sentence, start, found.end("source"))])
    return None if _is_bare(source) else source


def _end(sentence: str, start: int, place: int) -> int:
    """Return where the name of the sources ends that begins at `start`, and whose first words end at `place`."""
    limit = min(len(sentence), start + _LONGEST)
    end = limit
    for _ in range(_MOST_PARTS):
        stop = _ends().search(sentence, place, limit)
        end = stop.start() if stop else len(sentence[:limit].rstrip())
        further = _further().match(sentence, end, limit)
        if further is None:
            break
        place = further.end("next")
    for joint in re.finditer(r"\s+và\s+", sentence[start:end]):
        rest = sentence[start + joint.end() : end]
        if rest[:1].islower() and starts_predicate(rest):
            return start + joint.start()
    return end


def _without_joints(source: str) -> str:
    joint = phrases_at_end("funding", "source_joints")
    source = source.strip(" ,-–")
    while found := joint.search(source):
        source = source[: found.start()].rstrip(" ,-–")
    return source


def _is_bare(source: str) -> bool:
    """Say whether a source says no more than "nguồn kinh phí"."""
    return not source or phrases("funding", "source_bare").fullmatch(source) is not None
