from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from pipeline.restore.tokens import tokens_of


@given(st.text(max_size=80))
def test_tokens_cover_all_but_blanks(line: str) -> None:
    tokens = tokens_of(line)
    assert all(line[token.start : token.end] == token.before + token.core + token.after for token in tokens)
    assert all(left.end <= right.start for left, right in itertools.pairwise(tokens))
    assert "".join(line[token.start : token.end] for token in tokens) == "".join(line.split())


def test_labels_glued_to_a_word_are_cut_off() -> None:
    assert [token.core for token in tokens_of("2.Tuyên truyền a)Thông tin")] == [
        "2", "Tuyên", "truyền", "a", "Thông", "tin",
    ]  # fmt: skip


def test_symbols_dates_and_addresses_stay_whole() -> None:
    cores = [token.core for token in tokens_of("số 12/KH-UBND, 01/02/2024; a-b@x.vn https://x.vn/a-b")]
    assert cores == ["số", "12/KH-UBND", "01/02/2024", "a-b@x.vn", "https://x.vn/a-b"]
