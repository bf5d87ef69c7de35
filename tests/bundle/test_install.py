"""install.sh: what is damaged, strange or missing is refused before anything is written.

The slow test installs a real bundle without a network and imports the samples with it: SOHOA_TEST_BUNDLE=archive.tar
(made by `make bundle`) asks for it.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bundle import archive

SCRIPT = Path(__file__).parent.parent.parent / "bundle" / "install.sh"
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A folder like that of a bundle, without wheels."""
    folder = tmp_path / "bộ cài"
    (folder / "wheels").mkdir(parents=True)
    (folder / "wheels" / "sohoa.whl").write_bytes(b"wheel")
    describe(folder)
    return folder


def describe(folder: Path, **changed: str) -> None:
    about = {
        "version": "1.0",
        "machine": platform.machine(),
        "pythons": PYTHON,
        "system": "",
        "packages": "tesseract-ocr",
    }
    lines = "".join(f"{key}={value}\n" for key, value in {**about, **changed}.items())
    (folder / "bundle.txt").write_text(lines, "utf-8")
    shutil.copy(SCRIPT, folder / "install.sh")
    archive.write_sums(folder)


def install(folder: Path, *arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": path or os.environ["PATH"], "HOME": str(folder.parent / "home")}
    command = [str(folder / "install.sh"), "--to", str(folder.parent / "nơi cài"), *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=environment)


def with_programs(folder: Path, *programs: str) -> str:
    """Return a PATH with only what the script itself needs, Python, and `programs`."""
    own = "bash sh env uname sed tr cut sort comm find wc df awk dirname realpath sha256sum id head paste cat mkdir rm"
    folder.mkdir()
    for name in own.split():
        (folder / name).symlink_to(shutil.which(name) or f"/usr/bin/{name}")
    (folder / "python3").symlink_to(sys.executable)
    for name in programs:
        (folder / name).write_text("#!/bin/sh\n", "utf-8")
        (folder / name).chmod(0o755)
    return str(folder)


def test_the_syntax_is_right() -> None:
    subprocess.run(["bash", "-n", str(SCRIPT)], check=True)


def test_a_whole_bundle_is_accepted(unpacked: Path) -> None:
    done = install(unpacked, "--check", path=with_programs(unpacked.parent / "bin", "tesseract", "pdftoppm", "pdfinfo"))
    assert done.returncode == 0, done.stderr
    assert "đúng" in done.stdout


def test_a_damaged_file_is_refused(unpacked: Path) -> None:
    (unpacked / "wheels" / "sohoa.whl").write_bytes(b"whee1")
    done = install(unpacked)
    assert done.returncode == 4
    assert "bị hỏng, chưa cài gì" in done.stderr
    assert "wheels/sohoa.whl" in done.stderr


def test_a_lost_file_is_refused(unpacked: Path) -> None:
    (unpacked / "wheels" / "sohoa.whl").unlink()
    assert install(unpacked).returncode == 4


def test_a_file_that_was_added_is_refused(unpacked: Path) -> None:
    (unpacked / "wheels" / "numpy-99-py3-none-any.whl").write_bytes(b"")
    done = install(unpacked)
    assert done.returncode == 4
    assert "tệp lạ" in done.stderr
    assert "numpy-99" in done.stderr


def test_another_machine_is_refused(unpacked: Path) -> None:
    describe(unpacked, machine="riscv64")
    done = install(unpacked)
    assert done.returncode == 3
    assert "riscv64" in done.stderr


def test_a_missing_python_is_named(unpacked: Path) -> None:
    describe(unpacked, pythons="2.6")
    done = install(unpacked, path=with_programs(unpacked.parent / "bin", "tesseract", "pdftoppm", "pdfinfo"))
    assert done.returncode == 3
    assert "Python phiên bản 2.6" in done.stderr
    assert not (unpacked.parent / "nơi cài").exists()


def test_missing_programs_are_named_before_anything_is_kept(unpacked: Path) -> None:
    done = install(unpacked, path=with_programs(unpacked.parent / "bin", "tesseract", "date"))
    assert done.returncode == 3
    assert "pdftoppm pdfinfo" in done.stderr
    assert "tesseract-ocr" in done.stderr  # the package that brings it
    assert list((unpacked.parent / "nơi cài").iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif("SOHOA_TEST_BUNDLE" not in os.environ, reason="SOHOA_TEST_BUNDLE names no archive of make bundle")
def test_a_real_bundle_installs_without_a_network(tmp_path: Path) -> None:
    apart = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
    subprocess.run(["tar", "-xf", os.environ["SOHOA_TEST_BUNDLE"], "-C", str(tmp_path)], check=True)
    (folder,) = tmp_path.glob("sohoa-*")
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    to = tmp_path / "sohoa"
    subprocess.run([*apart, str(folder / "install.sh"), "--to", str(to)], check=True, env=environment)
    (program,) = to.glob("*/bin/sohoa")
    kho = ["--workspace", str(tmp_path / "kho")]
    subprocess.run([*apart, str(program), "import", str(folder / "samples"), *kho], check=True, env=environment)
    listed = subprocess.run([str(program), "list", *kho], check=True, env=environment, capture_output=True, text=True)
    assert "112/KH-UBND" in listed.stdout
