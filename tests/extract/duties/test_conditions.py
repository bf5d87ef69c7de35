from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.duties.conditions import find_condition
from tests.strategies import any_line


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Nếu mưa lớn kéo dài, Phòng Kinh tế huy động máy bơm.", "Nếu mưa lớn kéo dài"),
        ("Nếu có khó khăn, vướng mắc, các đơn vị báo cáo về Phòng Nội vụ.", "Nếu có khó khăn, vướng mắc"),
        (
            "Trong quá trình thực hiện, nếu cần sửa đổi, bổ sung, đề nghị các khu phố phản ánh về Văn phòng.",
            "nếu cần sửa đổi, bổ sung",
        ),
        ("Trường hợp số hộ, khẩu thay đổi thì Công an phường cập nhật.", "Trường hợp số hộ, khẩu thay đổi"),
        ("Trường hợp kiểm tra đột xuất: Đội Quản lý thị trường ra quyết định.", "Trường hợp kiểm tra đột xuất"),
        ("Cung cấp hồ sơ khi có yêu cầu của đoàn kiểm tra.", "khi có yêu cầu của đoàn kiểm tra"),
        ("Gửi báo cáo về Sở khi được yêu cầu để tổng hợp.", "khi được yêu cầu"),
        ("Cử người tham gia tổ (khi có đề nghị của xã) kiểm tra chợ.", "khi có đề nghị của xã"),
        ("Bán thanh lý trong trường hợp bị mất, bị hỏng.", "trong trường hợp bị mất, bị hỏng"),
    ],
)
def test_a_condition_as_written(text: str, condition: str) -> None:
    assert find_condition(text) == condition


@pytest.mark.parametrize(
    "text",
    [
        "Tổng hợp khó khăn (nếu có), báo cáo Chủ tịch.",
        "Xử lý nghiêm các trường hợp vi phạm.",
        "Sau khi có kết quả, Phòng Nội vụ thông báo.",
        "Báo cáo định kỳ hoặc khi có yêu cầu.",
        "Rà soát hồ sơ; trường hợp thiếu, yêu cầu bổ sung.",  # holds for the second clause only
        "Áp dụng cho cả nước, trừ trường hợp có quy định khác.",
        "Nếu có khó khăn, vướng mắc.",
    ],
)
def test_what_is_no_condition_of_the_duty(text: str) -> None:
    assert find_condition(text) is None


@given(any_line)
def test_any_text_is_read(text: str) -> None:
    found = find_condition(text)

    assert found is None or found in text


_WORDS = ["nếu ", "có ", "khi ", "trường hợp ", ", ", "(", ")", "thì ", "Sở Y tế ", "báo cáo ", "; ", ". ", "đề nghị "]


@given(st.lists(st.sampled_from(_WORDS), max_size=14).map("".join))
def test_any_order_of_words_of_condition_is_read(text: str) -> None:
    found = find_condition(text)

    assert found is None or found in text
