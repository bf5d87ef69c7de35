"""The codes of records in the words that a person reads."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.message import Message

ROLE: Mapping[str, Message] = {
    "chu_tri": Message("chủ trì", "leads"),
    "thuc_hien": Message("thực hiện", "performs"),
    "de_nghi": Message("đề nghị", "is asked"),
}
RELATION: Mapping[str, Message] = {
    "can_cu": Message("căn cứ", "basis"),
    "dan_chieu": Message("dẫn chiếu", "mentioned"),
    "kem_theo": Message("kèm theo", "enclosed"),
}
STATUS: Mapping[str, Message] = {
    "ok": Message("đủ", "complete"),
    "partial": Message("thiếu", "partial"),
}
SECTION_KIND: Mapping[str, Message] = {
    "muc_dich": Message("mục đích, yêu cầu", "purpose"),
    "doi_tuong": Message("đối tượng", "whom it concerns"),
    "noi_dung": Message("nội dung", "content"),
    "hinh_thuc": Message("hình thức", "form"),
    "nhiem_vu": Message("nhiệm vụ", "tasks"),
    "kinh_phi": Message("kinh phí", "budget"),
    "to_chuc_thuc_hien": Message("tổ chức thực hiện", "carrying out"),
    "ket_qua": Message("kết quả", "results"),
    "phuong_huong": Message("phương hướng", "outlook"),
    "phu_luc": Message("phụ lục", "annex"),
    "khac": Message("khác", "other"),
}
MARK: Mapping[str, Message] = {
    "page_number": Message("số trang", "page number"),
    "seal": Message("con dấu", "seal"),
    "half_seal": Message("dấu giáp lai", "seal over the edges of the pages"),
    "signature": Message("chữ ký", "signature"),
    "stamp": Message("dấu khác", "stamp"),
    "arrival": Message("dấu công văn đến", "arrival stamp"),
    "urgency": Message("dấu độ khẩn", "mark of urgency"),
    "secrecy": Message("dấu độ mật", "mark of secrecy"),
    "copy": Message("dấu bản sao", "mark of a copy"),
    "draft": Message("dấu dự thảo", "mark of a draft"),
    "caption": Message("chú thích của phần mềm", "caption of a program"),
    "handwriting": Message("chữ viết tay", "handwriting"),
    "watermark": Message("chữ mờ in chìm", "watermark"),
    "code": Message("mã vạch, mã QR", "bar or QR code"),
    "noise": Message("vết bẩn", "noise"),
}
