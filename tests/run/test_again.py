"""What failed is tried again, what is old is made again: only that, and only the stages that changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipeline import process
from pipeline.errors import OcrError, StoreError
from pipeline.ingest import Item
from pipeline.message import Message
from pipeline.model import Line, PageOrigin
from pipeline.run import BatchReport, FileStatus, refresh_batch, retry_batch, run_batch
from pipeline.run import batches as batches_of
from pipeline.run.restored import RestoredLines
from pipeline.run.versions import Making, making
from pipeline.settings import Settings, load_settings
from pipeline.store import Workspace
from pipeline.store.history import History
from tests.ingest.files import pdf, zipped
from tests.papers import PLAN

THREAD = partial(ThreadPoolExecutor, 1)


@pytest.fixture
def settings() -> Settings:
    return load_settings(overrides={"restore": {"enabled": False}, "run": {"jobs": 1}})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scans = tmp_path / "scans"
    (scans / "hộp 1").mkdir(parents=True)
    (scans / "plan.txt").write_text(PLAN, "utf-8")
    (scans / "hộp 1" / "hỏng.txt").write_bytes(b"")
    return scans


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were read, as "name, number"."""
    seen: list[str] = []
    read = process.read_page

    def watched(item: Item, number: int, settings: Settings) -> process.ReadPage:
        seen.append(f"{item.name}, {number}")
        return read(item, number, settings)

    monkeypatch.setattr(process, "read_page", watched)
    return seen


def statuses(report: BatchReport) -> dict[str, FileStatus]:
    return {one.name: one.status for one in report.outcomes}


def test_only_what_failed_is_tried_and_it_keeps_its_name(
    folder: Path, tmp_path: Path, settings: Settings, reads: list[str]
) -> None:
    with Workspace(tmp_path / "kho") as workspace:
        run_batch([folder], workspace, settings, make_executor=THREAD)
        (folder / "hộp 1" / "hỏng.txt").write_text(PLAN.replace("46/", "47/"), "utf-8")
        reads.clear()
        report = retry_batch(workspace, settings, make_executor=THREAD)
        assert statuses(report) == {"hộp 1/hỏng.txt": FileStatus.IMPORTED}
        assert reads == ["hộp 1/hỏng.txt, 1"]
        assert workspace.failures() == []
        assert retry_batch(workspace, settings, make_executor=THREAD).outcomes == ()


def test_what_is_still_bad_or_gone_keeps_its_reason(folder: Path, tmp_path: Path, settings: Settings) -> None:
    with Workspace(tmp_path / "kho") as workspace:
        run_batch([folder], workspace, settings, make_executor=THREAD)
        assert statuses(retry_batch(workspace, settings, make_executor=THREAD)) == {"hộp 1/hỏng.txt": FileStatus.FAILED}
        (folder / "hộp 1" / "hỏng.txt").unlink()
        (gone,) = retry_batch(workspace, settings, make_executor=THREAD).outcomes
        assert gone.message
        assert "không còn ở" in gone.message.vi
        assert [one.code for one in workspace.failures()] == ["empty"]


def test_a_bad_member_of_a_zip_is_found_again(tmp_path: Path, settings: Settings) -> None:
    packed = tmp_path / "kho cũ.zip"
    zipped(packed, {"a/hỏng.txt": b"", "a/tốt.txt": PLAN.encode()})
    with Workspace(tmp_path / "kho") as workspace:
        run_batch([packed], workspace, settings, make_executor=THREAD)
        assert [one.origin for one in workspace.failures()] == [packed]
        better = PLAN.replace("46/", "47/").encode()
        zipped(packed, {"a/hỏng.txt": better, "a/tốt.txt": PLAN.encode(), "a/mới.txt": better + b"x"})
        report = retry_batch(workspace, settings, make_executor=THREAD)
        assert statuses(report) == {"kho cũ.zip/a/hỏng.txt": FileStatus.IMPORTED}, "what is new there is not asked for"


def test_a_partial_document_is_read_from_its_original(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, reads: list[str]
) -> None:
    file = tmp_path / "two-pages.pdf"
    file.write_bytes(pdf(2))
    read = process.read_page

    def fail_on_2(item: Item, number: int, settings: Settings) -> process.ReadPage:
        if number == 2:
            raise OcrError(Message("hỏng", "broken"))
        return read(item, number, settings)

    with Workspace(tmp_path / "kho") as workspace:
        with monkeypatch.context() as patched:
            patched.setattr(process, "read_page", fail_on_2)
            run_batch([file], workspace, settings, make_executor=THREAD)
        file.unlink()
        reads.clear()
        report = retry_batch(workspace, settings, make_executor=THREAD)
        assert statuses(report) == {"two-pages.pdf": FileStatus.IMPORTED}
        assert reads == ["two-pages.pdf, 2"], "the page that had been read is not read again"


def make(version: str, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """Let the program be of another version in one part."""
    now = making

    def other(settings: Settings) -> Making:
        own = now(settings)
        if part == "finishing":
            return Making(own.reading, version)
        return Making(json.dumps({**json.loads(own.reading), "version": version}, sort_keys=True), own.finishing)

    monkeypatch.setattr(batches_of, "making", other)
    if part == "reading":
        monkeypatch.setattr(process, "READING_VERSION", version)


def test_a_newer_program_says_what_is_old_and_makes_it_again_without_reading(
    folder: Path, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, reads: list[str]
) -> None:
    with Workspace(tmp_path / "kho") as workspace:
        assert run_batch([folder], workspace, settings, make_executor=THREAD).outdated == 0
        assert refresh_batch(workspace, settings, make_executor=THREAD).outcomes == ()
        make("newer", monkeypatch, "finishing")
        reads.clear()
        assert run_batch([folder], workspace, settings, make_executor=THREAD).outdated == 1
        assert statuses(refresh_batch(workspace, settings, make_executor=THREAD)) == {"plan.txt": FileStatus.IMPORTED}
        assert reads == []
        assert run_batch([folder], workspace, settings, make_executor=THREAD).outdated == 0
        assert len(refresh_batch(workspace, settings, everything=True, make_executor=THREAD).outcomes) == 1


def test_what_was_made_again_is_stored_together_and_all_of_it(
    folder: Path, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {f"plan {number}.txt" for number in range(20)}
    for number, name in enumerate(sorted(names)):
        (folder / name).write_text(PLAN.replace("46/", f"{100 + number}/"), "utf-8")
    with Workspace(tmp_path / "kho") as workspace:
        run_batch([folder], workspace, settings, make_executor=THREAD)
        make("newer", monkeypatch, "finishing")
        with monkeypatch.context() as patched, pytest.raises(StoreError):
            patched.setattr(History, "note", full_after(18, History.note))
            refresh_batch(workspace, settings, make_executor=THREAD)
        rest = refresh_batch(workspace, settings, make_executor=THREAD)
        assert len(rest.outcomes) == len(names) + 1 - 16, "of what could not be stored nothing is said to be done"
        assert refresh_batch(workspace, settings, make_executor=THREAD).outcomes == ()
        assert {one.name for one in workspace.documents()} == {"plan.txt", *names}


def full_after(times: int, note: Callable[..., None]) -> Callable[..., None]:
    """Return `note` on a disk that is full once it was called so often."""
    left = iter(range(times))

    def noted(*arguments: object) -> None:
        if next(left, None) is None:
            raise StoreError(Message("đĩa đầy", "disk full"))
        note(*arguments)

    return noted


def test_a_new_way_of_reading_reads_again_unless_it_is_not_wanted(
    folder: Path, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, reads: list[str]
) -> None:
    with Workspace(tmp_path / "kho") as workspace:
        run_batch([folder], workspace, settings, make_executor=THREAD)
        make("newer", monkeypatch, "reading")
        reads.clear()
        assert refresh_batch(workspace, settings, read=False, make_executor=THREAD).outcomes == ()
        assert len(refresh_batch(workspace, settings, everything=True, read=False, make_executor=THREAD).outcomes) == 1
        assert reads == []
        assert len(refresh_batch(workspace, settings, make_executor=THREAD).outcomes) == 1
        assert reads == ["plan.txt, 1"]


def test_versions_follow_the_settings_that_matter() -> None:
    plain = making(Settings())
    assert making(Settings.model_validate({"ocr": {"page_seconds": 300}})) == plain, "more time gives no other words"
    other = making(Settings.model_validate({"clean": {"target_dpi": 300}}))
    assert (other.reading != plain.reading, other.finishing == plain.finishing) == (True, True)
    other = making(Settings.model_validate({"restore": {"regime": "garbled"}}))
    assert (other.reading == plain.reading, other.finishing != plain.finishing) == (True, True)


def test_the_log_has_a_line_for_each_page_and_file_and_no_text(
    folder: Path, tmp_path: Path, settings: Settings
) -> None:
    with Workspace(tmp_path / "kho") as workspace:
        report = run_batch([folder], workspace, settings, make_executor=THREAD)
    rows = [json.loads(line) for line in Path(report.log).read_text("utf-8").splitlines()]
    assert [row["event"] for row in rows] == ["run", "page", "file", "end"]
    assert len({row["run"] for row in rows}) == 1
    assert rows[0]["program"].startswith("sohoa ")
    assert (rows[1]["file"], rows[1]["page"], rows[1]["status"]) == ("plan.txt", 1, "read")
    assert (rows[2]["status"], rows[3]["status"]) == ("imported", "done")
    assert "Phân loại rác" not in Path(report.log).read_text("utf-8")


def test_lines_are_restored_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = tuple(Line(1, text, text) for text in ("Uy ban nhan dan phuong ban hanh ke hoach", "Kế hoạch"))
    settings = Settings.model_validate({"restore": {"regime": "unaccented"}})
    restored = process.restore_lines(lines, settings, PageOrigin.PLAIN_TEXT)
    assert restored[0].fixes, "something is there to be kept"
    kept = RestoredLines(tmp_path, "ab" * 32)
    assert kept(lines, settings, PageOrigin.PLAIN_TEXT) == restored
    calls: list[object] = []

    def count(*arguments: Any) -> tuple[Line, ...]:
        calls.append(arguments)
        return restored

    monkeypatch.setattr(process, "restore_lines", count)
    assert kept(lines, settings, PageOrigin.PLAIN_TEXT) == restored
    assert calls == []
    kept(lines, settings, PageOrigin.OCR)
    kept(lines[:1], settings, PageOrigin.PLAIN_TEXT)
    kept(lines, Settings.model_validate({"restore": {"regime": "garbled"}}), PageOrigin.PLAIN_TEXT)
    assert len(calls) == 3, "another origin, other lines and other settings are other questions"
