"""Reads pages with tesserocr: `python handover_library.py LANGUAGE REPEAT DPI:FILE.pgm ...`.

Runs under whatever Python has tesserocr, so it imports nothing of ours. Prints a JSON line for each page: its readings.
"""

from __future__ import annotations

import csv
import json
import sys
import time

LEVEL, WORD, TEXT, COLUMNS = 0, "5", 11, 12


def words(tsv: str) -> tuple[str, ...]:
    """Return the words of Tesseract's TSV, with or without its head."""
    rows = csv.reader(tsv.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(row[TEXT].strip() for row in rows if len(row) == COLUMNS and row[LEVEL] == WORD and row[TEXT].strip())


def main(language: str, repeat: int, pages: list[str]) -> None:
    """Read each page `repeat` times with one instance of the engine, as a worker would."""
    try:
        import tesserocr  # type: ignore[import-not-found, unused-ignore]
    except ImportError as error:
        sys.exit(str(error))
    with tesserocr.PyTessBaseAPI(lang=language, psm=tesserocr.PSM.AUTO) as engine:
        for page in pages:
            dpi, file = page.split(":", 1)
            print(json.dumps([_read(engine, int(dpi), file) for _ in range(repeat)]), flush=True)


def _read(engine: object, dpi: int, file: str) -> dict[str, object]:
    with open(file, "rb") as source:  # noqa: PTH123 - what is timed is the reading, as short as can be
        header = source.readline().split()
        width, height = int(header[1]), int(header[2])
        pixels = source.read()
    cpu, wall = time.process_time(), time.monotonic()
    engine.SetImageBytes(pixels, width, height, 1, width)  # type: ignore[attr-defined]
    engine.SetSourceResolution(dpi)  # type: ignore[attr-defined]
    found = words(engine.GetTSVText(0))  # type: ignore[attr-defined]
    return {"words": found, "cpu": time.process_time() - cpu, "wall": time.monotonic() - wall}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
