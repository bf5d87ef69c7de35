from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.duties.find import find_obligations
from pipeline.extract.figures.funding import find_funding
from pipeline.extract.figures.sources import find_source
from pipeline.extract.structure.blocks import blocks
from pipeline.extract.structure.sections import find_sections
from pipeline.model import Funding, Header, Line
from pipeline.reading import Reading, compose
from tests.extract.texts import reading_of
from tests.strategies import any_line, papers

_PLAN = Header(doc_type="Kế hoạch", date="2025-03-06")
_HEAD = "Thực hiện chỉ đạo của cấp trên, Ủy ban nhân dân phường An Hòa ban hành Kế hoạch như sau:\n"


def _found(reading: Reading, header: Header = _PLAN) -> tuple[Funding, ...]:
    parts = blocks(reading)
    sections = find_sections(reading, parts)
    duties = find_obligations(reading, parts, header, sections)
    return find_funding(reading, parts, header, sections, duties)


def _funding(body: str, header: Header = _PLAN) -> tuple[Funding, ...]:
    return _found(reading_of(_HEAD + body), header)


def test_an_amount_and_its_source() -> None:
    (found,) = _funding(
        "I. NỘI DUNG\nMở lớp.\nII. KINH PHÍ THỰC HIỆN\n"
        "Tổng kinh phí 12,5 triệu đồng, trong đó in tài liệu 2.500.000 đồng, trích từ ngân sách phường năm 2025.\n"
    )

    assert (found.section, found.amount, found.source) == ("II", 12_500_000, "ngân sách phường năm 2025")
    assert found.evidence.rule == "funding.heading"


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Kinh phí thực hiện được bố trí từ ngân sách nhà nước theo quy định.", "ngân sách nhà nước"),
        (
            "Từ nguồn chi thường xuyên của các cơ quan, đơn vị và các nguồn hợp pháp khác.",
            "nguồn chi thường xuyên của các cơ quan, đơn vị và các nguồn hợp pháp khác",
        ),
        ("Kinh phí do ngân sách phường bảo đảm.", "ngân sách phường"),
        ("Nguồn xã hội hóa.", "Nguồn xã hội hóa"),
        ("Tổng kinh phí 20 triệu đồng do các hộ dân đóng góp.", "các hộ dân"),
        ("Kinh phí gồm: nguồn vận động hợp pháp; ngân sách quận.", "nguồn vận động hợp pháp; ngân sách quận"),
        ("Phòng Nội vụ lập kế hoạch chi tiết.", None),
        ("Vốn được hình thành từ các nguồn sau đây.", None),
    ],
)
def test_where_the_money_comes_from(sentence: str, source: str | None) -> None:
    assert find_source(sentence) == source


def test_who_estimates() -> None:
    found = _funding(
        "I. TỔ CHỨC THỰC HIỆN\n"
        "1. Phòng Tài chính\n- Tham mưu bố trí kinh phí thực hiện Kế hoạch từ ngân sách quận.\n"
        "- Hướng dẫn các cơ quan, đơn vị lập dự toán kinh phí hằng năm.\n"
        "2. Giao Phòng Văn hóa lập dự toán kinh phí tổ chức hội thi.\n"
    )

    assert [(one.estimator, one.source) for one in found] == [
        ("Phòng Tài chính", "ngân sách quận"),
        ("các cơ quan, đơn vị", None),
        ("Phòng Văn hóa", None),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "II. KINH PHÍ THỰC HIỆN\n",
        "II. KINH PHÍ\n1. Nguồn kinh phí:\n",
        "II. KINH PHÍ\n- Lập dự toán.\n",
        "II. KINH PHÍ\nTổng kinh phí: ... đồng\n",
        "II. NỘI DUNG\n- Thực hiện Thông tư số 12/2021/TT-BTC quy định sử dụng kinh phí bảo đảm công tác lưu trữ.\n",
        "II. NỘI DUNG\n- Mức thu lệ phí là 50.000 đồng, nộp vào ngân sách nhà nước.\n",
        "II. NỘI DUNG\n- Nguyên nhân: nguồn kinh phí còn hạn hẹp.\n",
        "II. NỘI DUNG\n- Nâng cao hiệu quả sử dụng nguồn lực tại chỗ.\n",
        "II. KINH PHÍ\n- Nguồn nước cấp cho khu nuôi cá của xã.\n",
        "II. KINH PHÍ\n- Giám sát việc phân bổ nguồn hỗ trợ của các tổ chức.\n",
        "II. KINH PHÍ\n- Nhu cầu kinh phí, bố trí nguồn lực để thực hiện đề án.\n",
    ],
)
def test_titles_forms_fees_and_causes_are_none(body: str) -> None:
    assert _funding("I. YÊU CẦU\nLàm tốt.\n" + body) == ()


def test_two_statements_of_one_sentence_stand_alone() -> None:
    found = _funding(
        "I. TỔ CHỨC THỰC HIỆN\n- Phòng Tài chính tham mưu bố trí kinh phí từ ngân sách quận; "
        "các trường chủ động bố trí kinh phí từ nguồn được giao.\n"
    )

    assert len(found) == 2
    assert found[1].text.startswith("các trường")


def test_the_scope_of_a_heading_about_money_ends_at_other_work() -> None:
    body = (
        "I. KINH PHÍ THỰC HIỆN\n1. Ngân sách xã.\n2. Trách nhiệm của các trường\n- Quỹ lớp được công khai hằng tháng.\n"
    )

    assert [one.section for one in _funding(body)] == ["I.1"]


def test_the_head_of_an_item_estimates_where_the_item_names_nobody() -> None:
    (found,) = _funding(
        "I. TỔ CHỨC THỰC HIỆN\n1. Các sở, ngành\n- Phối hợp tuyên truyền.\n"
        "2. Ủy ban nhân dân các xã\na) Tuyên truyền đến nhân dân.\nb) Chủ động bố trí kinh phí thực hiện Kế hoạch.\n"
    )

    assert found.estimator == "Ủy ban nhân dân các xã"


def test_a_list_of_sources_is_one_statement() -> None:
    (found,) = _funding(
        "I. KINH PHÍ THỰC HIỆN\nKinh phí thực hiện Kế hoạch bao gồm: ngân sách xã; kinh phí hoạt động của hợp tác xã.\n"
    )

    assert found.source == "ngân sách xã; kinh phí hoạt động của hợp tác xã"


def test_a_regulation_of_finance_is_left_out() -> None:
    body = "Điều 1. Kinh phí thực hiện\nKinh phí thực hiện do ngân sách tỉnh bảo đảm.\n"

    assert len(_funding(body, Header(doc_type="Quy định", title="Về nuôi cá"))) == 1
    assert _funding(body, Header(doc_type="Quy định", title="Về quản lý kinh phí hội họp")) == ()


def test_other_documents_speak_of_money_under_their_own_heading_only() -> None:
    body = (
        "Điều 1. Quy định chung\nBố trí kinh phí thực hiện từ ngân sách tỉnh.\n"
        "Điều 2. Kinh phí thực hiện\nKinh phí thực hiện do ngân sách tỉnh bảo đảm.\n"
    )
    header = Header(doc_type="Quyết định", date="2025-03-06")

    assert [one.section for one in _funding(body, header)] == ["Điều 2"]
    assert _funding("I. KẾT QUẢ\nBố trí kinh phí từ ngân sách tỉnh.\n", Header(doc_type="Báo cáo")) == ()


@given(papers())
@settings(max_examples=30, deadline=None)
def test_any_paper_is_read(paper: tuple[Line, ...]) -> None:
    reading = compose(paper)
    for found in _found(reading):
        assert 0 <= found.evidence.start < found.evidence.end <= len(reading.text)


@given(any_line | st.text("kinhphítừnguồnsách ,;:.()", max_size=120))
def test_any_sentence_has_a_source_within_it(text: str) -> None:
    assert find_source(text) is None or str(find_source(text)) in text
