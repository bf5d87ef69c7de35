"""Writes models/manifest.json: for each model file its checksum, size, origin, score and licence.

`python -m pipeline.train.manifest models [--scores FILE]`; scores are one line for each model, as JSON.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

LICENCE = "Apache-2.0 (statistics; see the card for the sources)"


@dataclass(frozen=True, slots=True)
class Origin:
    """How a model was made."""

    command: str
    data: str


ORIGINS = {
    "language": Origin("python -m pipeline.train.language_model CORPUS --out models", "see language_model.md"),
    "garbled": Origin(
        "python -m pipeline.train.channel PAGES SCANS --text RIGHT READ --out models/garbled", "see channels.md"
    ),
    "vietnamese": Origin("python -m pipeline.train.channel PAGES --out models/vietnamese", "see channels.md"),
    "handwriting": Origin(
        "python -m pipeline.train.digits --out models/handwriting/figures.onnx", "see handwriting.md"
    ),
    "tesseract": Origin(
        "python -m pipeline.train.lines CORPUS --start vie.traineddata --real LINES --out FOLDER", "see tesseract.md"
    ),
    "calibration.tsv": Origin(
        "python -m pipeline.train.calibration CORPUS --garbled PAGES --vietnamese PAGES --out models", "see channels.md"
    ),
    "extraction.tsv": Origin("python -m benchmarks.extract.calibrate --out models", "see extraction.md"),
    "symbols.tsv": Origin("python -m pipeline.train.symbols CORPUS --out models/symbols.tsv", "see language_model.md"),
}


def manifest_of(folder: Path, scores: dict[str, str]) -> dict[str, list[dict[str, str | int]]]:
    """Return the manifest of all model files in `folder`; `scores` says how good each model is."""
    rows: list[dict[str, str | int]] = []
    for name, origin in ORIGINS.items():
        place = folder / name
        for file in sorted(place.iterdir()) if place.is_dir() else [place]:
            content = file.read_bytes()
            rows.append(
                {
                    "file": file.relative_to(folder).as_posix(),
                    "sha256": hashlib.sha256(content).hexdigest(),
                    "size": len(content),
                    "command": origin.command,
                    "data": origin.data,
                    "score": scores.get(name, ""),
                    "licence": LICENCE,
                }
            )
    return {"files": rows}


def known_scores(manifest: Path) -> dict[str, str]:
    """Return the lines about quality that stand in a manifest, by model."""
    rows = json.loads(manifest.read_text("utf-8"))["files"]
    return {row["file"].split("/")[0]: row["score"] for row in rows if row["score"]}


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", type=Path)
    parser.add_argument("--scores", type=Path, help="JSON: name of a model to one line about its quality")
    arguments = parser.parse_args()
    manifest = arguments.models / "manifest.json"
    scores = known_scores(manifest) if manifest.exists() else {}
    scores |= json.loads(arguments.scores.read_text("utf-8")) if arguments.scores else {}
    text = json.dumps(manifest_of(arguments.models, scores), ensure_ascii=False, indent=1)
    manifest.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
