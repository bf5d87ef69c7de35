"""Columns that leave the same bands free are a table; prose, lists and signatures are none."""

from __future__ import annotations

import random

from pipeline.layout import arrange
from pipeline.layout.segments import find_segments
from pipeline.layout.unruled import find_unruled
from pipeline.model import Line, LineRole, Word
from pipeline.reading import compose
from tests.layout.test_arranging import BODY, ENDING, HEADER, HEIGHT, WIDTH, line, shuffled

TALL = 28.0
HEAD = (line("TT", 260, 700), line("Họ và tên", 400, 700), line("Chức vụ", 760, 700), line("Điện thoại", 1150, 700))
PEOPLE = (
    ("1", "Trần Văn Mẫu", "Chủ tịch", "0900.000.001"),
    ("2", "Lê Thị Minh Họa", "Phó Chủ tịch", "0900.000.002"),
    ("3", "Ngô Thử", "Kế toán", "0900.000.003"),
    ("4", "Võ Thị Ví Dụ", "Văn thư", "0900.000.004"),
)


def roster(*people: tuple[str, ...], pitch: float = 45) -> list[list[Word]]:
    return [
        line(text, x, 700 + pitch * row)
        for row, person in enumerate(people, start=1)
        for x, text in zip((265, 400, 760, 1150), person, strict=True)
        if text
    ]


def rows_of(lines: tuple[Line, ...]) -> list[str]:
    return compose([each for each in lines if each.cell]).text.split("\n")


def test_a_roster_among_prose() -> None:
    after = line("Danh sách này thay thế danh sách của năm trước và được gửi đến các phòng", 250, 960)
    found = arrange(shuffled(*HEADER, *BODY, *HEAD, *roster(*PEOPLE), after), WIDTH, HEIGHT, 1)
    assert rows_of(found.lines) == ["TT | Họ và tên | Chức vụ | Điện thoại", *(" | ".join(one) for one in PEOPLE)]
    assert {each.role for each in found.lines if each.cell} == {LineRole.TABLE}
    assert found.lines[-1].text.startswith("Danh sách này")
    assert len(found.unruled) == 1


def test_an_empty_cell_and_a_lost_number_shift_nothing() -> None:
    people = [list(person) for person in PEOPLE]
    people[1][0] = ""  # the engine lost the number
    people[2][2] = ""
    found = arrange(shuffled(*BODY, *HEAD, *roster(*map(tuple, people))), WIDTH, HEIGHT, 1)
    assert rows_of(found.lines)[2:4] == [
        "| Lê Thị Minh Họa | Phó Chủ tịch | 0900.000.002",
        "3 | Ngô Thử | | 0900.000.003",
    ]


def test_a_cell_of_two_lines_is_one_cell() -> None:
    broken = [line("Chủ tịch Hội Nông dân", 760, 880), line("quận", 760, 915), line("3", 265, 880)]
    broken += [line("Ngô Thử", 400, 880), line("0900.000.003", 1150, 880)]
    found = arrange(shuffled(*BODY, *HEAD, *roster(*PEOPLE[:2], pitch=60), *broken), WIDTH, HEIGHT, 1)
    assert rows_of(found.lines)[-1] == "3 | Ngô Thử | Chủ tịch Hội Nông dân quận | 0900.000.003"


def test_a_sign_that_was_read_in_a_gap_makes_no_column() -> None:
    sign = line("—", 330, 790)
    found = arrange(shuffled(*BODY, *HEAD, *roster(*PEOPLE), sign), WIDTH, HEIGHT, 1)
    assert max(each.cell.column for each in found.lines if each.cell) == 3


def test_two_columns_need_a_wide_band_and_four_rows() -> None:
    pairs = [
        [*line(f"Đơn vị thứ {name}", 260, 700 + 45 * row), *line(f"{row}.000.000 đồng", 900, 700 + 45 * row)]
        for row, name in enumerate(("nhất", "hai", "ba", "tư"))
    ]
    assert len(find_unruled(find_segments([w for pair in pairs for w in pair], TALL), TALL, 1)) == 1
    assert not find_unruled(find_segments([w for pair in pairs[:3] for w in pair], TALL), TALL, 1)


def test_a_list_with_hanging_labels_is_no_table() -> None:
    items = [
        [*line(f"{number}.", 250, 500 + 45 * number), *line("Các phòng và đơn vị thuộc quận", 330, 500 + 45 * number)]
        for number in range(1, 7)
    ]
    assert not find_unruled(find_segments([word for item in items for word in item], TALL), TALL, 1)


def test_prose_header_and_ending_hold_no_table() -> None:
    found = arrange(shuffled(*HEADER, *BODY, *ENDING), WIDTH, HEIGHT, 1)
    assert not found.unruled


def test_justified_prose_is_no_table() -> None:
    rng = random.Random(3)
    words: list[Word] = []
    for row in range(20):
        x = 250.0
        while x < 1450:
            (word,) = line("a" * rng.randint(2, 7), x, 500 + 45 * row)
            words.append(word)
            x = word.box.x1 + rng.uniform(8, 30)
    assert not find_unruled(find_segments(words, TALL), TALL, 1)


DUTIES = (
    ("1", ("Rà soát các hộ chưa đăng ký thu", "gom rác và lập danh sách theo", "từng tổ dân phố."), "Phòng Tài nguyên"),
    ("2", ("Tuyên truyền phân loại rác tại", "nguồn qua loa phát thanh."), "Đoàn phường"),
    ("3", ("Tập huấn cho tổ trưởng, bố trí", "điểm tập kết và ra quân dọn vệ", "sinh hằng tuần."), "Hội Nông dân"),
    ("4", ("Kiểm tra các điểm tập kết và", "báo cáo kết quả."), "Công an phường"),
)


def test_rows_of_several_lines_that_stand_apart_have_their_number_at_the_middle_of_their_height() -> None:
    words, y = [line("TT", 260, 700), line("Nội dung", 400, 700), line("Đơn vị", 950, 700), line("Quý", 1300, 700)], 770
    for number, duty, actor in DUTIES:
        words += [line(text, 400, y + 40 * step) for step, text in enumerate(duty)]
        words += [line(number, 265, y + 20 * (len(duty) - 1)), line(actor, 950, y), line("II", 1300, y)]
        y += 40 * len(duty) + 30
    found = arrange(shuffled(*BODY, *words), WIDTH, HEIGHT, 1)

    assert rows_of(found.lines) == [
        "TT | Nội dung | Đơn vị | Quý",
        *(f"{number} | {' '.join(duty)} | {actor} | II" for number, duty, actor in DUTIES),
    ]


def test_a_total_without_a_number_is_a_row_of_its_own() -> None:
    longest = "Nước uống đại biểu"  # the total would have had no room behind it
    costs = (("1", "Thuê", "10", "900.000"), ("2", "Hoa", "2", "80.000"), ("3", longest, "4", "8.000.000"))
    total = ("", "Tổng cộng", "", "8.980.000")
    found = arrange(shuffled(*BODY, *HEAD, *roster(*costs, total)), WIDTH, HEIGHT, 1)
    assert rows_of(found.lines)[-2:] == [f"3 | {longest} | 4 | 8.000.000", "| Tổng cộng | | 8.980.000"]
