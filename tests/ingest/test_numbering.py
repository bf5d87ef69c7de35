import pytest

from pipeline.ingest.numbering import Level, Numbering, spelled


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (3, "decimal", "3"),
        (9, "upperRoman", "IX"),
        (9, "lowerRoman", "ix"),
        (2, "lowerLetter", "b"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (5, "none", ""),
        (0, "upperRoman", "0"),
    ],
)
def test_forms(value: int, form: str, text: str) -> None:
    assert spelled(value, form) == text


def test_levels_count_within_each_other() -> None:
    levels = {0: Level("upperRoman", "%1."), 1: Level("decimal", "%2."), 2: Level("lowerLetter", "%3)")}
    numbering = Numbering({"1": levels})
    depths = [0, 1, 1, 2, 2, 1, 0, 1]
    assert [numbering.label("1", depth) for depth in depths] == ["I.", "1.", "2.", "a)", "b)", "3.", "II.", "1."]


def test_a_label_can_name_the_levels_above() -> None:
    numbering = Numbering({"1": {0: Level(), 1: Level("decimal", "%1.%2.", 5)}})
    assert [numbering.label("1", depth) for depth in (1, 1, 0, 1)] == ["1.5.", "1.6.", "2.", "2.5."]


def test_lists_of_one_kind_go_on_counting() -> None:
    numbering = Numbering({"1": {0: Level()}, "2": {0: Level()}}, shared={"1": "a", "2": "a"})
    assert [numbering.label(name, 0) for name in ("1", "2", "1")] == ["1.", "2.", "3."]


def test_bullets_and_unknown_lists() -> None:
    numbering = Numbering({"1": {0: Level("bullet", "\uf0b7"), 1: Level("bullet", "-"), 2: Level("bullet", "\uf123")}})
    assert [numbering.label("1", depth) for depth in (0, 1, 2)] == ["•", "-", "•"]
    assert numbering.label("9", 0) == ""
    assert numbering.label("1", 40) == ""
