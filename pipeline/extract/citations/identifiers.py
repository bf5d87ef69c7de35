"""Identifiers that tell apart the same number of different bodies and years.

`canonical` is "<issuer>/<type>/<year>/<number>" in plain ASCII ("ubnd-quan-1/quyet-dinh/2022/2679"): what a reference
says and what the header of the document that it means says give the same string. `urn` names central law in the
style of RFC 9676: "urn:lex:vn:quoc.hoi:luat:2024-01-18;31-2024-qh15" (authority, measure, date or year, number).

A number that a body counts by year stands once in a year; a province counts its laws (41/2011/QĐ-UBND) apart from its
other decisions (41/QĐ-UBND), so these get "41-qppl". Where the body or the year is not known there is no identifier.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.extract.vocabulary import table, type_by_symbol
from pipeline.language import fold
from pipeline.model import Header

_ID = re.compile(
    r"(?P<serial>\d{1,5}[a-zđ]?)(?:[-/](?P<year>(?:19|20)\d\d)(?!\d))?(?:[-/](?P<symbol>.+))?\Z", re.IGNORECASE
)
_TERM = re.compile(r"(?:[0-9]|[IVX](?=[IVX]*\Z)){1,4}\Z")


def _words() -> dict[str, Any]:
    return table("identifiers")


def slug(text: str) -> str:
    """Return `text` in lower-case ASCII letters and digits, parted by hyphens.

    >>> slug("Sở Giáo dục và Đào tạo")
    'so-giao-duc-va-dao-tao'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Number:
    """The parts of an `id`: "98/2023/QH15" is serial "98", year "2023", symbol "QH15"."""

    serial: str
    year: str | None
    symbol: str

    @property
    def pieces(self) -> tuple[str, ...]:
        """The parts of the symbol, in capitals as printed."""
        return tuple(piece for piece in re.split(r"[-/.]", self.symbol) if piece)


def number_of(identifier: str) -> Number | None:
    """Return the parts of the number of a document, or None where `identifier` is none.

    >>> number_of("98/2023/QH15")
    Number(serial='98', year='2023', symbol='QH15')
    """
    match = _ID.match(identifier)
    if match is None:
        return None
    digits = _DIGITS.match(match["serial"])
    serial = f"{int(digits.group())}{match['serial'][digits.end() :].lower()}" if digits else match["serial"]
    return Number(serial, match["year"], match["symbol"] or "")


def body_of_piece(piece: str) -> str | None:
    """Return the central body that one part of a symbol proves, None where it proves none.

    >>> body_of_piece("QH15"), body_of_piece("UBND")
    ('Quốc hội', None)
    """
    central: dict[str, str] = _words()["central"]
    return central.get(piece) or central.get(_TERM.sub("", piece))


def bodies_of(number: Number, issuer: str | None = None) -> tuple[str, ...]:
    """Return the central bodies that the symbol of a number proves: one, or several of a joint circular.

    The symbol of a ministry proves nothing beside an `issuer` of another kind (BTC: a Ban Tổ chức of a province).
    """
    found = [body for piece in number.pieces if (body := body_of_piece(piece))]
    if issuer and found and found[0].startswith("Bộ ") and not re.search(r"(?<!\w)bo(?!\w)", fold(issuer)):
        return ()
    if "TTLT" in number.pieces or "NQLT" in number.pieces:
        return tuple(found)
    return tuple(found[:1])


@dataclass(frozen=True, slots=True)
class Units:
    """The administrative units that a document speaks of: the word for each (folded) and its names (folded)."""

    named: tuple[tuple[str, str], ...]
    parents: tuple[tuple[str, str], ...] = ()

    def only(self, word: str) -> str | None:
        """Return the name of the only unit of this kind, None where there is none or more than one."""
        names = {name for kind, name in self.named if kind == word}
        return names.pop() if len(names) == 1 else None

    def above(self, word: str, name: str) -> str | None:
        """Return the unit that holds a numbered one ("phuong 10" in "quan 3")."""
        return dict(self.parents).get(f"{word} {name}")


@lru_cache(maxsize=1)
def _unit() -> re.Pattern[str]:
    words = "|".join(sorted(_words()["issuer"]["units"], key=len, reverse=True))
    provinces = "|".join(
        sorted(map(re.escape, _provinces()), key=len, reverse=True)
    )  # "tỉnh Hà Tĩnh" holds a word twice
    plain = rf"(?!(?:{words})(?!\w))[a-z']{{1,9}}"
    return re.compile(
        rf"(?<!\w)(?P<word>{words})\s+(?P<name>\d{{1,2}}(?!\d)|(?:{provinces})(?!\w)|{plain}(?:(?:\s|\s?-\s?){plain}){{0,4}})"
    )


@lru_cache(maxsize=1)
def _provinces() -> dict[str, str]:
    places = _words()["provinces"]
    return {fold(name): "tinh" for name in places["names"]} | {fold(name): "thanh pho" for name in places["cities"]}


def _units_in(text: str) -> list[tuple[str, str]]:
    folded = fold(" ".join(text.split()))
    for short, whole in _words()["issuer"]["shortened"].items():
        if short in {"tp.", "tp", "tx.", "tt.", "hcm"}:
            folded = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", whole, folded)
    folded = re.sub(r"\s+", " ", folded)
    return [
        (match["word"], match["name"].strip(" -"))
        for match in _unit().finditer(folded)
        if match["name"].split()[0] not in _words()["issuer"]["no_unit"]
    ]


def units_of(header: Header, issuers: Iterable[str] = ()) -> Units:
    """Return the units that the head of a document names; where it names none of a kind, those of `issuers`."""
    lines = [line for line in (header.issuer, header.superior, header.place) if line]
    named = [unit for line in lines for unit in _units_in(line)]
    named += [(_provinces()[bare], bare) for line in lines if (bare := _bare_province(line))]
    kinds = {kind for kind, _ in named}
    named += [unit for issuer in issuers for unit in _units_in(issuer) if unit[0] not in kinds]
    levels = _words()["issuer"]["units"]
    own = [unit for unit in _units_in(header.issuer or "") if unit[1].isdigit()]
    parents = [
        (f"{word} {name}", f"{kind} {above}")
        for word, name in own
        for kind, above in [unit for line in lines[1:] for unit in _units_in(line)]
        if levels[kind] < levels[word]
    ]
    return Units(tuple(dict.fromkeys(named)), tuple(parents))


@lru_cache(maxsize=1)
def _ending_in_province() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<name>{'|'.join(map(re.escape, _provinces()))})\Z")


def _bare_province(line: str) -> str | None:
    """Return the province or city that a line ends with, bare: "Sở Y tế Kiên Giang", "Kiên Giang"."""
    folded = fold(line).strip(" .,")
    ending = _ending_in_province().search(folded)
    found = ending["name"] if ending else None
    return found if found and not any(unit[1] == found for unit in _units_in(line)) else None


@lru_cache(maxsize=1)
def _titles() -> re.Pattern[str]:
    titles = sorted(_words()["issuer"]["titles"], key=len, reverse=True)
    headed = "|".join(_words()["issuer"]["headed"])
    return re.compile(rf"(?:{'|'.join(titles)})(?!\w)(?:\s*,)?\s+(?=\w)|(?:pho\s)?truong\s+(?=(?:{headed})(?!\w))")


@lru_cache(maxsize=1)
def _shortenings() -> tuple[tuple[re.Pattern[str], str], ...]:
    shortened: dict[str, str] = _words()["issuer"]["shortened"]
    ordered = sorted(shortened.items(), key=lambda item: -len(item[0]))
    return tuple((re.compile(rf"(?<!\w){re.escape(short)}(?!\w)"), whole) for short, whole in ordered)


def issuer_slug(issuer: str, units: Units) -> str | None:
    """Return the identifier of a body, its unit added where only the document says which; None where it does not say.

    >>> issuer_slug("Chủ tịch UBND Thành phố", units_of(Header(superior="Ủy ban nhân dân Thành phố Hồ Chí Minh")))
    'ubnd-thanh-pho-ho-chi-minh'
    """
    folded = " ".join(fold(issuer).replace("–", "-").split()).strip(" .,;")
    alias = _words()["alias"].get(re.sub(r"\s+khoa\s+[ivx\d]{1,5}\Z", "", folded))
    if alias:
        return slug(alias)
    while title := _titles().match(folded):
        folded = folded[title.end() :]
    for short, whole in _shortenings():
        folded = short.sub(whole, folded)
    folded = re.sub(r"\s+", " ", folded)
    return _with_place(folded, units)


def _with_place(folded: str, units: Units) -> str | None:
    committees: dict[str, str] = _words()["issuer"]["committees"]
    for committee, word in committees.items():
        if folded == committee:
            name = units.only(word)
            return slug(f"{committee} {name}") if name else None
        if folded.startswith(f"{committee} {word} "):
            return slug(folded.replace(f"{committee} {word} ", f"{committee} ", 1))
    if folded in _words()["issuer"]["generic"]:
        return None
    tail = re.search(rf"(?<!\w)({'|'.join(_words()['issuer']['units'])})\Z", folded)
    if tail and not folded.endswith(tuple(name for name in _provinces() if name.endswith(tail[1]))):
        name = units.only(tail[1])
        return slug(f"{folded} {name}") if name else None
    numbered = re.search(r"(?<!\w)(phuong|xa) (\d{1,2})\Z", folded)
    if numbered:
        above = units.above(numbered[1], numbered[2])
        return slug(f"{folded} {above}") if above else None
    return _department(folded, units)


def _department(folded: str, units: Units) -> str | None:
    """Add the province to a department that names none ("Sở Y tế"), a unit's word to a bare province's name."""
    if re.match(r"phong(?!\w)", folded) and not _unit().search(folded):
        return _placed(folded, ("quan", "huyen", "thi xa"), units)
    if not any(re.match(rf"{head}(?!\w)", folded) for head in _words()["issuer"]["departments"]):
        return slug(folded) or None
    for name, word in _provinces().items():
        if re.search(rf"(?<!\w){re.escape(name)}\Z", folded):
            bare = re.sub(rf"(?:{word}\s)?{re.escape(name)}\Z", "", folded).strip()
            return slug(f"{bare} {word} {name}")
    if re.search(r"(?<!\w)(?:tinh|thanh pho)\s\w", folded):
        return slug(folded)
    return _placed(folded, ("tinh", "thanh pho"), units)


def _placed(folded: str, kinds: Sequence[str], units: Units) -> str | None:
    place = next((f"{kind} {only}" for kind in kinds if (only := units.only(kind))), None)
    return slug(f"{folded} {place}") if place else None


def canonical(doc_type: str | None, identifier: str, date: str | None, issuer: str | None, units: Units) -> str | None:
    """Return what tells a document apart from all others, None where its body, type or year is not known.

    Args:
        doc_type: the type, written or told by the symbol.
        identifier: number/year/symbol as in `Reference.id`.
        date: ISO 8601, used for the year where the number has none.
        issuer: the body as written; not needed where the symbol proves a central body.
        units: which units the document speaks of, from `units_of`.
    """
    number = number_of(identifier)
    doc_type = _counted_as(doc_type, number) if number and doc_type else None
    if number is None or doc_type is None:
        return None
    year = number.year or (date[:4] if date else None)
    body = "+".join(slug(name) for name in bodies_of(number, issuer)) or (
        issuer_slug(issuer, units) if issuer else None
    )
    if year is None or body is None:
        return None
    return f"{body}/{slug(doc_type)}/{year}/{number.serial}{_series(doc_type, number)}"


def _counted_as(doc_type: str, number: Number) -> str:
    """Return the type under which a body counts a document: "Chương trình hành động" is a "Chương trình"."""
    if doc_type == "Văn bản":
        return type_of_symbol(number) or "Công văn"
    return str(_words()["series"]["same"].get(doc_type, doc_type))


def _series(doc_type: str, number: Number) -> str:
    of_parliament = any(_TERM.sub("", piece) in {"QH", "UBTVQH"} for piece in number.pieces)
    return "-qppl" if number.year and doc_type in _words()["series"]["both"] and not of_parliament else ""


def urn(doc_type: str | None, identifier: str, date: str | None) -> str | None:
    """Return the name of a central act in the style of RFC 9676, None for anything else.

    >>> urn("Luật", "31/2024/QH15", "2024-01-18")
    'urn:lex:vn:quoc.hoi:luat:2024-01-18;31-2024-qh15'
    """
    number = number_of(identifier)
    if number is None or doc_type not in _words()["urn"]["types"]:
        return None
    bodies = bodies_of(number)
    when = date or number.year
    if not bodies or when is None or set(bodies) & set(_words()["urn"]["no_law"]):
        return None
    if number.year is None and bodies[0] not in _words()["urn"]["without_year"]:
        return None
    authority = "+".join(slug(body).replace("-", ".") for body in bodies)
    measure = slug(doc_type or "").replace("-", ".")
    return f"urn:lex:{_words()['urn']['jurisdiction']}:{authority}:{measure}:{when};{slug(identifier)}"


def canonical_of_header(header: Header) -> str | None:
    """Return the identifier of the document itself, equal to `Reference.canonical` of those that cite it.

    >>> canonical_of_header(Header(doc_type="Kế hoạch", number_symbol="05/KH-UBND", date="2024-03-01",
    ...     issuer="Ủy ban nhân dân Quận 1"))
    'ubnd-quan-1/ke-hoach/2024/5'
    """
    if not header.number_symbol:
        return None
    identifier = re.sub(r"\s+", "", header.number_symbol)
    number = number_of(identifier)
    doc_type = header.doc_type or (type_of_symbol(number) if number else None)
    return canonical(doc_type, identifier, header.date, header.issuer, units_of(header))


def type_of_symbol(number: Number) -> str | None:
    """Return the type that the symbol of a number says, None where it says none."""
    kinds = type_by_symbol()
    return next((kinds[piece.upper()].name for piece in number.pieces if piece.upper() in kinds), None)
