"""A wheel installed outside the checkout finds the models, the vocabulary and the samples that it carries."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the unpacked wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def run(installed: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=installed.parent, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.mark.slow
def test_resources_are_carried(installed: Path) -> None:
    names = ("models", "vocabulary", "gazetteer", "samples")
    script = f"from pipeline import resources as r; print(*(getattr(r, n + '_folder')() for n in {names!r}))"
    for folder in run(installed, "-c", script).split():
        assert Path(folder).is_relative_to(installed)
        assert any(Path(folder).iterdir())


@pytest.mark.slow
def test_the_command_works(installed: Path) -> None:
    main = "import sys; from pipeline.cli import main; sys.exit(main(sys.argv[1:]))"
    checks = json.loads(run(installed, "-c", main, "doctor", "--json"))
    assert all(check["ok"] for check in checks if check["needed"]), checks
    (installed.parent / "van-ban.txt").write_text("KE HOACH\nUy ban nhan dan phuong\n", "utf-8")
    assert run(installed, "-c", main, "repair", "van-ban.txt").startswith("KẾ HOẠCH\nỦy ban nhân dân phường\n")
    run(installed, "-c", main, "import", "van-ban.txt", "--workspace", "kho")
    assert len(json.loads(run(installed, "-c", main, "list", "--json", "--workspace", "kho"))["documents"]) == 1
