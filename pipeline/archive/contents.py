"""Mục lục văn bản: the table of contents of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.archive.computed import DIRECTION, Direction, direction, sheets_of
from pipeline.archive.holding import Holding, Item
from pipeline.export.sheet import Sheet, write_book
from pipeline.message import Message

HEADINGS: Mapping[str, Message] = {
    "ordinal": Message("Số thứ tự", "No."),
    "number_symbol": Message("Số, ký hiệu văn bản", "Number, symbol"),
    "date": Message("Ngày tháng văn bản", "Date"),
    "issuer": Message("Tác giả văn bản", "Issuer"),
    "subject": Message("Trích yếu nội dung văn bản", "Subject"),
    "doc_type": Message("Loại văn bản", "Type"),
    "direction": Message("Đi, đến", "Outgoing, incoming"),
    "sheet": Message("Tờ số", "Sheet no."),
    "pages": Message("Số trang", "Pages"),
    "note": Message("Ghi chú", "Note"),
}
_LONGEST_TITLE = 31  # of a sheet, Excel's own bound
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_WHOLE_DAY = len("2024-03-05")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table of contents. `sheet` says on which sheets of the file it lies ("3-5"); `date` is ISO."""

    ordinal: int
    number_symbol: str | None
    date: str | None
    issuer: str | None
    subject: str | None
    doc_type: str | None
    direction: Direction | None
    sheet: str
    pages: int
    note: str
    document: int
    name: str


def entries(holding: Holding) -> Iterator[Entry]:
    """Yield the table of contents of a file, in the order of its documents."""
    first = 1
    for item in holding.items:
        count = sheets_of(item, duplex=holding.dossier.duplex).count
        last = first + count - 1
        yield Entry(
            item.ordinal, _number_symbol(item), item.header.date, item.header.issuer, item.header.title,
            item.header.doc_type, direction(item, holding.fonds), f"{first}-{last}" if last > first else str(first),
            item.pages, _note(item), item.id, item.name,
        )  # fmt: skip
        first = last + 1


def _number_symbol(item: Item) -> str | None:
    if "number" in item.given or "symbol" in item.given:
        return "/".join(filter(None, (item.header.number, item.header.symbol))) or None
    return item.header.number_symbol


def _note(item: Item) -> str:
    notes = [item.given.get("note", "")]
    if item.blanks:
        notes.append(f"trang trắng: {', '.join(map(str, item.blanks))}")
    if item.failed:
        notes.append(f"không đọc được trang {', '.join(map(str, item.failed))}")
    return "; ".join(filter(None, notes))


def write_contents(found: Iterable[Holding], path: Path) -> Path:
    """Write the tables of contents as a workbook, a sheet for each file; return `path`.

    Raises:
        ExportError: the file cannot be written.
    """
    taken: set[str] = set()
    headings = [heading.vi for heading in HEADINGS.values()]
    sheets = (
        Sheet(_title(one.dossier.code, taken), headings, [_row(entry) for entry in entries(one)]) for one in found
    )
    write_book(path, sheets)
    return path


def _row(entry: Entry) -> tuple[object, ...]:
    said = DIRECTION[entry.direction].vi if entry.direction else None
    return (entry.ordinal, entry.number_symbol, _day(entry.date), entry.issuer, entry.subject, entry.doc_type, said,
            entry.sheet, entry.pages, entry.note)  # fmt: skip


def _day(iso: str | None) -> object:
    return date.fromisoformat(iso) if iso and len(iso) == _WHOLE_DAY else iso


def _title(code: str, taken: set[str]) -> str:
    """Return a title for the sheet of a file, no other's, and one that Excel takes."""
    wanted = code.translate(_FORBIDDEN)[-_LONGEST_TITLE:] or "-"
    title, number = wanted, 2
    while title.casefold() in taken:
        title, number = f"{wanted[: _LONGEST_TITLE - 4]}~{number}", number + 1
    taken.add(title.casefold())
    return title
