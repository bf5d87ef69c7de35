"""The formats, by name, and the one function that writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.export.collection import Collection
from pipeline.message import Message

FORMATS = ("json", "jsonl", "csv", "xlsx", "parquet", "txt", "md", "akn", "ics", "pdf", "hocr", "alto")
"""The names of the formats. Each is a module of this package with a function `write`, loaded when it is used."""

ALL = "all"
"""Asks for every format."""

Writer = Callable[[Collection, Path], list[Path]]


def export(collection: Collection, file_format: str, out: Path) -> list[Path]:
    """Write `collection` into the folder `out` as `file_format`; return the files written.

    Each file is there whole or not at all; a file of the same name is replaced, others stay.

    Raises:
        UsageError: there is no such format.
        ExportError: `out` cannot be written.
    """
    (name,) = chosen_formats([file_format])
    write: Writer = import_module(f"{__package__}.{name}").write
    return write(collection, out)


def chosen_formats(asked: Iterable[str]) -> tuple[str, ...]:
    """Return the formats that are asked for, each once, in the order of asking; names may be joined by commas.

    Raises:
        UsageError: one of them does not exist.

    >>> chosen_formats(["xlsx,json", "xlsx"])
    ('xlsx', 'json')
    """
    names = [name.strip().lower() for part in asked for name in part.split(",") if name.strip()]
    if ALL in names:
        return FORMATS
    for name in names:
        if name not in FORMATS:
            raise _unknown(name)
    return tuple(dict.fromkeys(names))


def _unknown(name: str) -> UsageError:
    known = ", ".join(FORMATS)
    return UsageError(
        Message(
            f"Không có định dạng {name!r}. Chọn: {known}, hoặc {ALL} (tất cả).",
            f"No format {name!r}. Choose: {known}, or {ALL}.",
        )
    )
