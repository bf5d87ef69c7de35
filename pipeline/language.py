"""The letters and syllables of Vietnamese: folding, marks, tone placement, roman numerals.

Pure functions on strings. `fold` is what every search in the program compares with.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile("[\u0300-\u036f]")
_D_STROKE = str.maketrans("đĐ", "dD")

VIETNAMESE_LETTERS = frozenset(
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
)
"""The lower-case letters of Vietnamese, with all tones."""


def nfc(text: str) -> str:
    """Return `text` in Unicode normalisation form C."""
    return unicodedata.normalize("NFC", text)


def strip_marks(text: str) -> str:
    """Return `text` without diacritics, case kept, đ as d.

    >>> strip_marks("Ủy ban nhân dân Quận 1, Đống Đa")
    'Uy ban nhan dan Quan 1, Dong Da'
    """
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _MARKS.sub("", decomposed)).translate(_D_STROKE)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return `text` for comparing: no diacritics, đ as d, lower case.

    >>> fold("KẾ HOẠCH số 12/KH-UBND, Đắk Lắk")
    'ke hoach so 12/kh-ubnd, dak lak'
    """
    return strip_marks(text).casefold()


_TONES = "\u0300\u0301\u0309\u0303\u0323"
_OPEN_NEW_STYLE = re.compile(rf"(?<![qQ])([oOuU])([aAeEyY])([{_TONES}])(?![^\W\d_]|[\u0300-\u036f])")
_VALID_CLUSTER = frozenset({"oa", "oe", "uy"})


@lru_cache(maxsize=65536)
def old_tone_placement(text: str) -> str:
    """Return `text` with the tone of open oa, oe, uy on the first vowel (hóa for hoá), in NFC.

    Only for comparing: documents keep what the paper has.

    >>> old_tone_placement("hoá, thuỷ, khoẻ, quý, toàn, Uỷ")
    'hóa, thủy, khỏe, quý, toàn, Ủy'
    """

    def move(match: re.Match[str]) -> str:
        first, second, tone = match.groups()
        return first + tone + second if (first + second).lower() in _VALID_CLUSTER else match.group()

    return nfc(_OPEN_NEW_STYLE.sub(move, unicodedata.normalize("NFD", text)))


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def to_roman(number: int) -> str:
    """Return `number` (1 to 3999) as a roman numeral.

    >>> to_roman(14)
    'XIV'
    """
    if not 1 <= number <= 3999:
        raise ValueError(number)
    out = []
    for value, digits in _ROMAN:
        count, number = divmod(number, value)
        out.append(digits * count)
    return "".join(out)


def from_roman(text: str) -> int | None:
    """Return the value of a roman numeral in capitals, or None where `text` is not a well-formed one.

    >>> from_roman("XIV"), from_roman("IIX"), from_roman("")
    (14, None, None)
    """
    if not text or any(char not in _ROMAN_DIGITS for char in text):
        return None
    total = 0
    for char, following in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN_DIGITS[char]
        total += -value if following and _ROMAN_DIGITS[following] > value else value
    return total if 1 <= total <= 3999 and to_roman(total) == text else None
