"""Bags, sheets for old systems, tables of contents as workbooks, the check report, the files of packages."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from openpyxl import load_workbook
from PIL import Image

from pipeline.archive.bag import write_bag
from pipeline.archive.contents import write_contents
from pipeline.archive.holdings_report import findings, outside, write_report
from pipeline.archive.images import PageImage, page_images
from pipeline.archive.old_sheets import write_old_sheets
from pipeline.archive.pdf_files import pdf_maker
from pipeline.archive.signed import is_signed
from pipeline.export import ExportError
from pipeline.message import Message
from pipeline.model import Page, PageOrigin
from pipeline.store import Failure, Workspace
from tests.archive.parcels import holding, item
from tests.papers import paper


def rows(path: Path, title: str) -> list[tuple[object, ...]]:
    return list(load_workbook(path)[title].iter_rows(values_only=True))


def test_a_bag_says_of_each_file_what_it_is(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        (tmp_path / name).write_bytes(name.encode())
    bag = write_bag(tmp_path / "tui", [tmp_path / "a.zip", tmp_path / "b.zip"], date(2026, 6, 12), {"Source": "sohoa"})
    assert (bag / "bagit.txt").read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    assert (bag / "bag-info.txt").read_text() == "Bagging-Date: 2026-06-12\nPayload-Oxum: 10.2\nSource: sohoa\n"
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        lines = (bag / manifest).read_text().splitlines()
        assert lines
        for line in lines:
            digest, _, name = line.partition("  ")
            assert hashlib.sha256((bag / name).read_bytes()).hexdigest() == digest
    assert not (tmp_path / "a.zip").exists(), "it was moved"


def test_a_bag_takes_the_place_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "tui").mkdir()
    (tmp_path / "tui" / "la.txt").write_text("", "utf-8")
    with pytest.raises(ExportError):
        write_bag(tmp_path / "tui", [], date(2026, 6, 12))


def test_tables_of_contents_have_a_sheet_for_each_file(tmp_path: Path) -> None:
    long = "H49.64.33.2001.160.2024.0000001"
    path = write_contents([holding(), holding(code=long), holding(code=f"x{long}")], tmp_path / "muc-luc.xlsx")
    book = load_workbook(path)
    assert len(book.sheetnames) == 3
    heading, first, *_ = rows(path, "H49.64.2024.12")
    assert heading[:6] == ("Số thứ tự", "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tác giả văn bản",
                           "Trích yếu nội dung văn bản", "Loại văn bản")  # fmt: skip
    assert str(first[2]).startswith("2024-03-01")
    assert (first[6], first[7]) == ("đi", "1-2")


def test_old_systems_get_their_two_sheets(tmp_path: Path) -> None:
    path = write_old_sheets([holding()], tmp_path / "cu.xlsx")
    heading, dossier = rows(path, "Hồ sơ")
    said = dict(zip(heading, dossier, strict=True))
    assert (said["Mã hồ sơ (FileCode)"], said["Thời hạn bảo quản (Maintenance)"]) == ("H49.64.2024.12", "Vĩnh viễn")
    assert said["Tổng số văn bản trong hồ sơ (TotalDoc)"] == 2
    heading, first, second = rows(path, "Văn bản")
    assert dict(zip(heading, second, strict=True))["Số thứ tự văn bản trong hồ sơ (DocOrdinal)"] == 2
    assert dict(zip(heading, first, strict=True))["Tên loại văn bản (TypeName)"] == "Kế hoạch"


def image(path: Path, mode: str) -> Path:
    Image.new(mode, (60, 80)).save(path)
    return path


def scanned_pdf(path: Path, *modes: str, dpi: float = 72.0) -> Path:
    pages = [Image.new(mode, (600, 800)) for mode in modes]
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=dpi)
    return path


def test_colour_depth_is_read_from_images_and_pdf(tmp_path: Path) -> None:
    files = [image(tmp_path / "1.png", "RGB"), image(tmp_path / "2.png", "1"), image(tmp_path / "3.png", "L")]
    assert list(page_images(files, "image/png")) == [PageImage(1, 24), PageImage(2, 1), PageImage(3, 8)]
    pdf = scanned_pdf(tmp_path / "a.pdf", "RGB", "L")
    assert list(page_images([pdf], "application/pdf")) == [PageImage(1, 24, 72), PageImage(2, 8, 72)]


def test_files_that_cannot_be_opened_have_no_depth(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    assert list(page_images([tmp_path / "a.pdf"], "application/pdf")) == []
    assert list(page_images([tmp_path / "khong-co.png"], "image/png")) == []


def test_the_report_tells_what_each_file_lacks(tmp_path: Path) -> None:
    bad = item(1, dpi=150, failed=(2,), doubtful=(1,))
    found = holding(bad, folder="hop/hs", title=None)
    pdf = scanned_pdf(tmp_path / "a.pdf", "1", "RGB")
    failures = [
        Failure("hop/hs/hong.pdf", None, "damaged", Message("Tệp hỏng.", "Damaged."), "2026-01-01"),
        Failure("hop/khac/hong.pdf", None, "damaged", Message("Tệp hỏng.", "Damaged."), "2026-01-01"),
    ]
    told = list(findings(found, lambda _: [pdf], failures))
    assert [(one.kind, one.pages) for one in told if one.document.startswith("1.")] == [
        ("coarse", (1, 2)), ("colour", (1,)), ("unreadable", (2,)), ("doubtful", (1,)),
    ]  # fmt: skip
    assert [one.document for one in told if one.kind == "unreadable" and not one.pages] == ["hop/hs/hong.pdf"]
    assert any(one.kind == "missing" and "title" in one.message.vi for one in told)
    path = write_report([*told, *outside(["lẻ.pdf"])], tmp_path / "kiem-tra.xlsx")
    assert len(rows(path, "Kiểm tra")) == len(told) + 2


def test_a_good_file_has_nothing_to_mend(tmp_path: Path) -> None:
    pdf = scanned_pdf(tmp_path / "a.pdf", "RGB", "RGB", dpi=200)
    assert list(findings(holding(), lambda _: [pdf])) == []


def signed(path: Path) -> Path:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())
        pdf.save(path)
    return path


def test_a_signed_pdf_is_packed_as_it_is(tmp_path: Path) -> None:
    original = signed(tmp_path / "ky.pdf")
    assert is_signed([original])
    assert not is_signed([scanned_pdf(tmp_path / "a.pdf", "L")])
    assert not is_signed([image(tmp_path / "1.png", "RGB")])
    digest = hashlib.sha256(original.read_bytes()).hexdigest()
    with Workspace(tmp_path / "kho") as workspace:
        document = paper("ky.pdf", sha256=digest)
        number = workspace.put(document)
        workspace.keep_original(document.source, [original])
        pdf_maker(workspace)(item(1, id=number, sha256=digest), tmp_path / "ra.pdf")
    assert (tmp_path / "ra.pdf").read_bytes() == original.read_bytes()


def test_other_documents_become_pdf_a(tmp_path: Path) -> None:
    original = scanned_pdf(tmp_path / "a.pdf", "RGB")
    digest = hashlib.sha256(original.read_bytes()).hexdigest()
    with Workspace(tmp_path / "kho") as workspace:
        document = paper("a.pdf", sha256=digest)
        document = replace(document, pages=(Page(1, 600, 800, 72, PageOrigin.OCR),))
        number = workspace.put(document)
        workspace.keep_original(document.source, [original])
        pdf_maker(workspace)(item(1, id=number, sha256=digest), tmp_path / "ra.pdf")
    with pikepdf.open(tmp_path / "ra.pdf") as pdf:
        assert pdf.open_metadata().pdfa_status == "2B"
