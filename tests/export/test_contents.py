"""The contents of a document: every word once, in order, where a reader expects it."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings

from pipeline.export.contents import Table, bullet_depths, contents_of
from pipeline.export.notes import marks_of, named_notes
from pipeline.extract.structure.blocks import BlockKind, blocks
from pipeline.model import Cell, Document, Line, LineRole
from pipeline.reading import compose
from tests.export.documents import SAMPLES, drawn, sample, words_of, written
from tests.strategies import documents


@given(document=documents())
@settings(deadline=None, max_examples=20, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_every_block_of_any_document_stands_in_it_once_in_order(document: Document) -> None:
    found = [block.start for block in contents_of(document).blocks()]
    assert found == [block.start for block in blocks(compose(document.lines))]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_word_of_a_sample_stands_in_it(name: str) -> None:
    document = sample(name)
    said = [word for block in contents_of(document).blocks() for word in block.text.split() if word != "|"]
    paper = [word for word in words_of(document) if word != "|"]
    assert sorted("".join(said)) == sorted("".join(paper))


def test_a_plan_has_head_opening_tree_and_foot() -> None:
    contents = contents_of(sample("ke-hoach-phuong-ben-nhac"))
    assert contents.header[0].text == "ỦY BAN NHÂN DÂN"
    assert contents.opening[0].text.startswith("Thực hiện Kế hoạch số 112/KH-UBND")  # type: ignore[union-attr]
    assert [node.section.path for node in contents.nodes] == ["I", "II", "III", "IV"]
    assert [node.section.path for node in contents.nodes[0].nodes] == ["I.1", "I.2"]
    assert contents.footer[-1].text == "Lương Thị Hải Đường"
    assert contents.annexes == ()


def test_an_annex_stands_behind_the_foot() -> None:
    contents = next(found for found in (contents_of(drawn(seed)) for seed in range(12)) if found.annexes)
    assert contents.footer[-1].end < contents.annexes[0].head.start
    assert contents.annexes[0].section.kind == "phu_luc"


def table(*cells: tuple[int, int, int, int, str]) -> Document:
    """Return a document that is a table of cells: row, column, rows and columns spanned, text."""
    return written(
        *(
            Line(1, text, text, role=LineRole.TABLE, cell=Cell(0, row, column, rows, columns))
            for row, column, rows, columns, text in cells
        )
    )


def test_merged_cells_keep_what_they_span() -> None:
    document = table((0, 0, 2, 1, "Việc"), (0, 1, 1, 2, "Thời gian"), (1, 1, 1, 1, "Từ"), (1, 2, 1, 1, "Đến"))
    (found,) = contents_of(document).opening
    assert isinstance(found, Table)
    assert found.width == 3
    first, second = found.rows
    assert [(cell.column, cell.rows, cell.columns, first.text(cell)) for cell in first.cells] == [
        (0, 2, 1, "Việc"),
        (1, 1, 2, "Thời gian"),
    ]
    assert [(cell.column, second.text(cell)) for cell in second.cells] == [(1, "Từ"), (2, "Đến")]


def test_another_sign_opens_a_list_in_the_list() -> None:
    document = written(*(Line(1, text, text) for text in ("- Một việc.", "+ Phần một.", "+ Phần hai.", "- Việc khác.")))
    found = [block for block in contents_of(document).blocks() if block.kind is BlockKind.BULLET]
    assert bullet_depths(found) == (0, 1, 1, 0)


def test_marks_lead_to_the_footnote_of_their_page() -> None:
    lines = [
        Line(1, "Một việc¹ phải làm ngay.", "Một việc¹ phải làm ngay."),
        Line(1, "¹ Quyết định số 1/QĐ-UBND.", "¹ Quyết định số 1/QĐ-UBND."),
        Line(2, "Việc khác¹ làm sau, trừ 5 m².", "Việc khác¹ làm sau, trừ 5 m²."),
        Line(2, "¹ Quyết định số 2/QĐ-UBND.", "¹ Quyết định số 2/QĐ-UBND."),
    ]
    contents = contents_of(written(*lines))
    notes = named_notes(contents.footnotes())
    assert [note.name for note in notes] == ["1", "1-2"]
    text = [block for block in contents.blocks() if block.kind is not BlockKind.FOOTNOTE]
    assert [[mark.name for mark in marks_of(block, notes)] for block in text] == [["1"], ["1-2"]]
