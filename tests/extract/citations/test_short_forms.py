from __future__ import annotations

import pytest

from pipeline.extract.citations.passages import passages
from pipeline.extract.citations.resolve import find_references
from pipeline.extract.citations.short_forms import SELF, Known, Short, find_short_forms, serial_of
from pipeline.extract.structure.blocks import blocks
from pipeline.model import Header
from tests.extract.texts import reading_of


def _forms(text: str, *own: str) -> list[tuple[str, str | None, bool]]:
    reading = reading_of(text)
    found = blocks(reading)
    known = Known(find_references(reading, found, Header()), frozenset(own))
    forms: list[tuple[str, Short]] = []
    for passage in passages(found):
        known.enter(passage)
        forms += [(passage.text[one.start : one.end], one) for one in find_short_forms(passage, known)]
    return [(words, one.target, one.is_sure) for words, one in forms]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("- Theo Kế hoạch này.", [("Kế hoạch này", SELF, True)]),
        ("- Theo Kế hoạch nay lo xong.", []),
        ("- Theo Công văn này.", [("Công văn này", SELF, False)]),
        ("- Theo Công văn số 1/UBND-VX.\n- Theo Công văn này.", [("Công văn này", None, False)]),
        ("- Theo kế hoạch đã nêu ở trên.", [("kế hoạch đã nêu ở trên", SELF, False)]),
        ("- Nộp văn bản này cho xã.", []),
        ("- Theo Chương trình 135.", []),
        ("- Theo Chương trình số 135.", []),
        ("- Theo Nghị quyết số 20 đã học.", [("Nghị quyết số 20", None, False)]),
        ("- Theo Luật số 7 năm 1998.", []),
        ("- Chủ tịch quyết định trên cơ sở đề nghị của xã.", []),
        ("- Quy định nêu trên nhằm giữ đê.", []),
    ],
)
def test_forms_in_a_plan(text: str, forms: list[tuple[str, str | None, bool]]) -> None:
    assert _forms(text, "Kế hoạch", "Văn bản") == forms


def test_the_nearest_passage_that_cites_the_type_decides() -> None:
    text = (
        "- Theo Chỉ thị số 1/CT-UBND.\n- Theo Chỉ thị số 2/CT-UBND.\n- Các xã trồng cây.\n"
        "- Theo Chỉ thị trên; Chỉ thị số 1 nêu trên đã rõ."
    )

    assert _forms(text) == [("Chỉ thị trên", "2/CT-UBND", True), ("Chỉ thị số 1 nêu trên", "1/CT-UBND", True)]


def test_a_number_that_two_documents_bear_means_neither() -> None:
    text = "- Theo Nghị quyết số 9/NQ-CP và Nghị quyết số 9/NQ-HĐND.\n- Theo Nghị quyết số 9."

    assert _forms(text) == [("Nghị quyết số 9", None, False)]


def test_a_bracket_gives_a_name_where_it_says_so_or_bears_the_number() -> None:
    text = "- Theo Quyết định số 6/QĐ-TTg (Đề án 06).\n- Theo Đề án 06.\n- Theo Quyết định số 3/QĐ-TTg (Đề án 2)."

    assert _forms(text) == [("Đề án 06", "6/QĐ-TTg", True), ("Đề án 06", "6/QĐ-TTg", True)]


def test_the_serial_number_of_a_citation() -> None:
    reading = reading_of("- Theo Nghị quyết số 098/2023/QH15.")

    (one,) = find_references(reading, blocks(reading), Header())

    assert serial_of(one) == "98"
