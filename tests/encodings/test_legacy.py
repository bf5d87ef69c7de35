import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.encodings import Legacy, convert
from pipeline.encodings.tables import BASES, LOWER, TCVN3, UPPER, VISCII, VNI, VPS

TABLES: dict[Legacy, dict[str, str]] = {"tcvn3": TCVN3, "vni": VNI, "vps": VPS, "viscii": VISCII}
LETTERS = [letter for forms in LOWER for letter in forms]
CAPITALS = [letter for forms in UPPER for letter in forms]
VIQR = {
    "\u0306": "(",
    "\u0302": "^",
    "\u031b": "+",
    "\u0301": "'",
    "\u0300": "`",
    "\u0309": "?",
    "\u0303": "~",
    "\u0323": ".",
}


def encoded(text: str, encoding: Legacy) -> str:
    """The text in a legacy encoding, as Latin-1 characters: the inverse of the tables."""
    inverse: dict[str, str] = {}
    for code, letter in TABLES[encoding].items():
        inverse.setdefault(letter, code)
    return "".join(inverse.get(char, char) for char in text)


def in_viqr(text: str) -> str:
    out = []
    for char in text:
        if char in "đĐ":
            out.append("dd" if char == "đ" else "DD")
            continue
        first, *marks = list(unicodedata.normalize("NFD", char))
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0309\u0303\u0323"]
        shapes = [mark for mark in marks if mark not in tones]
        out.append(first + "".join(VIQR[mark] for mark in shapes + tones))
    return "".join(out)


@pytest.mark.parametrize(("encoding", "letter"), list(itertools.product(("tcvn3", "vni", "vps", "viscii"), LETTERS)))
def test_every_letter_comes_back(encoding: Legacy, letter: str) -> None:
    assert convert(encoded(letter, encoding), encoding) == letter


@pytest.mark.parametrize(("encoding", "letter"), list(itertools.product(("vni", "vps", "viscii"), CAPITALS)))
def test_every_capital_comes_back(encoding: Legacy, letter: str) -> None:
    assert convert(encoded(letter, encoding), encoding) == letter


@pytest.mark.parametrize("encoding", ["vps", "viscii", "tcvn3"])
def test_no_code_stands_for_two_letters(encoding: Legacy) -> None:
    letters = list(TABLES[encoding].values())
    assert len(letters) == len(set(letters))
    assert all(len(code) == 1 for code in TABLES[encoding])


def test_tables_cover_all_letters_beyond_ascii() -> None:
    assert len(BASES) == 13
    for table in (VPS, VISCII, VNI):
        reached = set(table.values()) | {chr(code) for code in range(256) if chr(code) not in table}
        assert set(LETTERS + CAPITALS) <= reached


SOME = "kế hoạch Ủy ban nhân dân quyết định số thực hiện nhiệm vụ Đường giữa nghĩa tỷ lệ phường"
WORDS = st.sampled_from(SOME.split())
SENTENCES = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@given(SENTENCES, st.sampled_from(("vni", "vps", "viscii")))
def test_sentences_come_back(sentence: str, encoding: Legacy) -> None:
    assert convert(encoded(sentence, encoding), encoding) == sentence


@given(SENTENCES)
def test_viqr_sentences_come_back(sentence: str) -> None:
    assert convert(in_viqr(sentence) + " x", "viqr") == sentence + " x"


def test_windows_1252_characters_are_their_codes() -> None:
    assert convert("th\u2030", "vps") == "thế"  # 0x89, which Windows-1252 shows as the per mille sign


def test_tcvn3_in_a_font_of_capitals_gives_capitals() -> None:
    assert convert("KÕ HO¹CH", "tcvn3") == "KẾ HOẠCH"
    assert convert("UBND x· B×nh Minh", "tcvn3") == "UBND xã Bình Minh"
    assert convert("KÕ ho¹ch n¨m", "tcvn3") == "Kế hoạch năm"


def test_viqr_keeps_the_full_stop_at_the_end_of_a_line() -> None:
    assert convert("thu+.c hie^.n nhie^.m vu.\nNa(m ho.c na`y.", "viqr").endswith("Năm học này.")


def test_viqr_leaves_plain_words_alone() -> None:
    assert convert("file.txt (draft)", "viqr") == "file.txt (draft)"
