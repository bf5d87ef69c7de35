"""Pages as reading gives them, for questions about single pages."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Box, Line, Mark, Page, PageOrigin, PageReading

HEAD = (
    "ỦY BAN NHÂN DÂN",
    "XÃ BÌNH LƯU",
    "Số: 07/KH-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Bình Lưu, ngày 09 tháng 01 năm 2025",
    "KẾ HOẠCH",
    "Trồng cây năm 2025",
)
PROSE = ("Hội Nông dân xã trồng 500 cây dọc bờ kênh.", "Đoàn xã chăm sóc cây non trong mùa khô.")
END = ("Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH")


def page(number: int, *lines: str, marks: Sequence[Mark] = ()) -> PageReading:
    """Return a scanned page with `lines` below each other from its upper edge, 25 to a page."""
    found = tuple(
        Line(number, text, text, Box(number, 100, 40 + 40 * row, 700, 70 + 40 * row)) for row, text in enumerate(lines)
    )
    return PageReading(Page(number, 827, 1169, 100, PageOrigin.OCR, marks=tuple(marks)), found)
