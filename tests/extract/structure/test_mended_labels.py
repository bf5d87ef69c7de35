from __future__ import annotations

from dataclasses import replace

from pipeline.extract.structure.blocks import blocks
from pipeline.extract.structure.mended_labels import mended_labels
from pipeline.reading import compose
from tests.extract.texts import reading_of


def _mended(text: str, confidence: float) -> list[str]:
    reading = compose([replace(line, confidence=confidence) for line in reading_of(text).lines])
    return [label for label, _ in mended_labels(reading, blocks(reading)).values()]


def test_a_numeral_that_cannot_stand() -> None:
    assert _mended("I. MỤC ĐÍCH\nHọp.\nL. ĐỐI TƯỢNG\nHọp.\nIII. NỘI DUNG\nHọp.\n", 1.0) == ["II"]


def test_a_numeral_that_the_next_one_bears_out() -> None:
    assert _mended("I. MỤC ĐÍCH\nHọp.\nII. YÊU CẦU\nHọp.\nII. NỘI DUNG\nHọp.\nIV. KHÁC\nHọp.\n", 1.0) == ["III"]


def test_the_last_numeral_is_doubted_only_in_a_scan() -> None:
    text = "I. MỤC ĐÍCH\nHọp.\nII. YÊU CẦU\nHọp.\nII. NỘI DUNG\nHọp.\n"
    assert _mended(text, 1.0) == []
    assert _mended(text, 0.9) == ["III"]


def test_odd_numbering_that_is_no_confusion_is_kept() -> None:
    text = "I. MỤC ĐÍCH\nHọp.\nIV. YÊU CẦU\nHọp.\nIII. NỘI DUNG\nHọp.\nIV. KHÁC\nHọp.\n"
    assert _mended(text, 0.9) == []


def test_a_one_read_as_i() -> None:
    text = "II. NỘI DUNG\nI. Họp dân mỗi tháng.\n2. Treo băng rôn.\n"
    assert _mended(text, 0.9) == ["1"]
    assert _mended(text, 1.0) == []


def test_a_compound_whose_first_figure_was_misread() -> None:
    text = "5. Phân công\n5.1. Phòng Nội vụ\n$.2. Phòng Tư pháp\n3.3. Các khu phố\n6. Tiến độ\n"
    assert _mended(text, 0.9) == ["5.3"]
    assert _mended(text, 1.0) == []


def test_numerals_between_two_right_ones() -> None:
    text = "I. MỤC ĐÍCH\nHọp.\nI. YÊU CẦU\nHọp.\nII. NỘI DUNG\nHọp.\nIV. KHÁC\nHọp.\n"
    assert _mended(text, 0.9) == ["II", "III"]


def test_odd_numbering_between_right_numerals_is_kept_where_it_is_no_confusion() -> None:
    text = "I. MỤC ĐÍCH\nHọp.\nII. YÊU CẦU\nHọp.\nIII. NỘI DUNG\nHọp.\nIII. KHÁC\nHọp.\nV. KINH PHÍ\nHọp.\n"
    assert _mended(text, 0.9) == []


def test_numerals_read_as_figures_or_letters() -> None:
    assert _mended("1. MỤC ĐÍCH\nHọp.\nII. YÊU CẦU\nHọp.\nHI. NỘI DUNG\nHọp.\n", 0.9) == ["I", "III"]
    assert _mended("I. MỤC ĐÍCH\nHọp.\n11. YÊU CẦU\nHọp.\nIII. NỘI DUNG\nHọp.\n", 0.9) == ["II"]


def test_a_letter_read_as_a_figure() -> None:
    text = "1. Phòng Nội vụ\n3) Họp dân mỗi tháng.\nb) Treo băng rôn.\n"
    assert _mended(text, 0.9) == ["a"]
    assert _mended(text, 1.0) == []


def test_a_crossed_d_behind_a_plain_one() -> None:
    text = "c) Quét sân.\nd) Tưới cây.\nd) Lau cửa.\n"
    assert _mended(text + "e) Tắt đèn.\n", 1.0) == ["đ"]
    assert _mended(text, 0.9) == ["đ"]
    assert _mended(text, 1.0) == []
