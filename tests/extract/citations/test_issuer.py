from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.citations.issuer import issuer_before, issuer_end
from tests.strategies import any_line


@pytest.mark.parametrize(
    ("issuer", "after"),
    [
        ("Ủy ban nhân dân thành phố Hồ Chí Minh", " trên địa bàn"),
        ("UBND tỉnh Bà Rịa-Vũng Tàu", " quy định"),
        ("Chủ tịch Ủy ban nhân dân Quận 1", " về việc"),
        ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", " hướng dẫn"),
        ("Bộ trưởng Bộ Giao thông vận tải", " công bố"),
        ("Bộ Nông nghiệp & PTNT", ";"),
        ("Sở Giáo dục và Đào tạo Đồng Tháp", " về việc"),
        ("Giám đốc Trung tâm Phục vụ hành chính công thành phố Hà Nội", ")"),
        ("Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam", " về kết luận"),
        ("Trưởng Ban Chỉ đạo 138 tỉnh", " về việc"),
        ("Chính phủ", " và Thông tư số 1"),
        ("Chính phủ", " Quy định chi tiết"),
        ("Chính phủ", " thuộc thẩm quyền"),
        ("Chính phủ", " và Điều 8"),
        ("Ủy ban Trung ương MTTQ Việt Nam", " và các xã"),
        ("Hội đồng nhân dân tỉnh", " thông qua"),
        ("UBND tỉnh", " giao chỉ tiêu"),
        ("THƯỜNG TRỰC THÀNH ỦY", " VỀ VIỆC"),
    ],
)
def test_a_name_ends_where_something_else_begins(issuer: str, after: str) -> None:
    text = issuer + after

    assert text[: issuer_end(text, 0) or 0] == issuer


@pytest.mark.parametrize("text", ["về việc ban hành", ", trong đó", "", "ngày 01/02/2024", "các văn bản khác"])
def test_no_name_begins(text: str) -> None:
    assert issuer_end(text, 0) is None


@pytest.mark.parametrize(
    ("before", "issuer"),
    [
        ("Xét đề nghị của Giám đốc Sở Nội vụ tại ", "Giám đốc Sở Nội vụ"),
        ("đã được UBND tỉnh phê duyệt tại ", "UBND tỉnh"),
        ("các chương trình của Thành ủy: ", "Thành ủy"),
        ("Ủy ban nhân dân quận đã ban hành ", "Ủy ban nhân dân quận"),
        ("phù hợp với chỉ đạo của Thành ủy và ", None),
    ],
)
def test_a_body_before_the_citation(before: str, issuer: str | None) -> None:
    text = f"{before}Quyết định số 1/QĐ-UBND"

    found = issuer_before(text, len(before), 0)

    assert (text[slice(*found)] if found else None) == issuer


@given(any_line, st.integers(0, 30))
def test_any_text_ends_inside_it(text: str, start: int) -> None:
    end = issuer_end(text, min(start, len(text)))

    assert end is None or min(start, len(text)) < end <= len(text)


@pytest.mark.parametrize(
    ("issuer", "after"),
    [
        ("Hội nghị lần thứ sáu Ban Chấp hành Trung ương Khóa XII", " về dân số"),
        ("Chính phủ", " Ứng dụng công nghệ số"),
        ("Chính phủ", " Dạy nghề cho thợ đóng thuyền"),
        ("Ủy ban nhân dân tỉnh Bình Phước", " Tách phòng tổ chức"),
        ("Quốc hội Khóa XV", " về thuế"),
        ("Ủy ban bầu cử xã Bến Sậy", " về việc"),
    ],
)
def test_a_name_that_is_complete_takes_no_word_of_the_title(issuer: str, after: str) -> None:
    assert issuer_end(issuer + after, 0) == len(issuer)


@pytest.mark.parametrize("act", ["chỉ đạo tại", "đã thông qua tại"])
def test_a_body_that_did_something_in_an_act_issued_it(act: str) -> None:
    text = f"nhiệm vụ mà Sở Xây dựng, Chủ tịch UBND tỉnh {act} Chỉ thị số 4/CT-UBND"

    found = issuer_before(text, text.index("Chỉ thị"), 0)

    assert found is not None
    assert text[slice(*found)] == "Chủ tịch UBND tỉnh"
