"""Header and sections of the samples that the project carries, against their gold: both must be found whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.extract.header.find import find_header
from pipeline.extract.structure.blocks import blocks
from pipeline.extract.structure.sections import find_sections
from tests.extract.texts import reading_of

GOLDEN = Path(__file__).resolve().parents[2] / "data" / "golden"
NAMES = sorted(file.name.removesuffix(".gold.json") for file in GOLDEN.glob("*.gold.json"))


def _gold(name: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((GOLDEN / f"{name}.gold.json").read_text("utf-8"))
    return gold


def test_there_are_samples() -> None:
    assert len(NAMES) >= 8


@pytest.mark.parametrize("name", NAMES)
def test_header_of_a_sample(name: str) -> None:
    gold = _gold(name)["document"]
    reading = reading_of((GOLDEN / f"{name}.gold.txt").read_text("utf-8"))
    header = find_header(reading, blocks(reading))
    fields = ("doc_type", "number", "symbol", "number_symbol", "date", "place", "issuer", "title", "signer_name")
    assert {field: getattr(header, field) for field in fields} == {field: gold[field] for field in fields}
    assert [entry.rstrip(".") for entry in header.recipients] == [entry.rstrip(".") for entry in gold["recipients"]]


@pytest.mark.parametrize("name", NAMES)
def test_sections_of_a_sample(name: str) -> None:
    gold = _gold(name)["sections"]
    reading = reading_of((GOLDEN / f"{name}.gold.txt").read_text("utf-8"))
    found = find_sections(reading, blocks(reading))
    assert [(section.path, section.level, section.kind) for section in found] == [
        (section["path"], section["level"], section["kind"]) for section in gold
    ]
