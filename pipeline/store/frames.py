"""The documents and facts of a workspace as pandas DataFrames."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pipeline.store.links import cited_documents

if TYPE_CHECKING:
    import pandas as pd

_TYPES: dict[str, Any] = {
    "doc_id": "int64", "part": "Int64", "pages": "int64", "first_line": "int64", "last_line": "int64", "page": "int64",
    "line": "int64", "confidence": "float64", "low": "float64", "high": "float64", "amount": "Int64",
    "is_issuer": "bool",
}  # fmt: skip
_WHOLE_DATE = r"\d{4}-\d{2}-\d{2}"

_DOCUMENTS = """
    SELECT document.id AS doc_id, document.sha256, nullif(document.part, 0) AS part,
        (SELECT json_group_array(name) FROM
            (SELECT name FROM file_name WHERE file_name.sha256 = document.sha256 ORDER BY position)) AS names,
        doc_type, number, symbol, number_symbol, date, place, issuer, superior, title, signer_name, signer_title,
        recipients, period, period_start, period_end, urgency, secrecy, canonical, pages, confidence, status,
        (SELECT 'conditional' FROM problem WHERE document_id = document.id AND code = 'personal_data') AS access,
        imported_at
    FROM document ORDER BY doc_id
"""
_FACTS = "SELECT document_id AS doc_id, {columns}, page, line, confidence FROM {table} ORDER BY document_id, position"


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a frame of facts holds: the table, its columns (as SQL), which are dates or lists, types of its own."""

    table: str
    columns: str
    dates: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    types: Mapping[str, str] = field(default_factory=dict)


_KINDS = {
    "sections": _Facts("section", "path, level, label, heading, kind, first_line, last_line", types={"level": "int64"}),
    "references": _Facts(
        "reference",
        "cited_id AS id, doc_type, date, issuer, relation, text, article, subject, effect, canonical, urn",
        dates=("date",),
    ),
    "obligations": _Facts(
        "obligation",
        "section, actor, role, partners, action, deadline, deadline_date, frequency, product, starts, ends, "
        "recurrence, condition, acts, actor_keys, partner_keys",
        dates=("deadline_date", "starts", "ends"),
        lists=("partners", "acts", "actor_keys", "partner_keys"),
    ),
    "mentions": _Facts("mention", "text, kind, doc_type, date, target, article", dates=("date",)),
    "reports": _Facts(
        "reporting_duty",
        'section, actor, addressee AS "to", through, frequency, recurrence, deadline, deadline_date, form, actor_keys',
        dates=("deadline_date",),
        lists=("actor_keys",),
    ),
    "targets": _Facts("target", "section, actor, indicator, comparator, value, low, high, unit, scope, period, text"),
    "budget": _Facts("funding", "section, amount, source, estimator, text"),
    "results": _Facts("result", "section, indicator, value, number, unit, text", types={"number": "float64"}),
    "bodies": _Facts("body", "key, name, level, kind, names, is_issuer", lists=("names",)),
    "places": _Facts("place", "text, level, before, after", lists=("before", "after")),
}


@dataclass(frozen=True, slots=True)
class Frames:
    """One DataFrame per kind of row; `doc_id` joins them.

    Dates are datetime64 where the day is known; the column of the same name with `_iso` has what the document says,
    also a month only (YYYY-MM). Lists (`names`, `partners`, `acts` and the like) are tuples of strings.
    `references.cited_doc_id` is the document of the workspace that a reference means, where there is one.
    """

    documents: pd.DataFrame
    sections: pd.DataFrame
    references: pd.DataFrame
    obligations: pd.DataFrame
    mentions: pd.DataFrame
    reports: pd.DataFrame
    targets: pd.DataFrame
    budget: pd.DataFrame
    results: pd.DataFrame
    bodies: pd.DataFrame
    places: pd.DataFrame

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Return the frames by name."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


def read_frames(connection: sqlite3.Connection, export_names: Mapping[int, str]) -> Frames:
    """Return all documents and facts of the workspace."""
    periods = ("date", "period_start", "period_end")
    documents = _read(connection, _DOCUMENTS, dates=periods, lists=("names", "recipients"))
    documents.insert(1, "export_name", documents["doc_id"].map(export_names).astype("string"))
    facts = {
        name: _read(
            connection, _FACTS.format(columns=kind.columns, table=kind.table), kind.dates, kind.lists, kind.types
        )
        for name, kind in _KINDS.items()
    }
    cited = _column(cited_documents(connection), "Int64")
    facts["references"].insert(2, "cited_doc_id", cited)
    return Frames(documents=documents, **facts)


def _read(
    connection: sqlite3.Connection,
    query: str,
    dates: Container[str] = (),
    lists: Container[str] = (),
    types: Mapping[str, str] = MappingProxyType({}),
) -> pd.DataFrame:
    """Return the rows of `query`. Types follow from the column names, so that an empty table has them too."""
    import pandas as pd  # takes a second to load: only where tables are asked for

    cursor = connection.execute(query)
    names = [str(column[0]) for column in cursor.description]
    columns: dict[str, pd.Series] = {}
    for name, values in zip(names, _transposed(cursor.fetchall(), len(names)), strict=True):
        if name in lists:
            columns[name] = _column([tuple(json.loads(value)) for value in values], object)
            continue
        columns[name] = _column(values, types.get(name) or _TYPES.get(name, "string"))
        if name in dates:
            columns[f"{name}_iso"] = columns[name]
            columns[name] = _days(columns[name])
    if "imported_at" in columns:
        columns["imported_at"] = pd.to_datetime(columns["imported_at"], utc=True).astype("datetime64[us, UTC]")
    return pd.DataFrame(columns)


def _column(values: Sequence[object], kind: Any) -> pd.Series:  # noqa: ANN401 - whatever pandas takes for a type
    import pandas as pd  # see above

    return pd.Series(list(values), dtype=kind)


def _transposed(rows: list[tuple[object, ...]], width: int) -> list[tuple[Any, ...]]:
    return list(zip(*rows, strict=True)) if rows else [()] * width


def _days(said: pd.Series) -> pd.Series:
    import pandas as pd  # see above

    whole = said.where(said.str.fullmatch(_WHOLE_DATE).fillna(value=False))
    return pd.to_datetime(whole, format="%Y-%m-%d", errors="coerce").astype("datetime64[us]")
