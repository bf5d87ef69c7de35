"""Numbers of cited documents that contradict their date, their type, or what the same document writes elsewhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from pipeline.extract.citations.identifiers import Number, number_of
from pipeline.extract.citations.write import write_citation, write_day
from pipeline.extract.vocabulary import table, type_by_symbol
from pipeline.message import Message
from pipeline.model import Problem, Reference, Severity

_PARLIAMENT = re.compile(r"(?P<body>(?:UBTV)?QH)(?P<term>\d{1,2})\Z")


def _words(entry: str) -> dict[str, Any]:
    words: dict[str, Any] = table("checks")[entry]
    return words


def _problem(code: str, reference: Reference, vi: str, en: str) -> Problem:
    place = reference.evidence
    return Problem(code, Message(vi, en), Severity.WARNING, place.page, place.line)


def _numbered(references: Sequence[Reference]) -> Iterator[tuple[Reference, Number]]:
    for reference in references:
        if number := number_of(reference.id):
            yield reference, number


def contradicted_years(references: Sequence[Reference]) -> Iterator[Problem]:
    """Return a warning where the year in a number is not that of its date.

    A document numbered in December may be dated in January of the next year.
    """
    for one, number in _numbered(references):
        if number.year is None or one.date is None or one.date[:4] == number.year:
            continue
        if int(one.date[:4]) == int(number.year) + 1 and one.date[5:7] == "01":
            continue
        likely = one.id.replace(f"/{number.year}/", f"/{one.date[:4]}/", 1)
        moved = f"{number.year}{one.date[4:]}"
        yield _problem(
            "year_contradicts_date",
            one,
            f"Số {one.id} ghi năm {number.year} nhưng ngày ghi {write_day(one.date)}; có lẽ là số {likely} hoặc ngày "
            f"{write_day(moved)}.",
            f"The number {one.id} says {number.year}, but its date {write_day(one.date)}; it may be number {likely} "
            f"or the date {write_day(moved)}.",
        )


def _term(number: Number) -> tuple[str, str] | None:
    """Return body and term of a number of the National Assembly: "QH", "15"."""
    match = _PARLIAMENT.match(number.symbol)
    return (match["body"], match["term"]) if match else None


def wrong_terms(references: Sequence[Reference]) -> Iterator[Problem]:
    """Return a warning where the term of the National Assembly did not sit in the year of the number.

    Either may be wrong. A number whose date falls into the term is left to `contradicted_years`.
    """
    terms = {term: range(first, last + 1) for term, (first, last) in _words("terms").items()}
    for one, number in _numbered(references):
        sitting = _term(number)
        years = terms.get(sitting[1]) if sitting else None
        if years is None or number.year is None or int(number.year) in years:
            continue
        if one.date and int(one.date[:4]) in years:
            continue
        likely = [re.sub(r"\d{1,2}\Z", term, one.id) for term in terms if int(number.year) in terms[term]]
        term = f"{number.symbol} ({years[0]}-{years[-1]})"
        yield _problem(
            "term_contradicts_year",
            one,
            f"Số {one.id}: khóa {term} không họp trong năm {number.year}, ghi sai khóa hoặc năm; có lẽ là "
            f"{' hoặc '.join(likely)}.",
            f"Number {one.id}: {term} did not sit in {number.year}, term or year is wrong; it may be "
            f"{' or '.join(likely)}.",
        )


def numbers_written_two_ways(references: Sequence[Reference]) -> Iterator[Problem]:
    """Return a warning where one document stands under two numbers: 98/2023/QH15 beside 98/2024/QH15 or 98/2023/QH13.

    The National Assembly counts through its term, so one serial number has one year in it; any body has one document
    of a serial number, a type and a date.
    """
    groups: dict[Hashable, list[Reference]] = defaultdict(list)
    for one, number in _numbered(references):
        sitting = _term(number)
        if sitting and one.doc_type:
            groups["term", one.doc_type, number.serial, sitting].append(one)
            groups["year", one.doc_type, number.serial, sitting[0], number.year].append(one)
        elif one.doc_type and one.date and len(number.pieces) > 1:
            groups["day", one.doc_type, number.serial, one.date, number.pieces[0]].append(one)
    told: set[str] = set()
    for group in groups.values():
        for one, likely in _rare(group):
            if one.id not in told and _one_body(group):
                told.add(one.id)
                yield _problem(
                    "number_written_two_ways",
                    one,
                    f"Có lẽ cùng một văn bản được ghi hai cách: {one.id} và {likely}; hãy đối chiếu.",
                    f"It may be one document written two ways: {one.id} and {likely}; compare them.",
                )


def _rare(group: Sequence[Reference]) -> Iterator[tuple[Reference, str]]:
    """Yield the first citation of each number that is rarer than another one, with that one (the later, if equal)."""
    counts = Counter(one.id for one in group)
    if len(counts) < 2:
        return
    usual = counts.most_common(1)[0][0]
    for identifier in counts:
        if identifier != usual:
            yield next(one for one in group if one.id == identifier), usual


def _one_body(group: Sequence[Reference]) -> bool:
    """Say whether no two citations of a group name different bodies."""
    return len({one.issuer for one in group if one.issuer}) < 2


def numbers_of_two_dates(references: Sequence[Reference]) -> Iterator[Problem]:
    """Return a warning where one number of one body and year stands with two dates."""
    groups: dict[tuple[str, str], list[Reference]] = defaultdict(list)
    for one in references:
        number = number_of(one.id)
        known = number is not None and one.date is not None and number.year in {None, one.date[:4]}
        if known and one.canonical and one.date and len(one.date) == 10:
            groups[one.canonical, one.id].append(one)
    for group in groups.values():
        dates = Counter(one.date for one in group if one.date)
        usual = dates.most_common(1)[0][0]
        for date in dates:
            if date != usual:
                one = next(one for one in group if one.date == date)
                likely = write_citation(one.doc_type, one.id, usual)
                yield _problem(
                    "number_of_two_dates",
                    one,
                    f"{one.id} được ghi hai ngày: {write_day(date)} và {write_day(usual)}; có lẽ là “{likely}”.",
                    f"{one.id} stands with two dates: {write_day(date)} and {write_day(usual)}; it may be “{likely}”.",
                )


def foreign_symbols(references: Sequence[Reference]) -> Iterator[Problem]:
    """Return a warning where the symbol says another type than the words before it, or a body that issues no such."""
    told: set[str] = set()
    for one, number in _numbered(references):
        found = _foreign_type(one, number) or _foreign_body(one, number)
        if found and one.id not in told:
            told.add(one.id)
            yield _problem("symbol_contradicts_type", one, *found)


def _foreign_type(one: Reference, number: Number) -> tuple[str, str] | None:
    words = _words("types")
    symbol = number.pieces[0] if number.pieces else ""
    if one.doc_type is None or one.doc_type in words["free"] or symbol not in words["plain"]:
        return None
    said = type_by_symbol()[symbol.upper()].name
    if said == one.doc_type or one.doc_type.startswith(said) or [one.doc_type, symbol] in words["together"]:
        return None
    return (
        f"“{one.doc_type}” nhưng ký hiệu {one.id} là của {said}; hãy đối chiếu loại và số.",
        f"“{one.doc_type}”, but the symbol of {one.id} is that of a {said}; compare type and number.",
    )


def _foreign_body(one: Reference, number: Number) -> tuple[str, str] | None:
    rule = _words("issuers").get(number.pieces[0]) if len(number.pieces) == 2 else None
    if rule is None or number.pieces[1] in rule["bodies"] or int(number.year or 0) < rule["since"]:
        return None
    likely = one.id.removesuffix(number.pieces[1]) + rule["likely"]
    return (
        f"Ký hiệu {one.id}: cơ quan {number.pieces[1]} không ban hành loại này; có lẽ là {likely}.",
        f"The symbol of {one.id}: {number.pieces[1]} issues no such document; it may be {likely}.",
    )
