from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.figures.goals import find_goals, grades, says_goals
from tests.strategies import any_line


def _values(text: str, *, aimed: bool = False, planning: bool = True) -> list[tuple[str, str]]:
    return [(goal.quantity.value, goal.rule) for goal in find_goals(text, aimed=aimed, planning=planning)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phấn đấu 100% hồ sơ được số hóa, 80% hồ sơ nộp trực tuyến.", [("100", "aim"), ("80", "aim")]),
        ("Bảo đảm 100% khu phố có tủ sách.", [("100", "share")]),
        ("Phấn đấu 80% tổng số hộ dân phân loại rác.", [("80", "aim")]),
        ("100% công chức tham gia tập huấn.", [("100", "share")]),
        ("Tuyên truyền đến 100% hộ dân.", [("100", "share")]),
        ("Duy trì tỷ lệ giải quyết đúng hạn đạt trên 98%.", [("98", "share")]),
        ("Đảm bảo mức trích tối thiểu 15% quỹ lớp cho việc đọc sách.", [("15", "share")]),
        ("Mỗi khu phố có ít nhất 01 tổ hòa giải.", [("01", "least")]),
        ("Tổ chức tối thiểu 02 buổi tọa đàm.", [("02", "least")]),
        ("Mỗi cụm chọn từ 2 đến 3 trường tham gia.", [("2 đến 3", "least")]),
        ("Chỉ số PAR INDEX của phường thuộc nhóm 5 phường dẫn đầu.", [("5", "rank")]),
        ("SIPAS của quận trên 95%.", [("95", "index")]),
        ("100% thôn có ít nhất 01 mô hình hay.", [("100", "share")]),
        ("Mỗi quý, mỗi trường đăng ít nhất 02 bài viết.", [("02", "least")]),
    ],
)
def test_goals_of_a_plan(text: str, expected: list[tuple[str, str]]) -> None:
    assert _values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Đã có 12 xã đạt 100% tiêu chí.",
        "Năm qua, thu ngân sách ước đạt 97% dự toán.",
        "Mức thu lệ phí bằng 50% mức thu quy định.",
        "Trường hợp có trên 30% hộ dân không đồng ý thì họp lại.",
        "Phạt tiền tối thiểu 02 triệu đồng.",
        "Mời mỗi khu phố cử ít nhất 02 người tham dự hội nghị.",
        "Thực hiện trong thời hạn không quá 03 ngày làm việc.",
        "Chiến dịch “100% hộ dân xanh” bắt đầu từ tháng 3.",
        "Có dưới 40% vườn cây bị sâu bệnh.",
        "Thôn có từ 150 hộ trở lên bầu thêm một phó trưởng thôn.",
        "Ban thanh tra có từ 3 đến 5 thành viên.",
        "Hỗ trợ 126 xã, phường chuyển đổi số.",
        "Chương trình mục tiêu quốc gia có tổng vốn 25 tỷ đồng.",
        "Tên gọi mới phải đạt trên 60% số phiếu.",
        "Ngành có tỷ lệ nữ dưới 20% có thể điều chỉnh mục tiêu.",
        "Nghị quyết số 15-NQ/HU đặt mục tiêu 80% hộ dân dùng nước sạch.",
        "Tuyên truyền trên 04 loại hình báo chí.",
    ],
)
def test_rules_past_and_conditions_are_no_goals(text: str) -> None:
    assert _values(text) == []


def test_below_a_heading_of_goals_plain_numbers_are_goals() -> None:
    text = "Xây dựng 03 mô hình điểm; trồng 500 cây xanh."

    assert _values(text, aimed=True, planning=False) == [("03", "heading"), ("500", "heading")]
    assert _values(text, aimed=False, planning=True) == []


def test_a_document_that_does_not_plan_needs_a_word_of_aims() -> None:
    assert _values("Bảo đảm 100% khu phố có tủ sách.", planning=False) == []
    assert _values("Phấn đấu 100% khu phố có tủ sách.", planning=False) == [("100", "aim")]


def test_an_aim_that_is_a_mere_noun_sets_no_goal_outside_plans() -> None:
    assert _values("Khi thay đổi mục tiêu, tăng vốn từ 10% trở lên thì lập lại hồ sơ.", planning=False) == []
    assert _values("Chỉ tiêu 2: 70% thôn có nhà văn hóa.", planning=False) == [("70", "aim")]


def test_headings_of_other_work_end_the_scope_of_goals() -> None:
    assert says_goals(["Về môi trường", "II. MỤC TIÊU"])
    assert not says_goals(["Giải pháp thực hiện", "MỤC TIÊU VÀ GIẢI PHÁP"])
    assert not says_goals(
        ["Xây dựng các tuyến đường liên xã theo quy hoạch, gắn với mục tiêu phát triển kinh tế hộ và du lịch cộng đồng"]
    )


def test_headings_that_grade() -> None:
    assert grades(["Tiêu chí xếp loại thôn", ""])
    assert not grades(["Mục tiêu phân loại rác"])


def test_headings_that_announce_goals() -> None:
    assert says_goals(["I. QUAN ĐIỂM", "Chỉ tiêu cụ thể đến năm 2030"])
    assert not says_goals(["Chỉ tiêu tuyển sinh"])
    assert not says_goals(["NHIỆM VỤ", ""])


@given(any_line | st.text("0123456789 %,;.đạtphấn đấuítnhất(“”)", max_size=80), st.booleans(), st.booleans())
def test_goals_stand_in_their_text(text: str, aimed: bool, planning: bool) -> None:
    for goal in find_goals(text, aimed=aimed, planning=planning):
        assert 0 <= goal.start <= goal.end <= len(text)
        assert goal.quantity.value in text
