from __future__ import annotations

import pytest

from pipeline.resources import models_folder
from pipeline.restore.symbols import SymbolGrammar, load


@pytest.fixture(scope="module")
def grammar() -> SymbolGrammar:
    return load(models_folder() / "symbols.tsv")


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("15/ND-CP", "15/NĐ-CP"),
        ("47/QD-UBND", "47/QĐ-UBND"),
        ("47/QP-TTg", "47/QĐ-TTg"),
        ("112/QDB-UBND", "112/QĐ-UBND"),
        ("31/NQ-HDND", "31/NQ-HĐND"),
        ("72/2019/QH1S", "72/2019/QH15"),
        ("72/2019/QHL1S5", "72/2019/QH15"),
        ("5/2020/UBTVQHI5", "5/2020/UBTVQH15"),
        ("O7/2022/TT-BNV", "07/2022/TT-BNV"),
        ("33-CT/TU", "33-CT/TU"),
        ("288/KH-", "288/KH-"),
    ],
)
def test_parts_come_back(grammar: SymbolGrammar, read: str, right: str) -> None:
    assert grammar.repair(read) == right


@pytest.mark.parametrize("read", ["2021-2025", "01/02/2024", "và/hoặc", "d6i", "kinh-té", "", "1.500.000", "12/"])
def test_other_things_are_no_symbols(grammar: SymbolGrammar, read: str) -> None:
    assert grammar.repair(read) is None
