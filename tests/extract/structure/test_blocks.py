from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from pipeline.extract.structure.blocks import Block, BlockKind, blocks, is_closing
from pipeline.extract.structure.labels import LabelKind
from pipeline.model import Cell, Line, LineRole
from pipeline.reading import compose
from tests.extract.texts import PLAN, blocks_of, reading_of, scanned
from tests.strategies import papers


def _texts(found: tuple[Block, ...], kind: BlockKind) -> list[str]:
    return [block.text for block in found if block.kind is kind]


def test_kinds_of_a_plan() -> None:
    found = blocks_of(PLAN)
    assert _texts(found, BlockKind.HEADER)[-3:] == [
        "KẾ HOẠCH", "Phân loại rác tại nguồn trên địa bàn phường Bến Lau", "6 tháng cuối năm 2025",
    ]  # fmt: skip
    assert [block.label for block in found if block.kind is BlockKind.HEADING] == [
        "I", "1", "2", "II", "1", "1.1", "a", "III", "1",
    ]  # fmt: skip
    assert _texts(found, BlockKind.FOOTNOTE) == ["¹ 12/CT-UBND ngày 03/01/2025"]
    assert _texts(found, BlockKind.FOOTER)[0].startswith("Nơi nhận")
    assert _texts(found, BlockKind.FOOTER)[-1] == "Lê Thị Thu Hà"


def test_a_paragraph_is_joined_over_its_lines() -> None:
    found = blocks_of(PLAN)
    first = _texts(found, BlockKind.PARAGRAPH)[0]
    assert first.startswith("Thực hiện Kế hoạch số 40/KH-UBND ngày 10 tháng 02 năm 2025 của Ủy ban nhân dân Quận 9")
    assert first.endswith("tại nguồn;")


def test_a_footnote_and_a_page_break_do_not_break_a_paragraph() -> None:
    found = blocks_of(
        "I. NỘI DUNG\n\n"
        "Các khu phố tổ chức họp dân, nghe phổ biến cách phân loại rác và cùng nhau\n\n"
        "¹ 12/CT-UBND ngày 03/01/2025\n\n2\n\f\n"
        "thống nhất giờ thu gom trên từng tuyến đường.\n"
    )
    assert _texts(found, BlockKind.PARAGRAPH) == [
        "Các khu phố tổ chức họp dân, nghe phổ biến cách phân loại rác và cùng nhau thống nhất giờ thu gom trên từng "
        "tuyến đường."
    ]
    assert _texts(found, BlockKind.FOOTNOTE) == ["¹ 12/CT-UBND ngày 03/01/2025"]
    paragraph = next(block for block in found if block.kind is BlockKind.PARAGRAPH)
    assert (paragraph.first_line, paragraph.last_line) == (3, 9)


def test_a_running_head_does_not_break_a_paragraph_and_is_in_none() -> None:
    lines = [
        *scanned(("I. NỘI DUNG", 200, 500, 200), ("Các khu phố tổ chức họp dân để cùng nhau", 200, 1400, 260)),
        *scanned(("BÁO CÁO CÔNG TÁC NĂM", 600, 900, 60), page=2),
        *scanned(("thống nhất giờ thu gom rác trên từng tuyến.", 200, 1200, 200), page=2),
    ]
    lines[2] = replace(lines[2], role=LineRole.FURNITURE)
    found = blocks(compose(lines))

    assert _texts(found, BlockKind.PARAGRAPH) == [
        "Các khu phố tổ chức họp dân để cùng nhau thống nhất giờ thu gom rác trên từng tuyến."
    ]
    assert not any("BÁO CÁO" in block.text for block in found)


def test_an_empty_line_inside_a_paragraph_is_bridged() -> None:
    found = blocks_of("I. NỘI DUNG\n\nCác khu phố tổ chức họp dân để cùng nhau thống nhất giờ\n\nthu gom rác.\n")
    assert "Các khu phố tổ chức họp dân để cùng nhau thống nhất giờ thu gom rác." in _texts(found, BlockKind.PARAGRAPH)


def test_a_symbol_broken_after_its_hyphen_is_joined_a_range_of_years_is_not() -> None:
    found = blocks_of(
        "I. NỘI DUNG\n\nTriển khai thực hiện Kế hoạch số 288/KH-\nUBND ngày 02/01/2024 cho giai đoạn 2020 -\n2025.\n"
    )
    assert _texts(found, BlockKind.PARAGRAPH) == [
        "Triển khai thực hiện Kế hoạch số 288/KH-UBND ngày 02/01/2024 cho giai đoạn 2020 - 2025."
    ]


def test_a_dash_in_the_middle_of_a_sentence_is_no_bullet() -> None:
    found = blocks_of(
        "I. NỘI DUNG\n\nPhát tin bài về phân loại rác trên loa của Trung tâm Truyền thông - Văn hóa\n"
        "- Thể thao quận.\n\n- Treo băng rôn.\n"
    )
    assert _texts(found, BlockKind.BULLET) == ["- Treo băng rôn."]


def test_a_number_that_ends_a_reference_is_no_label() -> None:
    found = blocks_of(
        "I. NỘI DUNG\n\nNội dung, cách làm và thời gian thực hiện theo hướng dẫn chi tiết tại Mục\n"
        "3.1. Khi cần thì báo cáo.\n"
    )
    assert [block.label for block in found if block.kind is BlockKind.HEADING] == ["I"]


def test_a_paragraph_per_line() -> None:
    long = "Các khu phố " + "tổ chức họp dân và " * 12
    found = blocks_of(f"KẾ HOẠCH\nPhân loại rác\nI. NỘI DUNG\n{long}thống nhất giờ.\n{long}được phân\ncông trực.\n")
    assert [text[-18:] for text in _texts(found, BlockKind.PARAGRAPH)] == ["và thống nhất giờ.", "ợc phân công trực."]


def test_boxes_tell_paragraphs_of_a_scan() -> None:
    lines = scanned(
        ("Ý thứ nhất dài hết cả dòng và còn sang dòng", 180, 1500, 100),
        ("sau rồi dừng ở đây, cho đến hết dòng này thôi.", 100, 1500, 160),
        ("Ý thứ hai cũng dài hết dòng và lại sang dòng", 180, 1500, 220),
        ("kế tiếp.", 100, 300, 280),
    )
    found = blocks(compose(lines))
    assert [(block.first_line, block.last_line) for block in found] == [(1, 2), (3, 4)]


def test_cells_of_a_row_keep_their_columns() -> None:
    def cell(text: str, column: int) -> Line:
        return Line(1, text, text, role=LineRole.TABLE, cell=Cell(0, 0, column))

    found = blocks(compose([cell("1", 0), cell("Phòng Nội vụ", 1), cell("quận", 1), cell("Tháng 5", 3)]))
    assert [(one.column, one.text) for one in found[0].cells] == [(0, "1"), (1, "Phòng Nội vụ quận"), (3, "Tháng 5")]


def test_cells_of_a_text_count_from_its_bars() -> None:
    row = blocks_of("TT | Việc | Thời gian\n1 | Họp dân | Tháng 5\n")[1]
    assert [(one.column, row.text[one.start : one.end]) for one in row.cells] == [
        (0, "1"),
        (1, "Họp dân"),
        (2, "Tháng 5"),
    ]


def test_empty_cells_do_not_shift_their_neighbours() -> None:
    places = [("", 0), ("Mở lớp", 1), ("", 2), ("Tháng 5", 3), ("", 4)]
    lines = [Line(1, text, text, role=LineRole.TABLE, cell=Cell(0, 0, column)) for text, column in places]
    (row,) = blocks(compose(lines))
    assert [(cell.column, cell.text) for cell in row.cells] == [(1, "Mở lớp"), (3, "Tháng 5")]
    assert [row.text[cell.start : cell.end] for cell in row.cells] == ["Mở lớp", "Tháng 5"]


def test_a_group_title_inside_a_table_is_a_row() -> None:
    found = blocks_of("TT | Việc | Nơi làm\n1 | Họp | Khu phố\nII. TRUYỀN THÔNG\n2 | Loa | Phường\n")
    assert [block.kind for block in found] == [BlockKind.TABLE_ROW] * 4


def test_closing() -> None:
    assert is_closing(blocks_of("Đề nghị các khu phố thực hiện Kế hoạch này./.")[-1])
    assert not is_closing(blocks_of("Đề nghị các khu phố thực hiện.")[-1])


def test_span_leads_back_to_the_reading() -> None:
    reading = reading_of(PLAN)
    block = next(b for b in blocks(reading) if b.kind is BlockKind.BULLET and "khu phố sạch" in b.text)
    start = block.text.index("xây dựng khu phố")
    first, last = block.span(start, start + len("xây dựng khu phố"))
    assert reading.text[first:last] == "xây\ndựng khu phố"


@pytest.mark.parametrize("text", ["", "\n\n", "   ", "|", " | | ", "-", "I.", "(", "Nơi nhận:", "KẾ HOẠCH"])
def test_next_to_nothing(text: str) -> None:
    assert all(block.text for block in blocks_of(text))


@settings(deadline=None, max_examples=60)
@given(papers())
def test_blocks_of_any_paper(paper: tuple[Line, ...]) -> None:
    reading = compose(paper)
    found = blocks(reading)
    assert [block.start for block in found] == sorted(block.start for block in found)
    for block in found:
        assert 0 <= block.start <= block.end <= len(reading.text)
        assert len(block.offsets) == len(block.text)
        assert block.first_line == reading.line_number(block.start)
        assert block.first_line <= block.last_line
        assert 0 <= block.content <= len(block.text)
        assert list(block.offsets) == sorted(block.offsets)
        for char, offset in zip(block.text, block.offsets, strict=True):
            assert reading.text[offset] == char or (char == " " and reading.text[offset].isspace()) or char == " "
        assert re.sub(r"\s+", " ", block.text) == block.text
        if block.label_kind is LabelKind.BULLET:
            assert block.kind in {BlockKind.BULLET, BlockKind.FOOTER}


@settings(deadline=None, max_examples=60)
@given(papers())
def test_no_word_is_lost(paper: tuple[Line, ...]) -> None:
    reading = compose(paper)
    kept = {offset for block in blocks(reading) for offset in block.offsets}
    for start in reading.line_starts:
        line = reading.text[start : reading.line_span(reading.line_number(start))[1]]
        role = reading.lines[reading.pieces_of(start, start)[0].line].role
        if len(line.strip()) > 60 and role is not LineRole.FURNITURE:  # shorter ones may be noise
            assert start + len(line) - len(line.lstrip()) in kept


def test_a_heading_in_capitals_opens_a_block_behind_a_comma() -> None:
    found = blocks_of("Ủy ban nhân dân xã ban hành Kế hoạch như sau,\nI. MỤC ĐÍCH\nHọp dân.\n")
    assert [block.label for block in found if block.label] == ["I"]


def test_a_bullet_with_a_verb_of_a_task_is_no_hyphen() -> None:
    heading = "3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã và các tổ chức đoàn thể\n"
    assert [block.label for block in blocks_of(heading + "- Vận động hội viên tham gia.\n")] == ["3", "-"]
    name = "3. Giao các cơ quan chuyên môn làm việc với cán bộ của Sở Lao động\n- Thương binh và Xã hội.\n"
    assert [block.label for block in blocks_of(name)] == ["3"]
    speck = (
        "3. Để giữ sạch đường phố trong những ngày lễ hội của thành phố, Sở Xây dựng\n- yêu cầu các phường quét dọn.\n"
    )
    assert [block.label for block in blocks_of(speck)] == ["3"]


def test_a_numeral_without_its_full_stop() -> None:
    long = "Nâng cao ý thức giữ gìn vệ sinh chung của mọi người dân ở các khu phố.\n"
    found = blocks_of(f"I. Mục đích\n{long}{long}II Nội dung\n{long}")
    assert [block.label for block in found if block.label] == ["I", "II"]


def test_a_footnote_mark_alone_is_no_heading() -> None:
    assert [block.kind for block in blocks_of("²")] == [BlockKind.PARAGRAPH]


@pytest.mark.parametrize("end", ["các dự án trọng điểm", "nhiệm vụ chuyển đổi số", "công việc hằng năm"])
def test_a_number_below_a_word_that_only_looks_like_a_part_is_a_label(end: str) -> None:
    assert [block.label for block in blocks_of(f"I. Tình hình {end}\n1. Trường học đã xong")] == ["I", "1"]


@pytest.mark.parametrize("end", ["quy định tại điểm", "thực hiện Kế hoạch số", "từ tháng"])
def test_a_number_below_the_name_of_a_part_is_none(end: str) -> None:
    assert len(blocks_of(f"I. Tình hình {end}\n1. Trường học đã xong")) == 1
