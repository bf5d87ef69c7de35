from __future__ import annotations

from pipeline.train.symbols import count_parts


def test_parts_of_symbols_are_counted() -> None:
    counts = count_parts(["Kế hoạch số 12/KH-UBND, Nghị định số 30/2020/NĐ-CP và 98/2023/QH15", "Chỉ thị 27-CT/TU"])
    assert counts == {"KH": 1, "UBND": 1, "NĐ": 1, "CP": 1, "QH": 1, "CT": 1, "TU": 1}


def test_dates_and_ranges_are_no_symbols() -> None:
    assert not count_parts(["ngày 01/02/2024, giai đoạn 2021-2025, 7/10 đơn vị"])
