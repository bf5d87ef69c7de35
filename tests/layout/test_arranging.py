"""Words of a page, in any order, become lines in reading order."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.layout import GridCell, TableGrid, arrange, line_confidence
from pipeline.model import Box, Line, LineRole, MarkKind, Word
from pipeline.reading import compose

WIDTH, HEIGHT = 1654, 2339
GLYPH = 13
TALL = 28


def line(text: str, x: float, y: float, slant: float = 0.0, size: float = 1.0) -> list[Word]:
    """Return the words of `text` set from (x, y), falling by `slant` pixels per pixel."""
    words = []
    for part in text.split():
        wide = GLYPH * len(part) * size
        drop = slant * x
        words.append(Word(part, Box(1, x, y + drop, x + wide, y + drop + TALL * size), 0.9))
        x += wide + GLYPH * size
    return words


def shuffled(*lines: list[Word]) -> list[Word]:
    words = [word for each in lines for word in each]
    random.Random(7).shuffle(words)
    return words


def texts(lines: tuple[Line, ...], role: LineRole | None = None) -> list[str]:
    return [each.text for each in lines if role is None or each.role is role]


HEADER = (
    line("ỦY BAN NHÂN DÂN", 260, 150),
    line("QUẬN MINH HỌA", 280, 195),
    line("Số: 12/KH-UBND", 270, 262),
    line("V/v nộp báo cáo", 265, 320),
    line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 760, 140),
    line("Độc lập - Tự do - Hạnh phúc", 840, 184),
    line("Minh Họa, ngày 05 tháng 3 năm 2024", 800, 250),
)
BODY = (
    line("KẾ HOẠCH", 760, 420),
    line("Thực hiện chương trình tập huấn của quận trong năm nay và các năm sau", 250, 500),
    line("được giao cho các phòng và đơn vị thuộc quận.", 250, 545),
)
ENDING = (
    line("Nơi nhận:", 250, 1500),
    line("- Như trên;", 250, 1535, size=0.8),
    line("- Lưu: VT.", 250, 1568, size=0.8),
    line("TM. ỦY BAN NHÂN DÂN", 930, 1480),
    line("CHỦ TỊCH", 1020, 1522),
    line("Trần Văn Mẫu", 1000, 1760),
)


def test_header_left_column_comes_whole_before_the_right_one() -> None:
    found = arrange(shuffled(*HEADER, *BODY), WIDTH, HEIGHT, 1)
    assert texts(found.lines) == [
        "ỦY BAN NHÂN DÂN",
        "QUẬN MINH HỌA",
        "Số: 12/KH-UBND",
        "V/v nộp báo cáo",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Minh Họa, ngày 05 tháng 3 năm 2024",
        "KẾ HOẠCH",
        "Thực hiện chương trình tập huấn của quận trong năm nay và các năm sau",
        "được giao cho các phòng và đơn vị thuộc quận.",
    ]
    assert len(texts(found.lines, LineRole.HEADER_LEFT)) == 4
    assert len(texts(found.lines, LineRole.HEADER_RIGHT)) == 3


def test_header_is_found_with_a_misread_motto_and_columns_close_together() -> None:
    words = shuffled(
        line("SỞ GIÁO DỤC VÀ ĐÀO TẠO", 330, 150),
        line("CỌNG HOÀ XÀ HỘl CHÙ NGHlA VlỆT NAM", 660, 152),
        line("Số: 7/BC-SGDĐT", 380, 200),
        line("Độc lâp - Tư do - Hanh phuc", 740, 195),
        *BODY,
    )
    found = arrange(words, WIDTH, HEIGHT, 1)
    assert texts(found.lines, LineRole.HEADER_LEFT) == ["SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Số: 7/BC-SGDĐT"]


def test_the_address_of_a_letter_does_not_belong_to_the_header() -> None:
    found = arrange(shuffled(*HEADER, line("Kính gửi:", 480, 400), line("- Các phường;", 620, 440)), WIDTH, HEIGHT, 1)
    assert texts(found.lines, LineRole.BODY) == ["Kính gửi:", "- Các phường;"]


def test_party_header() -> None:
    words = shuffled(
        line("THÀNH ỦY MINH HỌA", 250, 150),
        line("ĐẢNG CỘNG SẢN VIỆT NAM", 860, 150),
        line("Số 5-CT/TU", 300, 220),
        line("Minh Họa, ngày 2 tháng 4 năm 2023", 820, 232),
        *BODY,
    )
    found = arrange(words, WIDTH, HEIGHT, 1)
    assert texts(found.lines, LineRole.HEADER_LEFT) == ["THÀNH ỦY MINH HỌA", "Số 5-CT/TU"]


def test_a_speck_between_the_columns_of_a_header_does_not_join_them() -> None:
    speck = Word("ˆ", Box(1, 735, 150, 743, 158), 0.7)
    wide = line("ỦY BAN NHÂN DÂN THÀNH PHỐ MINH HỌA", 260, 140)
    found = arrange(shuffled(wide, *HEADER[2:], [speck], *BODY), WIDTH, HEIGHT, 1)
    assert texts(found.lines, LineRole.HEADER_LEFT)[0].startswith("ỦY BAN NHÂN DÂN THÀNH PHỐ MINH HỌA")
    assert texts(found.lines, LineRole.HEADER_RIGHT)[0].endswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết này của Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam",
        "Chào mừng ngày thành lập nước CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "(Kèm theo Quyết định số 12/QĐ-UBND của quận, ngày 05 tháng 3 năm 2024)",
    ],
)
def test_a_motto_or_date_in_the_text_makes_no_header(text: str) -> None:
    lines = (
        line("Trang này nối tiếp trang trước và không có phần đầu của văn bản", 250, 150),
        line(text, 250, 195),
        line("các cơ quan, đơn vị và địa phương tổ chức thực hiện", 250, 240),
    )
    found = arrange(shuffled(*lines), WIDTH, HEIGHT, 2)
    assert texts(found.lines) == [" ".join(word.text for word in words) for words in lines]
    assert {each.role for each in found.lines} == {LineRole.BODY}


def test_header_without_a_readable_motto_is_known_by_number_and_date() -> None:
    words = shuffled(*HEADER[:4], line("C0NG H0A x4 h01", 760, 140), HEADER[6], *BODY)
    found = arrange(words, WIDTH, HEIGHT, 1)
    assert texts(found.lines, LineRole.HEADER_LEFT)[-2:] == ["Số: 12/KH-UBND", "V/v nộp báo cáo"]


def test_two_papers_on_one_page_each_have_their_header_and_ending() -> None:
    second = [moved(words, 1500) for words in HEADER]
    title = line("Mẫu số 02. Mẫu báo cáo", 250, 1560)
    found = arrange(shuffled(*HEADER, *BODY, *(moved(w, -700) for w in ENDING), title, *second), WIDTH, HEIGHT, 1)
    roles = [role for role, _ in groupby(each.role for each in found.lines)]
    assert roles == [
        LineRole.HEADER_LEFT,
        LineRole.HEADER_RIGHT,
        LineRole.BODY,
        LineRole.RECIPIENTS,
        LineRole.SIGNATURE,
        LineRole.BODY,
        LineRole.HEADER_LEFT,
        LineRole.HEADER_RIGHT,
    ]


def test_recipients_are_known_by_the_filing_line_where_their_title_is_unreadable() -> None:
    words = shuffled(*BODY, line("Ru nlin", 250, 1500), *ENDING[1:])
    found = arrange(words, WIDTH, HEIGHT, 3)
    assert texts(found.lines, LineRole.RECIPIENTS) == ["Ru nlin", "- Như trên;", "- Lưu: VT."]
    assert len(texts(found.lines, LineRole.SIGNATURE)) == 3


def test_the_strokes_of_a_signature_are_a_mark() -> None:
    scrawl = [replace(word, confidence=0.1) for word in line("Hư mvo/", 1000, 1650)]
    found = arrange(shuffled(*BODY, *ENDING, scrawl), WIDTH, HEIGHT, 3)
    assert [(mark.kind, mark.text) for mark in found.marks] == [(MarkKind.HANDWRITING, "Hư mvo/")]
    assert "Trần Văn Mẫu" in texts(found.lines, LineRole.SIGNATURE)


def test_a_name_right_of_a_long_list_of_recipients_stays_a_signature() -> None:
    long_list = [line("- Các phòng, ban và đơn vị trực thuộc quận;", 250, 1500 + 40 * row) for row in range(1, 8)]
    name = line("Lê Văn Thử", 860, 1620)
    found = arrange(shuffled(*BODY, line("Nơi nhận:", 250, 1500), *long_list, name), WIDTH, HEIGHT, 3)
    assert texts(found.lines, LineRole.SIGNATURE) == ["Lê Văn Thử"]


def moved(words: list[Word], down: float) -> list[Word]:
    return [replace(w, box=replace(w.box, y0=w.box.y0 + down, y1=w.box.y1 + down)) for w in words]


def test_recipients_come_before_the_signature() -> None:
    found = arrange(shuffled(*BODY, *ENDING), WIDTH, HEIGHT, 3)
    assert texts(found.lines)[-6:] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Trần Văn Mẫu",
    ]
    assert len(texts(found.lines, LineRole.SIGNATURE)) == 3
    assert len(texts(found.lines, LineRole.RECIPIENTS)) == 3


def test_signature_without_recipients() -> None:
    found = arrange(shuffled(*BODY, *ENDING[3:]), WIDTH, HEIGHT, 1)
    assert texts(found.lines, LineRole.SIGNATURE) == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Mẫu"]


def test_an_annex_under_the_ending_follows_it() -> None:
    annex = line("Danh sách các đơn vị tham gia chương trình tập huấn của quận trong năm nay cùng", 250, 1900)
    found = arrange(shuffled(*BODY, *ENDING, annex), WIDTH, HEIGHT, 1)
    assert found.lines[-1].text.startswith("Danh sách")
    assert found.lines[-1].role is LineRole.BODY


@pytest.mark.parametrize("text", ["3", "- 3 -", "3/12", "Trang 3"])
@pytest.mark.parametrize("y", [60, 2270])
def test_a_page_number_is_a_mark(text: str, y: int) -> None:
    found = arrange(shuffled(*BODY, line(text, 800, y)), WIDTH, HEIGHT, 3)
    assert [(mark.kind, mark.text) for mark in found.marks] == [(MarkKind.PAGE_NUMBER, text)]
    assert len(found.lines) == len(BODY)


def test_a_number_in_the_text_is_no_page_number() -> None:
    found = arrange(shuffled(*BODY, line("12", 800, 1000)), WIDTH, HEIGHT, 3)
    assert not found.marks


def test_footnotes_are_the_small_print_at_the_end() -> None:
    notes = (line("1 Theo Quyết định của quận", 250, 2050, size=0.7), line("về việc này", 250, 2080, size=0.7))
    found = arrange(shuffled(*BODY, *notes), WIDTH, HEIGHT, 2)
    assert texts(found.lines, LineRole.FOOTNOTE) == ["1 Theo Quyết định của quận", "về việc này"]


def test_footnotes_begin_at_the_first_raised_mark() -> None:
    notes = [
        line(f"{mark} Theo Quyết định của quận", 250, 1500 + 30 * row, size=0.8) for row, mark in enumerate("¹²³⁴")
    ]
    found = arrange(shuffled(*BODY, *notes, line("về việc này", 250, 1620, size=0.8)), WIDTH, HEIGHT, 2)
    assert len(texts(found.lines, LineRole.FOOTNOTE)) == 5
    assert len(texts(found.lines, LineRole.BODY)) == len(BODY)


def test_a_raised_mark_at_the_beginning_of_a_line_of_text_makes_no_footnote() -> None:
    found = arrange(shuffled(*BODY, line("³ và các phường", 250, 1500), line("tiếp theo", 250, 1545)), WIDTH, HEIGHT, 2)
    assert not texts(found.lines, LineRole.FOOTNOTE)


def test_a_raised_note_mark_stays_a_word_of_its_own() -> None:
    mark = Word("5", Box(1, 250, 494, 258, 508), 0.9)
    found = arrange([*line("23/KH-UBND của quận", 262, 500), mark], WIDTH, HEIGHT, 1)
    assert texts(found.lines) == ["5 23/KH-UBND của quận"]


@given(slant=st.floats(-0.006, 0.006), seed=st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_lines_survive_slant_and_order(slant: float, seed: int) -> None:
    expected = [f"dòng {number} của trang này có nhiều từ để đi hết chiều rộng của tờ giấy" for number in range(12)]
    words = [word for row, text in enumerate(expected) for word in line(text, 200, 600 + 45 * row, slant)]
    random.Random(seed).shuffle(words)
    assert texts(arrange(words, WIDTH, HEIGHT, 1).lines) == expected


def table() -> TableGrid:
    cells = (
        GridCell(Box(1, 250, 700, 400, 760), 0, 0),
        GridCell(Box(1, 400, 700, 1400, 760), 0, 1, 1, 2),
        GridCell(Box(1, 250, 760, 400, 900), 1, 0),
        GridCell(Box(1, 400, 760, 900, 900), 1, 1),
        GridCell(Box(1, 900, 760, 1400, 900), 1, 2),
    )
    return TableGrid(Box(1, 250, 700, 1400, 900), cells)


def test_table_lines_carry_their_cell_and_stand_row_by_row() -> None:
    words = shuffled(
        *BODY,
        line("TT", 290, 715),
        line("Công việc", 600, 715),
        line("1", 300, 800),
        line("Mở lớp tập", 420, 775),
        line("huấn", 420, 815),
        line("Phòng Nội vụ", 920, 795),
        line("Sau bảng còn chữ", 250, 1000),
    )
    found = arrange(words, WIDTH, HEIGHT, 1, [table()])
    rows = [each.text for each in found.lines if each.cell]
    assert rows == ["TT", "Công việc", "1", "Mở lớp tập", "huấn", "Phòng Nội vụ"]
    assert compose(found.lines).text.split("\n")[3:] == [
        "TT | Công việc",
        "1 | Mở lớp tập huấn | Phòng Nội vụ",
        "Sau bảng còn chữ",
    ]
    merged = next(each for each in found.lines if each.text == "Công việc")
    assert merged.cell is not None
    assert (merged.cell.row, merged.cell.column, merged.cell.columns) == (0, 1, 2)


def test_no_words_give_no_lines() -> None:
    assert arrange([], WIDTH, HEIGHT, 1).lines == ()


@given(st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 2200), st.integers(1, 12)), max_size=40))
@settings(max_examples=50, deadline=None)
def test_no_word_is_lost_or_doubled(places: list[tuple[int, int, int]]) -> None:
    words = [
        Word(f"t{index}", Box(1, x, y, x + GLYPH * length, y + TALL), 0.5)
        for index, (x, y, length) in enumerate(places)
    ]
    found = arrange(words, WIDTH, HEIGHT, 1, [table()])
    kept = [word.text for each in found.lines for word in each.words]
    kept += [text for mark in found.marks for text in mark.text.split()]
    assert sorted(kept) == sorted(word.text for word in words)


def test_confidence_of_a_line_is_weighted_by_characters() -> None:
    box = Box(1, 0, 0, 10, 10)
    assert line_confidence([Word("abc", box, 1.0), Word("d", box, 0.2)]) == 0.8
    assert line_confidence([]) == 1.0
