from __future__ import annotations

import pytest
from hypothesis import given

from pipeline.extract.bodies.parts import parts_of
from tests.strategies import any_line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Y tế, Sở Nội vụ và UBND huyện Mê Linh", ("Sở Y tế", "Sở Nội vụ", "UBND huyện Mê Linh")),
        ("các Sở: Tài chính, Nông nghiệp và Môi trường", ("Sở Tài chính", "Sở Nông nghiệp và Môi trường")),
        ("Chủ tịch UBND phường Bến Nghé và phường Đa Kao",
         ("Chủ tịch UBND phường Bến Nghé", "Chủ tịch UBND phường Đa Kao")),
        ("Hội Nông dân xã và các tổ chức đoàn thể", ("Hội Nông dân xã", "các tổ chức đoàn thể")),
        ("các cơ quan, đơn vị", ("các cơ quan, đơn vị",)),
        ("UBND Phường 10, Quận 3", ("UBND Phường 10, Quận 3",)),
        ("Vụ Pháp chế, Bộ Tư pháp", ("Vụ Pháp chế Bộ Tư pháp",)),
        ("TAND tỉnh, VKSND tỉnh", ("TAND tỉnh", "VKSND tỉnh")),
        ("Sở Văn hóa, Thể thao và Du lịch", ("Sở Văn hóa, Thể thao và Du lịch",)),
        ("Chính phủ, Quốc hội", ("Chính phủ", "Quốc hội")),
        ("Ban Quản lý dự án, Phòng Quản lý đô thị", ("Ban Quản lý dự án", "Phòng Quản lý đô thị")),
        ("", ()),
    ],
)  # fmt: skip
def test_lists_are_parted(text: str, expected: tuple[str, ...]) -> None:
    assert parts_of(text) == expected


@given(any_line)
def test_any_text_is_parted(text: str) -> None:
    assert all(part.strip() for part in parts_of(text))
