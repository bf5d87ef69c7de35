"""Plain text: every word of the paper, laid out as there."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import Phase, given, settings

from pipeline.export.txt import PAGE_BREAK, plain_text
from pipeline.model import Box, Cell, Document, Line, LineRole, Page, PageOrigin, Source
from tests.export.documents import SAMPLES, drawn, sample
from tests.papers import digest
from tests.strategies import documents


def words(text: str) -> Counter[str]:
    return Counter(word for word in text.split() if word.strip("|-+"))


@given(document=documents())
@settings(deadline=None, max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_every_word_of_any_document_stands_in_it_once(document: Document) -> None:
    said = "".join(plain_text(document).split())
    paper = "".join("".join(line.text.split()) for line in document.lines)
    assert Counter(said.replace("|", "").replace("-", "").replace("+", "")) == Counter(
        paper.replace("|", "").replace("-", "").replace("+", "")
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_a_plain_text_stays_as_it_is(name: str) -> None:
    document = sample(name)
    assert plain_text(document).rstrip("\n").split("\n") == [line.text for line in document.lines]


@pytest.mark.parametrize("seed", range(3))
def test_pages_are_parted_and_lines_kept(seed: int) -> None:
    document = drawn(seed)
    text = plain_text(document)
    assert text.count(PAGE_BREAK) == len(document.pages) - 1
    assert words(text) == words(" ".join(line.text for line in document.lines))
    shown = {line.strip() for line in text.replace(PAGE_BREAK, "").split("\n")}
    body = [line.text for line in document.lines if line.role is LineRole.BODY and line.cell is None]
    assert set(body) <= shown
    head = text.split("\n")[0]
    assert head.endswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert not head.strip().startswith("CỘNG HÒA")


def test_a_table_stands_in_columns_with_merged_cells() -> None:
    cells = [
        (0, 0, 1, "TT"), (0, 1, 2, "Thời gian thực hiện"), (1, 0, 1, "1"), (1, 1, 1, "Từ tháng"), (1, 1, 1, "năm"),
        (1, 2, 1, "Đến"), (2, 1, 1, "không"),
    ]  # fmt: skip
    lines = tuple(
        Line(1, text, text, role=LineRole.TABLE, cell=Cell(0, row, column, 1, columns))
        for row, column, columns, text in cells
    )
    assert plain_text(Document(Source(digest("x"), ("x.pdf",), "application/pdf", 1), (), lines)) == (
        "TT | Thời gian thực hiện\n"
        "---+----------+---------\n"
        "1  | Từ tháng | Đến\n"
        "   | năm\n"
        "---+----------+---------\n"
        "   | không\n"
    )


def test_a_page_that_lies_on_its_side_is_laid_out_upright() -> None:
    page = Page(1, 1000, 700, 100, PageOrigin.OCR, rotation=90)

    def line(text: str, x: float, y: float) -> Line:  # x and y as they are read; the page lies turned
        width = 10 * len(text)
        box = Box(1, y, 700 - x - width, y + 20, 700 - x)
        return Line(1, text, text, box)

    lines = (
        line("Một dòng dài hơn hai mươi chữ", 100, 100),
        line("Dòng thụt vào", 150, 130),
        line("Dòng xa", 100, 300),
    )
    document = Document(Source(digest("x"), ("x.pdf",), "application/pdf", 1), (page,), lines)
    assert plain_text(document) == "Một dòng dài hơn hai mươi chữ\n     Dòng thụt vào\n\nDòng xa\n"
