"""Footnote marks of garbled text: found where notes count up, and nowhere else."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Fix
from pipeline.restore import repair_text
from pipeline.restore.footnotes import find_marks, masked
from pipeline.settings import Restore

PAGE = (
    "UBND phuong ban hanh ke hoach®; thuc hién quyét dinh",
    "ctia Chu tich UBND quan nam 2021% va chuong trinh s6 5°",
    "1 61/NQ-HDND ngay 9/7/2019",
    "23168/QD-UBND ngay 14/11/2019",
)


def marks(*lines: str) -> list[tuple[int, int, str]]:
    return [(mark.line, mark.start, mark.text) for mark in find_marks(lines)]


def test_marks_in_the_text_and_at_the_head_of_notes() -> None:
    found = marks(*PAGE)
    assert found == [(0, 29, "¹"), (1, 32, "²"), (2, 0, "¹"), (3, 0, "² ")]


def test_a_note_whose_figure_is_glued_to_the_number_gets_its_blank() -> None:
    text = repair_text("\n".join(PAGE), Restore(regime="garbled")).split("\n")
    assert text[2].startswith("¹ 61/NQ-HĐND")
    assert text[3].startswith("² 3168/QĐ-UBND")
    assert "hoạch¹" in text[0]
    assert "2021²" in text[1]


def test_numbers_go_on_on_the_next_page_and_may_begin_anew() -> None:
    page = ("theo ké hoach® cua quan", "3 12/KH-UBND ngay 1/2/2023")
    found = marks(*PAGE, *page, "va chuong trinh* nay", "1 5/CTr-UBND ngay 2/2/2023")
    assert (5, 0, "³") in found
    assert (7, 0, "¹") in found


def test_notes_that_are_sentences_need_a_mark_each() -> None:
    notes = ("4 Không kể các trường hợp khác.", "5 Theo báo cáo của quận.")
    assert [text for *_, text in marks("tinh than‘ va cách lam® hay", *notes)] == ["⁴", "⁵", "⁴", "⁵"]
    assert marks("tinh than va cách lam® hay", *notes) == []


def test_lists_tables_and_broken_lines_are_no_notes() -> None:
    assert marks("Noi dung cong viéc*", "1 Phòng Nội vụ", "2 Phòng Tài chính") == []
    assert marks("nhu sau", "1. Phong Noi vu", "2. Phong Tai chinh") == []
    assert marks("theo Ké hoach s6’", "1234/KH-UBND ngay 1/2/2023 cua quan") == []
    assert marks("Tang 20% so voi nam 2021, dat 30%", "12 chi tieu") == []


def test_a_sign_is_hidden_and_all_else_stays_in_its_place() -> None:
    assert masked("năm 2024° của", [Fix(8, 9, "°", "⁵", "footnote", 0.9)]) == "năm 2024* của"


@given(st.lists(st.text(st.sampled_from('12°®*’ /-KHab"%'), max_size=12), max_size=12))
def test_marks_lie_in_their_lines_and_do_not_overlap(lines: list[str]) -> None:
    found = find_marks(lines)
    assert all(0 <= mark.start < mark.end <= len(lines[mark.line]) for mark in found)
    assert all(one.end <= other.start for one, other in pairwise(found) if one.line == other.line)
