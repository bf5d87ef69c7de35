"""The documents and facts of a workspace as pandas DataFrames."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_TYPES: dict[str, Any] = {
    "doc_id": "int64", "part": "Int64", "pages": "int64", "level": "int64", "first_line": "int64", "last_line": "int64",
    "page": "int64", "line": "int64", "confidence": "float64",
}  # fmt: skip
_WHOLE_DATE = r"\d{4}-\d{2}-\d{2}"

_DOCUMENTS = """
    SELECT document.id AS doc_id, document.sha256, nullif(document.part, 0) AS part,
        (SELECT json_group_array(name) FROM
            (SELECT name FROM file_name WHERE file_name.sha256 = document.sha256 ORDER BY position)) AS names,
        doc_type, number, symbol, number_symbol, date, place, issuer, superior, title, signer_name, signer_title,
        recipients, period, period_start, period_end, urgency, secrecy, pages, confidence, status, imported_at
    FROM document ORDER BY doc_id
"""
_SECTIONS = """
    SELECT document_id AS doc_id, path, level, label, heading, kind, first_line, last_line, page, line, confidence
    FROM section ORDER BY document_id, position
"""
_REFERENCES = """
    SELECT document_id AS doc_id, cited_id AS id, doc_type, date, issuer, relation, text, page, line, confidence
    FROM reference ORDER BY document_id, position
"""
_OBLIGATIONS = """
    SELECT document_id AS doc_id, section, actor, role, partners, action, deadline, deadline_date, frequency, product,
        page, line, confidence
    FROM obligation ORDER BY document_id, position
"""


@dataclass(frozen=True, slots=True)
class Frames:
    """One DataFrame per kind of row; `doc_id` joins them.

    Dates are datetime64 where the day is known; the column of the same name with `_iso` has what the document says,
    also a month only (YYYY-MM). Lists (`names`, `recipients`, `partners`) are tuples of strings.
    """

    documents: pd.DataFrame
    sections: pd.DataFrame
    references: pd.DataFrame
    obligations: pd.DataFrame

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Return the frames by name."""
        return {
            "documents": self.documents,
            "sections": self.sections,
            "references": self.references,
            "obligations": self.obligations,
        }


def read_frames(connection: sqlite3.Connection, export_names: Mapping[int, str]) -> Frames:
    """Return all documents and facts of the workspace."""
    periods = ("date", "period_start", "period_end")
    documents = _read(connection, _DOCUMENTS, dates=periods, lists=("names", "recipients"))
    documents.insert(1, "export_name", documents["doc_id"].map(export_names).astype("string"))
    return Frames(
        documents=documents,
        sections=_read(connection, _SECTIONS),
        references=_read(connection, _REFERENCES, dates=("date",)),
        obligations=_read(connection, _OBLIGATIONS, dates=("deadline_date",), lists=("partners",)),
    )


def _read(
    connection: sqlite3.Connection, query: str, dates: tuple[str, ...] = (), lists: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Return the rows of `query`. Types follow from the column names, so that an empty table has them too."""
    import pandas as pd  # takes a second to load: only where tables are asked for

    cursor = connection.execute(query)
    names = [str(column[0]) for column in cursor.description]
    columns: dict[str, pd.Series] = {}
    for name, values in zip(names, _transposed(cursor.fetchall(), len(names)), strict=True):
        if name in lists:
            columns[name] = pd.Series([tuple(json.loads(value)) for value in values], dtype=object)
            continue
        columns[name] = pd.Series(list(values), dtype=_TYPES.get(name, "string"))
        if name in dates:
            columns[f"{name}_iso"] = columns[name]
            columns[name] = _days(columns[name])
    if "imported_at" in columns:
        columns["imported_at"] = pd.to_datetime(columns["imported_at"], utc=True).astype("datetime64[us, UTC]")
    return pd.DataFrame(columns)


def _transposed(rows: list[tuple[object, ...]], width: int) -> list[tuple[Any, ...]]:
    return list(zip(*rows, strict=True)) if rows else [()] * width


def _days(said: pd.Series) -> pd.Series:
    import pandas as pd  # see above

    whole = said.where(said.str.fullmatch(_WHOLE_DATE).fillna(value=False))
    return pd.to_datetime(whole, format="%Y-%m-%d", errors="coerce").astype("datetime64[us]")
