"""Where one scan holds several papers."""

from __future__ import annotations

import pytest

from pipeline.extract import split_papers
from pipeline.extract.papers.heads import head_of
from pipeline.model import Mark, MarkKind, PageReading
from tests.extract.papers.pages import END, HEAD, PROSE, page

NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def numbers(*pages: PageReading) -> list[list[int]]:
    """Return the numbers of the pages of each paper."""
    return [[one.page.number for one in paper] for paper in split_papers(pages)]


def test_a_head_at_the_top_of_a_page_begins_a_paper() -> None:
    assert numbers(page(1, *HEAD, *PROSE), page(2, *PROSE, *END), page(3, *HEAD, *END)) == [[1, 2], [3]]


def test_a_head_that_the_engine_bruised_begins_one_too() -> None:
    bruised = ("UY BAN NHAN DAN", "Số: 19/QĐ-UBND", "CỌNG HOA XA HỘI CHÙ NGHĨA VIỆT NAN", "ngày 4 tháng  năm 2025")
    assert numbers(page(1, *HEAD, *END), page(2, *bruised, *PROSE)) == [[1], [2]]


def test_behind_the_end_of_a_paper_number_and_date_are_enough() -> None:
    under_a_seal = (HEAD[0], HEAD[2], HEAD[5], *PROSE)
    assert numbers(page(1, *HEAD, *PROSE, *END), page(2, *under_a_seal)) == [[1], [2]]
    assert numbers(page(1, *HEAD, *PROSE), page(2, *under_a_seal)) == [[1, 2]]


@pytest.mark.parametrize(
    "lines",
    [
        ("PHỤ LỤC I", *HEAD),
        (*HEAD, "(Ban hành kèm theo Quyết định số 07/QĐ-UBND ngày 09/01/2025)"),
        ("Mẫu số 01", "TÊN CƠ QUAN", *HEAD),
        ("UBND XÃ", *NATION, "Số: ...../BC-UBND", "..., ngày ... tháng ... năm 2025", "BÁO CÁO"),
        ("UBND XÃ", *NATION, "Số:     /BC-UBND", "Bình Lưu, ngày     tháng     năm 2025", "BÁO CÁO"),
        (*NATION, "ĐƠN ĐỀ NGHỊ"),
        ("Căn cứ Quyết định số 5/QĐ-UBND ngày 4 tháng 3 năm 2024;", *PROSE),
    ],
    ids=["annex", "attached", "form", "dotted blanks", "empty blanks", "application", "citation"],
)
def test_annexes_forms_and_citations_begin_none(lines: tuple[str, ...]) -> None:
    assert numbers(page(1, *HEAD, *PROSE, *END), page(2, *lines, *PROSE)) == [[1, 2]]


def test_a_page_that_is_numbered_on_begins_none() -> None:
    numbered = page(2, *HEAD, marks=[Mark(MarkKind.PAGE_NUMBER, None, "- 2 -")])
    assert numbers(page(1, *HEAD, *END), numbered) == [[1, 2]]
    restarted = page(2, *HEAD, marks=[Mark(MarkKind.PAGE_NUMBER, None, "1")])
    assert numbers(page(1, *HEAD, *END), restarted) == [[1], [2]]
    assert head_of(page(3, "3", *PROSE)).page_number == 3
    stamped = page(2, *HEAD, marks=[Mark(MarkKind.PAGE_NUMBER, None, "519")])
    assert numbers(page(1, *HEAD, *END), stamped) == [[1], [2]], "no page of two has the number 519"


def test_covers_and_blank_pages_are_no_papers() -> None:
    cover, blank = page(1, "HỒ SƠ TRỒNG CÂY", "NĂM 2025"), page(2)
    assert numbers(cover, blank, page(3, *HEAD, *END), page(4), page(5, *HEAD)) == [[1, 2, 3, 4], [5]]


def test_a_head_in_the_middle_of_a_page_begins_none() -> None:
    filler = PROSE * 7
    assert numbers(page(1, *HEAD, *END), page(2, *filler, *HEAD)) == [[1, 2]]


def test_nothing_is_nothing() -> None:
    assert split_papers(()) == ()
