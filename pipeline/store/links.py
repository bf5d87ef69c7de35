"""Citations of the workspace and the documents that they mean, read from the database.

Links are not kept: they follow from what is there, so that a document that comes later is linked at once, and one that
is replaced leaves no link behind. `identity.Catalogue` decides; the queries here are what makes it quick.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.store.contradictions import Saying, contradicted
from pipeline.store.identity import Catalogue, Citation, Known, is_day

_CITATIONS = """
    SELECT reference.document_id, reference.position, reference.cited_key, reference.date, reference.issuer,
        reference.canonical, reference.urn, citing.place
    FROM reference JOIN document AS citing ON citing.id = reference.document_id
    {where} ORDER BY reference.document_id, reference.position
"""
_DOCUMENTS = "SELECT id, number_key, date, issuer, canonical, place FROM document WHERE number_key IN ({numbers})"
_CITED = "SELECT cited_key FROM reference {where}"
_OF_ONE = "WHERE reference.document_id = ?"
_TO_ONE = "WHERE reference.cited_key = (SELECT number_key FROM document WHERE id = ?)"
_SAYINGS = """
    SELECT document_id, position, cited_id, date, subject, urn IS NOT NULL FROM reference
    WHERE cited_id GLOB '*/[12][0-9][0-9][0-9]/*'
    UNION ALL
    SELECT id, NULL, number_symbol, date, title, false FROM document
    WHERE number_symbol GLOB '*/[12][0-9][0-9][0-9]/*'
    ORDER BY 1, 2
"""
_PLACE = "SELECT text, page, line FROM reference WHERE document_id = ? AND position = ?"


@dataclass(frozen=True, slots=True)
class CitedBy:
    """A citation of a document by another: the citing document, and which of its references it is (from 0)."""

    document: int
    reference: int


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A reference that contradicts others: where it stands, what it says, what is likely right, how many say so."""

    document: int
    export_name: str
    text: str
    page: int
    line: int
    id: str
    date: str | None
    likely_id: str
    likely_date: str | None
    documents: int


def cited_documents(connection: sqlite3.Connection, document_id: int | None = None) -> list[int | None]:
    """Return for each reference, of one document or of all, in order, the id of the document that it means."""
    where, values = ("", ()) if document_id is None else (_OF_ONE, (document_id,))
    return [found for _, _, found in _linked(connection, where, values)]


def citations_of(connection: sqlite3.Connection, document_id: int) -> list[CitedBy]:
    """Return the references of other documents that mean this one."""
    return [
        CitedBy(citing, position)
        for citing, position, found in _linked(connection, _TO_ONE, (document_id,))
        if found == document_id != citing
    ]


def read_contradictions(connection: sqlite3.Connection, export_names: Mapping[int, str]) -> list[Contradiction]:
    """Return the references that more documents write otherwise, in order of documents and references."""
    rows = connection.execute(_SAYINGS)
    said = [
        Saying(document, position, number, date if is_day(date) else None, subject, bool(central))
        for document, position, number, date, subject, central in rows
    ]
    found = []
    for one in contradicted(said):
        document, position = one.saying.document, one.saying.reference
        text, page, line = connection.execute(_PLACE, (document, position)).fetchone()
        found.append(
            Contradiction(
                document, export_names[document], text, page, line, one.saying.id, one.saying.date,
                one.likely_id, one.likely_date, one.documents,
            )
        )  # fmt: skip
    return found


def _linked(
    connection: sqlite3.Connection, where: str, values: tuple[int, ...]
) -> Iterator[tuple[int, int, int | None]]:
    numbers = _CITED.format(where=where)
    rows = connection.execute(_DOCUMENTS.format(numbers=numbers), values)
    catalogue = Catalogue(Known(*row) for row in rows)
    for citing, position, *said in connection.execute(_CITATIONS.format(where=where), values):
        yield citing, position, catalogue.find(Citation(*said))
