"""How good the whole pipeline is: from file to record, against gold records.

    python -m benchmarks.quality [SET ...] [--jobs N]
    python -m benchmarks.quality --workspace FOLDER

Sets: `samples` (data/samples, our own pages), and where ../shared is there `seeds` (texts garbled by an English OCR),
`scans` (real scans) and `born` (born-digital PDFs). The figures are explained in `pipeline.quality`. Prints one
Markdown table per set: a row per document, then the mean and its 95 % interval over documents (bootstrap).

With a workspace, the documents that people corrected in it are the gold, and what the machine had read of them is
judged.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline import ocr
from pipeline.quality import Interval, Quality, judge, summarise
from pipeline.record import to_record
from pipeline.run import run_batch
from pipeline.settings import Settings, load_settings
from pipeline.store import Workspace
from pipeline.version import __version__

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
COLUMNS = {
    "wer": "wer",
    "cer": "cer",
    "word_bag": "word_bag",
    "document": "document",
    "sections": "sections",
    "section_kind": "kind",
    "references": "references",
    "reference_type": "type",
    "reference_date": "date",
    "reference_issuer": "issuer",
    "reference_relation": "relation",
    "obligations": "obligations",
    "obligation_role": "role",
    "obligation_deadline": "deadline",
}
"""The figures that are shown, with their headings."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Files with gold: `NAME.gold.json` and, where the text is known, `NAME.gold.txt` or `NAME.txt`."""

    title: str
    sources: tuple[Path, ...]
    gold: Path


def labelled_sets() -> dict[str, Labelled]:
    """Return the sets by name; those of ../shared have no sources where it is missing."""
    gold = SHARED / "gold"

    def shared(folder: str, suffix: str, *names: str) -> tuple[Path, ...]:
        patterns = (f"{name}{middle}{suffix}" for name in names for middle in ("", "_*"))
        return tuple(path for pattern in patterns for path in sorted((SHARED / folder).glob(pattern)))

    return {
        "samples": Labelled("Samples (our own pages)", (ROOT / "data" / "samples",), ROOT / "data" / "golden"),
        "seeds": Labelled("Garbled texts", shared("seeds", ".txt", "000", "001", "004"), gold),
        "scans": Labelled("Real scans", shared("scans", ".pdf", "s26", "s28", "s33"), gold),
        "born": Labelled(
            "Born-digital documents", shared("born", ".pdf", "b01", "b03", "b05", "b06", "b10", "b24"), gold
        ),
    }


def gold_name(export_name: str, gold: Path) -> str | None:
    """Return the name of the gold of a document: its own, or that up to the first underscore."""
    names = (export_name, export_name.split("_", 1)[0])
    return next((name for name in names if (gold / f"{name}.gold.json").is_file()), None)


def judge_set(labelled: Labelled, settings: Settings) -> dict[str, Quality]:
    """Import the sources of a set into a workspace of its own, and return the figures of each document with gold.

    A document that is missing (its file failed) is judged as an empty record.
    """
    with tempfile.TemporaryDirectory(prefix="sohoa-quality-") as folder, Workspace(folder) as workspace:
        report = run_batch(labelled.sources, workspace, settings)
        for outcome in report.outcomes:
            if outcome.exit_code:
                print(f"{outcome.name}: {outcome.message}", file=sys.stderr)
        found = {gold_name(name, labelled.gold): record for name, record in workspace.records()}
    if labelled.gold.is_relative_to(SHARED):
        wanted = [gold_name(source.stem, labelled.gold) for source in labelled.sources]
    else:
        wanted = [path.name.removesuffix(".gold.json") for path in sorted(labelled.gold.glob("*.gold.json"))]
    return {name: _judge(labelled.gold, name, found.get(name, {})) for name in wanted if name}


def judge_corrected(folder: Path) -> dict[str, Quality]:
    """Return how good the machine's reading was of each document that people corrected in the workspace at `folder`."""
    judged: dict[str, Quality] = {}
    with Workspace(folder) as workspace:
        names = workspace.export_names()
        for document_id in workspace.corrections.corrected():
            machine = workspace.corrections.machine(document_id)
            if machine is not None:
                gold = workspace.get(document_id).record
                judged[names[document_id]] = judge(gold, to_record(machine), gold["text"])
    return judged


def _judge(folder: Path, name: str, record: Mapping[str, Any]) -> Quality:
    gold = json.loads((folder / f"{name}.gold.json").read_text("utf-8"))
    texts = [path for path in (folder / f"{name}.gold.txt", folder / f"{name}.txt") if path.is_file()]
    return judge(gold, record, texts[0].read_text("utf-8") if texts else None)


def table(judged: Mapping[str, Quality]) -> str:
    """Return the figures as a Markdown table."""
    means = summarise(list(judged.values()))
    rows = [
        ["", *COLUMNS.values()],
        ["---", *("---:" for _ in COLUMNS)],
        *([name, *(_figure(getattr(quality, column)) for column in COLUMNS)] for name, quality in judged.items()),
        [f"**mean of {len(judged)}**", *(_mean(means.get(column)) for column in COLUMNS)],
        ["95 % interval", *(_interval(means.get(column)) for column in COLUMNS)],
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def missed(judged: Mapping[str, Quality]) -> str:
    """Return which header fields are wrong or missing in which document."""
    wrong = [f"{name} ({', '.join(quality.missed)})" for name, quality in judged.items() if quality.missed]
    return f"Header fields missed: {'; '.join(wrong) or 'none'}."


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _mean(interval: Interval | None) -> str:
    return f"**{interval.mean:.3f}**" if interval else ""


def _interval(interval: Interval | None) -> str:
    return f"{interval.low:.2f}–{interval.high:.2f}" if interval else ""


def machine(settings: Settings) -> str:
    """Return what the figures were made on and with."""
    engine = ocr.tesseract(settings.ocr)
    return f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, {engine.name} {engine.version}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    sets = labelled_sets()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"which sets: {', '.join(sets)} (default: all)")
    parser.add_argument("--jobs", type=int, default=0, help="worker processes; 0 means one per core")
    parser.add_argument("--workspace", type=Path, help="judge what the machine read by what people corrected in it")
    asked = parser.parse_args(arguments)
    if asked.workspace is not None:
        judged = judge_corrected(asked.workspace)
        found = f"{table(judged)}\n\n{missed(judged)}" if judged else "Nobody corrected anything in it yet."
        print(f"## What people corrected in {asked.workspace}\n\n{found}")
        return
    if unknown := set(asked.sets) - set(sets):
        parser.error(f"no set {', '.join(sorted(unknown))}")
    settings = load_settings(overrides={"run": {"jobs": asked.jobs}})
    command = " ".join(["python -m benchmarks.quality", *asked.sets])
    print(f"sohoa {__version__}, {datetime.now(UTC).date()}, {machine(settings)}: `{command}`\n")
    for name in asked.sets or sets:
        labelled = sets[name]
        if not labelled.sources:
            print(f"## {labelled.title}\n\nLeft out: {SHARED} is not here.\n")
            continue
        started = time.monotonic()
        judged = judge_set(labelled, settings)
        print(
            f"## {labelled.title}\n\n{table(judged)}\n\n{missed(judged)} {time.monotonic() - started:.0f} s\n",
            flush=True,
        )


if __name__ == "__main__":
    main()
