"""Some of the documents of a collection, or all of them with their records changed: what formats are handed.

A change (masking personal data, say) is made to the records before any format sees them; in the tables the same texts
are changed in the same way, so that no format can leak what another hides.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.export.collection import Collection, PageFiles
from pipeline.record import Record

if TYPE_CHECKING:
    import pandas as pd

Change = Callable[[Record], Record]
"""Returns a changed copy of a record that has the same shape: texts may differ, no list is longer or shorter."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A `Collection` of the documents of `collection` with these `names` (None: all), their records changed."""

    collection: Collection
    names: Container[str] | None = None
    change: Change | None = None

    @property
    def page_images(self) -> PageFiles | None:
        """The images of the pages; None where records are changed, for the images still show what was there."""
        return None if self.change else self.collection.page_images

    def originals(self, sha256: str) -> Sequence[Path]:
        """Return the files of a source; none where records are changed, for they still show what was there."""
        return () if self.change else self.collection.originals(sha256)

    def records(self, only: Container[str] | None = None) -> Iterator[tuple[str, Record]]:
        """Yield the chosen documents, their records changed."""
        for name, record in self.collection.records(self.names):
            if only is None or name in only:
                yield name, self.change(record) if self.change else record

    def frames(self) -> ChosenTables:
        """Return the rows of the chosen documents, their texts changed as in the records."""
        tables = self.collection.frames().tables()
        documents = tables["documents"]
        if self.names is not None:
            names = self.names
            ids = documents.loc[[name in names for name in documents["export_name"]], "doc_id"]
            tables = {name: frame[frame["doc_id"].isin(ids)].reset_index(drop=True) for name, frame in tables.items()}
        return ChosenTables(self._changed(tables, self.change) if self.change else tables)

    def _changed(self, tables: Mapping[str, pd.DataFrame], change: Change) -> Mapping[str, pd.DataFrame]:
        names = {name: key for key, name in tables["documents"][["doc_id", "export_name"]].itertuples(index=False)}
        of_document = {
            names[name]: changed_texts(record, change(record))
            for name, record in self.collection.records(self.names)
            if name in names  # another program may write meanwhile
        }
        return {name: _with_texts(frame, of_document) for name, frame in tables.items()}


@dataclass(frozen=True, slots=True)
class ChosenTables:
    """The tables of some documents."""

    found: Mapping[str, pd.DataFrame]

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Return the tables by name."""
        return self.found


def changed_texts(before: Any, after: Any) -> dict[str, str]:  # noqa: ANN401 - any JSON value
    """Return what each text of a record became; texts that stayed are left out.

    Raises:
        ValueError: the two are not of the same shape.

    >>> changed_texts({"a": ["x", "y"], "b": 1}, {"a": ["x", "***"], "b": 1})
    {'y': '***'}
    """
    found: dict[str, str] = {}
    pending = [(before, after)]
    while pending:
        old, new = pending.pop()
        if isinstance(old, dict) and isinstance(new, dict):
            pending += [(value, new[key]) for key, value in old.items()]
        elif isinstance(old, list) and isinstance(new, list):
            pending += zip(old, new, strict=True)
        elif isinstance(old, str) and isinstance(new, str) and old != new:
            found[old] = new
    return found


def _with_texts(frame: pd.DataFrame, of_document: Mapping[Any, Mapping[str, str]]) -> pd.DataFrame:
    """Return a table with the changed texts of each document in its rows, also inside lists."""
    out = frame.copy()
    for column in out.columns:
        if column == "doc_id" or not (out[column].dtype == object or out[column].dtype == "string"):
            continue
        values = [
            _changed_value(value, of_document.get(key, {}))
            for key, value in zip(out["doc_id"], out[column], strict=True)
        ]
        out[column] = out[column].__class__(values, index=out.index, dtype=out[column].dtype)
    return out


def _changed_value(value: Any, texts: Mapping[str, str]) -> Any:  # noqa: ANN401 - a cell holds anything
    if isinstance(value, str):
        return texts.get(value, value)
    if isinstance(value, tuple):
        return tuple(texts.get(one, one) for one in value)
    return value
