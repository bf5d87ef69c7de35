"""Numbers as Vietnamese papers print them: "80,5%", "1,5 tỷ đồng", "ít nhất 01 đến 02 sản phẩm", "nhóm 5 quận dẫn đầu".

Pure functions on strings; offsets are those of the string given. A comma begins decimals, a point parts thousands; a
point before one or two digits is taken for the comma that it stands for. Dates, numbers of documents, labels, phone
numbers, clock times and names that hold a number ("Quận 1", "Điều 5") are no quantities.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from pipeline.extract.vocabulary import either, table
from pipeline.model import Comparator


class UnitKind(StrEnum):
    """What a unit measures."""

    PERCENT = "percent"
    MONEY = "money"
    TIME = "time"
    MEASURE = "measure"
    POINT = "point"
    RANK = "rank"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Quantity:
    """`text[start:end]` says how much, with its comparator and unit; `text[value_start:value_end]` is the number.

    `low` and `high` bound what is said: both are the number where it is plain, one is None behind a comparator. Of a
    rank they are places counted from the first, or steps to climb (unit "bậc").
    """

    start: int
    end: int
    value_start: int
    value_end: int
    value: str
    comparator: Comparator | None
    low: float | None
    high: float | None
    unit: str | None
    kind: UnitKind | None

    @property
    def number(self) -> float | None:
        """The first number of the value."""
        return self.low if self.low is not None else self.high


_NUMBER = (
    r"(?:\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,6})?|\d{1,3}(?:,\d{3}){2,5}|\d{1,8}(?:[.,]\d{1,6})?)"
    r"(?!\d)(?![.,]\d)"
)
_CLOSED = r"(?!-\w)(?=đ(?!\w)|[^\w/]|$)"  # no number goes on as a symbol, a date, a name ("12/KH", "5G", "17h00")
_VALUE = re.compile(
    rf"(?<![\w/])(?<!\d[.,-])(?P<one>{_NUMBER})"
    rf"(?:\s?(?:%\s?)?(?P<link>-|–|đến dưới|đến|tới|/)\s?(?P<two>{_NUMBER}))?{_CLOSED}"
)
_SINGLE = re.compile(rf"(?<![\w/])(?<!\d[.,-])(?P<one>{_NUMBER})(?P<link>)(?P<two>){_CLOSED}")
_BRACKET = re.compile(r"\s?\([^()\d]{2,14}\)")
_LOOK = 30  # characters before a number that say what it is


def _words() -> dict[str, Any]:
    return table("figures")


@lru_cache(maxsize=1)
def _units() -> tuple[re.Pattern[str], dict[str, UnitKind]]:
    units = _words()["units"]
    kinds = {
        UnitKind.PERCENT: units["percent"],
        UnitKind.MONEY: [*units["money"], *units["foreign_money"]],
        UnitKind.TIME: units["times"],
        UnitKind.MEASURE: units["measures"],
        UnitKind.POINT: units["points"],
        UnitKind.COUNT: [*units["counts"], *units["ranks"]],
    }
    by_name = {_name(name): kind for kind, names in kinds.items() for name in names}
    each, sizes = either(units["each"]), either(units["sizes"])
    unit = rf"(?P<sizes>(?:{sizes}\s+){{0,2}})(?P<base>{either(by_name)})(?!\w)(?:\s?/\s?{each}(?!\w))?"
    return re.compile(rf"\s?(?P<unit>{unit}|(?P<alone>{sizes})(?!\w)(?!\s+[^\W\d_]))"), by_name


def _kind(unit: re.Match[str] | None) -> UnitKind | None:
    """Return what a unit measures; a word of size alone ("1,5 tỷ") means money."""
    if unit is None:
        return None
    return UnitKind.MONEY if unit["alone"] else _units()[1][_name(unit["base"])]


_COMPARATORS: dict[str, Comparator | None] = {
    "at_least": ">=", "more": ">", "at_most": "<=", "less": "<", "about": None,
}  # fmt: skip


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    groups = "|".join(rf"(?P<{name}>{either(_words()['comparators'][name])})" for name in _COMPARATORS)
    return re.compile(rf"(?<!\w)(?:{groups})(?:\s+(?:đạt|là|từ|khoảng))?\s*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _after() -> re.Pattern[str]:
    up, down = (either(_words()["comparators"][name]) for name in ("upwards", "downwards"))
    return re.compile(rf"[^.;:()\d]{{0,50}}?(?<!\w)(?:(?P<up>{up})|(?P<down>{down}))(?!\w)")


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    numbers = _words()["numbers"]
    return re.compile(
        rf"(?:(?P<counting>{either(numbers['counting'])})|(?<!\w){either(numbers['names'])}"
        rf"|(?<!\w){either(numbers['labels'])}[.:])\s*$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _clock() -> tuple[re.Pattern[str], re.Pattern[str]]:
    numbers = _words()["numbers"]
    before = re.compile(rf"(?<!\w){either(numbers['clock'])}\s+$", re.IGNORECASE)
    return before, re.compile(rf"\s?(?:,|\d|{either(numbers['parts_of_day'])}(?!\w))")


@lru_cache(maxsize=1)
def _spelt() -> re.Pattern[str]:
    """A number in words behind a comparator, before a unit: "ít nhất một mô hình"."""
    words = _words()
    lead = either(words["comparators"]["at_least"] + words["comparators"]["at_most"])
    units, _ = _units()
    return re.compile(
        rf"(?<!\w)(?:{lead})\s+(?P<one>{either(words['numbers']['words'])})(?={units.pattern})", re.IGNORECASE
    )


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of `text`, in order, none overlapping.

    >>> [(q.comparator, q.value, q.unit) for q in find_quantities("đạt từ 95% trở lên; ít nhất 01 đến 02 sản phẩm")]
    [('>=', '95', '%'), ('>=', '01 đến 02', 'sản phẩm')]
    >>> find_quantities("Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2024, Điều 5, lúc 8 giờ 30 phút")
    ()
    """
    found: list[Quantity] = []
    for rank in sorted(find_ranks(text), key=lambda rank: rank.start):
        if not found or found[-1].end <= rank.start:
            found.append(rank)
    starts = [rank.start for rank in found]
    place = 0
    numbers: list[Quantity] = []
    while match := _VALUE.search(text, place):
        quantity = _read(text, match)
        if quantity is None and match["two"]:
            single = _SINGLE.match(text, match.start())
            quantity = _read(text, single) if single else None
            match = single or match
        if quantity and not _overlaps(quantity, found, starts):
            numbers.append(quantity)
        place = max(match.end(), quantity.end if quantity else 0)
    return tuple(sorted([*found, *numbers, *_spelt_out(text)], key=lambda quantity: quantity.start))


def _overlaps(quantity: Quantity, others: Sequence[Quantity], starts: Sequence[int]) -> bool:
    """Say whether a quantity shares characters with one of `others`, which begin at `starts`, in order."""
    behind = bisect_left(starts, quantity.end)
    return behind > 0 and others[behind - 1].end > quantity.start


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    units, _ = _units()
    end = match.end()
    bracket = _BRACKET.match(text, end)
    unit = units.match(text, end) or (units.match(text, bracket.end()) if bracket else None)
    kind = _kind(unit)
    if match["link"] == "/" and (kind is not UnitKind.COUNT or _is_named(text, match.start())):
        return None
    if _is_date_or_name(text, match, unit, kind):
        return None
    numbers = [
        number_of(part, money=kind is UnitKind.MONEY and not (unit and (unit["sizes"] or unit["alone"])))
        for part in (match["one"], match["two"])
        if part
    ]
    start, comparator = _comparator_before(text, match.start())
    if comparator == ">" and unit and _stands_on(text, start, unit["base"]):
        start, comparator = match.start(), None
    stop = unit.end() if unit else end
    behind = _after().match(text, stop)
    if behind and (comparator is None or comparator in {">=", "<="}):
        comparator = ">=" if behind["up"] else "<="
    low, high = _bounds(numbers, comparator, is_share=match["link"] == "/")
    return Quantity(
        start, stop, match.start(), end, text[match.start() : end], comparator, low, high,
        _name(unit["unit"]) if unit else None, kind,
    )  # fmt: skip


def _name(unit: str) -> str:
    """Return the name of a unit, written alike."""
    return re.sub(r"\s?/\s?", "/", " ".join(unit.split()))


def _is_named(text: str, start: int) -> bool:
    named = _named().search(text, max(0, start - _LOOK), start)
    return named is not None and named["counting"] is None


def _is_date_or_name(text: str, match: re.Match[str], unit: re.Match[str] | None, kind: UnitKind | None) -> bool:
    """Say whether a number is a part of a name, a date, a year, a clock time, or has too many digits to count."""
    if kind is UnitKind.PERCENT or kind is UnitKind.MONEY:
        return False
    if _is_named(text, match.start()):
        return True
    plain = match["one"].isdigit()
    if plain and len(match["one"]) >= _LONGEST_COUNT:
        return True
    if _YEAR.fullmatch(match["one"]) and (
        kind is None or _YEARS_FROM.search(text, max(0, match.start() - _LOOK), match.start())
    ):
        return True
    if unit and unit["base"] == "giờ":
        before, after = _clock()
        return bool(before.search(text, max(0, match.start() - _LOOK), match.start()) or after.match(text, unit.end()))
    return False


_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS_FROM = re.compile(r"(?<!\d)(?:19|20)\d\d\s?[-–]\s?$")  # "giai đoạn 2021 - 2030 khu vực ..."
_LONGEST_COUNT = 8  # digits without a point: telephone and account numbers


def _comparator_before(text: str, place: int) -> tuple[int, Comparator | None]:
    before = _before().search(text, max(0, place - _LOOK), place)
    if before is None:
        return place, None
    name = next(name for name in _COMPARATORS if before[name])
    return (place if name == "about" else before.start()), _COMPARATORS[name]


@lru_cache(maxsize=1)
def _goals_reach() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(_words()['aims']['reach'])}\s*$", re.IGNORECASE)


def _stands_on(text: str, start: int, unit: str | None) -> bool:
    """Say whether "trên" before a count says where, not how many: "tuyên truyền trên 04 loại hình báo chí"."""
    if unit not in _words()["comparators"]["on"] or text[start : start + 4].lower() != "trên":
        return False
    before = text[max(0, start - _LOOK) : start]
    return bool(before.strip()) and _goals_reach().search(before) is None


def _bounds(
    numbers: list[float], comparator: Comparator | None, *, is_share: bool
) -> tuple[float | None, float | None]:
    """Return the least and the most that is meant; of "9/11 thôn" the nine."""
    first, last = numbers[0], numbers[0] if is_share else numbers[-1]
    if comparator in {">=", ">"}:
        return first, last if len(numbers) > 1 and not is_share else None
    if comparator in {"<=", "<"}:
        return (first if len(numbers) > 1 and not is_share else None), last
    return first, last


def number_of(text: str, *, money: bool = False) -> float:
    """Return the number that `text`, of digits, points and commas, prints.

    >>> [number_of(text) for text in ("02", "80,5", "98.5", "1.250.000", "15.942,496", "1,250,000")]
    [2.0, 80.5, 98.5, 1250000.0, 15942.496, 1250000.0]
    """
    return float(exact_number(text, money=money))


def exact_number(text: str, *, money: bool = False) -> Decimal:
    """Return the number that `text` prints, exactly; in `money` (đồng) a comma before three digits parts thousands."""
    points, commas = text.count("."), text.count(",")
    thousands = re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text)
    if thousands:
        return Decimal(text.replace(".", "").replace(",", "."))
    if commas > 1 or (money and re.fullmatch(r"\d{2,3},\d{3}", text)):
        return Decimal(text.replace(",", ""))
    if points and commas:
        return Decimal(text.replace(".", "").replace(",", "."))
    return Decimal(text.replace(",", "."))


def _spelt_out(text: str) -> Iterator[Quantity]:
    """Yield the numbers in words behind a comparator."""
    words = _words()
    lowered = text.lower()
    if not any(lead in lowered for name in ("at_least", "at_most") for lead in words["comparators"][name]):
        return
    units, _ = _units()
    values: dict[str, int] = words["numbers"]["words"]
    for match in _spelt().finditer(text):
        unit = units.match(text, match.end())
        if unit is None:
            continue
        start, comparator = _comparator_before(text, match.start("one"))
        low, high = _bounds([float(values[match["one"].lower()])], comparator, is_share=False)
        yield Quantity(
            start, unit.end(), match.start("one"), match.end(), match["one"], comparator, low, high,
            _name(unit["unit"]), _kind(unit),
        )  # fmt: skip


@lru_cache(maxsize=1)
def _rank_patterns() -> tuple[re.Pattern[str], ...]:
    words = _words()
    ranking = words["ranking"]
    number = r"(?P<one>\d{1,3})(?:\s?(?P<link>-|–|đến)\s?(?P<two>\d{1,3}))?"
    group = (
        rf"(?P<within>(?<!\w){either(ranking['within'])}\s+)?(?<!\w){either(ranking['group'])}\s+{number}(?![\w/%.,])"
        rf"(?:\s+(?P<unit>{either(words['units']['counts'])})(?!\w))?"
        rf"(?P<first>[^.;:]{{0,40}}?(?<!\w)(?<!người ){either(ranking['first'])}(?!\w))?"
    )
    place = rf"(?<!\w){either(ranking['place'])}\s+(?:thứ\s+)?{number}(?![\w%.,]\w)(?P<unit>)"
    climb = (
        rf"(?<!\w){either(ranking['climb'])}\s+(?:{either(words['comparators']['at_least'])}\s+)?(?:từ\s+)?{number}"
        rf"\s+(?P<unit>{either(words['units']['ranks'])})(?!\w)"
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in (group, place, climb))


def find_ranks(text: str) -> Iterator[Quantity]:
    """Yield the places in a ranking, and the steps to climb in it.

    >>> [(rank.value, rank.unit, rank.low, rank.high) for rank in find_ranks("thuộc nhóm 5 quận dẫn đầu; tăng 3 bậc")]
    [('5', 'quận', 1.0, 5.0), ('3', 'bậc', 3.0, 3.0)]
    """
    lowered = text.lower()
    group, place, climb = _rank_patterns()
    words = _words()
    if any(word in lowered for word in words["ranking"]["group"]):
        for match in group.finditer(text):
            if match["within"] or match["first"]:
                yield _rank(match, low=1.0)
    if "hạng" in lowered or "thứ" in lowered:  # every phrase of a place has one of them
        for match in place.finditer(text):
            yield _rank(match)
    if any(word in lowered for word in words["units"]["ranks"]):
        for match in climb.finditer(text):
            yield _rank(match)


def _rank(match: re.Match[str], low: float | None = None) -> Quantity:
    first = float(match["one"])
    last = float(match["two"]) if match["two"] else first
    value_end = match.end("two") if match["two"] else match.end("one")
    return Quantity(
        match.start(), max(value_end, match.end("unit")), match.start("one"), value_end,
        match.string[match.start("one") : value_end], "rank", first if low is None else low, last,
        match["unit"] or None, UnitKind.RANK,
    )  # fmt: skip


def read_value(cell: str) -> Quantity | None:
    """Return the quantity that a table cell holds and nothing else, or None.

    >>> read_value("≥ 85,5").low, read_value("1.250 hộ").unit, read_value("Phòng 12")
    (85.5, 'hộ', None)
    """
    text = cell.strip(" .;*")
    found = find_quantities(text) if len(text) <= _LONGEST_CELL else ()
    whole = len(found) == 1 and not text[: found[0].start].strip(" đạtừ") and not _rest(text[found[0].end :])
    return found[0] if whole else None


_LONGEST_CELL = 40  # characters


def _rest(text: str) -> str:
    return re.sub(r"trở lên|trở xuống|/\s?(?:năm|tháng|quý|người|hộ)|[\s.()]", "", text)


def amount_in_dong(text: str, quantity: Quantity) -> int | None:
    """Return a sum of money in đồng, None where the unit is none or a foreign one; of a range the upper end.

    >>> text = "tổng kinh phí 1,5 tỷ đồng"
    >>> amount_in_dong(text, find_quantities(text)[0])
    1500000000
    """
    words = _words()["units"]
    *sizes, base = (quantity.unit or "").split() or [""]
    if base in words["sizes"]:
        sizes, base = [*sizes, base], words["money"][0]
    if base not in words["money"] or any(size not in words["sizes"] for size in sizes):
        return None
    factor = math.prod(words["sizes"][size] for size in sizes)
    last = re.split(r"\s?(?:-|–|đến|tới)\s?", text[quantity.value_start : quantity.value_end])[-1].strip("% ")
    return int(exact_number(last, money=factor == 1) * factor) if last else None
