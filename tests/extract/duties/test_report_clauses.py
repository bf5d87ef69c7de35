from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.duties.report_clauses import find_report_clauses, frequency_of
from tests.strategies import any_line


@pytest.mark.parametrize(
    ("text", "to", "through", "form"),
    [
        ("Tổng hợp, báo cáo UBND quận.", "UBND quận", None, None),
        ("Kiểm tra lại hồ sơ và báo cáo kết quả về Sở Tư pháp để tổng hợp.", "Sở Tư pháp", None, None),
        ("Chủ trì, theo dõi và tham mưu báo cáo UBND tỉnh theo quy định.", "UBND tỉnh", None, None),
        ("Nắm tình hình, kịp thời báo cáo, tham mưu UBND quận xử lý.", "UBND quận", None, None),
        ("Báo cáo kết quả về Phòng Nội vụ trước ngày 20/6.", "Phòng Nội vụ", None, None),
        ("Gửi báo cáo về UBND phường (thông qua Văn phòng) kèm ảnh.", "UBND phường", "Văn phòng", None),
        ("Kịp thời báo cáo Chủ tịch UBND phường những vướng mắc.", "Chủ tịch UBND phường", None, None),
        ("Định kỳ báo cáo Sở Y tế và Trung tâm Y tế về tình hình dịch.", "Sở Y tế và Trung tâm Y tế", None, None),
        (
            "Báo cáo về Sở Y tế (Phòng Nghiệp vụ Y tổng hợp) bằng văn bản.",
            "Sở Y tế",
            "Phòng Nghiệp vụ Y",
            "bằng văn bản",
        ),
        ("Thực hiện báo cáo định kỳ theo mẫu số 2, gửi Phòng Tư pháp.", "Phòng Tư pháp", None, "theo mẫu số 2"),
        (
            "Xây dựng báo cáo năm gửi Ban Chỉ đạo các Chương trình của quận.",
            "Ban Chỉ đạo các Chương trình của quận",
            None,
            None,
        ),
        ("Định kỳ hằng quý (trước ngày 15) báo cáo cấp có thẩm quyền.", "cấp có thẩm quyền", None, None),
        ("Báo cáo tình hình các công trình điện lực trong phường.", None, None, None),
        ("Báo cáo kết quả việc được giao về Phòng Kinh tế.", "Phòng Kinh tế", None, None),
        ("Tổng hợp kết quả ra quân báo cáo Đảng ủy phường.", "Đảng ủy phường", None, None),
        ("Rà soát số hộ, báo cáo tiến độ để phường theo dõi, báo cáo UBND quận.", None, None, None),
    ],
)
def test_to_whom_through_whom_and_how(text: str, to: str | None, through: str | None, form: str | None) -> None:
    (clause,) = find_report_clauses(text)

    assert (clause.to, clause.through, clause.form) == (to, through, form)


@pytest.mark.parametrize(
    "text",
    [
        "Xem xét báo cáo của các khu phố.",
        "Đôn đốc các trường báo cáo kết quả.",
        "Gửi số liệu về Phòng Nội vụ để tổng hợp, báo cáo UBND quận.",
        "Phản ánh về Sở Y tế tổng hợp, báo cáo UBND tỉnh.",
        "Thẩm định báo cáo nghiên cứu khả thi của dự án.",
        "Cử báo cáo viên pháp luật tham gia.",
        "Góp ý dự thảo nghị quyết, báo cáo, đề án.",
        "Căn cứ báo cáo kết quả được phê duyệt, lập dự toán.",
        "Tổng hợp báo cáo của các đơn vị.",
        "Chuẩn bị báo cáo cho cuộc họp giao ban.",
        "Báo cáo kết quả giám sát phải có các phần sau.",
        "Trồng cây xanh.",
    ],
)
def test_a_report_as_a_thing_and_what_others_report_is_none(text: str) -> None:
    assert list(find_report_clauses(text)) == []


def test_each_clause_is_read_for_itself() -> None:
    text = "Báo cáo tiến độ với Phòng Kinh tế; treo băng rôn; báo cáo tổng kết gửi UBND phường."

    assert [clause.to for clause in find_report_clauses(text)] == ["Phòng Kinh tế", "UBND phường"]


@pytest.mark.parametrize(
    ("clause", "frequency"),
    [
        ("Định kỳ 6 tháng, hàng năm hoặc đột xuất, báo cáo Sở Y tế", "Định kỳ 6 tháng, hàng năm hoặc đột xuất"),
        ("định kỳ báo cáo kết quả", "định kỳ"),
        ("thường xuyên rà soát, báo cáo hằng tháng", "hằng tháng"),
        ("thường xuyên báo cáo", "thường xuyên"),
        ("báo cáo kết quả", None),
    ],
)
def test_how_often_it_is_reported(clause: str, frequency: str | None) -> None:
    assert frequency_of(clause) == frequency


_WORDS = [
    "báo cáo ",
    "Sở Y tế ",
    "về ",
    "gửi ",
    "(",
    ")",
    ", ",
    "; ",
    "qua ",
    "để ",
    "kết quả ",
    "và ",
    "theo mẫu ",
    "tổng hợp ",
]


@given(any_line | st.lists(st.sampled_from(_WORDS), max_size=16).map("".join))
def test_what_is_found_in_any_text_stands_in_it(text: str) -> None:
    for clause in find_report_clauses(text):
        assert 0 <= clause.start <= clause.verb < clause.end <= len(text)
        assert all(part is None or part in text for part in (clause.to, clause.through, clause.form))
