"""Short forms of documents: "Quyết định này", "Nghị quyết số 98", "Công văn nêu trên", and what each means.

A short form is a type with "này" (the document itself, or the last of its type), with a bare number (the citation of
that number) or with "nêu trên" (the nearest of its type before it). What could mean two things keeps no target.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pipeline.extract.citations.find import citation_words, type_names, type_pattern
from pipeline.extract.citations.identifiers import number_of, type_of_symbol
from pipeline.extract.citations.names import find_names
from pipeline.extract.citations.passages import Passage
from pipeline.extract.vocabulary import flat
from pipeline.language import fold
from pipeline.model import Reference

SELF = "self"
"""The target of a mention that means the document itself."""

_LONGEST_TYPE = 40  # characters


@dataclass(frozen=True, slots=True)
class Short:
    """A short form at `text[start:end]` of a passage; `target` is what it means: SELF, a number, the name of a law.

    `is_sure` where its form or a citation says what it means.
    """

    start: int
    end: int
    doc_type: str
    target: str | None
    is_sure: bool


@dataclass(slots=True)
class Known:
    """The citations of the document, the short names that it gave them, and the types that mean the document itself.

    `is_act` where the document is an act, which may issue other texts, or its type was not read.
    """

    references: tuple[Reference, ...]
    own: frozenset[str]
    aliases: dict[tuple[str, str], str] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    is_act: bool = False
    is_quoted: bool = False
    _first: int = 0

    def __post_init__(self) -> None:
        self._starts = [reference.evidence.start for reference in self.references]

    def enter(self, passage: Passage, *, is_quoted: bool = False) -> None:
        """Take the next passage in: what stands nearest is looked for there first.

        One that lies in a quotation (`is_quoted`) means by "này" the act that is quoted.
        """
        self._first = passage.offsets[0]
        self.is_quoted = is_quoted

    def holds(self, start: int, end: int) -> bool:
        """Say whether `start` to `end` of the reading overlaps a citation."""
        index = bisect_right(self._starts, start) - 1
        near = self.references[max(0, index - 1) : index + 3]
        return any(one.evidence.start < end and one.evidence.end > start for one in near)

    def last_before(self, place: int) -> Reference | None:
        """Return the citation of this passage that ends last before `place` of the reading."""
        here = [one for one in self.references if self._first <= one.evidence.start and one.evidence.end <= place]
        return here[-1] if here else None

    def cites(self, doc_type: str) -> bool:
        """Say whether the document cites any of a type."""
        return any(_is_of(one, doc_type) for one in self.references)

    def may_mean_itself(self, doc_type: str) -> bool:
        """Say whether "này" may mean the document by a type that is not known to be its own.

        A document whose type was read is no act of another type.
        """
        acts = set(citation_words()["effect"]["types"]) - set(_words()["annexed"])
        other_act = doc_type in acts and not self.own.isdisjoint(acts)
        return self.is_act and not other_act and doc_type in _words()["likely_itself"]

    def of_number(self, doc_type: str, serial: str) -> str | None:
        """Return the number meant by a type and a serial number, where the document cites only one such."""
        if alias := self.aliases.get((doc_type, serial)):
            return alias
        ids = {one.id for one in self.references if _is_of(one, doc_type) and serial_of(one) == serial}
        return ids.pop() if len(ids) == 1 else None

    def nearest(self, doc_type: str, place: int, *, here: bool) -> str | None:
        """Return the number of the nearest citation of a type before `place`, None where two stand equally near.

        With `here` only citations of the passage that is read count.
        """
        before = [one for one in self.references if one.evidence.end <= place and _is_of(one, doc_type)]
        ids = {one.id for one in before if one.evidence.start >= self._first}
        if ids or here:
            return ids.pop() if len(ids) == 1 else None
        last = {one.id for one in before if before and one.evidence.line == before[-1].evidence.line}
        return last.pop() if len(last) == 1 else None


def _words() -> dict[str, Any]:
    words: dict[str, Any] = citation_words()["mention"]
    return words


def _is_of(reference: Reference, doc_type: str) -> bool:
    if doc_type in _words()["any"]:
        return True
    number = number_of(reference.id)
    named = reference.doc_type or (type_of_symbol(number) if number else None)
    return named is not None and (named == doc_type or named.startswith(f"{doc_type} "))


def serial_of(reference: Reference) -> str | None:
    """Return the serial number of a citation: "98" of 98/2023/QH15."""
    number = number_of(reference.id)
    return number.serial if number else None


@dataclass(frozen=True, slots=True)
class _Form:
    """A type as written in a passage and the words behind it that make it a short form."""

    passage: Passage
    folded: str
    type_start: int
    doc_type: str
    behind: re.Match[str]

    @property
    def is_capital(self) -> bool:
        return self.passage.text[self.type_start].isupper()

    @property
    def is_quoted(self) -> bool:
        text = self.passage.text
        return text.count("“", 0, self.type_start) > text.count("”", 0, self.type_start)

    @property
    def place(self) -> int:
        """Where it stands in the reading."""
        return self.passage.span(self.type_start, self.type_start + 1)[0]

    def means(self, target: str | None, end: int | None = None, *, is_sure: bool | None = None) -> Short:
        sure = target is not None if is_sure is None else is_sure
        return Short(self.type_start, self.behind.end() if end is None else end, self.doc_type, target, sure)


@lru_cache(maxsize=1)
def _behind() -> re.Pattern[str]:
    """Return what makes a type a short form: "này", a bare number, "nêu trên", or both."""
    above = "|".join(re.escape(word) for word in sorted(_words()["above"], key=len, reverse=True))
    return re.compile(
        rf"\s(?P<this>{_words()['this']})(?!\w)"
        rf"|(?:\s(?P<says>so\s?:?\s?)?(?P<number>\d{{1,4}}[a-z]?)(?![\w/–-]|\s?[/]\s?\w|[.,]\d|\s-\s?[a-z]|\s?%))?"
        rf"(?:\s(?P<above>{above})(?!\w))?"
    )


_ANCHOR = re.compile(
    r"\s(?=n[àa]y\b|số\b|so\b|\d|n[êe]u\b|n[óo]i\b|tr[êe]n\b|v[ừu]a\b|đ[ãa]\b|d[ẫa]n\b)", re.IGNORECASE
)


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    return frozenset(name.split()[-1] for name in type_names())


def _types_before_anchors(text: str) -> Iterator[re.Match[str]]:
    """Yield the types that stand right before a word or number which can make them a short form."""
    for anchor in _ANCHOR.finditer(text):
        place = anchor.start()
        word = text[max(text.rfind(" ", 0, place), text.rfind("\n", 0, place)) + 1 : place]
        if len(word) < _LONGEST_TYPE and fold(word.lstrip("“\"'(-")) in _last_words():
            types = type_pattern().finditer(text, max(0, place - _LONGEST_TYPE), place)
            yield from (match for match in types if match.end() == place)


def find_short_forms(passage: Passage, known: Known) -> Iterator[Short]:
    """Yield the short forms in a passage, in order, resolved by what is `known` of the document."""
    folded = ""
    for match in _types_before_anchors(passage.text):
        folded = folded or flat(passage.text)
        behind = _behind().match(folded, match.end())
        if behind is None or behind.end() == match.end():
            continue
        doc_type = type_names()[fold(re.sub(r"\s+", " ", match.group()))]
        form = _Form(passage, folded, match.start(), doc_type, behind)
        found = _this(form, known) if behind["this"] else _named_before(form, known)
        if found:
            yield found


def _this(form: _Form, known: Known) -> Short | None:
    """Read "Quyết định này": the document itself, unless it is of another type or quotes another one."""
    if (
        known.is_quoted
        or form.is_quoted
        or form.passage.text[form.behind.start("this") : form.behind.end()].lower() not in {"này", "nầy"}
    ):
        return None
    any_type = form.doc_type in _words()["any"]
    named = form.is_capital or (form.doc_type in _words()["lower"] and not any_type)
    if form.doc_type in known.own and named:
        return form.means(SELF)
    if any_type or not _names_a_document(form):
        return None
    target = _nearest(form, known, here=True)
    if target is None and form.doc_type in _words()["itself"] and not known.cites(form.doc_type):
        return form.means(SELF, is_sure=False)
    if target is None and known.may_mean_itself(form.doc_type):
        return form.means(SELF, is_sure=False)
    return form.means(target)


def _names_a_document(form: _Form) -> bool:
    """Say whether the word is meant as a document: "theo quy định nêu trên" may mean any rule."""
    return (form.is_capital or form.doc_type in _words()["lower"]) and form.doc_type in _words()["short"]


def _named_before(form: _Form, known: Known) -> Short | None:
    if not _names_a_document(form):
        return None
    if form.behind["above"] and not _closed().match(form.passage.text, form.behind.end()):
        return None  # "Kế hoạch trên địa bàn"
    return _numbered(form, known) if form.behind["number"] else _above(form, known)


@lru_cache(maxsize=1)
def _closed() -> re.Pattern[str]:
    follows = "|".join(re.escape(word) for word in _words()["behind_above"])
    return re.compile(rf"\s?[.,;:)/|”]|\s?\Z|\s(?:{follows})(?!\w)", re.IGNORECASE)


_PLURAL = re.compile(r"(?<!\w)(?:cac|nhung|hai|ba)\s$")


def _above(form: _Form, known: Known) -> Short | None:
    """Read "Công văn nêu trên"; a type of the document itself, cited nowhere near, means the document."""
    itself = form.doc_type in known.own
    if _PLURAL.search(form.folded, max(0, form.type_start - 8), form.type_start):
        return form.means(None)
    target = _nearest(form, known, here=itself)
    if target is None and itself:
        return form.means(SELF, is_sure=False)
    return form.means(target) if target or form.doc_type not in _words()["vague"] else None


def _nearest(form: _Form, known: Known, *, here: bool) -> str | None:
    """Return what stands nearest before a short form: a citation, or the only law named before it here."""
    target = known.nearest(form.doc_type, form.place, here=here)
    if target is not None:
        return target
    text = form.passage.text
    names = {
        " ".join(text[name.start : name.name_end].split())
        for name in find_names(text)
        if name.end <= form.type_start and name.kind == form.doc_type
    }
    return names.pop() if len(names) == 1 else None


@lru_cache(maxsize=1)
def _counted() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{'|'.join(map(re.escape, _words()['counted']))})(?!\w)|\s?[(]?\d|\s?[-–]\s?\d")


def _numbered(form: _Form, known: Known) -> Short | None:
    """Read "Nghị quyết số 98" and, where the document cites one of that number, "Nghị quyết 98"."""
    behind = form.behind
    digits = behind["number"].rstrip("abcdefghijklmnopqrstuvwxyz")
    serial = f"{int(digits)}{behind['number'][len(digits) :]}"
    end = behind.end() if behind["above"] else behind.end("number")
    if not behind["says"] and _counted().match(form.folded, end):
        return None
    target = known.of_number(form.doc_type, serial) or _defined(form, serial, known)
    speaks = behind["says"] and form.is_capital and form.doc_type not in _words()["vague"]
    return form.means(target, end) if target or speaks else None


_OPENS = re.compile(r"\((?:sau day\s)?(?P<called>(?:duoc\s)?(?:goi|viet)\s(?:tat\s|chung\s)?(?:la\s?:?\s?)?)?[“\"]?$")


def _defined(form: _Form, serial: str, known: Known) -> str | None:
    """Read "Quyết định số 6/QĐ-TTg ... (sau đây gọi tắt là Đề án 06)": from here on the short form means that."""
    opening = _OPENS.search(form.folded, max(0, form.type_start - 45), form.type_start)
    meant = known.last_before(form.place) if opening else None
    if opening is None or meant is None or not (opening["called"] or serial_of(meant) == serial):
        return None
    known.aliases[form.doc_type, serial] = meant.id
    return meant.id
