"""How often a duty returns, as a rule of RFC 5545 (RRULE): "hằng quý" is FREQ=MONTHLY;INTERVAL=3.

A rule says what is printed: the interval, and the due day where the text names one for every time ("trước ngày 25
hằng tháng"). What recurs by no rule ("thường xuyên", "đột xuất") has none. Where several intervals are named
("định kỳ 6 tháng, năm") the longer ones coincide with the shortest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import product

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

from pipeline.extract.dates import MomentKind, find_moments, find_recurrences
from pipeline.extract.vocabulary import any_of, either, table

_YEAR = 12  # months
_LEAP_YEAR, _COMMON_YEAR = 2024, 2025
"""Two years of both kinds: a month and day printed without a year are read in the first."""


def find_rule(frequency: str | None, text: str, until: date | None = None) -> str | None:
    """Return the rule that `frequency` says, with the due days that `text` names, until the last day `until`.

    Args:
        frequency: the words that say how often, as `find_recurrences` finds them.
        text: the clause they stand in.
        until: the last day of the time that the document covers.

    >>> find_rule("định kỳ 6 tháng, năm", "định kỳ 6 tháng, năm báo cáo kết quả", date(2025, 12, 31))
    'FREQ=MONTHLY;INTERVAL=6;UNTIL=20251231'
    >>> find_rule("hằng tháng", "gửi báo cáo trước ngày 25 hằng tháng")
    'FREQ=MONTHLY;BYMONTHDAY=25'
    >>> find_rule("hằng năm", "trước ngày 15/6 hằng năm và trước ngày 30/11 hằng năm báo cáo")
    'FREQ=YEARLY;BYMONTH=6,11;BYMONTHDAY=15,30;BYSETPOS=1,4'
    >>> find_rule("thường xuyên", "thường xuyên kiểm tra")
    """
    if not frequency:
        return None
    days, months = _intervals(frequency)
    rule = _short_rule(min(days), text) if days else _month_rule(sorted(months), text)
    return f"{rule};UNTIL={until:%Y%m%d}" if rule and until else rule


def find_governing(text: str) -> str | None:
    """Return the first phrase of `text` that says how often its verb is to be done, not a noun of it.

    >>> find_governing("Bố trí kinh phí hằng năm cho các đơn vị; định kỳ 6 tháng báo cáo kết quả.")
    'định kỳ 6 tháng'
    """
    for found in find_recurrences(text):
        if _governs(text, found.start, found.end):
            return text[found.start : found.end]
    return None


_CLAUSE_START = re.compile(r"(?:^|[,;.:(–-])\s*$")
_CLAUSE_END = re.compile(r"\s*(?:[.,;()/:]|$|(?:về|gửi|cho|trước|để|theo|hoặc|vào|chậm nhất)\s)")
_DUE_BEFORE = re.compile(r"ngày\s+\d{1,2}(?:\s*(?:/|tháng)\s*\d{1,2})?\s*$|\d\s*(?:giờ|h)\s*\d{0,2}\s*$", re.IGNORECASE)
_OF_ITS_OWN = re.compile(r"định kỳ|mỗi|.*\blần\b", re.IGNORECASE)


def _governs(text: str, start: int, end: int) -> bool:
    before, clause = text[:start], re.split(r"[;.]\s", text[:start])[-1]
    if _OF_ITS_OWN.match(text, start, end) or _CLAUSE_START.search(before) or _DUE_BEFORE.search(before):
        return True
    words = _governing()
    if words["nouns"].search(before):
        return False
    return words["before"].search(before) is not None or (
        _CLAUSE_END.match(text, end) is not None and words["acts"].search(clause) is not None
    )


@lru_cache(maxsize=1)
def _governing() -> dict[str, re.Pattern[str]]:
    words: dict[str, list[str]] = table("times")["rhythm"]
    return {
        "before": re.compile(rf"(?<!\w){either(words['before'])}\s+$", re.IGNORECASE),
        "nouns": re.compile(rf"(?<!\w){either(words['nouns'])}(?:\s+\w+){{0,2}}\s+$"),  # "Kế hoạch" is the plan itself
        "acts": any_of(words["acts"], re.IGNORECASE),
    }


@lru_cache(maxsize=1)
def _phrase() -> re.Pattern[str]:
    """Return the pattern of one interval: "6 tháng", "02 lần/năm", "mỗi quý một lần", "03 tháng/lần", "quý"."""
    words = table("times")
    count = rf"\d{{1,2}}|{either(words['numerals'])}"
    units = either([*words["months"], *words["days"]])
    return re.compile(
        rf"(?<!\w)(?:"
        rf"(?P<times>{count})\s+lần\s*(?:/|trong|một|mỗi)?\s*(?:(?P<of>{count})\s+)?(?P<times_unit>{units})"
        rf"|(?P<each>{count})\s+(?P<each_unit>{units})(?:\s*/?\s*(?:{count})?\s*lần)?"
        rf"|(?P<unit>{units})(?:\s+(?:ít nhất\s+)?(?P<unit_times>{count})\s+lần)?"
        rf")(?!\w)",
        re.IGNORECASE,
    )


def _intervals(frequency: str) -> tuple[set[int], set[int]]:
    """Return the intervals that a phrase names, in days and in months; one that no rule can say is left out."""
    words = table("times")
    days: set[int] = set()
    months: set[int] = set()
    for found in _phrase().finditer(_without_irregular(frequency)):
        unit = (found["times_unit"] or found["each_unit"] or found["unit"]).lower()
        length = _number(found["of"] or found["each"] or "1")
        times = _number(found["times"] or found["unit_times"] or "1")
        whole = length * (words["months"].get(unit) or words["days"].get(unit, 0))
        if times and whole and whole % times == 0:
            (months if unit in words["months"] else days).add(whole // times)
    return days, months


@lru_cache(maxsize=1)
def _irregular() -> re.Pattern[str]:
    return any_of(table("times")["rhythm"]["irregular"], re.IGNORECASE)


def _without_irregular(text: str) -> str:
    return _irregular().sub(" ", text)


def _number(word: str) -> int:
    numerals: dict[str, int] = table("times")["numerals"]
    return int(word) if word.isdigit() else numerals[" ".join(word.lower().split())]


def _short_rule(days: int, text: str) -> str:
    if days % 7:
        return "FREQ=DAILY" if days == 1 else f"FREQ=DAILY;INTERVAL={days}"
    rule = "FREQ=WEEKLY" if days == 7 else f"FREQ=WEEKLY;INTERVAL={days // 7}"
    weekday = _weekday().search(text)
    return f"{rule};BYDAY={_weekdays()[' '.join(weekday[0].lower().split())]}" if weekday else rule


def _weekdays() -> dict[str, str]:
    names: dict[str, str] = table("times")["weekdays"]
    return names


@lru_cache(maxsize=1)
def _weekday() -> re.Pattern[str]:
    return any_of(_weekdays(), re.IGNORECASE)


def _month_rule(months: Sequence[int], text: str) -> str | None:
    if not months:
        return None
    shortest = months[0]
    if any(longer % shortest for longer in months):  # "6 tháng, 9 tháng, năm"
        return f"FREQ=YEARLY;BYMONTH={_list(months)}" if months[-1] == _YEAR else None
    if shortest % _YEAR == 0:
        rule = "FREQ=YEARLY" if shortest == _YEAR else f"FREQ=YEARLY;INTERVAL={shortest // _YEAR}"
    else:
        rule = "FREQ=MONTHLY" if shortest == 1 else f"FREQ=MONTHLY;INTERVAL={shortest}"
    return rule + _due_days(text) if shortest == 1 else _due_in_year(shortest, text) or rule


_LAST_BY = r"(?:trước|(?:chậm|muộn)\s+nhất(?:\s+là)?(?:\s+(?:vào|trước))?|vào|đến)\s+ngày"
_DAY_OF_MONTH = re.compile(rf"{_LAST_BY}\s+(?P<day>\d{{1,2}})(?!\d)(?!\s*[/.\-–]\s*\d|\s*tháng\s*\d)", re.IGNORECASE)
_FIRST_MONTH = re.compile(r"tháng\s+(?:đầu|thứ\s+nhất)(?:\s+tiên)?(?:\s+của)?\s+(?:quý|kỳ)", re.IGNORECASE)
_LAST_MONTH = re.compile(r"tháng\s+cuối(?:\s+cùng)?(?:\s+của)?(?:\s+mỗi|\s+hằng|\s+hàng)?\s+(?:quý|kỳ)", re.IGNORECASE)
_LONGEST_MONTH = 31


def _due_days(text: str) -> str:
    """Return the day of each month by which it is due, as a part of a rule; empty where none, or several, are named."""
    days = {int(found["day"]) for found in _DAY_OF_MONTH.finditer(text)}
    return f";BYMONTHDAY={min(days)}" if len(days) == 1 and 1 <= min(days) <= _LONGEST_MONTH else ""


def _due_in_year(months: int, text: str) -> str | None:
    """Return a yearly rule with the months and days that `text` names for each time of the year, or None.

    Only where it names one for each time, or more (a quarter's and a year's report may have five): of "định kỳ 6 tháng,
    năm, trước ngày 15/11" nobody knows when the first is due.
    """
    found = sorted(set(_named_days(months, text)))
    each = max(1, _YEAR // months)
    if len(found) < each or months > _YEAR:
        return None
    by_month, by_day = sorted({month for month, _ in found}), sorted({day for _, day in found})
    rule = f"FREQ=YEARLY;BYMONTH={_list(by_month)};BYMONTHDAY={_list(by_day)}"
    every = [pair for pair in product(by_month, by_day) if _day(_COMMON_YEAR, *pair)]
    if every == found:
        return rule
    if any(_day(_LEAP_YEAR, *pair) and pair not in every for pair in product(by_month, by_day)):
        return None  # the place of a day in its year would shift in a leap year
    return f"{rule};BYSETPOS={_list(every.index(pair) + 1 for pair in found)}"


_DUE = re.compile(r"(?:trước|chậm nhất|muộn nhất|hết)(?:\s+(?:là|vào|trước))?\s*$", re.IGNORECASE)
_BEFORE_DUE = 30  # characters


def _named_days(months: int, text: str) -> Iterator[tuple[int, int]]:
    """Yield month and day of each due day that `text` names."""
    for moment in find_moments(text, _LEAP_YEAR):
        near = text[max(0, moment.start - _BEFORE_DUE) : moment.start]
        if (
            moment.kind is MomentKind.DAY
            and moment.last
            and _DUE.search(near)
            and _day(_COMMON_YEAR, *_of(moment.last))
        ):
            yield _of(moment.last)
    day = _DAY_OF_MONTH.search(text)
    if day is None or _YEAR % months:
        return
    behind = text[day.end() : day.end() + _BEFORE_DUE]
    first, last = _FIRST_MONTH.search(behind), _LAST_MONTH.search(behind)
    for month in range(months, _YEAR + 1, months) if first or last else ():
        due = month if last else month - months + 1
        if _day(_COMMON_YEAR, due, int(day["day"])):
            yield due, int(day["day"])


def _of(day: date) -> tuple[int, int]:
    return day.month, day.day


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _list(numbers: Iterator[int] | Sequence[int]) -> str:
    return ",".join(map(str, numbers))


def occurrences(rule: str, first: date, last: date) -> tuple[date, ...]:
    """Return the days from `first` to `last` on which what recurs by `rule` is due.

    Intervals are those of the calendar, whatever the first day: a quarter's duty is due on the last day of March,
    June, September and December where the rule names no other, a week's on its Friday.

    Args:
        rule: an RRULE, as `find_rule` returns it.
        first: the first day asked for.
        last: the last day asked for.

    Raises:
        ValueError: if `rule` is no RRULE.

    >>> [day.isoformat() for day in occurrences("FREQ=MONTHLY;INTERVAL=6", date(2025, 2, 1), date(2025, 12, 31))]
    ['2025-06-30', '2025-12-31']
    """
    parts = completed(rule)
    begins = datetime.combine(_aligned(parts, first), time())
    days = rrulestr(";".join(f"{key}={value}" for key, value in parts.items()), dtstart=begins)
    found = days.between(datetime.combine(first, time()), datetime.combine(last, time()), inc=True)
    return tuple(moment.date() for moment in found)


def completed(rule: str) -> dict[str, str]:
    """Return the parts of a rule by name, with the due day of the calendar where it names none.

    >>> completed("FREQ=MONTHLY;INTERVAL=3")
    {'FREQ': 'MONTHLY', 'INTERVAL': '3', 'BYMONTHDAY': '-1'}
    """
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    if parts.get("FREQ") == "WEEKLY" and "BYDAY" not in parts:
        parts["BYDAY"] = "FR"
    if parts.get("FREQ") in {"MONTHLY", "YEARLY"} and "BYMONTHDAY" not in parts:
        parts["BYMONTHDAY"] = "-1"
        if parts["FREQ"] == "YEARLY":
            parts.setdefault("BYMONTH", str(_YEAR))
    return parts


def _aligned(parts: dict[str, str], first: date) -> date:
    """Return a day at or before `first` from which the intervals of a rule are those of the calendar."""
    interval = int(parts.get("INTERVAL", "1"))
    if parts.get("FREQ") == "MONTHLY" and _YEAR % interval == 0:
        return date(first.year - 1, interval, 1)
    if parts.get("FREQ") == "WEEKLY":
        return first - timedelta(days=first.weekday())
    return date(first.year, 1, 1) if parts.get("FREQ") == "YEARLY" else first
