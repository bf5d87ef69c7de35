"""Reads real scans with the wrong and with the right model: pairs of garbled and (nearly) right text.

`python -m pipeline.train.scans FOLDER_OF_PDF --out FOLDER` renders each page at several resolutions, reads it with
Tesseract `eng`, and takes what `vie` reads at 300 dpi as the right text. Words that `vie` is unsure of are
replaced by "?", so nothing is learnt from them. The files are like those of `pipeline.train.pages`. Real type,
paper and scanners make errors that drawn pages do not.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
from pathlib import Path

from pdf2image import convert_from_path, pdfinfo_from_path
from PIL import Image

from pipeline.train.pages import read_page

_LOG = logging.getLogger(__name__)

RESOLUTIONS = (150, 200, 300)
SURE = 0.9
_RIGHT_DPI = 300
_LEAST_WORDS = 60


def right_lines(page: Image.Image) -> list[str]:
    """Return the lines that the Vietnamese model reads, "?" for words it is unsure of."""
    lines = read_page(page, "vie", _RIGHT_DPI)
    return [" ".join(word if confidence >= SURE else "?" for word, confidence in line) for line in lines]


def read_scan(file: Path, out: Path, most_pages: int) -> None:
    """Write the pairs of the first `most_pages` upright pages of one PDF."""
    pages = min(most_pages, int(pdfinfo_from_path(str(file))["Pages"]))
    for number in range(1, pages + 1):
        names = {dpi: out / f"train-{file.stem[:40]}-{number:02}-{dpi}.json" for dpi in RESOLUTIONS}
        if all(name.exists() for name in names.values()):
            continue
        images = {
            dpi: convert_from_path(str(file), dpi, first_page=number, last_page=number, grayscale=True)[0]
            for dpi in RESOLUTIONS
        }
        page = images[_RIGHT_DPI]
        gold = right_lines(page) if page.height > page.width else []
        if sum(line.count(" ") + 1 for line in gold) < _LEAST_WORDS:
            continue
        for dpi, image in images.items():
            read = read_page(image, "eng", dpi)
            names[dpi].write_text(json.dumps({"gold": gold, "read": read}, ensure_ascii=False), "utf-8")
        _LOG.info("%s page %d: %d lines", file.name, number, len(gold))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scans", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=4, help="most pages of one file")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    arguments.out.mkdir(parents=True, exist_ok=True)
    for file in sorted(arguments.scans.glob("*.pdf")):
        read_scan(file, arguments.out, arguments.pages)


if __name__ == "__main__":
    main()
