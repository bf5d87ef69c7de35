"""The workspace: what goes in comes out, once, and faults are told in words."""

from __future__ import annotations

import errno
import hashlib
import multiprocessing
import os
import signal
import sqlite3
import stat
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from pipeline.errors import DamagedSourceError, StoreError, UsageError
from pipeline.message import Message
from pipeline.model import Document, Source
from pipeline.record import to_record
from pipeline.store import CitedBy, Workspace, faults, rows
from pipeline.store.files import joined_digest
from tests.papers import digest, full_paper, paper
from tests.strategies import documents

SPAWN = multiprocessing.get_context("spawn")


def test_a_document_comes_out_as_it_went_in(workspace: Workspace) -> None:
    document = paper()
    stored = workspace.get(workspace.put(document))
    assert stored.document == document
    assert stored.record == to_record(document)
    assert list(workspace.records()) == [("kế hoạch", to_record(document))]


@given(document=documents())
@settings(
    deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_document_comes_out_as_it_went_in(workspace: Workspace, document: Document) -> None:
    fresh = replace(document, source=replace(document.source, sha256=digest(repr(document))))
    assert workspace.get(workspace.put(fresh)).document == fresh


def test_a_file_called_1_does_not_hide_the_document_with_id_1(workspace: Workspace) -> None:
    first = workspace.put(paper("kế hoạch.pdf"))
    other = workspace.put(paper(f"{first}.pdf"))
    assert workspace.get(first).document.source.name == "kế hoạch.pdf"
    assert workspace.get(other).document.source.name == f"{first}.pdf"
    with pytest.raises(UsageError, match="SHA-256"):
        workspace.get(str(first))
    with pytest.raises(UsageError):
        workspace.get(other + 1)


def test_storing_again_replaces_and_keeps_the_id(workspace: Workspace) -> None:
    first = workspace.put(paper())
    again = workspace.put(replace(paper(), sections=()))
    assert again == first
    assert [(one.sections, one.obligations) for one in workspace.documents()] == [(0, 1)]
    assert len(workspace.search("tuyên truyền")) == 1


def test_a_second_name_is_kept_and_the_first_stays_first(workspace: Workspace) -> None:
    workspace.put(paper("a/kế hoạch.pdf", sha256=digest("x")))
    other = Source(digest("x"), ("b/bản sao.pdf",), "application/pdf", 1000)
    assert workspace.known(other)
    stored = workspace.get("bản sao")
    assert stored.document.source.names == ("a/kế hoạch.pdf", "b/bản sao.pdf")
    workspace.put(paper("c/khác.pdf", sha256=digest("x")))
    assert workspace.get("1").document.source.names == ("a/kế hoạch.pdf", "b/bản sao.pdf", "c/khác.pdf")


def test_unknown_bytes_are_not_known_and_not_noted(workspace: Workspace) -> None:
    assert not workspace.known(paper().source)
    assert workspace.documents() == []


def test_a_file_is_whole_or_in_parts_never_both(workspace: Workspace) -> None:
    workspace.put(paper())
    parts = [workspace.put(paper(part=part)) for part in (1, 2)]
    assert [one.part for one in workspace.documents()] == [1, 2]
    assert len(workspace.search("tuyên truyền")) == 2
    assert [workspace.get(f"kế hoạch-{part}").id for part in (1, 2)] == parts
    workspace.put(paper())
    assert [one.part for one in workspace.documents()] == [None]


def test_a_summary_says_what_is_in_a_document(workspace: Workspace) -> None:
    workspace.put(paper())
    (one,) = workspace.documents()
    assert (one.export_name, one.stem, one.name, one.status) == ("kế hoạch", "kế hoạch", "kế hoạch.pdf", "ok")
    assert (one.number_symbol, one.date, one.pages) == ("30/KH-UBND", "2024-03-05", 1)
    assert (one.sections, one.references, one.obligations, one.problems) == (1, 1, 1, 1)


@pytest.mark.parametrize("doc", ["1", "kế hoạch", "ke hoach", "KE HOACH", digest("kế hoạch.pdf")[:6]])
def test_a_document_is_found_by_id_stem_or_hash(workspace: Workspace, doc: str) -> None:
    workspace.put(paper())
    workspace.put(paper("báo cáo.pdf"))
    assert workspace.get(doc).document.source.name == "kế hoạch.pdf"


@pytest.mark.parametrize("doc", ["", "01", "nothing", "zzzz", "%", "ffff" * 16, "kế hoạch.pdf' OR 1=1"])
def test_what_names_no_document_is_a_usage_error(workspace: Workspace, doc: str) -> None:
    workspace.put(paper())
    with pytest.raises(UsageError):
        workspace.get(doc)


def test_an_ambiguous_stem_names_the_candidates(workspace: Workspace) -> None:
    workspace.put(paper("a/plan.pdf"))
    workspace.put(paper("b/plan.pdf"))
    later = f"plan-{digest('b/plan.pdf')[:8]}"
    with pytest.raises(UsageError) as caught:
        workspace.get("plan")
    assert "plan (id 1)" in caught.value.message.en
    assert f"{later} (id 2)" in caught.value.message.vi
    assert workspace.get(later).id == 2


def test_a_failure_is_listed_until_the_file_is_in(workspace: Workspace) -> None:
    workspace.record_failure("hỏng.pdf", "damaged", Message("Hỏng.", "Damaged."), sha256=digest("h"))
    workspace.record_failure("hỏng.pdf", "empty", Message("Rỗng.", "Empty."))
    (failure,) = workspace.failures()
    assert (failure.name, failure.code, failure.message.en, failure.sha256) == ("hỏng.pdf", "empty", "Empty.", None)
    workspace.put(paper("hỏng.pdf"))
    assert workspace.failures() == []


def test_an_original_is_kept_unchanged_and_read_only(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "Gốc.PDF"
    file.write_bytes(b"%PDF-1.4 x")
    source = Source(_sha256(file), ("Gốc.PDF",), "application/pdf", 10)
    (kept,) = workspace.keep_original(source, [file])
    assert workspace.originals(source.sha256) == [kept]
    assert kept.name == f"{source.sha256}.pdf"
    assert kept.read_bytes() == file.read_bytes()
    assert not stat.S_IMODE(kept.stat().st_mode) & 0o222
    assert workspace.keep_original(source, [file]) == [kept]
    assert list(workspace.spool.iterdir()) == []


def test_the_images_of_one_document_are_kept_in_order(workspace: Workspace, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.png" for number in (1, 2)]
    for file in files:
        file.write_bytes(file.name.encode())
    both = joined_digest(digest(file.name) for file in files)
    source = Source(both, ("1.png", "2.png"), "image/png", 10)
    kept = workspace.keep_original(source, files)
    assert [one.read_bytes() for one in kept] == [b"1.png", b"2.png"]
    assert workspace.originals(source.sha256) == kept
    files[1].write_bytes(b"another page")
    with pytest.raises(DamagedSourceError, match="changed"):
        workspace.keep_original(source, files)


def test_an_original_that_changed_or_vanished_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    source = Source(digest("a"), ("a.pdf",), "application/pdf", 10)
    with pytest.raises(DamagedSourceError):
        workspace.keep_original(source, [file])
    file.write_bytes(b"other bytes")
    with pytest.raises(DamagedSourceError, match="changed"):
        workspace.keep_original(source, [file])
    assert workspace.originals(source.sha256) == []
    assert not (workspace.folder / "originals").exists()


def test_frames_hold_dates_lists_and_evidence(workspace: Workspace) -> None:
    document_id = workspace.put(paper())
    frames = workspace.frames()
    (row,) = frames.documents.to_dict("records")
    assert (row["doc_id"], row["export_name"], row["names"]) == (document_id, "kế hoạch", ("kế hoạch.pdf",))
    assert (str(row["date"].date()), row["recipients"]) == ("2024-03-05", ("Như trên", "Lưu: VT."))
    (duty,) = frames.obligations.to_dict("records")
    assert str(duty["deadline_date"]) == "NaT"
    assert (duty["deadline_date_iso"], duty["partners"], duty["page"], duty["line"]) == ("2024-05", ("Công an",), 1, 1)
    assert duty["confidence"] == 0.9
    assert list(frames.references["id"]) == ["45/2020/NĐ-CP"]


def test_frames_hold_every_kind_of_fact(workspace: Workspace) -> None:
    document = full_paper()
    number = workspace.put(document)
    frames = workspace.frames()
    (duty,) = frames.obligations.to_dict("records")
    assert (str(duty["starts"].date()), duty["ends_iso"]) == ("2024-04-01", "2024-06")
    assert (duty["recurrence"], duty["acts"], duty["actor_keys"]) == ("FREQ=MONTHLY;INTERVAL=3", ("lập",), ("noi-vu",))
    (report,) = frames.reports.to_dict("records")
    assert (report["doc_id"], report["to"], report["form"]) == (number, "UBND quận", "văn bản")
    (target,) = frames.targets.to_dict("records")
    assert (target["comparator"], target["low"], target["value"]) == (">=", 90.5, "90,5%")
    (money,) = frames.budget.to_dict("records")
    assert (money["amount"], money["source"]) == (50_000_000, "ngân sách phường")
    assert frames.results["number"].to_list() == [13.0]
    (body,) = frames.bodies.to_dict("records")
    assert (body["level"], body["names"], body["is_issuer"]) == ("xa", ("UBND phường", "phường"), True)
    (place,) = frames.places.to_dict("records")
    assert (place["before"], place["after"]) == (("Phường A, Quận B, Tỉnh C",), ())
    (mention,) = frames.mentions.to_dict("records")
    assert (mention["kind"], mention["target"]) == ("self", "self")


def test_more_money_than_a_number_of_the_database_holds_stays_in_the_record(workspace: Workspace) -> None:
    document = full_paper()
    rich = replace(document, budget=(replace(document.budget[0], amount=2**63),))
    assert workspace.get(workspace.put(rich)).document == rich
    assert workspace.frames().budget["amount"].isna().all()


def test_a_reference_is_linked_to_the_document_it_means_and_back(workspace: Workspace) -> None:
    plan, report = paper(), citing("báo cáo.pdf", "30/KH-UBND", "2024-03-05")
    assert workspace.cited(workspace.put(report)) == [None]
    plan_id = workspace.put(plan)
    other = workspace.put(citing("khác.pdf", "30/KH-UBND", "2023-03-05"))
    assert workspace.cited(1) == [plan_id]
    assert (workspace.cited(other), workspace.cited(99)) == ([None], [])
    assert workspace.cited_by(plan_id) == [CitedBy(1, 0)]
    assert workspace.cited_by(other) == []
    assert workspace.frames().references["cited_doc_id"].to_list() == [plan_id, pd.NA, pd.NA]


def test_a_document_that_cites_itself_is_not_cited_by_another(workspace: Workspace) -> None:
    document = paper()
    itself = replace(document.references[0], id="30/KH-UBND", date="2024-03-05")
    number = workspace.put(replace(document, references=(itself,)))
    assert workspace.cited(number) == [number]
    assert workspace.cited_by(number) == []


def test_what_other_documents_write_otherwise_is_told_with_its_place(workspace: Workspace) -> None:
    for number in range(3):
        workspace.put(citing(f"{number}.pdf", "98/2023/QH15", "2023-06-24"))
    workspace.put(citing("sai.pdf", "98/2023/QH13", "2023-06-24"))
    (found,) = workspace.contradictions()
    assert (found.export_name, found.id, found.page, found.line) == ("sai", "98/2023/QH13", 1, 1)
    assert (found.likely_id, found.likely_date, found.documents) == ("98/2023/QH15", "2023-06-24", 3)


def citing(name: str, number: str, date: str) -> Document:
    """Return a document of another number that cites `number`."""
    document = paper(name)
    reference = replace(document.references[0], text=f"Văn bản số {number}", id=number, date=date)
    return replace(document, references=(reference,), header=replace(document.header, number_symbol="1/BC-UBND"))


def test_frames_of_an_empty_workspace_have_the_same_types(workspace: Workspace) -> None:
    empty = workspace.frames().tables()
    workspace.put(paper())
    for name, frame in workspace.frames().tables().items():
        assert dict(frame.dtypes) == dict(empty[name].dtypes)
        assert len(empty[name]) == 0


def test_everything_is_there_after_closing(tmp_path: Path) -> None:
    with Workspace(str(tmp_path)) as first:
        first.put(paper())
    with Workspace(tmp_path) as again:
        assert again.get("1").document == paper()


def test_a_folder_with_other_things_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"x")
    with pytest.raises(StoreError, match="not a sohoa workspace"):
        Workspace(tmp_path)
    with pytest.raises(StoreError, match="not a sohoa workspace"):
        Workspace(tmp_path / "scan.pdf")
    assert [entry.name for entry in tmp_path.iterdir()] == ["scan.pdf"]


def test_another_database_is_not_taken(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "sohoa.db")
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(StoreError, match="not a sohoa workspace"):
        Workspace(tmp_path)


def test_a_later_version_is_not_touched(tmp_path: Path) -> None:
    Workspace(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "sohoa.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="later version"):
        Workspace(tmp_path)


def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "sohoa.db").write_bytes(b"not a database at all, but long enough to be read" * 100)
    with pytest.raises(StoreError, match="damaged"):
        Workspace(tmp_path)


def test_a_damaged_record_is_told(workspace: Workspace) -> None:
    workspace.put(paper())
    workspace._database.connection.execute("UPDATE document SET record = x'00'")
    with pytest.raises(StoreError, match="damaged"):
        workspace.get("1")


def test_a_workspace_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    with Workspace(tmp_path) as workspace:
        workspace._database.connection.execute("PRAGMA query_only = ON")
        with pytest.raises(StoreError, match="permission"):
            workspace.put(paper())


def test_a_locked_database_is_told(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.store.database._LOCK_SECONDS", 0.05)
    other = sqlite3.connect(workspace.folder / "sohoa.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Workspace(workspace.folder) as second, pytest.raises(StoreError, match="Another program"):
        second.put(paper())
    other.close()


def test_a_full_disk_is_told_and_nothing_is_half_done(workspace: Workspace) -> None:
    workspace.put(paper())
    pages = workspace._database.connection.execute("PRAGMA page_count").fetchone()[0]
    workspace._database.connection.execute(f"PRAGMA max_page_count = {pages}")
    lines = tuple(f"dòng {digest(str(number))}" for number in range(3000))
    with pytest.raises(StoreError, match="full"):
        workspace.put(paper("lớn.pdf", lines))
    assert [one.stem for one in workspace.documents()] == ["kế hoạch"]
    assert workspace.search("dòng") == []


@pytest.mark.parametrize(
    ("number", "word"), [(errno.ENOSPC, "full"), (errno.EACCES, "permission"), (errno.EIO, "Cannot")]
)
def test_faults_of_the_disk_are_told(tmp_path: Path, number: int, word: str) -> None:
    with pytest.raises(StoreError, match=word), faults.told(tmp_path):
        raise OSError(number, os.strerror(number), "x")


def test_a_fault_in_the_middle_leaves_what_was_there(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.put(paper())

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(rows, "index_document", fail)
    with pytest.raises(RuntimeError):
        workspace.put(replace(paper(), sections=(), header=replace(paper().header, title="khác")))
    assert workspace.get("1").document == paper()
    assert workspace.documents()[0].sections == 1


def _store_many(folder: Path, first: int, count: int) -> None:
    with Workspace(folder) as opened:
        for number in range(first, first + count):
            opened.put(paper(f"{number}.pdf"))


def test_two_processes_may_make_and_write_the_same_workspace(tmp_path: Path) -> None:
    processes = [SPAWN.Process(target=_store_many, args=(tmp_path / "kho", first, 8)) for first in (0, 100)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    with Workspace(tmp_path / "kho") as opened:
        assert len(opened.documents()) == 16
        assert len(opened.search("tuyên truyền", 50)) == 16


def test_lists_and_tables_hold_together_while_another_process_writes(tmp_path: Path) -> None:
    Workspace(tmp_path).close()
    process = SPAWN.Process(target=_store_many, args=(tmp_path, 0, 60))
    process.start()
    with Workspace(tmp_path) as opened:
        while process.is_alive():
            summaries = opened.documents()
            assert len({one.export_name for one in summaries}) == len(summaries)
            assert sum(1 for _ in opened.records()) >= len(summaries)
        assert not opened.frames().documents["export_name"].isna().any()
    process.join()
    assert process.exitcode == 0


def test_a_killed_writer_leaves_only_whole_documents(tmp_path: Path) -> None:
    Workspace(tmp_path).close()
    process = SPAWN.Process(target=_store_many, args=(tmp_path, 0, 100_000))
    process.start()
    with Workspace(tmp_path) as opened:
        while len(opened.documents()) < 3:
            time.sleep(0.02)
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    with Workspace(tmp_path) as again:
        documents = again.documents()
        assert len(documents) >= 3
        assert all((one.sections, one.references, one.obligations, one.problems) == (1, 1, 1, 1) for one in documents)
        assert again._database.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert len(again.search("tuyên truyền", 100_000)) == len(documents)


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
