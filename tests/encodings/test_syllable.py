import pytest

from pipeline.encodings import is_syllable, marked_share

RIGHT = """
kế hoạch nghiệp quyết thuỷ thủy giếng gì quý quốc khuya nguyễn nghiêng ngoằn tuýp ước yêu yến ủy đường xoong boong huýt
ghế kẻ cả Ủy HOẠCH oanh uyên
"""
WRONG = "hoat viêc nghành cế kà ngiệp thuk cquan sfra giaij phổí w z f ươc english"


@pytest.mark.parametrize("word", RIGHT.split())
def test_accepts_real_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", WRONG.split())
def test_refuses_what_cannot_be_a_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_takes_decomposed_text() -> None:
    assert is_syllable("ho\u0061\u0323ch")
    assert not is_syllable("ho\u0061\u0323\u0301ch")  # two tones


def test_abbreviations_do_not_count_as_words() -> None:
    assert marked_share("UBND HĐND MTTQ 12/KH-UBND") == (0, 0, 0)


def test_share_tells_right_text_from_garbage() -> None:
    good, marked, words = marked_share("Ủy ban nhân dân phường ban hành Kế hoạch")
    assert (good, words) == (9, 9)
    assert marked >= 5
    good, marked, words = marked_share("sfra doi, bo sung Iinh vvc kham benh cua Uy ban nhan dan")
    assert marked == 0
    assert good < words
