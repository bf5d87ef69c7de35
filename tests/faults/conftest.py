"""Scans and a workspace for faults to strike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from pipeline import ocr
from pipeline.run import BatchReport, run_batch
from pipeline.settings import Settings, load_settings
from pipeline.store import Workspace
from tests.papers import PLAN

Import = Callable[..., BatchReport]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "kho") as opened:
        yield opened


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """A folder with a page image and a plan as text, which needs no engine."""
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    page(folder / "scan.png")
    return folder


def page(file: Path) -> None:
    """Write a page image with dark bars where lines of text would be."""
    image = Image.new("L", (500, 700), 255)
    pen = ImageDraw.Draw(image)
    for y in range(60, 640, 28):
        for x in range(50, 430, 60):
            pen.rectangle((x, y, x + 44, y + 11), fill=0)
    image.save(file, dpi=(100, 100))


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings under which the engine is a program, so that a bad one can be put in its place."""
    monkeypatch.setattr(ocr, "orientation", lambda _: 0)
    return load_settings(
        overrides={"restore": {"enabled": False}, "run": {"jobs": 1}, "ocr": {"engine": "program", "page_seconds": 0.5}}
    )


@pytest.fixture
def batch(workspace: Workspace, settings: Settings) -> Import:
    """An import on a thread of this process, so that faults can be injected by patching."""
    return partial(run_batch, workspace=workspace, settings=settings, make_executor=partial(ThreadPoolExecutor, 1))
