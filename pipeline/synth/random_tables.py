"""Random tables: tasks, figures, costs and rosters, ruled or not, with heads of two rows and merged cells."""

from __future__ import annotations

import numpy as np

from pipeline.language import to_roman
from pipeline.synth import lexicon
from pipeline.synth.content import Group, Merge, RichText, Row, Table, plain
from pipeline.synth.sentences import Sentences, grouped, person


def task_table(rng: np.random.Generator, made: Sentences, rows: int, actors: tuple[str, ...]) -> Table:
    """Return duties in groups: number and group are cells that reach over the rows of their group."""
    groups: list[int] = []
    while sum(groups) < rows:
        groups.append(int(rng.integers(1, 4)))
    table_rows: list[Row] = []
    merges: list[Merge] = []
    for number, count in enumerate(groups, 1):
        first = len(table_rows)
        if count > 1:
            merges += [Merge(first, column, count) for column in (0, 1)]
        for index in range(count):
            group = (str(number), made.one("heading")) if index == 0 else ("", "")
            action, when = _capital(made.one("duty")), _capital(made.phrase("when"))
            table_rows.append(_row(*group, action, actors[int(rng.integers(len(actors)))], when))
    return Table(
        (0.8, 2.4, 4.4, 2.3, 2.0),
        "clllc",
        _cells("TT", "Nhóm nhiệm vụ", "Nội dung công việc", "Đơn vị thực hiện", "Thời gian"),
        tuple(table_rows),
        merges=tuple(merges),
    )


def figure_table(rng: np.random.Generator, year: int, rows: int) -> Table:
    """Return measures of three years under a head of two rows, in parts with a row of their own."""
    measures = [lexicon.MEASURES[int(index)] for index in rng.permutation(len(lexicon.MEASURES))]
    table_rows: list[Row] = []
    for index in range(min(rows, len(measures))):
        if index % 6 == 0:
            part = ("KINH TẾ", "VĂN HÓA - XÃ HỘI", "NỘI CHÍNH", "CHỈ TIÊU KHÁC")[index // 6 % 4]
            table_rows.append(Row(_cells(f"{to_roman(index // 6 + 1)}. {part}")))
        unit = lexicon.UNITS[int(rng.integers(len(lexicon.UNITS)))]
        plan, done, following = (_figure(rng, unit) for _ in range(3))
        share = f"{int(rng.integers(60, 141))},{int(rng.integers(0, 100)):02}" if rng.random() < 0.9 else "-"
        table_rows.append(_row(str(index + 1), measures[index], unit, plan, done, share, following))
    head = ("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Ước thực hiện", "So sánh (%)", f"Kế hoạch năm {year + 1}")
    return Table(
        (0.7, 3.4, 1.2, 1.4, 1.4, 1.2, 1.5),
        "clccccc",
        _cells(*head),
        tuple(table_rows),
        groups=(Group(3, 5, plain(f"Năm {year}")),),
    )


def cost_table(rng: np.random.Generator, rows: int, *, ruled: bool = True) -> Table:
    """Return costs: quantity, price and amount, which add up to the last row."""
    items = [lexicon.ITEMS[int(index)] for index in rng.permutation(len(lexicon.ITEMS))]
    table_rows: list[Row] = []
    total = 0
    for index in range(min(rows, len(items))):
        quantity, price = int(rng.integers(1, 300)), int(rng.integers(5, 4000)) * 1000
        total += quantity * price
        cells = (str(index + 1), items[index], grouped(quantity), grouped(price), grouped(quantity * price))
        table_rows.append(_row(*cells))
    table_rows.append(_row("", "Tổng cộng", "", "", grouped(total)))
    head = _cells("STT", "Nội dung chi", "Số lượng", "Đơn giá (đồng)", "Thành tiền (đồng)")
    return Table((0.8, 4.0, 1.3, 2.0, 2.3), "clccc", head, tuple(table_rows), ruled=ruled)


def roster(rng: np.random.Generator, rows: int, *, ruled: bool = False) -> Table:
    """Return people with office and telephone, as a rule without lines."""
    table_rows = []
    for index in range(rows):
        office = lexicon.OFFICES[int(rng.integers(len(lexicon.OFFICES)))]
        phone = f"09{int(rng.integers(10, 100))}.{int(rng.integers(100, 1000))}.{int(rng.integers(100, 1000))}"
        table_rows.append(_row(str(index + 1), person(rng), office, phone))
    head = _cells("TT", "Họ và tên", "Chức vụ", "Điện thoại")
    return Table((0.7, 3.0, 3.2, 2.0), "cllc", head, tuple(table_rows), ruled=ruled)


def _figure(rng: np.random.Generator, unit: str) -> str:
    if unit == "%":
        return f"{int(rng.integers(1, 100))},{int(rng.integers(0, 100)):02}"
    if rng.random() < 0.25:
        return f"{int(rng.integers(2, 900))},{int(rng.integers(1, 10))}"
    return grouped(int(rng.integers(3, 10 ** int(rng.integers(1, 7)) + 9)))


def _row(*texts: str) -> Row:
    return Row(_cells(*texts))


def _cells(*texts: str) -> tuple[RichText, ...]:
    return tuple(plain(text) for text in texts)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
