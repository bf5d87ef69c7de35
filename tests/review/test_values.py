"""What a person types becomes a value, or is refused with what would do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.review import CORRECTABLE, parsed, shown
from pipeline.review.values import CLASSES
from pipeline.review.word_list import runs


@pytest.mark.parametrize(
    ("target", "field", "text", "value"),
    [
        ("document", "date", "5/3/2024", "2024-03-05"),
        ("document", "date", "05-03-2024", "2024-03-05"),
        ("obligations", "deadline_date", "3/2024", "2024-03"),
        ("obligations", "partners", "Công an;  Tư pháp ;", ("Công an", "Tư pháp")),
        ("document", "title", "  Phân loại  rác ", "Phân loại rác"),
        ("document", "title", "", None),
        ("budget", "amount", "50.000.000", 50_000_000),
        ("targets", "low", "90,5", 90.5),
        ("obligations", "role", "chu_tri", "chu_tri"),
        ("sections", "level", "2", 2),
    ],
)
def test_values(target: str, field: str, text: str, value: object) -> None:
    assert parsed(target, field, text) == value


@pytest.mark.parametrize(
    ("target", "field", "text", "told"),
    [
        ("document", "date", "31/2/2024", "05/03/2024"),
        ("obligations", "role", "lam", "chu_tri"),
        ("obligations", "actor", "", "ai làm"),
        ("sections", "level", "hai", "cấp"),
        ("document", "canonical", "x", "number_symbol"),
        ("lines", "text", "x", "text"),
    ],
)
def test_what_does_not_fit_is_refused(target: str, field: str, text: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        parsed(target, field, text)
    assert told in caught.value.message.vi


@given(st.floats(-1e9, 1e9).map(lambda value: float(f"{value:.6g}")))
def test_a_number_that_is_shown_is_read_again(value: float) -> None:
    assert parsed("targets", "low", shown(value)) == value


@given(st.lists(st.sampled_from(["Công an", "Phòng Nội vụ", "Trường TH"]), max_size=3).map(tuple))
def test_a_list_that_is_shown_is_read_again(value: tuple[str, ...]) -> None:
    assert parsed("obligations", "partners", shown(value)) == value


def test_every_field_to_correct_is_one_of_its_class() -> None:
    for target, fields in CORRECTABLE.items():
        assert set(fields) <= set(CLASSES[target].__dataclass_fields__)


def test_names_are_runs_of_words_with_capitals() -> None:
    text = "Ủy ban nhân dân Phường Bến Nghé, QUẬN 1"
    assert [text[start:end] for start, end in runs(text)] == ["Ủy", "Phường Bến Nghé"]
