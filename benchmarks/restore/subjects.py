"""What restoration is measured on: documents with what was read of them and what stands on the paper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.language import strip_marks
from pipeline.model import Line, PageOrigin
from pipeline.train.calibration import page_lines
from pipeline.train.corpus import corpus_files, corpus_name, read_blocks

OURS = ("admin_ubnd_hdnd_tvpl", "admin_ubnd_misc", "admin_central_tvpl", "legal_docs_misc")
GENERAL = ("general_news_baomoi", "general_viwiki")
_MOST_BLOCKS = 6
_NAMES = {
    "admin_ubnd_hdnd_tvpl": "documents of UBND and HĐND", "admin_ubnd_misc": "mixed office papers",
    "admin_central_tvpl": "decisions, circulars", "legal_docs_misc": "legal documents",
    "general_news_baomoi": "news", "general_viwiki": "encyclopedia",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """A document, or a part of one that stands for it: what was read, line by line, and the right text."""

    group: str
    name: str
    lines: tuple[Line, ...]
    gold: str
    regime: str = "auto"
    origin: PageOrigin = PageOrigin.PLAIN_TEXT

    @property
    def read(self) -> str:
        """The text as it was read."""
        return "\n".join(line.read for line in self.lines)


def plain(text: str) -> tuple[Line, ...]:
    """Return the lines of a plain text."""
    return tuple(Line(1, read, read) for read in text.split("\n"))


def real_texts(shared: Path) -> Iterator[Subject]:
    """Yield the real garbled documents with a gold text: development data."""
    for file in sorted((shared / "seeds").glob("*.txt")):
        gold = shared / "gold" / f"{file.stem}.gold.txt"
        if gold.exists():
            yield Subject("real garbled texts", file.stem, plain(file.read_text("utf-8")), gold.read_text("utf-8"))


def drawn_pages(folder: Path) -> Iterator[Subject]:
    """Yield the pages of the test split that `pipeline.train.pages` and `pipeline.train.ocr_pages` left in `folder`."""
    for file in sorted((folder / "eng").glob("test-*.json")):
        lines, gold = page_lines(file)
        yield Subject("drawn pages, English engine", file.stem, tuple(lines), gold)
    for file in sorted((folder / "ocr").glob("test-*.json")):
        lines, gold = page_lines(file)
        grade = json.loads(file.read_text("utf-8"))["grade"]
        yield Subject(f"our OCR: {grade}", file.stem, tuple(lines), gold, origin=PageOrigin.OCR)


def blocks(corpus: Path, name: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of blocks of the test split of a corpus file, spread over it."""
    file = next(file for file in corpus_files(corpus) if corpus_name(file) == name)
    found = list(read_blocks(file, "test"))
    step = max(1, len(found) // _MOST_BLOCKS)
    for number, block in enumerate(found[::step][:_MOST_BLOCKS]):
        yield f"{name}.{number}", "\n".join(block)


def unaccented(corpus: Path) -> Iterator[Subject]:
    """Yield held-out text without its marks."""
    for name in (*OURS, *GENERAL):
        for block, text in blocks(corpus, name):
            yield Subject(f"unaccented: {_NAMES[name]}", block, plain(strip_marks(text)), text, regime="unaccented")


def correct(corpus: Path) -> Iterator[Subject]:
    """Yield held-out text as it is; as plain text, and as if our OCR had read it and were sure of nothing."""
    for name in (*OURS, *GENERAL):
        for block, text in blocks(corpus, name):
            yield Subject(f"correct: {_NAMES[name]}", block, plain(text), text)
