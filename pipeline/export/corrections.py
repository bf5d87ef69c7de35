"""The history of corrections as a file: CSV for spreadsheets, or JSON lines with all that a correction holds."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.export.csv import cell
from pipeline.export.whole import whole_file
from pipeline.message import Message
from pipeline.model import Correction

COLUMNS = (
    "id", "when", "who", "action", "document", "sha256", "page", "target", "field", "before", "after", "printed",
    "like", "undoes",
)  # fmt: skip


def write_corrections(corrections: Sequence[Correction], names: Mapping[str, str], out: Path, file_format: str) -> None:
    """Write `corrections` to the file `out`; `names` gives for the SHA-256 of a source its name.

    Raises:
        UsageError: there is no such format.
        ExportError: the file cannot be written.
    """
    if file_format not in {"csv", "jsonl"}:
        raise UsageError(
            Message(f"Không có định dạng {file_format!r}: csv, jsonl.", f"No format {file_format!r}: csv, jsonl.")
        )
    with whole_file(out) as part:
        if file_format == "jsonl":
            rows = [asdict(one) | {"document": names.get(one.anchor.sha256)} for one in corrections]
            part.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
        else:
            with part.open("w", encoding="utf-8-sig", newline="") as file:
                table = csv.writer(file, lineterminator="\r\n")
                table.writerow(COLUMNS)
                table.writerows([cell(value) for value in _row(one, names)] for one in corrections)


def _row(one: Correction, names: Mapping[str, str]) -> tuple[object, ...]:
    anchor = one.anchor
    return (
        one.id, one.when, one.who, one.action.value, names.get(anchor.sha256, ""), anchor.sha256, anchor.page,
        one.target, one.field, one.before, one.after, anchor.printed, one.like, one.undoes,
    )  # fmt: skip
