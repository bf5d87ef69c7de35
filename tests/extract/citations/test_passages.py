from __future__ import annotations

from pipeline.extract.citations.passages import Preamble, passages
from pipeline.extract.structure.blocks import blocks
from tests.extract.texts import reading_of

_TEXT = """\
KẾ HOẠCH
Trồng cây
Thực hiện Kế hoạch số 5/KH-UBND ngày 01/3/2031 của UBND tỉnh;

Ủy ban nhân dân xã ban hành Kế hoạch như sau:
I. MỤC ĐÍCH
- Các xã trồng cây theo Quyết định số
7/QĐ-UBND.
"""


def test_a_span_of_a_passage_leads_to_the_reading() -> None:
    reading = reading_of(_TEXT)

    (last,) = [one for one in passages(blocks(reading)) if "7/QĐ-UBND" in one.text]
    start = last.text.index("7/QĐ-UBND")
    first, end = last.span(start, start + len("7/QĐ-UBND"))

    assert reading.text[first:end] == "7/QĐ-UBND"
    assert "Quyết định số 7/QĐ-UBND" in last.text


def test_the_preamble_runs_from_the_first_basis_to_the_first_heading() -> None:
    preamble = Preamble(is_headed=True)
    is_open = {}
    for passage in passages(blocks(reading_of(_TEXT))):
        preamble.enter(passage)
        is_open[passage.text.split()[0]] = preamble.is_open

    assert is_open["Thực"]
    assert is_open["Ủy"]
    assert not is_open["I."]
    assert not is_open["-"]


def test_without_a_head_only_a_basis_opens_the_preamble() -> None:
    preamble = Preamble(is_headed=False)
    for passage in passages(blocks(reading_of("Ông Nguyễn Văn Mẫu hưởng chế độ theo quy định.\n"))):
        preamble.enter(passage)

    assert not preamble.is_open


def test_a_preamble_without_a_heading_behind_it_ends_by_itself() -> None:
    preamble = Preamble(is_headed=True)
    lines = ["Căn cứ Luật Giá;", *(f"Các xã làm việc thứ {count} trong năm nay." for count in range(8))]
    is_open = []
    for passage in passages(blocks(reading_of("\n\n".join(lines)))):
        preamble.enter(passage)
        is_open.append(preamble.is_open)

    assert is_open[0]
    assert not is_open[-1]
