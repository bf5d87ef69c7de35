from __future__ import annotations

import re

import pytest
from hypothesis import given

from pipeline.extract.structure.labels import LOWER, UPPER, LabelKind, find_label
from tests.strategies import any_line


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("I. MỤC ĐÍCH", LabelKind.ROMAN, "I"),
        ("II/ NỘI DUNG", LabelKind.ROMAN, "II"),
        ("IV.KINH PHÍ", LabelKind.ROMAN, "IV"),
        ("1. Mục đích", LabelKind.ARABIC, "1"),
        ("2.Tuyên truyền", LabelKind.ARABIC, "2"),
        ("3) Yêu cầu", LabelKind.ARABIC, "3"),
        ("5.1 Trung tâm", LabelKind.COMPOUND, "5.1"),
        ("4.2.1. việc khác", LabelKind.COMPOUND, "4.2.1"),
        ("đ) Việc khác", LabelKind.LETTER, "đ"),
        ("a. Mục tiêu", LabelKind.LETTER, "a"),
        ("A. PHẦN MỞ ĐẦU", LabelKind.CAPITAL, "A"),
        ("ĐIỀU 2. Giao", LabelKind.ARTICLE, "ĐIỀU 2"),
        ("Điều 12a: Hiệu lực", LabelKind.ARTICLE, "Điều 12a"),
        ("Chương II", LabelKind.CHAPTER, "Chương II"),
        ("Phần thứ nhất", LabelKind.PART, "Phần thứ nhất"),
        ("Mục 1. QUY ĐỊNH", LabelKind.DIVISION, "Mục 1"),
        ("PHỤ LỤC", LabelKind.ANNEX, "PHỤ LỤC"),
        ("Phụ lục 2", LabelKind.ANNEX, "Phụ lục 2"),
        ("PHỤ LỤC SỐ 03: DANH MỤC", LabelKind.ANNEX, "PHỤ LỤC SỐ 03"),
        ("- Nâng cao", LabelKind.BULLET, "-"),
        ("-Lưu: VT", LabelKind.BULLET, "-"),
        ("+ Quán triệt", LabelKind.BULLET, "+"),
        ("– Bước 1", LabelKind.BULLET, "–"),
        ("¹² 76/NQ-CP", LabelKind.FOOTNOTE, "12"),
    ],
)
def test_label(text: str, kind: LabelKind, label: str) -> None:
    found = find_label(text)
    assert found is not None
    assert (found.kind, found.text) == (kind, label)


@pytest.mark.parametrize(
    "text",
    [
        "4.500 người dự", "10/7/2026", "1 năm 2024", "Điều 5 Nghị định số 3", "phụ lục kèm theo",
        "Phụ lục kèm theo này", "00.00.H03", "Mục đích", "Phần mềm nội bộ", "VI phạm", "-", "30/KH-UBND ngày",
    ],
)  # fmt: skip
def test_no_label(text: str) -> None:
    assert find_label(text) is None


@pytest.mark.parametrize(
    ("text", "label"), [("I11. HÌNH THỨC", "III"), ("Iii. KINH PHÍ", "III"), ("lV. TỔ CHỨC", "IV")]
)
def test_bruised_numerals(text: str, label: str) -> None:
    found = find_label(text)
    assert found is not None
    assert (found.kind, found.text) == (LabelKind.ROMAN, label)


@given(any_line)
def test_end_lies_in_the_line(text: str) -> None:
    found = find_label(text)
    assert found is None or 0 < found.end <= len(text)


def test_letters_are_told_apart_by_case() -> None:
    assert all(re.fullmatch(f"[{UPPER}]", char) for char in "AĐẤỲW")
    assert not any(re.fullmatch(f"[{UPPER}]", char) for char in "ađấỳwơ1 ")
    assert all(re.fullmatch(f"[{LOWER}]", char) for char in "ađấỳw")
