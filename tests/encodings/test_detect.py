import unicodedata

import pytest

from pipeline.encodings import convert_legacy, decode, detect_legacy
from tests.encodings.test_legacy import encoded, in_viqr

TEXT = (
    "Ủy ban nhân dân xã ban hành Kế hoạch thực hiện nhiệm vụ phòng, chống thiên tai năm 2024.\n"
    "Giao các trường học, trạm y tế và các thôn tổ chức tuyên truyền rộng rãi đến người dân; báo cáo trước ngày 15.\n"
)


def windows_1258(text: str) -> bytes:
    out = bytearray()
    for char in unicodedata.normalize("NFC", text):
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", char)
            tone = next(mark for mark in marks if mark in "\u0300\u0301\u0309\u0303\u0323")
            out += unicodedata.normalize("NFC", marks.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_in_any_form(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT


def test_decomposed_text_becomes_nfc() -> None:
    assert decode(unicodedata.normalize("NFD", TEXT).encode()).text == TEXT


def test_windows_1258() -> None:
    decoded = decode(windows_1258(TEXT))
    assert (decoded.encoding, decoded.text) == ("cp1258", TEXT)


@pytest.mark.parametrize("encoding", ["vni", "vps", "viscii"])
def test_legacy_bytes(encoding: str) -> None:
    decoded = decode(encoded(TEXT, encoding).encode("latin-1"))  # type: ignore[arg-type]
    assert (decoded.encoding, decoded.text) == (encoding, TEXT)
    assert decoded.confidence > 0.9


def test_tcvn3_bytes() -> None:
    text = TEXT.replace("Ủ", "ủ")  # TCVN3 has no capitals with tones
    decoded = decode(encoded(text, "tcvn3").encode("latin-1"))
    assert (decoded.encoding, decoded.text) == ("tcvn3", text)


@pytest.mark.parametrize("encoding", ["vni", "tcvn3", "vps"])
def test_legacy_text_that_was_saved_as_utf_8(encoding: str) -> None:
    text = TEXT.replace("Ủ", "ủ")
    assert decode(encoded(text, encoding).encode("utf-8")).text == text  # type: ignore[arg-type]


def test_viqr() -> None:
    decoded = decode(in_viqr(TEXT).encode("ascii"))
    assert decoded.encoding == "viqr"
    assert decoded.text == TEXT


def test_plain_english_and_unaccented_text_are_left_alone() -> None:
    for text in ("This is a plan (draft). Is it good? Yes!", "Uy ban nhan dan xa ban hanh ke hoach. Kinh gui: cac to."):
        assert decode(text.encode()).text == text
        assert detect_legacy(text) is None


def test_french_in_latin_1_is_not_taken_for_vietnamese() -> None:
    text = "Le Président de la République française a été élu; les députés étaient réunis à l'Assemblée générale."
    decoded = decode(text.encode("latin-1"))
    assert decoded.text == text
    assert decoded.encoding == "cp1252"


def test_right_unicode_is_not_converted() -> None:
    assert convert_legacy(TEXT).text == TEXT
    assert detect_legacy(TEXT) is None


def test_garbled_unicode_is_not_converted() -> None:
    """What a foreign OCR made of Vietnamese has marks here and there, but is in no legacy encoding."""
    text = "huàng ehun hóa, hin dti hóa, dtng bO hóa; dAu tu' xây dr cOng tác giáo dic 19 tiäng Trân trọng thông báo"
    assert detect_legacy(text) is None


def test_lost_bytes_do_not_raise() -> None:
    data = TEXT.encode()
    assert "nhân dân" in decode(data[:-60] + b"\xff" + data[-60:]).text
    decode(bytes(range(256)))
