from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import MissingProgramError
from pipeline.restore import channel
from pipeline.restore.channel import Case, Channel, cased

WORDS = ["số", "sơ", "của", "đối", "đội"]
PIECES = [
    ("s", "s", 0.1), ("S", "S", 0.1), ("ố", "b", 2.0), ("ố", "6", 1.0), ("ơ", "o", 0.5), ("c", "c", 0.1),
    ("ủa", "tia", 2.0), ("đ", "d", 0.2), ("Đ", "P", 1.0), ("ố", "Ô", 1.0), ("ộ", "6", 3.0), ("i", "i", 0.1),
    ("Ố", "O", 1.0), ("I", "I", 0.1),
]  # fmt: skip


@pytest.fixture
def small() -> Channel:
    return Channel.from_tables(WORDS, [1.0] * len(WORDS), PIECES, [("của", "cia", 1.0)])


def best(found: list[tuple[int, float]]) -> str:
    return WORDS[found[0][0]]


def test_the_cheapest_word_comes_first(small: Channel) -> None:
    assert best(small.words_for("sb", Case.LOWER, 5)) == "số"
    assert best(small.words_for("d6i", Case.LOWER, 5)) == "đối"
    assert best(small.words_for("ctia", Case.LOWER, 5)) == "của"


def test_costs_are_sums_of_pieces(small: Channel) -> None:
    assert dict(small.words_for("d6i", Case.LOWER, 5))[3] == pytest.approx(1.3)


def test_capitals_have_pieces_of_their_own(small: Channel) -> None:
    assert best(small.words_for("POI", Case.UPPER, 5)) == "đối"
    assert all(cost >= 3 * channel.UNSEEN for _, cost in small.words_for("POI", Case.LOWER, 5))


def test_a_character_never_seen_costs_much(small: Channel) -> None:
    assert dict(small.words_for("s%", Case.LOWER, 5))[0] == pytest.approx(0.1 + channel.UNSEEN)


def test_case() -> None:
    assert [cased("đối", case) for case in Case] == ["đối", "Đối", "ĐỐI"]


def test_tables_come_back(tmp_path: Path) -> None:
    rows = [("ố", "6", 1.25), ("của", "ctia", 0.5)]
    channel.write_table(tmp_path / "t.tsv", rows)
    assert sorted(channel.read_table(tmp_path / "t.tsv")) == sorted(rows)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingProgramError, match=r"pieces\.tsv"):
        channel.load(tmp_path, WORDS, [0.0] * len(WORDS))
