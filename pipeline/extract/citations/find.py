"""Find the numbered citations in a text: "Quyết định số 3417/QĐ-UBND ngày 09 tháng 9 năm 2021 của Ủy ban nhân dân ...".

The first of two steps: a citation is what stands on the paper, found around its number. What it means in its document
(relation, type and issuer taken from the list it stands in) is resolved in `resolve`. Patterns are built from the
tables citations.toml and document_types.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import count
from typing import Any

from pipeline.extract.citations.issuer import issuer_before, issuer_end
from pipeline.extract.dates import Moment, MomentKind, find_moments
from pipeline.extract.vocabulary import document_types, table
from pipeline.language import fold, nfc


class NumberForm(StrEnum):
    """How a number is built."""

    FULL = "full"  # 45/2020/NĐ-CP
    PLAIN = "plain"  # 296/KH-UBND
    PARTY = "party"  # 24-NQ/TW
    YEAR_ONLY = "year_only"  # 24/2020
    OLD = "old"  # 26-CP, 178 QĐ/UB
    BARE = "bare"  # 178


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation: `text[start:end]`, its number at `text[number_start:number_end]`.

    `doc_type` is the type written before the number, `implied_type` the one that the symbol says. `issuer` is the
    span of its name, behind the citation or (`issuer_ahead`) before it. `is_cut` where the symbol says a type only and
    no body, as a narrow column cuts it ("30/2024/TT-").
    """

    start: int
    end: int
    number_start: int
    number_end: int
    id: str
    form: NumberForm
    doc_type: str | None
    implied_type: str | None
    says_number: bool
    day: Moment | None
    issuer: tuple[int, int] | None
    issuer_ahead: bool
    is_cut: bool = False

    @property
    def bodies(self) -> str:
        """What the symbol says behind its type: "UBND" of 296/KH-UBND."""
        return re.split(r"[-/]", self.id)[-1].upper()


def citation_words() -> dict[str, Any]:
    """Return the table citations.toml."""
    return table("citations")


_PIECE = r"(?:[A-ZĐÐƯÔ][A-Za-zĐđÐƯưÔô0-9&]{0,14})"
_JOIN = r"(?:\s?[-–‑]\s?(?=[A-ZĐÐƯ][A-ZĐÐƯa-z&]*[A-ZĐÐ0-9])|[-–‑./]|/\s(?=[A-ZĐ]{2}))"
_SYMBOL = rf"{_PIECE}(?:{_JOIN}{_PIECE}){{0,5}}"
_SLASH = r"\s?/\s?"
_HEAD = r"(?<![0-9A-Za-zÀ-ỹĐđ/.\-–,])"
_NUMBER = re.compile(
    rf"{_HEAD}(?P<serial>(?:(?<=[sS]ố\s)\d{{1,3}}\s(?=\d{{1,4}}[/-]))?\d{{1,5}}[a-zđ]?)(?:"
    rf"(?:{_SLASH}|[-–])(?P<year>(?:19|20)\s?\d\s?\d){_SLASH}(?P<full>{_SYMBOL})"
    rf"|{_SLASH}(?P<plain>{_SYMBOL})"
    rf"|\s?[-–‑]\s?/?(?P<party>{_PIECE}(?:[-–‑]{_PIECE})?\s?/\s?{_SYMBOL})"
    rf"|\s(?P<spaced>{_PIECE}\s?/\s?{_PIECE})"
    rf"|[-–](?P<old>{_PIECE})"
    r"|/(?P<only>(?:19|20)\d\d)"
    r"|)(?![A-Za-zÀ-ỹĐđ0-9/]|[-–][A-Za-zÀ-ỹĐđ0-9])"
)
_STRAY = r"(?:(?:\d{1,5}\s?[-–/]|[a-zA-Z)\].,;'*~|])\s+)?"  # what an engine read twice, or from a speck
_SAYS_NUMBER = re.compile(rf"(?:s[ốôoồ]|số hiệu)\s*:?\s*{_STRAY}$", re.IGNORECASE)
_OPEN_NUMBER = re.compile(r"\A\W*(?:Số|SỐ)\s*:|\n\W*(?:Số|SỐ)\s*:\s*$")
_GAP_DIRECT = re.compile(rf"\s*(?:(?:s[ốôoồ]|số hiệu)\s*:?\s*{_STRAY})?:?\s*", re.IGNORECASE)
_GAP_OF = re.compile(r"\s+của\s+[^;:.()]{2,90}?\s+số\s*:?\s*", re.IGNORECASE)
_GAP_WORDS = re.compile(r"(?:\s+[^\s\d;:.,()]+){1,5}\s+số\s*:?\s*", re.IGNORECASE)
_OPEN_SYMBOL = re.compile(r"\s?[-–/]?\s*(?:[|\n]|\Z)|\s?[-–/](?!\w)")  # behind a symbol that was broken off
_GAP_LAW = re.compile(r"[^;:.()“”\n]{0,170}\s+\(?(?:số\s*:?\s*)?", re.IGNORECASE)
_AMENDING = re.compile(
    r"\b(?:Luật|Pháp lệnh|Nghị quyết)\s+(?:sửa đổi|bổ sung)[^;:.()“”\d\n]{3,140}"
    r"(?:\s(?:của|các|và)\s+(?:các\s+)?|,\s+)\Z",
    re.IGNORECASE,
)
_WINDOW = 190


@lru_cache(maxsize=1)
def type_names() -> dict[str, str]:
    """Return how types are written (folded) and what the record calls them."""
    names = {fold(kind.name): kind.name for kind in document_types()}
    for entry in citation_words()["cited_type"]:
        names |= {fold(word): entry["name"] for word in entry["words"]}
    return names


@lru_cache(maxsize=1)
def type_pattern() -> re.Pattern[str]:
    """Return the pattern of a type as written, in any case, with or without its marks, over one or more spaces."""
    written = {kind.name for kind in document_types()}
    written |= {word for entry in citation_words()["cited_type"] for word in entry["words"]}
    longest_first = sorted(written | {fold(word) for word in written if " " in word}, key=lambda word: -len(word))
    return re.compile(
        r"\b(?<!pháp )(?:" + "|".join(re.escape(nfc(word)).replace(r"\ ", r"\s+") for word in longest_first) + r")\b",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _symbol_types() -> dict[str, str]:
    symbols = {symbol.upper(): kind.name for kind in document_types() for symbol in kind.symbols}
    cited = citation_words()["cited_type"]
    return symbols | {symbol.upper(): entry["name"] for entry in cited for symbol in entry.get("symbols", ())}


@lru_cache(maxsize=1)
def _bodies() -> re.Pattern[str]:
    known = sorted(citation_words()["symbols"]["bodies"], key=lambda body: -len(body))
    return re.compile("(?:" + "|".join(map(re.escape, known)) + r")[0-9IVX]{0,4}", re.IGNORECASE)


def find_citations(text: str) -> tuple[Citation, ...]:
    """Return the numbered citations in `text`, in order. Dates, fractions, standards and telephone numbers are none.

    >>> [found.id for found in find_citations("Kế hoạch số 1/KH-UBND và số 2/KH-UBND; 52- CTr/TU; TCVN ISO 9001:2015")]
    ['1/KH-UBND', '2/KH-UBND', '52-CTr/TU']
    """
    return tuple(_read_all(_raised(text)))


_LOW = re.compile(r"\d[-/][a-zđ]{1,5}[-/][a-zđ]")


@lru_cache(maxsize=1)
def _low_symbols() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of a symbol in small letters ("45/2020/nđ-cp"), and how its parts are written."""
    types = {symbol.lower(): symbol for kind in document_types() for symbol in kind.symbols if len(symbol) > 1}
    bodies = {body.lower(): body for body in citation_words()["symbols"]["bodies"]}
    first, other = ("|".join(sorted(map(re.escape, names), key=len, reverse=True)) for names in (types, bodies))
    return re.compile(rf"(?<=[\d/-])(?:{first})[-/](?:{other})(?![\w-])"), types | bodies


def _raised(text: str) -> str:
    """Return `text`, as long, with symbols that stand in small letters in capitals."""
    if not _LOW.search(text):
        return text
    pattern, written = _low_symbols()
    return pattern.sub(lambda low: re.sub(r"[^-/]+", lambda part: written[part.group()], low.group()), text)


def _read_all(text: str) -> Iterator[Citation]:
    place = floor = 0
    while match := _NUMBER.search(text, place):
        if glued := _lone_bodies().search(match.group()):
            match = _NUMBER.match(text[: match.start() + glued.end()], match.start()) or match
        found = _read(text, match, floor)
        place = max(found.end, match.end()) if found else match.start("serial") + len(match["serial"])
        if found:
            floor = place
            yield found


@lru_cache(maxsize=1)
def _lone_bodies() -> re.Pattern[str]:
    """Return the pattern of a body that the mark of a footnote or the next word was glued to: "45/2020/NĐ-CP1"."""
    bodies = "|".join(map(re.escape, citation_words()["symbols"]["lone"]))
    return re.compile(rf"(?<=[-/])(?:(?:{bodies})(?=\d{{1,2}}\Z|[A-ZĐ]?[a-z]{{2,9}}\Z)|CP(?=[A-ZĐ]{{3,6}}\Z))")


def _read(text: str, match: re.Match[str], floor: int) -> Citation | None:
    form, symbol = _form(match)
    says_number = _SAYS_NUMBER.search(text, max(floor, match.start() - 12), match.start()) is not None
    if form is NumberForm.BARE and not says_number:
        return None
    pieces = [_mended(piece, first=not place) for place, piece in enumerate(_PIECES.findall(symbol))]
    implied = next((_symbol_types()[piece.upper()] for piece in pieces if piece.upper() in _symbol_types()), None)
    start, doc_type = _type_before(text, match.start(), floor, implied, parliament=_of_parliament(symbol))
    day, day_end = _day_after(text, match.end())
    if not _credible(form, pieces, implied, doc_type, says_number=says_number, dated=day is not None):
        return None
    if doc_type is None and _is_of_other_kind(text, match):
        return None
    if doc_type is None and _OPEN_NUMBER.search(text[max(0, match.start() - 12) : match.start()]):
        return None  # the number of the document itself, in its head
    end = day_end
    if text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")":
        end += 1
    issuer = _issuer_after(text, end, dated=day is not None)
    if issuer and (doc_type or implied) in citation_words()["issuer"]["joint"]:
        issuer = (issuer[0], _joint_end(text, issuer[1]))
    if issuer and day is None:
        day, end = _day_after(text, issuer[1], behind_issuer=True)
    end = max(end, issuer[1]) if issuer and text[end : issuer[0]].count("(") == 0 else end
    ahead = issuer is None
    if issuer is None:
        issuer = issuer_before(text, start, floor)
    return Citation(
        start=start, end=end, number_start=match.start(), number_end=match.end(), id=_identifier(match, symbol),
        form=form, doc_type=doc_type, implied_type=implied, says_number=says_number, day=day, issuer=issuer,
        issuer_ahead=ahead and issuer is not None, is_cut=_is_cut(text, match, form, pieces),
    )  # fmt: skip


def _is_cut(text: str, match: re.Match[str], form: NumberForm, pieces: list[str]) -> bool:
    if form not in {NumberForm.FULL, NumberForm.PLAIN} or len(pieces) != 1 or pieces[0].upper() not in _symbol_types():
        return False
    return form is NumberForm.FULL or _OPEN_SYMBOL.match(text, match.end()) is not None


_CODE = re.compile(r"(?<!\w)(?!SỐ)[A-ZĐ]{2,6}\s?:\s?$")
_HEAD_LINE = re.compile(r"(?<!\w)Số\s?:\s?$")
_PLACE_AND_DAY = re.compile(r"\s+[A-ZĐ][^\d,]{2,40},\s*ngày\s|\s*\|?\s*CỘNG H[OÒ]")


def _is_of_other_kind(text: str, match: re.Match[str]) -> bool:
    """Say whether a number without a type is that of a form, a standard ("QTKĐ: ...") or stands in a head."""
    before = max(0, match.start() - 30)
    if _of_a_form().search(text, before, match.start()) or _CODE.search(text, before, match.start()):
        return True
    in_head = _HEAD_LINE.search(text, before, match.start()) is not None
    return in_head and _PLACE_AND_DAY.match(text, match.end()) is not None


@lru_cache(maxsize=1)
def _of_a_form() -> re.Pattern[str]:
    forms = "|".join(citation_words()["symbols"]["not_after"])
    return re.compile(rf"(?:{forms})[\s:]+(?:số\s*:?\s*)?(?:\d{{1,3}}\s?(?:,|và)\s?){{0,4}}$", re.IGNORECASE)


def _form(match: re.Match[str]) -> tuple[NumberForm, str]:
    forms = {
        "full": NumberForm.FULL, "plain": NumberForm.PLAIN, "party": NumberForm.PARTY, "spaced": NumberForm.OLD,
        "old": NumberForm.OLD, "only": NumberForm.YEAR_ONLY,
    }  # fmt: skip
    for name, form in forms.items():
        if match[name]:
            return form, match[name]
    return NumberForm.BARE, ""


_PIECES = re.compile(r"[^\W\d_][\w&]*")


def _mended(piece: str, *, first: bool) -> str:
    """Return a part of a symbol with the strokes that an engine or an old machine left out."""
    symbols = citation_words()["symbols"]
    mended = symbols["mended_type"].get(piece) if first else None
    return str(mended or symbols["mended"].get(piece, piece)).replace("Ð", "Đ")


def _identifier(match: re.Match[str], symbol: str) -> str:
    """Return the number without spaces, one kind of dash, the strokes that a symbol must have put back."""
    whole = re.sub(r"\s+", "", match.group()).translate(str.maketrans("–‑Ð", "--Đ"))
    whole = re.sub(r"(?<=\d)-/(?=[A-ZĐ])", "-", whole)
    if not symbol:
        return whole
    if match["spaced"]:
        whole = match["serial"] + "-" + re.sub(r"\s+", "", symbol)
    begin = next((place for place, char in enumerate(whole) if char in "/-"), len(whole))
    head, tail = whole[:begin], whole[begin:]
    parts = count()
    return head + _PIECES.sub(lambda piece: _mended(piece.group(), first=next(parts) == 0), tail)


def _of_parliament(symbol: str) -> bool:
    return re.fullmatch(r"(?:UBTV)?QH[0-9IVXK]{1,4}", symbol) is not None


@lru_cache(maxsize=1)
def _gap_qualified() -> re.Pattern[str]:
    qualified = "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in citation_words()["law"]["qualified"])
    return re.compile(rf"\s+(?:{qualified})\s+số\s*:?\s*", re.IGNORECASE)


def _type_before(
    text: str, number: int, floor: int, implied: str | None, *, parliament: bool
) -> tuple[int, str | None]:
    """Return where the citation begins and the type written there: the nearest, one that fits the symbol first."""
    window = max(floor, number - _WINDOW)
    found: list[tuple[int, str]] = []
    for match in reversed(list(type_pattern().finditer(text, window, number))):
        name = type_names()[fold(re.sub(r"\s+", " ", match.group()))]
        gap = text[match.end() : number]
        if _GAP_DIRECT.fullmatch(gap):
            return match.start(), name
        if parliament and name in citation_words()["law"]["parliament"] and _GAP_LAW.fullmatch(gap):
            amending = _AMENDING.search(text, window, match.start())
            return (amending.start() if amending else match.start()), name
        if not parliament and any(way.fullmatch(gap) for way in (_GAP_OF, _GAP_WORDS, _gap_qualified())):
            found.append((match.start(), name))
    agreeing = [item for item in found if implied in {None, item[1]}]
    if agreeing:
        return agreeing[0]
    says = re.search(r"(?:số|số hiệu)\s*:?\s*$", text[window:number], re.IGNORECASE)
    return (window + says.start() if says else number), None


def _credible(
    form: NumberForm, pieces: list[str], implied: str | None, doc_type: str | None, *, says_number: bool, dated: bool
) -> bool:
    """Say whether a number is that of a document: the less its symbol proves, the more its surroundings must."""
    if form is NumberForm.BARE:
        return doc_type is not None and says_number and dated
    if form is NumberForm.YEAR_ONLY:
        return doc_type in citation_words()["law"]["short_number"] and (dated or says_number)
    if form is NumberForm.OLD:
        return doc_type is not None
    if doc_type is not None:
        return True
    proven = implied is not None or any(_bodies().fullmatch(piece) for piece in pieces)
    if says_number:
        return proven or form is NumberForm.FULL
    return proven and (form is not NumberForm.PLAIN or len(pieces) > 1 or dated)


_BEFORE_DAY = re.compile(r"(?:[-–]\s(?=ngày)|\.\s(?=ngày)|[\s,(]*)(?:(?:ban hành|ký)\s+)?(?:cùng\s+(?=ngày\s+\d))?")
_SPLIT_DAY = re.compile(
    r"ng[àa]y\s{0,2}(?P<day>(?=[\d/]{0,9}\d\s\d)\d\s?\d?\s?/\s?\d\s?\d?\s?/\s?(?:1\s?9|2\s?0)\s?\d\s?\d)(?![\d/])"
)
"""A day whose figures an engine parted: "ngày 24/1 1/2020"."""
_BEHIND_ISSUER = re.compile(r",?\s+(?:mới\s+)?(?:ban hành\s+|ký\s+)?(?=ngày)", re.IGNORECASE)


def _day_after(text: str, place: int, *, behind_issuer: bool = False) -> tuple[Moment | None, int]:
    """Return the day that follows at `place`, and where the citation ends with it (else `place`)."""
    lead = (_BEHIND_ISSUER if behind_issuer else _BEFORE_DAY).match(text, place)
    if lead is None:
        return None, place
    if split := _SPLIT_DAY.match(text, lead.end()):
        joined = find_moments(re.sub(r"\s", "", split["day"]))
        if len(joined) == 1 and joined[0].kind is MomentKind.DAY:
            return joined[0], split.end()
    moments = find_moments(text[lead.end() : lead.end() + 60])
    if not moments or moments[0].start != 0 or moments[0].kind is not MomentKind.DAY:
        return None, place
    return moments[0], lead.end() + moments[0].end


_ALIAS = r"(?:\s*\((?:{alias})[^()]{{0,120}}\))?"  # a name of its own, in brackets before the issuer


@lru_cache(maxsize=1)
def _issuer_lead() -> re.Pattern[str]:
    alias = "|".join(map(re.escape, citation_words()["relation"]["alias"]))
    leads = "|".join(map(re.escape, citation_words()["issuer"]["leads"]))
    return re.compile(rf",?{_ALIAS.format(alias=alias)}\s*,?\s*(?:{leads})\s+", re.IGNORECASE)


@lru_cache(maxsize=1)
def _issuer_head() -> re.Pattern[str]:
    heads = "|".join(map(re.escape, citation_words()["issuer"]["heads"]))
    return re.compile(rf"\s+(?={heads}\b)")


def _joint_end(text: str, end: int) -> int:
    """Return where the list of bodies ends that issue together, the first of which ends at `end`."""
    for _ in range(_MOST_BODIES):
        link = _JOINS_BODY.match(text, end)
        head = link and _issuer_head_word().match(text, link.end())
        further = issuer_end(text, link.end()) if link and head else None
        if further is None:
            break
        end = further
    return end


_MOST_BODIES = 8
_JOINS_BODY = re.compile(r"\s?,\s(?:và\s)?|\s?[-–]\s?|\svà\s")


@lru_cache(maxsize=1)
def _issuer_head_word() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, citation_words()['issuer']['heads']))})\b")


def _issuer_after(text: str, place: int, *, dated: bool) -> tuple[int, int] | None:
    lead = _issuer_lead().match(text, place) or (_issuer_head().match(text, place) if dated else None)
    if lead is None:
        return None
    end = issuer_end(text, lead.end())
    return (lead.end(), end) if end else None
