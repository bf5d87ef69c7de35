from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.citations.find import find_citations
from tests.strategies import any_line


@pytest.mark.parametrize(
    ("text", "identifier", "doc_type", "day", "issuer"),
    [
        (
            "Quyết định số 3417/QĐ-UBND ngày 09 tháng 9 năm 2021 của Ủy ban nhân dân Thành phố về ban hành Đề án",
            "3417/QĐ-UBND",
            "Quyết định",
            "2021-09-09",
            "Ủy ban nhân dân Thành phố",
        ),
        (
            "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về",
            "30/2020/NĐ-CP",
            "Nghị định",
            "2020-03-05",
            "Chính phủ",
        ),
        (
            "Nghị quyết số 24-NQ/TW của Bộ Chính trị khóa XIII, trong đó",
            "24-NQ/TW",
            "Nghị quyết",
            None,
            "Bộ Chính trị khóa XIII",
        ),
        ("khoản 2 Điều 5 Nghị định 30/2020/NĐ-CP", "30/2020/NĐ-CP", "Nghị định", None, None),
        ("Luật Đất đai số 31/2024/QH15", "31/2024/QH15", "Luật", None, None),
        ("Luật Ban hành văn bản quy phạm pháp luật số 80/2015/QH13", "80/2015/QH13", "Luật", None, None),
        ("Nghị định của Chính phủ số 30/2020/NĐ-CP", "30/2020/NĐ-CP", "Nghị định", None, None),
        ("Công văn số 2474/UBND-NV ngày 13/9/2022", "2474/UBND-NV", "Công văn", "2022-09-13", None),
        ("Báo cáo thẩm định số 2390 /BC-QHKT ngày 29/5/2025", "2390/BC-QHKT", "Báo cáo", "2025-05-29", None),
        ("Thông tư liên tịch số 01/2015/TTLT-BNV-BTC", "01/2015/TTLT-BNV-BTC", "Thông tư liên tịch", None, None),
        ("Thông tư 34/2020 ngày 11/3/2020 của Bộ Công an", "34/2020", "Thông tư", "2020-03-11", "Bộ Công an"),
        ("Nghị định số 26-CP ngày 23/5/1993", "26-CP", "Nghị định", "1993-05-23", None),
        ("Chương trình số 52- CTr/TU ngày 17/11/2023", "52-CTr/TU", "Chương trình", "2023-11-17", None),
        (
            "THÔNG BÁO SỐ 512-TB/TU NGÀY 16/8/2023 CỦA THƯỜNG TRỰC THÀNH ỦY",
            "512-TB/TU",
            "Thông báo",
            "2023-08-16",
            "THƯỜNG TRỰC THÀNH ỦY",
        ),
        (
            "Chỉ thị số 21-CT/TW của Ban Bí thư mới ban hành ngày 04/5/2023",
            "21-CT/TW",
            "Chỉ thị",
            "2023-05-04",
            "Ban Bí thư",
        ),
        (
            "của UBND tỉnh tại Quyết định số 43/2012/QĐ-UBND ngày 17/6/2011",
            "43/2012/QĐ-UBND",
            "Quyết định",
            "2011-06-17",
            "UBND tỉnh",
        ),
        (
            "được UBND Thành phố phê duyệt tại Quyết định số 1193/QĐ-UBND và",
            "1193/QĐ-UBND",
            "Quyết định",
            None,
            "UBND Thành phố",
        ),
        (
            "Quyết định số 12/QÐ-UBND của Sở Văn hóa, Thể thao và Du lịch và Kế hoạch",
            "12/QĐ-UBND",
            "Quyết định",
            None,
            "Sở Văn hóa, Thể thao và Du lịch",
        ),
        ("Nghị định số 45/2031/nđ-cp ngày 08/4/2031", "45/2031/NĐ-CP", "Nghị định", "2031-04-08", None),
        ("Nghị định số 45/203 1/NĐ-CP ngày 24/1 1/2031", "45/2031/NĐ-CP", "Nghị định", "2031-11-24", None),
        ("Quyết định số 1 082/QĐ-UBND ngày 30/5/20 31", "1082/QĐ-UBND", "Quyết định", "2031-05-30", None),
        ("Nghị quyết số 12- 12-NQ/ĐU", "12-NQ/ĐU", "Nghị quyết", None, None),
        ("Nghị quyết số s 29-NQ/TW", "29-NQ/TW", "Nghị quyết", None, None),
        ("Nghị định số 45/2031/NĐ-CP. ngày 08/4/2031", "45/2031/NĐ-CP", "Nghị định", "2031-04-08", None),
        ("Nghị định số 45 / 2031 / NĐ - CP", "45/2031/NĐ-CP", "Nghị định", None, None),
        ("Nghị định số 45/2031/NĐ-CP1 về", "45/2031/NĐ-CP", "Nghị định", None, None),
        ("Nghị quyết 19-2031/NQ-CP", "19-2031/NQ-CP", "Nghị quyết", None, None),
        ("Nghị định số 45/2031/NĐ-CPQUY ĐỊNH về", "45/2031/NĐ-CP", "Nghị định", None, None),
        ("Thông tri số 4/TT-MTTW", "4/TT-MTTW", "Thông tri", None, None),
        ("NĐ 45/2031/NĐ-CP", "45/2031/NĐ-CP", "Nghị định", None, None),
        ("Luật Đất đai (số 31/2024/QH15)", "31/2024/QH15", "Luật", None, None),
        ("Luật sửa đổi Luật Đê điều và Luật Thủy lợi số 9/2031/QH16", "9/2031/QH16", "Luật", None, None),
        ("Thông báo kết luận số 15-TB/VPTU", "15-TB/VPTU", "Thông báo", None, None),
        ("Kế hoạch số 11/KH-BCĐ138 ngày 2/3/2031", "11/KH-BCĐ138", "Kế hoạch", "2031-03-02", None),
        (
            "Thông tư số 8/2031/TT-BKHĐT của Bộ Kế hoạch và Đầu tư",
            "8/2031/TT-BKHĐT",
            "Thông tư",
            None,
            "Bộ Kế hoạch và Đầu tư",
        ),
        (
            "Quyết định số 9/QĐ-LĐTBXH của Bộ Lao động - Thương binh và Xã hội hướng dẫn",
            "9/QĐ-LĐTBXH",
            "Quyết định",
            None,
            "Bộ Lao động - Thương binh và Xã hội",
        ),
    ],
)
def test_one_citation(text: str, identifier: str, doc_type: str, day: str | None, issuer: str | None) -> None:
    (found,) = find_citations(text)

    assert found.id == identifier
    assert found.doc_type == doc_type
    assert (found.day.iso if found.day else None) == day
    assert (text[slice(*found.issuer)] if found.issuer else None) == issuer


def test_an_amending_law_is_cited_with_its_whole_name() -> None:
    text = "Luật sửa đổi, bổ sung một số điều của Luật Đê điều và Luật Thủy lợi số 9/2031/QH16"

    assert [(found.start, found.end) for found in find_citations(f"Căn cứ {text};")] == [(7, 7 + len(text))]


def test_the_issuer_may_stand_behind_the_short_name_in_brackets() -> None:
    text = "Chỉ thị số 09/CT-UBND ngày 12/5/2022 (gọi tắt là Chỉ thị số 09/CT-UBND) của Chủ tịch UBND tỉnh trên địa bàn"

    first, second = find_citations(text)

    assert first.issuer
    assert text[slice(*first.issuer)] == "Chủ tịch UBND tỉnh"
    assert second.issuer is None


def test_several_numbers_in_a_footnote() -> None:
    found = find_citations("¹ 76/NQ-CP ngày 16/7/2021, 23/CT-TTg ngày 03/9/2021")

    assert [(item.id, item.doc_type, item.day and item.day.iso) for item in found] == [
        ("76/NQ-CP", None, "2021-07-16"),
        ("23/CT-TTg", None, "2021-09-03"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Điện thoại: 0255.3822.123",
        "tiêu chuẩn TCVN ISO 9001:2015",
        "QCVN 06:2022/BXD",
        "tỷ lệ 1/500, ô đất K4/CQ2",
        "tháng 12/2024, ngày 08/8/2024",
        "học 02 buổi/ngày, 600.000 đồng/01 giấy phép",
        "Số: 30/KH-UBND",
        "theo mẫu số 01/TB-ĐĐK ban hành",
        "theo mẫu số 02, 03/HĐBC-QH ban hành",
        "Nghị quyết số 98",
        "Quyết định số      /QĐ-UBND",
        "số nhà 12/A Nguyễn Trãi",
        "thủ tục mã số 1.012345.000.00.00.H48",
        "biển số 51A-123.45, đường 3/2, lô A1/B2",
        "thửa đất số 12/TĐ, đạt 85,6/100 điểm, xếp thứ 12/63",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert find_citations(text) == ()


_TYPES = ["Quyết định", "Kế hoạch", "Nghị quyết", "Thông tư", "Chỉ thị", "Công văn", "Tờ trình", "Nghị định"]
_SYMBOLS = ["/QĐ-UBND", "/2024/NQ-HĐND", "-NQ/TW", "/KH-SGDĐT", "/2021/TT-BTC", "-CTr/TU", "/UBND-VX", "/2023/NĐ-CP"]
_ISSUERS = [
    "Chính phủ",
    "Bộ Chính trị",
    "UBND tỉnh Cao Bằng",
    "Ủy ban nhân dân Quận 1",
    "Sở Giáo dục và Đào tạo Đồng Tháp",
]


@given(
    st.sampled_from(_TYPES),
    st.integers(1, 9999),
    st.sampled_from(_SYMBOLS),
    st.dates(date(1945, 9, 2), date(2099, 12, 31)),
    st.sampled_from(_ISSUERS),
    st.sampled_from(["về việc ban hành", "phê duyệt Đề án", ", trong đó", "; giao"]),
)
def test_a_printed_citation_parses_back(
    doc_type: str, number: int, symbol: str, day: date, issuer: str, after: str
) -> None:
    text = f"Thực hiện {doc_type} số {number}{symbol} ngày {day:%d/%m/%Y} của {issuer} {after}"

    (found,) = find_citations(text)

    assert found.id == f"{number}{symbol}"
    assert found.doc_type == doc_type
    assert found.issuer
    assert text[slice(*found.issuer)] == issuer
    assert found.day
    assert found.day.iso == day.isoformat()
    assert text[found.start : found.end].startswith(doc_type)


_PARTS = [
    "Quyết định",
    "số",
    " ",
    "12",
    "/",
    "-",
    "QĐ",
    "UBND",
    "2024",
    "ngày",
    "của",
    "Chính phủ",
    "\n",
    "(",
    ")",
    ";",
    ".",
    "và",
    "NQ/TW",
]


@given(st.lists(st.sampled_from(_PARTS), max_size=16).map("".join) | any_line)
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    found = find_citations(text)

    for item in found:
        assert 0 <= item.start <= item.number_start < item.number_end <= item.end <= len(text)
        assert item.id
    assert all(one.number_end <= other.number_start for one, other in pairwise(found))
