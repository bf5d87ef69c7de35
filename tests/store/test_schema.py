"""Older workspaces become newer ones, whole or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pipeline.errors import StoreError
from pipeline.store import Workspace, schema
from tests.papers import paper

NEWER = (*schema.MIGRATIONS, ("CREATE TABLE note (text TEXT) STRICT", "INSERT INTO note VALUES ('new')"))
BROKEN = (*schema.MIGRATIONS, ("CREATE TABLE note (text TEXT) STRICT", "INSERT INTO nowhere VALUES (1)"))


@pytest.fixture
def older(tmp_path: Path) -> Path:
    with Workspace(tmp_path) as workspace:
        workspace.put(paper())
    return tmp_path


def version(folder: Path) -> int:
    connection = sqlite3.connect(folder / "sohoa.db")
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    connection.close()
    return found


def test_an_older_workspace_is_brought_up_and_keeps_its_documents(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", NEWER)
    for _ in range(2):  # the second time there is nothing to do
        with Workspace(older) as workspace:
            assert workspace.get("1").document == paper()
            assert workspace._connection.execute("SELECT text FROM note").fetchall() == [("new",)]
    assert version(older) == len(NEWER)


def test_a_step_that_fails_leaves_the_older_workspace(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched, pytest.raises(StoreError, match="nowhere"):
        patched.setattr(schema, "MIGRATIONS", BROKEN)
        Workspace(older)
    assert version(older) == len(schema.MIGRATIONS)
    with Workspace(older) as workspace:
        assert workspace.get("1").document == paper()


def test_an_empty_database_of_a_run_that_was_cut_off_is_taken(tmp_path: Path) -> None:
    (tmp_path / "sohoa.db").touch()
    with Workspace(tmp_path) as workspace:
        assert workspace.documents() == []


def test_a_workspace_keeps_its_promises_to_sqlite(tmp_path: Path) -> None:
    with Workspace(tmp_path) as workspace:
        asked = {name: workspace._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in (
            "journal_mode", "foreign_keys", "application_id")}  # fmt: skip
    assert asked == {"journal_mode": "wal", "foreign_keys": 1, "application_id": schema.APPLICATION_ID}
