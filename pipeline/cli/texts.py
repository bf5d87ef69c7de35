"""What the command line says: every sentence in both languages, and the choice between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.export import FORMATS
from pipeline.message import Language, Message


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[Language, list[str]]:
    """Return the language to speak and `arguments` without `--lang`.

    `--lang vi|en` (anywhere) decides, then SOHOA_LANGUAGE, then an English locale; else Vietnamese.

    >>> choose_language(["list", "--lang", "en"], {})
    ('en', ['list'])
    >>> choose_language(["list"], {"LANG": "C.UTF-8"})
    ('vi', ['list'])
    """
    rest: list[str] = []
    chosen: str | None = None
    pending = iter(arguments)
    for argument in pending:
        if argument == "--lang":
            chosen = next(pending, "")
        elif argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
        else:
            rest.append(argument)
    if chosen is not None and chosen not in {"vi", "en"}:
        rest = ["--lang", chosen, *rest]  # the parser refuses it, naming it
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    chosen = chosen or environment.get("SOHOA_LANGUAGE") or ("en" if locale.startswith("en") else "vi")
    return ("en" if chosen == "en" else "vi"), rest


APP = Message(
    "Số hóa kế hoạch, báo cáo, quyết định: từ bản quét ra văn bản tìm kiếm được và bản ghi có cấu trúc.",
    "Turns scanned Vietnamese plans, reports and decisions into searchable text and structured records.",
)
IMPORT = Message(
    "Nhập tệp hoặc thư mục (PDF, TIFF, JPEG, PNG, WebP, DOCX, TXT, ZIP) vào kho.",
    "Import files or folders (PDF, TIFF, JPEG, PNG, WebP, DOCX, TXT, ZIP) into the workspace.",
)
LIST = Message("Liệt kê văn bản trong kho.", "List the documents of the workspace.")
SHOW = Message(
    "Xem một văn bản: mã số, phần đầu của SHA-256, hoặc tên tệp.", "Show a document: id, start of its SHA-256, or stem."
)
SHOW_MASK = Message("Che dữ liệu cá nhân bằng ■.", "Mask personal data with ■.")
EXPORT_MASK = Message(
    "Che dữ liệu cá nhân (số giấy tờ, ngày sinh, điện thoại, nơi ở, thư điện tử, tài khoản) bằng ■ trong mọi tệp.",
    "Mask personal data (identity numbers, births, telephones, homes, e-mail, accounts) with ■ in every file.",
)
SEARCH = Message("Tìm toàn văn, có dấu hay không dấu đều được.", "Search the full text, with or without diacritics.")
EXPORT = Message("Xuất bản ghi ra tệp.", "Export the records as files.")
REPAIR = Message(
    "Sửa một văn bản mất dấu hoặc bị OCR đọc sai (dòng nào ra dòng đó); không có tệp thì đọc từ đầu vào chuẩn.",
    "Repair a garbled or unaccented text (line i in, line i out); without a file, standard input.",
)
DEBUG = Message(
    "Ghi các bước đọc một trang ra ảnh và một báo cáo index.html.",
    "Write the steps of reading one page as pictures, with a report index.html.",
)
DEBUG_FILE = Message("Tệp PDF hoặc ảnh.", "A PDF or image file.")
DEBUG_PAGE = Message("Số trang, từ 1.", "Number of the page, from 1.")
DEBUG_OUT = Message("Thư mục ghi ra; mặc định sohoa-debug/TÊN-TRANG.", "Folder; by default sohoa-debug/NAME-PAGE.")
DOCTOR = Message(
    "Kiểm tra chương trình, dữ liệu ngôn ngữ, mô hình, phông chữ.", "Check programs, language data, models, fonts."
)
SETTINGS = Message("Xem cấu hình đang dùng.", "Show the settings in force.")

WORKSPACE = Message("Thư mục kho.", "Folder of the workspace.")
JOBS = Message("Số tiến trình; 0 là mỗi nhân một tiến trình.", "Worker processes; 0 is one per core.")
FORCE = Message("Đọc lại cả những tệp đã có trong kho.", "Read again what is already in the workspace.")
NO_RESTORE = Message("Không sửa chữ sau OCR.", "Do not repair the text after OCR.")
NO_JOIN = Message("Mỗi ảnh là một văn bản, không ghép trang.", "Each image is a document of its own.")
NO_TEXT_LAYER = Message("Luôn OCR, bỏ qua lớp chữ có sẵn.", "Always OCR; ignore text layers.")
SETTINGS_FILE = Message("Tệp cấu hình TOML.", "Settings file (TOML).")
JSON = Message("In ra JSON.", "Print JSON.")
FACTS = Message(
    "Kèm các mục, căn cứ, việc phải làm và các dữ kiện khác.",
    "With sections, references, obligations and the other facts.",
)
SECTION = Message(
    "Chỉ in nguyên văn một mục, theo đường dẫn: II.2, Điều 3.1.", "Only the text of a section, by its path: II.2."
)
DOUBTFUL = Message(
    "Chỉ các dữ kiện có độ tin cậy dưới mức extract.review_below.",
    "Only the facts less sure than extract.review_below.",
)
CONTRADICTIONS = Message(
    "Các số, ký hiệu, ngày mà nhiều văn bản khác trong kho ghi khác.",
    "References whose number or date more documents of the workspace write otherwise.",
)
CONTRADICTIONS_TITLE = Message("Số, ký hiệu hoặc ngày mâu thuẫn", "Contradicting numbers or dates")
NO_CONTRADICTIONS = Message("Không thấy số, ký hiệu hay ngày nào mâu thuẫn.", "No contradicting numbers or dates.")
THIS_DOCUMENT = Message("(văn bản này)", "(this document)")
NO_SECTION = Message("Không có mục {path!r}. Các mục: {known}.", "No section {path!r}. Sections: {known}.")
FAILED = Message("Chỉ các tệp không nhập được.", "Only the files that failed.")
LIMIT = Message("Số kết quả nhiều nhất.", "Most results.")
OUT_FOLDER = Message("Thư mục xuất ra.", "Folder to write to.")
OUT_FILE = Message("Tệp kết quả; không có thì in ra màn hình.", "File to write; standard output without it.")
FORMAT = Message(
    f"Định dạng, cách nhau dấu phẩy: {', '.join(FORMATS)}; all là tất cả.",
    f"Formats, joined by commas: {', '.join(FORMATS)}; all for every one.",
)
EXPORT_DOC = Message("Chỉ văn bản này (dùng được nhiều lần).", "Only this document (may be given again).")
EXPORT_TYPE = Message('Chỉ loại văn bản này, ví dụ "Kế hoạch".', 'Only documents of this type, such as "Kế hoạch".')
EXPORT_SINCE = Message("Chỉ văn bản ban hành từ ngày này (05/03/2024).", "Only what was issued on this day or later.")
EXPORT_UNTIL = Message("Chỉ văn bản ban hành đến hết ngày này.", "Only what was issued until this day.")
EXPORT_MANIFEST = Message(
    "Ghi thêm sohoa-manifest.json: tên, SHA-256 từng tệp và phiên bản.",
    "Also write sohoa-manifest.json: name and SHA-256 of each file, versions.",
)
REGIME = Message(
    "auto, garbled (OCR sai), unaccented (không dấu), vietnamese (OCR tiếng Việt).",
    "auto, garbled, unaccented or vietnamese.",
)
WORDS = Message(
    "Danh sách từ, tên riêng được ưu tiên (tệp .txt UTF-8, mỗi dòng một tên).",
    "Words and names to prefer (a UTF-8 .txt file, one a line).",
)
PATHS = Message("Tệp, thư mục, hoặc .zip.", "Files, folders or .zip archives.")
DOC = Message("Mã số, phần đầu SHA-256, hoặc tên tệp không đuôi.", "Id, start of the SHA-256, or stem.")
QUERY = Message('Từ cần tìm; "..." là nguyên cụm; tu* là phần đầu.', 'Words; "..." is a phrase; wor* a prefix.')

STATUS: dict[str, Message] = {
    "imported": Message("đã nhập", "imported"),
    "partial": Message("nhập thiếu", "partial"),
    "known": Message("đã có", "known"),
    "skipped": Message("bỏ qua", "skipped"),
    "failed": Message("lỗi", "failed"),
}
NOTHING = Message("Không có gì.", "Nothing here.")
DEFECT = Message(
    "Lỗi của chương trình. Chi tiết đã ghi vào {log}. Văn bản gốc và kho không bị thay đổi.",
    "A defect of the program. Details are in {log}. Originals and workspace are unchanged.",
)
INTERRUPTED = Message(
    "Đã dừng theo yêu cầu. Chạy lại cùng lệnh để làm tiếp; các trang đã đọc không phải đọc lại.",
    "Interrupted. Run the same command to go on; pages already read are not read again.",
)
