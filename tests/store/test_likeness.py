"""How alike two texts are, as scans and OCR leave them."""

from __future__ import annotations

import random

import pytest

from pipeline.language import fold
from pipeline.resources import samples_folder
from pipeline.store.likeness import SIZE, likenesses, signature

TEXT = (samples_folder() / "ke-hoach-xa-phu-lang.txt").read_text("utf-8")


def likeness(one: str, other: str) -> float:
    first, second = signature(one), signature(other)
    assert first is not None
    assert second is not None
    return likenesses(first.tobytes(), [second.tobytes()])[0]


def misread(text: str, share: float, seed: int) -> str:
    """Change one letter in `share` of the words."""
    chance = random.Random(seed)
    return " ".join(word[:-1] + "x" if chance.random() < share else word for word in text.split())


def test_a_text_is_like_itself_without_diacritics_and_in_other_lines() -> None:
    assert likeness(TEXT, fold(TEXT).upper().replace("\n", " ")) == 1.0


@pytest.mark.parametrize(("share", "least"), [(0.02, 0.75), (0.05, 0.5), (0.1, 0.3)])
def test_two_readings_with_errors_stay_alike(share: float, least: float) -> None:
    assert likeness(misread(TEXT, share, 1), misread(TEXT, share, 2)) > least


def test_half_a_text_is_half_like_it() -> None:
    assert likeness(TEXT, TEXT[: len(TEXT) // 2]) == pytest.approx(0.5, abs=0.15)


def test_the_estimate_is_that_of_the_shingles() -> None:
    def shingles(text: str) -> set[tuple[str, ...]]:
        words = text.split()
        return set(zip(words, words[1:], words[2:], strict=False))

    one = " ".join(f"w{number}" for number in range(400))
    other = " ".join(f"w{number}" for number in range(150, 550))
    true = len(shingles(one) & shingles(other)) / len(shingles(one) | shingles(other))
    assert likeness(one, other) == pytest.approx(true, abs=3 * (true * (1 - true) / SIZE) ** 0.5)


def test_too_short_a_text_says_nothing() -> None:
    assert signature("Số: 12/KH-UBND") is None
    assert likenesses(b"", []) == []
