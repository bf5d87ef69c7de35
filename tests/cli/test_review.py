"""The commands of review, as an archivist meets them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from pipeline.cli import main, review_texts
from pipeline.message import Message
from pipeline.model import Box, Page, PageOrigin
from pipeline.review import EntryKind
from pipeline.store import Workspace
from tests.papers import PLAN


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("imported")
    (folder / "một.txt").write_text(PLAN, "utf-8")
    (folder / "hai.txt").write_text(PLAN.replace("46/", "47/").replace("Phân loại", "Thu gom"), "utf-8")
    assert main(["import", str(folder / "một.txt"), str(folder / "hai.txt"), "-w", str(folder / "kho"), "-j", "1"]) == 0
    return folder / "kho"


@pytest.fixture
def kho(imported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(imported, tmp_path / "kho")
    monkeypatch.setenv("SOHOA_WORKSPACE", str(tmp_path / "kho"))
    monkeypatch.setenv("SOHOA_WHO", "Lan")
    return tmp_path / "kho"


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(list(arguments)) == code
    found = capsys.readouterr()
    return found.out + found.err


def test_where_nothing_is_there_it_says_what_is_not(kho: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Chưa có hiệu đính nào" in told(capsys, "corrections")
    assert "Không có gì cần xem lại" in told(capsys, "review", "--kind", "collision")


def test_from_the_queue_to_a_corrected_record_and_back(kho: Path, capsys: pytest.CaptureFixture[str]) -> None:
    queue = json.loads(told(capsys, "review", "--json", "--doc", "một"))
    one = next(entry for entry in queue if entry["field"] == "signer_name")
    assert one["id"] in told(capsys, "review", "--kind", "header")
    shown = told(capsys, "review", one["id"])
    assert "sohoa confirm" in shown
    assert "Trần Thị Ơn" in told(capsys, "correct", one["id"], "Trần Thị Ơn")
    assert json.loads(told(capsys, "show", "một", "--json"))["document"]["signer_name"] == "Trần Thị Ơn"
    assert one["id"] not in told(capsys, "review", "-n", "99")
    assert "Lan" in told(capsys, "corrections")
    told(capsys, "undo")
    assert json.loads(told(capsys, "show", "một", "--json"))["document"]["signer_name"] is None


def test_a_field_a_word_and_their_like_cases(kho: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "64" in told(capsys, "correct", "một", "64", "--field", "number")
    made = json.loads(told(capsys, "correct", "một", "Bến Nghé,", "--word", "Bến Nhạc,", "--json"))
    assert [one["like_cases"] for one in made] == [1]
    number = str(made[0]["id"])
    assert "--apply-to-all" in told(capsys, "like", number)
    assert told(capsys, "like", number, "--apply-to-all").count("Nghé") >= 2
    assert "Bến Nghé, ngày" in told(capsys, "show", "hai", "--json")
    assert "Không có chỗ nào giống" in told(capsys, "like", number)
    assert "date" in told(capsys, "correct", "một", "x", "--field", "ngay", code=2)
    assert "05/03/2024" in told(capsys, "correct", "một", "hôm qua", "--field", "date", code=2)


def test_confirm_and_reject_settle_entries(kho: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entries = json.loads(told(capsys, "review", "--json", "--kind", "fact", "-n", "2"))
    assert len(entries) == 2
    told(capsys, "confirm", entries[0]["id"])
    told(capsys, "reject", entries[1]["id"])
    left = told(capsys, "review", "-n", "99")
    assert entries[0]["id"] not in left
    assert entries[1]["id"] not in left
    told(capsys, "confirm", "zzzz", code=2)


def test_corrections_as_files(kho: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "correct", "một", "=1+1", "--field", "title")
    told(capsys, "corrections", "-o", str(tmp_path / "c.csv"))
    (row,) = csv.DictReader(io.StringIO((tmp_path / "c.csv").read_text("utf-8-sig")))
    assert (row["who"], row["field"], row["after"], row["id"]) == ("Lan", "title", "'=1+1", "1")
    told(capsys, "corrections", "-o", str(tmp_path / "c.jsonl"))
    line = json.loads((tmp_path / "c.jsonl").read_text("utf-8"))
    assert (line["after"], line["anchor"]["page"], line["document"]) == ("=1+1", 1, "một.txt")
    told(capsys, "corrections", "-o", str(tmp_path / "c.doc"), code=2)


def test_a_sample_from_drawing_to_signing(kho: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = json.loads(told(capsys, "sample", "draw", "--unit", "field", "--worst", "0.3", "--json"))
    assert sample["population"] == 10
    number = str(sample["id"])
    assert "c=0" in told(capsys, "sample", "show", number)
    told(capsys, "sample", "mark", number, "1-2", "3")
    told(capsys, "sample", "mark", number, "x", code=2)
    assert "Đạt" in told(capsys, "sample", "mark", number, "all")
    assert "Chấp nhận, Minh" in told(capsys, "sample", "sign", number, "--who", "Minh")
    assert "Minh" in told(capsys, "sample", "show")
    told(capsys, "sample", "draw", "--folder", "không-có", code=2)


def test_a_picture_of_the_place(kho: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Workspace(kho) as workspace:
        document = workspace.get("một").document
        view = io.BytesIO()
        Image.new("RGB", (500, 700), "white").save(view, "PNG")
        workspace.page_images.put(document.source.sha256, 1, view.getvalue())
        lines = tuple(replace(line, box=Box(1, 100, 40 * n, 900, 40 * n + 30)) for n, line in enumerate(document.lines))
        places = tuple(
            (name, replace(place, boxes=(lines[place.line - 1].box or Box(1, 0, 0, 1, 1),), confidence=0.1))
            for name, place in document.header.evidence
        )
        page = Page(1, 1000, 1400, 100, PageOrigin.OCR)
        header = replace(document.header, evidence=places)
        workspace.put(replace(document, pages=(page,), lines=lines, header=header))
    entry = next(one for one in json.loads(told(capsys, "review", "--json")) if one["field"] == "number_symbol")
    told(capsys, "review", entry["id"], "--picture", str(tmp_path / "p.png"))
    with Image.open(tmp_path / "p.png") as picture:
        assert picture.width == 500
        assert picture.height < 100
    other = next(one for one in json.loads(told(capsys, "review", "--json", "--doc", "hai")))
    told(capsys, "review", other["id"], "--picture", str(tmp_path / "q.png"), code=2)


def test_every_text_is_in_both_languages() -> None:
    messages = [value for value in vars(review_texts).values() if isinstance(value, Message)]
    messages += [*review_texts.KINDS.values(), *review_texts.ACTIONS.values()]
    assert all(message.vi and message.en for message in messages)
    assert set(review_texts.KINDS) == set(EntryKind)
