"""Every format: what is in the workspace is in the files, and nothing in them runs or is lost."""

from __future__ import annotations

import csv
import json
import stat
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.export import FORMATS, ExportError, export
from pipeline.export.formulas import begins_formula
from pipeline.export.table_words import ABOUT, SHEETS, heading
from pipeline.export.xlsx import READ_FIRST, columns_of
from pipeline.model import Document
from pipeline.record import SCHEMA_VERSION, Record, to_record
from pipeline.store import PageImages, Workspace
from pipeline.version import __version__
from tests.papers import full_paper, paper

FORMULA = '=HYPERLINK("http://x.example","+84")'


def hostile() -> Document:
    """Return a document whose facts would run as formulas, or hold characters that Excel refuses."""
    document = paper("-kế hoạch=1.pdf")
    duty = replace(document.obligations[0], actor="@SUM(A1)", action=FORMULA, partners=("+84 24 1", "b\x0bc"))
    header = replace(document.header, title="\tcmd", issuer="－1", date="1899-01-02", recipients=())
    return replace(document, obligations=(duty,), header=header)


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "kho") as workspace:
        workspace.put(paper())
        workspace.put(hostile())
        yield workspace


def rows_of_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_json_is_one_record_per_document_under_its_export_name(filled: Workspace, tmp_path: Path) -> None:
    written = export(filled, "json", tmp_path / "out")
    assert {path.name for path in written} == {"kế hoạch.json", "-kế hoạch=1.json"}
    text = (tmp_path / "out" / "kế hoạch.json").read_text("utf-8")
    assert json.loads(text) == to_record(paper())
    assert "Đắk Lắk" in text


def test_json_of_the_same_documents_is_the_same_bytes(filled: Workspace, tmp_path: Path) -> None:
    first = [path.read_bytes() for path in export(filled, "json", tmp_path / "one")]
    for document in (hostile(), paper()):
        filled.put(document)
    assert [path.read_bytes() for path in export(filled, "json", tmp_path / "two")] == first


def test_json_lines_hold_one_named_record_each(filled: Workspace, tmp_path: Path) -> None:
    (path,) = export(filled, "jsonl", tmp_path)
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert {"name": "kế hoạch", **to_record(paper())} in found
    assert len(found) == 2


def test_csv_opens_in_excel_and_runs_nothing(filled: Workspace, tmp_path: Path) -> None:
    paths = {path.stem: path for path in export(filled, "csv", tmp_path)}
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in paths.values())
    for path in paths.values():
        for row in rows_of_csv(path):
            assert not [value for value in row.values() if value[:1] in tuple("=+-@\t\r－")]
    duty = rows_of_csv(paths["obligations"])[1]
    assert (duty["action"], duty["partners"]) == (f"'{FORMULA}", "'+84 24 1; b\x0bc")
    document = rows_of_csv(paths["documents"])[0]
    assert (document["date"], document["recipients"]) == ("2024-03-05", "Như trên; Lưu: VT.")
    assert rows_of_csv(paths["obligations"])[0]["deadline_date_iso"] == "2024-05"


@pytest.mark.parametrize(
    "text", ["=1", " =1", "\u200b+1", "\ufeff@A1", "\t=1", "\n-1", "＝1", "\u00a0−1", "\u202e=1", "-"]
)
def test_a_formula_is_neutralised_behind_whatever_hides_it(tmp_path: Path, text: str) -> None:
    document = paper()
    with Workspace(tmp_path / "kho") as workspace:
        workspace.put(replace(document, obligations=(replace(document.obligations[0], action=text),)))
        paths = {path.stem: path for path in export(workspace, "csv", tmp_path / "out")}
    (row,) = rows_of_csv(paths["obligations"])
    assert row["action"] == f"'{text}"


@given(st.text(max_size=20))
def test_no_text_that_stays_begins_a_formula(text: str) -> None:
    assert begins_formula(text) or not text.strip().startswith(("=", "+", "-", "@"))
    assert not begins_formula(f"'{text}")


def test_xlsx_has_real_dates_vietnamese_headings_and_no_formula(filled: Workspace, tmp_path: Path) -> None:
    (path,) = export(filled, "xlsx", tmp_path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [READ_FIRST, *SHEETS.values()]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == (None if sheet.title == READ_FIRST else sheet.dimensions)
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    documents = rows_of_sheet(book["Văn bản"])
    assert documents[0]["Ngày"].date() == date(2024, 3, 5)
    assert documents[0]["Nơi nhận"] == "Như trên\nLưu: VT."
    assert documents[1]["Ngày"] == "1899-01-02"
    duty = rows_of_sheet(book["Việc phải làm"])[1]
    assert (duty["Nội dung công việc"], duty["Phối hợp"]) == (FORMULA, "+84 24 1\nb c")
    assert duty["Thời hạn (ngày)"] == "05/2024"
    assert duty["Văn bản"] == "30/KH-UBND"


def test_cells_of_a_workbook_lead_to_pages_documents_and_files(tmp_path: Path) -> None:
    with Workspace(tmp_path / "kho cũ") as workspace:
        document = full_paper("đầy đủ.pdf")
        workspace.put(document)
        image = workspace.page_images.put(document.source.sha256, 1, b"\xff\xd8")
        (tmp_path / "xuất").mkdir()
        (tmp_path / "xuất" / "đầy đủ.pdf").touch()
        (path,) = export(workspace, "xlsx", tmp_path / "xuất")
    book = openpyxl.load_workbook(path)
    duties = book["Việc phải làm"]
    headings = [cell.value for cell in duties[1]]
    page, named = (duties.cell(2, headings.index(title) + 1) for title in ("Trang", "Văn bản"))
    assert page.hyperlink
    assert named.hyperlink
    assert page.value == 1
    assert (path.parent / unquote(str(page.hyperlink.target))).resolve() == image.resolve()
    assert (named.value, named.hyperlink.location) == ("30/KH-UBND", "'Văn bản'!A2")
    documents = book["Văn bản"]
    (name,) = (cell for cell in documents[2] if cell.value == "đầy đủ")
    assert name.hyperlink
    assert unquote(str(name.hyperlink.target)) == "đầy đủ.pdf"
    first = book[READ_FIRST]
    assert first["A3"].hyperlink
    assert first["A3"].hyperlink.location == "'Đề mục'!A1"
    sure = next(cell for cell in duties[2] if cell.number_format == "0%")
    assert sure.value == pytest.approx(document.obligations[0].evidence.confidence)


def test_what_looks_like_a_formula_stays_text_when_it_is_edited(filled: Workspace, tmp_path: Path) -> None:
    (path,) = export(filled, "xlsx", tmp_path)
    cells = [cell for row in openpyxl.load_workbook(path)["Việc phải làm"].iter_rows() for cell in row]
    (formula,) = (cell for cell in cells if cell.value == FORMULA)
    (plain,) = {cell.quotePrefix for cell in cells if cell.value == "Công an"}
    assert (bool(formula.quotePrefix), bool(plain)) == (True, False)


def test_a_text_longer_than_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    document = paper()
    long = replace(document.obligations[0], action="𝒳ă" * 20_000)
    with Workspace(tmp_path / "kho") as workspace:
        workspace.put(replace(document, obligations=(long,)))
        (path,) = export(workspace, "xlsx", tmp_path)
    (row,) = rows_of_sheet(openpyxl.load_workbook(path)["Việc phải làm"])
    action = row["Nội dung công việc"]
    assert action.endswith("xem tệp JSON)")
    assert 32_700 < len(action.encode("utf-16-le")) // 2 <= 32_767


def rows_of_sheet(sheet: Any) -> list[dict[str, Any]]:
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_every_column_has_a_vietnamese_heading(filled: Workspace) -> None:
    tables = filled.frames().tables()
    assert list(tables) == list(SHEETS)
    assert set(ABOUT) == set(SHEETS)
    for name, frame in tables.items():
        read, folded = columns_of(name, frame)
        columns = [*read, *folded]
        assert len({heading(name, column) for column in columns}) == len(columns)
        assert {f"{column}_iso" for column in columns} | set(columns) >= set(frame.columns)


def test_every_kind_of_fact_is_exported_in_words(tmp_path: Path) -> None:
    with Workspace(tmp_path / "kho") as workspace:
        workspace.put(full_paper())
        workspace.put(paper(part=2))
        (path,) = export(workspace, "xlsx", tmp_path)
        tables = {table.stem: pq.read_table(table) for table in export(workspace, "parquet", tmp_path)}
    book = openpyxl.load_workbook(path)
    first = {name: rows_of_sheet(book[sheet])[0] for name, sheet in SHEETS.items()}
    assert rows_of_sheet(book["Văn bản"])[1]["Phần"] == 2
    assert (first["references"]["Tác động"], first["references"]["Điều, khoản"]) == ("thay thế", "khoản 2 Điều 5")
    assert (first["obligations"]["Chu kỳ"], first["obligations"]["Từng việc"]) == ("hằng quý", "lập")
    assert first["mentions"]["Cách gọi"] == "chính văn bản này"
    assert first["reports"]["Báo cáo cho"] == "UBND quận"
    assert (first["targets"]["So sánh"], first["targets"]["Giá trị từ"]) == ("ít nhất", 90.5)
    assert first["budget"]["Số tiền (đồng)"] == 50_000_000
    assert first["results"]["Giá trị (số)"] == 13
    assert (first["bodies"]["Loại cơ quan"], first["bodies"]["Ban hành văn bản"]) == ("chính quyền", "có")
    assert first["places"]["Trước 01/7/2025"] == "Phường A, Quận B, Tỉnh C"
    assert len(tables["mentions"]) == len(tables["places"]) == 1
    assert tables["bodies"]["is_issuer"].to_pylist() == [True]
    assert tables["places"]["after"].to_pylist() == [[]]


def test_parquet_keeps_types_and_lists(filled: Workspace, tmp_path: Path) -> None:
    paths = {path.stem: path for path in export(filled, "parquet", tmp_path)}
    duties = pq.read_table(paths["obligations"])
    assert json.loads(duties.schema.metadata[b"sohoa"]) == {"version": __version__, "schema": SCHEMA_VERSION}
    assert pq.read_schema(paths["documents"]).field("date").type == "timestamp[us]"
    assert duties.column_names == list(filled.frames().obligations.columns)
    assert duties["partners"].to_pylist() == [["Công an"], ["+84 24 1", "b\x0bc"]]
    frame = pd.read_parquet(paths["documents"])
    assert str(frame["date"].dtype).startswith("datetime64")
    assert frame["title"][0] == "Tuyên truyền cải cách hành chính năm 2024"


@pytest.mark.parametrize("file_format", FORMATS)
def test_an_empty_workspace_can_be_exported(tmp_path: Path, file_format: str) -> None:
    with Workspace(tmp_path / "kho") as workspace:
        written = export(workspace, file_format, tmp_path / "out")
    assert all(path.is_file() for path in written)


@pytest.mark.parametrize("file_format", FORMATS)
def test_files_are_replaced_whole_readable_and_leave_nothing_beside(
    filled: Workspace, tmp_path: Path, file_format: str
) -> None:
    out = tmp_path / "out"
    export(filled, file_format, out)
    written = export(filled, file_format, out)
    assert sorted(out.iterdir()) == sorted(written)
    assert all(stat.S_IMODE(path.stat().st_mode) & 0o400 for path in written)


def test_an_unknown_format_is_a_usage_error(filled: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="parquet"):
        export(filled, "os", tmp_path)


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_folder_that_cannot_be_written_is_told(filled: Workspace, tmp_path: Path, file_format: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportError, match="Cannot write"):
        export(filled, file_format, tmp_path / "file" / "out")


class _Broken:
    """A collection whose second record cannot be read."""

    page_images = PageImages("nowhere")

    def records(self, only: Container[str] | None = None) -> Iterator[tuple[str, Record]]:
        yield "first", to_record(paper())
        raise RuntimeError

    def frames(self) -> _Tables:
        return _Tables()

    def originals(self, sha256: str) -> Sequence[Path]:
        raise AssertionError


class _Tables:
    def tables(self) -> Mapping[str, pd.DataFrame]:
        return {"sections": pd.DataFrame({"path": pd.Series(["x"] * 1_048_577)})}


def test_a_fault_in_the_middle_leaves_no_half_file(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        export(_Broken(), "jsonl", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_table_too_long_for_a_sheet_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="more than a sheet holds"):
        export(_Broken(), "xlsx", tmp_path)
