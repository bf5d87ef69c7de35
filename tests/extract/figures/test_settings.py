from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.figures.settings import Setting, find_settings
from pipeline.extract.structure.blocks import blocks
from pipeline.extract.structure.sections import find_sections
from tests.extract.texts import PLAN, reading_of
from tests.strategies import any_line

_WIDE = "Thực hiện chỉ đạo của cấp trên, Ủy ban nhân dân phường An Hòa ban hành Kế hoạch như sau:\n"


def _settings(text: str) -> dict[str, Setting]:
    reading = reading_of(_WIDE + text)
    parts = blocks(reading)
    return {setting.block.body: setting for setting in find_settings(parts, find_sections(reading, parts))}


def test_a_block_knows_the_headings_above_it() -> None:
    found = _settings("I. MỤC TIÊU\n1. Mục tiêu cụ thể:\n- Có 05 lớp.\nII. NHIỆM VỤ\n- Mở lớp.\n")

    assert found["Có 05 lớp."].headings == ("MỤC TIÊU", "Mục tiêu cụ thể")
    assert (found["Có 05 lớp."].section, found["Có 05 lớp."].kind) == ("I.1", "muc_dich")
    assert found["Mở lớp."].headings == ("NHIỆM VỤ",)


def test_items_hang_on_the_sentence_before_the_colon() -> None:
    found = _settings(
        "I. NHIỆM VỤ\nPhấn đấu đạt các chỉ tiêu sau:\n- Có 05 lớp.\n- Có 03 buổi:\n+ Buổi sáng.\n"
        "- Phát tờ rơi.\nMở rộng dần.\n"
    )

    assert found["Có 05 lớp."].lead == "Phấn đấu đạt các chỉ tiêu sau:"
    assert found["Buổi sáng."].lead == "Có 03 buổi:"
    assert found["Phát tờ rơi."].lead == ""
    assert found["Mở rộng dần."].lead == ""


def test_numbered_items_hang_on_a_lead_in_their_section() -> None:
    found = _settings("I. NHIỆM VỤ\nPhấn đấu đạt các chỉ tiêu sau:\n1. Có 05 lớp tập huấn.\nII. KINH PHÍ\n1. Tự túc.\n")

    assert found["Có 05 lớp tập huấn."].lead == "Phấn đấu đạt các chỉ tiêu sau:"
    assert found["Tự túc."].lead == ""


def test_head_foot_and_footnotes_are_no_settings() -> None:
    found = _settings(PLAN)

    assert not any("Nơi nhận" in body or "12/CT-UBND" in body for body in found)


@given(st.lists(any_line, max_size=8))
def test_any_lines_have_settings(lines: list[str]) -> None:
    for setting in _settings("\n".join(lines)).values():
        assert setting.section is None or setting.headings
