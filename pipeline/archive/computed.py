"""What follows from the documents of a file: first and last day, sheets of paper, outgoing or incoming."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from enum import StrEnum

from pipeline.archive.bodies import issuer_key
from pipeline.archive.holding import Holding, Item, same_words
from pipeline.message import Message
from pipeline.store import Fonds

_MONTH = len("2024-03")


class Direction(StrEnum):
    """Whether the body whose fonds it is sent a document or received it."""

    OUT = "di"
    IN = "den"


DIRECTION = {Direction.OUT: Message("đi", "outgoing"), Direction.IN: Message("đến", "incoming")}

DECLARED = Message("theo bảng hồ sơ", "as the sheet says")
DUPLEX = Message("in hai mặt: 2 trang một tờ", "written on both sides: 2 pages a sheet")
BLANK_BACKS = Message(
    "quét hai mặt (mặt sau trắng): 2 trang một tờ", "both sides scanned (blank backs): 2 pages a sheet"
)
ONE_SIDED = Message("in một mặt: 1 trang một tờ", "written on one side: 1 page a sheet")
MIXED = Message("tùy văn bản: 1 hoặc 2 trang một tờ", "by document: 1 or 2 pages a sheet")


@dataclass(frozen=True, slots=True)
class Sheets:
    """How many sheets of paper (tờ), and by which rule they were counted."""

    count: int
    rule: Message


def span(holding: Holding) -> tuple[str | None, str | None]:
    """Return first and last day (ISO): those the archivist gave, else those of the earliest and latest document."""
    days = sorted(item.header.date for item in holding.items if item.header.date)
    first = holding.dossier.start or (_first_day(days[0]) if days else None)
    last = holding.dossier.end or (max(_last_day(day) for day in days) if days else None)
    return first, last


def _first_day(date: str) -> str:
    return f"{date}-01" if len(date) == _MONTH else date


def _last_day(date: str) -> str:
    """Return the last day that a date may mean.

    >>> _last_day("2024-02"), _last_day("2024-03-05")
    ('2024-02-29', '2024-03-05')
    """
    if len(date) != _MONTH:
        return date
    year, month = int(date[:4]), int(date[5:])
    return f"{date}-{calendar.monthrange(year, month)[1]:02d}"


def sheets_of(item: Item, *, duplex: bool | None) -> Sheets:
    """Return the sheets of a document: two pages a sheet where both sides were written on, or scanned."""
    if duplex:
        return Sheets(-(-item.pages // 2), DUPLEX)
    if duplex is None and any(number % 2 == 0 for number in item.blanks):
        return Sheets(-(-item.pages // 2), BLANK_BACKS)
    return Sheets(item.pages, ONE_SIDED)


def sheets(holding: Holding) -> Sheets:
    """Return the sheets of a file: as declared, else the sum over its documents."""
    if holding.dossier.sheets is not None:
        return Sheets(holding.dossier.sheets, DECLARED)
    counted = [sheets_of(item, duplex=holding.dossier.duplex) for item in holding.items]
    rules = {one.rule for one in counted}
    rule = counted[0].rule if len(rules) == 1 else MIXED if rules else ONE_SIDED
    return Sheets(sum(one.count for one in counted), rule)


def pages(holding: Holding) -> int:
    """Return the pages of a file."""
    return sum(item.pages for item in holding.items)


def direction(item: Item, fonds: Fonds | None) -> Direction | None:
    """Return whether a document went out or came in, None where that cannot be told.

    It went out where the body whose fonds it is issued it; an arrival stamp alone says that it came in.
    """
    creator = _creator(fonds) if fonds else None
    if creator and (item.issuer_key or item.header.issuer):
        same = same_words(creator, item.header.issuer) or issuer_key(creator) == item.issuer_key
        return Direction.OUT if same else Direction.IN
    return Direction.IN if item.arrived else None


def _creator(fonds: Fonds) -> str | None:
    """Return whose documents a fonds holds; where only its folder tells, the words of that ("Phông UBND quận 1")."""
    from_folder = fonds.code.removeprefix("Phông").strip() if " " in fonds.code else None
    return fonds.creator or fonds.name or from_folder


def archivist_date(iso: str | None) -> str:
    """Return an ISO date as packages and lists write it.

    >>> archivist_date("2024-03-05"), archivist_date("2024-03"), archivist_date(None)
    ('05/03/2024', '03/2024', '')
    """
    return "/".join(reversed(iso.split("-"))) if iso else ""
