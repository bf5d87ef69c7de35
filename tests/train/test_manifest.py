from __future__ import annotations

import hashlib
import json
from pathlib import Path

from pipeline.train.manifest import known_scores, manifest_of


def test_every_file_has_its_checksum_size_and_origin(tmp_path: Path) -> None:
    for name in ("language", "garbled", "vietnamese", "handwriting", "tesseract"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.tsv").write_text(name, "utf-8")
    for name in ("symbols.tsv", "calibration.tsv", "extraction.tsv"):
        (tmp_path / name).write_text("KH\t1\n", "utf-8")
    rows = {row["file"]: row for row in manifest_of(tmp_path, {"garbled": "good"})["files"]}
    models = {"language", "garbled", "vietnamese", "handwriting", "tesseract"}
    assert set(rows) == {f"{model}/a.tsv" for model in models} | {"symbols.tsv", "calibration.tsv", "extraction.tsv"}
    row = rows["garbled/a.tsv"]
    assert row["sha256"] == hashlib.sha256(b"garbled").hexdigest()
    assert row["size"] == 7
    assert row["score"] == "good"
    assert str(row["command"]).startswith("python -m pipeline.train.channel")


def test_what_is_known_of_a_models_quality_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "manifest.json"
    rows = [{"file": "garbled/a.tsv", "score": "good"}, {"file": "symbols.tsv", "score": ""}]
    file.write_text(json.dumps({"files": rows}), "utf-8")
    assert known_scores(file) == {"garbled": "good"}
