"""Personal data are told by their labels and forms; what belongs to offices is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Access, Document, Line, Source
from pipeline.personal import Kind, find_personal, proposal
from pipeline.reading import compose
from tests.papers import digest


def found(*lines: str) -> list[tuple[str, str]]:
    reading = compose([Line(1, line, line) for line in lines])
    return [(one.kind.value, one.text) for one in find_personal(reading)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ông Ẩn, sinh ngày 12/5/1980, CCCD: 079080001234.", [("birth", "12/5/1980"), ("identity", "079080001234")]),
        ("sinh năm 1975, CMND số 023 456 789 cấp ngày 01/02/2010", [("birth", "1975"), ("identity", "023 456 789")]),
        ("Ngày sinh: 05 tháng 6 năm 1990", [("birth", "05 tháng 6 năm 1990")]),
        ("mang số 001 099 012 345 do Cục cấp", [("identity", "001 099 012 345")]),
        ("Số CMTND: 164269693 cấp ngày.16/6/2007", [("identity", "164269693")]),
        ("thường trú tại số 12 đường Lê Lợi, phường Bến Nhạc.", [("address", "số 12 đường Lê Lợi, phường Bến Nhạc")]),
        ("Chỗ ở hiện nay: 45/12 Nguyễn Trãi, Phường 2; có", [("address", "45/12 Nguyễn Trãi, Phường 2")]),
        ("Nơi thường trú: Thôn Đông, xã Bình Lưu", [("address", "Thôn Đông, xã Bình Lưu")]),
        ("liên hệ ông Ẩn, số điện thoại: 0912.345.678 để biết", [("phone", "0912.345.678")]),
        ("ĐT:…….0984.322.539……Số tài khoản…..7112694736", [("phone", "0984.322.539"), ("account", "7112694736")]),
        ("gọi +84 912 345 678", [("phone", "+84 912 345 678")]),
        ("Email: levanan85@gmail.com;", [("email", "levanan85@gmail.com")]),
        ("STK: 0071000123456 - Vietcombank", [("account", "0071000123456")]),
    ],
)  # fmt: skip
def test_what_is_found(line: str, expected: list[tuple[str, str]]) -> None:
    assert found(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Số: 123456789/QĐ-UBND ngày 12/5/1980",
        "Tổng kinh phí: 912.345.678 đồng; 0912345678/GP",
        "Mã thủ tục: 1.012289.000.00.00.H48; hồ sơ 000.00.15.H53-230912-0001",
        "Đường dây nóng: 0912345678. Tổng đài 1900 1234",
        "Điện thoại: (024) 3825 5678; Fax: 024 3825 5678",
        "Kho bạc Nhà nước tỉnh, số tài khoản: 3713.0.1059391.00000",
        "Email: ubndxabinhluu@gmail.com; vanthu@quangngai.gov.vn",
        "mở tài khoản tại các ngân hàng; đăng ký thường trú - cấp thẻ bảo hiểm y tế",
        "Công dân thường trú tại thành phố Hà Nội; người đang cư trú ở địa phương",
        "học sinh năm 2024; đăng ký khai sinh năm 2023; kinh phí sinh hoạt 1990",
        "Mã số thuế: 0301234567",
        "Thời gian ký: 03.08.2020 15:07:37 +07:00",
        "2021 2022 2023 2024 0912 1345 2345",
        "Luật Căn cước số 26/2023/QH15 ngày 27 tháng 11 năm 2023",
        "Tài khoản 1131 – Tiền Việt Nam",
    ],
)
def test_what_is_none(line: str) -> None:
    assert found(line) == []


def test_columns_of_a_table_have_their_label_on_top() -> None:
    rows = (
        "STT | Họ và tên | Ngày, tháng, năm sinh | Số CMND | Ghi chú",
        "1 | Lê Văn Ẩn | 12/5/1980 | 123456789 | 2024",
        "2 | Đỗ Thị Mai | 1975 | | ",
    )
    assert found(*rows) == [("birth", "12/5/1980"), ("identity", "123456789"), ("birth", "1975")]
    assert found(*rows[:1], "Danh sách này có 2 người.", *rows[1:2]) == [], "another table has no such columns"


def test_a_label_at_the_end_of_a_line_and_an_address_over_two_lines() -> None:
    assert found("liên hệ, số chứng minh nhân dân", "123456789 để nhận") == [("identity", "123456789")]
    assert found("trú tại; nơi ở hiện nay: số 4 ngõ 12,", "phố Hàng Thêu, phường Vườn Trâu.") == [
        ("address", "số 4 ngõ 12,"),
        ("address", "phố Hàng Thêu, phường Vườn Trâu"),
    ]


def test_evidence_says_where_a_value_stands() -> None:
    reading = compose([Line(1, "Kính gửi", "Kính gửi"), Line(2, "SĐT 0912345678", "SĐT 0912345678")])
    (one,) = find_personal(reading)
    assert reading.text[one.evidence.start : one.evidence.end] == "0912345678"
    assert (one.kind, one.evidence.page, one.evidence.line) == (Kind.PHONE, 2, 2)


def test_a_document_with_personal_data_is_proposed_for_use_on_conditions() -> None:
    lines = (Line(1, "SĐT 0912345678, 0987654321", "SĐT 0912345678, 0987654321"),)
    document = Document(Source(digest("a"), ("a.txt",), "text/plain", 1), lines=lines)
    (problem,) = proposal(document)
    assert "2 số điện thoại" in problem.message.vi
    assert "sử dụng có điều kiện" in problem.message.vi
    assert "0912" not in problem.message.vi, "what is told repeats no datum"
    told = Document(document.source, lines=lines, problems=(problem,))
    assert (document.access, told.access) == (None, Access.CONDITIONAL)
    assert proposal(Document(document.source)) == ()


@given(st.text(alphabet="0123456789 ./-:|\nsinhnăCMDĐTtạr@gm,", max_size=120))
def test_spans_are_in_order_and_never_overlap(text: str) -> None:
    reading = compose([Line(1, line, line) for line in text.split("\n")])
    places = [(one.evidence.start, one.evidence.end) for one in find_personal(reading)]
    assert all(start < end for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
