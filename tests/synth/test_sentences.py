from __future__ import annotations

import re

import numpy as np
import pytest

from pipeline.synth import draw, gold_record, random_plan, rich_stock
from pipeline.synth.lexicon import SENTENCES, WORDS
from pipeline.synth.markup import parse_markup
from pipeline.synth.sentences import MADE, Sentences
from pipeline.synth.style import Style

SLOT = re.compile(r"<(#?)(\w+)>")


def test_every_slot_has_alternatives() -> None:
    for pattern in [text for group in (*SENTENCES.values(), *WORDS.values()) for text in group]:
        for made, name in SLOT.findall(pattern):
            assert name in MADE if made else name.lower() in WORDS


@pytest.mark.parametrize("kind", SENTENCES)
def test_sentences_are_whole_and_differ(kind: str) -> None:
    made = Sentences(
        np.random.default_rng(1), 2024, {"unit": "xã An Lạc", "subject": "x", "kind": "xã", "year": "2024"}
    )
    texts = made.some(kind, 12)
    assert len(set(texts)) >= 10
    for text in texts:
        assert not re.search(r"[<>{}]", text)
        assert "  " not in text
        parse_markup(text)


def test_blanks_without_words_stay() -> None:
    texts = Sentences(np.random.default_rng(0), 2020).some("purpose", 20)
    assert any("{subject}" in text for text in texts)


def test_a_rich_plan_has_a_certain_record() -> None:
    rng = np.random.default_rng(11)
    content = random_plan(rng, rich_stock(rng))
    pages = draw(content, Style(dpi=75, seal=False), rng)
    record = gold_record(content, pages)
    text = " ".join(line.text for page in pages for line in page.lines)
    assert len(record["references"]) >= 1
    assert len(record["obligations"]) >= 3
    for reference in record["references"]:
        assert reference["id"].split("/")[0] in text


def test_rich_plans_differ_from_each_other_and_from_basic_ones() -> None:
    first, second = (
        random_plan(np.random.default_rng(seed), rich_stock(np.random.default_rng(seed))) for seed in (1, 2)
    )
    assert first != second
    assert random_plan(np.random.default_rng(1)) != first
