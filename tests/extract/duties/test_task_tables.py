from __future__ import annotations

from pipeline.extract.duties.task_tables import TaskRow, find_task_rows
from tests.extract.texts import blocks_of


def _rows(text: str) -> list[TaskRow]:
    return list(find_task_rows(blocks_of(text)))


def test_two_columns_say_when_a_task_begins_and_ends() -> None:
    (row,) = _rows(
        "TT | Nội dung công việc | Đơn vị thực hiện | Triển khai | Hoàn thành\n"
        "1 | Sửa chữa cầu tạm | Phòng Kinh tế | Tháng 3/2025 | Tháng 5/2025\n"
    )

    assert row.begin is not None
    assert row.time is not None
    assert (row.begin.text, row.time.text) == ("Tháng 3/2025", "Tháng 5/2025")


def test_one_column_of_time_is_the_time_whatever_it_is_called() -> None:
    (row,) = _rows(
        "TT | Nội dung công việc | Đơn vị triển khai thực hiện | Thời gian hoàn thành\n"
        "1 | Sửa chữa cầu tạm | Phòng Kinh tế | Tháng 5/2025\n"
    )

    assert row.begin is None
    assert row.time is not None
    assert row.time.text == "Tháng 5/2025"


def test_a_second_row_of_the_head_parts_a_column() -> None:
    rows = _rows(
        "TT | Nội dung công việc | Đơn vị thực hiện | | Thời gian\n"
        "| | Chủ trì | Phối hợp |\n"
        "1 | Sửa chữa cầu tạm | Phòng Kinh tế | Phòng Tài chính | Quý II\n"
        "2 | Nạo vét kênh | Hạt Thủy lợi | Các khu phố | Quý III\n"
    )

    assert [(row.actor.text, row.partners and row.partners.text, row.leads) for row in rows] == [
        ("Phòng Kinh tế", "Phòng Tài chính", True),
        ("Hạt Thủy lợi", "Các khu phố", True),
    ]
