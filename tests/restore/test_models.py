from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.errors import MissingProgramError
from pipeline.resources import models_folder
from pipeline.restore.models import check, models, version

MOST_BYTES = 60_000_000


def test_all_model_files_are_as_the_manifest_says() -> None:
    check()


def test_the_models_are_small_enough_for_a_clone() -> None:
    entries = json.loads((models_folder() / "manifest.json").read_text("utf-8"))["files"]
    assert sum(entry["size"] for entry in entries) <= MOST_BYTES
    assert all(entry["licence"] and entry["command"] for entry in entries)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    (tmp_path / "a.tsv").write_text("x\t1\n", "utf-8")
    shutil.copy(models_folder() / "symbols.tsv", tmp_path)
    entries = json.loads((models_folder() / "manifest.json").read_text("utf-8"))["files"]
    kept = [entry for entry in entries if entry["file"] == "symbols.tsv"]
    (tmp_path / "manifest.json").write_text(json.dumps({"files": kept}), "utf-8")
    return tmp_path


def test_a_changed_file_is_found(copy: Path) -> None:
    check(copy)
    (copy / "symbols.tsv").write_text("KH\t1\n", "utf-8")
    with pytest.raises(MissingProgramError, match=r"symbols\.tsv"):
        check(copy)


def test_a_missing_file_is_found(copy: Path) -> None:
    (copy / "symbols.tsv").unlink()
    with pytest.raises(MissingProgramError, match=r"symbols\.tsv"):
        check(copy)


def test_a_missing_manifest_is_found(tmp_path: Path) -> None:
    with pytest.raises(MissingProgramError, match=r"manifest\.json"):
        version(tmp_path)


def test_the_version_follows_the_files(copy: Path) -> None:
    assert version(copy) != version()
    assert len(version()) == 12


def test_models_are_loaded_once() -> None:
    assert models() is models()
