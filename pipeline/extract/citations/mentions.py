"""Documents named without their whole number, and what is meant: laws by name, short forms, the document itself.

"Luật Đất đai ngày 18/01/2024" is a name; "Nghị quyết số 98", "Công văn nêu trên" are short forms of a citation of the
same document; "Quyết định này" is the document itself, or the plan or regulation that it issues. What the document
does not tell, or could mean two things, keeps no target.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pipeline.extract.citations.articles import article_before
from pipeline.extract.citations.find import citation_words, type_names, type_pattern
from pipeline.extract.citations.identifiers import number_of, type_of_symbol
from pipeline.extract.citations.names import find_names
from pipeline.extract.citations.passages import Passage, passages
from pipeline.extract.structure.blocks import Block
from pipeline.extract.vocabulary import any_of, flat
from pipeline.language import fold
from pipeline.model import Header, Mention, MentionKind, Reference
from pipeline.reading import Reading

_CERTAINTY = {"name": 0.96, "guessed": 0.8, "self": 0.97, "short": 0.93, "open": 0.8}


_LONGEST_TYPE = 40  # characters


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention in its passage, at `text[start:end]`."""

    start: int
    end: int
    kind: MentionKind
    doc_type: str
    date: str | None
    target: str | None
    rule: str


def find_mentions(
    reading: Reading, blocks: Sequence[Block], header: Header, references: Sequence[Reference]
) -> tuple[Mention, ...]:
    """Return the documents that are named without their whole number, in order of appearance.

    Args:
        reading: the text of the document.
        blocks: its blocks.
        header: its header; a document of its type that calls itself "này" is the document itself.
        references: its numbered citations, which short forms are resolved to.
    """
    texts = tuple(passages(blocks))
    known = _Known(tuple(references))
    own = _own_types(header, texts)
    found: list[Mention] = []
    for passage in texts:
        known.enter(passage)
        end = 0
        candidates = (*_names(passage), *_others(passage, known, own))
        for one in sorted(candidates, key=lambda item: (item.start, -item.end)):
            span = passage.span(one.start, one.end)
            if one.start < end or known.holds(*span):
                continue
            end = one.end
            found.append(_mention(reading, passage, one, span))
    return tuple(found)


def _mention(reading: Reading, passage: Passage, one: _Found, span: tuple[int, int]) -> Mention:
    article = article_before(passage.text, one.start)
    return Mention(
        text=passage.text[one.start : one.end],
        kind=one.kind,
        doc_type=one.doc_type,
        date=one.date,
        target=one.target,
        evidence=reading.evidence(*span, f"mention.{one.rule}", _CERTAINTY[one.rule]),
        article=passage.text[slice(*article)] if article else None,
    )


def _names(passage: Passage) -> Iterator[_Found]:
    for name in find_names(passage.text):
        rule = "name" if name.known else "guessed"
        target = " ".join(passage.text[name.start : name.name_end].split())
        yield _Found(name.start, name.end, "name", name.kind, name.date, target, rule)


def _words() -> dict[str, Any]:
    words: dict[str, Any] = citation_words()["mention"]
    return words


def _own_types(header: Header, texts: Sequence[Passage]) -> frozenset[str]:
    """Return the types by which the document may call itself: its own, and that of what it issues."""
    own = {header.doc_type} if header.doc_type else set()
    title = fold(header.title or "")
    headings = {fold(text.text) for text in texts if len(text.text) < _LONGEST_TYPE}
    for name, said in _annexed():
        if said.search(title) or fold(name) in headings:
            own.add(name)
    return frozenset({*own, *_words()["any"]} if own else own)


@lru_cache(maxsize=1)
def _annexed() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, any_of((fold(name),))) for name in _words()["annexed"])


@dataclass(slots=True)
class _Known:
    """The citations of the document, and those met in the passage that is read and in the last that held any."""

    references: tuple[Reference, ...]
    aliases: dict[tuple[str, str], str] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _passage: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        self._starts = [reference.evidence.start for reference in self.references]

    def enter(self, passage: Passage) -> None:
        self._passage = passage.offsets[0], passage.offsets[-1] + 1

    def holds(self, start: int, end: int) -> bool:
        """Say whether `start` to `end` of the reading overlaps a citation."""
        index = bisect_right(self._starts, start) - 1
        near = self.references[max(0, index - 1) : index + 3]
        return any(one.evidence.start < end and one.evidence.end > start for one in near)

    def last_before(self, place: int) -> Reference | None:
        """Return the citation of this passage that ends last before `place` of the reading."""
        here = [one for one in self.references if self._passage[0] <= one.evidence.start and one.evidence.end <= place]
        return here[-1] if here else None

    def of_number(self, doc_type: str, serial: str) -> str | None:
        """Return the number meant by a type and a serial number, where the document cites only one such."""
        if alias := self.aliases.get((doc_type, serial)):
            return alias
        ids = {one.id for one in self.references if _is_of(one, doc_type) and _serial(one) == serial}
        return ids.pop() if len(ids) == 1 else None

    def nearest(self, doc_type: str, place: int, *, here: bool) -> str | None:
        """Return the number of the nearest citation of a type before `place`, None where two stand equally near.

        With `here` only citations of the passage that is read count.
        """
        before = [one for one in self.references if one.evidence.end <= place and _is_of(one, doc_type)]
        ids = {one.id for one in before if one.evidence.start >= self._passage[0]}
        if ids or here:
            return ids.pop() if len(ids) == 1 else None
        last = {one.id for one in before if before and one.evidence.line == before[-1].evidence.line}
        return last.pop() if len(last) == 1 else None


def _is_of(reference: Reference, doc_type: str) -> bool:
    if doc_type in _words()["any"]:
        return True
    number = number_of(reference.id)
    named = reference.doc_type or (type_of_symbol(number) if number else None)
    return named is not None and (named == doc_type or named.startswith(f"{doc_type} "))


def _serial(reference: Reference) -> str | None:
    number = number_of(reference.id)
    return number.serial if number else None


@lru_cache(maxsize=1)
def _behind() -> re.Pattern[str]:
    """Return what makes a type a short form: "này", a bare number, "nêu trên", or both."""
    above = "|".join(re.escape(word) for word in sorted(_words()["above"], key=len, reverse=True))
    follows = "|".join(re.escape(word) for word in _words()["behind_above"])
    closed = rf"(?=\s?[.,;:)/|]|\s?\Z|\s(?:{follows})(?!\w))"
    return re.compile(
        rf"\s(?P<this>{_words()['this']})(?!\w)"
        rf"|(?:\s(?P<says>so\s?:?\s?)?(?P<number>\d{{1,4}}[a-z]?)(?![\w/–-]|\s?[/]\s?\w|[.,]\d|\s-\s?[a-z]|\s?%))?"
        rf"(?:\s(?P<above>{above})(?!\w){closed})?"
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


def _others(passage: Passage, known: _Known, own: frozenset[str]) -> Iterator[_Found]:
    folded = ""
    for match in _types_before_anchors(passage.text):
        folded = folded or flat(passage.text)
        behind = _behind().match(folded, match.end())
        if behind is None or behind.end() == match.end():
            continue
        doc_type = type_names()[fold(re.sub(r"\s+", " ", match.group()))]
        found = _short_form(passage, folded, match, behind, doc_type, known, own)
        if found:
            yield found


def _short_form(
    passage: Passage, folded: str, match: re.Match[str], behind: re.Match[str], doc_type: str, known: _Known,
    own: frozenset[str],
) -> _Found | None:  # fmt: skip
    text = passage.text
    named = match.group()[0].isupper() or doc_type in _words()["lower"]
    if text.count("“", 0, match.start()) > text.count("”", 0, match.start()) and behind["this"]:
        return None  # words of another document, quoted
    if behind["this"]:
        if doc_type in own and (named or doc_type in own - set(_words()["any"])):
            return _Found(match.start(), behind.end(), "self", doc_type, None, "self", "self")
        if not named or doc_type not in _words()["short"] or doc_type in _words()["any"]:
            return None
        target = _nearest(passage, match.start(), doc_type, known, here=True)
        return _Found(match.start(), behind.end(), "short", doc_type, None, target, "short" if target else "open")
    if not named or doc_type not in _words()["short"]:
        return None
    if behind["number"]:
        return _numbered(passage, folded, match, behind, doc_type, known)
    plural = re.search(r"(?<!\w)(?:cac|nhung|hai|ba)\s$", folded[: match.start()]) is not None
    target = None if plural else _nearest(passage, match.start(), doc_type, known, here=doc_type in own)
    if target is None and not plural and doc_type in own:
        return _Found(match.start(), behind.end(), "self", doc_type, None, "self", "open")
    return _Found(match.start(), behind.end(), "short", doc_type, None, target, "short" if target else "open")


def _nearest(passage: Passage, place: int, doc_type: str, known: _Known, *, here: bool = False) -> str | None:
    """Return what "nêu trên" or "này" of another type means: a citation, or the only law named before it here."""
    target = known.nearest(doc_type, passage.span(place, place + 1)[0], here=here)
    if target is None and doc_type in {"Luật", "Bộ luật", "Pháp lệnh"}:
        names = {
            " ".join(passage.text[name.start : name.name_end].split())
            for name in find_names(passage.text)
            if name.end <= place and name.kind == doc_type
        }
        return names.pop() if len(names) == 1 else None
    return target


@lru_cache(maxsize=1)
def _counted() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{'|'.join(map(re.escape, _words()['counted']))})(?!\w)|\s?[(]?\d|\s?[-–]\s?\d")


def _numbered(
    passage: Passage, folded: str, match: re.Match[str], behind: re.Match[str], doc_type: str, known: _Known
) -> _Found | None:
    """Read "Nghị quyết số 98" and, where the document cites one of that number, "Nghị quyết 98"."""
    digits = re.match(r"\d+", behind["number"])
    serial = f"{int(digits.group())}{behind['number'][digits.end() :]}" if digits else behind["number"]
    end = behind.end() if behind["above"] else behind.end("number")
    if not behind["says"] and _counted().match(folded, end):
        return None
    target = known.of_number(doc_type, serial) or _defined(passage, folded, match, doc_type, serial, known)
    if target is None and not (behind["says"] and match.group()[0].isupper()):
        return None
    return _Found(match.start(), end, "short", doc_type, None, target, "short" if target else "open")


_OPENS = re.compile(r"\((?:sau day\s)?(?:(?:duoc\s)?(?:goi|viet)\s(?:tat\s|chung\s)?(?:la\s?:?\s?)?)?[“\"]?$")


def _defined(
    passage: Passage, folded: str, match: re.Match[str], doc_type: str, serial: str, known: _Known
) -> str | None:
    """Read "Quyết định số 6/QĐ-TTg ... (sau đây gọi tắt là Đề án 06)": from here on the short form means that."""
    if not _OPENS.search(folded, max(0, match.start() - 45), match.start()):
        return None
    meant = known.last_before(passage.span(match.start(), match.start() + 1)[0])
    if meant is None:
        return None
    known.aliases[doc_type, serial] = meant.id
    return meant.id
