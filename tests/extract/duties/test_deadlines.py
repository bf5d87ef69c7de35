from __future__ import annotations

import pytest
from hypothesis import given

from pipeline.extract.duties.deadlines import Deadline, find_deadline, read_term
from tests.strategies import any_line


@pytest.mark.parametrize(
    ("text", "deadline", "day"),
    [
        ("gửi báo cáo trước ngày 10 tháng 6.", "trước ngày 10 tháng 6", "2024-06-10"),
        ("báo cáo trước 30/9/2024./.", "trước 30/9/2024", "2024-09-30"),
        ("hoàn thành trong tháng 7/2024", "trong tháng 7/2024", "2024-07"),
        ("thực hiện xong trong Quý III/2024", "trong Quý III/2024", None),
        ("tham mưu nội dung trong năm 2024.", "trong năm 2024", None),
        ("kiểm tra các đơn vị trong năm.", "trong năm", None),
        ("báo cáo chậm nhất 15 ngày kể từ ngày kết thúc, gửi Phòng", "chậm nhất 15 ngày kể từ ngày kết thúc", None),
        ("công khai trong thời hạn 03 ngày làm việc", "trong thời hạn 03 ngày làm việc", None),
        ("khảo sát từ ngày 22/6/2026 đến hết ngày 08/7/2026", "từ ngày 22/6/2026 đến hết ngày 08/7/2026", "2026-07-08"),
        ("họp vào lúc 08 giờ 00 phút, ngày 08/11/2024", "vào lúc 08 giờ 00 phút, ngày 08/11/2024", "2024-11-08"),
        ("báo cáo trước ngày 15 hằng tháng về Phòng", "trước ngày 15 hằng tháng", None),
        ("nộp trước 16h00 hằng ngày.", "trước 16h00 hằng ngày", None),
        ("họp vào thứ Hai hằng tuần", "vào thứ Hai hằng tuần", None),
        ("hoàn thành vào cuối tháng 5", "vào cuối tháng 5", "2024-05"),
        ("tổ chức vào tuần thứ hai của tháng 6", "vào tuần thứ hai của tháng 6", None),
        ("khảo sát (trước ngày 20/4) và gửi kết quả trước ngày 25/4", "trước ngày 25/4", "2024-04-25"),
        ("hoàn thành đến hết năm 2025.", "đến hết năm 2025", None),
        ("duy trì tổ hỗ trợ cho đến khi phường mới đi vào nền nếp.", "cho đến khi phường mới đi vào nền nếp", None),
        ("gửi chậm nhất ngày 20 của tháng cuối quý.", "chậm nhất ngày 20 của tháng cuối quý", None),
        ("thực hiện Quyết định số 5/QĐ-UBND ngày 01/02/2024", None, None),
        ("phát triển đến năm 2030, tầm nhìn đến năm 2045", None, None),
        ("phát triển đô thị trong giai đoạn 2021 - 2025 và những năm tiếp theo", None, None),
        ("bố trí vốn sửa chữa trong giai đoạn 2024 - 2025.", "trong giai đoạn 2024 - 2025", None),
        ("kế hoạch năm 2024 của phường", None, None),
        ("niêm yết ngay khi Quyết định này được ban hành.", "ngay khi Quyết định này được ban hành", None),
        ("Ngay sau kỳ nghỉ hè, các trường sửa chữa bàn ghế.", "Ngay sau kỳ nghỉ hè", None),
        ("trực tại cơ sở trong thời gian thực hiện Chiến dịch.", "trong thời gian thực hiện Chiến dịch", None),
        ("báo cáo kết quả trong 3 ngày Tết, gửi trước ngày 03/02/2024", "trước ngày 03/02/2024", "2024-02-03"),
    ],
)
def test_a_term_in_a_duty(text: str, deadline: str | None, day: str | None) -> None:
    found = find_deadline(text, 2024)

    assert (found.text, found.date) == (deadline, day)


def test_how_often() -> None:
    assert find_deadline("định kỳ hằng năm báo cáo tiến độ", 2024).frequency == "định kỳ hằng năm"
    assert find_deadline("báo cáo tiến độ", 2024).frequency is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thường xuyên trong năm.", Deadline("Thường xuyên trong năm", None, "thường xuyên")),
        ("Quý I, II năm 2024.", Deadline("Quý I, II năm 2024", None, None)),
        ("Trước ngày 27/6/2026", Deadline("Trước ngày 27/6/2026", "2026-06-27", None)),
        ("22/6/2026 - 08/7/2026", Deadline("22/6/2026 - 08/7/2026", "2026-07-08", None)),
        (
            "Tổ chức thực hiện thường xuyên từ tháng 7/2024",
            Deadline("thường xuyên từ tháng 7/2024", None, "thường xuyên"),
        ),
        ("Đã khắc phục xong từ tháng 7/2024", Deadline(None, None, None)),
        ("Theo kế hoạch", Deadline("Theo kế hoạch", None, None)),
        ("", Deadline(None, None, None)),
    ],
)
def test_a_term_on_its_own(text: str, expected: Deadline) -> None:
    assert read_term(text, 2024) == expected


@given(any_line)
def test_any_text_is_read(text: str) -> None:
    found = find_deadline(text, 2024)

    assert found.text is None or found.text in text
    assert read_term(text, None).text is None or str(read_term(text, None).text) in text
