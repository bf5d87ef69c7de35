"""Markdown: what it shows is what the document says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline.export.contents import contents_of
from pipeline.export.md import escaped, markdown
from pipeline.extract.structure.blocks import BlockKind
from pipeline.model import Cell, Line, LineRole
from tests.export.documents import SAMPLES, sample, written
from tests.strategies import any_line

SHOWN = MarkdownIt("commonmark").enable("table").enable("strikethrough")


def shown(source: str) -> str:
    """Return the text that a reader sees."""
    found = []
    for token in SHOWN.parse(source):
        for part in token.children or ():
            if part.type in {"softbreak", "hardbreak"}:
                found.append(" ")
            assert part.type in {"text", "softbreak", "hardbreak", "strong_open", "strong_close", "text_special"}
            found.append(part.content)
        found.append("\n")
    return "".join(found)


@given(text=any_line | st.text("\\`*_{}[]<>()#+-.!|~$&=:;1aă ", max_size=20))
def test_any_line_is_shown_as_it_is(text: str) -> None:
    text = " ".join(text.split())
    assert shown(escaped(text)).split() == text.split()


@pytest.mark.parametrize("name", SAMPLES)
def test_all_words_of_a_sample_are_shown_in_order(name: str) -> None:
    document = sample(name)
    body = markdown(document, name).split("\n---\n", 1)[1]
    plain = re.sub(r"^\[\^[\w-]+\]:.*$|\[\^[\w-]+\]", "", body, flags=re.M)
    said = "".join(block.text for block in contents_of(document).blocks() if block.kind is not BlockKind.FOOTNOTE)
    assert letters(shown(plain)) == letters(said)


def letters(text: str) -> str:
    return re.sub(r"[-+*|¹²³\s]", "", text)


def test_head_headings_lists_and_tables() -> None:
    text = markdown(sample("ke-hoach-phuong-ben-nhac"), "x")
    assert text.startswith("# Kế hoạch số 46/KH-UBND ngày 09/04/2025\n\n- **Trích yếu:** Thực hiện phân loại")
    assert "\n## I. MỤC ĐÍCH, YÊU CẦU\n\n### 1. Mục đích\n\n- Giúp mỗi hộ dân" in text
    assert "Bến Nhạc, ngày 09 tháng 4 năm 2025" in text


def test_a_table_is_a_table() -> None:
    cells = [(0, 0, "TT"), (0, 1, "Việc|khác"), (1, 0, "1"), (2, 1, "*Rà soát*")]
    lines = [Line(1, text, text, role=LineRole.TABLE, cell=Cell(0, row, column)) for row, column, text in cells]
    text = markdown(written(*lines), "bảng")
    assert text.startswith("# bảng\n")
    assert text.endswith("| TT | Việc\\|khác |\n| --- | --- |\n| 1 |  |\n|  | \\*Rà soát\\* |\n")


def test_footnotes_are_linked_both_ways() -> None:
    text = markdown(sample("Kế hoạch 112-KH-UBND quận Tân Giang"), "x")
    for name in re.findall(r"(?<!^)\[\^([\w-]+)\](?!:)", text):
        assert f"\n[^{name}]: " in text
    assert "[^1]" in text
