"""What looks like a duty and lays none."""

from __future__ import annotations

import pytest

from pipeline.extract.duties.find import find_obligations
from pipeline.extract.duties.silence import is_bare_support, is_basis, is_enacting
from pipeline.extract.structure.blocks import blocks
from pipeline.extract.structure.sections import find_sections
from pipeline.model import Header, Obligation
from tests.extract.texts import reading_of


def _duties(text: str, doc_type: str = "Kế hoạch") -> list[Obligation]:
    reading = reading_of(text)
    found, header = blocks(reading), Header(doc_type=doc_type, date="2025-02-01")
    return list(find_obligations(reading, found, header, find_sections(reading, found)))


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Căn cứ Nghị định số 5/2024/NĐ-CP ngày 03/4/2024 của Chính phủ;", True),
        ("Theo đề nghị của Chánh Văn phòng;", False),  # names no document, and no task either
        ("Căn cứ Kế hoạch này, các đơn vị xây dựng kế hoạch của mình.", False),
        ("Căn cứ Quyết định số 7/QĐ-UBND ngày 01/3/2024, Sở đề nghị các phường thực hiện như sau:", False),
    ],
)
def test_a_basis_names_documents_and_asks_for_nothing(text: str, *, basis: bool) -> None:
    assert is_basis(text) is basis


def test_an_enacting_formula_issues_the_act_at_hand() -> None:
    text = "Hội đồng nhân dân tỉnh ban hành Nghị quyết quy định mức hỗ trợ"

    assert is_enacting(text, text.index("ban hành"))
    assert not is_enacting("Sở Nội vụ ban hành kế hoạch kiểm tra", 9)


def test_support_without_a_task_is_none() -> None:
    assert is_bare_support("Phối hợp với các sở, ngành và các cơ quan, đơn vị có liên quan;")
    assert not is_bare_support("Phối hợp với các đơn vị liên quan kiểm tra hồ sơ")


def test_another_document_behind_the_first_inherits_no_actor() -> None:
    found = _duties(
        "III. TỔ CHỨC THỰC HIỆN\n1. Văn phòng\n- Lập danh sách hồ sơ của phường.\n\n"
        "Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;\n\n"
        "QUY CHẾ QUẢN LÝ KHO LƯU TRỮ\n\nQuản lý chìa khóa theo ca trực của kho.\n"
    )

    assert [duty.action for duty in found] == ["Lập danh sách hồ sơ của phường."]


def test_criteria_and_powers_lay_no_duty_but_a_command_among_powers_does() -> None:
    found = _duties(
        "Điều 1. Đối tượng áp dụng\nCác tổ chức, cá nhân sử dụng dịch vụ của kho lưu trữ tỉnh.\n"
        "Điều 2. Thẩm quyền của Giám đốc kho\n"
        "1. Giám đốc kho quyết định loại hồ sơ được đọc tại chỗ.\n"
        "2. Giám đốc kho có trách nhiệm báo cáo Sở Nội vụ trước ngày 30 tháng 6 năm 2025.\n",
        "Quyết định",
    )

    assert [(duty.section, duty.actor) for duty in found] == [("Điều 2.2", "Giám đốc kho")]


def test_a_plan_annexed_to_a_decision_counts_as_a_plan() -> None:
    found = _duties(
        "QUYẾT ĐỊNH\nVề việc ban hành kế hoạch\nĐiều 1. Ban hành kèm theo Quyết định này kế hoạch số hóa.\n"
        "PHỤ LỤC\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Kiểm tra việc số hóa tại các phường.\n",
        "Quyết định",
    )

    assert [duty.actor for duty in found] == ["Sở Nội vụ"]
