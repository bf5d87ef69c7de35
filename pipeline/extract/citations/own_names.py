"""What a document calls itself: "Quyết định này" of the act that decides, "Quy chế này" of what it issues.

The head says the type, where it was read. An act also says it in its enacting line ("Ủy ban nhân dân ban hành Quyết
định ..."), where it comes into force ("Quyết định này có hiệu lực ..."), and where it issues something ("Điều 1. Ban
hành kèm theo Quyết định này Quy chế ..."). Text in quotation marks over paragraphs is that of another act.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.citations.find import citation_words
from pipeline.extract.citations.issuer import issuer_end, issuer_head
from pipeline.extract.citations.passages import Passage
from pipeline.extract.structure.blocks import BlockKind
from pipeline.extract.vocabulary import any_of, flat
from pipeline.language import fold
from pipeline.model import Header

_HEADING = 40  # the title of an annexed document is shorter
_REACH = 240  # characters at the beginning of a paragraph in which it says what it issues
_LONGEST_QUOTE = 60  # passages
_LABEL = r"(?:(?:dieu|khoan|muc)\s\d{1,3}[a-z]?\s?[.:]?|\d{1,3}\s?[.)/]|[a-z]\s?[.)]|[-–+•*])\s?"
_CARRIED_OUT = "chịu trách nhiệm t"  # thi hành, thực hiện, tổ chức thực hiện
_OPENING = rf"[\s“\"]*(?:{_LABEL}){{0,2}}"


@dataclass(frozen=True, slots=True)
class OwnNames:
    """The types by which a document may call itself: `acts` of the deciding act, `issued` of what it issues."""

    acts: frozenset[str]
    issued: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Every one, with the words that fit any document; nothing where nothing is known."""
        own = self.acts | self.issued
        return own | frozenset(citation_words()["mention"]["any"]) if own else own


def own_names(header: Header, texts: Sequence[Passage]) -> OwnNames:
    """Return what the document may call itself, from its head and from what it says of itself."""
    acts = {header.doc_type} if header.doc_type else set()
    title = fold(header.title or "")
    headings = {fold(text.text) for text in texts if len(text.text) < _HEADING}
    issued = {name for name, said in _annexed() if said.search(title) or fold(name) in headings}
    quoted = quoted_passages(texts)
    for index, text in enumerate(texts):
        if index not in quoted and (end := text.text.find(_CARRIED_OUT)) >= 0:
            said = _carries_out().search(flat(text.text[end:]))
            acts |= {_act_names()[re.sub(r"\s", " ", said["act"])]} if said else set()
        if index in quoted or not _may_say().search(text.text, 0, _REACH):
            continue
        folded = flat(text.text[:_REACH])
        acts |= _acts_said(text, folded, is_headed=header.doc_type is not None)
        issued |= _issued_said(text, folded)
    return OwnNames(frozenset(acts), frozenset(issued))


def quoted_passages(texts: Sequence[Passage]) -> frozenset[int]:
    """Return the places in `texts` of the passages that lie in a quotation over more than one paragraph.

    A quotation begins where a paragraph begins with its mark, or behind a colon. One that is never closed (a mark was
    lost) is none.
    """
    quoted: set[int] = set()
    place = 0
    while place < len(texts):
        text = texts[place].text
        begins = text.lstrip()[:1] in _QUOTES
        end = None
        if begins or ": “" in text:
            end = _straight_end(texts, place) if text.lstrip().startswith('"') else _quote_end(texts, place)
        if end is not None:
            quoted.update(range(place if begins else place + 1, end + 1))
        place = (end or place) + 1
    return frozenset(quoted)


_QUOTES = {"“", '"'}


def _quote_end(texts: Sequence[Passage], start: int) -> int | None:
    depth = 0
    for place in range(start, min(len(texts), start + _LONGEST_QUOTE)):
        depth += texts[place].text.count("“") - texts[place].text.count("”")
        if depth <= 0:
            return place
    return None


def _straight_end(texts: Sequence[Passage], start: int) -> int | None:
    """Return where a quotation in straight marks ends: in the next paragraph that holds an odd number of them."""
    if texts[start].text.count('"') % 2 == 0:
        return start if texts[start].text.rstrip(" .;,").endswith('"') else None
    reach = range(start + 1, min(len(texts), start + _LONGEST_QUOTE))
    return next((place for place in reach if texts[place].text.count('"') % 2), None)


@lru_cache(maxsize=1)
def _annexed() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, any_of((fold(name),))) for name in citation_words()["mention"]["annexed"])


@lru_cache(maxsize=1)
def _act_names() -> dict[str, str]:
    return {fold(name): name for name in citation_words()["effect"]["types"]}


@lru_cache(maxsize=1)
def _annexed_names() -> dict[str, str]:
    return {fold(name): name for name in citation_words()["mention"]["annexed"]}


def _any(names: dict[str, str]) -> str:
    return "|".join(re.escape(name).replace(r"\ ", r"\s") for name in sorted(names, key=len, reverse=True))


@lru_cache(maxsize=1)
def _may_say() -> re.Pattern[str]:
    return re.compile(
        r"n[àa]y\s(?:c[óo]|b[ắa]t|thay|b[ãa]i|đ[ượa]|quy|[áa]p|đi[ềe]u|h[ướu]|g[ồo]m|x[áa]c)"
        r"|[Bb]an h[àa]nh\s|[Pp]h[êe] duy[ệe]t|[Tt]h[ôo]ng qua|BAN HÀNH|PHÊ DUYỆT|QUY[ẾE]T"
    )


@lru_cache(maxsize=1)
def _enacts() -> re.Pattern[str]:
    """Return the pattern behind the body of an enacting line."""
    return re.compile(rf"\s(?:ban hanh|thong qua)\s(?P<act>{_any(_act_names())})(?!\w)(?!\s(?:so|nay|kem)\b)")


def enacting_end(text: str, folded: str) -> int | None:
    """Return where the enacting line names its act ("Ủy ban nhân dân ban hành Quyết định ..."), None in another line.

    Args:
        text: a paragraph.
        folded: `flat(text)`, or its beginning.
    """
    if not issuer_head(text, 0) or ("ban hành" not in text[:_REACH] and "thông qua" not in text[:_REACH]):
        return None
    end = issuer_end(text, 0)
    enacted = _enacts().match(folded, end) if end else None
    return enacted.end() if enacted else None


@lru_cache(maxsize=1)
def _of_itself() -> re.Pattern[str]:
    """Return the pattern of a paragraph in which an act says of itself that it comes into force or issues."""
    acts, verbs = _any(_act_names()), "|".join(map(re.escape, citation_words()["mention"]["acts_say"]))
    return re.compile(
        rf"{_OPENING}(?:ban hanh\skem\stheo\s(?P<issues>{acts})\snay(?!\w)|(?P<says>{acts})\snay\s(?:{verbs})(?!\w))"
    )


@lru_cache(maxsize=1)
def _carries_out() -> re.Pattern[str]:
    says = "|".join(map(re.escape, citation_words()["mention"]["carries_out"]))
    return re.compile(rf"(?<!\w)(?:{says})\s(?P<act>{_any(_act_names())})\snay(?!\w)")


@lru_cache(maxsize=1)
def _decides() -> dict[str, str]:
    decides: dict[str, str] = citation_words()["mention"]["decides"]
    return decides


def _acts_said(text: Passage, folded: str, *, is_headed: bool) -> set[str]:
    if found := _of_itself().match(folded):
        return {_act_names()[re.sub(r"\s", " ", found["issues"] or found["says"])]}
    if is_headed:
        return set()
    if act := _decides().get(folded.strip(" :.")):
        return {act}
    end = enacting_end(text.text, folded)
    return (
        {name for folded_name, name in _act_names().items() if folded[:end].endswith(f" {folded_name}")}
        if end
        else set()
    )


@lru_cache(maxsize=1)
def _issues() -> re.Pattern[str]:
    """Return the pattern of what issues a body of text, or what that body says of itself when it begins."""
    acts, names = _any(_act_names()), _any(_annexed_names())
    verbs = "|".join(map(re.escape, citation_words()["mention"]["issued_say"]))
    return re.compile(
        rf"{_OPENING}(?:(?:quyet dinh\s)?(?:ban hanh|phe duyet|thong qua)\s(?:kem\stheo\s(?:{acts})\snay\s?:?\s)?"
        rf"(?:cac\s|ban\s)?[“\"]?(?P<issued>{names})(?!\w)|(?P<says>{names})\snay\s(?:{verbs})(?!\w))"
    )


@lru_cache(maxsize=1)
def _issues_in_title() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:ban hanh|phe duyet)\s(?P<issued>{_any(_annexed_names())})(?!\w)")


def _issued_said(text: Passage, folded: str) -> set[str]:
    in_head = text.kind is BlockKind.HEADER
    found = _issues_in_title().search(folded) if in_head else _issues().match(folded)
    if found is None:
        return set()
    says = None if in_head else found["says"]
    if not (in_head or says or folded.lstrip(' “"').startswith("dieu") or " kem theo " in found.group()):
        return set()
    return {_annexed_names()[re.sub(r"\s", " ", says or found["issued"])]}
