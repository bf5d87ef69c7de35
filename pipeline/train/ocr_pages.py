"""Draws pages of text, damages them as archives do, and reads them as the pipeline does: pairs of right and read text.

`python -m pipeline.train.ocr_pages CORPUS --out FOLDER --pages 60` writes one JSON file per page: `gold` (the lines as
drawn), `read` (lines of [word, confidence]) and `grade`. A page that is there already is not made again, so a broken
run goes on where it stopped. Page i of a run depends on the seed and i only.
"""

from __future__ import annotations

import argparse
import logging
import random
from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path

from pipeline import clean, ocr
from pipeline.model import PageReading
from pipeline.settings import Settings
from pipeline.synth import GRADES, make_scan, prose
from pipeline.train.corpus import Split
from pipeline.train.page_files import write_page
from pipeline.train.pages import Paragraphs

_LOG = logging.getLogger(__name__)

SHARES: Mapping[str, int] = {
    "fax": 5, "bilevel": 5, "clogged": 2, "carbon": 2, "typewriter": 2, "office": 1, "photo": 1, "aged": 1,
}  # fmt: skip
"""How often a grade of damage is drawn: bad ones, for good ones hold too few errors to learn from."""
_SETTINGS = Settings()
_FULL = 3_000  # characters


def read_drawn(paragraphs: list[str], grade: str, seed: int, engine: ocr.Engine) -> tuple[list[str], PageReading]:
    """Return the drawn lines of the first page that `paragraphs` fill, and what is read of it in `grade`."""
    page = make_scan(prose(_a_page_of(paragraphs)), GRADES[grade], seed).pages[0]
    cleaned = clean.clean_page(page.raster, _SETTINGS.clean)
    reading = ocr.read_page(cleaned.raster, 1, _SETTINGS.ocr, engine)
    return [line.text for line in page.drawn.lines], reading


def _a_page_of(paragraphs: list[str]) -> list[str]:
    """Return as many of `paragraphs` as fill a page, one at least; all pages that they fill would be damaged."""
    ends = accumulate(len(text) for text in paragraphs)
    return [text for number, (text, end) in enumerate(zip(paragraphs, ends, strict=True)) if not number or end < _FULL]


def make_pages(corpus: Path, out: Path, *, split: Split, pages: int, seed: int) -> None:
    """Write `pages` drawn and read pages to `out` as JSON files."""
    out.mkdir(parents=True, exist_ok=True)
    source, engine = Paragraphs(corpus, split), ocr.tesseract(_SETTINGS.ocr)
    for number in range(pages):
        file = out / f"{split}-{number:05}.json"
        if file.exists():
            continue
        rng = random.Random(f"{seed}:{split}:{number}")
        grade = rng.choices(list(SHARES), list(SHARES.values()))[0]
        gold, reading = read_drawn(source.draw(rng), grade, rng.getrandbits(31), engine)
        read = [[(word.text, word.confidence) for word in line.words] for line in reading.lines if line.words]
        write_page(file, {"gold": gold, "read": read, "grade": grade})
        _LOG.info("page %d of %d, %s: %d lines drawn, %d read", number + 1, pages, grade, len(gold), len(read))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--split", choices=("train", "dev", "test"), default="train")
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seed", type=int, default=2026)
    arguments = vars(parser.parse_args())
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    make_pages(arguments.pop("corpus"), arguments.pop("out"), **arguments)


if __name__ == "__main__":
    main()
