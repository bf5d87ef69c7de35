"""What the commands of review say: every sentence in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.message import Message

REVIEW = Message(
    "Những gì cần người xem lại, quan trọng nhất trước; có MÃ thì xem kỹ một mục.",
    "What a person should look at, what matters most first; with an ID, one entry and its surroundings.",
)
CORRECT = Message(
    "Hiệu đính: MÃ của `sohoa review` và giá trị đúng; hoặc một văn bản với --field hay --word.",
    "Correct: an ID of `sohoa review` and what is right; or a document with --field or --word.",
)
CONFIRM = Message("Xác nhận: những gì đang ghi là đúng.", "Confirm: what stands there is right.")
REJECT = Message(
    "Bác bỏ: không phải dữ kiện như vậy, hoặc cảnh báo sai.", "Reject: it is no such fact, or the remark is wrong."
)
UNDO = Message(
    "Bỏ một hiệu đính (mặc định: hiệu đính gần nhất của mình); lịch sử vẫn còn.",
    "Take back a correction (by default one's last); the history stays.",
)
LIKE = Message(
    "Những chỗ giống một hiệu đính đã làm; --apply-to-all sửa tất cả.",
    "The like cases of a correction that was made; --apply-to-all corrects them all.",
)
CORRECTIONS = Message(
    "Lịch sử hiệu đính: ai, lúc nào, trước, sau.", "The history of corrections: who, when, before, after."
)

ENTRY = Message("MÃ của mục (đủ phần đầu để phân biệt).", "ID of the entry (its beginning is enough).")
ENTRIES = Message("Một hay nhiều MÃ.", "One or more IDs.")
WHERE = Message("MÃ của mục, hoặc văn bản (với --field, --word).", "ID of an entry, or a document (--field, --word).")
VALUE = Message("Giá trị đúng; để trống ('') là không có.", "What is right; empty ('') for none.")
FIELD = Message(
    "Trường cần sửa: number, date, issuer, title, signer_name, deadline, ...",
    "The field to correct: number, date, issuer, title, signer_name, deadline, ...",
)
WORD = Message("Chữ đang sai trong văn bản.", "The wrong words in the document.")
PAGE = Message("Chỉ ở trang này.", "Only on this page.")
WHO = Message("Tên người làm.", "Who does it.")
KIND = Message(
    "Chỉ một loại: collision, header, check, copy, page, fact, word, remark.",
    "Only one kind: collision, header, check, copy, page, fact, word, remark.",
)
OF_DOCUMENT = Message("Chỉ của văn bản này.", "Only of this document.")
MOST = Message("Số mục nhiều nhất.", "Most entries.")
PICTURE = Message("Ghi ảnh của chỗ đó ra tệp .png.", "Write a picture of the place to a .png file.")
NUMBER = Message("Số của hiệu đính (`sohoa corrections`).", "Number of the correction (`sohoa corrections`).")
APPLY = Message("Sửa tất cả những chỗ đã liệt kê.", "Correct all that are listed.")
FORMAT = Message("csv hoặc jsonl.", "csv or jsonl.")
OUT = Message("Tệp kết quả.", "File to write.")

NOTHING = Message("Không có gì cần xem lại.", "Nothing needs a person.")
NO_CORRECTIONS = Message("Chưa có hiệu đính nào.", "No corrections yet.")
UNITS = {"page": Message("trang", "pages"), "field": Message("trường", "fields")}
"""What a sample is drawn of, in words."""
MORE = Message("Còn {more} mục nữa (--limit).", "{more} more (--limit).")
NO_IMAGE = Message("Trang này không có ảnh trong kho.", "There is no image of this page in the workspace.")
MADE = Message("Đã ghi #{id}: {what}: “{before}” → “{after}”.", "Noted #{id}: {what}: “{before}” → “{after}”.")
CONFIRMED = Message("Đã xác nhận #{id}: {what}: “{before}”.", "Confirmed #{id}: {what}: “{before}”.")
REJECTED = Message("Đã bác bỏ #{id}: {what}: “{before}”.", "Rejected #{id}: {what}: “{before}”.")
UNDONE = Message("Đã bỏ hiệu đính #{id} ({what}).", "Took back correction #{id} ({what}).")
ALIKE = Message(
    "Có {count} chỗ giống vậy. Xem: sohoa like {id}    Sửa tất cả: sohoa like {id} --apply-to-all",
    "{count} like cases. See: sohoa like {id}    Correct all: sohoa like {id} --apply-to-all",
)
NO_LIKE = Message("Không có chỗ nào giống vậy.", "No like cases.")
NOT_MADE = Message("Chưa sửa gì. Thêm --apply-to-all để sửa tất cả.", "Nothing changed. --apply-to-all corrects all.")
UNCHANGED = Message("Đã đúng như vậy, không có gì phải sửa.", "It reads so already; nothing to correct.")
FIX_LINE = Message(
    "Đúng: sohoa confirm {id}    Sai: sohoa correct {id} GIÁ_TRỊ    Không phải: sohoa reject {id}",
    "Right: sohoa confirm {id}    Wrong: sohoa correct {id} VALUE    No such thing: sohoa reject {id}",
)

FIX_FACT = Message(
    "Đúng: sohoa confirm {id}    Sai: sohoa correct {id} GIÁ_TRỊ --field TRƯỜNG    Không phải: sohoa reject {id}",
    "Right: sohoa confirm {id}    Wrong: sohoa correct {id} VALUE --field FIELD    No such thing: sohoa reject {id}",
)
FIX_WORD = Message(
    "Đúng: sohoa confirm {id}    Sai: sohoa correct {id} CHỮ_ĐÚNG",
    "Right: sohoa confirm {id}    Wrong: sohoa correct {id} WORD",
)
FIX_REMARK = Message(
    "Giấy ghi như vậy: sohoa confirm {id}    Đọc sai: sohoa correct VĂN_BẢN CHỮ_ĐÚNG --word CHỮ_SAI",
    "The paper says so: sohoa confirm {id}    Misread: sohoa correct DOCUMENT RIGHT --word WRONG",
)

KINDS: Mapping[str, Message] = {
    "collision": Message("hiệu đính khác bản đọc mới", "correction against a new reading"),
    "header": Message("phần đầu văn bản", "header"),
    "check": Message("mâu thuẫn", "contradiction"),
    "copy": Message("trùng, tách", "doublet, split"),
    "page": Message("trang", "page"),
    "fact": Message("dữ kiện", "fact"),
    "word": Message("chữ", "word"),
    "remark": Message("lưu ý", "remark"),
}
ACTIONS: Mapping[str, Message] = {
    "change": Message("sửa", "changed"),
    "confirm": Message("xác nhận", "confirmed"),
    "reject": Message("bác bỏ", "rejected"),
    "undo": Message("bỏ", "taken back"),
}

SAMPLE = Message(
    "Lấy mẫu nghiệm thu một nhóm văn bản, chấm từng mục, ký.",
    "Acceptance samples: draw one of a group of documents, judge its items, sign it.",
)
SAMPLE_DRAW = Message("Lấy mẫu ngẫu nhiên.", "Draw a random sample.")
SAMPLE_SHOW = Message("Xem các mẫu, hoặc một mẫu.", "Show all samples, or one.")
SAMPLE_MARK = Message("Chấm các mục của mẫu: đúng hoặc sai.", "Judge items of a sample: right or wrong.")
SAMPLE_SIGN = Message("Ký: chấp nhận hoặc không chấp nhận cả nhóm.", "Sign: accept or refuse the whole group.")
SAMPLE_DOCS = Message("Văn bản của nhóm; không có thì cả kho.", "The documents of the group; without any, all.")
SAMPLE_DOSSIER = Message("Các văn bản của hồ sơ này.", "The documents of this file (hồ sơ).")
SAMPLE_FOLDER = Message("Các văn bản nhập từ thư mục này.", "The documents that came from this folder.")
SAMPLE_UNIT = Message("page (trang) hoặc field (trường phần đầu).", "page, or field (of the header).")
SAMPLE_WORST = Message("Tỷ lệ sai lớn nhất chấp nhận được, ví dụ 0.03.", "Largest share of errors, e.g. 0.03.")
SAMPLE_SEED = Message("Số gieo: cùng số thì cùng mẫu.", "Seed: the same gives the same sample.")
SAMPLE_NUMBER = Message("Số của mẫu.", "Number of the sample.")
SAMPLE_ITEMS = Message("Các mục: 1 2 5-9, hoặc all (mọi mục chưa chấm).", "Items: 1 2 5-9, or all (those not judged).")
SAMPLE_WRONG = Message("Các mục này sai.", "These items are wrong.")
SAMPLE_NOTE = Message("Ghi chú.", "A note.")
SAMPLE_REFUSE = Message("Không chấp nhận.", "Refuse.")
SAMPLE_BAD_ITEMS = Message("Không hiểu các mục {items!r}: ghi như 1 2 5-9.", "Cannot read {items!r}: write 1 2 5-9.")
SAMPLE_RATE = Message(
    "Đã xem {seen}/{size} mục, {errors} sai: {share} (khoảng tin cậy 95 %: {low} – {high}).",
    "{seen} of {size} items judged, {errors} wrong: {share} (95 % interval {low} – {high}).",
)
SAMPLE_PLAN = Message(
    "Phương án: không chấp nhận mục sai nào trong mẫu (c=0, phân phối siêu bội, tin cậy 95 %); "
    "tỷ lệ sai cho phép của cả nhóm {population} mục: {worst}. Số gieo {seed}.",
    "Plan: c=0, hypergeometric, 95 %; at most {worst} of {population} items may be wrong. Seed {seed}.",
)
SAMPLE_MEETS = Message("Đạt: tỷ lệ sai không quá {bound} (tin cậy 95 %).", "Met: at most {bound} wrong (95 %).")
SAMPLE_FAILS = Message("Chưa đạt: có thể sai tới {bound}.", "Not met: up to {bound} may be wrong.")
SAMPLE_SIGNED = Message("{what}, {who}, {when}. {note}", "{what}, {who}, {when}. {note}")
ACCEPTED = Message("Chấp nhận", "Accepted")
REFUSED = Message("Không chấp nhận", "Refused")
RIGHT = Message("đúng", "right")
WRONG = Message("sai", "wrong")
