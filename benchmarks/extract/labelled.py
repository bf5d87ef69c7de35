"""Where the labelled documents are: records of ../shared/gold, and our own labels in a folder beside it.

Our labels (docs/labelling.md) hold copied text, so they are not part of the project: `LABELS/dev`, `LABELS/sealed` and
`LABELS/second` (a second, independent labelling of documents of the others), each with `NAME.gold.json` and, for
scans, `NAME.txt`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
LABELS = ROOT.parent / "labels"
SETS = ("gold", "dev", "sealed")
"""`gold` and `dev` were looked at while rules were written, `sealed` was not."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with its gold record and its correct text.

    `paper` is the PDF it comes from (None where the scan is lost), `layer` the text that an English OCR made of it.
    """

    name: str
    gold: dict[str, Any]
    text: str
    paper: Path | None
    layer: Path | None

    @property
    def is_scan(self) -> bool:
        """Say whether the PDF is a scan; else it is born digital."""
        return self.paper is not None and self.paper.parent.name == "scans"


def labelled(name: str, shared: Path = SHARED, labels: Path = LABELS) -> tuple[Labelled, ...]:
    """Return the documents of the set `name`; none where its folder is not there."""
    folder = shared / "gold" if name == "gold" else labels / name
    return tuple(_read(file, shared) for file in sorted(folder.glob("*.gold.json")))


def _read(file: Path, shared: Path) -> Labelled:
    name = file.name.removesuffix(".gold.json")
    texts = [file.with_name(f"{name}.gold.txt"), file.with_name(f"{name}.txt"), *_found(shared, "born", name, ".txt")]
    layers = [shared / "seeds" / f"{name}.txt", *_found(shared, "scans", name, ".textlayer.txt")]
    papers = [*_found(shared, "scans", name, ".pdf"), *_found(shared, "born", name, ".pdf")]
    text = next(place for place in texts if place.is_file())
    return Labelled(
        name,
        json.loads(file.read_text("utf-8")),
        text.read_text("utf-8"),
        next(iter(papers), None),
        next((layer for layer in layers if layer.is_file()), None),
    )


def _found(shared: Path, folder: str, name: str, suffix: str) -> Iterator[Path]:
    for path in sorted((shared / folder).glob(f"{name}_*{suffix}")):
        if suffix != ".txt" or not path.name.endswith(".textlayer.txt"):
            yield path


def chosen(documents: Sequence[Labelled], names: Sequence[str]) -> tuple[Labelled, ...]:
    """Return those of `documents` that are named; all where none is."""
    return tuple(one for one in documents if not names or one.name in names)
