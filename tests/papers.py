"""Documents for tests that need known ones."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from pipeline.message import Message
from pipeline.model import (
    Act,
    Body,
    Document,
    Funding,
    Header,
    Line,
    Mention,
    Obligation,
    Page,
    PageOrigin,
    Period,
    Place,
    Problem,
    Reference,
    ReportingDuty,
    Result,
    Section,
    Source,
    Target,
)
from pipeline.reading import compose

LINES = (
    "Số: 30/KH-UBND",
    "KẾ HOẠCH",
    "Tuyên truyền cải cách hành",
    "chính năm 2024 tại Đắk Lắk",
    "I. MỤC ĐÍCH",
    "Phòng Nội vụ chủ trì, hoàn thành trong tháng 5 năm 2024",
)


def digest(seed: str) -> str:
    """Return a SHA-256 that depends on `seed`."""
    return hashlib.sha256(seed.encode()).hexdigest()


def paper(name: str = "kế hoạch.pdf", *pages: tuple[str, ...], sha256: str = "", part: int | None = None) -> Document:
    """Return a document of `pages` (their lines) with one fact of each kind, met as the file `name`."""
    pages = pages or (LINES,)
    lines = tuple(Line(number, text, text) for number, page in enumerate(pages, start=1) for text in page)
    reading = compose(lines)
    place = reading.evidence(0, len(lines[0].text), "test", 0.9)
    return Document(
        source=Source(sha256 or digest(name), (name,), "application/pdf", 1000, part),
        pages=tuple(Page(number, 0, 0, 0, PageOrigin.PLAIN_TEXT) for number in range(1, len(pages) + 1)),
        lines=lines,
        header=Header(
            doc_type="Kế hoạch",
            number="30",
            symbol="KH-UBND",
            number_symbol="30/KH-UBND",
            date="2024-03-05",
            issuer="Ủy ban nhân dân phường Bình Hòa",
            title="Tuyên truyền cải cách hành chính năm 2024",
            recipients=("Như trên", "Lưu: VT."),
            period=Period("năm 2024", "2024-01-01", "2024-12-31"),
        ),
        sections=(Section("I", 1, "I", "MỤC ĐÍCH", "muc_dich", 1, 2, place),),
        references=(
            Reference("Nghị định số 45/2020/NĐ-CP", "Nghị định", "45/2020/NĐ-CP", None, None, "can_cu", place),
        ),
        obligations=(
            Obligation("I", "Phòng Nội vụ", "chu_tri", ("Công an",), "=1+1 hoàn thành", "tháng 5 năm 2024", "2024-05",
                       None, None, place),
        ),
        problems=(Problem("doubtful_page", Message("Trang mờ.", "The page is faint."), page=1),),
    )  # fmt: skip


def full_paper(name: str = "đầy đủ.pdf") -> Document:
    """Return a document with one fact of every kind."""
    document = paper(name)
    place = document.sections[0].evidence
    duty = replace(
        document.obligations[0],
        starts="2024-04-01",
        ends="2024-06",
        recurrence="FREQ=MONTHLY;INTERVAL=3",
        condition="khi có yêu cầu",
        acts=(Act("lập", "quý II", place),),
        actor_keys=("noi-vu",),
        partner_keys=("cong-an",),
    )
    return replace(
        document,
        header=replace(document.header, canonical="ubnd-phuong-binh-hoa/ke-hoach/2024/30"),
        references=(replace(document.references[0], article="khoản 2 Điều 5", effect="thay_the"),),
        obligations=(duty,),
        mentions=(Mention("Kế hoạch này", "self", "Kế hoạch", None, "self", place),),
        reports=(
            ReportingDuty("I", "Phòng Nội vụ", "UBND quận", "Văn phòng", "hằng quý", "FREQ=MONTHLY;INTERVAL=3",
                          "trước ngày 20/6", "2024-06-20", "văn bản", place, ("noi-vu",)),
        ),
        targets=(
            Target("I", "Trên 90,5% hồ sơ đúng hạn", "hồ sơ đúng hạn", ">=", "90,5%", 90.5, 90.5, "%", None,
                   "năm 2024", "Văn phòng", place),
        ),
        budget=(Funding("I", "Kinh phí 50 triệu đồng", 50_000_000, "ngân sách phường", "Kế toán", place),),
        results=(Result("I", "Đăng 13 bài viết", "bài viết đã đăng", "13", 13.0, "bài viết", place),),
        bodies=(
            Body("ubnd-phuong-binh-hoa", "Ủy ban nhân dân phường Bình Hòa", "xa", "chinh_quyen",
                 ("UBND phường", "phường"), is_issuer=True, evidence=place),
        ),
        places=(Place("phường A", "xa", ("Phường A, Quận B, Tỉnh C",), (), place),),
    )  # fmt: skip


PLAN = """UBND QUẬN TÂN GIANG
PHƯỜNG BẾN NHẠC
Số: 46/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bến Nhạc, ngày 09 tháng 4 năm 2025
KẾ HOẠCH
Phân loại rác tại nguồn năm 2025

Thực hiện Kế hoạch số 112/KH-UBND ngày 18/3/2025 của UBND quận Tân Giang.

I. MỤC ĐÍCH
Giữ phố phường sạch.

II. TỔ CHỨC THỰC HIỆN
1. Văn phòng phường
- Theo dõi, tổng hợp, báo cáo Ủy ban nhân dân phường trước ngày 25 hằng tháng.
"""
"""A ward's plan as plain text."""
