"""What follows from the documents of a file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.archive.computed import (
    BLANK_BACKS,
    DECLARED,
    DUPLEX,
    MIXED,
    ONE_SIDED,
    Direction,
    direction,
    sheets,
    sheets_of,
    span,
)
from pipeline.archive.contents import entries
from pipeline.archive.gaps import Numbered, series
from pipeline.archive.holding import item_of
from pipeline.archive.retention import propose, rules
from pipeline.message import Message
from pipeline.model import Mark, MarkKind, Page, PageOrigin
from pipeline.store import Fonds, Member
from tests.archive.parcels import FONDS, holding, item
from tests.papers import full_paper


def dated(*dates: str | None) -> tuple[str | None, str | None]:
    return span(holding(*(item(1, header=replace(item().header, date=date)) for date in dates)))


def test_first_and_last_day_come_from_the_documents() -> None:
    assert dated("2024-05-01", "2023-12-31", None) == ("2023-12-31", "2024-05-01")
    assert dated("2024-02") == ("2024-02-01", "2024-02-29")
    assert dated(None) == (None, None)


def test_the_archivist_has_the_last_word_on_days_and_sheets() -> None:
    one = holding(start="2020-01-01", sheets=40)
    assert span(one) == ("2020-01-01", "2024-03-02")
    assert (sheets(one).count, sheets(one).rule) == (40, DECLARED)


@pytest.mark.parametrize(
    ("pages", "blanks", "duplex", "count", "rule"),
    [
        (5, (), None, 5, ONE_SIDED),
        (5, (), True, 3, DUPLEX),
        (6, (2, 4), None, 3, BLANK_BACKS),
        (6, (2, 4), False, 6, ONE_SIDED),
        (3, (3,), None, 3, ONE_SIDED),
    ],
)
def test_sheets_follow_a_rule_that_is_said(
    pages: int, blanks: tuple[int, ...], duplex: bool | None, count: int, rule: Message
) -> None:
    counted = sheets_of(item(pages=pages, blanks=blanks), duplex=duplex)
    assert (counted.count, counted.rule) == (count, rule)


def test_a_file_of_both_kinds_says_so() -> None:
    counted = sheets(holding(item(pages=4, blanks=(2,)), item(2, pages=3)))
    assert (counted.count, counted.rule) == (5, MIXED)


def test_outgoing_is_what_the_body_of_the_fonds_issued() -> None:
    assert direction(item(), FONDS) is Direction.OUT
    other = replace(item().header, issuer="Ủy ban nhân dân quận Tân Giang")
    assert direction(item(header=other, issuer_key="ubnd-quan-tan-giang"), FONDS) is Direction.IN
    short = replace(item().header, issuer="UBND P. Bến Nhạc")
    assert direction(item(header=short), FONDS) is Direction.OUT
    assert direction(item(), None) is None
    assert direction(item(), Fonds("P01")) is None, "a bare code names no body"
    assert direction(item(), Fonds("Phông UBND phường Bến Nhạc")) is Direction.OUT
    assert direction(item(arrived=True), None) is Direction.IN


def test_the_table_of_contents_counts_sheets_on() -> None:
    one = holding(item(1, pages=3), item(2, pages=1, given={"number": "7", "symbol": "QĐ", "note": "bản sao"}))
    rows = list(entries(one))
    assert [(row.ordinal, row.sheet, row.pages, row.note) for row in rows] == [
        (1, "1-3", 3, ""),
        (2, "4", 1, "bản sao"),
    ]
    assert rows[0].number_symbol == "30/KH-UBND"


def test_a_document_is_told_by_its_pages_and_marks() -> None:
    document = full_paper()
    pages = (
        Page(1, 100, 200, 150, PageOrigin.OCR, confidence=0.4,
             marks=(Mark(MarkKind.HANDWRITING, None, "Đ/c An xử lý"), Mark(MarkKind.ARRIVAL, None))),
        Page(2, 100, 200, 300, PageOrigin.BLANK), Page(3, 100, 200, 300, PageOrigin.FAILED),
    )  # fmt: skip
    said = item_of(replace(document, pages=pages), Member(7, {"issuer": "UBND Quận 1"}), ordinal=4, name="x")
    assert (said.ordinal, said.id, said.pages, said.dpi) == (4, 7, 3, 150)
    assert (said.blanks, said.failed, said.doubtful) == ((2,), (3,), (1,))
    assert (said.arrived, said.scanned, said.handwriting) == (True, True, "Đ/c An xử lý")
    assert (said.header.issuer, said.issuer_key) == ("UBND Quận 1", "ubnd-quan-1")
    assert item_of(document, Member(7), ordinal=1, name="x").issuer_key == "ubnd-phuong-binh-hoa"


@pytest.mark.parametrize(
    ("doc_type", "title", "period"),
    [
        ("Kế hoạch", "Kế hoạch công tác năm 2024", "01"),
        ("Báo cáo", "Kết quả 6 tháng đầu năm 2024", "05"),
        ("Báo cáo", "Công tác tháng 5 năm 2024", "06"),
        ("Quyết định", "Về việc thành lập tổ", "01"),
        ("Công văn", "V/v đôn đốc", "06"),
    ],
)
def test_a_retention_period_is_proposed_with_its_circular(doc_type: str, title: str, period: str) -> None:
    one = propose(holding(item(header=replace(item().header, doc_type=doc_type, title=title))))
    assert one is not None
    assert one.period == period
    assert "Thông tư 10/2022/TT-BNV" in one.message.vi
    assert "Cần người quyết định" in one.message.vi


def test_the_longest_period_of_its_documents_is_proposed_for_a_file() -> None:
    header = item().header
    letter = replace(header, doc_type="Công văn", title="V/v họp")
    found = propose(holding(item(1, header=letter), item(2), item(3, header=letter)))
    assert found is not None
    assert (found.period, found.ordinal) == ("01", 2)
    assert propose(holding(item(header=replace(header, doc_type="Giấy mời")))) is None


def test_every_rule_has_a_period_of_the_list_and_a_clause_that_may_be_empty() -> None:
    assert {rule.period for rule in rules()} <= {f"0{number}" for number in range(1, 8)}
    assert all(isinstance(rule.clause, str) for rule in rules())


def numbered(number: str | None, **changes: str | None) -> Numbered:
    said = {"date": "2024-05-01", "doc_type": "Kế hoạch", "symbol": "KH-UBND", "issuer": "UBND Quận 1"} | changes
    return Numbered(number, said["date"], said["doc_type"], said["symbol"], said["issuer"], said.get("canonical"))


def test_gaps_are_shown_by_body_year_and_type() -> None:
    found = series([
        numbered("2"), numbered("05"), numbered("5", issuer="Ủy ban nhân dân Quận 1"),
        numbered("1", doc_type="Báo cáo"), numbered("3", date="2023-01-01"), numbered(None),
        numbered("9", date=None), numbered("4", issuer=None),
    ])  # fmt: skip
    assert [(one.year, one.kind, one.held, one.last, one.missing, one.twice) for one in found] == [
        (2023, "Kế hoạch", 1, 3, ((1, 2),), ()),
        (2024, "Báo cáo", 1, 1, (), ()),
        (2024, "Kế hoạch", 2, 5, ((1, 1), (3, 4)), (5,)),
    ]
    assert found[2].missing_count == 3
