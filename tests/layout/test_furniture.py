"""What the pages of a document repeat at their edges is told apart from what they say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings

from pipeline.layout import part_furniture
from pipeline.model import Box, Cell, Line, LineRole, Mark, MarkKind, Page, PageOrigin
from pipeline.reading import compose
from pipeline.synth import draw
from pipeline.synth.content import Content, Paragraph, plain
from pipeline.synth.sentences import Sentences
from tests.strategies import papers
from tests.synth.examples import SMALL

WIDTH, HEIGHT, TALL, PITCH = 1000, 1400, 20, 30
TOP, FOOT = 60, 1340
PROSE = (
    "Các khu phố tổ chức họp dân để thống nhất giờ thu gom.",
    "Phòng Tài nguyên kiểm tra các điểm tập kết hằng tuần.",
    "Đoàn phường vận động đoàn viên ra quân sáng thứ bảy.",
    "Trường học đưa nội dung phân loại vào giờ sinh hoạt.",
    "Kinh phí lấy từ nguồn sự nghiệp môi trường được giao.",
)


def line(
    page: int, text: str, y: float, role: LineRole = LineRole.BODY, cell: Cell | None = None, x: float = 120
) -> Line:
    return Line(page, text, text, Box(page, x, y, x + 9 * len(text), y + TALL), role=role, cell=cell)


def paper(count: int, *edges: Line, first: float = 140) -> list[Line]:
    """Return pages of prose, each line of which is another, with `edges` where they stand."""
    lines = list(edges)
    lines += [
        line(page, f"{PROSE[(page + row) % 5][row % 7 :]} {PROSE[(page * row) % 5]}", first + PITCH * row)
        for page in range(1, count + 1)
        for row in range(40)
    ]
    return sorted(lines, key=lambda line: (line.page, line.box.y0 if line.box else 0))


def sheets(count: int, *marks: Mark) -> list[Page]:
    return [
        Page(
            number, WIDTH, HEIGHT, 120, PageOrigin.OCR, marks=tuple(m for m in marks if m.box and m.box.page == number)
        )
        for number in range(1, count + 1)
    ]


def furniture(lines: Sequence[Line], pages: Sequence[Page]) -> list[tuple[int, str]]:
    found = part_furniture(lines, pages)
    assert [(line.page, line.text, line.box) for line in found] == [(line.page, line.text, line.box) for line in lines]
    return [(line.page, line.text) for line in found if line.role is LineRole.FURNITURE]


HEADS = (
    "BÁO CÁO CÔNG TÁC NĂM 2024",
    "BÁO CÁO CÔNG TAC NĂM 2024",
    "BÁO CÁ0 CÔNG TÁC NĂM 2024",
    "BÁO CÁO CÔNG TÁC NĂM 2024",
)


def test_a_running_head_is_found_though_the_engine_read_it_otherwise() -> None:
    heads = [line(page, text, TOP + page) for page, text in enumerate(HEADS, 2)]

    assert furniture(paper(5, *heads), sheets(5)) == [(head.page, head.text) for head in heads]


def test_a_foot_of_two_lines_with_the_number_of_the_page_in_it() -> None:
    feet = [
        part
        for page in range(1, 5)
        for part in (line(page, "Công ty in Minh Họa", FOOT), line(page, f"Trang {page}/4", FOOT + PITCH))
    ]

    assert furniture(paper(4, *feet, first=60), sheets(4)) == [(foot.page, foot.text) for foot in feet]


def test_odd_and_even_pages_may_have_heads_of_their_own() -> None:
    heads = [line(page, "CÔNG BÁO/Số 12" if page % 2 else "Tỉnh Minh Họa ban hành", TOP) for page in range(1, 8)]

    assert len(furniture(paper(7, *heads), sheets(7))) == 7


@pytest.mark.parametrize("count", [2, 3])
def test_a_short_document_shows_its_head_apart_from_the_text(count: int) -> None:
    heads = [line(page, "Tài liệu tập huấn nội bộ", TOP) for page in range(4 - count, 4)]

    assert len(furniture(paper(3, *heads), sheets(3))) == count


def test_two_lines_alike_as_near_as_lines_of_a_paragraph_are_text() -> None:
    heads = [line(page, "Tài liệu tập huấn nội bộ", TOP) for page in (2, 3)]

    assert furniture(paper(3, *heads, first=TOP + PITCH), sheets(3)) == []


def test_numbers_count_with_those_of_other_pages() -> None:
    mark = Mark(MarkKind.PAGE_NUMBER, Box(2, 500, 40, 510, 60), "2")
    numbers = [line(3, "- 3 -", TOP), line(4, "4", TOP), line(5, "17", TOP)]

    assert furniture(paper(5, *numbers), sheets(5, mark)) == [(3, "- 3 -"), (4, "4")]


def test_a_number_in_a_table_or_before_a_sentence_is_no_page_number() -> None:
    lines = [
        *(line(page, str(page), TOP, LineRole.TABLE, Cell(0, 0, 0)) for page in (1, 2, 3)),
        *(line(page, f"{page}. Tổ chức thực hiện", FOOT) for page in (1, 2, 3)),
    ]

    assert furniture(paper(3, *lines), sheets(3)) == []


def test_two_pages_that_happen_to_begin_alike_have_no_head() -> None:
    alike = [line(page, "Khi dự án được điều chỉnh theo quy định hoặc khi", 140 - PITCH) for page in (19, 20)]

    assert furniture(paper(24, *alike), sheets(24)) == []


def test_heads_of_papers_and_labels_of_annexes_are_what_the_document_says() -> None:
    lines: list[Line] = []
    for page in range(2, 6):
        lines += [line(page, "BỘ MINH HỌA", TOP), line(page, f"PHỤ LỤC {page - 1}", TOP + PITCH)]
        lines += [line(page, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", TOP + 2 * PITCH, LineRole.HEADER_RIGHT)]

    assert furniture(paper(5, *lines, first=200), sheets(5)) == []


def test_the_edges_of_a_page_on_its_side_are_where_its_text_begins() -> None:
    def turned(one: Line) -> Line:
        box = one.box
        assert box is not None
        stored = Box(box.page, box.y0, WIDTH - box.x1, box.y1, WIDTH - box.x0)
        return Line(one.page, one.read, one.text, stored)

    heads = [line(page, "BÁO CÁO CÔNG TÁC NĂM", TOP) for page in (2, 3, 4)]
    lines = [turned(one) for one in paper(4, *heads)]
    pages = [Page(number, HEIGHT, WIDTH, 120, PageOrigin.OCR, 90) for number in range(1, 5)]

    assert [page for page, _ in furniture(lines, pages)] == [2, 3, 4]


@pytest.mark.parametrize("seed", range(3))
def test_the_running_head_of_a_drawn_document(seed: int) -> None:
    rng = np.random.default_rng(seed)
    made = Sentences(rng, 2025)
    blocks = tuple(Paragraph(plain(f"{made.one('duty')}, {made.one('duty')}, {made.one('duty')}.")) for _ in range(60))
    pages = draw(Content(None, "", (), None, blocks, running="Tài liệu họp giao ban tháng 6"), SMALL, rng)
    lines = [line for page in pages for line in page.lines]
    plain_lines = [Line(line.page, line.read, line.text, line.box, line.words) for line in lines]
    sizes = [page.raster for page in pages]
    known = [Page(number, size.width, size.height, size.dpi, PageOrigin.OCR) for number, size in enumerate(sizes, 1)]

    assert len(pages) > 2
    assert [line.role for line in part_furniture(plain_lines, known)] == [line.role for line in lines]


@settings(deadline=None, max_examples=50)
@given(papers())
def test_only_roles_change(lines: tuple[Line, ...]) -> None:
    pages = [Page(number, 1000, 1400, 100, PageOrigin.OCR) for number in range(1, 9)]

    assert compose(part_furniture(lines, pages)).text == compose(lines).text
