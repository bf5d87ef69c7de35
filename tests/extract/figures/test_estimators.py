from __future__ import annotations

import pytest
from hypothesis import given

from pipeline.extract.figures.estimators import estimates, find_estimator
from tests.strategies import any_line


@pytest.mark.parametrize(
    ("sentence", "estimator"),
    [
        ("Phòng Kinh tế lập dự toán kinh phí hằng năm.", "Phòng Kinh tế"),
        (
            "Trên cơ sở đề xuất của các cơ quan, đơn vị và ý kiến của Phòng Nội vụ, Phòng Kinh tế bố trí kinh phí.",
            "Phòng Kinh tế",
        ),
        (
            "Phòng Văn hóa chủ trì, phối hợp với Phòng Kinh tế, các cơ quan liên quan xây dựng dự toán.",
            "Phòng Văn hóa",
        ),
        ("Giao các trường chủ động bố trí kinh phí mua sách.", "các trường"),
        ("Các trường học được ngân sách xã cấp kinh phí mua sách.", None),
        ("Phòng Kinh tế hướng dẫn việc lập dự toán.", None),
        ("Tham mưu bố trí kinh phí mua sách.", None),
    ],
)
def test_the_subject_of_the_act_estimates(sentence: str, estimator: str | None) -> None:
    assert find_estimator(sentence) == estimator


def test_what_orders_an_estimate() -> None:
    assert estimates("Tham mưu bố trí kinh phí mua sách.")
    assert not estimates("Kinh phí mua sách hạn hẹp.")


@given(any_line)
def test_an_estimator_stands_in_its_sentence(text: str) -> None:
    assert (find_estimator(text) or "") in text
