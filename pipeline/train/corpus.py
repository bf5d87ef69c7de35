"""Reads a folder of Vietnamese text (`*.txt.zst` or `*.txt`, one paragraph a line) and splits it for training.

Documents stand in such files one after the other, so the split is by blocks of consecutive lines: of every 40
blocks one is kept for tests and one for development, chosen by a digest of file name and block number. The split
is the same on every machine, and does not change when a file is added.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TextIO

import zstandard

Split = Literal["train", "dev", "test"]

BLOCK_LINES = 200
_SHARES = 40


def split_of(file: str, block: int) -> Split:
    """Return the split that block number `block` (from 0) of the file called `file` belongs to."""
    digest = hashlib.sha256(f"{file}:{block}".encode()).digest()
    share = int.from_bytes(digest[:4], "big") % _SHARES
    return "test" if share == 0 else "dev" if share == 1 else "train"


def corpus_files(folder: Path) -> list[Path]:
    """Return the text files of `folder`, in the order of their names."""
    return sorted([*folder.glob("*.txt.zst"), *folder.glob("*.txt")])


def corpus_name(file: Path) -> str:
    """Return the name of a corpus file without its endings."""
    return file.name.removesuffix(".zst").removesuffix(".txt")


def read_blocks(file: Path, split: Split) -> Iterator[list[str]]:
    """Yield the blocks (lists of lines) of `file` that belong to `split`."""
    name = corpus_name(file)
    with _open(file) as stream:
        block: list[str] = []
        number = 0
        for line in stream:
            block.append(line.rstrip("\n"))
            if len(block) == BLOCK_LINES:
                if split_of(name, number) == split:
                    yield block
                block = []
                number += 1
        if block and split_of(name, number) == split:
            yield block


@contextmanager
def _open(file: Path) -> Iterator[TextIO]:
    if file.suffix != ".zst":
        with file.open(encoding="utf-8") as stream:
            yield stream
        return
    with file.open("rb") as packed, zstandard.ZstdDecompressor().stream_reader(packed) as raw:
        yield io.TextIOWrapper(raw, encoding="utf-8")
