from __future__ import annotations

import pytest

from pipeline.extract.header.period import find_period
from pipeline.extract.structure.spans import whole
from tests.extract.texts import blocks_of


def _period(title: str) -> tuple[str, str, str] | None:
    found = find_period((whole(blocks_of(title)[0]),))
    return (found[0].text, found[0].start, found[0].end) if found else None


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Họp dân năm 2024", ("năm 2024", "2024-01-01", "2024-12-31")),
        ("Kết quả 6 tháng đầu năm 2025", ("6 tháng đầu năm 2025", "2025-01-01", "2025-06-30")),
        ("Nhiệm vụ 6 tháng cuối năm 2025", ("6 tháng cuối năm 2025", "2025-07-01", "2025-12-31")),
        ("Kết quả 9 tháng năm 2024", ("9 tháng năm 2024", "2024-01-01", "2024-09-30")),
        ("Giai đoạn 2021 - 2030", ("Giai đoạn 2021 - 2030", "2021-01-01", "2030-12-31")),
        ("Tuyên truyền giai đoạn 2022-2025", ("giai đoạn 2022-2025", "2022-01-01", "2025-12-31")),
        ("Họp quý IV năm 2025", ("quý IV năm 2025", "2025-10-01", "2025-12-31")),
        ("Họp Quý I/2024", ("Quý I/2024", "2024-01-01", "2024-03-31")),
        ("Cải cách tháng 02/2024", ("tháng 02/2024", "2024-02-01", "2024-02-29")),
        ("Sinh hoạt năm học 2025 - 2026", ("năm học 2025 - 2026", "2025-09-01", "2026-08-31")),
    ],
)
def test_period(title: str, period: tuple[str, str, str]) -> None:
    assert _period(title) == period


@pytest.mark.parametrize(
    "title",
    [
        "Họp dân",
        "Thực hiện Kế hoạch ngày 05 tháng 3 năm 2024",
        "Nghị quyết số 33/2022/NQ-HĐND",
        "Giai đoạn 2030 - 2021",
    ],
)
def test_no_period(title: str) -> None:
    assert _period(title) is None
