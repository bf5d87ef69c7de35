from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.synth import draw, gold_record, gold_text, random_plan
from tests.synth.examples import SMALL

SEEDS = st.integers(0, 2**32 - 1)


def test_same_seed_same_plan_other_seed_other() -> None:
    first, again, other = (random_plan(np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


@given(seed=SEEDS)
@settings(deadline=None, max_examples=8)
def test_what_the_record_says_is_on_the_paper(seed: int) -> None:
    rng = np.random.default_rng(seed)
    content = random_plan(rng)
    pages = draw(content, replace(SMALL, seal=False), rng)
    lines, record = gold_text(pages).split("\n"), gold_record(content, pages)

    def from_line(number: int) -> str:
        return " ".join(lines[number - 1 : number + 8]).replace("- ", "-")

    assert 1 <= len(pages) <= 6
    assert any(record["document"]["number_symbol"] in line for line in lines[:8])
    for section in record["sections"]:
        assert section["heading"][:30].replace("- ", "-") in from_line(section["first_line"])
    for reference in record["references"]:
        assert reference["id"] in from_line(reference["line"])
        assert reference["date"]
    for duty in record["obligations"]:
        if duty["section"] != "PHỤ LỤC":
            assert duty["action"][:40].replace("- ", "-") in from_line(duty["line"])
        for words in (duty["deadline"], duty["frequency"], duty["product"]):
            assert not words or duty["section"] == "PHỤ LỤC" or words in duty["action"]


@given(seed=SEEDS)
@settings(deadline=None, max_examples=50)
def test_a_plan_has_facts_of_each_kind(seed: int) -> None:
    content = random_plan(np.random.default_rng(seed))
    duties = [duty for block in content.blocks for duty in getattr(block, "duties", ())]
    citations = [cited for block in content.blocks for cited in getattr(getattr(block, "text", None), "citations", ())]
    assert any(duty.role == "de_nghi" for duty in duties)
    assert len(duties) >= 3
    assert citations[0].relation == "can_cu"
