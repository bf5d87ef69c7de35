"""Small documents of our own, as readings: what the tests of this package read."""

from __future__ import annotations

from pipeline.extract.structure.blocks import Block, blocks
from pipeline.model import Box, Document, Line, Source, Word
from pipeline.reading import Reading, compose


def reading_of(text: str) -> Reading:
    """Return the reading of a plain text; a form feed begins a page."""
    lines, page = [], 1
    for raw in text.split("\n"):
        page += raw.count("\f")
        line = raw.replace("\f", "")
        lines.append(Line(page, line, line))
    return compose(lines)


def blocks_of(text: str) -> tuple[Block, ...]:
    return blocks(reading_of(text))


def document_of(text: str) -> Document:
    return Document(Source("0" * 64, ("x.txt",), "text/plain", len(text)), lines=reading_of(text).lines)


def scanned(*rows: tuple[str, float, float, float], page: int = 1) -> list[Line]:
    """Return lines of a scan from (text, left, right, top); they are 40 pixels high."""
    lines = []
    for text, left, right, top in rows:
        parts = text.split()
        step = (right - left) / max(1, len(parts))
        words = tuple(
            Word(part, Box(page, left + step * i, top, left + step * (i + 1), top + 40), 0.9)
            for i, part in enumerate(parts)
        )
        lines.append(Line(page, text, text, Box(page, left, top, right, top + 40), words, confidence=0.9))
    return lines


PLAN = """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHƯỜNG BẾN LAU Độc lập - Tự do - Hạnh phúc
Số: 17 /KH-UBND Phường Bến Lau, ngày 05 tháng 3 năm 2025

KẾ HOẠCH
Phân loại rác tại nguồn trên địa bàn phường Bến Lau
6 tháng cuối năm 2025

Thực hiện Kế hoạch số 40/KH-UBND ngày 10 tháng 02 năm 2025 của Ủy ban
nhân dân Quận 9 về phân loại rác tại nguồn;

Ủy ban nhân dân phường Bến Lau xây dựng Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

- Nâng cao ý thức của người dân trong việc giữ gìn vệ sinh, cùng nhau xây
dựng khu phố sạch¹;

¹ 12/CT-UBND ngày 03/01/2025

- Giảm lượng rác phải chôn lấp.

2. Yêu cầu: Làm thường xuyên, thiết thực. Không phô trương.

II. NỘI DUNG THỰC HIỆN

1. Tuyên truyền bằng nhiều hình thức trên loa phát thanh, trên trang thông
tin điện tử; treo băng rôn ở các ngả đường.

1.1. Ở khu phố: họp tổ dân phố mỗi tháng một lần.

a) Phát tờ rơi đến từng hộ.

III. TỔ CHỨC THỰC HIỆN

1. Công chức Văn hóa - Xã hội: chủ trì thực hiện Kế hoạch này./.

Nơi nhận: TM. ỦY BAN NHÂN DÂN
- UBND Quận 9; KT. CHỦ TỊCH
- Các khu phố; PHÓ CHỦ TỊCH
- Lưu: VT.

Lê Thị Thu Hà
"""

LETTER = """SỞ Y TẾ TỈNH LAM GIANG
BỆNH VIỆN ĐA KHOA HÒA AN
Số: 208/BVĐK-KHTH
V/v báo cáo kết quả tiêm chủng
quý II năm 2025
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lam Giang, ngày 02 tháng 7 năm 2025
Kính gửi: Các trạm y tế xã
1. Gửi số liệu trước ngày 10/7/2025.
2. Giao Phòng Điều dưỡng tổng hợp.
Nơi nhận:
- Như trên;
- Lưu: VT.
GIÁM ĐỐC
BS.CKII. Trần Văn Bình
"""

DECISION = """ỦY BAN NHÂN DÂN
TỈNH LAM GIANG
Số:       /QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lam Giang, ngày      tháng 3 năm 2025
QUYẾT ĐỊNH
Về việc thành lập Tổ giám sát
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAM GIANG
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/02/2025;
QUYẾT ĐỊNH:
Điều 1. Thành lập Tổ giám sát gồm các ông, bà sau:
1. Ông Nguyễn Văn Tám, Tổ trưởng;
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Điều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh chịu trách nhiệm thi hành Quyết định này./.
Nơi nhận:
- Như Điều 3;
- Lưu: VT.
CHỦ TỊCH
Đỗ Minh Quân
PHỤ LỤC I
DANH SÁCH TỔ GIÁM SÁT
(Kèm theo Quyết định số     /QĐ-UBND ngày    tháng 3 năm 2025)
TT | Họ và tên | Chức vụ
1 | Nguyễn Văn Tám | Tổ trưởng
"""
