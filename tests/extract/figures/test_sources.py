from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.figures.sources import find_source
from tests.strategies import any_line


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        (
            "Chi từ Quỹ Khuyến học, Khuyến tài huyện An Lạc.",
            "Quỹ Khuyến học, Khuyến tài huyện An Lạc",
        ),
        (
            "Nguồn xã hội hóa từ hội cha mẹ học sinh, cửa hàng, hộ dân trong và ngoài xã, được quản lý công khai.",
            "Nguồn xã hội hóa từ hội cha mẹ học sinh, cửa hàng, hộ dân trong và ngoài xã",
        ),
        (
            "Kinh phí lấy từ nguồn ngân sách xã theo phân cấp hiện hành và các nguồn thu hợp pháp khác theo quy định.",
            "nguồn ngân sách xã theo phân cấp hiện hành và các nguồn thu hợp pháp khác",
        ),
        (
            "Kinh phí thực hiện bao gồm: ngân sách xã; nguồn tài trợ của hợp tác xã và các nguồn hợp pháp khác.",
            "ngân sách xã; nguồn tài trợ của hợp tác xã và các nguồn hợp pháp khác",
        ),
        (
            "Kinh phí được cấp từ ngân sách xã và quản lý theo Luật Ngân sách.",
            "ngân sách xã",
        ),
        (
            "Kinh phí lấy từ nguồn dự phòng và nguồn tài trợ của các chương trình hợp tác.",
            "nguồn dự phòng và nguồn tài trợ của các chương trình hợp tác",
        ),
        ("Nguồn vốn sửa chợ: sử dụng Quỹ phúc lợi của xã.", "Quỹ phúc lợi của xã"),
        ("Nguồn kinh phí từ các chương trình hợp tác.", "Nguồn kinh phí từ các chương trình hợp tác"),
    ],
)
def test_a_source_runs_over_its_list(sentence: str, source: str) -> None:
    assert find_source(sentence) == source


@pytest.mark.parametrize(
    "sentence",
    [
        "Hỗ trợ hệ thống tưới được đầu tư bằng ngân sách nhà nước.",
        "Tiền công cho người không hưởng lương từ ngân sách nhà nước.",
        "Khoản thu được nộp vào ngân sách nhà nước.",
        "Nguồn nước cấp cho khu nuôi cá.",
        "Bố trí nguồn lực phù hợp.",
        "Sử dụng nguồn kinh phí đúng mục đích.",
        "Quản lý, sử dụng kinh phí hoạt động phải tiết kiệm.",
    ],
)
def test_what_only_describes_or_names_nothing_is_no_source(sentence: str) -> None:
    assert find_source(sentence) is None


@given(any_line | st.text("từngânsáchquỹvàcácnguồn ,;:.()", max_size=200))
def test_a_source_stands_in_its_sentence(text: str) -> None:
    assert (find_source(text) or "") in text
