"""Marks of secrecy are told by place and form; the words alone say nothing."""

from __future__ import annotations

import pytest

from pipeline.extract import secrecy_of, unread_stamps
from pipeline.model import Box, Line, Mark, MarkKind, Page, PageOrigin, PageReading
from tests.extract.papers.pages import END, HEAD, PROSE, page


@pytest.mark.parametrize(
    ("written", "mark"),
    [
        ("MẬT", "MẬT"),
        ("TỐI MẬT", "TỐI MẬT"),
        ("TUYỆT MẬT", "TUYỆT MẬT"),
        ("Tối mật", "TỐI MẬT"),
        ("[ MẬT ]", "MẬT"),
        ("M Ậ T", "MẬT"),
        ("MAT", "MẬT"),
        ("TÓI MẶT", "TỐI MẬT"),
        ("TUYÊT MẬI", "TUYỆT MẬT"),
        ("Độ mật: Mật", "MẬT"),
        ("Số: 07-KH/ĐU TỐI MẬT", "TỐI MẬT"),
    ],
)
def test_a_mark_by_itself_in_the_head_is_one_however_it_is_read(written: str, mark: str) -> None:
    for place in (0, 3, 6, 7, 9):
        lines = [*HEAD, *PROSE, *END]
        lines.insert(place, written)
        assert secrecy_of(page(1, *lines)) == mark, place


@pytest.mark.parametrize(
    "line",
    [
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "VỀ CÔNG TÁC BẢO MẬT",
        "MẶT TRẬN TỔ QUỐC",
        "Bí mật nhà nước độ Tuyệt mật được quản lý riêng.",
        "mật",
        "Về việc mật",
        "CHỦ TỊCH",
        "TUYÊN QUANG",
    ],
)
def test_words_are_no_marks(line: str) -> None:
    for place in (0, 3, 7, 9):
        lines = [*HEAD, *PROSE, *END]
        lines.insert(place, line)
        assert secrecy_of(page(1, *lines)) is None, place


def test_a_word_in_the_body_is_no_mark() -> None:
    assert secrecy_of(page(1, *HEAD, *PROSE, *PROSE, *PROSE, "MẬT", *END)) is None
    assert secrecy_of(page(1, *HEAD[:6], "Kính gửi: Công an huyện", *PROSE, "MẬT")) is None
    assert secrecy_of(page(3, "MẬT", *PROSE)) is None


def test_a_paper_that_begins_later_in_the_file_is_looked_at() -> None:
    assert secrecy_of(page(7, *HEAD[:3], "MẬT", *HEAD[3:])) == "MẬT"
    assert secrecy_of(page(7, "PHỤ LỤC", "MẬT", *HEAD)) is None


def test_a_stamp_counts_on_every_page() -> None:
    stamp = Mark(MarkKind.SECRECY, Box(9, 100, 200, 200, 240), "TỐI MẬT")
    assert secrecy_of(page(9, *PROSE, marks=[stamp])) == "TỐI MẬT"
    other = Mark(MarkKind.URGENCY, Box(9, 100, 200, 200, 240), "HỎA TỐC")
    assert secrecy_of(page(1, *HEAD, marks=[other])) is None


@pytest.mark.parametrize("kind", [MarkKind.STAMP, MarkKind.CAPTION, MarkKind.WATERMARK])
def test_a_mark_that_a_program_laid_on_the_page_counts(kind: MarkKind) -> None:
    assert secrecy_of(page(5, *PROSE, marks=[Mark(kind, None, "TỐI MẬT\nBản số 3")])) == "TỐI MẬT"
    assert secrecy_of(page(5, *PROSE, marks=[Mark(kind, None, "Ký bởi: Văn phòng\nBảo mật")])) is None


def test_plain_text_has_its_columns_on_one_line() -> None:
    text = (
        "ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "  XÃ BÌNH LƯU                 Độc lập - Tự do - Hạnh phúc",
        "      MẬT              Bình Lưu, ngày 09 tháng 01 năm 2025",
        "                  KẾ HOẠCH",
    )
    lines = tuple(Line(1, line, line) for line in text)
    assert secrecy_of(PageReading(Page(1, 0, 0, 0, PageOrigin.PLAIN_TEXT), lines)) == "MẬT"
    assert secrecy_of(PageReading(Page(1, 0, 0, 0, PageOrigin.PLAIN_TEXT), lines[:2])) is None


def test_a_stamp_that_could_not_be_read_is_put_before_a_person() -> None:
    stamp = Mark(MarkKind.STAMP, Box(1, 100, 200, 200, 240))
    pages = [page(1, *HEAD, marks=[stamp]).page, page(2, *PROSE).page, page(3, marks=[stamp]).page]
    (problem,) = unread_stamps(pages)
    assert (problem.code, problem.page) == ("unread_stamp", 1)
