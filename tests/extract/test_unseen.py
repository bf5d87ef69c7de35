"""Plans of our own in structures that the rules were not written against: what must come out of them."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract import extract
from pipeline.model import Cell, Document
from tests.extract.texts import document_of

SCHOOL = """PHÒNG GD&ĐT HUYỆN ĐÔNG KHÊ          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TRƯỜNG TIỂU HỌC SUỐI MÂY               Độc lập - Tự do - Hạnh phúc

Số: 58/KH-THSM                         Suối Mây, ngày 05 tháng 9 năm 2024

KẾ HOẠCH
Tổ chức Ngày hội đọc sách năm học 2024 - 2025

Căn cứ Công văn số 913/PGDĐT-TH ngày 28 tháng 8 năm 2024 của Phòng Giáo dục và Đào tạo huyện Đông Khê;
Trường Tiểu học Suối Mây xây dựng Kế hoạch tổ chức Ngày hội đọc sách như sau,
I. MỤC ĐÍCH
- Giúp học sinh yêu sách.
II. THỜI GIAN, ĐỊA ĐIỂM
1. Thời gian: Sáng ngày 12 tháng 10 năm 2024.
2. Địa điểm: Sân trường.
III. PHÂN CÔNG NHIỆM VỤ
1. Thư viện trường
- Chuẩn bị 300 đầu sách trước ngày 01/10/2024.
- Lập danh sách học sinh kể chuyện theo Công văn số 913/PGDĐT-TH.
2. Giáo viên chủ nhiệm
- Hướng dẫn mỗi lớp một gian trưng bày.
3. Đề nghị Ban đại diện cha mẹ học sinh và các nhà hảo tâm trên địa bàn toàn xã
- Vận động mỗi gia đình tặng một cuốn sách.
Trên đây là Kế hoạch của nhà trường./.

Nơi nhận:                              HIỆU TRƯỞNG
- Phòng GD&ĐT;
- Lưu: VT.
                                       Lò Thị Mai Hoa
"""

DEPARTMENT = """ỦY BAN NHÂN DÂN TỈNH LAM GIANG          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ                              Độc lập - Tự do - Hạnh phúc

Số: 214/KH-SNV                         Lam Giang, ngày 14 tháng 02 năm 2025

KẾ HOẠCH
Kiểm tra công vụ năm 2025

Thực hiện Quyết định số 77/QĐ-UBND ngày 20/01/2025 của Ủy ban nhân dân tỉnh, Sở Nội vụ ban hành Kế hoạch:

1. Mục đích, yêu cầu
Nâng cao kỷ luật công vụ.
2. Nội dung
2.1. Kiểm tra theo lịch
Mỗi quý kiểm tra ba đơn vị.
2.2. Kiểm tra đột xuất
Khi có phản ánh của người dân.
3. Tổ chức thực hiện
3.1. Giao Thanh tra Sở chủ trì, phối hợp với Phòng Cải cách hành chính lập lịch kiểm tra trước ngày 28/02/2025.
3.2. Đề nghị các sở, ban, ngành gửi báo cáo tự kiểm tra về Sở Nội vụ trước ngày 15/11/2025./.

Nơi nhận:                              GIÁM ĐỐC
- UBND tỉnh;
- Lưu: VT, TTr.
                                       Hà Văn Quế
"""

PARTY = """ĐẢNG BỘ HUYỆN ĐÔNG KHÊ                 ĐẢNG CỘNG SẢN VIỆT NAM
ĐẢNG ỦY XÃ PHÙ LÃNG
*                                      Phù Lãng, ngày 03 tháng 3 năm 2025
Số 31-KH/ĐU

KẾ HOẠCH
thực hiện Nghị quyết số 18-NQ/HU ngày 10/01/2025 của Huyện ủy về xây dựng nông thôn mới
-----
I- MỤC ĐÍCH, YÊU CẦU
- Cụ thể hóa các chỉ tiêu của Nghị quyết.
II- NHIỆM VỤ
1- Tuyên truyền trong cán bộ, đảng viên.
2- Vận động Nhân dân hiến đất làm đường.
III- TỔ CHỨC THỰC HIỆN
1- Ủy ban nhân dân xã xây dựng kế hoạch chi tiết, hoàn thành trước ngày 31/3/2025.
2- Các chi bộ quán triệt Kế hoạch trong sinh hoạt thường kỳ.

Nơi nhận:                              T/M ĐẢNG ỦY
- Huyện ủy;                            BÍ THƯ
- Lưu VPĐU.
                                       Chu Văn Lộc
"""

TABLE = """ỦY BAN NHÂN DÂN                        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ PHÙ LÃNG                            Độc lập - Tự do - Hạnh phúc

Số: 66/KH-UBND                         Phù Lãng, ngày 11 tháng 6 năm 2025

KẾ HOẠCH
Phòng, chống thiên tai năm 2025

Căn cứ Kế hoạch số 150/KH-UBND ngày 02/5/2025 của UBND huyện Đông Khê.

I. MỤC TIÊU
Giảm thiệt hại về người và tài sản.
II. NHIỆM VỤ CỤ THỂ
STT | Nội dung công việc | Đơn vị chủ trì | Đơn vị phối hợp | Thời hạn
1 | Rà soát hộ ở vùng sạt lở | Công chức Địa chính | Các thôn | Trước ngày 30/6/2025
2 | Dự trữ vật tư tại chỗ | Ban Chỉ huy Quân sự xã | Công an xã | Tháng 7/2025
III. KINH PHÍ
Từ Quỹ phòng, chống thiên tai./.

Nơi nhận:                              CHỦ TỊCH
- UBND huyện;
- Lưu: VT.
                                       Quách Đình Nhạ
"""


def _read(text: str) -> Document:
    return extract(document_of(text))


def _paths(document: Document) -> list[str]:
    return [section.path for section in document.sections]


def _duties(document: Document) -> list[tuple[str | None, str, str, str | None]]:
    return [(duty.section, duty.actor, duty.role, duty.deadline_date) for duty in document.obligations]


def test_a_plan_of_a_school_whose_lead_in_ends_with_a_comma() -> None:
    document = _read(SCHOOL)
    assert document.header.number_symbol == "58/KH-THSM"
    assert document.header.issuer == "Trường Tiểu học Suối Mây"
    assert document.header.signer_name == "Lò Thị Mai Hoa"
    assert _paths(document) == ["I", "II", "II.1", "II.2", "III", "III.1", "III.2", "III.3"]
    assert [reference.relation for reference in document.references] == ["can_cu", "dan_chieu"]
    assert _duties(document) == [
        ("III.1", "Thư viện trường", "thuc_hien", "2024-10-01"),
        ("III.1", "Thư viện trường", "thuc_hien", None),
        ("III.2", "Giáo viên chủ nhiệm", "thuc_hien", None),
        ("III.3", "Ban đại diện cha mẹ học sinh và các nhà hảo tâm trên địa bàn toàn xã", "de_nghi", None),
    ]


def test_a_plan_of_a_department_in_arabic_figures() -> None:
    document = _read(DEPARTMENT)
    assert document.header.issuer == "Sở Nội vụ tỉnh Lam Giang"
    assert document.header.title == "Kiểm tra công vụ năm 2025"
    assert _paths(document) == ["1", "2", "2.1", "2.2", "3", "3.1", "3.2"]
    assert [section.kind for section in document.sections if section.level == 1] == [
        "muc_dich", "noi_dung", "to_chuc_thuc_hien",
    ]  # fmt: skip
    assert _duties(document) == [
        ("3.1", "Thanh tra Sở", "chu_tri", "2025-02-28"),
        ("3.2", "các sở, ban, ngành", "de_nghi", "2025-11-15"),
    ]


def test_a_plan_of_a_party_committee() -> None:
    document = _read(PARTY)
    assert document.header.number_symbol == "31-KH/ĐU"
    assert document.header.issuer == "Đảng ủy xã Phù Lãng"
    assert document.header.signer_name == "Chu Văn Lộc"
    assert _paths(document) == ["I", "II", "II.1", "II.2", "III", "III.1", "III.2"]
    assert ("III.1", "Ủy ban nhân dân xã", "thuc_hien", "2025-03-31") in _duties(document)
    assert ("III.2", "Các chi bộ", "thuc_hien", None) in _duties(document)


def test_a_plan_whose_duties_stand_in_a_table() -> None:
    document = _read(TABLE)
    assert _paths(document) == ["I", "II", "III"]
    assert _duties(document) == [
        ("II", "Công chức Địa chính", "chu_tri", "2025-06-30"),
        ("II", "Ban Chỉ huy Quân sự xã", "chu_tri", "2025-07"),
    ]


def test_a_table_whose_head_was_read_as_one_cell() -> None:
    document = document_of(TABLE)
    lines = [
        replace(line, text="STT Nộidung công việc Đơnvịchủtrì Đơn viphối hợp Thờihan", cell=Cell(0, 0, 0))
        if line.text.startswith("STT |")
        else line
        for line in document.lines
    ]
    assert _duties(extract(replace(document, lines=tuple(lines)))) == _duties(_read(TABLE))
