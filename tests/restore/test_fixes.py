from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Fix, Line
from pipeline.restore.fixes import apply_fixes, normalise_fixes, undo_all, undo_fix, with_fixes


def fix(read: str, before: str, after: str) -> Fix:
    start = read.index(before)
    return Fix(start, start + len(before), before, after, "model", 0.9)


def test_fixes_replay() -> None:
    read = "Ké hoach sb 12"
    fixes = [fix(read, "Ké", "Kế"), fix(read, "hoach", "hoạch"), fix(read, "sb", "số")]
    assert apply_fixes(read, fixes) == "Kế hoạch số 12"


@pytest.mark.parametrize(
    "fixes",
    [
        [Fix(0, 2, "xx", "Kế", "model", 1.0)],
        [Fix(0, 2, "Ké", "Kế", "model", 1.0), Fix(1, 3, "é ", "e ", "model", 1.0)],
    ],
)
def test_a_fix_that_does_not_fit_is_refused(fixes: list[Fix]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        apply_fixes("Ké hoach", fixes)


def test_one_fix_can_be_undone_and_all() -> None:
    read = "Ké hoach"
    line = with_fixes(Line(1, read, read), [fix(read, "Ké", "Kế"), fix(read, "hoach", "hoạch")])
    assert undo_fix(line, 0).text == "Ké hoạch"
    assert undo_fix(line, 1).text == "Kế hoach"
    assert undo_all(line).text == read
    assert not undo_all(line).fixes


def test_decomposed_text_is_brought_to_nfc_with_the_fixes() -> None:
    read = unicodedata.normalize("NFD", "Uỷ ban nhan dân")
    normal = unicodedata.normalize("NFC", read)
    fixes = normalise_fixes(read, [fix(normal, "nhan", "nhân")])
    assert apply_fixes(read, fixes) == "Uỷ ban nhân dân"
    assert [one.rule for one in fixes] == ["nfc", "model", "nfc"]


def test_a_fix_over_two_words_keeps_them_together() -> None:
    read = unicodedata.normalize("NFD", "nhi ều việc")
    normal = unicodedata.normalize("NFC", read)
    fixes = normalise_fixes(read, [fix(normal, "nhi ều", "nhiều")])
    assert apply_fixes(read, fixes) == "nhiều việc"


@given(st.text(max_size=60))
def test_any_text_comes_to_nfc(read: str) -> None:
    fixes = normalise_fixes(read, ())
    assert apply_fixes(read, fixes) == unicodedata.normalize("NFC", read)
