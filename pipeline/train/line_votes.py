"""Takes lines out of real scans on whose text several engines agree: print to learn from without labelling.

`python -m pipeline.train.line_votes SCANS --out FOLDER --data DATA --reader sohoa --voters Vietnamese vie`
cleans every page of the files in SCANS, reads it with each network (DATA holds their `traineddata` files) and keeps a
line that the reader and a voter read alike; the text is the reader's. Writes FOLDER/lines.jsonl and the pictures.
"""

from __future__ import annotations

import argparse
import csv
import json
import logging
import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2

from pipeline import clean, ingest
from pipeline.language import nfc
from pipeline.ocr.tesseract import SAME_LOOK
from pipeline.raster import Raster
from pipeline.settings import Ingest, Settings

_LOG = logging.getLogger(__name__)

_SETTINGS = Settings(ingest=Ingest(trust_text_layer=False))
_LOOSE = str.maketrans({"–": "-", "—": "-", "•": "-", "“": '"', "”": '"'})
_RIM = 4  # pixels, as the engine cuts lines out
_LEAST_TEXT = 8
_HEIGHTS = range(18, 100)
_SAME_PLACE = 0.6

Place = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as one network read it: left, top, width, height in pixels of the page, and the text."""

    place: Place
    text: str


def read_lines(page: Raster, network: str, data: Path) -> list[ReadLine]:
    """Return the lines that `network` (a file of `data`, without its ending) reads on `page`.

    Raises:
        subprocess.CalledProcessError: Tesseract failed.
    """
    command = ["tesseract", "stdin", "stdout", "--tessdata-dir", str(data), "-l", network, "--psm", "3"]
    command += ["--dpi", str(page.dpi), "-c", "tessedit_create_tsv=1"]
    image = cv2.imencode(".png", page.pixels)[1].tobytes()
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, input=image, capture_output=True, check=True, env=environment)
    places: dict[tuple[str, ...], Place] = {}
    words: dict[tuple[str, ...], list[str]] = {}
    for row in csv.DictReader(done.stdout.decode("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        line = (row["block_num"], row["par_num"], row["line_num"])
        if row["level"] == "4":
            places[line] = (int(row["left"]), int(row["top"]), int(row["width"]), int(row["height"]))
        elif row["level"] == "5" and row["text"].strip():
            words.setdefault(line, []).append(nfc(row["text"].strip()).translate(SAME_LOOK))
    return [ReadLine(places[line], " ".join(found)) for line, found in words.items()]


def agreed(lines: list[ReadLine], votes: list[list[ReadLine]]) -> Iterator[ReadLine]:
    """Yield those of `lines` that at least one of the other readings has in the same place with the same text."""
    for line in lines:
        if len(line.text) < _LEAST_TEXT or line.place[3] not in _HEIGHTS:
            continue
        same = (other for reading in votes for other in reading if shared(line.place, other.place) > _SAME_PLACE)
        if any(other.text.translate(_LOOSE) == line.text.translate(_LOOSE) for other in same):
            yield line


def shared(one: Place, other: Place) -> float:
    """Return the part of their joint area that two boxes share."""
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    tall = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    if wide <= 0 or tall <= 0:
        return 0.0
    return wide * tall / (one[2] * one[3] + other[2] * other[3] - wide * tall)


def clean_pages(file: Path, most: int) -> Iterator[tuple[int, Raster]]:
    """Yield number and cleaned image of the first `most` pages of `file` that are not blank."""
    with tempfile.TemporaryDirectory() as spool:
        for item in ingest.discover([file], _SETTINGS, Path(spool)).items:
            for number in range(1, min(most, ingest.page_count(item, _SETTINGS)) + 1):
                page = ingest.read_source_page(item, number, _SETTINGS)
                if isinstance(page, ingest.ImageInput):
                    cleaned = clean.clean_page(page.raster, _SETTINGS.clean)
                    if not cleaned.is_blank:
                        yield number, cleaned.raster


def main() -> None:
    """Write the lines that are agreed on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scans", type=Path, nargs="+", help="files; leave out all that are kept for tests")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder of the traineddata files")
    parser.add_argument("--reader", required=True)
    parser.add_argument("--voters", nargs="+", required=True)
    parser.add_argument("--pages", type=int, default=6, help="of each file (default 6)")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments.out.mkdir(parents=True, exist_ok=True)
    with (arguments.out / "lines.jsonl").open("w", encoding="utf-8") as index:
        for file in arguments.scans:
            kept = 0
            for number, page in clean_pages(file, arguments.pages):
                lines = read_lines(page, arguments.reader, arguments.data)
                votes = [read_lines(page, voter, arguments.data) for voter in arguments.voters]
                for line in agreed(lines, votes):
                    left, top, width, height = line.place
                    cut = page.pixels[
                        max(0, top - _RIM) : top + height + _RIM, max(0, left - _RIM) : left + width + _RIM
                    ]
                    name = f"{file.stem}-{number}-{kept}.png"
                    cv2.imwrite(str(arguments.out / name), cut)
                    index.write(json.dumps([name, line.text], ensure_ascii=False) + "\n")
                    kept += 1
            _LOG.info("%s: %d lines", file.name, kept)


if __name__ == "__main__":
    main()
