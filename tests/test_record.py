"""The record: nothing is lost, and schema, documentation and code say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from pipeline.model import Document, Fix, Line, PageReading, Source, Step
from pipeline.reading import compose
from pipeline.record import (
    SCHEMA_VERSION,
    RecordError,
    completed,
    from_record,
    reading_from_json,
    reading_from_record,
    reading_to_json,
    reading_to_record,
    schema,
    to_record,
)
from tests.strategies import documents, page_readings

DOCS = Path(__file__).parents[1] / "docs" / "record.md"
SOURCE = Source("0" * 64, ("kế hoạch.txt",), "text/plain", 10)
FACTS = (
    "sections", "references", "obligations", "mentions", "reports", "targets", "budget", "results", "bodies", "places",
)  # fmt: skip
ADDED_FACTS = FACTS[3:]
ADDED_FIELDS = {
    "references": ("article", "subject", "effect", "canonical", "urn"),
    "obligations": ("starts", "ends", "recurrence", "condition", "acts", "actor_keys", "partner_keys"),
}
VALIDATOR = jsonschema.Draft202012Validator(schema())


@given(documents())
@settings(deadline=None, max_examples=40)
def test_a_document_survives_the_way_through_json(document: Document) -> None:
    text = json.dumps(to_record(document), ensure_ascii=False, allow_nan=False)
    assert from_record(json.loads(text)) == document


@given(documents())
@settings(deadline=None, max_examples=40)
def test_every_record_obeys_the_schema(document: Document) -> None:
    VALIDATOR.validate(to_record(document))


@given(page_readings)
@settings(deadline=None, max_examples=40)
def test_a_page_reading_survives_the_way_through_json(reading: PageReading) -> None:
    assert reading_from_record(json.loads(json.dumps(reading_to_record(reading)))) == reading
    assert reading_from_json(reading_to_json(reading)) == reading


def older(record: dict[str, Any]) -> dict[str, Any]:
    """Return `record` as it was written before facts of more kinds were found."""
    found = {name: value for name, value in record.items() if name not in ADDED_FACTS}
    for kind, fields in ADDED_FIELDS.items():
        found[kind] = [{name: value for name, value in fact.items() if name not in fields} for fact in record[kind]]
    found["document"] = {name: value for name, value in record["document"].items() if name != "canonical"}
    found["provenance"] = {name: value for name, value in record["provenance"].items() if name != "signatures"}
    return found


@given(documents())
@settings(deadline=None, max_examples=40)
def test_what_was_added_since_a_record_was_written_reads_as_empty(document: Document) -> None:
    record = older(json.loads(json.dumps(to_record(document))))
    found = from_record(record)
    assert [getattr(found, name) for name in ADDED_FACTS] == [()] * len(ADDED_FACTS)
    assert (found.sections, found.lines) == (document.sections, document.lines)
    assert json.dumps(completed(record)) == json.dumps(to_record(found))
    VALIDATOR.validate(completed(record))


@given(documents())
@settings(deadline=None, max_examples=10)
def test_a_record_that_lacks_nothing_is_complete(document: Document) -> None:
    record = to_record(document)
    assert completed(record) is record


def test_an_older_record_that_lacks_more_is_refused() -> None:
    record = older(to_record(Document(SOURCE)))
    del record["references"]
    for read in (from_record, completed):
        with pytest.raises(RecordError):
            read(record)


@given(documents())
@settings(deadline=None, max_examples=40)
def test_lines_of_facts_and_of_what_was_read_match_the_text(document: Document) -> None:
    record = to_record(document)
    lines = record["text"].split("\n")
    assert len(record["text_read"].split("\n")) == len(lines)
    for fact in (one for name in FACTS for one in record[name]):
        before = record["text"][: fact["start"]]
        assert fact["line"] == before.count("\n") + 1 <= len(lines)


def test_text_is_what_stands_now_and_text_read_what_the_engine_saw() -> None:
    line = Line(1, "Ké hoạch", "Kế hoạch", fixes=(Fix(0, 2, "Ké", "Kế", "tone", 0.9),))
    record = to_record(Document(SOURCE, lines=(line, Line(1, "", ""))))
    assert (record["text"], record["text_read"]) == ("Kế hoạch\n", "Ké hoạch\n")
    assert record["lines"][0]["fixes"][0]["before"] == "Ké"


def test_header_evidence_is_found_by_field() -> None:
    reading = compose((Line(1, "Số: 12/KH-UBND", "Số: 12/KH-UBND"),))
    place = reading.evidence(4, 14, "header.number", 0.9)
    document = Document(SOURCE, lines=reading.lines)
    document = replace(document, header=replace(document.header, evidence=(("number_symbol", place),)))
    found = to_record(document)["document"]["evidence"]["number_symbol"]
    assert found == [
        {"start": 4, "end": 14, "line": 1, "page": 1, "boxes": None, "rule": "header.number", "confidence": 0.9}
    ]


def test_the_program_version_is_that_which_read_the_document() -> None:
    document = Document(SOURCE, steps=(Step("program", "sohoa", "0.0.7"),))
    assert to_record(document)["provenance"]["program"]["version"] == "0.0.7"
    assert to_record(from_record(to_record(document))) == to_record(document)


@pytest.mark.parametrize("version", [None, 0, SCHEMA_VERSION + 1, "1"])
def test_another_schema_version_is_refused_in_words(version: object) -> None:
    record = {**to_record(Document(SOURCE)), "schema": version}
    with pytest.raises(RecordError) as caught:
        from_record(record)
    assert "schema" in caught.value.message.en
    assert "lược đồ" in caught.value.message.vi


@pytest.mark.parametrize(
    "change",
    [
        {"lines": [{"page": "x"}]},
        {"document": {}},
        {"document": None},
        {"provenance": {"sha256": "0" * 64}},
        {"problems": [{"code": "x"}]},
        {"sections": [{"path": "I"}]},
        {"lines": 3},
    ],
)
def test_what_is_no_record_is_refused_in_words(change: dict[str, Any]) -> None:
    with pytest.raises(RecordError) as caught:
        from_record({**to_record(Document(SOURCE)), **change})
    assert "not a valid record" in caught.value.message.en


def test_what_is_no_page_reading_is_refused() -> None:
    with pytest.raises(RecordError):
        reading_from_record({"page": {}})
    with pytest.raises(RecordError):
        reading_from_json(b"{")


def test_the_schema_is_strict_and_well_formed() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    record = {**to_record(Document(SOURCE)), "extra": 1}
    assert not VALIDATOR.is_valid(record)
    for name, definition in _objects(schema()):
        assert definition["additionalProperties"] is False, name
        assert sorted(definition["required"]) == sorted(definition["properties"]), name


def test_the_documentation_names_every_field() -> None:
    text = DOCS.read_text("utf-8")
    missing = {
        field for _, definition in _objects(schema()) for field in definition["properties"] if f"`{field}`" not in text
    }
    assert missing == set()


def test_the_documentation_names_every_value_of_a_closed_list() -> None:
    text = DOCS.read_text("utf-8")
    values = {value for value in _closed_values(schema()) if isinstance(value, str)}
    assert {value for value in values if f"`{value}`" not in text} == set()


def _objects(node: Any, name: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(node, Mapping):
        if "properties" in node and node.get("type") == "object":
            yield name, node
        for key, value in node.items():
            yield from _objects(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from _objects(value, name)


def _closed_values(node: Any) -> Iterator[object]:
    if isinstance(node, Mapping):
        found = node.get("enum")
        if isinstance(found, list):
            yield from found
        for value in node.values():
            yield from _closed_values(value)
    elif isinstance(node, list):
        for value in node:
            yield from _closed_values(value)
