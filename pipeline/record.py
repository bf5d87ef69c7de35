"""A document as JSON and back, without loss.

`to_record` gives the dictionary that is stored and exported; `from_record` makes the same document from it. What the
keys mean is written in docs/record.md, and as a JSON Schema in record.schema.json beside this module (`schema()`).

The shape differs from the classes of `pipeline.model` where that makes the record easier to use: a fact holds its
evidence beside its own fields, a problem its two sentences, the header its evidence by field, and `text`, `text_read`
and `status`, which follow from the lines and problems, are written out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pipeline.errors import StoreError
from pipeline.message import Message
from pipeline.model import Document, Line, Obligation, PageReading, Reference
from pipeline.reading import compose
from pipeline.version import __version__

Record = dict[str, Any]
"""One document as plain JSON values: dict, list, str, int, float, bool, None."""

SCHEMA_VERSION = 1
"""Goes up when a key is renamed, removed or changes its meaning; a new key alone does not raise it."""

_SCHEMA_FILE = Path(__file__).with_name("record.schema.json")
_PROGRAM = "sohoa"
_BEFORE_FACTS = ("schema", "status", "text", "text_read", "document")
_FACTS = (
    "sections", "references", "obligations", "mentions", "reports", "targets", "budget", "results", "bodies", "places",
)  # fmt: skip
_ADDED_FACTS = ("mentions", "reports", "targets", "budget", "results", "bodies", "places")
_GROWN: Mapping[str, type[Reference | Obligation]] = {"references": Reference, "obligations": Obligation}
_EVIDENCE = ("start", "end", "line", "page", "boxes", "rule", "confidence")
_DOCUMENT = TypeAdapter(Document)
_PAGE = TypeAdapter(PageReading)
_LINES = TypeAdapter(tuple[Line, ...])


class RecordError(StoreError):
    """A record cannot be read: another version of the schema, a key missing, a value of the wrong kind."""

    code = "record"


def to_record(document: Document) -> Record:
    """Return `document` as plain JSON values.

    Evidence of the header is grouped by field; all else keeps its order, so that `from_record` gives the same document.
    """
    plain = _DOCUMENT.dump_python(document, mode="json")
    source = plain["source"]
    return {
        "schema": SCHEMA_VERSION,
        "status": document.status.value,
        "text": compose(document.lines).text,
        "text_read": compose(_as_read(document.lines)).text,
        "document": _header_to_record(plain["header"]),
        **{name: [_fact_to_record(fact) for fact in plain[name]] for name in _FACTS},
        "pages": [_page_to_record(page) for page in plain["pages"]],
        "lines": plain["lines"],
        "problems": [_problem_to_record(problem) for problem in plain["problems"]],
        "provenance": {
            **source,
            "program": {"name": _PROGRAM, "version": _program_version(document)},
            "steps": [{**step, "settings": dict(step["settings"])} for step in plain["steps"]],
        },
    }


def completed(record: Record) -> Record:
    """Return `record` with the keys that were added to the schema since it was written, empty, each in its place.

    Raises:
        RecordError: it lacks keys that every version wrote.
    """
    if "signatures" not in record.get("provenance", {"signatures": ()}):
        record = {**record, "provenance": _with_no_signatures(record["provenance"])}
    if all(name in record for name in _ADDED_FACTS):
        return record
    try:
        facts = {name: _facts_of(record, name) for name in _FACTS}
        for name in _GROWN:
            facts[name] = [_completed_fact(fact, name) for fact in facts[name]]
        before = {name: record[name] for name in _BEFORE_FACTS}
        before["document"] = {**_without(before["document"], "evidence"), "canonical": None, **before["document"]}
    except (KeyError, TypeError, AttributeError) as error:
        raise RecordError(_not_valid(error)) from error
    return {**before, **facts, **_without(record, *before, *facts)}


def from_record(record: Mapping[str, Any]) -> Document:
    """Return the document that `record` was made from. Keys that were added since it was written read as empty.

    Raises:
        RecordError: the record is of another schema version, or is not a record.
    """
    version = record.get("schema")
    if version != SCHEMA_VERSION:
        raise RecordError(
            Message(
                f"Bản ghi theo lược đồ {version!r}; chương trình này đọc lược đồ {SCHEMA_VERSION}.",
                f"The record is of schema version {version!r}; this program reads version {SCHEMA_VERSION}.",
            )
        )
    try:
        return _DOCUMENT.validate_python(_to_plain(record))
    except (KeyError, TypeError, AttributeError, ValidationError) as error:
        raise RecordError(_not_valid(error)) from error


def reading_to_record(reading: PageReading) -> Record:
    """Return the reading of one page as plain JSON values, to be kept in a cache."""
    plain: Record = _PAGE.dump_python(reading, mode="json")
    return plain


def reading_to_json(reading: PageReading) -> bytes:
    """Return the reading of one page as JSON, to be kept in a cache."""
    return _PAGE.dump_json(reading)


def lines_as_json(lines: tuple[Line, ...]) -> bytes:
    """Return `lines` with all that they hold as JSON: what is to be told apart has other bytes."""
    return _LINES.dump_json(lines)


def reading_from_record(record: Mapping[str, Any]) -> PageReading:
    """Return the page reading that `reading_to_record` made `record` from.

    Raises:
        RecordError: it is something else.
    """
    try:
        return _PAGE.validate_python(record)
    except ValidationError as error:
        raise RecordError(_not_valid(error)) from error


def reading_from_json(data: bytes) -> PageReading:
    """Return the page reading that `reading_to_json` made `data` from.

    Raises:
        RecordError: it is something else.
    """
    try:
        return _PAGE.validate_json(data)
    except ValidationError as error:
        raise RecordError(_not_valid(error)) from error


@lru_cache(maxsize=1)
def schema() -> Mapping[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a record."""
    found: dict[str, Any] = json.loads(_SCHEMA_FILE.read_text("utf-8"))
    return found


def _not_valid(error: Exception) -> Message:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        what = f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
    else:
        what = f"{type(error).__name__}: {error}"
    return Message(f"Không phải bản ghi hợp lệ ({what}).", f"This is not a valid record ({what}).")


def _program_version(document: Document) -> str:
    """Return the version that read the document; for one made by hand, that of this program."""
    return next((step.version for step in document.steps if step.stage == "program"), __version__)


def _as_read(lines: Iterable[Line]) -> list[Line]:
    return [replace(line, text=line.read) if line.text != line.read else line for line in lines]


def _to_plain(record: Mapping[str, Any]) -> Record:
    provenance = record["provenance"]
    return {
        "source": {name: value for name, value in provenance.items() if name not in ("program", "steps")},
        "pages": [_page_to_plain(page) for page in record["pages"]],
        "lines": record["lines"],
        "header": _header_to_plain(record["document"]),
        **{name: [_fact_to_plain(fact) for fact in _facts_of(record, name)] for name in _FACTS},
        "problems": [_problem_to_plain(problem) for problem in record["problems"]],
        "steps": [{**step, "settings": list(step["settings"].items())} for step in provenance["steps"]],
    }


def _header_to_record(header: Record) -> Record:
    places: dict[str, list[Record]] = {}
    for field, place in header["evidence"]:
        places.setdefault(field, []).append(place)
    return {**header, "evidence": places}


def _header_to_plain(header: Record) -> Record:
    pairs = [(field, place) for field, places in header["evidence"].items() for place in places]
    return {**header, "evidence": pairs}


def _page_to_record(page: Record) -> Record:
    return {**page, "marks": [{**mark, "fields": dict(mark["fields"])} for mark in page["marks"]]}


def _page_to_plain(page: Record) -> Record:
    return {**page, "marks": [{**mark, "fields": list(mark.get("fields", {}).items())} for mark in page["marks"]]}


def _without(plain: Record, *names: str) -> Record:
    return {name: value for name, value in plain.items() if name not in names}


def _with_no_signatures(provenance: Record) -> Record:
    added = {name: value for name, value in provenance.items() if name not in ("program", "steps")} | {"signatures": []}
    return {**added, **{name: value for name, value in provenance.items() if name not in added}}


def _facts_of(record: Mapping[str, Any], name: str) -> list[Record]:
    found: list[Record] = record.get(name, []) if name in _ADDED_FACTS else record[name]
    return found


def _completed_fact(fact: Record, name: str) -> Record:
    return {**_without(fact, *_EVIDENCE), **_added_fields(name), **fact}


@lru_cache
def _added_fields(name: str) -> Mapping[str, Any]:
    """Return the fields that were added to a kind of fact, with what they hold when nothing was found.

    >>> sorted(_added_fields("references"))
    ['article', 'canonical', 'effect', 'subject', 'urn']
    """
    defaults = {field.name: field.default for field in fields(_GROWN[name]) if field.default is not MISSING}
    return {key: [] if value == () else value for key, value in defaults.items()}


def _fact_to_record(fact: Record) -> Record:
    return {**_without(fact, "evidence"), **fact["evidence"]}


def _fact_to_plain(fact: Record) -> Record:
    return {**_without(fact, *_EVIDENCE), "evidence": {name: fact[name] for name in _EVIDENCE}}


def _problem_to_record(problem: Record) -> Record:
    return {**_without(problem, "message"), **problem["message"]}


def _problem_to_plain(problem: Record) -> Record:
    return {**_without(problem, "vi", "en"), "message": {"vi": problem["vi"], "en": problem["en"]}}
