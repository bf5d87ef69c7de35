"""What the commands on files (hồ sơ) and packages say."""

from __future__ import annotations

from pipeline.message import Message

DOSSIERS = Message(
    "Hồ sơ, hộp, phông: liệt kê; nhận từ thư mục hoặc từ bảng; mục lục văn bản.",
    "Files, boxes, fonds: list them; take them from folders or a sheet; tables of contents.",
)
CODES = Message("Mã hồ sơ; không ghi là tất cả.", "Codes of files; all without.")
TEMPLATE = Message(
    "Ghi bảng mẫu (.xlsx) để điền, có sẵn những gì đã biết.", "Write a sheet (.xlsx) to fill in, with what is known."
)
SHEET = Message("Đọc bảng đã điền (.xlsx, .csv).", "Read a sheet that was filled in (.xlsx, .csv).")
FROM_FOLDERS = Message("Nhận mỗi thư mục quét là một hồ sơ.", "Take each folder of scans for a file.")
FOLDERS = Message(
    "Quy ước thư mục, như {box}/{dossier} - {title}.", "What folders say, as in {box}/{dossier} - {title}."
)
DRY_RUN = Message("Chỉ xem trước, không ghi.", "Only show it; write nothing.")
CONTENTS = Message("Ghi mục lục văn bản (.xlsx), mỗi hồ sơ một trang.", "Write tables of contents (.xlsx).")
OLD_SHEETS = Message(
    "Ghi bảng hồ sơ, văn bản cho hệ thống cũ (Thông tư 02/2019, .xlsx).",
    "Write the sheets that old systems take (Thông tư 02/2019, .xlsx).",
)

PACKAGE = Message(
    "Đóng gói hồ sơ theo Thông tư 05/2025/TT-BNV; không có --out thì chỉ xem còn thiếu gì.",
    "Pack files after Thông tư 05/2025/TT-BNV; without --out, only show what is missing.",
)
KIND = Message("sip-hoso, sip-tailieu, aip-hoso, aip-tailieu.", "sip-hoso, sip-tailieu, aip-hoso, aip-tailieu.")
PACKAGE_OUT = Message("Thư mục ghi gói.", "Folder for the packages.")
DRAFT = Message("Ghi cả khi còn thiếu, trạng thái TEST.", "Write also what lacks something, with the status TEST.")
RECORD_STATUS = Message("NEW, SUPPLEMENT, REPLACEMENT hoặc OTHER.", "NEW, SUPPLEMENT, REPLACEMENT or OTHER.")
SCHEMAS = Message(
    "Thư mục có mets1_12.xsd, xlink.xsd và hai lược đồ DILCIS (thay archive.schemas).",
    "Folder of mets1_12.xsd, xlink.xsd and the DILCIS schemas (instead of archive.schemas).",
)
BAG = Message("Để các gói trong một túi BagIt (SHA-256).", "Put the packages into a BagIt bag (SHA-256).")

CHECK_PACKAGE = Message(
    "Kiểm tra gói SIP, AIP (.zip hoặc thư mục) theo từng quy tắc.", "Check a SIP or AIP (.zip or folder) rule by rule."
)
CHECK_PATHS = Message("Gói .zip hoặc thư mục.", "A .zip package or a folder.")

GAPS = Message("Số văn bản còn thiếu theo cơ quan, năm, loại.", "Numbers missing by body, year and type.")

GAPS_ALL = Message("Cả những dãy mới có một số.", "Also series of which there is only one number.")
GAPS_HIDDEN = Message(
    "Không hiện {count} dãy mới có một số (xem: --all).", "{count} series with only one number are not shown (--all)."
)

CHECK_HOLDINGS = Message(
    "Báo cáo kiểm tra theo hồ sơ: thiếu gì, dưới 200 dpi, dưới 24 bit, không đọc được.",
    "Check report by file: what is missing, below 200 dpi, below 24 bit, unreadable.",
)
REPORT_OUT = Message("Ghi báo cáo ra .xlsx.", "Write the report as .xlsx.")

NO_DOSSIERS = Message(
    "Chưa có hồ sơ nào. Thư mục cho thấy {count} hồ sơ dưới đây; nhận bằng: sohoa dossiers --from-folders "
    "(hoặc điền bảng: sohoa dossiers --template MAU.xlsx).",
    "No files yet. Folders tell the {count} below; take them with: sohoa dossiers --from-folders "
    "(or fill in a sheet: sohoa dossiers --template TEMPLATE.xlsx).",
)
NONE_TAKEN = Message(
    "Kho chưa có hồ sơ nào. Nhận từ thư mục: sohoa dossiers --from-folders, hoặc từ bảng: --sheet.",
    "The workspace has no files yet. Take them from folders: sohoa dossiers --from-folders, or from a sheet: --sheet.",
)
ACCEPTED = Message("Đã ghi {count} hồ sơ.", "{count} files written.")
WOULD_ACCEPT = Message("Sẽ ghi {count} hồ sơ (chưa ghi).", "{count} files would be written.")
NO_FOLDERS = Message(
    "Không có thư mục nào trong kho để nhận làm hồ sơ. Hãy nhập cả thư mục, hoặc dùng bảng.",
    "The workspace has no folders to take for files. Import folders, or use a sheet.",
)
COMPLETE = Message("Hồ sơ {code}: đủ để đóng gói {kind}.", "File {code}: complete for {kind}.")
INCOMPLETE = Message("Hồ sơ {code}: {count} chỗ thiếu hoặc sai.", "File {code}: {count} things missing or wrong.")
PACKED = Message("Đã ghi {path} ({code}).", "Written: {path} ({code}).")
NO_SCHEMAS = Message(
    "Trong gói chưa có {names}: ghi thư mục có các tệp đó vào cấu hình archive.schemas.",
    "The package lacks {names}: name their folder in the setting archive.schemas.",
)
BAGGED = Message("Túi BagIt: {path}", "BagIt bag: {path}")
VALID = Message("Gói đúng quy định: không lỗi.", "The package keeps all rules: no error.")
INVALID = Message("Gói có {count} lỗi.", "The package has {count} errors.")
NO_GAPS = Message("Không thấy số nào thiếu.", "No missing numbers.")
NOTHING_TO_MEND = Message("Không có gì phải sửa.", "Nothing to mend.")
