from __future__ import annotations

import pytest
from hypothesis import given, settings

from pipeline.extract.structure.blocks import blocks
from pipeline.extract.structure.sections import HEADING_CHARACTERS, cut_heading, find_sections
from pipeline.model import Line, Section
from pipeline.reading import compose
from tests.extract.texts import DECISION, LETTER, PLAN, reading_of
from tests.strategies import papers


def sections_of(text: str) -> tuple[Section, ...]:
    reading = reading_of(text)
    return find_sections(reading, blocks(reading))


def _outline(text: str) -> list[tuple[str, str]]:
    return [(section.path, section.heading) for section in sections_of(text)]


def test_tree_of_a_plan() -> None:
    assert _outline(PLAN) == [
        ("I", "MỤC ĐÍCH, YÊU CẦU"),
        ("I.1", "Mục đích"),
        ("I.2", "Yêu cầu"),
        ("II", "NỘI DUNG THỰC HIỆN"),
        ("II.1", "Tuyên truyền bằng nhiều hình thức trên loa phát thanh, trên trang thông tin điện tử"),
        ("II.1.1", "Ở khu phố"),
        ("II.1.1.a", "Phát tờ rơi đến từng hộ"),
        ("III", "TỔ CHỨC THỰC HIỆN"),
        ("III.1", "Công chức Văn hóa - Xã hội"),
    ]
    kinds = [section.kind for section in sections_of(PLAN) if section.level == 1]
    assert kinds == ["muc_dich", "noi_dung", "to_chuc_thuc_hien"]


def test_lines_and_levels() -> None:
    found = {section.path: section for section in sections_of(PLAN)}
    assert (found["I"].first_line, found["I"].last_line) == (14, 25)
    assert (found["I.1"].first_line, found["I.1"].last_line) == (16, 23)
    assert found["III"].last_line == 38  # before the foot
    assert found["II.1.1.a"].level == 4
    assert found["II.1.1"].label == "1.1"


def test_articles_and_annexes() -> None:
    found = sections_of(DECISION)
    assert [(section.path, section.level, section.kind) for section in found] == [
        ("Điều 1", 1, "khac"),
        ("Điều 1.1", 2, None),
        ("Điều 2", 1, "khac"),
        ("Điều 3", 1, "to_chuc_thuc_hien"),
        ("PHỤ LỤC I", 1, "phu_luc"),
    ]
    assert found[-1].heading == "DANH SÁCH TỔ GIÁM SÁT"


def test_numbered_paragraphs_of_a_letter_are_sections() -> None:
    assert [(section.path, section.kind) for section in sections_of(LETTER)] == [
        ("1", "nhiem_vu"), ("2", "to_chuc_thuc_hien"),
    ]  # fmt: skip


def test_odd_numbering_stays_as_printed() -> None:
    text = (
        "I. MỤC ĐÍCH\nHọp.\nII. NỘI DUNG\nHọp.\nIII. KINH PHÍ\nKhông.\nIV. KHÁC\nKhông.\nIII. TỔ CHỨC THỰC HIỆN\nHọp.\n"
    )
    assert [section.label for section in sections_of(text)] == ["I", "II", "III", "IV", "III"]


def test_a_misread_numeral_is_put_right_and_told() -> None:
    text = "I. MỤC ĐÍCH\nHọp.\nL. ĐỐI TƯỢNG\nHọp.\nII. NỘI DUNG\n1. Họp dân\nIV. TỔ CHỨC THỰC HIỆN\nHọp.\n"
    found = sections_of(text)
    assert [section.path for section in found] == ["I", "II", "III", "III.1", "IV"]
    assert found[1].evidence.rule == "label.roman.mended"
    assert found[1].evidence.confidence < found[0].evidence.confidence


def test_a_heading_in_capitals_goes_on_on_the_next_line() -> None:
    text = "III. THỜI GIAN, HÌNH THỨC VÀ THÀNH\nPHẦN THAM DỰ\n1. Thời gian\nThứ hai.\n"
    assert _outline(text)[0] == ("III", "THỜI GIAN, HÌNH THỨC VÀ THÀNH PHẦN THAM DỰ")
    assert sections_of(text)[0].kind == "khac"


def test_compound_labels_without_their_parent() -> None:
    assert [path for path, _ in _outline("I. NỘI DUNG\n1.1. Họp dân\n1.2. Treo băng rôn\n")] == ["I", "I.1.1", "I.1.2"]
    assert [path for path, _ in _outline("1. Nội dung\n1.1. Họp dân\n1.1.1. Ở phố\n2. Khác\n")] == [
        "1", "1.1", "1.1.1", "2",
    ]  # fmt: skip


def test_numbers_of_table_rows_are_no_sections() -> None:
    assert _outline("I. NỘI DUNG\nTT | Việc\n1. | Họp dân\n2. Treo | Băng rôn\n") == [("I", "NỘI DUNG")]


def test_a_form_behind_the_signature_is_an_annex() -> None:
    text = PLAN + "\n\nBÁO CÁO\nTÌNH HÌNH PHÂN LOẠI RÁC\n(Kèm theo Kế hoạch số 17/KH-UBND)\n1. Kết quả\n"
    assert [(section.path, section.label, section.kind) for section in sections_of(text)][-2:] == [
        ("PHỤ LỤC", "BÁO CÁO", "phu_luc"), ("PHỤ LỤC.1", "1", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Mục đích:", "Mục đích"),
        ("Tuyên truyền về tầm quan trọng; bám sát nghị quyết.", "Tuyên truyền về tầm quan trọng"),
        ("Họp tại TP. Huế vào 7.30 sáng. Sau đó về.", "Họp tại TP. Huế vào 7.30 sáng"),
        ("Theo Quyết định số 1193/QĐ-UBND ngày 21/3/2008.", "Theo Quyết định số 1193/QĐ-UBND ngày 21/3/2008"),
        ("NHIỆM VỤ; GIẢI PHÁP:", "NHIỆM VỤ; GIẢI PHÁP"),
        ("Phòng Nội vụ", "Phòng Nội vụ"),
    ],
)  # fmt: skip
def test_cut_heading(text: str, heading: str) -> None:
    assert cut_heading(text) == heading


def test_a_long_heading_is_cut_at_a_whole_word() -> None:
    heading = cut_heading("tổ chức họp dân " * 30)
    assert HEADING_CHARACTERS - 10 < len(heading) <= HEADING_CHARACTERS
    assert ("tổ chức họp dân " * 30).startswith(heading + " ")


@settings(deadline=None, max_examples=60)
@given(papers())
def test_sections_of_any_paper(paper: tuple[Line, ...]) -> None:
    reading = compose(paper)
    for section in find_sections(reading, blocks(reading)):
        evidence = section.evidence
        assert 0 <= evidence.start <= evidence.end <= len(reading.text)
        assert evidence.line == reading.line_number(evidence.start) == section.first_line
        assert section.first_line <= section.last_line <= len(reading.line_starts)
        assert section.level >= 1
        assert (section.kind is None) == (section.level > 1)
        assert len(section.heading) <= HEADING_CHARACTERS


def test_labels_as_typists_closed_them_before_there_was_a_rule() -> None:
    text = (
        "A/ PHẦN CHUNG\nI.- TÌNH HÌNH\n1/- Thuận lợi\na/ Về thu chi\na.1) Thu ngân sách\nb/ Về nhân sự\n2/- Khó khăn\n"
        "I.2. Nội dung khác\nII.- NHIỆM VỤ\n1 - Sở Y tế chủ trì\n"
    )
    assert [section.path for section in sections_of(text)] == [
        "A", "A.I", "A.I.1", "A.I.1.a", "A.I.1.a.1", "A.I.1.b", "A.I.2", "A.I.2", "A.II", "A.II.1",
    ]  # fmt: skip
