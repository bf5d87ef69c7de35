"""The sheets of files and documents that systems of the time of Thông tư 02/2019/TT-BNV take in (XLSX).

That circular is repealed; data made under it stay valid until they are converted. Its field names are set down here as
the project knows them: compare them with the template of the system that is to read the sheets (docs/archive.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.archive.codes import words_of
from pipeline.archive.holding import Holding
from pipeline.archive.kinds import Kind
from pipeline.archive.values import document_values, package_values
from pipeline.export.sheet import Sheet, write_book

DOSSIER_FIELDS = (
    ("FileCode", "Mã hồ sơ"), ("OrganId", "Mã phông"), ("FileCatalog", "Mục lục số hoặc năm hình thành"),
    ("FileNotation", "Số và ký hiệu hồ sơ"), ("Title", "Tiêu đề hồ sơ"), ("Maintenance", "Thời hạn bảo quản"),
    ("Rights", "Chế độ sử dụng"), ("Language", "Ngôn ngữ"), ("StartDate", "Thời gian bắt đầu"),
    ("EndDate", "Thời gian kết thúc"), ("TotalDoc", "Tổng số văn bản trong hồ sơ"), ("Description", "Chú giải"),
    ("InforSign", "Ký hiệu thông tin"), ("Keyword", "Từ khóa"), ("Maximum", "Số lượng tờ"),
    ("PageNumber", "Số lượng trang"), ("Format", "Tình trạng vật lý"),
)  # fmt: skip
DOCUMENT_FIELDS = (
    ("DocCode", "Mã định danh văn bản"), ("FileCode", "Mã hồ sơ"), ("OrganId", "Mã phông"),
    ("DocOrdinal", "Số thứ tự văn bản trong hồ sơ"), ("TypeName", "Tên loại văn bản"), ("CodeNumber", "Số của văn bản"),
    ("CodeNotation", "Ký hiệu của văn bản"), ("IssuedDate", "Ngày, tháng, năm văn bản"),
    ("OrganName", "Tên cơ quan, tổ chức ban hành"), ("Subject", "Trích yếu nội dung"), ("Language", "Ngôn ngữ"),
    ("PageAmount", "Số lượng trang"), ("Description", "Ghi chú"), ("InforSign", "Ký hiệu thông tin"),
    ("Keyword", "Từ khóa"), ("Mode", "Chế độ sử dụng"), ("ConfidenceLevel", "Mức độ tin cậy"),
    ("Autograph", "Bút tích"), ("Format", "Tình trạng vật lý"),
)  # fmt: skip


def write_old_sheets(found: Iterable[Holding], path: Path) -> Path:
    """Write the sheets "Hồ sơ" and "Văn bản" of some files as a workbook; return `path`.

    Raises:
        ExportError: the file cannot be written.
    """
    dossiers: list[Mapping[str, object]] = []
    documents: list[Mapping[str, object]] = []
    for holding in found:
        dossiers.append(_dossier(holding))
        documents += _documents(holding)
    write_book(path, (_sheet("Hồ sơ", DOSSIER_FIELDS, dossiers), _sheet("Văn bản", DOCUMENT_FIELDS, documents)))
    return path


def _sheet(title: str, fields: tuple[tuple[str, str], ...], rows: Iterable[Mapping[str, object]]) -> Sheet:
    headings = [f"{label} ({name})" for name, label in fields]
    return Sheet(title, headings, [[row.get(name) for name, _ in fields] for row in rows])


def _dossier(holding: Holding) -> Mapping[str, object]:
    said = package_values(holding, Kind.SIP_HOSO)
    return {
        "FileCode": said["fileCode"], "OrganId": holding.dossier.fonds,
        "FileCatalog": said["startDate"][-4:] or None, "FileNotation": holding.dossier.paper_number,
        "Title": said["title"] or None, "Maintenance": words_of("retention", said["maintenance"]) or None,
        "Rights": words_of("access", said["mode"]) or None, "Language": words_of("language", said["language"]),
        "StartDate": said["startDate"] or None, "EndDate": said["endDate"] or None, "TotalDoc": int(said["totalDoc"]),
        "Description": said["description"] or None, "InforSign": said["inforSign"] or None,
        "Keyword": said["keyword"] or None, "Maximum": int(said["numberOfPaper"]),
        "PageNumber": int(said["numberOfPage"]), "Format": words_of("condition", said["format"]) or None,
    }  # fmt: skip


def _documents(holding: Holding) -> Iterable[Mapping[str, object]]:
    for item in holding.items:
        said = document_values(item, holding, Kind.SIP_HOSO)
        yield {
            "DocCode": said["docCode"], "FileCode": holding.dossier.code, "OrganId": holding.dossier.fonds,
            "DocOrdinal": item.ordinal, "TypeName": item.header.doc_type, "CodeNumber": said["codeNumber"] or None,
            "CodeNotation": said["codeNotation"] or None, "IssuedDate": said["issuedDate"] or None,
            "OrganName": said["organName"] or None, "Subject": said["subject"] or None,
            "Language": words_of("language", said["language"]), "PageAmount": item.pages,
            "Description": said["description"] or None, "InforSign": said["inforSign"] or None,
            "Mode": words_of("access", said["mode"]) or None, "Autograph": said["autograph"] or None,
            "ConfidenceLevel": words_of("confidence", said["confidenceLevel"]) or None,
            "Format": words_of("condition", said["format"]) or None,
        }  # fmt: skip
