"""JSON: one file per document, named after it; docs/record.md explains the fields."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.export.collection import Collection
from pipeline.export.whole import whole_file


def write(collection: Collection, out: Path) -> list[Path]:
    """Write OUT/<export name>.json for each document of `collection`; return the files.

    Raises:
        ExportError: a file cannot be written.
    """
    written = []
    for name, record in collection.records():
        path = out / f"{name}.json"
        with whole_file(path) as part, part.open("w", encoding="utf-8") as file:
            json.dump(record, file, ensure_ascii=False, indent=1)
            file.write("\n")
        written.append(path)
    return written
