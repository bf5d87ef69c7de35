"""Whether a folder lies on a network share, where SQLite cannot keep its promises.

Locks and the shared memory of write-ahead logging do not work over the network, or work until two programs meet: the
database is damaged then. So a workspace there is refused, with the reason.
"""

from __future__ import annotations

import re
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_ESCAPED = re.compile(r"\\([0-7]{3})")
_NETWORK = frozenset(
    {"9p", "afs", "ceph", "cifs", "coda", "davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs",
     "fuse.sshfs", "lustre", "ncpfs", "nfs", "nfs4", "prl_fs", "smb3", "smbfs", "vboxsf"}
)  # fmt: skip


def network_kind(folder: Path, mounts: str | None = None) -> str | None:
    """Return the kind of network share ("cifs") that `folder`, which need not be there yet, lies on; None where none.

    `mounts` is the text of /proc/self/mountinfo, which is read where it is not given; on a system without it nothing
    is known, and nothing refused.
    """
    if mounts is None:
        try:
            mounts = _MOUNTS.read_text("utf-8", "replace")
        except OSError:
            return None
    place, best, kind = folder.absolute().resolve(), -1, None
    for line in mounts.splitlines():
        before, dash, after = line.partition(" - ")
        fields = before.split()
        if not dash or len(fields) < 5:
            continue
        point = Path(_ESCAPED.sub(lambda match: chr(int(match[1], 8)), fields[4]))
        depth = len(point.parts)
        if depth >= best and place.is_relative_to(point):  # the last of several mounts on one point is seen
            best, kind = depth, after.split()[0]
    return kind if kind in _NETWORK else None
