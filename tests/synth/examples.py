"""Small documents for the tests of the generator."""

from __future__ import annotations

from typing import Any

from pipeline.synth import Content, Style, content_of

SMALL = Style(dpi=100)
"""Pages of 827 x 1169 pixels: quick to draw."""


def described(**changes: Any) -> dict[str, Any]:
    """Return the description of a one-page plan with some of everything."""
    tree: dict[str, Any] = {
        "doc_type": "Kế hoạch",
        "title": ["Trồng cây năm 2025"],
        "recipients": ["UBND huyện", "Lưu: VT"],
        "head": {
            "body": ["ỦY BAN NHÂN DÂN", "XÃ BÌNH LƯU"],
            "issuer": "Ủy ban nhân dân xã Bình Lưu",
            "number": "07",
            "symbol": "KH-UBND",
            "place": "Bình Lưu",
            "date": "2025-01-09",
        },
        "signature": {"office": ["CHỦ TỊCH"], "name": "Đỗ Ngọc Ẩn", "seal": "ỦY BAN NHÂN DÂN | XÃ BÌNH LƯU"},
        "block": [
            {"p": "Căn cứ [[Kế hoạch số 3/KH-UBND ngày 02/01/2025 của UBND huyện Hạ Lam]] về trồng cây¹;"},
            {"h1": "I. MỤC ĐÍCH", "kind": "muc_dich"},
            {"p": "Phủ xanh **đồi trọc** và bờ kênh."},
            {"h1": "II. TỔ CHỨC THỰC HIỆN", "kind": "to_chuc_thuc_hien"},
            {"h2": "1. Hội Nông dân xã"},
            {
                "li": "Chủ trì, phối hợp với Đoàn xã trồng 500 cây trước ngày 15/02/2025.",
                "duty": {
                    "actor": "Hội Nông dân xã",
                    "role": "chu_tri",
                    "partners": ["Đoàn xã"],
                    "deadline": "trước ngày 15/02/2025",
                },
            },
        ],
        "footnotes": {"1": "Thay thế [[Kế hoạch số 88/KH-UBND ngày 05/3/2024]]."},
    }
    return {**tree, **changes}


def task_table(rows: int) -> dict[str, Any]:
    """Return the description of a task table with so many rows."""
    return {
        "table": {
            "widths": [1, 5, 3, 3],
            "aligns": "clll",
            "head": ["STT", "Nội dung", "Chủ trì", "Thời gian"],
            "duty_columns": {"action": 1, "actor": 2, "deadline": 3},
            "rows": [
                [
                    str(row + 1),
                    f"Nhiệm vụ thứ {row + 1} cần nhiều chữ để tràn sang dòng sau",
                    "Văn phòng",
                    "Tháng 6/2025",
                ]
                for row in range(rows)
            ],
        }
    }


def small_plan(**changes: Any) -> Content:
    """Return the plan that `described` describes."""
    return content_of(described(**changes))
