"""The targets and fields of corrections in the words that a person reads."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.message import Message
from pipeline.wording import FACTS

TARGETS: Mapping[str, Message] = {
    "text": Message("chữ", "words"),
    "document": Message("phần đầu văn bản", "header"),
    "problems": Message("cảnh báo", "remark"),
    **FACTS,
}
FIELDS: Mapping[str, Message] = {
    "doc_type": Message("loại văn bản", "type"),
    "number": Message("số", "number"),
    "symbol": Message("ký hiệu", "symbol"),
    "number_symbol": Message("số, ký hiệu", "number and symbol"),
    "date": Message("ngày", "date"),
    "place": Message("nơi ban hành", "place"),
    "issuer": Message("cơ quan ban hành", "issuer"),
    "superior": Message("cơ quan chủ quản", "superior body"),
    "title": Message("trích yếu", "title"),
    "signer_name": Message("họ tên người ký", "name of the signer"),
    "signer_title": Message("chức vụ người ký", "title of the signer"),
    "recipients": Message("nơi nhận", "recipients"),
    "urgency": Message("độ khẩn", "urgency"),
    "secrecy": Message("độ mật", "secrecy"),
    "path": Message("đường dẫn mục", "path"),
    "label": Message("ký hiệu mục", "label"),
    "heading": Message("tên mục", "heading"),
    "kind": Message("loại", "kind"),
    "level": Message("cấp", "level"),
    "id": Message("số văn bản được dẫn", "number cited"),
    "relation": Message("quan hệ", "relation"),
    "article": Message("điều, khoản", "article"),
    "subject": Message("nội dung văn bản được dẫn", "subject"),
    "effect": Message("hiệu lực", "effect"),
    "actor": Message("ai làm", "actor"),
    "role": Message("vai trò", "role"),
    "partners": Message("phối hợp", "partners"),
    "action": Message("việc", "action"),
    "deadline": Message("thời hạn như in", "deadline as printed"),
    "deadline_date": Message("ngày hết hạn", "day of the deadline"),
    "starts": Message("từ ngày", "first day"),
    "ends": Message("đến ngày", "last day"),
    "frequency": Message("định kỳ như in", "rhythm as printed"),
    "recurrence": Message("định kỳ (RRULE)", "rhythm (RRULE)"),
    "condition": Message("điều kiện", "condition"),
    "product": Message("sản phẩm", "product"),
    "target": Message("văn bản được gọi tên", "what is meant"),
    "to": Message("báo cáo ai", "to whom"),
    "through": Message("qua ai", "through whom"),
    "form": Message("hình thức", "form"),
    "indicator": Message("chỉ số", "indicator"),
    "comparator": Message("so sánh", "comparator"),
    "value": Message("giá trị như in", "value as printed"),
    "low": Message("từ", "from"),
    "high": Message("đến", "to"),
    "number_value": Message("giá trị", "value"),
    "unit": Message("đơn vị tính", "unit"),
    "scope": Message("phạm vi", "scope"),
    "period": Message("thời kỳ", "period"),
    "amount": Message("số tiền (đồng)", "amount (đồng)"),
    "source": Message("nguồn", "source"),
    "estimator": Message("đơn vị lập dự toán", "who estimates"),
    "name": Message("tên", "name"),
}


def field_name(target: str, field: str | None) -> Message:
    """Return what a correction is about: a field by its name, else the kind of thing."""
    if field is None:
        return TARGETS[target]
    return FIELDS["number_value" if target == "results" and field == "number" else field]
