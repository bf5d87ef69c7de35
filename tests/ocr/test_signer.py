"""Names and titles of signers are known by their words."""

from __future__ import annotations

import pytest

from pipeline.model import Box, Word
from pipeline.ocr.signer import is_name, is_title, trimmed


@pytest.mark.parametrize("name", ["Trần Phước Hiền", "Võ Phiên", "Nguyễn Thị Hồng Hạnh", "Đặng Văn Minh"])
def test_names(name: str) -> None:
    assert is_name(name.split())


@pytest.mark.parametrize(
    "other", ["Trần", "rần Ngọc Căng", "Sở Nội vụ", "Quốc Việt", "Trần Ngọx Căng", "TRẦN VĂN AN", ""]
)
def test_what_is_no_name(other: str) -> None:
    assert not is_name(other.split())


@pytest.mark.parametrize("title", ["CHỦ TỊCH", "KT. GIÁM ĐỐC", "TM. ỦY BAN NHÂN DÂN", "TM. UỶ BAN NHÂN DÂN"])
def test_titles(title: str) -> None:
    assert is_title(title.split())


@pytest.mark.parametrize("other", ["TỊCH", "SHỦ TỊCH", "Chủ tịch", "KT. TM.", "GIÁM ĐÓC", ""])
def test_what_is_no_title(other: str) -> None:
    assert not is_title(other.split())


def test_strokes_at_either_end_are_left_out() -> None:
    words = [Word(text, Box(1, 0, 0, 9, 9), 0.9) for text in ("“^", "Hà", "Văn", "Phúc", "~", "1")]
    assert [word.text for word in trimmed(words)] == ["Hà", "Văn", "Phúc"]
