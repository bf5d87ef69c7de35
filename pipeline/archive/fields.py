"""The fields of the descriptions in a package: name, length, form, whether they must be there.

One table serves the writer, the schemas and the check, so that they cannot disagree (Thông tư 05/2025/TT-BNV,
appendices I to IV). Where the printed form and the printed schema of the circular differ, docs/archive.md says which
one is followed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from pipeline.archive.codes import codes


class Form(StrEnum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    SHORT_DATE = "short_date"
    CODE = "code"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its element, its name in Vietnamese, its longest value, its form and table of codes."""

    name: str
    label: str
    longest: int
    form: Form = Form.TEXT
    table: str = ""
    required: bool = False


_NUMBER, _DATE, _CODE = Form.NUMBER, Form.DATE, Form.CODE

HOSO = (
    Field("fileCode", "Mã hồ sơ", 100, required=True),
    Field("title", "Tiêu đề hồ sơ", 1000, required=True),
    Field("maintenance", "Thời hạn lưu trữ", 100, _CODE, "retention", required=True),
    Field("mode", "Chế độ sử dụng", 30, _CODE, "access", required=True),
    Field("language", "Ngôn ngữ", 100, Form.CODES, "language", required=True),
    Field("startDate", "Thời gian bắt đầu", 10, _DATE, required=True),
    Field("endDate", "Thời gian kết thúc", 10, _DATE, required=True),
    Field("keyword", "Từ khóa", 100),
    Field("totalDoc", "Tổng số tài liệu", 10, _NUMBER, required=True),
    Field("numberOfPaper", "Số lượng tờ", 10, _NUMBER, required=True),
    Field("numberOfPage", "Số lượng trang", 10, _NUMBER, required=True),
    Field("format", "Tình trạng vật lý", 50, _CODE, "condition"),
    Field("inforSign", "Ký hiệu thông tin", 30),
    Field("confidenceLevel", "Mức độ tin cậy", 40, _CODE, "confidence"),
    Field("paperFileCode", "Mã hồ sơ gốc giấy", 100),
    Field("riskRecovery", "Chế độ dự phòng", 1, _CODE, "backup", required=True),
    Field("riskRecoveryStatus", "Tình trạng dự phòng", 2, _CODE, "backup_status"),
    Field("description", "Ghi chú", 2000),
)
"""A file: 18 fields."""

TAILIEU = (
    Field("fileCode", "Mã gói tin", 100, required=True),
    Field("title", "Tiêu đề gói tin", 1000, required=True),
    Field("source", "Nguồn gốc", 1, _CODE, "source", required=True),
    Field("totalDoc", "Tổng số tài liệu", 10, _NUMBER, required=True),
    Field("description", "Ghi chú", 2000),
)
"""Loose documents handed in together: 5 fields."""

DOCUMENT = (
    Field("docId", "Mã định danh tài liệu", 25, required=True),
    Field("docCode", "Mã lưu trữ của tài liệu", 100, required=True),
    Field("maintenance", "Thời hạn lưu trữ", 100, _CODE, "retention", required=True),
    Field("typeName", "Tên loại tài liệu", 10, _CODE, "type", required=True),
    Field("codeNumber", "Số của tài liệu", 11),
    Field("codeNotation", "Ký hiệu của tài liệu", 30),
    Field("issuedDate", "Ngày, tháng, năm tài liệu", 10, _DATE, required=True),
    Field("organName", "Cơ quan, tổ chức ban hành", 200, required=True),
    Field("subject", "Trích yếu nội dung", 500, required=True),
    Field("language", "Ngôn ngữ", 100, Form.CODES, "language", required=True),
    Field("numberOfPage", "Số lượng trang", 4, _NUMBER, required=True),
    Field("inforSign", "Ký hiệu thông tin", 30),
    Field("keyword", "Từ khóa", 100),
    Field("mode", "Chế độ sử dụng", 20, _CODE, "access", required=True),
    Field("confidenceLevel", "Mức độ tin cậy", 30, _CODE, "confidence"),
    Field("autograph", "Bút tích", 2000),
    Field("format", "Tình trạng vật lý", 50, _CODE, "condition"),
    Field("riskRecovery", "Chế độ dự phòng", 1, _CODE, "backup", required=True),
    Field("riskRecoveryStatus", "Tình trạng dự phòng", 2, _CODE, "backup_status"),
    Field("process", "Quy trình xử lý", 1, _CODE, "process"),
    Field("description", "Ghi chú", 500),
)
"""A document of text: 21 fields."""

_AIP_SCHEMA = (
    "mode", "language", "keyword", "numberOfPage", "format", "inforSign", "confidenceLevel", "description", "docCode",
    "typeName", "codeNumber", "codeNotation", "issuedDate", "organName", "subject", "autograph", "process",
)  # fmt: skip
AIP_DOCUMENT = (
    Field("arcFileCode", "Mã hồ sơ lưu trữ", 100, required=True),
    Field("docOrdinal", "Số thứ tự tài liệu", 10, _NUMBER, required=True),
    *(field for field in DOCUMENT if field.name in _AIP_SCHEMA),
)
"""A document of an AIP in the words of the printed schema (19 fields); foreign packages may have it so."""

PICTURE = (
    Field("docCode", "Mã lưu trữ của tài liệu", 100, required=True),
    Field("maintenance", "Thời hạn lưu trữ", 100, _CODE, "retention", required=True),
    *(Field(name, label, longest) for name, label, longest in (
        ("typePic", "Loại phim, ảnh", 2), ("archivesNumber", "Số lưu trữ", 50), ("inforSign", "Ký hiệu thông tin", 30),
        ("eventName", "Tên sự kiện", 500), ("imageTitle", "Tiêu đề phim, ảnh", 500), ("photographer", "Tác giả", 300),
        ("photoPlace", "Địa điểm chụp", 300), ("photoTime", "Thời gian chụp", 10), ("colour", "Màu sắc", 2),
        ("filmSize", "Cỡ phim, ảnh", 30), ("docAttached", "Tài liệu đi kèm", 1))),
    Field("mode", "Chế độ sử dụng", 20, _CODE, "access", required=True),
    Field("format", "Tình trạng vật lý", 50),
    Field("riskRecovery", "Chế độ dự phòng", 1, _CODE, "backup"),
    Field("riskRecoveryStatus", "Tình trạng dự phòng", 2, _CODE, "backup_status"),
    Field("description", "Ghi chú", 500),
)  # fmt: skip
"""A photograph or negative; only for its schema, which every package carries."""

MEDIA = (
    Field("docCode", "Mã lưu trữ của tài liệu", 100, required=True),
    Field("maintenance", "Thời hạn lưu trữ", 100, _CODE, "retention", required=True),
    *(Field(name, label, longest) for name, label, longest in (
        ("typeMedia", "Loại tài liệu", 2), ("archivesNumber", "Số lưu trữ", 50), ("inforSign", "Ký hiệu thông tin", 30),
        ("eventName", "Tên sự kiện", 500), ("movieTitle", "Tiêu đề", 500), ("recorder", "Tác giả", 300),
        ("recordPlace", "Địa điểm", 300), ("recordDate", "Thời gian", 10), ("language", "Ngôn ngữ", 100),
        ("playTime", "Thời lượng", 8), ("docAttached", "Tài liệu đi kèm", 1))),
    Field("mode", "Chế độ sử dụng", 20, _CODE, "access", required=True),
    Field("quality", "Chất lượng", 50),
    Field("format", "Tình trạng vật lý", 50),
    Field("riskRecovery", "Chế độ dự phòng", 1, _CODE, "backup"),
    Field("riskRecoveryStatus", "Tình trạng dự phòng", 2, _CODE, "backup_status"),
    Field("description", "Ghi chú", 500),
)  # fmt: skip
"""A recording of sound or film; only for its schema."""

_PATTERNS = {
    Form.NUMBER: r"[0-9]+",
    Form.DATE: r"(0[1-9]|[12][0-9]|3[01])/(0[1-9]|1[0-2])/[0-9]{4}",
    Form.SHORT_DATE: r"((0[1-9]|[12][0-9]|3[01])/)?((0[1-9]|1[0-2])/)?[0-9]{4}",
}


def pattern_of(field: Field) -> str | None:
    """Return the pattern that a value of `field` fits, in the words that XML Schema and `re` share; None: any text.

    >>> pattern_of(HOSO[3])
    '(01|02|03)'
    """
    if field.form is Form.TEXT:
        return None
    if field.form in _PATTERNS:
        return _PATTERNS[field.form]
    one = f"({'|'.join(map(re.escape, codes(field.table)))})"
    return f"{one}([;,] ?{one})*" if field.form is Form.CODES else one
