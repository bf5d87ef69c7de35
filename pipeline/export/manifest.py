"""What an export wrote: each file with its SHA-256, and the versions that made it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from pipeline.export.whole import told, whole_file
from pipeline.record import SCHEMA_VERSION
from pipeline.version import __version__

FILE_NAME = "sohoa-manifest.json"


def write_manifest(out: Path, formats: Iterable[str], files: Iterable[Path]) -> Path:
    """Write OUT/sohoa-manifest.json about `files`, which lie under `out`; return it.

    Raises:
        ExportError: a file cannot be read, or the manifest not be written.
    """
    path = out / FILE_NAME
    listed = [_entry(out, file) for file in sorted(set(files))]
    manifest = {
        "program": "sohoa",
        "version": __version__,
        "schema": SCHEMA_VERSION,
        "exported_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "formats": list(formats),
        "files": listed,
    }
    with whole_file(path) as part:
        part.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def _entry(out: Path, file: Path) -> dict[str, str | int]:
    with told(file), file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
        return {"name": file.relative_to(out).as_posix(), "bytes": file.stat().st_size, "sha256": digest}
