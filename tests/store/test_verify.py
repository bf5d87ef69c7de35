"""Every kind of damage to a workspace is found and told; a sound one is said to be sound."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model import Box, Source
from pipeline.record import to_record
from pipeline.store import FaultKind, PageCache, Workspace
from pipeline.store.evidence import faults_of_record
from pipeline.store.rows import packed
from tests.papers import full_paper


@pytest.fixture
def filled(workspace: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with one document, its original, page image and kept page."""
    file = tmp_path / "đầy đủ.pdf"
    file.write_bytes(b"the original")
    sha256 = hashlib.sha256(b"the original").hexdigest()
    source = Source(sha256, (file.name,), "application/pdf", 12)
    workspace.keep_original(source, [file])
    workspace.put(replace(full_paper(), source=source))
    workspace.page_images.put(sha256, 1, b"an image")
    workspace.history.note(source, 1, ("{}", "f"), {1: hashlib.sha256(b"an image").hexdigest()})
    PageCache(workspace.folder, sha256).put("key", b"a reading")
    yield workspace


def overwrite(folder: Path, pattern: str) -> None:
    (file,) = folder.glob(pattern)
    file.chmod(0o644)
    file.write_bytes(b"something else")


def remove(folder: Path, pattern: str) -> None:
    (file,) = folder.glob(pattern)
    file.unlink()


def orphaned(kho: Workspace) -> None:
    kho._database.connection.execute("PRAGMA foreign_keys = OFF")
    kho._database.connection.execute("DELETE FROM file")


def test_a_sound_workspace_is_sound(filled: Workspace) -> None:
    found = filled.verify()
    assert (found.faults, found.exit_code) == ((), 0)
    assert (found.documents, found.originals, found.page_images, found.cached_pages) == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("harm", "kind"),
    [
        (lambda kho: overwrite(kho.folder, "originals/*/*"), FaultKind.ORIGINAL),
        (lambda kho: remove(kho.folder, "originals/*/*"), FaultKind.ORIGINAL),
        (lambda kho: overwrite(kho.folder, "pages/*/*/*"), FaultKind.PAGE_IMAGE),
        (lambda kho: remove(kho.folder, "pages/*/*/*"), FaultKind.PAGE_IMAGE),
        (lambda kho: overwrite(kho.folder, "cache/*/*/*"), FaultKind.CACHE),
        (lambda kho: kho._database.connection.execute("DELETE FROM obligation"), FaultKind.RECORD),
        (lambda kho: kho._database.connection.execute("UPDATE document SET number_symbol = '1/X'"), FaultKind.RECORD),
        (lambda kho: kho._database.connection.execute("UPDATE document SET record = x'00'"), FaultKind.RECORD),
        (lambda kho: kho._database.connection.execute("DELETE FROM passage"), FaultKind.INDEX),
        (lambda kho: kho._database.connection.execute("DELETE FROM original"), FaultKind.ORIGINAL),
        (orphaned, FaultKind.DATABASE),
    ],
)
def test_damage_is_found(filled: Workspace, harm: Callable[[Workspace], object], kind: FaultKind) -> None:
    harm(filled)
    found = filled.verify()
    assert kind in {fault.kind for fault in found.faults}
    assert found.exit_code == 6
    assert all(fault.message.vi and fault.message.en for fault in found.faults)


def test_a_fact_that_is_not_where_it_says_is_found(filled: Workspace) -> None:
    (summary,) = filled.documents()
    record = dict(filled.get(summary.id).record)
    record["obligations"] = [{**record["obligations"][0], "end": 10_000_000}]
    filled._database.connection.execute("UPDATE document SET record = ?", (packed(record),))
    (fault,) = filled.verify().faults
    assert fault.kind is FaultKind.RECORD
    assert fault.message.vi.startswith("obligations[0]")


def test_a_box_off_its_page_and_a_wrong_line_are_found() -> None:
    document = full_paper()
    pages = tuple(replace(page, width=100, height=100) for page in document.pages)
    off = replace(document.sections[0].evidence, boxes=(Box(1, 0, 0, 500, 10),), line=99)
    section = replace(document.sections[0], evidence=off)
    said = [fault.en for fault in faults_of_record(to_record(replace(document, pages=pages, sections=(section,))))]
    assert any("off its page" in one for one in said)
    assert any("line 99" in one for one in said)


def test_a_record_whose_text_was_changed_is_found() -> None:
    record = {**to_record(full_paper()), "text": "another text"}
    assert [fault.en for fault in faults_of_record(record)] == ["the text is not that of the lines."]


def test_files_that_belong_to_nothing_are_no_fault(filled: Workspace) -> None:
    (filled.folder / "originals" / "left.part").write_bytes(b"")
    found = filled.verify()
    assert (found.strangers, found.faults) == (1, ())
