"""Network shares are known by the table of mounts, and refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import StoreError
from pipeline.store import Workspace
from pipeline.store.place import network_kind

MOUNTS = r"""
22 27 0:21 / / rw,relatime - ext4 /dev/sda1 rw
40 22 0:40 / /mnt/kho\040chung rw,relatime shared:1 - cifs //server/share rw
41 22 0:41 / /mnt/nfs rw - nfs4 server:/data rw
42 41 0:42 / /mnt/nfs/local rw - ext4 /dev/sdb1 rw
43 22 0:43 / /home/me/ssh rw - fuse.sshfs me@host: rw
not a line of the table
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/mnt/kho chung/2024", "cifs"),
        ("/mnt/kho chunglot", None),
        ("/mnt/nfs/a/b", "nfs4"),
        ("/mnt/nfs/local/kho", None),
        ("/home/me/ssh", "fuse.sshfs"),
        ("/home/me", None),
    ],
)
def test_the_deepest_mount_counts(folder: str, kind: str | None) -> None:
    assert network_kind(Path(folder), MOUNTS) == kind


def test_a_workspace_on_a_share_is_refused_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.store.database.network_kind", lambda _: "cifs")
    with pytest.raises(StoreError, match=r"cifs.*sohoa backup"):
        Workspace(tmp_path / "kho")
    assert not (tmp_path / "kho").exists()


def test_who_allows_it_gets_a_database_without_shared_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.store.database.network_kind", lambda _: "nfs")
    with Workspace(tmp_path / "kho", allow_network=True) as workspace:
        assert workspace._database.connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
