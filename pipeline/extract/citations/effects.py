"""What this document does to those it cites: amends, replaces or repeals them.

Only where the document itself is the one that does it: its title ("Về việc sửa đổi, bổ sung ..."), an article that
begins with the verb ("Điều 2. Bãi bỏ ..."), a sentence about itself ("Quyết định này thay thế ..."), or one that ends
the effect of the other with its own ("... hết hiệu lực kể từ ngày Quyết định này có hiệu lực"). A citation of a
document that amends another ("Quyết định số 5/... sửa đổi Quyết định số 3/...") says nothing of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.citations.find import citation_words
from pipeline.extract.citations.own_names import OwnNames, enacting_end
from pipeline.extract.citations.passages import Passage
from pipeline.extract.citations.ranks import rank_of_header
from pipeline.extract.structure.blocks import BlockKind
from pipeline.extract.vocabulary import flat
from pipeline.language import fold
from pipeline.model import Effect, Header

_VERBS: tuple[tuple[str, Effect], ...] = (("repeals", "bai_bo"), ("replaces", "thay_the"), ("amends", "sua_doi"))
_REACH = 400  # characters from the verb to the first document it is done to
_LABEL = (
    r"(?:(?:dieu|khoan|muc|chuong)\s(?:\d{1,3}[a-z]?|[ivxlc]{1,6})(?!\w)\s?[.:]?"
    r"|\d{1,3}\s?[.)/]|[a-z]\s?[.)]|[-–+•*])\s?"
)
_LINK = re.compile(rf"[\s,;]*(?:{_LABEL})?(?:(?:va|cung|tai|cac|cua)\s+){{0,3}}")
_LIST_LEAD = re.compile(r"(?<!\w)(?:cac|nhung|mot so|\d{1,2})\s[^:;“\"]{0,120}:[\s+–-]*\Z")
"""What leads to a list behind the verb: "các Quyết định sau đây:"."""
_MAY_PROPOSE = re.compile(r"nghị|giản|xuất|NGHỊ|GIẢN|XUẤT")
_QUOTED_NAME = re.compile(r"“[^“”]{1,200}”|\"[^\"]{1,200}\"")
_SENTENCE = re.compile(r"(?<![A-ZĐ])\.\s+(?=[A-ZĐ“\"])")


@dataclass(frozen=True, slots=True)
class Extent:
    """One citation of a passage as effects see it: from `start`, with its article, to `end`, with its subject.

    `named` is where the document itself is named; `nested` where that is inside the subject of another one; `rank` how
    high it stands.
    """

    start: int
    named: int
    end: int
    nested: bool
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class _Deed:
    start: int
    end: int
    effect: Effect


@dataclass(frozen=True, slots=True)
class _List:
    """A list whose first line says once what is done to its items; `mark` is the label of that line."""

    effect: Effect
    mark: str


def _phrases(entry: str) -> str:
    phrases = sorted(citation_words()["effect"][entry], key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s") for phrase in phrases)


@lru_cache(maxsize=1)
def _verbs() -> re.Pattern[str]:
    groups = "|".join(f"(?P<{effect}>{_phrases(entry)})" for entry, effect in _VERBS)
    return re.compile(rf"(?<!\w)(?:{groups})(?!\w)")


@lru_cache(maxsize=1)
def _ends_effect() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:(?P<bai_bo>{_phrases('expires')})|(?P<thay_the>{_phrases('replaced_by')}))(?!\w)")


@lru_cache(maxsize=1)
def _itself() -> re.Pattern[str]:
    types = "|".join(re.escape(fold(name)) for name in citation_words()["effect"]["types"])
    annexed = "|".join(re.escape(fold(name)) for name in citation_words()["mention"]["annexed"])
    return re.compile(rf"(?<!\w)(?:{types}|{annexed}|van ban|cong van)\snay(?!\w)")


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_LABEL}){{0,2}}(?:(?:ve\sviec|v/v|quyet\sdinh\s?:|quyet\snghi\s?:)\s*)?")


@lru_cache(maxsize=1)
def _parts() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_phrases('parts')})(?!\w)")


@lru_cache(maxsize=1)
def _asks() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_phrases('asks')})(?!\w)")


@lru_cache(maxsize=1)
def _aside() -> re.Pattern[str]:
    return re.compile(rf":|“|\"|(?<!\w)(?:{_phrases('aside')})(?!\w)|(?<!\w)(?<!kem\s)(?:{_phrases('not_before')})\s*$")


@lru_cache(maxsize=1)
def _proposes() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_phrases('proposals')})(?!\w)")


@lru_cache(maxsize=1)
def _many() -> re.Pattern[str]:
    """Return the pattern of a line that speaks of several documents: "2. Các Quyết định sau đây"."""
    return re.compile(rf"\s*(?:{_LABEL}){{0,2}}(?:cac|nhung|mot so|\d{{1,2}})\s(?:quyet|nghi|van|thong|chi|quy)")


class Effects:
    """Reads passage after passage; a list below "Bãi bỏ các văn bản sau:" is done what its first line says."""

    def __init__(self, header: Header, own: OwnNames) -> None:
        self._acts = bool(own.acts & set(citation_words()["effect"]["types"]))
        self._rank = rank_of_header(header)
        self._title = _without_opening(fold(" ".join((header.title or "").split())))
        self._in_articles = False
        self._is_signed = False
        self._proposes = False
        self._listed: _List | None = None

    def read(
        self, passage: Passage, folded: str, cited: Sequence[Extent], *, is_basis: bool, is_quoted: bool = False
    ) -> list[Effect | None]:
        """Return what is done to each of `cited`, the citations of `passage` in order.

        Args:
            passage: the passage.
            folded: its flat text; may be empty where it holds no citation and opens no list.
            cited: its citations.
            is_basis: whether it belongs to the preamble; there only the enacting line does something.
            is_quoted: whether it lies in a quotation: the text of another act.
        """
        found: list[Effect | None] = [None] * len(cited)
        self._enter(passage)
        opens_list = passage.text.endswith(":")
        if passage.kind is BlockKind.FOOTNOTE or not (cited or opens_list):
            return found
        if is_quoted or (is_basis and enacting_end(passage.text, folded) is None):
            return found
        if self._listed and cited and not self._in_list(passage, folded, cited, found):
            self._listed = None
        deeds = self._deeds(passage, folded, cited)
        for deed in deeds:
            _done_by(deed, passage.text, folded, cited, found)
        if not cited:
            self._open_list(passage, folded, deeds)
        elif self._acts:
            _expired(passage.text, folded, cited, found)
        return [self._checked(passage, item, effect) for item, effect in zip(cited, found, strict=True)]

    def _enter(self, passage: Passage) -> None:
        """Follow where the document stands: in its articles, behind its signature, in what it proposes to others."""
        self._is_signed = self._is_signed or passage.kind is BlockKind.FOOTER
        is_article = _family(passage.mark) == "dieu"
        self._in_articles = not self._is_signed and (self._in_articles or is_article)
        if is_article or (self._listed and self._listed.mark and _family(passage.mark) == _family(self._listed.mark)):
            self._listed = None
        if is_article:
            self._proposes = False
        elif self._acts and len(passage.text) < _REACH and _MAY_PROPOSE.search(passage.text):
            self._proposes = self._proposes or _proposes().search(flat(passage.text)) is not None

    def _checked(self, passage: Passage, item: Extent, effect: Effect | None) -> Effect | None:
        """Return `effect` where the document can do it: the act is named outside quotation marks and not higher."""
        quoted = passage.text.count("“", 0, item.start) > passage.text.count("”", 0, item.start)
        higher = self._rank is not None and item.rank is not None and item.rank > self._rank
        return None if item.nested or quoted or higher else effect

    def _in_list(self, passage: Passage, folded: str, cited: Sequence[Extent], found: list[Effect | None]) -> bool:
        opening = _opening().match(folded, 0, cited[0].start)  # "a) Điều 3 Nghị định": an article is no label
        if self._listed is None or opening is None or not _LINK.fullmatch(folded, opening.end(), cited[0].start):
            return False
        _done_by(_Deed(0, opening.end(), self._listed.effect), passage.text, folded, cited, found)
        return True

    def _open_list(self, passage: Passage, folded: str, deeds: Sequence[_Deed]) -> None:
        """Take in what a line that ends with a colon says of the list below it."""
        if deeds:
            self._listed = _List(deeds[-1].effect, passage.mark)
            return
        end = _ends_effect().search(folded) if self._acts and not self._is_signed else None
        if end and (_many().match(folded) or _itself().search(folded)):
            self._listed = _List("bai_bo" if end["bai_bo"] else "thay_the", passage.mark)

    def _deeds(self, passage: Passage, folded: str, cited: Sequence[Extent]) -> list[_Deed]:
        """Return the verbs by which the document itself does something, not one that it cites."""
        deeds = []
        for verb in _verbs().finditer(folded):
            if any(one.named < verb.start() < one.end for one in cited):
                continue
            if passage.kind is BlockKind.HEADER:
                own = self._acts and self._is_title(folded, verb.start())
            else:
                own = self._is_own(passage, folded, verb.start())
            if own:
                effect = next(effect for _, effect in _VERBS if verb[effect])
                deeds.append(_Deed(verb.start(), verb.end(), effect))
        return deeds

    def _is_title(self, folded: str, place: int) -> bool:
        """Say whether the title of the document begins with the verb at `place`."""
        return bool(self._title) and folded.startswith(self._title[:25], place)

    def _is_own(self, passage: Passage, folded: str, place: int) -> bool:
        if enacting_end(passage.text, folded) == place - 1:
            return self._acts
        before = folded[_sentence_start(passage.text, place) : place]
        itself = list(_itself().finditer(before))
        if itself:
            return _asks().search(before, itself[-1].end()) is None
        acts = self._acts and self._in_articles and not self._proposes
        return acts and _opening().fullmatch(before) is not None


def _without_opening(title: str) -> str:
    opening = _opening().match(title)
    return title[opening.end() :] if opening else title


def _done_by(deed: _Deed, text: str, folded: str, cited: Sequence[Extent], found: list[Effect | None]) -> None:
    """Give the documents named behind a verb, one or a list, what it does."""
    reached = deed.end
    effect: Effect | None = None
    for index, item in enumerate(cited):
        if item.start < deed.end or item.nested:
            continue
        between = folded[reached : item.start]
        if effect is None:
            if lead := _LIST_LEAD.search(between):
                between = between[: lead.start()]
            between = _QUOTED_NAME.sub("", between)  # the name of an annex
            if len(between) > _REACH or _aside().search(between) or _SENTENCE.search(text, reached, item.start):
                return
            effect = _of_part(deed.effect, folded[deed.end : item.named])
        elif not _LINK.fullmatch(between):
            return
        found[index] = effect
        reached = item.end


def _expired(text: str, folded: str, cited: Sequence[Extent], found: list[Effect | None]) -> None:
    """Read "Quyết định số ... hết hiệu lực kể từ ngày Quyết định này có hiệu lực"."""
    for end in _ends_effect().finditer(folded) if cited else ():
        start = _sentence_start(text, end.start())
        stop = _SENTENCE.search(text, end.end())
        if not _itself().search(folded, start, stop.start() if stop else len(folded)):
            continue
        for index, item in enumerate(cited):
            aside = _aside().search(folded, max(start, item.start - 20), item.start)
            if start <= item.start < end.start() and not aside:
                found[index] = "bai_bo" if end["bai_bo"] else "thay_the"


def _of_part(effect: Effect, between: str) -> Effect:
    """Replacing a part of a document ("cụm từ ... tại Điều 3") is amending it."""
    return "sua_doi" if effect == "thay_the" and _parts().search(between) else effect


@lru_cache(maxsize=256)
def _family(mark: str) -> str:
    """Return what kind of label a passage bears: "dieu" for an article, "1" for a number, "a" for a letter."""
    folded = fold(mark)
    if folded.startswith("dieu"):
        return "dieu"
    if folded[:1].isdigit():
        return "1" if folded.isdigit() else "1.1"
    return "a" if len(folded) == 1 and folded.isalpha() else folded


def _sentence_start(text: str, place: int) -> int:
    ends = [bound.end() for bound in _SENTENCE.finditer(text, 0, place)]
    return ends[-1] if ends else 0
