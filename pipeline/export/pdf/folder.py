"""All documents of a collection as PDF/A files, and a report of how their pages were made."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.errors import SourceError
from pipeline.export.collection import Collection
from pipeline.export.pdf.document import write_document
from pipeline.export.whole import whole_file
from pipeline.record import from_record

REPORT = "pdf-report.json"


def write(collection: Collection, out: Path) -> list[Path]:
    """Write OUT/<export name>.pdf for each document that has pages, and OUT/pdf-report.json; return the files.

    The report says of each document how its pages came into the PDF, or why there is none.

    Raises:
        ExportError: a file cannot be written.
        MissingProgramError: poppler is not installed and a page must be drawn.
    """
    written, report = [], []
    for name, record in collection.records():
        document = from_record(record)
        entry: dict[str, Any] = {"name": name, "sha256": document.source.sha256}
        try:
            made = write_document(document, collection.originals(document.source.sha256), out / f"{name}.pdf")
        except SourceError as error:
            report.append(entry | {"left_out": asdict(error.message)})
            continue
        written.append(made.path)
        pages = [asdict(page) for page in made.pages]
        report.append(entry | {"size": made.size, "original_size": made.original_size, "pages": pages})
    path = out / REPORT
    with whole_file(path) as part:
        part.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return [*written, path]
