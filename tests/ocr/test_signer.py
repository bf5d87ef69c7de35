"""Names and titles of signers are known by their words."""

from __future__ import annotations

import pytest

from pipeline.model import Box, Word
from pipeline.ocr.signer import is_bruised_title, is_deputy, is_name, is_title, stands_for_other, trimmed


@pytest.mark.parametrize("name", ["Trần Phước Hậu", "Võ Phiên", "Nguyễn Thị Hồng Hạnh", "Đặng Văn Minh"])
def test_names(name: str) -> None:
    assert is_name(name.split())


@pytest.mark.parametrize(
    "other", ["Trần", "rần Ngọc Cẩn", "Sở Nội vụ", "Quốc Việt", "Trần Ngọx Cẩn", "TRẦN VĂN AN", ""]
)
def test_what_is_no_name(other: str) -> None:
    assert not is_name(other.split())


@pytest.mark.parametrize("title", ["CHỦ TỊCH", "KT. GIÁM ĐỐC", "TM. ỦY BAN NHÂN DÂN", "TM. UỶ BAN NHÂN DÂN"])
def test_titles(title: str) -> None:
    assert is_title(title.split())


@pytest.mark.parametrize("other", ["TỊCH", "SHỦ TỊCH", "Chủ tịch", "KT. TM.", "GIÁM ĐÓC", "KT, CHỦ TỊCH", ""])
def test_what_is_no_title(other: str) -> None:
    assert not is_title(other.split())


def test_a_title_with_a_wrong_mark_is_a_bruised_one() -> None:
    assert is_bruised_title(["KT.", "GIÁM", "ĐÓC"])
    assert not is_bruised_title(["GIÁM", "ĐẤT"])
    assert not is_bruised_title(["Giám", "đóc"])


def test_whom_a_signer_stands_for() -> None:
    assert stands_for_other(["KT.", "GIÁM", "ĐỐC"])
    assert stands_for_other(["KT.GIÁM", "ĐỐC"])
    assert not stands_for_other(["GIÁM", "ĐỐC"])
    assert not stands_for_other([])
    assert is_deputy(["PHÓ", "GIÁM", "ĐỐC"])
    assert is_deputy(["THỨ", "TRƯỞNG"])
    assert not is_deputy(["GIÁM", "ĐỐC"])


def test_strokes_at_either_end_are_left_out() -> None:
    words = [Word(text, Box(1, 0, 0, 9, 9), 0.9) for text in ("“^", "Hà", "Văn", "Phúc", "~", "1")]
    assert [word.text for word in trimmed(words)] == ["Hà", "Văn", "Phúc"]
