from __future__ import annotations

import pytest

from pipeline.extract.header.head import read_head
from pipeline.extract.header.title import find_title
from tests.extract.texts import blocks_of


def _title(text: str) -> str | None:
    found = find_title(read_head(blocks_of(text)))
    return found.value if found else None


def test_lines_under_the_type() -> None:
    assert (
        _title("KẾ HOẠCH\nHọp dân năm 2025\ntại các khu phố\n-------\nI. NỘI DUNG\n")
        == "Họp dân năm 2025 tại các khu phố"
    )


def test_the_title_on_the_line_of_the_type() -> None:
    assert _title("UBND XÃ HÒA AN\nKẾ HOẠCH HỌP DÂN\nNĂM 2025\nI. NỘI DUNG\n") == "HỌP DÂN NĂM 2025"


def test_what_a_stamp_left_before_the_title_is_dropped() -> None:
    assert _title("CHỈ THỊ\nÔNGBAG 2 M: Về việc họp dân\nI. NỘI DUNG\n") == "Về việc họp dân"


def test_subject_of_a_letter_beside_the_date() -> None:
    text = (
        "UBND XÃ HÒA AN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 3/UBND-VP Độc lập - Tự do - Hạnh phúc\n"
        "V/v họp dân Hòa An, ngày 02 tháng 5 năm 2025\nđịnh kỳ\nKính gửi: Các khu phố\n"
    )
    assert _title(text) == "V/v họp dân định kỳ"


@pytest.mark.parametrize("text", ["", "KẾ HOẠCH\n", "Chỉ có một câu.\n", "KẾ HOẠCH\nI. NỘI DUNG\n"])
def test_no_title(text: str) -> None:
    assert _title(text) is None
