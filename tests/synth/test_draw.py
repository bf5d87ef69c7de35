from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.model import Cell, LineRole, MarkKind
from pipeline.synth import draw, gold_record, gold_text, prose
from pipeline.synth.fonts import REQUIRED
from pipeline.synth.frame import MOTTO, STATE
from pipeline.synth.sheet import DrawnPage
from pipeline.synth.style import Style, random_style
from tests.synth.examples import SMALL, described, small_plan, task_table


def drawn(style: Style = SMALL, **changes: Any) -> tuple[DrawnPage, ...]:
    if "block" in changes:
        changes.setdefault("footnotes", {})
    return draw(small_plan(**changes), style, np.random.default_rng(5))


def test_the_text_is_in_reading_order() -> None:
    text = gold_text(drawn()).split("\n")
    assert text[:8] == [
        "ỦY BAN NHÂN DÂN",
        "XÃ BÌNH LƯU",
        "Số: 07/KH-UBND",
        STATE,
        MOTTO,
        "Bình Lưu, ngày 09 tháng 01 năm 2025",
        "KẾ HOẠCH",
        "Trồng cây năm 2025",
    ]
    assert text[-6:] == [
        "Nơi nhận:",
        "- UBND huyện;",
        "- Lưu: VT.",
        "CHỦ TỊCH",
        "Đỗ Ngọc Ẩn",
        "¹ Thay thế Kế hoạch số 88/KH-UBND ngày 05/3/2024.",
    ]


def test_every_line_has_ink_in_its_box() -> None:
    (page,) = drawn(style=Style(dpi=100, seal=False))
    for line in page.lines:
        assert line.box is not None
        box = line.box
        assert 0 <= box.x0 < box.x1 <= page.raster.width
        assert 0 <= box.y0 < box.y1 <= page.raster.height
        part = page.raster.pixels[round(box.y0) : round(box.y1), round(box.x0) : round(box.x1)]
        assert part.min() < 100
        assert line.text == " ".join(word.text for word in line.words)


def test_nothing_but_the_lines_is_black() -> None:
    (page,) = drawn(style=Style(dpi=100, seal=False))
    left = page.raster.pixels.copy()
    for line in page.lines:
        assert line.box is not None
        left[int(line.box.y0) - 2 : int(line.box.y1) + 3, int(line.box.x0) - 3 : int(line.box.x1) + 4] = 255
    rows = np.flatnonzero((left < 128).any(axis=1))
    assert len(rows) <= 12  # the rules of the head, the title and the footnotes


def test_roles_tell_where_a_line_stands() -> None:
    (page,) = drawn()
    roles = [line.role for line in page.lines]
    assert [role for index, role in enumerate(roles) if index == 0 or role != roles[index - 1]] == [
        LineRole.HEADER_LEFT,
        LineRole.HEADER_RIGHT,
        LineRole.BODY,
        LineRole.RECIPIENTS,
        LineRole.SIGNATURE,
        LineRole.FOOTNOTE,
    ]


def test_seal_and_signature_are_marks_in_colour() -> None:
    (page,) = drawn()
    assert {mark.kind for mark in page.marks} == {MarkKind.SEAL, MarkKind.SIGNATURE}
    blue, _, red = (page.raster.pixels[..., channel].astype(int) for channel in range(3))
    assert ((red - blue) > 80).any()
    assert ((blue - red) > 80).any()


def test_a_page_without_ink_is_grey() -> None:
    (page,) = drawn(style=Style(dpi=100, seal=False))
    assert page.raster.pixels.ndim == 2


def test_handwritten_digits_stay_in_the_gold_text() -> None:
    (page,) = drawn(style=Style(dpi=100, seal=False, handwritten=True))
    assert page.raster.is_colour
    assert page.lines[2].text == "Số: 07/KH-UBND"


def test_a_long_text_runs_over_pages_with_numbers() -> None:
    pages = drawn(block=[{"p": f"Đoạn số {index}. " + "Nội dung cần thực hiện. " * 20} for index in range(12)])
    assert len(pages) >= 2
    numbers = [mark.text for page in pages for mark in page.marks if mark.kind is MarkKind.PAGE_NUMBER]
    assert numbers == [str(page.lines[0].page) for page in pages[1:]]
    assert not any(line.text in numbers for page in pages for line in page.lines)


def test_a_footnote_stands_on_the_page_of_its_mark() -> None:
    filler = [{"p": "Nội dung cần thực hiện. " * 25} for _ in range(8)]
    pages = drawn(block=[*filler, {"p": "Có chú thích¹ ở đây."}], footnotes={"1": "Thay thế cũ."})
    (marked,) = [page for page in pages if any("chú thích¹" in line.text for line in page.lines)]
    (noted,) = [page for page in pages if any(line.role is LineRole.FOOTNOTE for line in page.lines)]
    assert marked is noted
    assert gold_text(pages).count("Thay thế") == 1


def test_a_signature_is_never_alone_on_its_page() -> None:
    for count in range(6, 26):
        pages = drawn(block=[{"p": f"Đoạn {index} gồm vài chữ."} for index in range(count)])
        assert any(line.role is LineRole.BODY for line in pages[-1].lines)


def test_a_table_repeats_its_head_on_the_next_page() -> None:
    pages = drawn(block=[{"h1": "I. NHIỆM VỤ"}, task_table(30)])
    rows = [line for line in gold_text(pages).split("\n") if " | " in line]
    heads = [line for line in rows if line == "STT | Nội dung | Chủ trì | Thời gian"]
    assert len(pages) > 1
    assert len(heads) == sum(any(line.cell for line in page.lines) for page in pages)
    assert len(rows) - len(heads) == 30
    assert rows[1] == "1 | Nhiệm vụ thứ 1 cần nhiều chữ để tràn sang dòng sau | Văn phòng | Tháng 6/2025"


def test_a_head_of_two_rows_has_its_merged_cells_once() -> None:
    table = task_table(1)
    table["table"]["groups"] = [{"first": 2, "last": 3, "text": "Phân công"}]
    (page,) = drawn(block=[table])
    rows = [line for line in gold_text((page,)).split("\n") if " | " in line]
    assert rows[:2] == ["STT | Nội dung | Phân công", "Chủ trì | Thời gian"]
    cells = {line.text: line.cell for line in page.lines if line.cell}
    assert cells["STT"] == Cell(0, 0, 0, rows=2)
    assert cells["Phân công"] == Cell(0, 0, 2, columns=2)
    assert cells["Thời gian"] == Cell(0, 1, 3)
    tops = {line.text: line.box.y0 for line in page.lines if line.box}
    assert tops["Phân công"] < tops["STT"] < tops["Chủ trì"] < tops["1"]


def test_a_row_higher_than_a_page_is_cut() -> None:
    table = task_table(1)
    table["table"]["rows"][0][1] = "Nội dung rất dài của nhiệm vụ này. " * 120
    pages = drawn(block=[table])
    assert len(pages) > 1
    words = " ".join(line.text for page in pages for line in page.lines if line.cell and line.cell.column == 1).split()
    assert words.count("nhiệm") == 120


def test_an_annex_may_lie_across() -> None:
    annex = {
        "label": "PHỤ LỤC",
        "title": "DANH MỤC",
        "attached_to": "(Kèm theo [[Kế hoạch số 07/KH-UBND]])",
        "landscape": True,
        "block": [task_table(2)],
    }
    first, last = drawn(annex=[annex])
    assert first.raster.width < first.raster.height
    assert last.raster.width > last.raster.height
    assert [line.text for line in last.lines[:3]] == ["PHỤ LỤC", "DANH MỤC", "(Kèm theo Kế hoạch số 07/KH-UBND)"]


def test_a_letter_without_glyph_is_refused() -> None:
    with pytest.raises(UsageError, match="漢"):
        drawn(title=["漢"])


def test_mere_text_has_no_head_and_no_signature() -> None:
    content = prose(["Một đoạn văn.", " ", "Đoạn khác."])
    pages = draw(content, SMALL, np.random.default_rng(0))
    assert gold_text(pages) == "Một đoạn văn.\nĐoạn khác."
    document = gold_record(content, pages)["document"]
    assert not any(document.values())
    assert pages[0].marks == ()


def test_same_seed_same_page() -> None:
    assert np.array_equal(drawn()[0].raster.pixels, drawn()[0].raster.pixels)


@given(texts=st.lists(st.text(alphabet=REQUIRED + "    ", min_size=1, max_size=400), min_size=1, max_size=4))
@settings(deadline=None, max_examples=25)
def test_no_word_is_lost(texts: list[str]) -> None:
    pages = draw(prose(texts), SMALL, np.random.default_rng(0))
    drawn_text = "".join(line.text for page in pages for line in page.lines)
    assert drawn_text.replace(" ", "") == "".join("".join(texts).split())


@given(seed=st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=10)
def test_any_style_can_be_drawn(seed: int) -> None:
    rng = np.random.default_rng(seed)
    style = random_style(rng)
    small = Style(**{**{name: getattr(style, name) for name in Style.__slots__}, "dpi": 75})
    pages = draw(small_plan(block=[*described()["block"], task_table(3)]), small, rng)
    assert "Nhiệm vụ thứ 3" in gold_text(pages)
