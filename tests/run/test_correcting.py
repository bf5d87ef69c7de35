"""Corrections outlive a new import, and teach the next one their names."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from pipeline import review
from pipeline.review import Hand
from pipeline.run import correcting, run_batch
from pipeline.run.words import with_learnt_words
from pipeline.settings import Settings, load_settings
from pipeline.store import Workspace
from tests.papers import PLAN

BY = Hand("Lan", "2026-01-02T03:04:05+00:00")


@pytest.fixture
def quiet() -> Settings:
    return load_settings(overrides={"restore": {"enabled": False}, "run": {"jobs": 1}})


def imported(folder: Path, workspace: Workspace, settings: Settings, *, force: bool = False) -> None:
    run_batch([folder], workspace, settings, force=force, make_executor=partial(ThreadPoolExecutor, 1))


def test_corrections_survive_a_forced_import(tmp_path: Path, quiet: Settings) -> None:
    (tmp_path / "a.txt").write_text(PLAN, "utf-8")
    with Workspace(tmp_path / "kho") as workspace:
        imported(tmp_path / "a.txt", workspace, quiet)
        document = workspace.get("a").document
        words = review.correct_words(document, "Bến Nhạc", "Bến Nghé", BY)
        kept = workspace.corrections.add([review.correct_field(document, "number", "64", BY), *words])
        imported(tmp_path / "a.txt", workspace, quiet, force=True)
        again = workspace.get("a").document
        assert again.header.number_symbol == "64/KH-UBND"
        assert "Bến Nghé, ngày 09 tháng 4 năm 2025" in [line.text for line in again.lines]
        machine = workspace.corrections.machine(1)
        assert machine is not None
        assert machine.header == document.header
        workspace.corrections.add([review.undo(one, BY) for one in kept])
        imported(tmp_path / "a.txt", workspace, quiet, force=True)
        assert workspace.get("a").document == document


def test_a_document_whose_corrections_fail_is_stored_as_read(
    tmp_path: Path, quiet: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(PLAN, "utf-8")

    def broken(*_: object) -> None:
        raise RuntimeError("defect")

    with Workspace(tmp_path / "kho") as workspace:
        imported(tmp_path / "a.txt", workspace, quiet)
        document = workspace.get("a").document
        workspace.corrections.add([review.correct_field(document, "number", "64", BY)])
        monkeypatch.setattr(correcting, "with_corrections", broken)
        imported(tmp_path / "a.txt", workspace, quiet, force=True)
        stored = workspace.get("a").document
        assert stored.header == document.header
        assert "corrections_not_made" in [problem.code for problem in stored.problems]


def test_names_that_were_put_right_are_preferred_from_then_on(tmp_path: Path, quiet: Settings) -> None:
    (tmp_path / "a.txt").write_text(PLAN.replace("Bến Nhạc, ngày", "Phường Bén Nhạc, ngày"), "utf-8")
    own = tmp_path / "own.txt"
    own.write_text("Lạc Hồng\n", "utf-8")
    with Workspace(tmp_path / "kho") as workspace:
        assert with_learnt_words(workspace, quiet) is quiet
        imported(tmp_path / "a.txt", workspace, quiet)
        made = review.correct_words(workspace.get("a").document, "Bén", "Bến", BY)
        kept = workspace.corrections.add(made)
        learnt = with_learnt_words(workspace, quiet).restore.words
        assert learnt is not None
        assert "Phường Bến Nhạc" in learnt.read_text("utf-8").split("\n")
        both = with_learnt_words(workspace, load_settings(overrides={"restore": {"words": own}})).restore.words
        assert both is not None
        assert {"Phường Bến Nhạc", "Lạc Hồng"} <= set(both.read_text("utf-8").split("\n"))
        workspace.corrections.add([review.undo(one, BY) for one in kept])
        assert with_learnt_words(workspace, quiet) is quiet
