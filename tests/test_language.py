from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import (
    VIETNAMESE_LETTERS,
    fold,
    from_roman,
    nfc,
    old_tone_placement,
    strip_marks,
    to_roman,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("KẾ HOẠCH số 12/KH-UBND", "ke hoach so 12/kh-ubnd"),
        ("Đắk Lắk", "dak lak"),
        (unicodedata.normalize("NFD", "Ủy ban"), "uy ban"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_every_letter_strips_to_ascii() -> None:
    assert all(strip_marks(letter).isascii() for letter in VIETNAMESE_LETTERS)
    assert len(VIETNAMESE_LETTERS) == 12 * 6 + 17  # twelve vowels with six tones, and the consonants


@given(st.text(alphabet=[*sorted(VIETNAMESE_LETTERS), "Đ", "Ế", " "], max_size=30))
def test_stripping_keeps_length_and_case(text: str) -> None:
    bare = strip_marks(text)
    assert len(bare) == len(text)
    assert [char.isupper() for char in bare] == [char.isupper() for char in text]


@given(st.text(max_size=40))
def test_stripping_and_nfc_are_idempotent(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)
    assert strip_marks(strip_marks(text)) == strip_marks(text)


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("hoá", "hóa"), ("Thuỷ", "Thủy"), ("khoẻ", "khỏe"), ("UỶ BAN", "ỦY BAN"),
        ("quý", "quý"), ("quỷ", "quỷ"), ("toàn", "toàn"), ("hóa", "hóa"), ("huỳnh", "huỳnh"),
    ],
)  # fmt: skip
def test_old_tone_placement(new: str, old: str) -> None:
    assert old_tone_placement(new) == old


@given(st.integers(1, 3999))
def test_roman_numerals_go_there_and_back(number: int) -> None:
    assert from_roman(to_roman(number)) == number


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_numbers_without_a_roman_numeral(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        to_roman(number)


@pytest.mark.parametrize("text", ["", "IIX", "IC", "abc", "VV", "iv"])
def test_what_is_no_roman_numeral(text: str) -> None:
    assert from_roman(text) is None
