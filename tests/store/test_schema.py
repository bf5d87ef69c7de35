"""Older workspaces become newer ones, whole or not at all."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import StoreError
from pipeline.model import Document
from pipeline.record import to_record
from pipeline.store import Workspace, rows, schema
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


def first_release(folder: Path, *documents: Document) -> None:
    """Make the workspace that the first release, with fewer kinds of facts, would have made of `documents`."""
    connection = sqlite3.connect(folder / "sohoa.db", isolation_level=None)
    for statement in schema.MIGRATIONS[0]:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    for number, document in enumerate(documents, start=1):
        source, header = document.source, document.header
        connection.execute("INSERT INTO file VALUES (?, ?, ?)", (source.sha256, source.media_type, source.size))
        connection.execute(
            "INSERT INTO file_name VALUES (?, 0, ?, ?, ?)", (source.sha256, source.name, source.name, source.name)
        )
        connection.execute(
            "INSERT INTO document (sha256, part, status, pages, number_symbol, date, recipients, record, "
            "program_version, imported_at) VALUES (?, 0, 'ok', 1, ?, ?, '[]', ?, '0.1', '2025-01-02T03:04:05+00:00')",
            (source.sha256, header.number_symbol, header.date, rows.packed(old_record(document))),
        )
        for position, one in enumerate(document.references):
            connection.execute(
                "INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, 1, 0, 1, NULL, 'r', 0.9)",
                (number, position, one.text, one.doc_type, one.id, one.date, one.issuer, one.relation),
            )
        for position, duty in enumerate(document.obligations):
            connection.execute(
                "INSERT INTO obligation VALUES (?, ?, 'I', ?, ?, '[]', ?, NULL, NULL, NULL, NULL, 1, 1, 0, 1, NULL, "
                "'r', 0.9)",
                (number, position, duty.actor, duty.role, duty.action),
            )
    connection.close()


def old_record(document: Document) -> dict[str, object]:
    record = to_record(document)
    for name in ("mentions", "reports", "targets", "budget", "results", "bodies", "places"):
        del record[name]
    del record["document"]["canonical"]
    for one in record["references"]:
        for name in ("article", "subject", "effect", "canonical", "urn"):
            del one[name]
    for one in record["obligations"]:
        for name in ("starts", "ends", "recurrence", "condition", "acts", "actor_keys", "partner_keys"):
            del one[name]
    return record


def test_a_workspace_of_the_first_release_keeps_its_rows_and_reads_what_is_new_as_empty(tmp_path: Path) -> None:
    cited = paper("được dẫn.pdf")
    reference = replace(cited.references[0], id="030/KH–UBND", date=cited.header.date)
    citing = paper("dẫn.pdf")
    citing = replace(citing, references=(reference,), header=replace(citing.header, number_symbol="31/KH-UBND"))
    first_release(tmp_path, cited, citing)
    with Workspace(tmp_path) as workspace:
        assert [workspace.get(number).document for number in (1, 2)] == [cited, citing]
        assert workspace.get(2).record == to_record(citing)
        frames = workspace.frames()
        assert list(frames.references["id"]) == ["45/2020/NĐ-CP", "030/KH–UBND"]
        assert frames.references["cited_doc_id"].to_list()[1:] == [1]
        assert list(frames.obligations["acts"]) == [(), ()]
        assert frames.obligations["starts_iso"].isna().all()
        assert len(frames.mentions) == len(frames.places) == 0
        assert workspace.put(citing) == 2
        workspace.put(paper("mới.pdf"))
        assert len(workspace.documents()) == 3
    assert version(tmp_path) == len(schema.MIGRATIONS)


def test_an_older_workspace_is_brought_up_and_keeps_its_documents(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", NEWER)
    for _ in range(2):  # the second time there is nothing to do
        with Workspace(older) as workspace:
            assert workspace.get("1").document == paper()
            assert workspace._database.connection.execute("SELECT text FROM note").fetchall() == [("new",)]
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
        asked = {name: workspace._database.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in (
            "journal_mode", "foreign_keys", "application_id")}  # fmt: skip
    assert asked == {"journal_mode": "wal", "foreign_keys": 1, "application_id": schema.APPLICATION_ID}
