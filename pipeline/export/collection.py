"""What is exported: anything that has records and tables, such as a workspace."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pipeline.record import Record

if TYPE_CHECKING:
    import pandas as pd


class Tables(Protocol):
    """DataFrames by name: documents, sections, references and the other kinds of facts."""

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Return the tables."""


class PageFiles(Protocol):
    """Where the images of pages lie."""

    def path(self, sha256: str, page: int) -> Path | None:
        """Return the file of a page (from 1) of the source with this SHA-256, None where there is none."""


class Collection(Protocol):
    """Documents to export. Only what a format needs is asked for."""

    @property
    def page_images(self) -> PageFiles | None:
        """The images of the pages, to lead to from the exported rows; None where no row may lead to a picture."""

    def records(self, only: Container[str] | None = None) -> Iterable[tuple[str, Record]]:
        """Yield the name under which a document is exported, and its record (`pipeline.record`).

        `only` chooses documents by these names; None is all.
        """

    def frames(self) -> Tables:
        """Return the documents and facts as tables."""

    def originals(self, sha256: str) -> Sequence[Path]:
        """Return the files, in order, that the source with this SHA-256 is made of."""
