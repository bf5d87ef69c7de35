"""Whole documents for tests of formats: samples as they were written, plans of the generator as they are drawn."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from pipeline.extract import find_facts
from pipeline.model import Document, Line, LineRole, Page, PageOrigin, Source
from pipeline.synth import draw, random_plan
from tests.papers import digest
from tests.synth.examples import SMALL

GOLDEN = Path(__file__).resolve().parents[2] / "data" / "golden"
SAMPLES = sorted(path.name.removesuffix(".gold.txt") for path in GOLDEN.glob("*.gold.txt"))


@cache
def sample(name: str) -> Document:
    """Return a sample as its correct text, with its facts."""
    text = (GOLDEN / f"{name}.gold.txt").read_text("utf-8").rstrip("\n")
    return written(*(Line(1, line, line) for line in text.split("\n")))


@cache
def drawn(seed: int) -> Document:
    """Return a random plan with the lines, boxes and cells that were drawn, and its facts."""
    rng = np.random.default_rng(seed)
    content = random_plan(rng)
    pages = draw(content, replace(SMALL, seal=False), rng)
    lines = [line for page in pages for line in page.lines]
    sizes = [(page.raster.pixels.shape[1], page.raster.pixels.shape[0]) for page in pages]
    return written(*lines, sizes=sizes)


def written(*lines: Line, sizes: list[tuple[int, int]] | None = None) -> Document:
    """Return a document of `lines`, with its facts."""
    last = max(line.page for line in lines)
    pages = tuple(
        Page(number + 1, *(sizes[number] if sizes else (0, 0)), 100 if sizes else 0, PageOrigin.PLAIN_TEXT)
        for number in range(last)
    )
    source = Source(digest("".join(line.text for line in lines)), ("bản quét.pdf",), "application/pdf", 1)
    return find_facts(Document(source, pages, lines))


def words_of(document: Document) -> list[str]:
    """Return the words of a document in order, but of running heads and page numbers."""
    said = [line for line in document.lines if line.role is not LineRole.FURNITURE]
    kept = [line for line in said if line.cell or not line.text.strip().isdigit()]
    return [word for line in kept for word in line.text.split()]
