"""Akoma Ntoso 1.0 (OASIS LegalDocML): one XML file per document, its sections, references and header marked up."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from pipeline.export.akn.paper import akoma_ntoso
from pipeline.export.collection import Collection
from pipeline.export.whole import whole_file
from pipeline.record import from_record

__all__ = ["akoma_ntoso", "write"]


def write(collection: Collection, out: Path) -> list[Path]:
    """Write OUT/<export name>.akn.xml for each document of `collection`; return the files.

    Raises:
        ExportError: a file cannot be written.
    """
    today = datetime.now(UTC).date()
    written = []
    for name, record in collection.records():
        path = out / f"{name}.akn.xml"
        tree = akoma_ntoso(from_record(record), made=today)
        with whole_file(path) as part:
            part.write_bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", pretty_print=False))
        written.append(path)
    return written
