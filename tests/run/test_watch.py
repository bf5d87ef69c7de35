"""A folder is watched by a clock that the test turns: what is whole is given, once, with what belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.errors import PipelineError, StoreError
from pipeline.message import Message
from pipeline.run import BatchReport, FolderWatch, watch_folder
from pipeline.run.watch import is_being_written

SETTLE = 10.0


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(tmp_path: Path, clock: Clock) -> FolderWatch:
    return FolderWatch(tmp_path, SETTLE, clock)


def names(watch: FolderWatch, clock: Clock, seconds: float = 0) -> list[str]:
    clock.now += seconds
    return list(watch.look().values())


def test_a_file_is_given_once_when_it_has_settled(watch: FolderWatch, clock: Clock, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"1")
    assert names(watch, clock) == []
    assert watch.is_waiting
    assert names(watch, clock, 9) == []
    assert names(watch, clock, 2) == ["a.pdf"]
    assert names(watch, clock, 60) == []
    assert not watch.is_waiting


def test_a_file_that_grows_is_waited_for(watch: FolderWatch, clock: Clock, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"1")
    for size in range(2, 6):
        assert names(watch, clock, 9) == []
        file.write_bytes(b"1" * size)
    assert names(watch, clock, 1) == []
    assert names(watch, clock, 10) == ["a.pdf"]
    file.write_bytes(b"another scan under the same name")
    names(watch, clock)
    assert names(watch, clock, 11) == ["a.pdf"]


def test_a_file_that_somebody_writes_is_waited_for(watch: FolderWatch, clock: Clock, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    with file.open("wb") as writing:
        writing.write(b"1")
        writing.flush()
        if not is_being_written(file):
            pytest.skip("this file system does not tell")
        names(watch, clock)
        assert names(watch, clock, 60) == []
    assert names(watch, clock) == ["a.pdf"]


def test_what_is_not_read_is_passed_over(watch: FolderWatch, clock: Clock, tmp_path: Path) -> None:
    for name in (".hidden.pdf", "~$plan.docx", "a.pdf.part", "b.pdf.crdownload", "c.tmp", "Thumbs.db"):
        (tmp_path / name).write_bytes(b"1")
    (tmp_path / "kho").mkdir()
    (tmp_path / "kho" / "sohoa.db").write_bytes(b"")
    (tmp_path / "kho" / "original.pdf").write_bytes(b"1")
    (tmp_path / "broken.pdf").symlink_to(tmp_path / "nowhere.pdf")
    names(watch, clock)
    assert names(watch, clock, 60) == []
    assert not watch.is_waiting


def test_names_tell_the_folder(watch: FolderWatch, clock: Clock, tmp_path: Path) -> None:
    (tmp_path / "hộp 1").mkdir()
    (tmp_path / "hộp 1" / "a.pdf").write_bytes(b"1")
    names(watch, clock)
    assert names(watch, clock, 11) == ["hộp 1/a.pdf"]


def test_page_images_wait_for_their_folder(watch: FolderWatch, clock: Clock, tmp_path: Path) -> None:
    (tmp_path / "kh 12").mkdir()
    (tmp_path / "kh 12" / "trang-1.jpg").write_bytes(b"1")
    names(watch, clock)
    (tmp_path / "kh 12" / "trang-2.jpg").write_bytes(b"2")
    (tmp_path / "a.pdf").write_bytes(b"1")
    assert names(watch, clock, 11) == [], "the second page has just come"
    assert sorted(names(watch, clock, 11)) == ["a.pdf", "kh 12/trang-1.jpg", "kh 12/trang-2.jpg"]


def test_a_text_is_given_with_its_scan(watch: FolderWatch, clock: Clock, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"1")
    names(watch, clock)
    assert names(watch, clock, 11) == ["a.pdf"]
    (tmp_path / "a.txt").write_bytes(b"text")
    names(watch, clock)
    assert names(watch, clock, 11) == ["a.pdf", "a.txt"], "alone it would be a document of its own"


def test_a_fault_is_told_and_the_files_are_given_again(watch: FolderWatch, clock: Clock, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"1")
    taken: list[Mapping[Path, str]] = []

    def take(ready: Mapping[Path, str]) -> BatchReport:
        taken.append(ready)
        if len(taken) == 1:
            raise StoreError(Message("đầy", "full"))
        return BatchReport((), 0.0)

    def pause() -> None:
        clock.now += SETTLE + 1

    found = watch_folder(watch, take, pause)
    assert isinstance(next(found), PipelineError)
    assert isinstance(next(found), BatchReport)
    assert taken[0] == taken[1]


def test_a_folder_that_is_gone_for_a_while_ends_nothing(clock: Clock, tmp_path: Path) -> None:
    watch = FolderWatch(tmp_path / "ổ mạng", 0.0, clock)
    found = watch_folder(watch, lambda _: BatchReport((), 0.0), lambda: None)
    error = next(found)
    assert isinstance(error, PipelineError)
    assert "ổ mạng" in error.message.vi
    (tmp_path / "ổ mạng").mkdir()
    (tmp_path / "ổ mạng" / "a.pdf").write_bytes(b"1")
    assert isinstance(next(found), BatchReport)


def test_once_ends_when_all_was_given(watch: FolderWatch, clock: Clock, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"1")

    def pause() -> None:
        clock.now += SETTLE

    reports = list(watch_folder(watch, lambda _: BatchReport((), 0.0), pause, once=True))
    assert len(reports) == 1
