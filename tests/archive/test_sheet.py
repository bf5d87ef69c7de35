"""Sheets that archivists fill in: any order of columns, with and without diacritics, XLSX and CSV."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from pipeline.archive.columns import DOCUMENTS, DOSSIERS, FONDS, columns_of, layout_of
from pipeline.archive.folders import from_folders
from pipeline.archive.sheet import Plan, read_sheet
from pipeline.archive.sheet_values import day_of, flag_of, number_of, text_of
from pipeline.archive.template import write_template
from pipeline.errors import DamagedSourceError, UnsupportedSourceError, UsageError
from pipeline.store import Dossier, Fonds, Member
from tests.archive.parcels import FONDS as BODY
from tests.archive.parcels import holding
from tests.archive.test_folders import summary

PAPERS = [summary(1, "h1/hs1/a.pdf"), summary(2, "h1/hs1/b.pdf"), summary(3, "h1/hs2/c.pdf")]


def book(path: Path, **sheets: list[list[object]]) -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def read(path: Path, known: tuple[Dossier, ...] = (), fonds: tuple[Fonds, ...] = ()) -> Plan:
    return read_sheet(path, PAPERS, from_folders(PAPERS), known, fonds)


def test_headings_are_known_in_any_order_and_without_diacritics(tmp_path: Path) -> None:
    path = book(tmp_path / "bang.xlsx", Tuỳ_ý=[
        ["DANH MỤC HỒ SƠ NĂM 2024"], [],
        ["THBQ", "tieu de ho so", "Mã hồ sơ", "Thu muc", "So to", "Hai mặt", "Ngày bắt đầu", "Lạ"],
        ["vinh vien", "Tập kế hoạch", "H49.1", "h1/hs1", "25 tờ", "x", date(2024, 1, 5), "?"],
    ])  # fmt: skip
    plan = read(path)
    assert plan.remarks == ()
    ((dossier, members),) = plan.dossiers
    assert (dossier.code, dossier.title, dossier.retention) == ("H49.1", "Tập kế hoạch", "01")
    assert (dossier.sheets, dossier.duplex, dossier.start, dossier.box) == (25, True, "2024-01-05", "h1")
    assert (dossier.origin, members) == ("sheet", (Member(1), Member(2)))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16"])
def test_csv_of_any_separator_and_encoding(tmp_path: Path, separator: str, encoding: str) -> None:
    path = tmp_path / "bang.csv"
    rows = [["Mã hồ sơ", "Tiêu đề", "Chế độ sử dụng"], ["H49.1", "Tập văn bản", "Mật"]]
    path.write_text("\r\n".join(separator.join(row) for row in rows), encoding)
    ((dossier, members),) = read(path).dossiers
    assert (dossier.code, dossier.title, dossier.access, members) == ("H49.1", "Tập văn bản", "03", None)


def test_documents_are_ordered_and_described(tmp_path: Path) -> None:
    path = book(
        tmp_path / "bang.xlsx",
        HS=[["Mã hồ sơ", "Thư mục"], ["H49.1", "h1/hs1"]],
        VB=[["Mã hồ sơ", "STT", "Tệp", "Ngày văn bản", "Trích yếu"], ["H49.1", 2, "a.pdf", "5/3/2024", None],
            ["H49.1", 1, "b.pdf", None, "Về việc họp"]],
    )  # fmt: skip
    ((_, members),) = read(path).dossiers
    assert members == (Member(2, {"title": "Về việc họp"}), Member(1, {"date": "2024-03-05"}))


def test_documents_of_the_folder_that_the_sheet_does_not_list_come_last(tmp_path: Path) -> None:
    path = book(
        tmp_path / "bang.xlsx",
        HS=[["Mã hồ sơ", "Thư mục"], ["H49.1", "h1/hs1"]], VB=[["Mã hồ sơ", "Tệp"], ["H49.1", "b.pdf"]],
    )  # fmt: skip
    ((_, members),) = read(path).dossiers
    assert members == (Member(2), Member(1))


def test_what_a_row_leaves_empty_stays_as_it_was(tmp_path: Path) -> None:
    path = book(tmp_path / "bang.xlsx", HS=[["Mã hồ sơ", "Tiêu đề hồ sơ"], ["H49.1", None]])
    known = Dossier("H49.1", title="Tập cũ", retention="01")
    ((dossier, _),) = read(path, (known,)).dossiers
    assert (dossier.title, dossier.retention) == ("Tập cũ", "01")


def test_a_file_that_gets_its_real_code_takes_its_documents_along(tmp_path: Path) -> None:
    path = book(
        tmp_path / "bang.xlsx",
        HS=[["Mã hồ sơ", "Thư mục"], ["H49.1", "h1/hs1"]],
        VB=[["Mã hồ sơ", "Tệp", "Ghi chú"], ["hs1", "b.pdf", "bản sao"]],
    )  # fmt: skip
    plan = read(path, (Dossier("hs1", folder="h1/hs1"),))
    assert [dossier.code for dossier, _ in plan.dossiers] == ["H49.1"]
    assert plan.dossiers[0][1] == (Member(2, {"note": "bản sao"}), Member(1))
    assert plan.replaced == ("hs1",)


def test_fonds_are_read_and_added_to(tmp_path: Path) -> None:
    path = book(tmp_path / "bang.xlsx", P=[["Mã phông", "Mã cơ quan lưu trữ"], ["P01", "H49"]])
    assert read(path, fonds=(Fonds("P01", name="UBND"),)).fonds == (Fonds("P01", name="UBND", archive_code="H49"),)


def test_what_is_not_understood_is_remarked_with_its_row(tmp_path: Path) -> None:
    path = book(
        tmp_path / "bang.xlsx",
        HS=[["Mã hồ sơ", "Thư mục", "Thời hạn bảo quản"], ["H49.1", "không/có", "mãi mãi"], [None, None, "10 năm"]],
        VB=[["Mã hồ sơ", "Tệp", "Ngày"], ["H49.1", "la.pdf", "31/02/2024"], [None, "a.pdf", None]],
    )  # fmt: skip
    plan = read(path)
    assert sorted((one.table, one.row) for one in plan.remarks) == [
        ("HS", 2), ("HS", 2), ("HS", 3), ("VB", 2), ("VB", 2), ("VB", 3),
    ]  # fmt: skip
    assert any("Vĩnh viễn" in one.message.vi for one in plan.remarks), "it says which values are taken"


def test_a_name_that_two_documents_bear_is_not_guessed(tmp_path: Path) -> None:
    path = book(tmp_path / "bang.xlsx", VB=[["Mã hồ sơ", "Tệp"], ["H49.1", "a.pdf"]])
    papers = [summary(1, "h1/a.pdf"), summary(2, "h2/a.pdf")]
    assert len(read_sheet(path, papers).remarks) == 1
    whole = book(tmp_path / "hai.xlsx", VB=[["Mã hồ sơ", "Tệp"], ["H49.1", "h2/a.pdf"]])
    assert read_sheet(whole, papers).dossiers[0][1] == (Member(2),)


def test_files_that_are_no_sheet_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7")
    other = book(tmp_path / "c.xlsx", S=[["Họ tên", "Lương"], ["A", 1]])
    for path, error in ((tmp_path / "a.xlsx", UnsupportedSourceError), (tmp_path / "b.pdf", UnsupportedSourceError),
                        (other, UsageError), (tmp_path / "khong-co.xlsx", UsageError)):  # fmt: skip
        with pytest.raises(error):
            read(path)


def test_a_damaged_workbook_is_told(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", S=[["Mã hồ sơ", "Tiêu đề"]])
    data = path.read_bytes()
    path.write_bytes(data.replace(b"[Content_Types].xml", b"[Content_Typos].xml"))
    with pytest.raises(DamagedSourceError):
        read(path)


def test_the_template_is_read_back(tmp_path: Path) -> None:
    one = holding(folder="h1/hs1", duplex=False, start="2024-03-01")
    path = write_template(tmp_path / "mau.xlsx", [BODY], [one])
    plan = read(path)
    assert plan.fonds == (BODY,)
    assert plan.dossiers[0][0] == one.dossier
    titles = load_workbook(path).sheetnames
    assert titles == ["Phông", "Hồ sơ", "Văn bản", "Hướng dẫn"]


def test_headings_tell_the_three_tables_apart() -> None:
    for layout in (FONDS, DOSSIERS, DOCUMENTS):
        headings = [column.heading for column in layout.columns]
        assert layout_of(headings) == (layout, columns_of(layout, headings))
        assert len(columns_of(layout, headings)) == len(headings)


@given(st.one_of(st.text(), st.none(), st.integers(), st.floats(), st.dates()))
def test_no_cell_brings_reading_down(cell: object) -> None:
    day = day_of(cell)
    assert day is None or date.fromisoformat(day)
    assert number_of(cell) is None or isinstance(number_of(cell), int)
    assert flag_of(cell) in (True, False, None)
    assert text_of(cell) != ""
