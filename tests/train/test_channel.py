from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path

import pytest

from pipeline.restore.channel import read_table
from pipeline.train.channel import cut, learn, read_pairs, train, whole_words

PAIRS = Counter({
    ("số", "sb"): 30, ("số", "so"): 10, ("tổ", "to"): 40, ("của", "ctia"): 25, ("của", "cua"): 15, ("xã", "xa"): 20,
    ("tin", "tin"): 60, ("ban", "ban"): 60,
})  # fmt: skip


def test_words_are_cut_into_matching_pieces() -> None:
    assert cut("ban", "ban", None) == [("b", "b"), ("a", "a"), ("n", "n")]
    assert cut("số", "s6", None) == [("s", "s"), ("ố", "6")]


def test_what_cannot_be_cut_gives_nothing() -> None:
    assert cut("a", "abcdefgh", None) == []


def test_common_readings_are_cheap() -> None:
    costs = learn(PAIRS)
    assert costs["ố", "b"] < costs["ố", "o"]
    assert costs["ố", "b"] == pytest.approx(-math.log(0.7), abs=0.3)
    assert costs["b", "b"] < 0.2


def test_shares_of_a_letter_never_exceed_one() -> None:
    costs = learn(PAIRS)
    for right in {right for right, _ in costs}:
        assert sum(math.exp(-cost) for (gold, _), cost in costs.items() if gold == right) <= 1.01


def test_kin_letters_lend_their_errors() -> None:
    assert ("ổ", "b") in learn(PAIRS)  # never seen for ổ, but for ố


def test_whole_words_need_enough_sightings() -> None:
    found = whole_words(Counter({("của", "cia"): 5, ("của", "cla"): 2}), least=3)
    assert set(found) == {("của", "cia")}


def test_pages_and_texts_make_tables(tmp_path: Path) -> None:
    page = {"gold": ["của số"] * 10, "read": [[["ctia", 0.9], ["sb", 0.9]]] * 10}
    (tmp_path / "train-00000.json").write_text(json.dumps(page), "utf-8")
    (tmp_path / "test-00000.json").write_text(json.dumps(page), "utf-8")
    right, read = tmp_path / "right.txt", tmp_path / "read.txt"
    right.write_text("của xã", "utf-8")
    read.write_text("cua xa", "utf-8")
    pairs = read_pairs([tmp_path], [(right, read)])
    assert pairs["của", "ctia"] == 10
    assert pairs["xã", "xa"] == 5
    train([tmp_path], tmp_path / "out")
    assert ("của", "ctia") in {row[:2] for row in read_table(tmp_path / "out" / "whole.tsv")}
