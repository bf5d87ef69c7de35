"""Tables of facts in a terminal, wide or narrow."""

from __future__ import annotations

import io

from rich.console import Console

from pipeline.cli.tables import Column, table_of_facts
from pipeline.message import Message

COLUMNS = (
    Column(Message("Việc", "What")),
    Column(Message("Ngày", "Date"), whole=True),
    Column(Message("Với", "With"), most=12),
)


def drawn(rows: list[tuple[object, ...]], width: int) -> str:
    console = Console(file=io.StringIO(), width=width)
    console.print(table_of_facts(Message("Việc", "Tasks"), COLUMNS, rows, "vi"))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_column_in_which_nothing_stands_is_left_out() -> None:
    assert "Với" not in drawn([("lập danh sách", "31/12/2025", None), ("gửi", None, "")], 80)
    assert "Với" in drawn([("lập danh sách", "31/12/2025", "Công an")], 80)


def test_a_date_stays_whole_where_the_rest_is_broken() -> None:
    lines = drawn([("lập danh sách các hộ dân trong phường", "31/12/2025", "Công an phường")] * 2, 36)
    assert lines.count("31/12/2025") == 2
    assert all(len(line) <= 36 for line in lines.split("\n"))


def test_text_of_a_document_is_no_markup() -> None:
    assert "[bold]x[/bold]" in drawn([("[bold]x[/bold]", None, None)], 80)
