"""JSON lines: all documents in one file, one record per line."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.export.collection import Collection
from pipeline.export.whole import whole_file


def write(collection: Collection, out: Path) -> list[Path]:
    """Write OUT/documents.jsonl; each line is a record with its export name under `name`.

    Raises:
        ExportError: the file cannot be written.
    """
    path = out / "documents.jsonl"
    with whole_file(path) as part, part.open("w", encoding="utf-8") as file:
        for name, record in collection.records():
            file.write(json.dumps({"name": name, **record}, ensure_ascii=False, separators=(",", ":")) + "\n")
    return [path]
