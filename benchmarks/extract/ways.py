"""Three ways for a labelled document to come in: as correct text, as our reading of its pages, as repaired garble.

Reading takes seconds a page and does not depend on extraction, so what was read is kept in build/benchmark-extract;
`fresh` reads again. Born-digital pages are drawn and damaged as an office scan. A document with no text layer of an
English OCR gets one: Tesseract reads its pages with the English model, as scanners did.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytesseract
from pdf2image import convert_from_path
from PIL import Image

from benchmarks.extract.labelled import ROOT, Labelled
from pipeline.extract import extract, find_facts
from pipeline.model import Document, Header, Line, Source
from pipeline.process import process_file
from pipeline.raster import Raster
from pipeline.record import from_record, to_record
from pipeline.settings import Settings
from pipeline.synth.damage import damage
from pipeline.synth.grades import OFFICE

CACHE = ROOT / "build" / "benchmark-extract"
_DPI = 300


def document_of_text(name: str, text: str) -> Document:
    """Return a document of a plain text; a form feed begins a page."""
    lines: list[Line] = []
    page = 1
    for raw in text.split("\n"):
        page += raw.count("\f")
        line = raw.replace("\f", "")
        lines.append(Line(page, line, line))
    return Document(Source("", (name,), "text/plain", len(text)), lines=tuple(lines))


def correct(one: Labelled, *, fresh: bool = False, calibrated: bool = True) -> Document:
    """Return the document as its correct text gives it: a transcription, or the text layer of a born-digital PDF."""
    if one.paper is None or one.is_scan:
        return _facts(document_of_text(one.name, one.text), calibrated=calibrated)
    paper = one.paper
    return _kept(f"{one.name}.layer", fresh, calibrated, lambda: _process(paper))


def scanned(one: Labelled, *, fresh: bool = False, calibrated: bool = True) -> Document | None:
    """Return the document as its scan, or a drawn scan of it, gives it; None where there is no paper."""
    if one.paper is None:
        return None
    paper = one.paper
    if one.is_scan:
        return _kept(f"{one.name}.ocr", fresh, calibrated, lambda: _process(paper))
    return _kept(f"{one.name}.ocr", fresh, calibrated, lambda: _process_drawn(one.name, paper))


def garbled(one: Labelled, *, fresh: bool = False, calibrated: bool = True) -> Document | None:
    """Return the document as the text that an English OCR made of it gives it; None where there is none."""
    if one.layer is None and one.paper is None:
        return None
    return _kept(f"{one.name}.garbled", fresh, calibrated, lambda: _process_layer(one))


WAYS: dict[str, Callable[..., Document | None]] = {"correct": correct, "ocr": scanned, "garbled": garbled}


def _kept(name: str, fresh: bool, calibrated: bool, read: Callable[[], Document]) -> Document:
    """Return what `read` gives, kept between runs; facts are always found anew."""
    file = CACHE / f"{name}.json"
    if fresh or not file.is_file():
        CACHE.mkdir(parents=True, exist_ok=True)
        document = read()
        file.write_text(json.dumps(to_record(document), ensure_ascii=False), "utf-8")
    document = from_record(json.loads(file.read_text("utf-8")))
    bare = replace(document, header=Header(), sections=(), references=(), obligations=(), problems=())
    return _facts(bare, calibrated=calibrated)


def _facts(document: Document, *, calibrated: bool) -> Document:
    return extract(document) if calibrated else find_facts(document)


def _process(file: Path) -> Document:
    return process_file(file, Settings())[0]


def _process_drawn(name: str, paper: Path) -> Document:
    """Read the pages of a born-digital document as an office scan of them."""
    with tempfile.TemporaryDirectory(prefix="sohoa-extract-") as folder:
        file = Path(folder) / f"{name}.pdf"
        pages = [_office_scan(page, number) for number, page in enumerate(_drawn(paper))]
        pages[0].save(file, save_all=True, append_images=pages[1:], resolution=round(_DPI * OFFICE.scale))
        return _process(file)


def _office_scan(page: Image.Image, seed: int) -> Image.Image:
    pixels = np.asarray(page.convert("L"))
    scan = damage(Raster(pixels, _DPI), OFFICE, np.random.default_rng(seed)).raster
    data = io.BytesIO()
    Image.fromarray(scan.pixels).save(data, "JPEG", quality=OFFICE.quality)
    return Image.open(data)


def _drawn(paper: Path) -> Sequence[Image.Image]:
    pages: Sequence[Image.Image] = convert_from_path(str(paper), dpi=_DPI)
    return pages


def _process_layer(one: Labelled) -> Document:
    with tempfile.TemporaryDirectory(prefix="sohoa-extract-") as folder:
        file = Path(folder) / f"{one.name}.txt"
        if one.layer is not None:
            file.write_bytes(one.layer.read_bytes())
        elif one.paper is not None:
            text = "\f".join(pytesseract.image_to_string(page, lang="eng") for page in _drawn(one.paper))
            file.write_text(text, "utf-8")
        return _process(file)
