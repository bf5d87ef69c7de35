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

import numpy as np

from pipeline.synth.draw import draw, gold_text
from pipeline.synth.random_plan import random_plan
from pipeline.synth.record import gold_record
from pipeline.synth.stock import rich_stock
from pipeline.synth.style import Style

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
LABELS = ROOT.parent / "labels"
SETS = ("gold", "dev", "sealed", "drawn")
"""`gold` and `dev` were looked at while rules were written, `sealed` was not; `drawn` are plans made up at random."""
DRAWN = 60
_FIRST_SEED = 5000


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
    if name == "drawn":
        return tuple(map(_made_up, range(_FIRST_SEED, _FIRST_SEED + DRAWN)))
    folder = shared / "gold" if name == "gold" else labels / name
    return tuple(_read(file, shared) for file in sorted(folder.glob("*.gold.json")))


def _made_up(seed: int) -> Labelled:
    """Return a random plan whose record is known; layout, numbering, wording and duties vary with `seed`."""
    rng = np.random.default_rng(seed)
    content = random_plan(rng, rich_stock(rng))
    pages = draw(content, Style(), rng)
    return Labelled(f"r{seed}", gold_record(content, pages), gold_text(pages), None, None)


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
