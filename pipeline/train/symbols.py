"""Counts the parts of document symbols (KH, UBND, NĐ, CP ... in 12/KH-UBND) in a folder of text.

`python -m pipeline.train.symbols CORPUS --out models/symbols.tsv` writes each part of capitals, and how often it
stands in a symbol.
"""

from __future__ import annotations

import argparse
import logging
import re
from collections import Counter
from pathlib import Path

from pipeline.train.corpus import corpus_files, read_blocks

_LOG = logging.getLogger(__name__)

_SYMBOL = re.compile(
    r"(?<![\w/])\d{1,5}(?:/(?:19|20)\d\d)?[/-]([A-ZĐƯ][A-Za-zĐƯđưr]*\d{0,3}(?:[-/&.][A-ZĐƯ][A-Za-zĐƯđư]*\d{0,3})*)"
)
_PART = re.compile(r"[^-/&.]+")
_TAIL = re.compile(r"\d+$")
LEAST = 4


def count_parts(lines: list[str]) -> Counter[str]:
    """Return how often each part stands in the document symbols of `lines`."""
    found: Counter[str] = Counter()
    for line in lines:
        for match in _SYMBOL.finditer(line):
            found.update(_TAIL.sub("", part) for part in _PART.findall(match[1]))
    return found


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    total: Counter[str] = Counter()
    for file in corpus_files(arguments.corpus):
        for block in read_blocks(file, "train"):
            total += count_parts(block)
    rows = [(part, count) for part, count in total.items() if count >= LEAST and len(part) > 1]
    rows.sort(key=lambda row: (-row[1], row[0]))
    arguments.out.write_text("".join(f"{part}\t{count}\n" for part, count in rows), "utf-8")
    _LOG.info("%d parts", len(rows))


if __name__ == "__main__":
    main()
