from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.train.manifest import manifest_of


def test_every_file_has_its_checksum_size_and_origin(tmp_path: Path) -> None:
    for name in ("language", "garbled", "vietnamese", "handwriting"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.tsv").write_text(name, "utf-8")
    (tmp_path / "symbols.tsv").write_text("KH\t1\n", "utf-8")
    rows = {row["file"]: row for row in manifest_of(tmp_path, {"garbled": "good"})["files"]}
    assert set(rows) == {"language/a.tsv", "garbled/a.tsv", "vietnamese/a.tsv", "handwriting/a.tsv", "symbols.tsv"}
    row = rows["garbled/a.tsv"]
    assert row["sha256"] == hashlib.sha256(b"garbled").hexdigest()
    assert row["size"] == 7
    assert row["score"] == "good"
    assert str(row["command"]).startswith("python -m pipeline.train.channel")
