"""What the commands on PDF files say."""

from __future__ import annotations

from pipeline.message import Message

CHECK_PDF = Message(
    "Kiểm tra tệp PDF theo từng điều của ISO 19005-2 (PDF/A-2) mà chương trình xét được. Đây không phải veraPDF.",
    "Check PDF files against the clauses of ISO 19005-2 (PDF/A-2) that the program looks at. This is not veraPDF.",
)
PDF_FILES = Message("Các tệp PDF.", "PDF files.")
CHECK_SIGNATURE = Message(
    "Kiểm tra chữ ký số của một tệp PDF; với --of, so các trang với tệp đã gửi đi ký.",
    "Check the digital signatures of a PDF; with --of, compare its pages with the file that was sent out.",
)
SIGNED_FILE = Message("Tệp PDF đã ký.", "The signed PDF.")
SENT = Message("Tệp đã xuất và gửi đi ký.", "The file that was exported and sent to be signed.")
TRUST = Message(
    "Chứng thư được tin cậy (PEM hoặc DER); dùng được nhiều lần.",
    "A trusted certificate (PEM or DER); may be repeated.",
)
NO_FAULT = Message(
    "{name}: không thấy sai phạm ở {count} điều đã xét (không phải veraPDF).",
    "{name}: no fault found in the {count} clauses looked at (this is not veraPDF).",
)
FAULTS = Message("{name}: {count} chỗ sai", "{name}: {count} faults")
PAGE = Message("trang {page}", "page {page}")
OPEN = Message("chưa kết luận", "open")
NO_SIGNATURE = Message("Tệp không có chữ ký số.", "The file has no digital signature.")
SAME_PAGES = Message("Các trang giống hệt tệp đã gửi.", "The pages are those of the file that was sent.")
OTHER_PAGES = Message("KHÁC tệp đã gửi ở trang: {pages}.", "DIFFERS from the file that was sent on pages: {pages}.")
SIGNATURES = Message("Chữ ký số", "Digital signatures")
