"""A table that goes on over a page break is one table, and a row that the break cut is one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from pipeline.layout import join_tables
from pipeline.model import Box, Cell, Line, LineRole, Page, PageOrigin, Word
from pipeline.reading import compose
from pipeline.synth import draw
from pipeline.synth.content import Annex, Content, Paragraph, Row, Table, plain
from pipeline.synth.sentences import Sentences
from pipeline.synth.sheet import DrawnPage
from tests.strategies import papers
from tests.synth.examples import SMALL

WIDTH, HEIGHT, TALL, PITCH = 1000, 1400, 18, 24
EDGES = (100, 160, 560, 740)
HEAD = ("TT", "Nội dung", "Đơn vị", "Thời gian")
Texts = tuple[str, ...]


def page(number: int, rotation: int = 0) -> Page:
    sideways = rotation in (90, 270)
    size = (HEIGHT, WIDTH) if sideways else (WIDTH, HEIGHT)
    return Page(number, *size, 120, PageOrigin.OCR, rotation=rotation)


def turned(box: Box, rotation: int) -> Box:
    """Put a box of the upright page on a page that is stored turned by `rotation` against the clock."""
    if rotation == 90:
        return Box(box.page, box.y0, WIDTH - box.x1, box.y1, WIDTH - box.x0)
    if rotation == 270:
        return Box(box.page, HEIGHT - box.y1, box.x0, HEIGHT - box.y0, box.x1)
    return box


def line(number: int, text: str, x: float, y: float, cell: Cell | None = None, rotation: int = 0) -> Line:
    words = []
    for part in text.split():
        box = Box(number, x, y, x + 9 * len(part), y + TALL)
        words.append(Word(part, turned(box, rotation), 0.9))
        x += 9 * len(part) + 8
    whole = Box(number, 0, 0, 1, 1)
    if words:
        boxes = [word.box for word in words]
        whole = Box(
            number,
            min(b.x0 for b in boxes),
            min(b.y0 for b in boxes),
            max(b.x1 for b in boxes),
            max(b.y1 for b in boxes),
        )
    return Line(number, text, text, whole, tuple(words), role=LineRole.TABLE if cell else LineRole.BODY, cell=cell)


def table(
    number: int, *rows: Texts, top: float = 200, rotation: int = 0, spans: dict[tuple[int, int], int] | None = None
) -> list[Line]:
    """Return the lines of a ruled table; the lines of a cell are parted by a stroke, `spans` are its merged cells."""
    spans = spans or {}
    covered = {(row + below, column) for (row, column), tall in spans.items() for below in range(1, tall)}
    found: list[Line] = []
    for index, row in enumerate(rows):
        most = max(len(text.split("/")) for text in row)
        for column, text in enumerate(row):
            if (index, column) not in covered:
                place = Cell(0, index, column, spans.get((index, column), 1))
                for step, part in enumerate(text.split("/")):
                    found.append(line(number, part, EDGES[column], top + PITCH * step, place, rotation))
        top += PITCH * (most + 1)
    return found


def joined(*pages: Sequence[Line], rotations: Sequence[int] = ()) -> tuple[Line, ...]:
    rotations = rotations or (0,) * len(pages)
    sheets = [page(number + 1, rotation) for number, rotation in enumerate(rotations)]
    return join_tables([line for lines in pages for line in lines], sheets)


def rows(lines: Sequence[Line]) -> list[str]:
    return compose([line for line in lines if line.role is not LineRole.FURNITURE]).text.split("\n")


FULL = ("1", "Rà soát các khu tập kết rác và/lập danh sách những hộ chưa có", "Phòng Tài nguyên", "Quý II")
REST = ("", "thùng chứa để cấp mới.", "", "")
NEXT = ("2", "Tuyên truyền phân loại rác.", "Đoàn phường", "Quý III")


@pytest.mark.parametrize("head", [(), (HEAD,)])
@pytest.mark.parametrize("rotations", [(0, 0), (270, 90)])
def test_the_rest_of_a_cut_row_goes_where_the_row_begins(head: tuple[Texts, ...], rotations: tuple[int, int]) -> None:
    first, second = rotations
    found = joined(
        table(1, HEAD, FULL, rotation=first), table(2, *head, REST, NEXT, rotation=second), rotations=rotations
    )

    assert rows(found) == [
        "TT | Nội dung | Đơn vị | Thời gian",
        "1 | Rà soát các khu tập kết rác và lập danh sách những hộ chưa có thùng chứa để cấp mới. "
        "| Phòng Tài nguyên | Quý II",
        "2 | Tuyên truyền phân loại rác. | Đoàn phường | Quý III",
    ]
    rest = next(line for line in found if line.text.startswith("thùng"))
    assert (rest.page, rest.box.page if rest.box else None, rest.words[0].box.page) == (2, 2, 2)
    assert rest.cell == Cell(0, 1, 1, page=1)
    assert {line.cell.page or line.page for line in found if line.cell} == {1}
    assert [line.text for line in found if line.role is LineRole.FURNITURE] == [text for row in head for text in row]


def test_a_row_may_be_cut_twice() -> None:
    found = joined(
        table(1, HEAD, FULL),
        table(2, HEAD, ("", "thùng chứa để cấp mới và/thay những thùng đã", "", "")),
        table(3, HEAD, ("", "hỏng nhiều năm.", "", ""), NEXT),
    )

    assert rows(found)[1].split(" | ")[1].endswith("để cấp mới và thay những thùng đã hỏng nhiều năm.")
    assert rows(found)[2].startswith("2 | Tuyên truyền")
    assert len(rows(found)) == 3


def test_a_row_of_its_own_stays_one() -> None:
    own = ("", "Tuyên truyền phân loại rác", "Đoàn phường", "Quý III")
    found = joined(table(1, HEAD, ("1", "Rà soát các khu tập kết rác", "Phòng Tài nguyên", "Quý II")), table(2, own))

    assert rows(found)[1:] == [
        "1 | Rà soát các khu tập kết rác | Phòng Tài nguyên | Quý II",
        "| Tuyên truyền phân loại rác | Đoàn phường | Quý III",
    ]
    assert {line.cell.row for line in found if line.cell and line.page == 2} == {2}, "rows count on"


def test_figures_never_go_on() -> None:
    found = joined(
        table(1, HEAD, ("1", "Thu ngân sách, trong đó", "1.250", "98")), table(2, ("", "thu nội địa", "830", "91"))
    )

    assert rows(found)[1:] == ["1 | Thu ngân sách, trong đó | 1.250 | 98", "| thu nội địa | 830 | 91"]


def test_words_that_ended_above_the_foot_of_their_row_do_not_go_on() -> None:
    short = ("1", "Rà soát các khu tập kết", "Phòng Tài nguyên/và Môi trường/chủ trì", "Quý II")
    found = joined(table(1, HEAD, short), table(2, ("", "theo dõi, đôn đốc", "", ""), NEXT))

    assert rows(found)[2] == "| theo dõi, đôn đốc | |"


def test_the_rest_of_a_list_in_one_cell_is_known_by_the_empty_cells_beside_it() -> None:
    listed = ("1", "Căn cứ:/- Luật Đất đai;/- Luật Nhà ở;", "Sở Xây dựng", "Quý I")
    found = joined(table(1, HEAD, listed), table(2, HEAD, ("", "- Luật Quy hoạch.", "", ""), NEXT))

    assert rows(found)[1] == "1 | Căn cứ: - Luật Đất đai; - Luật Nhà ở; - Luật Quy hoạch. | Sở Xây dựng | Quý I"


def test_a_merged_cell_reaches_over_the_break() -> None:
    above = table(1, HEAD, ("1", "Thu gom rác hằng ngày.", "Phòng Tài nguyên", "Quý II"), FULL, spans={(1, 2): 2})
    below = table(2, HEAD, ("2", "Tuyên truyền.", "", "Quý III"), ("3", "Tập huấn.", "", "Quý IV"), spans={(1, 2): 2})
    found = joined(above, below)

    merged = [line for line in found if line.cell and line.text == "Phòng Tài nguyên"]
    assert [line.cell.row + line.cell.rows for line in merged if line.cell] == [6], (
        "down to the last row, head included"
    )
    assert rows(found)[3:] == ["2 | Tuyên truyền. | Quý III", "3 | Tập huấn. | Quý IV"]


@pytest.mark.parametrize(
    "below",
    [
        pytest.param([line(2, "II. TỔ CHỨC THỰC HIỆN", 160, 100), *table(2, NEXT)], id="a heading between"),
        pytest.param(table(2, ("STT", "Họ và tên", "Chức vụ", "Ghi chú"), NEXT), id="another head"),
        pytest.param([line for line in table(2, NEXT) if line.cell and line.cell.column < 3], id="fewer columns"),
        pytest.param([line(2, "Các đơn vị báo cáo trước ngày 15.", 160, 100)], id="no table"),
    ],
)
def test_another_table_is_left_alone(below: list[Line]) -> None:
    above = table(1, HEAD, FULL)

    assert joined(above, below) == (*above, *below)


def test_columns_that_stand_elsewhere_are_another_table() -> None:
    above, below = table(1, HEAD, FULL), table(2, NEXT)
    moved = [
        replace(line, box=line.box and replace(line.box, x0=line.box.x0 + 230, x1=line.box.x1 + 230)) for line in below
    ]

    assert joined(above, moved) == (*above, *moved)


def test_footnotes_page_numbers_and_blank_pages_stand_between_without_harm() -> None:
    note = replace(line(1, "¹ Theo Quyết định số 5.", 100, 1300), role=LineRole.FOOTNOTE)
    head = replace(line(3, "Báo cáo công tác năm", 100, 40), role=LineRole.FURNITURE)
    found = join_tables([*table(1, HEAD, FULL), note, head, *table(3, REST, NEXT)], [page(n) for n in (1, 2, 3)])

    assert rows(found)[1].split(" | ")[1].endswith("chưa có thùng chứa để cấp mới.")
    assert rows(found)[2:] == ["¹ Theo Quyết định số 5.", "2 | Tuyên truyền phân loại rác. | Đoàn phường | Quý III"]


@settings(deadline=None)
@given(papers())
def test_no_word_is_lost_and_every_word_keeps_its_place(lines: tuple[Line, ...]) -> None:
    sheets = [Page(number, 1000, 1400, 100, PageOrigin.OCR) for number in range(1, 9)]
    found = join_tables(lines, sheets)

    def words(of: Sequence[Line]) -> list[tuple[int, str, str]]:
        return sorted((line.page, line.read, repr(line.box)) for line in of if line.text)

    assert words(found) == words(lines)


def drawn(seed: int, *, head_again: bool, landscape: bool) -> tuple[Table, tuple[DrawnPage, ...]]:
    """Draw a task table over pages that cut its rows wherever they end."""
    rng = np.random.default_rng(seed)
    made = Sentences(rng, 2025)
    texts = [
        (str(number), made.one("duty"), f"{made.one('duty')}, {made.one('duty')}", made.phrase("when"))
        for number in range(1, 25)
    ]
    table = Table(
        (0.8, 4.0, 4.0, 2.0),
        "clll",
        tuple(map(plain, ("TT", "Nội dung công việc", "Yêu cầu", "Thời gian"))),
        tuple(Row(tuple(map(plain, row))) for row in texts),
        cut=True,
        head_again=head_again,
    )
    annex = Annex("PHỤ LỤC", "PHÂN CÔNG NHIỆM VỤ", None, (table,), landscape=landscape)
    content = Content(None, "", (), None, (Paragraph(plain("Các đơn vị thực hiện theo Phụ lục.")),), annexes=(annex,))
    return table, draw(content, SMALL, rng)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("head_again", "landscape"), [(True, False), (False, False), (True, True), (False, True)])
def test_drawn_tables_come_out_whole(seed: int, head_again: bool, landscape: bool) -> None:
    table, pages = drawn(seed, head_again=head_again, landscape=landscape)
    sheets = [
        Page(number, sheet.raster.width, sheet.raster.height, sheet.raster.dpi, PageOrigin.OCR)
        for number, sheet in enumerate(pages, 1)
    ]
    found = join_tables([line for sheet in pages for line in sheet.lines], sheets)

    wanted = ["|".join(cell.text for cell in row.cells).replace(" ", "") for row in table.rows]
    assert len(pages) > 2
    assert [row.replace(" ", "") for row in rows([line for line in found if line.cell])[1:]] == wanted
    again = [line.text for line in found if line.role is LineRole.FURNITURE]
    assert (
        len(again)
        == (len(pages) - 2) * sum(line.cell is not None and line.cell.row == 0 for line in found) * head_again
    )
