from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.train.align import align_words, page_pairs


def test_words_are_paired() -> None:
    pairs = list(align_words(["Căn", "cứ", "Nghị", "định", "của"], ["Can", "ctr", "Nghi", "dinh", "ctia"]))
    assert [(gold[0], read[0]) for gold, read in pairs] == [
        ("Căn", "Can"), ("cứ", "ctr"), ("Nghị", "Nghi"), ("định", "dinh"), ("của", "ctia"),
    ]  # fmt: skip


def test_split_and_joined_words_are_groups() -> None:
    assert list(align_words(["công", "việc"], ["congviec"])) == [(("công", "việc"), ("congviec",))]
    assert list(align_words(["nhiều"], ["nhi", "eu"])) == [(("nhiều",), ("nhi", "eu"))]


def test_a_word_that_was_not_read_has_no_pair() -> None:
    pairs = list(align_words(["ban", "hành", "kế", "hoạch"], ["ban", "hanh", "hoach"]))
    assert (("hoạch",), ("hoach",)) in pairs
    assert all("kế" not in gold for gold, _ in pairs)


@given(st.lists(st.text(min_size=1, max_size=6), max_size=8), st.lists(st.text(min_size=1, max_size=6), max_size=8))
def test_no_word_of_the_right_text_is_paired_twice(gold: list[str], read: list[str]) -> None:
    used = [word for group, _ in align_words(gold, read) for word in group]
    assert len(used) <= len(gold)


def test_a_page_gives_pairs(tmp_path: Path) -> None:
    page = {"gold": ["kế hoạch", "năm"], "read": [[["ké", 0.9], ["hoach", 0.9]], [["nim", 0.5]]]}
    file = tmp_path / "train-00000.json"
    file.write_text(json.dumps(page), "utf-8")
    assert page_pairs(file) == [(("kế",), ("ké",)), (("hoạch",), ("hoach",)), (("năm",), ("nim",))]
