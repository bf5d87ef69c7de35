from __future__ import annotations

import time

import pytest
from hypothesis import given

from pipeline.extract.bodies.units import find_units
from tests.strategies import any_line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("họp tại phường Bến Nghé, Quận 1.", ["phường Bến Nghé", "quận 1"]),
        ("xã Đại Thịnh, huyện Mê Linh, thành phố Hà Nội", ["xã Đại Thịnh", "huyện Mê Linh", "thành phố Hà Nội"]),
        ("Phường 10, Quận 10", ["phường 10", "quận 10"]),
        ("UBND TP. Hồ Chí Minh và TPHCM", ["thành phố Hồ Chí Minh", "thành phố HCM"]),
        ("P. Bến Nghé, Q.1", ["phường Bến Nghé", "quận 1"]),
        ("tỉnh Bà Rịa - Vũng Tàu", ["tỉnh Bà Rịa - Vũng Tàu"]),
        ("UBND phường Cổ Nhuế 2", ["phường Cổ Nhuế 2"]),
        ("phuờng Bến Nghé", ["phường Bến Nghé"]),  # an OCR took the horn of one letter away
        ("TRÊN ĐỊA BÀN PHƯỜNG BẾN NGHÉ NĂM 2024", ["phường BẾN NGHÉ"]),
        ("đặc khu Côn Đảo", ["đặc khu Côn Đảo"]),
        ("thị xã Gò Mây", ["thị xã Gò Mây"]),  # in no list, but written as a name
        ("phường Bến Nghé Quận 1", ["phường Bến Nghé", "quận 1"]),
        ("quận Cầu Giấy Hà Nội", ["quận Cầu Giấy"]),
        ("UBND tỉnh Quảng Ngãi Sửa đổi", ["tỉnh Quảng Ngãi"]),
    ],
)
def test_units_are_found(text: str, expected: list[str]) -> None:
    assert [unit.whole for unit in find_units(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "UBND phường tổ chức họp",
        "các quận, huyện, thị xã",
        "đường Bà Huyện Thanh Quan",
        "văn hóa xã hội; Xã Hội Chủ Nghĩa",
        "Quận Đoàn 1, Huyện ủy, Tỉnh Đoàn",
        "Chủ tịch UBND huyện Nguyễn Văn Sáu",
        "trên địa bàn tỉnh 12 đơn vị",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "quận 1.250 hộ",
        "xã Nông thôn mới",
        "Thành phố Trực thuộc",
        "địa phương 02 cấp",
        "PHƯƠNG ÁN ĐƠN GIẢN HÓA THỦ TỤC",
        "cơ quan Bộ Xây dựng; hải quan Bước 1",
        "TỔ DÂN PHỐ",
        "mã bệnh Q12-Q12.2",
    ],
)
def test_words_for_units_alone_name_none(text: str) -> None:
    assert find_units(text) == ()


def test_those_above_are_told_and_a_list_is_no_chain() -> None:
    first, *_ = find_units("xã Đại Thịnh, huyện Mê Linh, Hà Nội")
    assert first.above == ("huyện Mê Linh", "Hà Nội")
    ward, other = find_units("phường Cổ Nhuế 2, phường Xuân Đỉnh")
    assert ward.above == other.above == ()


@given(any_line)
def test_any_text_gives_spans_inside_it(text: str) -> None:
    end = 0
    for unit in find_units(text):
        assert end <= unit.start < unit.end <= unit.chain_end <= len(text)
        assert unit.name == " ".join(text[: unit.end][-len(unit.name) :].split()) or "  " in text or "\u00a0" in text
        end = unit.end


def test_hostile_text_takes_no_long() -> None:
    start = time.process_time()
    find_units("phường " + "Bến Nghé - " * 5_000)
    find_units("Quận " * 20_000)
    assert time.process_time() - start < 3
