from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.tokenizer import blank


def test_a_symbol_gives_its_span() -> None:
    doc = blank()("Kế hoạch số 296/KH-UBND; sau đó")
    start = doc.text.index("296")
    span = doc.char_span(start, start + len("296/KH-UBND"))
    assert span is not None
    assert span.text == "296/KH-UBND"


def test_tokens() -> None:
    doc = blank()("Quận 1,  năm 2024.\nHết")
    assert [token.text for token in doc] == ["Quận", "1", ",", " ", "năm", "2024", ".", "\n", "Hết"]


@pytest.mark.parametrize("text", ["", " ", "  ", "\n", "a ", " a", "a  b", "a \n b", "\u0301", "e\u0301"])
def test_small_texts_are_kept(text: str) -> None:
    assert blank()(text).text == text


@given(st.text(max_size=60))
def test_no_character_is_lost(text: str) -> None:
    tokenizer = blank().tokenizer
    assert tokenizer(text).text == text


def test_a_saved_pipeline_tokenizes_the_same() -> None:
    language = blank()
    other = blank().from_bytes(language.to_bytes())
    assert [token.text for token in other("Số: 3/KH-UBND")] == [token.text for token in language("Số: 3/KH-UBND")]
