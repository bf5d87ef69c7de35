from __future__ import annotations

from collections import Counter
from pathlib import Path

import zstandard

from pipeline.train.corpus import BLOCK_LINES, corpus_files, corpus_name, read_blocks, split_of


def write(file: Path, lines: list[str]) -> Path:
    file.write_bytes(zstandard.ZstdCompressor().compress("\n".join(lines).encode()))
    return file


def test_the_splits_cover_every_line_once(tmp_path: Path) -> None:
    lines = [f"dòng {number}" for number in range(BLOCK_LINES * 90 + 7)]
    file = write(tmp_path / "admin_a.txt.zst", lines)
    parts = {name: [line for block in read_blocks(file, name) for line in block] for name in ("train", "dev", "test")}
    assert Counter(line for part in parts.values() for line in part) == Counter(lines)
    assert len(parts["train"]) > 10 * max(len(parts["dev"]), len(parts["test"]))


def test_the_split_is_fixed() -> None:
    assert [split_of("admin_a", block) for block in range(50)] == [split_of("admin_a", block) for block in range(50)]
    assert {split_of("admin_a", block) for block in range(400)} == {"train", "dev", "test"}


def test_packed_and_plain_files_are_found(tmp_path: Path) -> None:
    write(tmp_path / "b.txt.zst", ["x"])
    (tmp_path / "a.txt").write_text("y", "utf-8")
    (tmp_path / "notes.md").write_text("z", "utf-8")
    assert [corpus_name(file) for file in corpus_files(tmp_path)] == ["a", "b"]
