"""XLSX for people: one sheet per table, Vietnamese headings, filters, real dates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook

from pipeline.export.collection import Collection
from pipeline.export.sheet import write_sheet
from pipeline.export.whole import ExportError, whole_file
from pipeline.message import Message
from pipeline.wording import (
    ACCESS,
    BODY_KIND,
    BODY_LEVEL,
    COMPARATOR,
    EFFECT,
    MENTION_KIND,
    RELATION,
    ROLE,
    SECTION_KIND,
    STATUS,
    recurrence_words,
)

FILE_NAME = "sohoa.xlsx"

SHEETS = {
    "documents": "Văn bản", "sections": "Đề mục", "references": "Căn cứ, viện dẫn", "obligations": "Việc phải làm",
    "mentions": "Văn bản gọi tên", "reports": "Chế độ báo cáo", "targets": "Chỉ tiêu", "budget": "Kinh phí",
    "results": "Kết quả", "bodies": "Cơ quan, đơn vị", "places": "Địa bàn",
}  # fmt: skip

HEADINGS = {
    "doc_id": "Mã văn bản",
    "export_name": "Tên xuất",
    "document": "Văn bản",
    "sha256": "SHA-256",
    "part": "Phần",
    "names": "Tên tệp",
    "doc_type": "Loại văn bản",
    "number": "Số",
    "symbol": "Ký hiệu",
    "number_symbol": "Số, ký hiệu",
    "date": "Ngày",
    "date_iso": "Ngày (như ghi)",
    "place": "Địa danh",
    "issuer": "Cơ quan ban hành",
    "superior": "Cơ quan chủ quản",
    "title": "Trích yếu",
    "signer_name": "Người ký",
    "signer_title": "Chức vụ người ký",
    "recipients": "Nơi nhận",
    "period": "Thời kỳ",
    "period_start": "Thời kỳ từ ngày",
    "period_start_iso": "Thời kỳ từ (như ghi)",
    "period_end": "Thời kỳ đến ngày",
    "period_end_iso": "Thời kỳ đến (như ghi)",
    "urgency": "Mức độ khẩn",
    "secrecy": "Mức độ mật",
    "canonical": "Mã định danh",
    "pages": "Số trang",
    "confidence": "Độ tin cậy",
    "status": "Tình trạng",
    "access": "Chế độ sử dụng (đề nghị)",
    "imported_at": "Nhập lúc (UTC)",
    "path": "Đường dẫn mục",
    "level": "Cấp",
    "label": "Số mục",
    "heading": "Tiêu đề",
    "kind": "Loại mục",
    "first_line": "Dòng đầu",
    "last_line": "Dòng cuối",
    "page": "Trang",
    "line": "Dòng",
    "id": "Số, ký hiệu",
    "cited_doc_id": "Mã văn bản trong kho",
    "relation": "Quan hệ",
    "text": "Nguyên văn",
    "section": "Mục",
    "actor": "Cơ quan thực hiện",
    "role": "Vai trò",
    "partners": "Phối hợp",
    "action": "Nội dung công việc",
    "deadline": "Thời hạn (như ghi)",
    "deadline_date": "Thời hạn (ngày)",
    "deadline_date_iso": "Thời hạn (ngày hoặc tháng)",
    "frequency": "Định kỳ",
    "product": "Sản phẩm",
    "article": "Điều, khoản",
    "subject": "Về việc",
    "effect": "Tác động",
    "urn": "URN",
    "starts": "Từ ngày",
    "starts_iso": "Từ (như hiểu)",
    "ends": "Đến ngày",
    "ends_iso": "Đến (như hiểu)",
    "recurrence": "Chu kỳ",
    "condition": "Điều kiện",
    "acts": "Từng việc",
    "actor_keys": "Mã cơ quan thực hiện",
    "partner_keys": "Mã cơ quan phối hợp",
    "target": "Chỉ đến",
    "to": "Báo cáo cho",
    "through": "Qua",
    "form": "Hình thức báo cáo",
    "indicator": "Chỉ số",
    "comparator": "So sánh",
    "value": "Giá trị (như ghi)",
    "low": "Giá trị từ",
    "high": "Giá trị đến",
    "unit": "Đơn vị tính",
    "scope": "Phạm vi",
    "amount": "Số tiền (đồng)",
    "source": "Nguồn kinh phí",
    "estimator": "Cơ quan lập dự toán",
    "key": "Mã cơ quan",
    "name": "Tên đầy đủ",
    "is_issuer": "Ban hành văn bản",
    "before": "Trước 01/7/2025",
    "after": "Từ 01/7/2025",
}

_HEADINGS_OF = {
    ("mentions", "kind"): "Cách gọi",
    ("bodies", "kind"): "Loại cơ quan",
    ("bodies", "names"): "Các cách viết",
    ("results", "number"): "Giá trị (số)",
}
"""Where a column means something else in this table."""

_LAST = ("number", "symbol", "part", "names", "sha256")
"""Columns of the documents that a person seldom looks at."""

_YES = {True: Message("có", "yes"), False: Message("không", "no")}
_WORDS: dict[tuple[str, str], Mapping[Any, Message]] = {
    ("documents", "status"): STATUS,
    ("documents", "access"): ACCESS,
    ("sections", "kind"): SECTION_KIND,
    ("references", "relation"): RELATION,
    ("references", "effect"): EFFECT,
    ("obligations", "role"): ROLE,
    ("mentions", "kind"): MENTION_KIND,
    ("targets", "comparator"): COMPARATOR,
    ("bodies", "level"): BODY_LEVEL,
    ("bodies", "kind"): BODY_KIND,
    ("bodies", "is_issuer"): _YES,
    ("places", "level"): BODY_LEVEL,
}

_MOST_ROWS = 1_048_575  # below the headings; Excel's own bound


def write(collection: Collection, out: Path) -> list[Path]:
    """Write OUT/sohoa.xlsx; return it in a list. Lists stand in one cell, one item per line; codes stand as words.

    Raises:
        ExportError: the file cannot be written, or a table has more rows than a sheet can hold.
    """
    path = out / FILE_NAME
    tables = collection.frames().tables()
    for name, frame in tables.items():
        _check_size(SHEETS[name], frame)
    with whole_file(path) as part:
        book = Workbook(write_only=True)
        for name, frame in tables.items():
            readable = _readable(name, frame, tables["documents"])
            headings = [heading(name, str(column)) for column in readable.columns]
            write_sheet(book.create_sheet(SHEETS[name]), headings, readable.itertuples(index=False, name=None))
        book.save(part)
    return [path]


def heading(table: str, column: str) -> str:
    """Return the heading of a column.

    >>> heading("sections", "kind"), heading("bodies", "kind")
    ('Loại mục', 'Loại cơ quan')
    """
    return _HEADINGS_OF.get((table, column)) or HEADINGS[column]


def _rhythm(rule: str) -> str:
    words = recurrence_words(rule)
    return words.vi if words else rule


def _check_size(title: str, frame: pd.DataFrame) -> None:
    if len(frame) > _MOST_ROWS:
        raise ExportError(
            Message(
                f"Bảng {title} có {len(frame)} dòng, quá sức một trang tính Excel. Hãy xuất csv hoặc parquet.",
                f"The table {title} has {len(frame)} rows, more than a sheet holds. Export csv or parquet.",
            )
        )


def _readable(name: str, frame: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return a table with words for codes; facts name their document, its seldom read columns come last."""
    out = frame.copy()
    for (table, column), words in _WORDS.items():
        if table == name:
            out[column] = out[column].map({code: word.vi for code, word in words.items()}, na_action="ignore")
    if "recurrence" in out.columns:
        out["recurrence"] = out["recurrence"].map(_rhythm, na_action="ignore")
    if name == "documents":
        return out[[column for column in out.columns if column not in _LAST] + list(_LAST)]
    named = documents["number_symbol"].fillna(documents["export_name"])
    out.insert(1, "document", out["doc_id"].map(dict(zip(documents["doc_id"], named, strict=True))))
    return out
