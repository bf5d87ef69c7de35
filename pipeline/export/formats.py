"""The formats, by name, and the one function that writes them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.export.collection import Collection
from pipeline.message import Message

FORMATS = ("json", "jsonl", "csv", "xlsx", "parquet")
"""The names of the formats. Each is a module of this package with a function `write`, loaded when it is used."""

Writer = Callable[[Collection, Path], list[Path]]


def export(collection: Collection, file_format: str, out: Path) -> list[Path]:
    """Write `collection` into the folder `out` as `file_format`; return the files written.

    Each file is there whole or not at all; a file of the same name is replaced, others stay.

    Raises:
        UsageError: there is no such format.
        ExportError: `out` cannot be written.
    """
    if file_format not in FORMATS:
        known = ", ".join(FORMATS)
        raise UsageError(
            Message(
                f"Không có định dạng {file_format!r}. Chọn: {known}.",
                f"No format {file_format!r}. Choose: {known}.",
            )
        )
    write: Writer = import_module(f"{__package__}.{file_format}").write
    return write(collection, out)
