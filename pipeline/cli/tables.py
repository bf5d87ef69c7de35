"""Tables and dates in a terminal. Dates are shown dd/mm/yyyy; text from documents is never read as markup."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.message import Language, Message

_PIPE_WIDTH = 160


def shown_date(iso: str | None) -> str:
    """Return an ISO date (also of a month only) as people here write it.

    >>> shown_date("2024-03-06"), shown_date("2024-03"), shown_date(None)
    ('06/03/2024', '03/2024', '')
    """
    return "/".join(reversed(iso.split("-"))) if iso else ""


def shown_number(number: str, date: str | None) -> str:
    """Return the number of a document with its date, where it has one.

    >>> shown_number("98/2023/QH15", "2023-06-24")
    '98/2023/QH15, 24/06/2023'
    """
    return ", ".join(filter(None, (number, shown_date(date))))


def console_for_results() -> Console:
    """Return the console on standard output; where that is a file or pipe, wide enough for whole tables."""
    return Console(width=None if sys.stdout.isatty() else _PIPE_WIDTH)


def table_of(title: Message | None, headings: Sequence[Message], language: Language) -> Table:
    """Return an empty table."""
    table = Table(title=title.in_language(language) if title else None, box=box.SIMPLE_HEAD, title_justify="left")
    for heading in headings:
        table.add_column(heading.in_language(language), overflow="fold")
    return table


def add_row(table: Table, cells: Iterable[object]) -> None:
    """Add a row; None is an empty cell."""
    table.add_row(*map(_cell, cells))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of facts: its heading, whether its cells stay on one line, how wide it is at most."""

    heading: Message
    whole: bool = False
    most: int | None = None


def table_of_facts(
    title: Message, columns: Sequence[Column], rows: Iterable[Sequence[object]], language: Language
) -> Table:
    """Return a table with those of its columns in which something stands."""
    cells = [[_cell(value) for value in row] for row in rows]
    kept = [number for number in range(len(columns)) if any(row[number] for row in cells)]
    table = table_of(title, (), language)
    for column in (columns[number] for number in kept):
        heading = column.heading.in_language(language)
        table.add_column(heading, overflow="fold", no_wrap=column.whole, max_width=column.most)
    for row in cells:
        table.add_row(*(row[number] for number in kept))
    return table


def _cell(value: object) -> Text:
    return value if isinstance(value, Text) else Text("" if value is None else str(value))
