"""Question marks that an engine for English made of hooks."""

from __future__ import annotations

import pytest

from pipeline.restore import repair_text
from pipeline.restore.strays import find_strays
from pipeline.settings import Restore


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        (["quan ly xt? phat"], [(0, 10)]),
        (["cong tac gin git?, bao ve"], [(0, 16)]),
        (["theo quy dinh xt?", "phat vi pham"], [(0, 16)]),
        (["Ai lam?", "Phong Noi vu lam"], []),
        (["Ai lam? Phong Noi vu"], []),
        (["Ai lam?"], []),
        (["5? nam", "? nam"], []),
    ],
)
def test_a_question_ends_its_sentence(lines: list[str], places: list[tuple[int, int]]) -> None:
    assert find_strays(lines) == places


def test_the_sign_goes_with_the_word_that_it_was_part_of() -> None:
    text = "Ké hoach xt? phat vi pham hanh chinh cua Uy ban nhan dan huyén"
    assert repair_text(text, Restore(regime="garbled")).startswith("Kế hoạch xử phạt vi phạm")


def test_a_document_number_without_marks_gets_those_of_its_symbol() -> None:
    assert "30/2020/NĐ-CP" in repair_text("Nghi dinh so 30/2020/ND-CP cua Chinh phu", Restore(regime="unaccented"))
