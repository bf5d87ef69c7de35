"""The columns of the sheets that an archivist fills in, and the words by which they are recognised."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.language import fold


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field it fills, its heading in our template, other headings, a table of codes, an example."""

    field: str
    heading: str
    also: tuple[str, ...] = ()
    table: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet: its title, its columns, those that must be filled, and those that only it has."""

    name: str
    title: str
    columns: tuple[Column, ...]
    required: tuple[str, ...]


FONDS = Layout("fonds", "Phông", (
    Column("code", "Mã phông", ("phong", "so phong", "ma phong luu tru"), example="P01"),
    Column("name", "Tên phông", ("ten phong luu tru",), example="UBND phường Bến Nhạc"),
    Column("creator", "Cơ quan hình thành phông", ("co quan", "don vi hinh thanh phong", "ten co quan"),
           example="Ủy ban nhân dân phường Bến Nhạc"),
    Column("creator_code", "Mã định danh cơ quan", ("ma co quan", "ma dinh danh"), example="H49.64.33"),
    Column("archive_code", "Mã cơ quan lưu trữ", ("ma luu tru",), example="H49"),
    Column("archive_name", "Tên cơ quan lưu trữ", ("luu tru lich su",), example="Trung tâm Lưu trữ lịch sử tỉnh"),
), ("code",))  # fmt: skip

DOSSIERS = Layout("dossiers", "Hồ sơ", (
    Column("folder", "Thư mục", ("thu muc quet", "duong dan"), example="hop01/hs01"),
    Column("code", "Mã hồ sơ", ("ho so", "ma ho so luu tru"), example="H49.64.33.2024.01"),
    Column("title", "Tiêu đề hồ sơ", ("tieu de", "ten ho so"), example="Tập kế hoạch năm 2024"),
    Column("fonds", "Mã phông", ("phong",), example="P01"),
    Column("box", "Hộp số", ("hop", "so hop", "cap so", "hop cap so"), example="01"),
    Column("paper_number", "Số hồ sơ giấy", ("ho so so", "so ho so", "so ky hieu ho so"), example="12"),
    Column("retention", "Thời hạn bảo quản", ("thbq", "thoi han luu tru", "thoi han"), "retention", "Vĩnh viễn"),
    Column("access", "Chế độ sử dụng", ("che do", "muc do tiep can"), "access", "Công khai"),
    Column("language", "Ngôn ngữ", (), "language", "Tiếng Việt"),
    Column("start", "Ngày bắt đầu", ("thoi gian bat dau", "bat dau", "tu ngay")),
    Column("end", "Ngày kết thúc", ("thoi gian ket thuc", "ket thuc", "den ngay")),
    Column("sheets", "Số tờ", ("so luong to", "to"), example="25"),
    Column("duplex", "Hai mặt", ("in hai mat", "quet hai mat"), example="không"),
    Column("condition", "Tình trạng vật lý", ("tinh trang",), "condition", "Bình thường"),
    Column("confidence", "Mức độ tin cậy", (), "confidence", "Số hóa"),
    Column("backup", "Dự phòng", ("che do du phong",), example="không"),
    Column("keyword", "Từ khóa", ("tu khoa",)),
    Column("information_sign", "Ký hiệu thông tin"),
    Column("note", "Ghi chú"),
), ("code",))  # fmt: skip

DOCUMENTS = Layout("documents", "Văn bản", (
    Column("dossier", "Mã hồ sơ", ("ho so",), example="H49.64.33.2024.01"),
    Column("ordinal", "Số thứ tự", ("stt", "thu tu", "tt"), example="1"),
    Column("file", "Tệp", ("ten tep", "tep tin", "ten file", "file"), example="kh-30.pdf"),
    Column("doc_type", "Loại văn bản", ("ten loai", "ten loai van ban", "the loai"), example="Kế hoạch"),
    Column("number", "Số văn bản", ("so",), example="30"),
    Column("symbol", "Ký hiệu văn bản", ("ky hieu",), example="KH-UBND"),
    Column("date", "Ngày văn bản", ("ngay", "ngay thang", "ngay thang van ban", "ngay ban hanh"), example="05/03/2024"),
    Column("issuer", "Cơ quan ban hành", ("tac gia", "tac gia van ban", "co quan")),
    Column("title", "Trích yếu", ("trich yeu noi dung", "noi dung", "trich yeu noi dung van ban")),
    Column("language", "Ngôn ngữ", (), "language"),
    Column("access", "Chế độ sử dụng", ("che do",), "access"),
    Column("retention", "Thời hạn bảo quản", ("thbq",), "retention"),
    Column("note", "Ghi chú"),
), ("dossier", "file"))  # fmt: skip

LAYOUTS = (FONDS, DOSSIERS, DOCUMENTS)

GUIDE = "Hướng dẫn"
"""The sheet of the template that explains the others."""

_NO_LETTER = re.compile(r"[^a-z0-9]+")


def plain(heading: object) -> str:
    """Return a heading as it is compared: no diacritics, signs or brackets.

    >>> plain("Số, ký hiệu  VĂN BẢN (*)")
    'so ky hieu van ban'
    """
    return _NO_LETTER.sub(" ", fold(str(heading or ""))).strip()


@cache
def _known(layout: Layout) -> Mapping[str, Column]:
    known = {plain(column.heading): column for column in layout.columns}
    known |= {plain(column.field.replace("_", " ")): column for column in layout.columns}
    for column in layout.columns:
        for words in column.also:
            known.setdefault(plain(words), column)
    return known


def columns_of(layout: Layout, headings: Sequence[object]) -> dict[int, Column]:
    """Return the columns of `layout` that a row of headings names, by their place; the first of a name counts."""
    found: dict[int, Column] = {}
    for place, heading in enumerate(headings):
        column = _known(layout).get(plain(heading))
        if column is not None and column not in found.values():
            found[place] = column
    return found


def layout_of(headings: Sequence[object]) -> tuple[Layout, dict[int, Column]] | None:
    """Return the layout that a row of headings is of, with its columns; None where it is of none.

    The layout of which most columns are named, and all that it needs.
    """
    best: tuple[Layout, dict[int, Column]] | None = None
    for layout in LAYOUTS:
        columns = columns_of(layout, headings)
        has = {column.field for column in columns.values()}
        enough = set(layout.required) <= has or (layout is DOSSIERS and "folder" in has)
        if enough and len(columns) > 1 and (best is None or len(columns) > len(best[1])):
            best = (layout, columns)
    return best
