"""The commands on files (hồ sơ) and packages, as a person meets them."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image

from pipeline.cli import main
from pipeline.model import Page, PageOrigin
from pipeline.store import Workspace
from tests.papers import paper


@pytest.fixture
def kho(tmp_path: Path) -> str:
    """A workspace of two plans from one folder, and one that lies in none."""
    with Workspace(tmp_path / "kho") as workspace:
        for number, name in ((30, "hop01/hs01/a.pdf"), (33, "hop01/hs01/b.pdf"), (31, "le.pdf")):
            scan = tmp_path / f"{number}.pdf"
            Image.new("RGB", (600, 800), (number, 255, 255)).save(scan, resolution=200.0)
            digest = hashlib.sha256(scan.read_bytes()).hexdigest()
            document = paper(name, sha256=digest)
            header = replace(document.header, number=str(number), number_symbol=f"{number}/KH-UBND")
            document = replace(document, header=header, pages=(Page(1, 600, 800, 200, PageOrigin.OCR),))
            workspace.put(document)
            workspace.keep_original(document.source, [scan])
    return str(tmp_path / "kho")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(list(arguments))
    return code, capsys.readouterr().out


def described(kho: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Fill in the sheet as a person does, and hand it in."""
    sheet = tmp_path / "mau.xlsx"
    assert run(capsys, "dossiers", "-w", kho, "--template", str(sheet))[0] == 0
    book = load_workbook(sheet)
    said = {
        "Phông": {"Mã phông": "P01", "Cơ quan hình thành phông": "Ủy ban nhân dân phường Bình Hòa",
                  "Mã cơ quan lưu trữ": "H49"},
        "Hồ sơ": {"Mã hồ sơ": "H49.2024.1", "Mã phông": "P01", "Tiêu đề hồ sơ": "Tập kế hoạch năm 2024",
                  "Số hồ sơ giấy": "1", "Thời hạn bảo quản": "Vĩnh viễn", "Chế độ sử dụng": "Công khai"},
    }  # fmt: skip
    for title, values in said.items():
        headings = {cell.value: place for place, cell in enumerate(book[title][1], start=1)}
        for heading, value in values.items():
            book[title].cell(2, headings[heading], value)
    book.save(sheet)
    assert run(capsys, "dossiers", "-w", kho, "--sheet", str(sheet))[0] == 0


def test_folders_are_shown_before_they_are_taken(kho: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "dossiers", "-w", kho)
    assert code == 0
    assert "--from-folders" in out
    assert not json.loads(run(capsys, "dossiers", "-w", kho, "--json")[1])["accepted"]
    assert run(capsys, "dossiers", "-w", kho, "--from-folders", "--dry-run")[0] == 0
    assert not json.loads(run(capsys, "dossiers", "-w", kho, "--json")[1])["accepted"]
    assert run(capsys, "dossiers", "-w", kho, "--from-folders")[0] == 0
    said = json.loads(run(capsys, "dossiers", "-w", kho, "--json")[1])
    assert said["accepted"]
    (dossier,) = said["dossiers"]
    assert (dossier["code"], dossier["box"], dossier["documents"], dossier["sheets"]) == ("hs01", "hop01", 2, 2)
    assert dossier["retention_proposed"]["code"] == "01"


def test_from_scans_to_a_package_that_keeps_the_rules(
    kho: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "dossiers", "-w", kho, "--from-folders")[0] == 0
    code, out = run(capsys, "package", "-w", kho, "--out", str(tmp_path / "goi"))
    assert code == 1
    assert "Tiêu đề hồ sơ" in out
    assert not list(tmp_path.glob("goi/*.zip"))
    described(kho, tmp_path, capsys)
    assert run(capsys, "package", "-w", kho)[0] == 0
    code, out = run(capsys, "package", "-w", kho, "--out", str(tmp_path / "goi"), "--json")
    assert code == 0
    (said,) = json.loads(out)
    assert Path(said["path"]).is_file()
    code, out = run(capsys, "check-package", said["path"], "--json")
    assert code == 0
    (report,) = json.loads(out)
    assert (report["valid"], report["kind"], report["documents"]) == (True, "sip-hoso", 2)
    assert {fault["weight"] for fault in report["faults"]} <= {"warning", "note"}


def test_an_aip_in_a_bag(kho: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    described(kho, tmp_path, capsys)
    arguments = ("package", "H49.2024.1", "-w", kho, "--kind", "aip-hoso", "--bag", "--out", str(tmp_path / "goi"))
    assert run(capsys, *arguments)[0] == 0
    (package,) = (tmp_path / "goi" / "tui-bagit" / "data").glob("uuid-*.zip")
    with zipfile.ZipFile(package) as archive:
        assert any(name.endswith("metadata/preservation/PREMIS.xml") for name in archive.namelist())
    assert run(capsys, "check-package", str(package))[0] == 0


def test_a_draft_is_written_and_fails_the_check(kho: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "dossiers", "-w", kho, "--from-folders")
    assert run(capsys, "package", "-w", kho, "--draft", "--out", str(tmp_path / "goi"))[0] == 0
    (package,) = (tmp_path / "goi").glob("nhap-*.zip")
    code, out = run(capsys, "check-package", str(package))
    assert code == 1
    assert "Tiêu đề hồ sơ (title) thiếu" in out


def test_a_sheet_with_what_is_not_understood_gives_one(
    kho: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "bang.csv"
    sheet.write_text("Mã hồ sơ;Thời hạn bảo quản\nH49.1;mãi mãi\n", "utf-8")
    code, out = run(capsys, "dossiers", "-w", kho, "--sheet", str(sheet))
    assert code == 1
    assert "mãi mãi" in out


def test_files_are_written_for_people(kho: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    described(kho, tmp_path, capsys)
    contents, old, report = (tmp_path / name for name in ("muc-luc.xlsx", "cu.xlsx", "kiem-tra.xlsx"))
    assert run(capsys, "dossiers", "-w", kho, "--contents", str(contents), "--old-sheets", str(old))[0] == 0
    assert run(capsys, "check-holdings", "-w", kho, "--out", str(report))[0] == 0
    assert load_workbook(contents).sheetnames == ["H49.2024.1"]
    assert load_workbook(old).sheetnames == ["Hồ sơ", "Văn bản"]
    found = json.loads(run(capsys, "check-holdings", "-w", kho, "--json")[1])
    assert [(one["kind"], one["document"]) for one in found] == [("outside", "le.pdf")]
    code, out = run(capsys, "dossiers", "H49.2024.1", "-w", kho)
    assert code == 0
    assert "30/KH-UBND" in out


def test_gaps_name_the_missing_numbers(kho: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "gaps", "-w", kho, "--json")
    assert code == 0
    (series,) = json.loads(out)
    assert (series["held"], series["last"], series["missing"]) == (3, 33, [[1, 29], [32, 32]])
    assert "1–29, 32" in run(capsys, "gaps", "-w", kho)[1]


def test_what_is_not_there_is_told(kho: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "package", "-w", kho)[0] == 2
    assert run(capsys, "dossiers", "-w", kho, "--contents", str(tmp_path / "a.xlsx"))[0] == 2
    assert run(capsys, "package", "khong-co", "-w", kho)[0] == 2
    assert run(capsys, "check-package", str(tmp_path / "khong-co.zip"))[0] == 2
    (tmp_path / "la.zip").write_text("không phải zip", "utf-8")
    assert run(capsys, "check-package", str(tmp_path / "la.zip"))[0] == 4
