from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.vocabulary import any_of, document_types, flat, starts_with, table, type_by_symbol, words
from pipeline.language import fold
from pipeline.model import SectionKind


@given(st.text(max_size=40))
def test_flat_keeps_the_length(text: str) -> None:
    assert len(flat(text)) == len(text)


def test_flat_is_fold_for_vietnamese() -> None:
    text = "Ủy ban nhân dân Quận 1, ĐẮK LẮK - số 3/KH-UBND"
    assert flat(text) == fold(text)


def test_types_by_symbol_are_unambiguous() -> None:
    symbols = [symbol.upper() for kind in document_types() for symbol in kind.symbols]
    assert {symbol for symbol in symbols if symbols.count(symbol) > 1} <= {"CTR", "TTR"}
    assert type_by_symbol()["KH"].name == "Kế hoạch"
    assert type_by_symbol()["QĐ"].name == "Quyết định"


@pytest.mark.parametrize("entry", ["nation", "motto", "openings", "authority", "recipients", "noise", "positions"])
def test_folded_lists_are_folded(entry: str) -> None:
    assert all(word == fold(word) for word in words("layout", entry))


@pytest.mark.parametrize("form", ["titles", "opening", "sentences"])
def test_kinds_are_those_of_the_record(form: str) -> None:

    assert set(table("section_kinds")[form]) <= set(get_args(SectionKind))


def test_starts_with_whole_words() -> None:
    assert starts_with("can cu luat", ("can cu",))
    assert not starts_with("can cuoc", ("can cu",))


def test_any_of_takes_the_longest_phrase() -> None:
    match = any_of(("to chuc", "to chuc thuc hien")).search("phan to chuc  thuc hien")
    assert match is not None
    assert match[0] == "to chuc  thuc hien"
