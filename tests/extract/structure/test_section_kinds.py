from __future__ import annotations

import pytest

from pipeline.extract.structure.section_kinds import section_kind


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("MỤC ĐÍCH, YÊU CẦU", "muc_dich"),
        ("ĐỐI TƯỢNG THỰC HIỆN", "doi_tuong"),
        ("NỘI DUNG - HÌNH THỨC THỰC HIỆN", "noi_dung"),
        ("HÌNH THỨC TUYÊN TRUYỀN", "hinh_thuc"),
        ("MỘT SỐ NHIỆM VỤ, GIẢI PHÁP", "nhiem_vu"),
        ("KINH PHÍ THỰC HIỆN", "kinh_phi"),
        ("PHÂN CÔNG THỰC HIỆN", "to_chuc_thuc_hien"),
        ("Tổ chức thực hiện", "to_chuc_thuc_hien"),
        ("KẾT QUẢ ĐẠT ĐƯỢC", "ket_qua"),
        ("PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2026", "phuong_huong"),
        ("Tiến độ thực hiện", "khac"),
        ("THỜI GIAN, HÌNH THỨC VÀ THÀNH PHẦN", "khac"),
        ("Chuyển mục đích sử dụng đất", "khac"),
    ],
)
def test_titles(heading: str, kind: str) -> None:
    assert section_kind(heading, heading, "Kế hoạch") == kind


def test_the_tasks_of_a_report_are_its_outlook() -> None:
    assert section_kind("NHIỆM VỤ TRỌNG TÂM", "", "Báo cáo") == "phuong_huong"
    assert section_kind("CHỈ TIÊU KẾ HOẠCH NĂM 2026", "", "Báo cáo") == "phuong_huong"
    assert section_kind("MỤC ĐÍCH, YÊU CẦU", "", "Báo cáo") == "muc_dich"
    assert section_kind("CHỈ TIÊU KẾ HOẠCH NĂM 2026", "", "Kế hoạch") == "muc_dich"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Quyết định này có hiệu lực kể từ ngày ký.", "khac"),
        ("Công bố kèm theo Quyết định này danh mục thủ tục mới.", "khac"),
        ("Giao Sở Y tế chủ trì thực hiện.", "to_chuc_thuc_hien"),
        ("Chánh Văn phòng, Giám đốc Sở Y tế chịu trách nhiệm thi hành Quyết định này.", "to_chuc_thuc_hien"),
    ],
)
def test_articles(text: str, kind: str) -> None:
    assert section_kind(text.rstrip("."), text, "Quyết định", article=True) == kind


def test_numbered_paragraphs_of_orders_are_tasks() -> None:
    text = "Làm việc với đơn vị thu gom để chở riêng từng nhóm rác trong mọi ngày của tuần này và tuần sau."
    assert section_kind(text, text, None) == "nhiem_vu"
    assert section_kind(text, text, "Báo cáo") == "ket_qua"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Kiện toàn các đội phòng cháy cơ sở", "nhiem_vu"),
        ("Giao Sở Tài chính cân đối, bố trí ngân sách", "to_chuc_thuc_hien"),
        ("Tổ chức thực hiện", "to_chuc_thuc_hien"),
        ("Chỉ thị này có hiệu lực kể từ ngày ký", "khac"),
    ],
)
def test_the_items_of_a_directive(heading: str, kind: str) -> None:
    assert section_kind(heading, heading, "Chỉ thị") == kind
