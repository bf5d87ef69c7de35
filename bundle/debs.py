"""The Debian packages of a bundle: all that a bare system lacks, and the index by which apt installs them."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bundle.wheels import BundleError


def fetch(packages: Sequence[str], folder: Path) -> None:
    """Put `packages` and all that they depend on into `folder`, as the machine's apt is set up.

    apt is told that nothing is installed, so the C library is among them, too: programs unpacked from `folder` run
    on any system of this kind of machine.

    Raises:
        BundleError: apt does not find them.
    """
    (folder / "partial").mkdir(parents=True)
    nothing_installed = folder / "status"
    nothing_installed.touch()
    options = {
        "Dir::State::status": nothing_installed,
        "Dir::Cache::archives": folder,
        "Dir::Cache::pkgcache": "",
        "Dir::Cache::srcpkgcache": "",
        "Debug::NoLocking": "1",
        "APT::Install-Recommends": "false",
        "APT::Sandbox::User": "root",
    }
    command = ["apt-get", *(f"-o{name}={value}" for name, value in options.items())]
    done = subprocess.run(
        [*command, "install", "--download-only", "--yes", "-qq", *packages], check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise BundleError(f"apt-get could not fetch the packages (apt-get update?):\n{done.stderr.strip()}")
    nothing_installed.unlink()
    (folder / "partial").rmdir()
    (folder / "lock").unlink(missing_ok=True)


def write_index(folder: Path) -> None:
    """Write `Packages`, by which apt reads `folder` as a source of packages."""
    (folder / "Packages").write_text("\n".join(_stanza(deb) for deb in sorted(folder.glob("*.deb"))), "utf-8")


def _stanza(deb: Path) -> str:
    control = subprocess.run(["dpkg-deb", "--field", str(deb)], check=True, capture_output=True, text=True).stdout
    digest = hashlib.sha256(deb.read_bytes()).hexdigest()
    return f"{control.rstrip()}\nFilename: ./{deb.name}\nSize: {deb.stat().st_size}\nSHA256: {digest}\n"
