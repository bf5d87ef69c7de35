"""A backup is whole although the workspace is in use, and comes back whole or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.errors import StoreError, UsageError
from pipeline.model import Source
from pipeline.store import PageCache, Workspace, restore_backup
from tests.papers import full_paper, paper


@pytest.fixture
def filled(workspace: Workspace, tmp_path: Path) -> Workspace:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"the original")
    source = Source(hashlib.sha256(b"the original").hexdigest(), ("a.pdf",), "application/pdf", 12)
    workspace.keep_original(source, [file])
    workspace.put(full_paper())
    workspace.page_images.put(source.sha256, 1, b"an image")
    PageCache(workspace.folder, source.sha256).put("key", b"a reading")
    return workspace


def records(folder: Path) -> list[object]:
    with Workspace(folder) as workspace:
        return list(workspace.records())


def test_what_is_restored_is_what_was_there(filled: Workspace, tmp_path: Path) -> None:
    copied = filled.back_up(tmp_path / "sao-luu")
    assert copied.files == 4
    restored = restore_backup(tmp_path / "sao-luu", tmp_path / "kho-moi")
    assert restored.files == copied.files
    assert records(tmp_path / "kho-moi") == list(filled.records())
    names = {path.relative_to(filled.folder) for path in filled.folder.glob("[opc]*/**/*") if path.is_file()}
    for name in names:
        assert (tmp_path / "kho-moi" / name).read_bytes() == (filled.folder / name).read_bytes()


def test_the_sums_are_those_of_sha256sum(filled: Workspace, tmp_path: Path) -> None:
    filled.back_up(tmp_path / "b")
    for line in (tmp_path / "b" / "sha256sums.txt").read_text("utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((tmp_path / "b" / name).read_bytes()).hexdigest() == digest


def test_others_may_write_meanwhile(filled: Workspace, tmp_path: Path) -> None:
    with Workspace(filled.folder) as other:

        def write(count: int) -> None:
            other.put(paper(f"later-{count}.pdf"))

        filled.back_up(tmp_path / "b", tell=write)
    restore_backup(tmp_path / "b", tmp_path / "moi")
    assert len(records(tmp_path / "moi")) == 1, "one state, not a mixture"


def test_the_cache_can_be_left_out(filled: Workspace, tmp_path: Path) -> None:
    assert filled.back_up(tmp_path / "b", cache=False).files == 3


def test_nothing_is_overwritten(filled: Workspace, tmp_path: Path) -> None:
    filled.back_up(tmp_path / "b")
    with pytest.raises(UsageError, match="không ghi đè"):
        filled.back_up(tmp_path / "b")
    with pytest.raises(UsageError, match="không ghi đè"):
        restore_backup(tmp_path / "b", filled.folder)
    with pytest.raises(UsageError, match="nằm trong kho"):
        filled.back_up(filled.folder / "b")


@pytest.mark.parametrize("harm", ["change", "remove", "leave"])
def test_a_damaged_backup_restores_nothing(filled: Workspace, tmp_path: Path, harm: str) -> None:
    filled.back_up(tmp_path / "b")
    (original,) = (tmp_path / "b" / "originals").glob("*/*")
    sums = tmp_path / "b" / "sha256sums.txt"
    if harm == "change":
        original.chmod(0o644)
        original.write_bytes(b"other bytes!")
    elif harm == "remove":
        original.unlink()
    else:
        sums.write_text(sums.read_text("utf-8") + f"{'0' * 64}  ../out\n", "utf-8")
    with pytest.raises(StoreError, match="hỏng"):
        restore_backup(tmp_path / "b", tmp_path / "moi")
    assert not (tmp_path / "moi").exists()
    assert not list(tmp_path.glob(".moi-*"))


def test_a_folder_that_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="không phải là bản sao lưu"):
        restore_backup(tmp_path, tmp_path / "moi")
