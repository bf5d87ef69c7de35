"""All documents of a collection as PDF/A files, and a report of how their pages were made."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.errors import SourceError
from pipeline.export.collection import Collection
from pipeline.export.pdf.document import Written, write_document
from pipeline.export.pdfa import check_pdf
from pipeline.export.whole import whole_file
from pipeline.record import from_record

REPORT = "pdf-report.json"
SIGNED = ".signed.pdf"


def write(collection: Collection, out: Path) -> list[Path]:
    """Write OUT/<export name>.pdf for each document that has pages, and OUT/pdf-report.json; return the files.

    The report says of each document how its pages came into the PDF, and what our check of PDF/A found, or why there is
    none. The original of a digitally signed document lies beside its copy as OUT/<export name>.signed.pdf, unchanged.

    Raises:
        ExportError: a file cannot be written.
        MissingProgramError: poppler is not installed and a page must be drawn.
    """
    written, report = [], []
    for name, record in collection.records():
        document = from_record(record)
        originals = collection.originals(document.source.sha256)
        entry: dict[str, Any] = {"name": name, "sha256": document.source.sha256}
        try:
            made = write_document(document, originals, out / f"{name}.pdf")
        except SourceError as error:
            report.append(entry | {"left_out": asdict(error.message)})
            continue
        written.append(made.path)
        if document.source.signatures:
            written.append(_packaged(originals[0], out / f"{name}{SIGNED}"))
        report.append(entry | _told(made))
    path = out / REPORT
    with whole_file(path) as part:
        part.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return [*written, path]


def _told(made: Written) -> dict[str, Any]:
    return {
        "size": made.size,
        "original_size": made.original_size,
        "pages": [asdict(page) for page in made.pages],
        "faults": [asdict(one) for one in check_pdf(made.path)],
    }


def _packaged(original: Path, path: Path) -> Path:
    """Copy a signed original, byte for byte."""
    with whole_file(path) as part:
        shutil.copyfile(original, part)
    return path
