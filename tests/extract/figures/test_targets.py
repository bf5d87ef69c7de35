from __future__ import annotations

from hypothesis import given, settings

from pipeline.extract.figures.targets import find_targets
from pipeline.extract.structure.blocks import blocks
from pipeline.extract.structure.sections import find_sections
from pipeline.model import Header, Line, Target
from pipeline.reading import Reading, compose
from tests.extract.texts import reading_of
from tests.strategies import papers

_PLAN = Header(doc_type="Kế hoạch", date="2025-03-06")
_HEAD = "Thực hiện chỉ đạo của cấp trên, Ủy ban nhân dân phường An Hòa ban hành Kế hoạch như sau:\n"


def _found(reading: Reading, header: Header = _PLAN) -> tuple[Target, ...]:
    parts = blocks(reading)
    return find_targets(reading, parts, header, find_sections(reading, parts))


def _targets(body: str, header: Header = _PLAN) -> tuple[Target, ...]:
    return _found(reading_of(_HEAD + body), header)


def test_a_goal_with_all_that_is_said_about_it() -> None:
    (target,) = _targets(
        "I. MỤC TIÊU\n- Đến năm 2027, phấn đấu trên 90% hồ sơ thuộc thẩm quyền của phường được số hóa.\n"
    )

    assert (target.section, target.comparator, target.value, target.unit) == ("I", ">", "90", "%")
    assert (target.low, target.high) == (90, None)
    assert target.indicator == "hồ sơ thuộc thẩm quyền của phường được số hóa"
    assert (target.scope, target.period) == ("thuộc thẩm quyền của phường", "Đến năm 2027")
    assert target.evidence.rule == "target.aim"


def test_a_goal_in_a_duty_names_its_actor() -> None:
    (target,) = _targets("I. TỔ CHỨC THỰC HIỆN\n- Phòng Nội vụ bảo đảm 100% khu phố được kiểm tra.\n")

    assert (target.actor, target.value, target.comparator) == ("Phòng Nội vụ", "100", "=")


def test_marks_and_conditions_are_no_goals() -> None:
    assert _targets("I. TIÊU CHÍ XẾP LOẠI\n- Hoàn thành trên 70% các chỉ tiêu được giao.\n") == ()


def test_shares_in_a_list_say_one_thing_of_all() -> None:
    found = _targets("I. MỤC TIÊU\n- Trên 80% trạm y tế và 100% chợ trung tâm được sửa chữa.\n")

    assert [target.indicator for target in found] == ["trạm y tế được sửa chữa", "chợ trung tâm được sửa chữa"]


def test_a_range_compares_with_nothing() -> None:
    (target,) = _targets("I. MỤC TIÊU\n- Lựa chọn từ 3 đến 5 trường tham gia thí điểm.\n")

    assert (target.comparator, target.low, target.high) == (None, 3, 5)


def test_the_time_may_stand_in_the_heading() -> None:
    (target,) = _targets("I. CHỈ TIÊU ĐẾN NĂM 2026\n- 100% thôn có nhà văn hóa.\n")

    assert target.period == "ĐẾN NĂM 2026"


def test_years_that_are_over_set_no_goal() -> None:
    assert _targets("I. MỤC TIÊU\n- Năm 2023, tỷ lệ hộ dùng nước sạch đạt 91%.\n") == ()


def test_a_law_sets_no_goals_and_a_report_only_those_it_plans() -> None:
    body = "I. KẾT QUẢ\n- Phấn đấu 100% hồ sơ đúng hạn.\nII. PHƯƠNG HƯỚNG\n- Phấn đấu 95% hộ dân phân loại rác.\n"

    assert _targets(body, Header(doc_type="Nghị định")) == ()
    assert [target.value for target in _targets(body, Header(doc_type="Báo cáo", date="2025-03-06"))] == ["95"]


def test_goals_in_a_table() -> None:
    found = _targets(
        "I. CHỈ TIÊU\nSTT | Chỉ tiêu | Đơn vị tính | Thực hiện năm 2024 | Kế hoạch năm 2025\n"
        "1 | Tỷ lệ hồ sơ trực tuyến | % | 71 | ≥ 85\n2 | Số lớp tập huấn | lớp | 3 | 05\n3 | Ghi chép | | | có\n"
    )

    assert [(one.indicator, one.comparator, one.value, one.unit, one.period) for one in found] == [
        ("Tỷ lệ hồ sơ trực tuyến", ">=", "85", "%", "năm 2025"),
        ("Số lớp tập huấn", "=", "05", "lớp", "năm 2025"),
    ]


def test_goals_in_a_table_of_what_a_report_plans() -> None:
    rows = "TT | Chỉ tiêu | Đơn vị | Ước thực hiện 2024 | Kế hoạch 2025\n1 | Số giường bệnh | Giường | 26,5 | 27,1\n"
    found = _targets(
        f"I. KẾT QUẢ NĂM QUA\n{rows}II. PHƯƠNG HƯỚNG, CHỈ TIÊU NĂM 2025\n{rows}2 | Số lớp mở | Trường học | 1 | 4\n",
        Header(doc_type="Báo cáo", date="2024-11-17"),
    )

    assert [(one.section, one.value, one.unit, one.period) for one in found] == [
        ("II", "27,1", "Giường", "2025"),
        ("II", "4", None, "2025"),
    ]


def test_a_column_of_a_year_that_is_over_sets_no_goal() -> None:
    rows = "TT | Chỉ tiêu | Kế hoạch 2023 | Kế hoạch 2025\n1 | Số lớp | 3 | 5\n"
    assert [one.value for one in _targets(f"I. CHỈ TIÊU\n{rows}")] == ["5"]


def test_a_table_without_a_column_of_goals_holds_none() -> None:
    assert _targets("I. NỘI DUNG\nSTT | Nội dung | Số lượng\n1 | Ghế nhựa | 40\n") == ()
    assert _targets("I. CHỈ TIÊU\nSTT | Họ và tên | Chỉ tiêu giao\n1 | Nguyễn Văn Tám | 4\n") == ()


def test_evidence_covers_the_clause() -> None:
    reading = reading_of(_HEAD + "I. YÊU CẦU\n- Làm tốt, bảo đảm 100% hộ dân\nký cam kết.\n")
    (target,) = _found(reading)

    assert reading.text[target.evidence.start : target.evidence.end] == "bảo đảm 100% hộ dân\nký cam kết"
    assert target.text == "bảo đảm 100% hộ dân ký cam kết"


@given(papers())
@settings(max_examples=40, deadline=None)
def test_any_paper_is_read(paper: tuple[Line, ...]) -> None:
    reading = compose(paper)
    for target in _found(reading):
        assert 0 <= target.evidence.start < target.evidence.end <= len(reading.text)


def test_an_empty_document_sets_no_goal() -> None:
    assert _found(compose([])) == ()
