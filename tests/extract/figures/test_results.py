from __future__ import annotations

import pytest
from hypothesis import given, settings

from pipeline.extract.figures.results import find_results
from pipeline.extract.structure.blocks import blocks
from pipeline.extract.structure.sections import find_sections
from pipeline.model import Header, Line, Result
from pipeline.reading import Reading, compose
from tests.extract.texts import reading_of
from tests.strategies import papers

_REPORT = Header(doc_type="Báo cáo", date="2025-07-06")
_HEAD = "Thực hiện chỉ đạo của cấp trên, Ủy ban nhân dân phường An Hòa báo cáo kết quả như sau:\n"


def _found(reading: Reading, header: Header = _REPORT) -> tuple[Result, ...]:
    parts = blocks(reading)
    return find_results(reading, parts, header, find_sections(reading, parts))


def _results(body: str, header: Header = _REPORT) -> list[tuple[str, str | None, str | None]]:
    return [(one.value, one.unit, one.indicator) for one in _found(reading_of(_HEAD + body), header)]


def test_each_number_is_a_result() -> None:
    assert _results(
        "I. KẾT QUẢ\n- Đã tổ chức 05 lớp tập huấn với 320 lượt người tham gia; đăng 13 bài viết trên trang tin.\n"
    ) == [
        ("05", "lớp tập huấn", "tổ chức lớp tập huấn"),
        ("320", "lượt người", "lượt người tham gia"),
        ("13", "bài viết", "bài viết trên trang tin"),
    ]


def test_shares_take_their_name_from_before_them() -> None:
    assert _results("I. KẾT QUẢ\n- Tỷ lệ hồ sơ đúng hạn đạt 98,5%.\n- Tiếp nhận 200 hồ sơ (đạt 40%).\n") == [
        ("98,5", "%", "Tỷ lệ hồ sơ đúng hạn"),
        ("200", "hồ sơ", "Tiếp nhận hồ sơ"),
        ("40", "%", "Tiếp nhận hồ sơ"),
    ]


def test_figures_behind_a_colon_count_what_their_name_says() -> None:
    assert _results("I. KẾT QUẢ\n- Số TTHC được rà soát: 37, trong đó, quý này: 19; 12 TTHC cấp phường.\n") == [
        ("37", "TTHC", "Số TTHC được rà soát"),
        ("19", "TTHC", "quý này"),
        ("12", "TTHC", "TTHC cấp phường"),
    ]


def test_the_number_itself() -> None:
    (one,) = _found(reading_of(_HEAD + "I. KẾT QUẢ\n- Vận động được 1.250 hộ dân tham gia.\n"))

    assert (one.number, one.section, one.evidence.rule) == (1250, "I", "result.count")


@pytest.mark.parametrize(
    "body",
    [
        "I. KẾT QUẢ\n- Ban hành Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2025.\n",
        "I. KẾT QUẢ\n- Sẽ tổ chức 05 lớp tập huấn.\n",
        "I. KẾT QUẢ\n- Đề nghị Sở Nội vụ bổ sung 02 biên chế, 03 công chức.\n",
        "I. KẾT QUẢ\n- Công tác cán bộ, với 03 nhóm nội dung sau:\n",
        "I. KẾT QUẢ\n- Phong trào “100 ngày xanh” tiếp tục lan tỏa.\n",
        "I. KẾT QUẢ\n- Làm việc trong 06 tháng đầu năm.\n",
        "I. PHƯƠNG HƯỚNG\n- Tổ chức 05 lớp tập huấn.\n",
        "I. KẾT QUẢ\n1. Kiến nghị\n- Bổ sung 05 lớp tập huấn.\n",
    ],
)
def test_plans_citations_times_and_requests_are_none(body: str) -> None:
    assert _results(body) == []


def test_only_reports_have_results() -> None:
    assert _results("I. KẾT QUẢ\n- Đã tổ chức 05 lớp tập huấn.\n", Header(doc_type="Kế hoạch")) == []


def test_an_annex_of_results_holds_some_whatever_it_is_attached_to() -> None:
    header = Header(doc_type="Công văn", date="2025-07-06")
    rows = "STT | Nội dung | Đơn vị tính | Số lượng\n1 | Buổi tuyên truyền | buổi | 12\n"

    assert _results("I. NỘI DUNG\nGửi kèm số liệu.\nPHỤ LỤC\nKẾT QUẢ TUYÊN TRUYỀN\n" + rows, header) == [
        ("12", "buổi", "Buổi tuyên truyền")
    ]
    assert _results("I. NỘI DUNG\nGửi kèm số liệu.\nPHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n" + rows, header) == []


def test_results_in_a_table() -> None:
    assert _results(
        "I. KẾT QUẢ\nSTT | Nội dung | Đơn vị tính | Kết quả | Tỷ lệ (%)\n"
        "1 | Hồ sơ tiếp nhận | hồ sơ | 1.204 | 96,5\n2 | Buổi tuyên truyền | buổi | 12 | \n"
    ) == [
        ("1.204", "hồ sơ", "Hồ sơ tiếp nhận"),
        ("96,5", "%", "Hồ sơ tiếp nhận"),
        ("12", "buổi", "Buổi tuyên truyền"),
    ]


def test_an_empty_form_and_a_list_of_persons_hold_none() -> None:
    assert _results("I. KẾT QUẢ\nSTT | Nội dung | Kết quả\n1 | Hồ sơ | \n2 | Buổi | …\n") == []
    assert _results("I. KẾT QUẢ\nSTT | Họ và tên | Nội dung | Số lượng\n1 | Lê Văn Tám | Dự thi | 2\n") == []


@given(papers())
@settings(max_examples=30, deadline=None)
def test_any_paper_is_read(paper: tuple[Line, ...]) -> None:
    reading = compose(paper)
    for one in _found(reading):
        assert 0 <= one.evidence.start < one.evidence.end <= len(reading.text)
        assert one.indicator
