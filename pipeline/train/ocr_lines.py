"""Draws single lines of text, spoils them and reads them with our engine: many errors in little time.

`python -m pipeline.train.ocr_lines CORPUS --out FOLDER --lines 6000` writes JSON files of 50 lines each, in the form of
`pipeline.train.ocr_pages`, for `pipeline.train.channel`. Text and damage are those that the engine was taught with.
"""

from __future__ import annotations

import argparse
import logging
import random
from pathlib import Path

import cv2
import numpy as np

from pipeline import ocr
from pipeline.raster import Raster
from pipeline.settings import Ocr
from pipeline.train.line_images import READ_DPI, draw_line
from pipeline.train.line_texts import Stock, line_text, read_stock
from pipeline.train.page_files import write_page

_LOG = logging.getLogger(__name__)

_LINES = 50
_MARGIN = 12  # pixels
_SETTINGS = Ocr()

Read = list[tuple[str, float]]


def read_line(text: str, rng: random.Random, engine: ocr.Engine) -> Read | None:
    """Return the words, each with its confidence, that `engine` reads of a spoilt line; None if it cannot be drawn."""
    picture = draw_line(text, rng)
    if picture is None:
        return None
    framed = cv2.copyMakeBorder(picture, _MARGIN, _MARGIN, _MARGIN, _MARGIN, cv2.BORDER_REPLICATE)
    raster = Raster(np.ascontiguousarray(framed, np.uint8), READ_DPI)
    return [(word.text, word.confidence) for word in engine.words(raster, _SETTINGS, view=ocr.View.LINE)]


def make_file(stock: Stock, rng: random.Random, engine: ocr.Engine) -> dict[str, list[str] | list[Read]]:
    """Return the lines of one file, as drawn and as read."""
    gold: list[str] = []
    read: list[Read] = []
    while len(gold) < _LINES:
        text = line_text(stock, rng)
        words = read_line(text, rng, engine) if text else None
        if words:
            gold.append(text)
            read.append(words)
    return {"gold": gold, "read": read}


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--lines", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=2026)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments.out.mkdir(parents=True, exist_ok=True)
    stock, engine = read_stock(arguments.corpus, "train"), ocr.tesseract(_SETTINGS)
    for number in range(arguments.lines // _LINES):
        file = arguments.out / f"train-{number:05}.json"
        if file.exists():
            continue
        write_page(file, make_file(stock, random.Random(f"{arguments.seed}:{number}"), engine))
        _LOG.info("file %d of %d", number + 1, arguments.lines // _LINES)


if __name__ == "__main__":
    main()
