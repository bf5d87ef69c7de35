"""The archive: checksums that sha256sum accepts, and the same bytes for the same content."""

from __future__ import annotations

import os
import subprocess
import tarfile
from pathlib import Path

from bundle import archive


def filled(folder: Path) -> Path:
    (folder / "wheels").mkdir(parents=True)
    (folder / "wheels" / "a b.whl").write_bytes(b"wheel")
    (folder / "Công văn.txt").write_text("văn bản", "utf-8")
    (folder / "install.sh").write_text("#!/bin/sh\n", "utf-8")
    (folder / "install.sh").chmod(0o700)
    archive.write_sums(folder)
    return folder


def test_sha256sum_accepts_the_sums(tmp_path: Path) -> None:
    folder = filled(tmp_path / "sohoa-1")
    subprocess.run(["sha256sum", "--check", "--strict", archive.SUMS], cwd=folder, check=True, capture_output=True)
    assert len((folder / archive.SUMS).read_text("utf-8").splitlines()) == 3


def test_the_same_content_is_the_same_archive(tmp_path: Path) -> None:
    for place, time in (("one", 1_000_000_000), ("two", 1_500_000_000)):
        folder = filled(tmp_path / place / "sohoa-1")
        for path in folder.rglob("*"):
            os.utime(path, (time, time))
        archive.pack(folder, tmp_path / f"{place}.tar")
    assert (tmp_path / "one.tar").read_bytes() == (tmp_path / "two.tar").read_bytes()
    with tarfile.open(tmp_path / "one.tar") as tar:
        assert tar.getmember("sohoa-1/install.sh").mode == 0o755
        assert tar.getmember("sohoa-1/Công văn.txt").mode == 0o644
