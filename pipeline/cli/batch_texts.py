"""What the commands say that import, try again, check and copy: every sentence in both languages."""

from __future__ import annotations

from pipeline.message import Message

RETRY = Message(
    "Thử lại đúng những tệp bị lỗi và những văn bản nhập thiếu.",
    "Try again exactly the files that failed and the documents that are partial.",
)
REFRESH = Message(
    "Làm lại những văn bản do phiên bản cũ hoặc cấu hình khác tạo ra; chỉ làm lại khâu đã thay đổi.",
    "Make again what an older version or other settings made; only the stages that changed.",
)
REFRESH_ALL = Message("Cả những văn bản không cũ.", "Also documents that are not older.")
NO_READ = Message(
    "Không đọc lại trang nào, kể cả khi cách đọc đã đổi.", "Read no page again, even where reading changed."
)
WATCH = Message(
    "Theo dõi một thư mục và nhập những gì xuất hiện, sau khi tệp đã chép xong; Ctrl-C để dừng.",
    "Watch a folder and import what appears once it is whole; Ctrl-C ends it.",
)
WATCHED = Message("Thư mục được theo dõi.", "Folder to watch.")
ONCE = Message(
    "Nhập những gì đang có (đợi chép xong) rồi kết thúc.", "Import what is there (once it is whole), then end."
)
VERIFY = Message(
    "Kiểm tra toàn bộ kho: từng tệp theo mã băm, từng bản ghi theo chứng cứ, cơ sở dữ liệu, chỉ mục.",
    "Check the whole workspace: files against hashes, records against evidence, the database, the index.",
)
BACKUP = Message(
    "Sao lưu kho (kể cả khi đang dùng) vào một thư mục mới, kèm mã băm SHA-256.",
    "Copy the workspace, also while it is in use, to a new folder with SHA-256 sums.",
)
BACKUP_OUT = Message("Thư mục mới cho bản sao lưu.", "New folder for the backup.")
NO_CACHE = Message(
    "Bỏ kết quả đọc trang: nhỏ hơn, nhưng `sohoa refresh` sau này phải đọc lại.",
    "Leave out the results of pages: smaller, but a later `sohoa refresh` reads them again.",
)
RESTORE = Message(
    "Khôi phục kho từ bản sao lưu vào một thư mục mới, kiểm tra từng tệp; không ghi đè.",
    "Make a workspace of a backup in a new folder, checking every file; nothing is overwritten.",
)
RESTORE_FROM = Message("Thư mục của bản sao lưu.", "Folder of the backup.")
RESTORE_TO = Message("Thư mục mới cho kho.", "New folder for the workspace.")
DUPLICATES = Message("Các văn bản có thể là một (quét hai lần).", "Documents that may be one paper, scanned twice.")
DUPLICATES_TITLE = Message("Có thể trùng nhau (cả hai đều được giữ)", "Perhaps the same paper (both are kept)")
NO_DUPLICATES = Message("Không thấy văn bản nào trùng nhau.", "No documents that may be one paper.")

OUTDATED = Message(
    "{count} văn bản đã có do phiên bản cũ hoặc cấu hình khác tạo ra. Làm lại khâu đã đổi: sohoa refresh",
    "{count} known documents were made by an older version or other settings. Make them again: sohoa refresh",
)
TRY_AGAIN = Message("Thử lại những tệp lỗi: sohoa retry", "Try what failed again: sohoa retry")
LOG = Message("Nhật ký: {log}", "Log: {log}")
NOTHING_TO_DO = Message("Không có gì phải làm.", "Nothing to do.")
WATCHING = Message(
    "Đang theo dõi {folder}; nhập vào kho {workspace}. Ctrl-C để dừng.",
    "Watching {folder}; importing into {workspace}. Ctrl-C ends it.",
)
WATCH_ENDED = Message("Đã dừng theo dõi.", "The watch has ended.")
CHECKING = {
    "database": Message("cơ sở dữ liệu", "database"),
    "originals": Message("bản gốc", "originals"),
    "pages": Message("ảnh trang", "page images"),
    "cache": Message("kết quả trang lưu tạm", "kept pages"),
    "records": Message("bản ghi", "records"),
}
VERIFIED = Message(
    "{documents} văn bản, {originals} bản gốc, {page_images} ảnh trang, {cached_pages} kết quả trang đã kiểm tra.",
    "{documents} documents, {originals} originals, {page_images} page images, {cached_pages} kept pages were checked.",
)
SOUND = Message("Kho nguyên vẹn.", "The workspace is sound.")
FAULTS = Message(
    "{count} lỗi. Hãy khôi phục từ bản sao lưu, hoặc nhập lại.", "{count} faults. Restore or import again."
)
STRANGERS = Message(
    "{count} tệp trong originals/ và pages/ không thuộc văn bản nào (lần chạy bị ngắt để lại); không phải lỗi.",
    "{count} files in originals/ and pages/ belong to no document (left by runs that were cut off); no fault.",
)
COPIED = Message("Đã chép {files} tệp, {size} vào {folder}.", "Copied {files} files, {size} to {folder}.")
