"""What is exported: anything that has records and tables, such as a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from pipeline.record import Record

if TYPE_CHECKING:
    import pandas as pd


class Tables(Protocol):
    """DataFrames by name: documents, sections, references and the other kinds of facts."""

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Return the tables."""


class Collection(Protocol):
    """Documents to export. Only what a format needs is asked for."""

    def records(self) -> Iterable[tuple[str, Record]]:
        """Yield the name under which a document is exported, and its record (`pipeline.record`)."""

    def frames(self) -> Tables:
        """Return the documents and facts as tables."""
