"""Of a file with a mark of secrecy nothing stays in the workspace but its refusal."""

from __future__ import annotations

import zipfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from pipeline import process
from pipeline.errors import StateSecretError
from pipeline.extract import refusal
from pipeline.ingest import Item
from pipeline.model import PageReading
from pipeline.run import BatchReport, FileStatus, run_batch
from pipeline.settings import Settings, load_settings
from pipeline.store import Workspace
from tests.extract.papers.pages import HEAD, PROSE, page
from tests.ingest.files import pdf
from tests.papers import PLAN

WORD = "Mật danh Sao Khuê"
SECRET = "MẬT\n" + PLAN + f"\n{WORD}\n"


@pytest.fixture
def quiet() -> Settings:
    return load_settings(overrides={"restore": {"enabled": False}, "run": {"jobs": 1}})


def batch(
    paths: list[Path], workspace: Workspace, settings: Settings, *, force: bool = False, threads: int = 1
) -> BatchReport:
    return run_batch(paths, workspace, settings, force=force, make_executor=partial(ThreadPoolExecutor, threads))


def holding(folder: Path, *words: str) -> list[Path]:
    """Return the files at and below `folder` whose bytes hold one of `words`."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [file for file in files if any(word.encode() in file.read_bytes() for word in words)]


def kept(folder: Path) -> list[Path]:
    places = ("originals", "pages", "cache", "tmp")
    return [file for place in places for file in (folder / place).rglob("*") if file.is_file()]


def test_a_secret_file_is_refused_and_the_others_are_imported(tmp_path: Path, quiet: Settings) -> None:
    scans = tmp_path / "scans"
    scans.mkdir()
    (scans / "mat.txt").write_text(SECRET, "utf-8")
    (scans / "plan.txt").write_text(PLAN, "utf-8")
    with Workspace(tmp_path / "kho") as workspace:
        report = batch([scans], workspace, quiet)
        (refused,) = [one for one in report.outcomes if one.status is FileStatus.FAILED]
        assert (refused.code, refused.exit_code) == ("secret", StateSecretError.exit_code)
        assert [failure.code for failure in workspace.failures()] == ["secret"]
        assert "bàn giao" in workspace.failures()[0].message.vi
        assert [one.number_symbol for one in workspace.documents()] == ["46/KH-UBND"]
        assert workspace.search(WORD) == []
    assert len(list((tmp_path / "kho" / "originals").rglob("*.txt"))) == 1
    assert holding(tmp_path / "kho", WORD) == []
    assert (scans / "mat.txt").read_text("utf-8") == SECRET, "what is outside the workspace is left as it is"


def test_no_other_page_is_read_before_the_first_was_looked_at(
    tmp_path: Path, quiet: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(5))
    read: list[int] = []

    def first_is_secret(item: Item, number: int, settings: Settings) -> process.ReadPage:
        read.append(number)
        raise StateSecretError(refusal(item.name, number, "MẬT"))

    monkeypatch.setattr(process, "read_page", first_is_secret)
    with Workspace(tmp_path / "kho") as workspace:
        report = batch([tmp_path / "a.pdf"], workspace, quiet, threads=4)
    assert read == [1]
    assert report.exit_code == StateSecretError.exit_code
    assert kept(tmp_path / "kho") == []


def test_what_was_kept_before_the_mark_was_met_is_removed(
    tmp_path: Path, quiet: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(6))

    def fourth_is_secret(item: Item, number: int, settings: Settings) -> process.ReadPage:
        if number == 4:
            raise StateSecretError(refusal(item.name, number, "MẬT"))
        return process.ReadPage(_page(number), b"\xff\xd8\xff jpeg")

    monkeypatch.setattr(process, "read_page", fourth_is_secret)
    with Workspace(tmp_path / "kho") as workspace:
        (outcome,) = batch([tmp_path / "a.pdf"], workspace, quiet, threads=2).outcomes
        assert outcome.code == "secret"
        assert workspace.documents() == []
    assert kept(tmp_path / "kho") == []


def _page(number: int) -> PageReading:
    return page(number, *(HEAD if number == 1 else ()), *PROSE)


def test_a_member_of_an_archive_leaves_no_unpacked_copy(
    tmp_path: Path, quiet: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("1-mat.txt", SECRET)
        archive.writestr("sub/2-cung-mat.txt", SECRET)
        archive.writestr("sub/3-plan.txt", PLAN)
    whole = process.put_together
    left: list[Path] = []

    def look(*arguments: object) -> object:
        left.extend(holding(tmp_path / "kho", WORD))
        return whole(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(process, "put_together", look)
    with Workspace(tmp_path / "kho") as workspace:
        batch([tmp_path / "a.zip"], workspace, quiet)
        assert len(workspace.documents()) == 1
    assert left == [], "gone while the batch still runs"


def test_what_an_earlier_version_imported_is_removed(tmp_path: Path, quiet: Settings) -> None:
    (tmp_path / "mat.txt").write_text(SECRET, "utf-8")
    lax = load_settings(overrides={**quiet.model_dump(), "ingest": {"state_secrets": "allow"}})
    with Workspace(tmp_path / "kho") as workspace:
        batch([tmp_path / "mat.txt"], workspace, lax)
        assert workspace.documents()[0].number_symbol == "46/KH-UBND"
        assert "secrecy_mark" in [one.code for one in workspace.get(1).document.problems]
        assert workspace.search(WORD)
        assert batch([tmp_path / "mat.txt"], workspace, lax).outcomes[0].status is FileStatus.KNOWN
        assert batch([tmp_path / "mat.txt"], workspace, quiet).outcomes[0].code == "secret"
        assert workspace.documents() == []
        assert workspace.search(WORD) == []
        assert kept(tmp_path / "kho") == []
        assert holding(tmp_path / "kho", "Khuê", "khue", "46/KH-UBND") == [], "not even in free pages of the database"


def test_a_whole_file_in_this_process_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "mat.txt").write_text(SECRET, "utf-8")
    with pytest.raises(StateSecretError, match=r"mat\.txt.*MẬT"):
        process.process_file(tmp_path / "mat.txt")
