from __future__ import annotations

import pytest
from hypothesis import given

from pipeline.extract.figures.phrases import (
    clauses,
    find_period,
    find_scope,
    indicator_of,
    is_bracketed,
    is_quoted,
    measured_behind,
    statements,
    subject_before,
)
from pipeline.extract.figures.quantities import find_quantities
from tests.strategies import any_line


def _clauses(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses(text, find_quantities(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Có 5 lớp. Có 3 buổi.", ["Có 5 lớp.", "Có 3 buổi."]),
        ("(2) Tỷ lệ đạt 90%", ["Tỷ lệ đạt 90%"]),
        ("iv. 80% hồ sơ", ["80% hồ sơ"]),
        ("Phát triển thư viện (2 mục tiêu) (1) Tỷ lệ đạt 90%", ["Phát triển thư viện (2 mục tiêu) ", "Tỷ lệ đạt 90%"]),
        ("", []),
    ],
)
def test_statements_are_sentences_without_inner_labels(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in statements(text, 0)] == expected


def test_a_sentence_that_never_ends_is_parted() -> None:
    text = "mười hai " * 2000
    spans = list(statements(text, 0))

    assert "".join(text[start:end] for start, end in spans) == text
    assert all(end - start <= 2000 for start, end in spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100% hồ sơ được số hóa.", ["100% hồ sơ được số hóa"]),
        (
            "Rà soát đội ngũ, bảo đảm mỗi thôn có ít nhất 01 tổ.",
            ["bảo đảm mỗi thôn có ít nhất 01 tổ"],
        ),
        (
            "Tổ chức 05 lớp với 320 lượt người; phát 1.200 tờ rơi.",
            ["Tổ chức 05 lớp", "320 lượt người", "phát 1.200 tờ rơi"],
        ),
        ("Số đơn nhận: 49, đã giải quyết: 21", ["Số đơn nhận: 49", "đã giải quyết: 21"]),
    ],
)
def test_each_quantity_has_its_clause(text: str, expected: list[str]) -> None:
    assert _clauses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đến năm 2030, tỷ lệ hộ nghèo giảm còn", "tỷ lệ hộ nghèo"),
        ("Phấn đấu SIPAS đạt", "SIPAS"),
        ("tỷ lệ chưa đạt", "tỷ lệ chưa đạt"),
        ("bảo đảm", ""),
        ("Tổng số hồ sơ là", "Tổng số hồ sơ"),
    ],
)
def test_what_is_measured_before_its_value(text: str, expected: str) -> None:
    assert subject_before(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" hồ sơ nộp trực tuyến, góp phần giảm chi phí", "hồ sơ nộp trực tuyến"),
        (" trở lên số hộ dân tham gia", "số hộ dân tham gia"),
        (" vào năm 2027", ""),
        (" so với năm trước", ""),
        (".", ""),
    ],
)
def test_what_is_measured_behind_its_value(text: str, expected: str) -> None:
    assert measured_behind(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chỉ số CCHC của phường xếp hạng thuộc nhóm 5 phường dẫn đầu", "Chỉ số CCHC của phường"),
        ("tổ chức 03 buổi tọa đàm về đọc sách", "buổi tọa đàm về đọc sách"),
        ("mỗi ấp có tối thiểu 01 tổ", "tổ"),
        ("ban hành 43 văn bản tại Kế hoạch số 5/KH-UBND", "ban hành văn bản"),
        ("thu ngân sách ước đạt 97% dự toán", "thu ngân sách"),
        ("100% mục tiêu của trường được công khai", "mục tiêu của trường được công khai"),
        ("Giảm số giờ họp trung bình còn 1,5 lần", "Giảm số giờ họp trung bình"),
        ("80%", None),
    ],
)
def test_the_indicator_of_a_quantity(text: str, expected: str | None) -> None:
    assert indicator_of(text, (0, len(text)), find_quantities(text)[0]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mỗi xã, phường có ít nhất 02 lớp", "mỗi xã, phường"),
        ("100% hộ dân trên địa bàn phường được tuyên truyền", "trên địa bàn phường"),
        ("kiện toàn tổ chức bộ máy", None),
        ("mỗi năm có 02 lớp", None),
    ],
)
def test_whose_a_goal_is(text: str, expected: str | None) -> None:
    assert find_scope(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đến năm 2030, tỷ lệ đạt 90%", "Đến năm 2030"),
        ("trong giai đoạn 2026 - 2030 có 05 mô hình", "trong giai đoạn 2026 - 2030"),
        ("Năm 2026: 12 lớp", "Năm 2026"),
        ("đăng 02 tin hằng tháng", "hằng tháng"),
        ("hoàn thành trước ngày 30/6/2026", "trước ngày 30/6/2026"),
        ("theo Kế hoạch ngày 05/3/2024", None),
        ("kết quả năm 2024 của phường", None),
        ("cập nhật thường xuyên", None),
    ],
)
def test_the_time_of_a_goal(text: str, expected: str | None) -> None:
    assert find_period(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Duy trì khám sức khỏe cho 100% học sinh nội trú", "khám sức khỏe cho học sinh nội trú"),
        ("Phấn đấu sửa đường tại 80% thôn vùng cao", "thôn vùng cao"),
        ("Giải ngân 100% kế hoạch vốn được giao", "Giải ngân kế hoạch vốn được giao"),
        ("Phấn đấu đến năm 2030 diện tích rừng tràm của xã đạt 1.200 ha", "diện tích rừng tràm của xã"),
        ("Tỷ lệ phủ sóng tại các xã đến năm 2030 đạt 95%", "Tỷ lệ phủ sóng tại các xã"),
        ("Tỷ lệ hộ nghèo (theo chuẩn mới) còn 2%", "Tỷ lệ hộ nghèo (theo chuẩn mới)"),
        ("100% “thôn xanh”", "“thôn xanh”"),
        ("Tỷ lệ chợ đạt chuẩn: huyện giao 60%", "Tỷ lệ chợ đạt chuẩn: huyện giao"),
    ],
)
def test_an_indicator_names_the_act_and_neither_time_nor_unit(text: str, expected: str) -> None:
    (quantity,) = find_quantities(text)
    (span,) = clauses(text, [quantity])

    assert indicator_of(text, span, quantity) == expected


def test_a_comma_that_joins_verbs_parts_no_clauses() -> None:
    text = "Tỷ lệ chợ sạch tăng 2%, tỷ lệ vụ việc được phát hiện, xử lý tăng 5%."

    assert _clauses(text) == ["Tỷ lệ chợ sạch tăng 2%", "tỷ lệ vụ việc được phát hiện, xử lý tăng 5%"]


def test_quotes_and_brackets() -> None:
    assert is_quoted("phong trào “45 ngày đêm”", 13)
    assert not is_quoted("phong trào “45 ngày đêm” có 3 lớp", 30)
    assert is_bracketed("kết quả (đạt 5%)", 13)
    assert not is_bracketed("kết quả (tốt) đạt 5%", 17)


@given(any_line)
def test_any_text_has_clauses_within_it(text: str) -> None:
    quantities = find_quantities(text)
    for (start, end), quantity in zip(clauses(text, quantities), quantities, strict=True):
        assert 0 <= start <= end <= len(text)
        indicator_of(text, (start, end), quantity)
    assert find_scope(text) is None or str(find_scope(text)) in text
    assert find_period(text) is None or str(find_period(text)) in text
