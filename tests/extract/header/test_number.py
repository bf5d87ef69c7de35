from __future__ import annotations

import pytest

from pipeline.extract.header.number import Numbering, find_attached, find_dating, find_numbering
from pipeline.extract.structure.spans import whole
from tests.extract.texts import blocks_of


def _numbering(line: str) -> Numbering | None:
    return find_numbering([whole(blocks_of(line)[0])])


@pytest.mark.parametrize(
    ("line", "number", "symbol", "full"),
    [
        ("Số: 30/KH-UBND", "30", "KH-UBND", "30/KH-UBND"),
        ("Số :359/KH-SYT", "359", "KH-SYT", "359/KH-SYT"),
        ("Số: 3070. /KH-UBND", "3070", "KH-UBND", "3070/KH-UBND"),
        ("Số: 33/2022/NQ-HĐND", "33", "NQ-HĐND", "33/2022/NQ-HĐND"),
        ("Số: 4532/UBND- KSTTHC", "4532", "UBND-KSTTHC", "4532/UBND-KSTTHC"),
        ("Số 1781-CV/TU", "1781", "CV/TU", "1781-CV/TU"),
        ("Số: 30c/NQ-CP", "30c", "NQ-CP", "30c/NQ-CP"),
        ("Số: 6 40 /VP-KSTTHC", "640", "VP-KSTTHC", "640/VP-KSTTHC"),
        ("Số: 05/KH-THCS.NTT", "05", "KH-THCS.NTT", "05/KH-THCS.NTT"),
        ("Số: 40/KH-MNP 12 Quận 12, ngày 05 tháng 3 năm 2024", "40", "KH-MNP12", "40/KH-MNP12"),
        ("$630 /KH-UBND", "30", "KH-UBND", "30/KH-UBND"),
        ("Số:          /KH-UBND", None, "KH-UBND", None),
        ("Số: ……/QĐ-UBND", None, "QĐ-UBND", None),
        ("số: É3/KH-DCT", None, "KH-DCT", None),
    ],
)
def test_numbering(line: str, number: str | None, symbol: str, full: str | None) -> None:
    found = _numbering(line)
    assert found is not None
    assert (found.number, found.symbol, found.number_symbol) == (number, symbol, full)


@pytest.mark.parametrize(
    "line", ["Số: 12", "Ngày: 21/3/18", "V/v thực hiện Thông báo số 512-TB/TU", "Điện thoại: 028/38"]
)
def test_no_numbering(line: str) -> None:
    assert _numbering(line) is None


def test_the_number_is_not_taken_from_the_subject_of_a_letter() -> None:
    pieces = [whole(block) for block in blocks_of("Số: 12\nV/v thực hiện Thông báo\nsố 512-TB/TU ngày 16/8/2023\n")]
    assert find_numbering(pieces) is None


@pytest.mark.parametrize(
    ("line", "date", "place"),
    [
        ("Bỉm Sơn, ngày 09 tháng 9 năm 2024", "2024-09-09", "Bỉm Sơn"),
        ("Bà Rịa - Vũng Tàu, ngày 19 tháng 02 năm 2025", "2025-02-19", "Bà Rịa - Vũng Tàu"),
        ("Số: 30 /KH-UBND Phường Nam, ngày06 tháng3 năm 2024", "2024-03-06", "Phường Nam"),
        ("Thành phố Hồ Chí Minh, ngày khỗ tháng 6 năm 2026", None, "Thành phố Hồ Chí Minh"),
        ("Đà Nẵng, ngày     tháng 10 năm 2023", None, "Đà Nẵng"),
        ("Huế, ngày 31 tháng 02 năm 2024", None, "Huế"),
        ("Bến Lội, ngày : 18 tháng R 3 năm š 2025", "2025-03-18", "Bến Lội"),
        ("Phuong Nam, ngay06 thing3 ndam 2024", "2024-03-06", "Phuong Nam"),
    ],
)
def test_dating(line: str, date: str | None, place: str) -> None:
    found = find_dating([whole(blocks_of(line)[0])])
    assert found is not None
    assert found.date == date
    assert found.place is not None
    assert found.place.value == place


def test_an_impossible_date_is_told() -> None:
    found = find_dating([whole(blocks_of("Huế, ngày 31 tháng 02 năm 2024")[0])])
    assert found is not None
    assert found.impossible


def test_the_number_of_another_type_is_not_taken_from_an_annex() -> None:
    found = blocks_of("I. NỘI DUNG\n\nHọp.\n\n(Kèm theo Quyết định số 3/QĐ-UBND ngày 02 tháng 3 năm 2025)\n")
    assert find_attached(found, "Kế hoạch") == (None, None)
    numbering, dating = find_attached(found, "Quyết định")
    assert numbering is not None
    assert dating is not None
    assert (numbering.number_symbol, dating.date) == ("3/QĐ-UBND", "2025-03-02")
