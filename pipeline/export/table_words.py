"""What the tables of a workbook are called: sheets, headings, codes in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
)

SHEETS = {
    "documents": "Văn bản", "sections": "Đề mục", "references": "Căn cứ, viện dẫn", "obligations": "Việc phải làm",
    "mentions": "Văn bản gọi tên", "reports": "Chế độ báo cáo", "targets": "Chỉ tiêu", "budget": "Kinh phí",
    "results": "Kết quả", "bodies": "Cơ quan, đơn vị", "places": "Địa bàn",
}  # fmt: skip

ABOUT = {
    "documents": "Mỗi dòng một văn bản: số, ngày, cơ quan, trích yếu, người ký.",
    "sections": "Các đề mục theo thứ tự trong văn bản.",
    "references": "Căn cứ và viện dẫn đến văn bản có số; cột Văn bản trong kho dẫn đến văn bản đó nếu có.",
    "obligations": "Ai phải làm gì, phối hợp với ai, trước ngày nào, định kỳ bao lâu.",
    "mentions": "Văn bản được gọi tên mà không ghi đủ số (luật gọi theo tên, cách gọi tắt).",
    "reports": "Ai báo cáo cho ai, qua đâu, bao lâu một lần, trước ngày nào.",
    "targets": "Chỉ tiêu đo được mà văn bản đặt ra.",
    "budget": "Những gì văn bản nói về kinh phí.",
    "results": "Những gì báo cáo tính là đã làm được.",
    "bodies": "Cơ quan, đơn vị được nhắc đến, mỗi nơi một dòng.",
    "places": "Địa bàn được nhắc đến, trước và từ 01/7/2025.",
}
"""What stands in a sheet."""

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
    "place": "Địa danh",
    "issuer": "Cơ quan ban hành",
    "superior": "Cơ quan chủ quản",
    "title": "Trích yếu",
    "signer_name": "Người ký",
    "signer_title": "Chức vụ người ký",
    "recipients": "Nơi nhận",
    "period": "Thời kỳ",
    "period_start": "Thời kỳ từ ngày",
    "period_end": "Thời kỳ đến ngày",
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
    "cited_doc_id": "Văn bản trong kho",
    "relation": "Quan hệ",
    "text": "Nguyên văn",
    "section": "Mục",
    "actor": "Cơ quan thực hiện",
    "role": "Vai trò",
    "partners": "Phối hợp",
    "action": "Nội dung công việc",
    "deadline": "Thời hạn (như ghi)",
    "deadline_date": "Thời hạn (ngày)",
    "frequency": "Định kỳ",
    "product": "Sản phẩm",
    "article": "Điều, khoản",
    "subject": "Về việc",
    "effect": "Tác động",
    "urn": "URN",
    "starts": "Từ ngày",
    "ends": "Đến ngày",
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

_YES: Mapping[Any, Message] = {True: Message("có", "yes"), False: Message("không", "no")}
WORDS: Mapping[tuple[str, str], Mapping[Any, Message]] = {
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
"""What codes of a column are called."""


def heading(table: str, column: str) -> str:
    """Return the heading of a column.

    >>> heading("sections", "kind"), heading("bodies", "kind")
    ('Loại mục', 'Loại cơ quan')
    """
    return _HEADINGS_OF.get((table, column)) or HEADINGS[column]
