from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.duties.acts import find_acts
from tests.strategies import any_line


def _acts(text: str) -> list[str]:
    return [text[start:end] for start, end in find_acts(text)]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        (
            "Chủ trì xây dựng kế hoạch, tổ chức tập huấn và báo cáo kết quả trước ngày 10/6; hướng dẫn các đơn vị.",
            [
                "Chủ trì xây dựng kế hoạch",
                "tổ chức tập huấn",
                "báo cáo kết quả trước ngày 10/6",
                "hướng dẫn các đơn vị",
            ],
        ),
        ("Lập danh sách hộ nghèo và gửi hồ sơ về phường.", ["Lập danh sách hộ nghèo", "gửi hồ sơ về phường"]),
        (
            "Bảo vệ an toàn trạm bơm. Chủ động thông báo lịch bơm nước.",
            ["Bảo vệ an toàn trạm bơm", "Chủ động thông báo lịch bơm nước"],
        ),
        (
            "Phòng Y tế chủ trì, phối hợp với Phòng Giáo dục rà soát trẻ em; cập nhật phần mềm.",
            ["chủ trì, phối hợp với Phòng Giáo dục rà soát trẻ em", "cập nhật phần mềm"],
        ),
        (
            "Treo băng rôn tại chợ, đồng thời phát động phong trào trồng cây.",
            ["Treo băng rôn tại chợ", "phát động phong trào trồng cây"],
        ),
    ],
)
def test_a_duty_of_several_acts(text: str, acts: list[str]) -> None:
    assert _acts(text) == acts


@pytest.mark.parametrize(
    "text",
    [
        "Tổ chức họp dân.",
        "Chủ trì, phối hợp với Phòng Tư pháp kiểm tra, giám sát việc thực hiện.",
        "Theo dõi, đôn đốc, tổng hợp kết quả.",
        "Nâng cao nhận thức trong xây dựng nếp sống, bảo vệ môi trường.",
        "Bảo đảm kinh phí bồi thường, hỗ trợ, tái định cư.",
        "Vận động các cơ quan, tổ chức tham gia ủng hộ.",
        "Niêm yết trình tự, thủ tục; trình tự giải quyết.",
        "Thực hiện các việc sau: lập danh sách; gửi hồ sơ.",
        "Sửa chữa (thay mái, lát nền; lập hồ sơ hoàn công) nhà văn hóa.",
    ],
)
def test_one_act_is_not_parted(text: str) -> None:
    assert _acts(text) == []


def test_what_another_is_told_in_the_same_sentence_is_no_act_of_this_duty() -> None:
    text = "Xây dựng kế hoạch; treo băng rôn; Phòng Tài chính bố trí kinh phí; cấp phát vật tư cho khu phố."

    assert _acts(text) == ["Xây dựng kế hoạch", "treo băng rôn"]


def test_the_first_act_begins_behind_the_actor() -> None:
    text = "Đề nghị Hội Nông dân vận động hội viên; gửi danh sách về xã."

    assert _acts(text)[0] == "vận động hội viên"


_WORDS = ["xây dựng kế hoạch", "báo cáo", "kết quả", ", ", "; ", ". ", " và ", "Sở Y tế ", "(", ")", ": ", "kiểm tra "]


@given(any_line | st.lists(st.sampled_from(_WORDS), max_size=14).map("".join))
def test_acts_of_any_text_lie_inside_it_in_order(text: str) -> None:
    spans = find_acts(text)

    assert len(spans) != 1
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
