"""`make bundle`: one archive with the program, all that it needs, and a script that installs it without a network."""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bundle import archive, debs, wheels
from bundle.wheels import BundleError, Target
from pipeline.version import __version__

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
CARRIED = {"data/samples": "samples", "docs": "docs", "README.vi.md": "README.vi.md", "LICENSE": "LICENSE"}
"""What goes in as it is, and under which name."""


def main() -> int:
    """Make the archive; return the exit code."""
    parser = argparse.ArgumentParser(prog="make bundle", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="folder for the archive")
    parser.add_argument("--pythons", nargs="+", default=[".".join(platform.python_version_tuple()[:2])])
    parser.add_argument("--packages", nargs="*", default=[], help="Debian packages; those they need come along")
    given = parser.parse_args()
    try:
        made = make(given.out, given.pythons, given.packages)
    except BundleError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{made}  {made.stat().st_size / 1e6:.0f} MB")
    return 0


def make(out: Path, pythons: Sequence[str], packages: Sequence[str]) -> Path:
    """Make the archive in `out` and return its path; its SHA-256 lies beside it.

    Raises:
        BundleError: something cannot be fetched, is missing, or the archive grew too large.
    """
    out.mkdir(parents=True, exist_ok=True)
    name = f"sohoa-{__version__}-{platform.machine()}"
    with tempfile.TemporaryDirectory(dir=out, prefix=".bundle-") as made:
        folder = Path(made) / name
        folder.mkdir()
        _fill(folder, pythons, packages)
        archive.write_sums(folder)
        whole = Path(made) / f"{name}.tar"
        archive.pack(folder, whole)
        size = whole.stat().st_size
        if size > archive.LARGEST:
            raise BundleError(f"{size:,} bytes; a bundle may have {archive.LARGEST:,}: ask for fewer Pythons")
        (out / f"{name}.tar.sha256").write_text(f"{archive.sha256_of(whole)}  {name}.tar\n", "utf-8")
        return whole.replace(out / f"{name}.tar")


def _fill(folder: Path, pythons: Sequence[str], packages: Sequence[str]) -> None:
    _put_wheels(folder / "wheels", [Target(python, platform.machine()) for python in pythons])
    system = ""
    if packages and shutil.which("apt-get"):
        debs.fetch(packages, folder / "debs")
        debs.write_index(folder / "debs")
        system = platform.freedesktop_os_release().get("VERSION_CODENAME", "")
    for source, name in CARRIED.items():
        copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copyfile
        copy(ROOT / source, folder / name)
    shutil.copy(HERE / "install.sh", folder / "install.sh")
    shutil.copyfile(HERE / "DOC-TRUOC.txt", folder / "DOC-TRUOC.txt")
    about = {"version": __version__, "machine": platform.machine(), "pythons": " ".join(pythons), "system": system}
    lines = (f"{key}={value}\n" for key, value in {**about, "packages": " ".join(packages)}.items())
    (folder / "bundle.txt").write_text("".join(lines), "utf-8")


def _put_wheels(folder: Path, targets: Sequence[Target]) -> None:
    folder.mkdir()
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(build, check=False, capture_output=True, text=True)
    if done.returncode:
        raise BundleError(f"The wheel of sohoa cannot be built:\n{done.stdout}{done.stderr}")
    (ours,) = folder.glob("sohoa-*.whl")
    constraints = ROOT / "constraints.txt"
    requirements = [str(need) for need in wheels.read_wheel(ours).needs if need.marker is None]
    for target in targets:
        wheels.fetch([*requirements, "pip"], constraints, target, folder)
    pins = wheels.read_pins(constraints)
    tops = (f"sohoa=={__version__}", "pip")
    faults = [fault for target in targets for top in tops for fault in wheels.faults(folder, top, pins, target)]
    if faults:
        raise BundleError("The bundle would not install:\n" + "\n".join(faults))


if __name__ == "__main__":
    sys.exit(main())
