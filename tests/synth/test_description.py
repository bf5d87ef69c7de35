from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.synth.content import Heading, Paragraph, Table
from pipeline.synth.description import content_of, read_description
from tests.synth.examples import described, small_plan, task_table


def test_citations_before_the_first_heading_are_the_basis() -> None:
    content = content_of(described(block=[*described()["block"], {"p": "Xem [[Công văn số 9/SNV-TC]]."}]))
    relations = [
        cited.relation for block in content.blocks if not isinstance(block, Table) for cited in block.text.citations
    ]
    assert relations == ["can_cu", "dan_chieu"]


def test_headings_and_items() -> None:
    basis, first, paragraph, _, second, item = small_plan().blocks
    assert isinstance(first, Heading)
    assert (first.level, first.label, first.kind) == (1, "I", "muc_dich")
    assert isinstance(second, Heading)
    assert (second.level, second.label, second.kind) == (2, "1", None)
    assert isinstance(item, Paragraph)
    assert (item.bullet, item.duties[0].deadline_date) == ("-", "2025-02-15")
    assert isinstance(paragraph, Paragraph)
    assert (paragraph.bullet, isinstance(basis, Paragraph)) == ("", True)


def test_rows_of_a_task_table_are_duties() -> None:
    (table,) = small_plan(block=[task_table(2)], footnotes={}).blocks
    assert isinstance(table, Table)
    duty = table.rows[1].duties[0]
    assert (duty.actor, duty.role, duty.deadline_date) == ("Văn phòng", "chu_tri", "2025-06")
    assert duty.action is not None
    assert duty.action.startswith("Nhiệm vụ thứ 2")


def test_an_action_must_stand_in_its_block() -> None:
    with pytest.raises(ValueError, match="not in the text"):
        small_plan(block=[{"p": "Giao A làm.", "duty": {"actor": "A", "action": "không có"}}])


def test_a_heading_needs_a_label() -> None:
    with pytest.raises(ValueError, match="label"):
        small_plan(block=[{"h1": "MỤC ĐÍCH"}])


def test_a_row_must_fit_its_table() -> None:
    table = task_table(1)
    del table["table"]["duty_columns"]
    table["table"]["rows"][0].pop()
    with pytest.raises(ValueError, match="columns"):
        small_plan(block=[table], footnotes={})


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text(
        'doc_type = "Báo cáo"\ntitle = ["Kết quả"]\nrecipients = []\nblock = [{ p = "Đã xong." }]\n'
        '[head]\nbody = ["SỞ Y"]\nissuer = "Sở Y"\nnumber = "1"\nsymbol = "BC-SY"\nplace = "Y"\ndate = "2025-12-03"\n'
        '[signature]\noffice = ["GIÁM ĐỐC"]\nname = "A"\n',
        "utf-8",
    )
    assert read_description(file).type_line == "BÁO CÁO"


def test_a_footnote_needs_its_mark() -> None:
    with pytest.raises(ValueError, match="without a mark"):
        small_plan(block=[{"p": "Không có dấu."}])
