"""Chosen documents, and records that are changed before any format sees them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipeline.export import FORMATS, Selection, export
from pipeline.export.selection import changed_texts
from pipeline.model import Source
from pipeline.record import Record
from pipeline.store import Workspace
from tests.papers import full_paper, paper

SECRET, MASK = "Phòng Nội vụ", "Phòng ███ ██"


def masked(record: Record) -> Record:
    changed: Record = json.loads(json.dumps(record, ensure_ascii=False).replace(SECRET, MASK))
    return changed


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "kho") as workspace:
        workspace.put(full_paper("một.pdf"))
        workspace.put(paper("hai.pdf"))
        yield workspace


def test_only_the_chosen_are_in_records_and_tables(filled: Workspace) -> None:
    chosen = Selection(filled, {"hai"})
    assert [name for name, _ in chosen.records()] == ["hai"]
    assert [name for name, _ in chosen.records({"một"})] == []
    tables = chosen.frames().tables()
    assert list(tables["documents"]["export_name"]) == ["hai"]
    assert (len(tables["obligations"]), len(tables["reports"])) == (1, 0)


def test_a_change_reaches_the_tables_and_keeps_their_types(filled: Workspace) -> None:
    before, after = filled.frames().tables(), Selection(filled, change=masked).frames().tables()
    assert set(after["obligations"]["actor"]) == {MASK}
    for name, frame in before.items():
        assert list(frame.dtypes) == list(after[name].dtypes)
    pd.testing.assert_frame_equal(before["sections"], after["sections"])


@pytest.mark.parametrize("file_format", FORMATS)
def test_no_format_leaks_what_was_changed(filled: Workspace, tmp_path: Path, file_format: str) -> None:
    for path in export(Selection(filled, change=masked), file_format, tmp_path / "out"):
        assert SECRET.encode() not in path.read_bytes()


def test_changed_records_lead_to_no_page_images(filled: Workspace) -> None:
    filled.page_images.put("ab" * 32, 1, b"\xff\xd8")
    images = Selection(filled).page_images
    assert images
    assert images.path("ab" * 32, 1)
    assert Selection(filled, change=masked).page_images is None


def test_a_workbook_of_changed_records_leads_to_no_picture(filled: Workspace, tmp_path: Path) -> None:
    filled.page_images.put("ab" * 32, 1, b"\xff\xd8")
    out = tmp_path / "out"
    out.mkdir()
    (out / "một.pdf").touch()  # of an earlier export, not masked
    (path,) = export(Selection(filled, change=masked), "xlsx", out)
    cells = (cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row)
    outward = [cell.hyperlink.target for cell in cells if cell.hyperlink and cell.hyperlink.target]
    assert outward == []


def test_changed_records_come_without_their_originals(filled: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"%PDF-1.7")
    kept = Source(hashlib.sha256(file.read_bytes()).hexdigest(), ("scan.pdf",), "application/pdf", 8)
    copies = filled.keep_original(kept, [file])
    assert list(Selection(filled).originals(kept.sha256)) == copies
    assert Selection(filled, change=masked).originals(kept.sha256) == ()


def test_a_change_of_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        changed_texts({"a": ["x", "y"]}, {"a": ["x"]})
