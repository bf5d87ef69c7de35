from __future__ import annotations

import pytest

from pipeline.extract.header.persons import has_family_name, is_recognised


@pytest.mark.parametrize("name", ["Nguyễn Văn An", "Đỗ Minh Quân", "ĐẶNG THỊ BA", "Cầm Ngọc Minh"])
def test_family_names(name: str) -> None:
    assert has_family_name(name)


@pytest.mark.parametrize("name", ["Sở Nội Vụ", "Kế hoạch", "", "12", "Phòng Nội vụ"])
def test_no_family_names(name: str) -> None:
    assert not has_family_name(name)


@pytest.mark.parametrize("name", ["Hầu A Lềnh", "Y Thanh Hà Niê Kđăm", "Sùng A Hồ"])
def test_names_of_small_peoples_are_recognised(name: str) -> None:
    assert is_recognised(name)


@pytest.mark.parametrize("name", ["", " ", "Phòng Nội Vụ", "Người Lập Biểu", "x" * 200])
def test_other_words_are_not_recognised(name: str) -> None:
    assert not is_recognised(name)
